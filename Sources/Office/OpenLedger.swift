internal import Attestation
import Foundation
package import Ledger
package import Rectification

/// What opens a ledger at a path or an address; given by the program, which alone knows the drivers.
package struct Drivers: Sendable {
    /// Whether an address names a ledger on a server rather than a file.
    package let isServer: @Sendable (_ path: String) -> Bool
    package let open: @Sendable (_ path: String, _ isReadOnly: Bool) throws -> any LedgerDatabase
    package let create: @Sendable (_ path: String) throws -> any LedgerDatabase

    package init(
        isServer: @escaping @Sendable (String) -> Bool = { _ in false },
        open: @escaping @Sendable (String, Bool) throws -> any LedgerDatabase,
        create: @escaping @Sendable (String) throws -> any LedgerDatabase
    ) {
        self.isServer = isServer
        self.open = open
        self.create = create
    }

    /// Something is there: a file, or a schema on a server.
    package func isThere(_ path: String) -> Bool {
        guard isServer(path) else { return FileManager.default.fileExists(atPath: path) }
        do {
            _ = try open(path, true)
            return true
        } catch { return (error as? LedgerError)?.rule != .missing }
    }

    /// Asks that nothing stands where a ledger is to be made; what a server says to that is said when it is made there.
    ///
    /// Throws `LedgerError`: exists for a ledger, occupied for anything else.
    func requireFree(_ path: String) throws {
        guard !isServer(path), FileManager.default.fileExists(atPath: path) else { return }
        do {
            try open(path, true).close()
        } catch let error as LedgerError where error.rule == .notALedger {
            throw LedgerError(.occupied, ["path": path])
        } catch is LedgerError {}
        throw LedgerError(.exists, ["path": path])
    }

    /// The folder that a new file needs.
    package func makeFolder(for path: String) throws {
        if !isServer(path) { try WholeFile.makeFolder((path as NSString).deletingLastPathComponent) }
    }
}

/// The clock, fresh identities and the login: everything a decision may not make for itself.
package struct Surroundings: Sendable {
    package let now: @Sendable () -> Moment
    package let identity: @Sendable () -> (high: UInt64, low: UInt64)
    package let login: String
    /// `$XDG_STATE_HOME/xiaohao`: what this machine remembers of ledgers; `nil`: nothing.
    package let stateFolder: String?

    package init(
        login: String, stateFolder: String? = nil, now: @escaping @Sendable () -> Moment,
        identity: @escaping @Sendable () -> (UInt64, UInt64)
    ) {
        self.login = login
        self.stateFolder = stateFolder
        self.now = now
        self.identity = identity
    }

    /// On a server the login is the one it knows the connection by.
    func of(_ database: any LedgerDatabase) -> Surroundings {
        Surroundings(login: database.login ?? login, stateFolder: stateFolder, now: now, identity: identity)
    }

    package func make<Noun>(_: Noun.Type = Noun.self) -> Identifier<Noun> {
        let (high, low) = identity()
        return Identifier(high: high, low: low)
    }
}

/// An office's ledger at work: the store, its evidence, the calendar, and who is at the keyboard.
package struct OpenLedger: Sendable {
    package let store: LedgerStore
    package let evidence: EvidenceStore
    package let path: String
    package let surroundings: Surroundings
    package let seen: SeenHeads

    package init(store: LedgerStore, path: String, surroundings: Surroundings) {
        self.store = store
        self.path = path
        self.surroundings = surroundings.of(store.database)
        evidence = EvidenceStore(of: store.database, at: path)
        seen = SeenHeads(folder: surroundings.stateFolder.map { $0 + "/seen" }, ledger: store.ledger)
    }

    package static func open(
        _ path: String, isReadOnly: Bool, drivers: Drivers, surroundings: Surroundings,
        patience: Duration = .seconds(20)
    ) throws -> OpenLedger {
        let database = try drivers.open(path, isReadOnly)
        do {
            return OpenLedger(
                store: try LedgerStore(database, patience: patience), path: path, surroundings: surroundings)
        } catch let error as LedgerError {
            throw LedgerError(error.rule, error.facts.merging(["path": path]) { found, _ in found })
        }
    }

    /// The same ledger by another way in, for reading: nobody here waits for who works there.
    package func beside() throws -> OpenLedger {
        OpenLedger(store: try store.beside(), path: path, surroundings: surroundings)
    }

    /// Makes a ledger: its settings, its first person with the roles admin and office, the default policy.
    package static func create(
        _ path: String, settings: LedgerSettings, administrator: String?, drivers: Drivers, surroundings: Surroundings
    ) throws -> OpenLedger {
        if let administrator { try requireName(administrator) }
        guard !settings.name.isBlank else { throw Complaint(64, "name.missing") }
        let isFile = !drivers.isServer(path)
        try drivers.requireFree(path)
        try drivers.makeFolder(for: path)
        let making = isFile ? WholeFile.making(path) : path
        // A ledger that could not be made whole leaves nothing behind that would look like one; a server rolls it back.
        defer { if isFile { for suffix in ["", "-wal", "-shm"] { unlink(making + suffix) } } }
        do {
            let database = try drivers.create(making)
            defer { try? database.close() }
            let surroundings = surroundings.of(database)
            let person = Person(
                id: surroundings.make(), name: administrator ?? surroundings.login, roles: [.admin, .office],
                logins: [surroundings.login])
            let author = Author(person: person.id, name: person.name, login: surroundings.login)
            let ledger: LedgerID = surroundings.make()
            let request = WriteRequest(operation: surroundings.make(), command: "init", at: surroundings.now())
            let policy = try PolicyFile(text: PolicyFile.bundledText, settings.algorithm)
            _ = try LedgerStore.create(
                in: database, ledger: ledger, settings: settings, request: request, by: author
            ) { session in
                try session.append(.person(.added(person)), to: .person(person.id), by: author)
                try session.append(.policy(policy.adopted), to: .policy(ledger), by: author)
            }
            try database.close()
            if isFile { try WholeFile.place(making, at: path) }
        } catch let error as LedgerError {
            // What it was called meanwhile is nobody's business.
            throw LedgerError(error.rule, error.facts.merging(["path": path]) { $1 })
        }
        return try open(path, isReadOnly: false, drivers: drivers, surroundings: surroundings)
    }

    package var today: Day { surroundings.now().day(in: store.settings.zone) }

    /// A read, with every fault as a complaint.
    package func read<Value>(_ body: (LedgerReader) throws -> Value) throws -> Value { try store.read(body) }

    /// Position of the newest event.
    package func head() throws -> Int { try store.read { try $0.head() } }
}
