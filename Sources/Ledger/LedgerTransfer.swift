package import Attestation
package import Rectification
internal import Signing

/// Brings a whole ledger into another database, event by event, each verified; interrupted, it goes on where it stopped.
///
/// Until `release` the target cannot be opened as a ledger: its next number is 0.
package struct LedgerTransfer {
    package let source: LedgerStore
    package let target: any LedgerDatabase
    private var store: LedgerStore { LedgerStore(unfinished: target, source.settings, source.ledger) }
    /// Events of one transaction: few enough to lose little, many enough to wait for the disk seldom.
    private static let batch = 5_000

    /// - Parameter isEmpty: the target was just made and has no tables yet.
    ///
    /// Throws `exists` when another ledger is in the target.
    package init(from source: LedgerStore, to target: any LedgerDatabase, isEmpty: Bool) throws {
        self.source = source
        self.target = target
        if isEmpty {
            try target.write { connection in
                for statement in target.dialect.schema { try connection.execute(statement, []) }
                try connection.execute("UPDATE head SET next_number = 0", [])
                return ((), true)
            }
        }
        let first = "SELECT hash FROM events WHERE position = 1"
        let theirs = try target.read { try $0.first(first) { $0.bytes(0) } }
        let ours = try source.read { try $0.connection.first(first) { $0.bytes(0) } }
        guard theirs == nil || theirs == ours else { throw LedgerError(.exists) }
    }

    /// Whether the target was handed over before: then it is a ledger with a life of its own.
    package var isReleased: Bool {
        get throws { try target.read { try $0.first("SELECT next_number FROM head") { $0.int(0) } ?? 0 } > 0 }
    }

    /// How many events the target holds.
    package var done: Int {
        get throws { try target.read { try $0.first("SELECT position FROM head") { $0.int(0) } ?? 0 } }
    }

    /// Copies what the target lacks of the events that stand in the source now, and what belongs to them; each event's hash is compared with its text on the way.
    ///
    /// - Parameters:
    ///   - last: events after it are left.
    ///   - progress: events done, events in all.
    package func copy(_ reader: LedgerReader, upTo last: Int, progress: (Int, Int) -> Void) throws {
        var done = try done
        guard done <= last else { throw LedgerError(.exists) }
        var rows: [[SQLValue]] = []
        func flush() throws {
            guard !rows.isEmpty else { return }
            try write { connection in
                try connection.insert(
                    rows, into: "events", ["position", "stream", "version", "operation", "hash", "text"])
                try connection.execute("UPDATE head SET position = ?", [.integer(done)])
            }
            rows = []
            progress(done, last)
        }
        try reader.connection.scan(
            """
            SELECT position, stream, version, operation, hash, text FROM events WHERE position > ? AND position <= ?
            ORDER BY position
            """, [.integer(done), .integer(last)]
        ) { row in
            guard row.int(0) == done + 1, EventText.hash(of: row.bytes(5), reader.algorithm).bytes == row.bytes(4)
            else {
                throw LedgerError(.damaged, ["why": "\(row.int(0))"])
            }
            done += 1
            rows.append([
                .integer(row.int(0)), .text(row.text(1)), .integer(row.int(2)), .text(row.text(3)),
                .bytes(row.bytes(4)), .text(row.text(5)),
            ])
            if rows.count == Self.batch { try flush() }
            return true
        }
        try flush()
        for record in Schema.records { try copy(record, reader, upTo: last) }
    }

    /// Rows of a table that is not made from events; those that are there already are left.
    private func copy(_ record: Schema.Record, _ reader: LedgerReader, upTo last: Int) throws {
        let columns = record.columns.map(\.name)
        let keys = try target.read { connection in
            Set(try connection.rows("SELECT \(record.key) FROM \(record.table)") { $0.text(0) })
        }
        let key = columns.firstIndex(of: record.key) ?? 0
        var rows: [[SQLValue]] = []
        func flush() throws {
            try write { try $0.insert(rows, into: record.table, columns) }
            rows = []
        }
        try reader.connection.scan(
            "SELECT \(columns.joined(separator: ", ")) FROM \(record.table)"
                + (record.place.map { " WHERE \($0) <= \(last)" } ?? ""), []
        ) { row in
            if keys.contains(row.text(key)) { return true }
            rows.append(
                record.columns.enumerated().map { index, column in
                    if row.isNull(index) { return .null }
                    switch column.kind {
                    case .integer: return .integer(row.int(index))
                    case .text: return .text(row.text(index))
                    case .bytes: return .bytes(row.bytes(index))
                    }
                })
            if rows.count == Self.batch { try flush() }
            return true
        }
        try flush()
    }

    private func write(_ body: (any SQLConnection) throws -> Void) throws {
        try target.write { connection in
            for statement in target.dialect.transferPreparation { try connection.execute(statement, []) }
            try body(connection)
            return ((), true)
        }
    }

    /// How much of a copy was found whole.
    package struct Compared {
        fileprivate var copied: MerkleFrontier
        fileprivate var original: MerkleFrontier
    }

    package var nothingCompared: Compared {
        let nothing = MerkleFrontier(store.settings.crypto.digest)
        return Compared(copied: nothing, original: nothing)
    }

    /// Holds the copy against the source, and looks through the copied log by itself: text, hashes, chains, positions, operations. What was compared before is not looked at again.
    ///
    /// Throws `damaged`.
    package func compare(_ compared: inout Compared, _ reader: LedgerReader) throws {
        let before = compared.copied.size
        var problems: [IntegrityProblem] = []
        try store.read { copy in
            try copy.extend(&compared.copied)
            guard compared.copied.size > before else { return }
            try copy.checkLog(&problems, after: before)
        }
        try reader.extend(&compared.original)
        guard compared.copied.size == compared.original.size, compared.copied.root == compared.original.root else {
            throw LedgerError(.damaged, ["why": "root"])
        }
        if let problem = problems.first {
            throw LedgerError(.damaged, ["why": "\(problem.kind) \(problem.detail)"])
        }
    }

    /// What the source has and the copy has not of what is not made from events: signatures, contents, operations.
    ///
    /// Throws `damaged`.
    package func compareRecords(_ reader: LedgerReader) throws {
        try store.read { copy in
            let last = try copy.head()
            for record in Schema.records {
                let count = "SELECT count(*) FROM \(record.table)"
                let condition = record.place.map { " WHERE \($0) <= \(last)" } ?? ""
                let theirs = try copy.connection.first(count) { $0.int(0) }
                guard try reader.connection.first(count + condition, [], { $0.int(0) }) != theirs else { continue }
                throw LedgerError(.damaged, ["why": "\(record.table) \(theirs ?? 0)"])
            }
        }
    }

    /// Size and root of what the target holds.
    package func merkle() throws -> LogHead { try store.read { try $0.merkle() } }

    /// Makes the read models and opens the target to everybody; `nextNumber` is the source's.
    package func release(nextNumber: FindingNumber, progress: (Int) -> Void = { _ in }) throws {
        try target.write { connection in
            for statement in target.dialect.transferPreparation { try connection.execute(statement, []) }
            try connection.expectMany()
            _ = try store.reader(over: connection).rebuild(progress: progress)
            if let made = target.dialect.makeListIndexes { try connection.execute(made, []) }
            try connection.execute("UPDATE head SET next_number = ?", [.integer(nextNumber.value)])
            for statement in target.dialect.handOver {
                try connection.execute(statement, [])
            }
            return ((), true)
        }
    }
}
