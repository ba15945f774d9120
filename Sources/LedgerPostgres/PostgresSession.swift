internal import CPostgres
import Glibc
import Ledger
import Synchronization

/// One connection in pipeline mode: statements without an answer are queued and go out with the next question, so a write costs the round trips of its questions and one for its end.
///
/// Used by one thread at a time; the pool of `PostgresDatabase` sees to that.
final class PostgresSession: Sendable {
    private let handle: UInt
    private let libraryAddress: UInt
    private let state = Mutex(State())
    let login: String

    private struct State {
        /// Statement text to its name on the server.
        var prepared: [String: String] = [:]
        /// Prepared since the last answer: unknown to the server when that answer is an error.
        var unconfirmed: [String] = []
        var names = 0
        var queued = 0
        /// Ends of pipelines whose answers were not read yet.
        var syncs = 0
        var isLost = false
        var cursors = 0
        /// What made this transaction fail; whoever caught it cannot have it committed.
        var failure: PostgresFailure?
    }

    /// So many statements go out before their answers are read: neither side's buffers ever fill.
    private static let longestQueue = 400

    var connection: OpaquePointer? { OpaquePointer(bitPattern: handle) }
    var library: UnsafePointer<PostgresLibrary> {
        get throws {
            guard let library = UnsafePointer<PostgresLibrary>(bitPattern: libraryAddress) else {
                throw LedgerError(.noLibrary)
            }
            return library
        }
    }

    /// Connects; `settings` are statements run before anything else.
    init(_ address: PostgresAddress, settings: [String]) throws {
        let library = try openedLibrary()
        // What stands before `dbname` may be said otherwise by the address; what stands after may not.
        let options: [(String, String)] = [
            ("fallback_application_name", "xiaohao"), ("connect_timeout", "10"), ("keepalives_idle", "20"),
            ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
            ("dbname", address.url), ("client_encoding", "UTF8"),
        ]
        let connection = Self.withStrings(options.map(\.0)) { keywords in
            Self.withStrings(options.map(\.1)) { values in library.pointee.connectdbParams(keywords, values, 1) }
        }
        guard let connection else { throw LedgerError(.failed, ["why": "out of memory"]) }
        handle = UInt(bitPattern: connection)
        libraryAddress = UInt(bitPattern: library)
        guard library.pointee.status(connection) == CONNECTION_OK else {
            let message = library.pointee.errorMessage(connection).map { String(cString: $0) } ?? ""
            library.pointee.finish(connection)
            throw PostgresFailure.unconnected(message, address)
        }
        postgres_silence(library, connection)
        login = library.pointee.user(connection).map { String(cString: $0) } ?? ""
        try simple(settings.joined(separator: "; "))
        guard library.pointee.enterPipelineMode(connection) == 1 else { throw lost(library) }
    }

    deinit {
        if let library = UnsafePointer<PostgresLibrary>(bitPattern: libraryAddress) {
            library.pointee.finish(connection)
        }
    }

