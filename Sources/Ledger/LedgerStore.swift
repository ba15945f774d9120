internal import Attestation
package import Rectification
internal import Signing

/// An open ledger: the event log and its read models over one database.
package struct LedgerStore: Sendable {
    package let database: any LedgerDatabase
    package let settings: LedgerSettings
    package let ledger: LedgerID
    let before = ReadBefore()
    private let memory = ReferenceMemory()
    /// How long a write whose outcome is unknown waits to learn it, before whoever asked is told so.
    private let patience: Duration

    /// Opens a ledger whose first event is there.
    package init(_ database: any LedgerDatabase, patience: Duration = .seconds(20)) throws {
        self.database = database
        self.patience = patience
        let first = try database.read { connection in
            try connection.first(
                "SELECT e.position, e.hash, e.text, h.next_number FROM events e CROSS JOIN head h WHERE e.position = 1"
            ) { (event: try StoredEvent($0), nextNumber: $0.int(3)) }
        }
        guard case .ledger(.initialised(let settings)) = first?.event.text.event, let first else {
            throw LedgerError(.notALedger, ["what": "no first event"])
        }
        guard first.nextNumber > 0 else { throw LedgerError(.unfinished) }
        self.settings = settings
        ledger = first.event.text.ledger
    }

    /// A ledger that is being brought into a database and cannot be opened yet.
    init(unfinished database: any LedgerDatabase, _ settings: LedgerSettings, _ ledger: LedgerID) {
        self.init(database, settings, ledger, .zero)
    }

    /// The same ledger by another way in, for reading.
    package func beside() throws -> LedgerStore {
        LedgerStore(try database.beside(), settings, ledger, patience)
    }

    private init(_ database: any LedgerDatabase, _ settings: LedgerSettings, _ ledger: LedgerID, _ patience: Duration) {
        self.database = database
        self.settings = settings
        self.ledger = ledger
        self.patience = patience
    }

    /// Makes the tables and the first events of a new ledger in an empty database.
    package static func create(
        in database: any LedgerDatabase, ledger: LedgerID, settings: LedgerSettings, request: WriteRequest,
        by author: Author, _ body: (inout WriteSession) throws -> Void
    ) throws -> LedgerStore {
        try database.write { connection in
            for statement in database.dialect.schema { try connection.execute(statement, []) }
            let reader = LedgerReader(
                connection: connection, dialect: database.dialect, settings: settings, ledger: ledger,
                before: ReadBefore())
            var session = try WriteSession(reader: reader, request: request, StartOfWriting())
            try session.append(.ledger(.initialised(settings)), to: .ledger(ledger), by: author)
            try body(&session)
            try session.finish(commandDigest: Digest(of: request.command, reader.algorithm).hex)
            for statement in database.dialect.handOver { try connection.execute(statement, []) }
            return ((), true)
        }
        return try LedgerStore(database)
    }

    /// One consistent view.
    package func read<Value>(_ body: (LedgerReader) throws -> Value) throws -> Value {
        try database.read { try body(reader(over: $0)) }
    }

    /// Reads, on a snapshot and before anybody has to wait for it, what the first write of this process will ask of units, people, rounds and the policy. The write looks whether it still holds.
    ///
    /// - Parameter body: what it cannot read it leaves to the write, which says so.
    package func readAhead(_ body: (LedgerReader) throws -> Void) throws {
        guard database.isFar, memory.position == nil else { return }
        let read = ReferenceMemory()
        do {
            try self.read { reader in
                read.begin(at: try reader.head(), holds: false)
                reader.references.use(read)
                if !settings.isPractice { _ = try reader.rootKey() }
                try body(reader)
            }
        } catch let error as LedgerError where [.interrupted, .unavailable].contains(error.rule) {
            throw error
        } catch { return }
        memory.take(read)
    }

    /// One durable transaction. The same operation with the same command answers what it answered before and writes nothing; with another command it is refused.
    ///
    /// - Parameter isDryRun: decides and projects, then rolls everything back.
    package func write<Value>(
        _ request: WriteRequest, isDryRun: Bool = false, _ body: (inout WriteSession) throws -> Value
    ) throws -> WriteOutcome<Value> {
        do {
            return try writeOnce(request, isDryRun: isDryRun, body)
        } catch let error as LedgerError where error.rule == .outcomeUnknown {
            // The connection broke while it was being committed: the same operation asked again answers, or does it now.
            let end = ContinuousClock.now + patience
            var latest = error
            repeat {
                do {
                    try database.awaitReturn(within: end - .now)
                    return try writeOnce(request, isDryRun: isDryRun, body)
                } catch let again as LedgerError where Self.staysOpen.contains(again.rule) { latest = again }
            } while latest.rule != .interrupted && ContinuousClock.now < end
            throw LedgerError(
                .outcomeUnknown, error.facts.merging(["operation": request.operation.description]) { $1 })
        }
    }

    /// Runs a write of very many rows; see `LedgerDatabase.filling`.
    package func filling<Value>(_ body: () throws -> Value) throws -> Value {
        let isEmpty = try read { try $0.connection.first("SELECT 1 FROM findings LIMIT 1") { _ in false } ?? true }
        return isEmpty ? try database.filling(body) : try body()
    }

    /// What leaves the outcome of a write as unknown as it was.
    private static let staysOpen: [LedgerError.Rule] = [.unavailable, .outcomeUnknown, .busy, .interrupted]

    private func writeOnce<Value>(
        _ request: WriteRequest, isDryRun: Bool, _ body: (inout WriteSession) throws -> Value
    ) throws -> WriteOutcome<Value> {
        try database.write { connection in
            let reader = reader(over: connection)
            let digest = Digest(of: request.command, reader.algorithm).hex
            let start = try reader.startOfWriting(request, memory)
            if let done = start.done {
                guard done.digest == digest else {
                    throw LedgerError(.operationReused, ["operation": request.operation.description])
                }
                return (WriteOutcome(first: done.first, count: done.count, value: nil), true)
            }
            var session = try WriteSession(reader: reader, request: request, start)
            let value = try body(&session)
            try session.finish(commandDigest: digest)
            return (WriteOutcome(first: session.first, count: session.count, value: value), !isDryRun)
        }
    }

    func reader(over connection: any SQLConnection) -> LedgerReader {
        LedgerReader(
            connection: connection, dialect: database.dialect, settings: settings, ledger: ledger, before: before)
    }
}
