import Attestation
import Foundation
import Ledger
import LedgerSQLite
import Office
import Rectification
import Signing

/// A copy of a ledger's file that somebody who holds it changes by SQL, past every guard of the program.
struct Tampering {
    let path: String
    let database: SQLiteDatabase

    /// Copies the file without its evidence; the append-only triggers, which whoever holds the file can drop, are dropped.
    init(_ ledger: OpenLedger) throws {
        path = FileManager.default.temporaryDirectory.path + "/xiaohao-tamper-\(UUID().uuidString).db"
        try (ledger.store.database as? any FileDatabase)?.copy(to: path)
        database = try SQLiteDatabase.open(path, isReadOnly: false)
        for trigger in ["events_are_kept", "events_are_fixed", "signatures_are_kept", "signatures_are_fixed"] {
            try run("DROP TRIGGER \(trigger)")
        }
        try run("PRAGMA defer_foreign_keys = ON")
    }

    func run(_ sql: String, _ values: SQLValue...) throws {
        try database.write { connection in
            try connection.execute("PRAGMA defer_foreign_keys = ON", [])
            try connection.execute(sql, values)
            return ((), true)
        }
    }

    func all<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value { try database.read(body) }

    func remove() { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }

    /// What `verify` finds, evidence apart, since the copy has none.
    func faults(against: [String] = []) throws -> [Fault] {
        try report(against: against).faults.filter { $0.kind != .evidence }
    }

    func report(against: [String] = []) throws -> VerifyReport {
        try open().verify(VerifyRequest(against: against), drivers: Desk.drivers, cores: 2)
    }

    /// What `check` finds in the log, evidence apart.
    func problems() throws -> [IntegrityProblem] { try open().store.check() }

    private func open() throws -> OpenLedger {
        try OpenLedger.open(path, isReadOnly: true, drivers: Desk.drivers, surroundings: Desk.surroundings())
    }

    struct Row {
        let position: Int
        let stream: String
        let version: Int
        let text: String
    }

    func rows() throws -> [Row] {
        try all { connection in
            try connection.rows("SELECT position, stream, version, text FROM events ORDER BY position") {
                Row(position: $0.int(0), stream: $0.text(1), version: $0.int(2), text: $0.text(3))
            }
        }
    }

    /// Replaces an event's text and its hash, and, like somebody who knows the format, every later link of its stream, every index, and every checkpoint.
    func rewrite(_ position: Int, _ change: (String) -> String, _ algorithm: Signing.Digest.Algorithm) throws {
        try database.write { connection in
            try connection.execute("PRAGMA defer_foreign_keys = ON", [])
            let rows = try connection.rows("SELECT position, stream, version, text FROM events ORDER BY position") {
                Row(position: $0.int(0), stream: $0.text(1), version: $0.int(2), text: $0.text(3))
            }
            var hashes: [String: String] = [:]
            var changed: Set<String> = []
            var frontier = MerkleFrontier(algorithm)
            for row in rows {
                var text = row.text
                if row.position == position {
                    text = change(text)
                    changed.insert(row.stream)
                }
                if row.position > position {
                    if changed.contains(row.stream), let previous = hashes[row.stream] {
                        text = text.replacing(#/\nprevious: [0-9a-f]{64}\n/#, with: "\nprevious: \(previous)\n")
                    }
                    if text.contains("\nevent: checkpointed\n") {
                        text = text.replacing(#/\nroot: [0-9a-f]{64}\n/#, with: "\nroot: \(frontier.root.hex)\n")
                        changed.insert(row.stream)
                    }
                }
                let hash = EventText.hash(of: Array(text.utf8), algorithm)
                hashes[row.stream] = hash.hex
                frontier.append(leaf: hash)
                if text != row.text {
                    try connection.execute(
                        "UPDATE events SET text = ?, hash = ? WHERE position = ?",
                        [.text(text), .bytes(hash.bytes), .integer(row.position)])
                }
            }
            return ((), true)
        }
    }

    /// Appends an event that is well formed, correctly chained and hashed, with its operation, as the program would have stored it.
    func append(
        _ event: AnyEvent, to stream: Attestation.Stream, by person: Person, at time: String = "2026-11-24T02:00:00Z",
        login: String = "zhou", sign: ((_ text: [UInt8], SignatureNamespace) throws -> [UInt8])? = nil
    ) throws {
        let ledger = try OpenLedger.open(
            path, isReadOnly: true, drivers: Desk.drivers, surroundings: Desk.surroundings())
        let algorithm: Signing.Digest.Algorithm = ledger.store.settings.crypto.digest
        try database.write { connection in
            let last = try connection.first(
                "SELECT version, hash FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1",
                [.text(stream.description)]
            ) { (version: $0.int(0), hash: $0.bytes(1)) }
            let position = (try connection.first("SELECT max(position) FROM events") { $0.int(0) } ?? 0) + 1
            let operation = OperationID(high: UInt64.random(in: 1...UInt64.max), low: UInt64.random(in: 1...UInt64.max))
            let text = EventText(
                ledger: ledger.store.ledger, stream: stream, version: (last?.version ?? 0) + 1,
                previous: last.flatMap { Digest(bytes: $0.hash) }, time: Moment(iso: time) ?? Moment(seconds: 0),
                operation: operation, person: person.id, name: person.name, login: login, event: event)
            let bytes = text.bytes
            try connection.execute(
                "INSERT INTO events (position, stream, version, operation, hash, text) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .integer(position), .text(stream.description), .integer(text.version),
                    .text(operation.description), .bytes(EventText.hash(of: bytes, algorithm).bytes),
                    .text(String(decoding: bytes, as: UTF8.self)),
                ])
            try connection.execute(
                "INSERT INTO operations (operation, digest, first, count) VALUES (?, 'x', ?, 1)",
                [.text(operation.description), .integer(position)])
            try connection.execute("UPDATE head SET position = ?", [.integer(position)])
            if let sign, let namespace = event.namespace(hasRootKey: true) {
                try connection.execute(
                    "INSERT INTO signatures (position, signature) VALUES (?, ?)",
                    [.integer(position), .bytes(try sign(bytes, namespace))])
            }
            return ((), true)
        }
        // A seat taken twice is refused by the read model's own index too; the log says it either way.
        _ = try? OpenLedger.open(
            path, isReadOnly: false, drivers: Desk.drivers, surroundings: Desk.surroundings()
        ).store.rebuild()
    }
}
