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
        let isFolderOpen = access(folder.isEmpty ? "." : folder, W_OK) == 0
        let isFixed = !isFolderOpen && access(path + "-shm", R_OK) != 0
        guard isReadOnly || (!isFixed && access(path, W_OK) == 0) else {
            throw LedgerError(.readOnly, ["path": path])
        }
        return try translatingErrors(path) {
            let opened = try takingBackWhatWasBroken(off: path, may: isFolderOpen && access(path, W_OK) == 0) {
                try queue(isFixed && !hasJournal(path) ? fixedURI(path) : path, isReadOnly: isReadOnly)
            }
            let database = SQLiteDatabase(queue: opened, path: path, isReadOnly: isReadOnly)
            try database.requireOurs()
            if !isReadOnly { try database.requireDurability() }
            return database
        }
    }

    /// Whether the ledger was being filled by a journal and may have to be taken back; see `filling`.
    private static func hasJournal(_ path: String) -> Bool {
        var status = stat()
        return stat(path + "-journal", &status) == 0 && status.st_size > 0
    }

    /// A ledger whose filling was broken off is as it was before as soon as somebody opens it who may write; whoever only reads, but may write, does that first.
    ///
    /// Throws `halfFilled` when they may not.
    private static func takingBackWhatWasBroken<Value>(
        off path: String, may: Bool, _ body: () throws -> Value
    ) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
            guard may else { throw LedgerError(.halfFilled, ["path": path]) }
            try queue(path, isReadOnly: false).close()
            return try body()
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
        // Whoever used the library before in this process has it as it was: slower, nothing else.
        _ = SQLiteLibrary.isReady
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

    /// The log, and FULL, which is set after opening, since a library may have lowered it before, and read back (trust.md, measured
    /// traps). While somebody fills the ledger there is no log yet: who writes after them by a journal syncs its removal too.
    ///
    /// - Returns: whether there is a log.
    @discardableResult
    private func requireDurability() throws -> Bool {
        try queue.inDatabase { db in
            var journal = try String.fetchOne(db, sql: "PRAGMA journal_mode")
            if journal != "wal" {
                journal = (try? String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")) ?? journal
            }
            let required = journal == "wal" ? Self.full : Self.extra
            try db.execute(sql: "PRAGMA synchronous = \(required)")
            let mode = try Int.fetchOne(db, sql: "PRAGMA synchronous")
            guard mode == required, journal == "wal" || journal == "delete" else {
                throw LedgerError(
                    .cannotOpen, ["path": path, "why": "synchronous=\(mode ?? -1) journal=\(journal ?? "")"])
            }
            return journal == "wal"
        }
    }

    private static let full = 2
    private static let extra = 3

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

    /// What is appended to a file that nobody else has open needs no log to be written to first: with a journal of the few
    /// pages that were there before, an empty ledger takes its first rows at half the writing, and just as durably. When somebody
    /// else has the ledger open the log stays.
    package func filling<Value>(_ body: () throws -> Value) throws -> Value {
        guard try leavesLog() else { return try body() }
        defer { returnToLog() }
        return try body()
    }

    /// Whether nobody else has the ledger open, so that it could be left.
    private func leavesLog() throws -> Bool {
        try translatingErrors(path) {
            try queue.inDatabase { db in
                let journal = try? String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
                guard journal == "delete" else { return false }
                try db.execute(sql: "PRAGMA synchronous = \(Self.extra)")
                return true
            }
        }
    }

    /// Whoever looks just now holds it up for a moment; should they not let go, the next who opens the ledger for writing does it.
    private func returnToLog() {
        for _ in 0..<100 {
            if (try? requireDurability()) == true { return }
            usleep(10_000)
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
