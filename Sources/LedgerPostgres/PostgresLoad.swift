import Dispatch
import Ledger
import Synchronization

/// Very many rows of one transaction: what is only inserted is gathered. Few rows go in as statements of the pipeline, many by COPY, beside whoever makes the next ones. What asks about a table whose rows still wait lets them in first, so nothing is read that is not there.
final class PostgresLoad: Sendable {
    /// An INSERT of nothing but parameters.
    private struct Plan {
        let sql: String
        let table: String
        let columns: [String]
        /// The last column is words for the full-text index.
        let isOfWords: Bool
    }

    private struct State {
        var isOn = false
        /// Places in `tables` by the statements' texts.
        var gathered: [(sql: String, index: Int)] = []
        /// What cannot be gathered.
        var others: Set<String> = []
        var tables: [(plan: Plan, rows: CopyData)] = []
        /// The rows that wait, in their order, as long as they are few.
        var few: [(table: Int, values: [SQLValue])] = []
        var isMany = false
        var bytes = 0
        /// The words of statements, by their text.
        var words: [String: Set<Substring>] = [:]
        var fault: (any Error)?

        var isEmpty: Bool { few.isEmpty && !isMany }

        /// The tables that have rows waiting.
        var waiting: Set<Int> {
            isMany ? Set(tables.indices.filter { !tables[$0].rows.isEmpty }) : Set(few.map(\.table))
        }
    }

    private let session: PostgresSession
    private let state = Mutex(State())
    private let under = DispatchGroup()
    /// So much is on its way at a time.
    private static let piece = 4 << 20
    /// Rows that are sent one by one rather than by COPY, which costs three round trips a table.
    private static let few = 100

    init(_ session: PostgresSession) { self.session = session }

    func begin() { state.withLock { $0.isOn = true } }

    /// Gathers a row; false when the statement is of another kind.
    func takes(_ sql: String, _ values: [SQLValue]) throws -> Bool {
        let isFull = try state.withLock { state -> Bool? in
            guard state.isOn, let index = Self.index(of: sql, &state) else { return nil }
            if state.isMany {
                try Self.append(values, to: index, &state)
            } else {
                state.few.append((index, values))
                guard state.few.count > Self.few else { return false }
                for (index, values) in state.few { try Self.append(values, to: index, &state) }
                state.few = []
                state.isMany = true
            }
            return state.bytes > Self.piece
        }
        if isFull == true { try handOver() }
        return isFull != nil
    }

    private static func append(_ values: [SQLValue], to index: Int, _ state: inout State) throws {
        let before = state.tables[index].rows.count
        if state.tables[index].plan.isOfWords, case .utf8(let words) = values.last {
            try state.tables[index].rows.append(values.dropLast(), words: words)
        } else {
            try state.tables[index].rows.append(values)
        }
        state.bytes += state.tables[index].rows.count - before
    }

    /// Makes the connection ready for a statement: nothing is on its way, and nothing waits that it speaks of.
    func clear(for sql: String) throws {
        let (isOn, isSpokenOf) = state.withLock { state in (state.isOn, Self.speaks(sql, &state)) }
        guard isOn else { return }
        if isSpokenOf { return try settle() }
        under.wait()
        try raise()
    }

    /// Whether a statement names a table that has rows waiting, or one whose rows refer to such.
    private static func speaks(_ sql: String, _ state: inout State) -> Bool {
        guard !state.isEmpty else { return false }
        let words: Set<Substring>
        if let known = state.words[sql] {
            words = known
        } else {
            words = Set(sql.split { !($0.isLetter || $0 == "_") })
            if state.words.count < 500 { state.words[sql] = words }
        }
        return state.waiting.contains { index in
            let table = state.tables[index].plan.table
            return words.contains(table[...])
                || table == "events" && !words.isDisjoint(with: ["signatures", "opinions", "keys"])
        }
    }

    /// Waits until everything gathered is in.
    func settle() throws {
        let (isOn, isMany, few) = state.withLock { state in
            defer { state.few = [] }
            return (state.isOn, state.isMany, state.few.map { (state.tables[$0.table].plan.sql, $0.values) })
        }
        guard isOn else { return }
        if isMany { try handOver() }
        under.wait()
        try raise()
        for (sql, values) in few { try session.send(sql, values) }
    }

    /// Waits for what is on its way, and forgets the rest: the transaction is rolled back.
    func drop() {
        under.wait()
        state.withLock { $0 = State() }
    }

    private func handOver() throws {
        under.wait()
        try raise()
        let ready = state.withLock { state in
            state.bytes = 0
            state.isMany = false
            return state.tables.indices.filter { !state.tables[$0].rows.isEmpty }.map { index in
                (plan: state.tables[index].plan, rows: state.tables[index].rows.take())
            }
        }
        guard !ready.isEmpty else { return }
        DispatchQueue.global().async(group: under) {
            do {
                // In the order in which they were met: what refers to an event comes after it.
                for (plan, rows) in ready { try self.session.copy(rows, into: plan.table, plan.columns) }
            } catch { self.state.withLock { $0.fault = error } }
        }
    }

    private func raise() throws {
        if let fault = state.withLock({ $0.fault }) { throw fault }
    }

    private static func index(of sql: String, _ state: inout State) -> Int? {
        // Few statements come again and again: their texts are the same in memory, so to compare costs nothing.
        if let known = state.gathered.first(where: { $0.sql == sql }) { return known.index }
        guard !state.others.contains(sql) else { return nil }
        guard let plan = plan(of: sql) else {
            state.others.insert(sql)
            return nil
        }
        state.tables.append((plan, CopyData()))
        state.gathered.append((sql, state.tables.count - 1))
        return state.tables.count - 1
    }

    /// `INSERT INTO table (a, b) VALUES (?, ?)`, or the words of a finding.
    private static func plan(of sql: String) -> Plan? {
        if sql == PostgresDialect.insertsWords {
            return Plan(sql: sql, table: "search", columns: ["number", "words"], isOfWords: true)
        }
        let start = "INSERT INTO "
        guard sql.hasPrefix(start), let open = sql.firstIndex(of: "("), let close = sql.firstIndex(of: ")") else {
            return nil
        }
        let table = sql[sql.index(sql.startIndex, offsetBy: start.count)..<open].filter { !$0.isWhitespace }
        let columns = sql[sql.index(after: open)..<close].split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        let rest = sql[sql.index(after: close)...].filter { !$0.isWhitespace }
        let marks = columns.map { _ in "?" }.joined(separator: ",")
        guard rest == "VALUES(\(marks))" else { return nil }
        return Plan(sql: sql, table: table, columns: columns, isOfWords: false)
    }
}
