import Foundation
internal import GRDB
internal import GRDBSQLite
package import Ledger
internal import Synchronization

/// A ledger in one SQLite file: durable at every commit, WAL, many processes.
package final class SQLiteDatabase: LedgerDatabase, FileDatabase {
    private let queue: DatabaseQueue
    private let isReadOnly: Bool
    package let path: String
    package let isFar = false
    package var dialect: any SQLDialect { SQLiteDialect() }
    package var evidence: (any EvidenceDatabase)? { nil }
    /// Whoever may write the file may write any name into it (trust.md).
    package let login: String? = nil
    private let dataVersion = Mutex<Int?>(nil)

    /// `xiah` in ASCII: marks a file as a ledger of this program.
    private static let applicationID = 0x7869_6168

    private init(queue: DatabaseQueue, path: String, isReadOnly: Bool) {
        self.queue = queue
        self.path = path
        self.isReadOnly = isReadOnly
    }

    /// Opens an existing ledger.
    ///
    /// The file is opened by the library alone, here and everywhere: closing a descriptor of one's own takes away every lock
    /// that other connections of this process hold on it, and the next program to leave would delete the log they write to.
    ///
    /// Throws `LedgerError`: missing, notALedger, newer, unreadable, readOnly, busy, full, cannotOpen.
    package static func open(_ path: String, isReadOnly: Bool) throws -> SQLiteDatabase {
        guard FileManager.default.fileExists(atPath: path) else { throw LedgerError(.missing, ["path": path]) }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw LedgerError(.notALedger, ["path": path])
        }
        guard access(path, R_OK) == 0 else { throw LedgerError(.unreadable, ["path": path]) }
        let folder = (path as NSString).deletingLastPathComponent
        // Without a writable folder the -shm file cannot be made: the file is read as it stands.
        let isFixed = access(folder.isEmpty ? "." : folder, W_OK) != 0 && access(path + "-shm", R_OK) != 0
        guard isReadOnly || (!isFixed && access(path, W_OK) == 0) else {
            throw LedgerError(.readOnly, ["path": path])
        }
        return try translatingErrors(path) {
            let database = try SQLiteDatabase(
                queue: queue(isFixed ? fixedURI(path) : path, isReadOnly: isReadOnly), path: path,
                isReadOnly: isReadOnly)
            try database.requireOurs()
            if !isReadOnly { try database.requireDurability() }
            return database
        }
    }

    /// Makes an empty file for a new ledger; throws `exists` when something is there, `cannotCreate`, `full`.
    package static func create(_ path: String) throws -> SQLiteDatabase {
        let descriptor = Glibc.open(path, O_CREAT | O_EXCL | O_RDWR, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw LedgerError(.exists, ["path": path]) }
            if errno == ENOSPC { throw LedgerError(.full, ["path": path]) }
            throw LedgerError(.cannotCreate, ["path": path, "why": String(cString: strerror(errno))])
        }
        Glibc.close(descriptor)
        return try translatingErrors(path) {
            let database = try SQLiteDatabase(queue: queue(path, isReadOnly: false), path: path, isReadOnly: false)
            try database.queue.inDatabase { db in
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(Schema.version)")
                _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            }
            try database.requireDurability()
            return database
        }
    }

    private static func fixedURI(_ path: String) -> String {
        let absolute = URL(fileURLWithPath: path).path
        let escaped = absolute.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? absolute
        return "file:\(escaped)?immutable=1"
    }

    private static func queue(_ path: String, isReadOnly: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        // Writers that sleep a random short while do not starve each other (trust.md, measured traps). After a second of it they ask
        // less often, so that on a busy machine their asking does not keep whoever writes from ending; some 25 seconds in all.
        configuration.busyMode = .callback { tries in
            guard tries < 6000 else { return false }
            usleep(tries < 1000 ? UInt32.random(in: 300...1800) : UInt32.random(in: 2000...8000))
            return true
        }
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA foreign_keys = ON")
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            try db.execute(sql: "PRAGMA cache_size = -3000")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private func requireOurs() throws {
        let (application, version) = try queue.inDatabase { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            )
        }
        guard application == Self.applicationID else { throw LedgerError(.notALedger, ["path": path]) }
        guard version <= Schema.version else {
            throw LedgerError(
                .newer, ["path": path, "found": String(version), "expected": String(Schema.version)])
        }
    }

    /// FULL is set after opening, since a library may have lowered it before, and read back (trust.md, measured traps).
    private func requireDurability() throws {
        try queue.inDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            let mode = try Int.fetchOne(db, sql: "PRAGMA synchronous")
            let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode")
            guard mode == 2, journal == "wal" else {
                throw LedgerError(
                    .cannotOpen, ["path": path, "why": "synchronous=\(mode ?? -1) journal=\(journal ?? "")"])
            }
        }
    }

    package func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
        try translatingErrors(path) {
            try queue.inDatabase { db in
                let connection = SQLiteConnection(db)
                try connection.execute("BEGIN DEFERRED", [])
                do {
                    let value = try body(connection)
                    try connection.execute("COMMIT", [])
                    return value
                } catch {
                    Self.rollBack(db)
                    throw error
                }
            }
        }
    }

    package func write<Value>(
        _ body: (any SQLConnection) throws -> (value: Value, isKept: Bool)
    ) throws -> Value {
        guard !isReadOnly else { throw LedgerError(.readOnly, ["path": path]) }
        return try translatingErrors(path) {
            try queue.inDatabase { db in
                let connection = SQLiteConnection(db)
                try connection.execute("BEGIN IMMEDIATE", [])
                do {
                    let (value, isKept) = try body(connection)
                    try connection.execute(isKept ? "COMMIT" : "ROLLBACK", [])
                    return value
                } catch {
                    Self.rollBack(db)
                    throw error
                }
            }
        }
    }

    /// Ends a transaction that failed, however often an interruption gets in between.
    private static func rollBack(_ db: Database) {
        for _ in 0..<1000 where db.isInsideTransaction {
            do { try db.execute(sql: "ROLLBACK") } catch { usleep(200) }
        }
    }

    package func interrupt() { queue.interrupt() }

    package func beside() throws -> any LedgerDatabase { try Self.open(path, isReadOnly: true) }

    /// A file does not go away and come back.
    package func awaitReturn(within patience: Duration) {}

    /// The file's own counter of other connections' commits.
    package func hasNews() throws -> Bool {
        let now = try translatingErrors(path) {
            try queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA data_version") }
        }
        return dataVersion.withLock { before in
            defer { before = now }
            return before != now
        }
    }

    package func integrityProblems() throws -> [String] {
        try translatingErrors(path) {
            try queue.inDatabase { db in
                let problems = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                guard problems.isEmpty else { return problems }
                return try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { "foreign key: \($0)" }
            }
        }
    }

    package func close() throws { try translatingErrors(path) { try queue.close() } }

    package func copy(to path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { throw LedgerError(.exists, ["path": path]) }
        try translatingErrors(path) {
            let target = try DatabaseQueue(path: path)
            try queue.backup(to: target)
            try target.close()
            chmod(path, 0o600)
        }
    }
}
