internal import Dispatch
import Glibc
package import Ledger
internal import Synchronization

/// A ledger in a schema of a PostgreSQL database: many machines, one writer at a time, every reader on a snapshot of its own.
package final class PostgresDatabase: LedgerDatabase {
    package let address: PostgresAddress
    package let login: String?
    private let isReadOnly: Bool
    /// Connections nobody uses now.
    private let idle: Mutex<[PostgresSession]>
    /// Connections inside a transaction.
    private let busy = Mutex<[PostgresSession]>([])
    /// Its tables are not made yet: the first transaction makes them.
    private let isNew: Mutex<Bool>
    /// How often somebody had what runs broken off.
    private let interruptions = Mutex(0)
    let ears = Mutex<Ears>(Ears())

    var words: PostgresDialect { PostgresDialect(schemaName: address.schema) }
    package var dialect: any SQLDialect { words }
    package let isFar = true
    package var evidence: (any EvidenceDatabase)? { self }

    private init(_ address: PostgresAddress, isReadOnly: Bool, isNew: Bool) throws {
        self.address = address
        self.isReadOnly = isReadOnly
        let session = try Self.connect(address, isReadOnly: isReadOnly) { true }
        login = session.login
        idle = Mutex([session])
        self.isNew = Mutex(isNew)
    }

    private init(besides other: PostgresDatabase) {
        address = other.address
        isReadOnly = true
        login = other.login
        idle = Mutex([])
        isNew = Mutex(false)
    }

    /// Begins to load the library, which takes as long as the words of a command to read; whoever asks first has it loaded by then, or waits.
    package static func loadLibrary() { DispatchQueue.global().async { _ = try? openedLibrary() } }

    package func filling<Value>(_ body: () throws -> Value) throws -> Value { try body() }

    /// Connects when it is first asked something, by whoever asks.
    package func beside() -> any LedgerDatabase { PostgresDatabase(besides: self) }

    /// Opens an existing ledger.
    ///
    /// Throws `LedgerError`: missing, newer, readOnly, noGrant, unavailable, loginRefused, noDatabase, noLibrary.
    package static func open(_ path: String, isReadOnly: Bool) throws -> PostgresDatabase {
        let address = try PostgresAddress(path)
        let database = try PostgresDatabase(address, isReadOnly: isReadOnly, isNew: false)
        try database.requireOurs()
        return database
    }

    /// Prepares a new ledger; throws `exists` when the schema is there, `wrongEncoding` when the database keeps texts other than in UTF-8.
    package static func create(_ path: String) throws -> PostgresDatabase {
        let address = try PostgresAddress(path)
        let database = try PostgresDatabase(address, isReadOnly: false, isNew: true)
        let isThere = try database.query("SELECT to_regnamespace(?) IS NOT NULL", [.text(address.schema)]) { $0.int(0) }
        guard isThere == 0 else { throw LedgerError(.exists, ["path": database.shown]) }
        let encoding = try database.query("SELECT current_setting('server_encoding')", []) { $0.text(0) } ?? ""
        guard encoding == "UTF8" else {
            throw LedgerError(.wrongEncoding, ["path": PostgresAddress.shown(address.url), "found": encoding])
        }
        return database
    }

    var shown: String { PostgresAddress.shown(address.url) + "#" + address.schema }

    /// Durable unless the server itself is set not to be, which `check` names.
    private static func connect(
        _ address: PostgresAddress, isReadOnly: Bool, _ goesOn: () -> Bool
    ) throws -> PostgresSession {
        do {
            return try PostgresSession(
                address,
                settings: [
                    "SET search_path = \"\(address.schema)\", pg_catalog", "SET jit = off",
                    // Statements are written for the one plan that they have.
                    "SET plan_cache_mode = force_generic_plan", "SET lock_timeout = '20s'",
                    "SET idle_in_transaction_session_timeout = '10min'", "SET standard_conforming_strings = on",
                    "SET bytea_output = hex", "SET default_transaction_read_only = \(isReadOnly ? "on" : "off")",
                    """
                    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') \
                    IN ('off', 'local')
                    """,
                ], writes: !isReadOnly, goesOn)
        } catch let failure as PostgresFailure { throw failure.ledgerError(address, "") }
    }

    private var facts: [String: String] { ["path": shown, "login": login ?? "", "schema": address.schema] }

    /// One question where all is well; what is wrong where it is not takes several.
    private func requireOurs() throws {
        let found = try query("SELECT version, has_table_privilege('events', 'INSERT') FROM schema_version", []) {
            (found: $0.int(0), mayWrite: $0.int(1) == 1)
        }
        let version = found ?? (0, true)
        guard version.found <= Schema.version else {
            throw LedgerError(
                .newer, facts.merging(["found": String(version.found), "expected": String(Schema.version)]) { $1 })
        }
        guard isReadOnly || version.mayWrite else { throw LedgerError(.onlyReads, facts) }
    }

    /// Why the tables cannot be seen.
    private func whyNotOurs() throws -> LedgerError? {
        let there = try query(
            """
            SELECT to_regnamespace(?) IS NOT NULL,
              CASE WHEN to_regnamespace(?) IS NULL THEN false ELSE has_schema_privilege(?, 'USAGE') END
            """, Array(repeating: .text(address.schema), count: 3)
        ) { (isThere: $0.int(0) == 1, mayUse: $0.int(1) == 1) }
        guard let there, there.isThere else { return LedgerError(.missing, facts) }
        guard there.mayUse else { return LedgerError(.noGrant, facts.merging(["why": "USAGE"]) { $1 }) }
        let hasTables = try query(
            "SELECT to_regclass('schema_version') IS NOT NULL AND to_regclass('events') IS NOT NULL", []
        ) { $0.int(0) == 1 }
        return hasTables == true ? nil : LedgerError(.notALedger, facts)
    }

    private func query<Value>(_ sql: String, _ values: [SQLValue], _ read: (any SQLRow) -> Value) throws -> Value? {
        try self.read { try $0.first(sql, values, read) }
    }

    // MARK: The pool

    /// A connection, and whether it stood before.
    private func checkOut() throws -> (session: PostgresSession, isOld: Bool) {
        var found: PostgresSession?
        while found == nil, let session = idle.withLock({ $0.popLast() }) {
            if session.isAlive { found = session }
        }
        let session = try found ?? reconnect(isReadOnly: isReadOnly)
        busy.withLock { $0.append(session) }
        return (session, found != nil)
    }

    /// A connection more to a ledger that is open.
    ///
    /// Throws `LedgerError`: unavailable, also for a server that takes no writes now: it waits to be the one that does; interrupted.
    func reconnect(isReadOnly: Bool) throws -> PostgresSession {
        let before = interruptions.withLock { $0 }
        do {
            return try Self.connect(address, isReadOnly: isReadOnly) { interruptions.withLock { $0 } == before }
        } catch let error as LedgerError where error.rule == .follows {
            throw LedgerError(.unavailable, error.facts)
        }
    }

    package func awaitReturn(within patience: Duration) throws {
        let before = interruptions.withLock { $0 }
        let end = ContinuousClock.now + patience
        var backoff = Backoff()
        while true {
            do {
                let session = try reconnect(isReadOnly: isReadOnly)
                return idle.withLock { $0.append(session) }
            } catch let error as LedgerError where error.rule == .unavailable {
                let next = ContinuousClock.now + backoff.next(.random(in: 0...1))
                guard next < end else { throw error }
                while ContinuousClock.now < next {
                    guard interruptions.withLock({ $0 }) == before else { throw LedgerError(.interrupted) }
                    usleep(20_000)
                }
            }
        }
    }

    package func close() throws {
        idle.withLock { $0 = [] }
        ears.withLock { $0.session = nil }
    }

    package func interrupt() {
        interruptions.withLock { $0 += 1 }
        for session in busy.withLock({ $0 }) { session.interrupt() }
    }

    private func checkIn(_ session: PostgresSession) {
        busy.withLock { $0.removeAll { $0 === session } }
        guard !session.isLost else { return }
        idle.withLock { if $0.count < 4 { $0.append(session) } }
    }

    private func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let failure as PostgresFailure { throw failure.ledgerError(address, login ?? "") }
    }

    // MARK: Transactions

    /// Runs a transaction on a connection. One that stood before and broke without an answer was gone already, and nothing was done on it: a fresh one takes its place.
    private func onSession<Value>(_ body: (PostgresSession) throws -> Value) throws -> Value {
        while true {
            let (session, isOld) = try checkOut()
            defer { checkIn(session) }
            do {
                return try translating { try body(session) }
            } catch let error as LedgerError where error.rule == .brokenOff && session.isBrokenOff {
                throw LedgerError(.interrupted)
            } catch let error as LedgerError where session.failure?.isMissingTable == true {
                // A session that lost sight of the tables does not see them when they are there again.
                session.abandon()
                if let why = try whyNotOurs() { throw why }
                guard isOld else { throw error }
            } catch let error as LedgerError where error.rule == .unavailable && session.isLost {
                // Whoever hung up because somebody would not wait does not ask again.
                if session.isBrokenOff { throw LedgerError(.interrupted) }
                guard isOld, !session.hasAnswered else { throw error }
            }
        }
    }

    package func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
        try onSession { session in
            try session.begin("ISOLATION LEVEL REPEATABLE READ READ ONLY")
            do {
                let value = try body(PostgresConnection(session: session))
                // Nothing hangs on how a reader's transaction ends: the answer is read with the next question.
                try session.send("COMMIT", [])
                try session.push()
                return value
            } catch {
                rollBack(session)
                throw error
            }
        }
    }

    /// Whoever falls silent with the head row locked – a lid that was closed, a line that hangs – is cut off before those who wait for it give up.
    private static let lockHead = """
        SELECT one, set_config('idle_in_transaction_session_timeout', '15s', true) FROM head FOR UPDATE
        """

    static func sleep(_ time: String) -> String { "SET LOCAL idle_in_transaction_session_timeout = '\(time)'" }

    /// The head row is locked first: whoever writes has seen everything written before, and positions have no holes.
    package func write<Value>(
        _ body: (any SQLConnection) throws -> (value: Value, isKept: Bool)
    ) throws -> Value {
        let makesTables = isNew.withLock { $0 }
        let value = try transaction(
            "ISOLATION LEVEL READ COMMITTED", locks: makesTables ? nil : Self.lockHead, body)
        if makesTables { isNew.withLock { $0 = false } }
        return value
    }

    /// - Parameter locks: the first statement.
    func transaction<Value>(
        _ mode: String, locks: String?, _ body: (any SQLConnection) throws -> (value: Value, isKept: Bool)
    ) throws -> Value {
        guard !isReadOnly else { throw LedgerError(.readOnly, ["path": shown]) }
        return try onSession { session in
            try session.begin(mode)
            if let locks { try session.send(locks, []) }
            let connection = PostgresConnection(session: session)
            do {
                let (value, isKept) = try body(connection)
                guard isKept else {
                    connection.drop()
                    rollBack(session)
                    return value
                }
                try connection.finish()
                if locks != nil { try session.send("SELECT pg_notify(?, '')", [.text(Ears.channel(address.schema))]) }
                try commit(session)
                return value
            } catch {
                connection.drop()
                rollBack(session)
                throw error
            }
        }
    }

    /// A connection that breaks now leaves open whether the transaction stands.
    private func commit(_ session: PostgresSession) throws {
        do {
            if let failure = session.failure { throw failure }
            try session.send("COMMIT", [])
            try session.settle()
        } catch let failure as PostgresFailure where failure.isConnectionLost {
            throw LedgerError(.outcomeUnknown, ["path": shown, "why": failure.message])
        }
    }

    private func rollBack(_ session: PostgresSession) {
        guard !session.isLost else { return }
        // Whatever was queued fails or is rolled back with the rest.
        try? session.settle()
        // Whoever breaks things off may hit the end of it too.
        for _ in 0..<100 where !session.isLost {
            do {
                try session.send("ROLLBACK", [])
                return try session.settle()
            } catch { usleep(200) }
        }
        session.abandon()
    }
}
