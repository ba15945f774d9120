internal import CPostgres
import Dispatch
import Glibc
import Ledger
import Synchronization

/// One connection in pipeline mode: statements without an answer are queued and go out with the next question, so a write costs the round trips of its questions and one for its end.
///
/// Used by one thread at a time; the pool of `PostgresDatabase` sees to that.
final class PostgresSession: Sendable {
    private let handle: UInt
    private let libraryAddress: UInt
    /// The connection's socket under a number of our own, by which another thread may hang up.
    private let line: Int32
    /// What the server is told to break off by.
    private let cancellation: UInt
    private let state = Mutex(State())
    private let breaking = Mutex(Breaking())
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
        var hasAnswered = false
        var cursors = 0
        /// What made this transaction fail; whoever caught it cannot have it committed.
        var failure: PostgresFailure?
    }

    /// What was done to break off what runs.
    private struct Breaking {
        var since: ContinuousClock.Instant?
        var lastAsked: ContinuousClock.Instant?
        /// The server is being asked, over a connection of its own.
        var isAsking = false
    }

    /// A server that has not broken off after this long will not.
    private static let patience = Duration.seconds(2)

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
    ///
    /// - Parameters:
    ///   - writes: a server that takes no writes, as one that only follows another, will not do.
    ///   - goesOn: asked while it connects; no: it throws `interrupted`.
    init(_ address: PostgresAddress, settings: [String], writes: Bool, _ goesOn: () -> Bool) throws {
        let library = try openedLibrary()
        // What stands before `dbname` may be said otherwise by the address; what stands after may not.
        let options: [(String, String)] = [
            ("fallback_application_name", "xiaohao"), ("connect_timeout", "10"), ("keepalives_idle", "20"),
            ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
            ("target_session_attrs", writes ? "read-write" : "any"), ("dbname", address.url),
            ("client_encoding", "UTF8"),
        ]
        guard let connection = try PostgresAttempt.connect(options, library, goesOn) else {
            throw LedgerError(.failed, ["why": "out of memory"])
        }
        handle = UInt(bitPattern: connection)
        libraryAddress = UInt(bitPattern: library)
        let isConnected = library.pointee.status(connection) == CONNECTION_OK
        line = isConnected ? fcntl(library.pointee.socket(connection), F_DUPFD_CLOEXEC, 0) : -1
        cancellation = UInt(bitPattern: isConnected ? library.pointee.getCancel(connection) : nil)
        login = library.pointee.user(connection).map { String(cString: $0) } ?? ""
        guard isConnected else {
            let message = library.pointee.errorMessage(connection).map { String(cString: $0) } ?? ""
            throw PostgresRefusal(message).ledgerError(address)
        }
        let version = Int(library.pointee.serverVersion(connection))
        guard version >= Self.oldestServer * 10_000 else {
            throw LedgerError(
                .serverTooOld,
                [
                    "path": PostgresAddress.shown(address.url), "found": Self.name(ofVersion: version),
                    "expected": String(Self.oldestServer),
                ])
        }
        postgres_silence(library, connection)
        guard library.pointee.enterPipelineMode(connection) == 1 else { throw lost(library) }
        // They go out by themselves, and are answered with the first question.
        for setting in settings { try send(setting, [], isPrepared: false) }
        try push()
    }

    /// Older ones are past their makers' care; what this program asks of a server was tried on 15.
    static let oldestServer = 13

    /// 9.6 is 90600, 15.2 is 150002.
    private static func name(ofVersion number: Int) -> String {
        number < 100_000 ? "\(number / 10_000).\(number / 100 % 100)" : "\(number / 10_000).\(number % 10_000)"
    }

    deinit {
        if let library = UnsafePointer<PostgresLibrary>(bitPattern: libraryAddress) {
            if let cancel = OpaquePointer(bitPattern: cancellation) { library.pointee.freeCancel(cancel) }
            library.pointee.finish(connection)
        }
        if line >= 0 { close(line) }
    }

    /// Whether the connection still stands, by what has arrived on it; asks nobody.
    var isAlive: Bool {
        guard let library = try? library, !state.withLock({ $0.isLost }) else { return false }
        // A server that goes says so before it hangs up: the end may stand behind its words.
        return library.pointee.consumeInput(connection) == 1 && library.pointee.consumeInput(connection) == 1
            && library.pointee.status(connection) == CONNECTION_OK
    }

    var isLost: Bool { state.withLock { $0.isLost } }
    /// Whether somebody wanted to have this transaction broken off.
    var isBrokenOff: Bool { breaking.withLock { $0.since != nil } }
    var failure: PostgresFailure? { state.withLock { $0.failure } }
    /// Whether anything was answered since the transaction began.
    var hasAnswered: Bool { state.withLock { $0.hasAnswered } }

    func begin(_ mode: String) throws {
        // What was to break off the last transaction must not meet this one.
        while breaking.withLock({ $0.isAsking }) { usleep(200) }
        breaking.withLock { $0 = Breaking() }
        state.withLock {
            $0.failure = nil
            $0.hasAnswered = false
        }
        try send("BEGIN \(mode)", [])
    }

    /// Has what runs here broken off, from any thread and as often as one likes: the server is asked, and hung up on when it does not listen.
    func interrupt() {
        let now = ContinuousClock.now
        let asks = breaking.withLock { breaking in
            let since = breaking.since ?? now
            breaking.since = since
            if now - since > Self.patience, line >= 0 { shutdown(line, Int32(SHUT_RDWR)) }
            // Asked too early it goes past the statement, so it is asked again.
            if breaking.isAsking || breaking.lastAsked.map({ now - $0 < .milliseconds(20) }) == true { return false }
            breaking.isAsking = true
            breaking.lastAsked = now
            return true
        }
        guard asks else { return }
        DispatchQueue.global().async {
            defer { self.breaking.withLock { $0.isAsking = false } }
            guard let library = try? self.library, let cancel = OpaquePointer(bitPattern: self.cancellation) else {
                return
            }
            var why = [CChar](repeating: 0, count: 256)
            _ = library.pointee.cancel(cancel, &why, Int32(why.count))
        }
    }

    /// Gives the connection up: whatever state it is in, nobody uses it again.
    func abandon() { state.withLock { $0.isLost = true } }

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

    /// Loads rows into a table. The pipeline rests meanwhile: the protocol has no place for them in it.
    func copy(_ data: ArraySlice<UInt8>, into table: String, _ columns: [String]) throws {
        try settle()
        let library = try library
        guard library.pointee.exitPipelineMode(connection) == 1 else { throw broken(library) }
        defer {
            if library.pointee.enterPipelineMode(connection) != 1 { abandon() }
        }
        let statement = "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN (FORMAT binary)"
        guard let begun = library.pointee.exec(connection, statement) else { throw broken(library) }
        defer { library.pointee.clear(begun) }
        guard library.pointee.resultStatus(begun) == PGRES_COPY_IN else {
            throw noted(failure(in: begun, library) ?? broken(library))
        }
        var rest = data
        while !rest.isEmpty {
            let piece = rest.prefix(1 << 20)
            let sent = piece.withUnsafeBufferPointer { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    library.pointee.putCopyData(connection, $0.baseAddress, Int32($0.count))
                }
            }
            guard sent == 1 else { throw broken(library) }
            rest = rest.dropFirst(piece.count)
        }
        guard library.pointee.putCopyEnd(connection, nil) == 1 else { throw broken(library) }
        var fault: PostgresFailure?
        while let result = library.pointee.getResult(connection) {
            fault = fault ?? failure(in: result, library)
            library.pointee.clear(result)
        }
        if let fault { throw noted(fault) }
        guard library.pointee.status(connection) == CONNECTION_OK else { throw broken(library) }
    }

    /// The transaction is spoilt by it, whoever catches it.
    private func noted(_ failure: PostgresFailure) -> PostgresFailure {
        state.withLock { $0.failure = failure }
        return failure
    }

    /// The connection did not do what it was told.
    private func broken(_ library: UnsafePointer<PostgresLibrary>) -> PostgresFailure {
        abandon()
        return lost(library)
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
            state.hasAnswered = true
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
            // The server ends; or it ended this connection, which slept too long inside a transaction or outside one.
            let isEnd = ["57P01", "57P02", "57P03", "25P03", "57P05"].contains(state)
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
