import Dispatch
import Ledger
import Synchronization

/// Very many rows of one transaction: what is only inserted is gathered and goes in by COPY, beside whoever makes the next rows. Everything else waits until it is in, so nothing is read that is not there.
final class PostgresLoad: Sendable {
    /// An INSERT of nothing but parameters.
    private struct Plan {
        let table: String
        let columns: [String]
        /// The last column is words for the full-text index.
        let isOfWords: Bool
    }

    private struct State {
        var isOn = false
        /// By the statement's text; `nil`: it cannot be gathered.
        var plans: [String: Int?] = [:]
        var tables: [(plan: Plan, rows: CopyData)] = []
        var bytes = 0
        var fault: (any Error)?
    }

    private let session: PostgresSession
    private let state = Mutex(State())
    private let under = DispatchGroup()
    /// So much is on its way at a time.
    private static let piece = 4 << 20

    init(_ session: PostgresSession) { self.session = session }

    func begin() { state.withLock { $0.isOn = true } }

    /// Gathers a row; false when the statement is of another kind.
    func takes(_ sql: String, _ values: [SQLValue]) throws -> Bool {
        let isFull = try state.withLock { state -> Bool? in
            guard state.isOn, let index = Self.index(of: sql, &state) else { return nil }
            let before = state.tables[index].rows.count
            if state.tables[index].plan.isOfWords, case .text(let words) = values.last {
                try state.tables[index].rows.append(Array(values.dropLast()), words: words)
            } else {
                try state.tables[index].rows.append(values)
            }
            state.bytes += state.tables[index].rows.count - before
            return state.bytes > Self.piece
        }
        if isFull == true { try handOver() }
        return isFull != nil
    }

    /// Waits until everything gathered is in.
    func settle() throws {
        guard state.withLock({ $0.isOn }) else { return }
        try handOver()
        under.wait()
        try raise()
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
            defer {
                for index in state.tables.indices { state.tables[index].rows = CopyData() }
                state.bytes = 0
            }
            return state.tables.filter { !$0.rows.isEmpty }
        }
        guard !ready.isEmpty else { return }
        DispatchQueue.global().async(group: under) {
            do {
                // In the order in which they were met: what refers to an event comes after it.
                for (plan, var rows) in ready { try self.session.copy(rows.finish(), into: plan.table, plan.columns) }
            } catch { self.state.withLock { $0.fault = error } }
        }
    }

    private func raise() throws {
        if let fault = state.withLock({ $0.fault }) { throw fault }
    }

    private static func index(of sql: String, _ state: inout State) -> Int? {
        if let known = state.plans[sql] { return known }
        let plan = plan(of: sql)
        if let plan { state.tables.append((plan, CopyData())) }
        state.plans[sql] = .some(plan == nil ? nil : state.tables.count - 1)
        return plan == nil ? nil : state.tables.count - 1
    }

    /// `INSERT INTO table (a, b) VALUES (?, ?)`, or the words of a finding.
    private static func plan(of sql: String) -> Plan? {
        if sql == PostgresDialect.insertsWords {
            return Plan(table: "search", columns: ["number", "words"], isOfWords: true)
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
        return Plan(table: table, columns: columns, isOfWords: false)
    }
}