    private static func withStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies.map { $0.map { UnsafePointer($0) } } + [nil])
    }

    /// Whether the connection still stands, by what has arrived on it; asks nobody.
    var isAlive: Bool {
        guard let library = try? library, !state.withLock({ $0.isLost }) else { return false }
        return library.pointee.consumeInput(connection) == 1 && library.pointee.status(connection) == CONNECTION_OK
    }

    var isLost: Bool { state.withLock { $0.isLost } }
    var failure: PostgresFailure? { state.withLock { $0.failure } }

    func begin(_ mode: String) throws {
        state.withLock { $0.failure = nil }
        try send("BEGIN \(mode)", [])
    }

    /// Asks the server, over a connection of its own, to break off what runs here; from any thread.
    func interrupt() {
        guard let library = try? library, let cancel = library.pointee.getCancel(connection) else { return }
        defer { library.pointee.freeCancel(cancel) }
        var why = [CChar](repeating: 0, count: 256)
        _ = library.pointee.cancel(cancel, &why, Int32(why.count))
    }

    func newCursor() -> String {
        state.withLock { state in
            state.cursors += 1
            return "c\(state.cursors)"
        }
    }

    /// How many notifications have come; read off the connection, nobody is asked.
    func takeNotifications() throws -> Int {
        let library = try library
        var count = 0
        while let notification = library.pointee.notifies(connection) {
            library.pointee.freemem(notification)
            count += 1
        }
        return count
    }

    /// Statements without parameters, outside the pipeline.
    private func simple(_ sql: String) throws {
        let library = try library
        guard let result = library.pointee.exec(connection, sql) else { throw lost(library) }
        defer { library.pointee.clear(result) }
        if let failure = failure(in: result, library) { throw failure }
    }

    // MARK: The pipeline

    /// Queues a statement whose answer nobody waits for; a fault in it comes up at the next question or at the end.
    func send(_ sql: String, _ values: [SQLValue], isPrepared: Bool = true) throws {
        let library = try library
        let queued = try state.withLock { state in
            let parameters = try Parameters(values)
            let sent: Int32
            if isPrepared {
                let name = try prepare(sql, &state, library)
                sent = parameters.withPointers { count, pointers, lengths, formats in
                    library.pointee.sendQueryPrepared(connection, name, count, pointers, lengths, formats, 1)
                }
            } else {
                sent = parameters.withPointers { count, pointers, lengths, formats in
                    library.pointee.sendQueryParams(
                        connection, Placeholders.numbered(sql), count, nil, pointers, lengths, formats, 1)
                }
            }
            guard sent == 1 else {
                state.isLost = true
                throw lost(library)
            }
            state.queued += 1
            return state.queued
        }
        if queued >= Self.longestQueue { try settle() }
    }

    /// Asks, and waits for the rows; queued statements go out before it.
    func ask(_ sql: String, _ values: [SQLValue], isPrepared: Bool = true) throws -> PostgresResult? {
        try send(sql, values, isPrepared: isPrepared)
        try push()
        return try receive()
    }

    /// Sends what is queued and waits until all of it is done.
    func settle() throws {
        try push()
        _ = try receive()
    }

    /// Sends what is queued; answers are read with the next question.
    func push() throws {
        let library = try library
        guard library.pointee.pipelineSync(connection) == 1 else {
            state.withLock { $0.isLost = true }
            throw lost(library)
        }
        state.withLock {
            $0.syncs += 1
            $0.queued = 0
        }
    }

    private func prepare(
        _ sql: String, _ state: inout State, _ library: UnsafePointer<PostgresLibrary>
    ) throws -> String {
        if let name = state.prepared[sql] { return name }
        state.names += 1
        let name = "s\(state.names)"
        guard library.pointee.sendPrepare(connection, name, Placeholders.numbered(sql), 0, nil) == 1 else {
            state.isLost = true
            throw lost(library)
        }
        state.prepared[sql] = name
        state.unconfirmed.append(sql)
        return name
    }

    /// Reads every answer that is due; the rows of the last statement, or the first fault.
    private func receive() throws -> PostgresResult? {
        let library = try library
        var rows: PostgresResult?
        var fault: PostgresFailure?
        var left = state.withLock { $0.syncs }
        var silence = 0
        while left > 0 {
            guard let result = library.pointee.getResult(connection) else {
                silence += 1
                // Two in a row without an answer between them: the connection is gone.
                if silence > 1 || library.pointee.status(connection) != CONNECTION_OK {
                    state.withLock { $0.isLost = true }
                    throw fault ?? lost(library)
                }
                continue
            }
            silence = 0
            switch library.pointee.resultStatus(result) {
            case PGRES_PIPELINE_SYNC:
                left -= 1
                library.pointee.clear(result)
            case PGRES_TUPLES_OK: rows = PostgresResult(result, library)
            case _:
                fault = fault ?? failure(in: result, library)
                library.pointee.clear(result)
            }
        }
        let failure = fault
        state.withLock { state in
            state.syncs = 0
            if failure != nil {
                state.failure = failure
                for sql in state.unconfirmed { state.prepared[sql] = nil }
            }
            state.unconfirmed = []
        }
        if let fault { throw fault }
        return rows
    }

    private func failure(in result: OpaquePointer, _ library: UnsafePointer<PostgresLibrary>) -> PostgresFailure? {
        switch library.pointee.resultStatus(result) {
        case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE:
            let code = library.pointee.resultErrorField(result, Int32(postgres_field_sqlstate))
            let message = library.pointee.resultErrorField(result, Int32(postgres_field_message))
            guard let code, let message else {
                self.state.withLock { $0.isLost = true }
                return lost(library)
            }
            let state = String(cString: code)
            let isEnd = ["57P01", "57P02", "57P03"].contains(state)
            if isEnd { self.state.withLock { $0.isLost = true } }
            return PostgresFailure(state: state, message: String(cString: message), isConnectionLost: isEnd)
        case _: return nil
        }
    }

    private func lost(_ library: UnsafePointer<PostgresLibrary>) -> PostgresFailure {
        PostgresFailure(
            state: "",
            message: (library.pointee.errorMessage(connection).map { String(cString: $0) } ?? "").trimmingNewlines,
            isConnectionLost: true)
    }
}
