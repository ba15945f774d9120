import Foundation
import GRDBSQLite
import Signing

/// The whole ledger replayed, on a ledger without signatures: what each signed event adds is the library's own verification (limits.md).
enum VerifyMeasure {
    static func run(_ place: Workplace, _ report: inout Report) throws {
        let bare = try bareReading(place.demonstration)
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let (seconds, peak) = try place.run(place.program, ["--ledger", place.demonstration, "--quiet", "verify"])
        let each = seconds * 1e6 * Double(cores) / Double(max(1, bare.events))
        report.add(
            "verify, \(Report.grouped(bare.events)) events, none signed",
            "\(Report.short(seconds)) s, \(Report.short(each)) µs an event and core, \(peak / 1024) MiB",
            "≤ 6 µs, ≤ 200 MB", isMet: each <= 6 && peak <= 200_000)
        // Where the bar was set, reading an event and hashing it took 0.9 of the 6 µs.
        let ratio = each / bare.microseconds
        report.add(
            "the same beside SELECT and SHA-256 alone",
            "\(Report.short(bare.microseconds)) µs an event: \(Report.short(ratio)) ×", "≤ 6.7 ×", isMet: ratio <= 6.7)
    }

    /// What a C program would need to read every event and hash its text, through the C interface alone; the best of five passes.
    private static func bareReading(_ path: String) throws -> (events: Int, microseconds: Double) {
        var handle: OpaquePointer?
        var statement: OpaquePointer?
        defer {
            sqlite3_finalize(statement)
            sqlite3_close(handle)
        }
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, nil) == SQLITE_OK,
            sqlite3_prepare_v2(handle, "SELECT text FROM events ORDER BY position", -1, &statement, nil) == SQLITE_OK
        else { throw Workplace.Failed(command: "sqlite3_open \(path)") }
        var best = Double.infinity
        var events = 0
        for _ in 0..<5 {
            let start = ContinuousClock.now
            events = 0
            while sqlite3_step(statement) == SQLITE_ROW {
                let bytes = UnsafeBufferPointer(
                    start: sqlite3_column_text(statement, 0), count: Int(sqlite3_column_bytes(statement, 0)))
                _ = Digest(of: bytes, .sha256)
                events += 1
            }
            sqlite3_reset(statement)
            best = min(best, (ContinuousClock.now - start) / .microseconds(1))
        }
        return (events, best / Double(max(1, events)))
    }
}
