import Foundation
import GRDBSQLite

/// The whole ledger replayed, on a ledger without signatures: what each signed event adds is the library's own verification (limits.md).
enum VerifyMeasure {
    static func run(_ place: Workplace, _ report: inout Report) throws {
        let events = try count(place.demonstration)
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let (seconds, peak) = try place.run(place.program, ["--ledger", place.demonstration, "--quiet", "verify"])
        let each = seconds * 1e6 * Double(cores) / Double(max(1, events))
        report.add(
            "verify, \(Report.grouped(events)) events, none signed",
            "\(Report.short(seconds)) s, \(Report.short(each)) µs an event and core, \(peak / 1024) MiB",
            "≤ 6 µs, ≤ 200 MB", isMet: each <= 6 && peak <= 200_000)
    }

    /// How many events a ledger has.
    private static func count(_ path: String) throws -> Int {
        var handle: OpaquePointer?
        var statement: OpaquePointer?
        defer {
            sqlite3_finalize(statement)
            sqlite3_close(handle)
        }
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, nil) == SQLITE_OK,
            sqlite3_prepare_v2(handle, "SELECT position FROM head", -1, &statement, nil) == SQLITE_OK,
            sqlite3_step(statement) == SQLITE_ROW
        else { throw Workplace.Failed(command: "sqlite3_open \(path)") }
        return Int(sqlite3_column_int64(statement, 0))
    }
}
