import Foundation
import GRDBSQLite

/// A commit of one comment beside the same two statements bare: the same event into the same tables of a copy of the ledger, the finding's row updated, synchronous=FULL; in turns, medians.
enum CommitMeasure {
    static func run(_ place: Workplace, _ report: inout Report) throws {
        let session = try Session(place)
        let copy = place.folder + "/bare.db"
        try session.copy(to: copy)
        let bare = try BareWriter(copy)
        var theirs: [Double] = []
        var ours: [Double] = []
        for turn in 1...200 {
            try session.open(turn)
            ours.append(try session.comment(turn))
            theirs.append(bare.commit(try session.newest(), finding: turn))
        }
        let ratio = Report.median(ours) / Report.median(theirs)
        report.add(
            "commit (in process)",
            "\(Report.short(Report.median(ours))) ms, bare \(Report.short(Report.median(theirs))): \(Report.short(ratio)) ×",
            "≤ 1.5 ×", isMet: ratio <= 1.5)
    }
}

/// An event as its columns.
struct EventColumns {
    let stream, operation, text: String
    let version: Int
    let hash: [UInt8]
}

/// What a C program would do, through the C interface alone: two prepared statements in a transaction.
private final class BareWriter {
    private var handle: OpaquePointer?
    private var statements: [OpaquePointer?] = []
    private var position = 0

    init(_ path: String) throws {
        guard sqlite3_open(path, &handle) == SQLITE_OK else { throw Workplace.Failed(command: "sqlite3_open \(path)") }
        sqlite3_exec(
            handle, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8000", nil, nil, nil)
        statements = [
            "BEGIN IMMEDIATE",
            "INSERT INTO events (position, stream, version, operation, hash, text) VALUES (?, ?, ?, ?, ?, ?)",
            "UPDATE findings SET version = ?, changed = ? WHERE number = ?", "COMMIT",
        ].map { sql in
            var statement: OpaquePointer?
            sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
            return statement
        }
        var last: OpaquePointer?
        sqlite3_prepare_v2(handle, "SELECT max(position) FROM events", -1, &last, nil)
        sqlite3_step(last)
        position = Int(sqlite3_column_int64(last, 0))
        sqlite3_finalize(last)
    }

    deinit {
        for statement in statements { sqlite3_finalize(statement) }
        sqlite3_close(handle)
    }

    /// Milliseconds.
    func commit(_ event: EventColumns, finding: Int) -> Double {
        let start = ContinuousClock.now
        position += 1
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let insert = statements[1]
        sqlite3_bind_int64(insert, 1, Int64(position))
        sqlite3_bind_text(insert, 2, event.stream, -1, transient)
        sqlite3_bind_int64(insert, 3, Int64(event.version))
        sqlite3_bind_text(insert, 4, event.operation, -1, transient)
        sqlite3_bind_blob(insert, 5, event.hash, Int32(event.hash.count), transient)
        sqlite3_bind_text(insert, 6, event.text, -1, transient)
        let update = statements[2]
        sqlite3_bind_int64(update, 1, Int64(event.version))
        sqlite3_bind_int64(update, 2, Int64(position))
        sqlite3_bind_int64(update, 3, Int64(finding))
        for statement in statements {
            guard sqlite3_step(statement) == SQLITE_DONE else { return .nan }
            sqlite3_reset(statement)
        }
        return (ContinuousClock.now - start) / .milliseconds(1)
    }
}
