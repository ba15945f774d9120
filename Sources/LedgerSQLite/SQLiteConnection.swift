internal import CSQLite
import Foundation
internal import GRDB
internal import GRDBSQLite
import Ledger

/// Settings of the library that hold for the whole process; made before it is used first.
enum SQLiteLibrary {
    /// Nobody asks how much memory it holds, so it need not count under a lock; and what a statement needs for a moment finds room without asking for it: some 400 KB a connection, nine times as much as usual.
    static let isReady: Bool = xiaohaoConfigureSQLite(1200, 350) == SQLITE_OK
}

/// Runs cached prepared statements with values bound directly: no records, no dictionaries on the hot path.
struct SQLiteConnection: SQLConnection {
    private let db: Database
    private let recent = RecentStatements()

    init(_ db: Database) { self.db = db }

    func execute(_ sql: String, _ values: [SQLValue]) throws {
        try withStatement(sql, values) { statement in
            while true {
                switch sqlite3_step(statement) {
                case SQLITE_ROW: continue
                case SQLITE_DONE: return
                case let code: throw failure(code, sql)
                }
            }
        }
    }

    /// 22 MB of pages, so that a long transaction spills less of itself into the log before it commits.
    func expectMany() throws { try execute("PRAGMA cache_size = -22000", []) }

    func insert(_ rows: [[SQLValue]], into table: String, _ columns: [String]) throws {
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let statement = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
        for row in rows { try execute(statement, row) }
    }

    func add(_ changes: [SumChange], to table: SumTable) throws {
        let marks = table.columns.map { _ in "?" }.joined(separator: ", ")
        let statement =
            "INSERT INTO \(table.name) (\(table.columns.joined(separator: ", "))) VALUES (\(marks)) \(table.conflict)"
        let key = table.keys.map { "\($0.name) = ?" }.joined(separator: " AND ")
        let removal = "DELETE FROM \(table.name) WHERE \(key) AND \(table.isNothing)"
        for change in changes {
            try execute(statement, change.key + change.sums.map { .integer($0) })
            if change.takesAway(from: table) { try execute(removal, change.key) }
        }
    }

    func forEach(_ sql: String, _ values: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws {
        try withStatement(sql, values) { statement in
            let row = SQLiteRow(statement: statement)
            while true {
                switch sqlite3_step(statement) {
                case SQLITE_ROW: guard try each(row) else { return }
                case SQLITE_DONE: return
                case let code: throw failure(code, sql)
                }
            }
        }
    }

    /// SQLite steps through a result as it is read.
    func scan(_ sql: String, _ values: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws {
        try forEach(sql, values, each)
    }

    private func withStatement<Value>(
        _ sql: String, _ values: [SQLValue], _ body: (OpaquePointer) throws -> Value
    ) throws -> Value {
        let cached = try recent.statement(sql) { try db.cachedStatement(sql: sql) }
        // A statement that is already being stepped further up is not disturbed: a second one is prepared.
        let isBusy = sqlite3_stmt_busy(cached.sqliteStatement) != 0
        let owner = isBusy ? try db.makeStatement(sql: sql) : cached
        let statement = owner.sqliteStatement
        return try withBytes(of: values) { bytes in
            defer {
                sqlite3_reset(statement)
                sqlite3_clear_bindings(statement)
            }
            var start = bytes
            for (index, value) in values.enumerated() {
                let position = Int32(index + 1)
                let count = value.byteCount
                let code =
                    switch value {
                    case .null: sqlite3_bind_null(statement, position)
                    case .integer(let number): sqlite3_bind_int64(statement, position, Int64(number))
                    case .text, .utf8: sqlite3_bind_text(statement, position, start, Int32(count), nil)
                    case .bytes: sqlite3_bind_blob(statement, position, start, Int32(count), nil)
                    }
                guard code == SQLITE_OK else { throw failure(code, sql) }
                start += count
            }
            return try withExtendedLifetime(owner) { try body(statement) }
        }
    }

    /// The texts and bytes of values one after another, where they stay until `body` returns: the library reads them there and copies none.
    private func withBytes<Value>(
        of values: [SQLValue], _ body: (UnsafeMutablePointer<CChar>) throws -> Value
    ) throws -> Value {
        let count = values.reduce(0) { $0 + $1.byteCount }
        return try withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { buffer in
            var end = 0
            for value in values { end += value.copy(to: UnsafeMutableRawBufferPointer(buffer), at: end) }
            return try body(buffer.baseAddress!)
        }
    }

    private func failure(_ code: Int32, _ sql: String) -> any Error {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(db.sqliteConnection)),
            message: String(cString: sqlite3_errmsg(db.sqliteConnection)), sql: sql)
    }
}

extension SQLValue {
    /// What it takes besides its number.
    fileprivate var byteCount: Int {
        switch self {
        case .null, .integer: 0
        case .text(let text): text.utf8.count
        case .utf8(let bytes), .bytes(let bytes): bytes.count
        }
    }

    /// Returns how many bytes it copied.
    fileprivate func copy(to buffer: UnsafeMutableRawBufferPointer, at place: Int) -> Int {
        func copy(_ bytes: UnsafeRawBufferPointer) -> Int {
            UnsafeMutableRawBufferPointer(rebasing: buffer[place...]).copyMemory(from: bytes)
            return bytes.count
        }
        switch self {
        case .null, .integer: return 0
        case .text(var text): return text.withUTF8 { copy(UnsafeRawBufferPointer($0)) }
        case .utf8(let bytes), .bytes(let bytes): return bytes.withUnsafeBytes(copy)
        }
    }
}

/// The statements of one transaction that were used last: a long write has the same few again and again, and finding them by all their text would cost more than binding them.
private final class RecentStatements {
    private var entries: [(sql: String, statement: Statement)] = []
    private static let room = 8

    func statement(_ sql: String, _ make: () throws -> Statement) rethrows -> Statement {
        // A text that is the same object is equal at once.
        if let known = entries.first(where: { $0.sql == sql }) { return known.statement }
        let statement = try make()
        if entries.count == Self.room { entries.removeFirst() }
        entries.append((sql, statement))
        return statement
    }
}

private struct SQLiteRow: SQLRow {
    let statement: OpaquePointer

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

    func int(_ column: Int) -> Int { Int(sqlite3_column_int64(statement, Int32(column))) }

    func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(statement, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bytes(_ column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, Int32(column)) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    func isText(_ column: Int, _ text: String) -> Bool {
        let start = sqlite3_column_blob(statement, Int32(column))
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count == count, let other = bytes.baseAddress, let start else { return bytes.count == count }
            return memcmp(other, start, count) == 0
        }
    }

    func withBytes<Value>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Value) rethrows -> Value {
        let start = sqlite3_column_blob(statement, Int32(column))
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return try body(
            UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: start == nil ? 0 : count))
    }
}
