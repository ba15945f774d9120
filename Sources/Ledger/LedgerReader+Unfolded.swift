import Attestation
package import Rectification
package import Requests

/// Which findings a list or an export is about, in which order.
package struct FindingQuery: Sendable {
    package let filter: FindingFilter
    package let order: FindingOrder
    /// Only findings with a higher number.
    package let after: Int?
    /// Only findings changed after this position of the log.
    package let changedSince: Int?
    /// At most so many.
    package let limit: Int?

    package init(
        _ filter: FindingFilter, order: FindingOrder = .number, after: Int? = nil, changedSince: Int? = nil,
        limit: Int? = nil
    ) {
        self.filter = filter
        self.order = order
        self.after = after
        self.changedSince = changedSince
        self.limit = limit
    }

    /// `nil` when nothing can match.
    func sql(_ selected: String, _ today: Day, _ dialect: any SQLDialect) -> (sql: String, values: [SQLValue])? {
        guard var condition = SQLCondition(filter, today: today, dialect: dialect) else { return nil }
        if let after { condition.add("number > ?", [.integer(after)]) }
        if let changedSince { condition.add("changed > ?", [.integer(changedSince)]) }
        let (columns, isDescending) = order.columns
        let terms = columns.map { "\($0) \(isDescending ? "DESC" : "ASC")" }.joined(separator: ", ")
        let end = limit.map { " LIMIT \($0)" } ?? ""
        return ("SELECT \(selected) FROM findings WHERE \(condition.sql) ORDER BY \(terms)\(end)", condition.values)
    }
}

/// A finding's events as they are stored, oldest first: read where the ledger is, folded wherever there is time.
package struct UnfoldedFinding: Sendable {
    package let id: FindingID
    package fileprivate(set) var texts: [[UInt8]] = []

    init(id: FindingID) { self.id = id }

    /// Throws `damaged` for a text that is none, or when there are none.
    package func folded(in zone: ZoneOffset) throws -> Finding {
        guard let first = texts.first else { throw LedgerError(.damaged, ["why": "finding/\(id)"]) }
        let filed = try step(first, in: zone)
        guard var finding = Finding(id: id, first: filed.event, stamp: filed.stamp) else {
            throw LedgerError(.damaged, ["why": "finding/\(id)"])
        }
        for text in texts.dropFirst() {
            let step = try step(text, in: zone)
            finding.evolve(step.event, step.stamp)
        }
        return finding
    }

    private func step(_ text: [UInt8], in zone: ZoneOffset) throws -> FindingStep {
        do {
            return try FindingStep(text, in: zone)
        } catch let error as CanonicalTextError {
            throw LedgerError(.damaged, ["why": "finding/\(id):\(error.line)"])
        }
    }
}

extension LedgerReader {
    /// Findings asked for at once: one statement for so many.
    private static let batch = 256

    /// Every selected finding with its events, in order, many at a time, until `each` returns false.
    package func forEachUnfolded(
        _ query: FindingQuery, today: Day, _ each: ([UnfoldedFinding]) throws -> Bool
    ) throws {
        guard let (sql, values) = query.sql("id", today, dialect) else { return }
        var ids: [FindingID] = []
        var isWanted = true
        try connection.scan(sql, values) { row in
            guard let id = FindingID(row.text(0)) else { return true }
            ids.append(id)
            guard ids.count == Self.batch else { return true }
            isWanted = try each(try unfolded(ids))
            ids.removeAll(keepingCapacity: true)
            return isWanted
        }
        if isWanted, !ids.isEmpty { _ = try each(try unfolded(ids)) }
    }

    /// The same of these findings.
    package func forEachUnfolded(_ ids: [FindingID], _ each: ([UnfoldedFinding]) throws -> Bool) throws {
        for start in stride(from: 0, to: ids.count, by: Self.batch) {
            guard try each(try unfolded(Array(ids[start..<min(start + Self.batch, ids.count)]))) else { return }
        }
    }

    private func unfolded(_ ids: [FindingID]) throws -> [UnfoldedFinding] {
        var findings = ids.map { UnfoldedFinding(id: $0) }
        // In the order in which the database gives them: each is where the last one was, or the next.
        let streams = ids.enumerated().map { (text: "finding/\($1)", place: $0) }.sorted { $0.text < $1.text }
        // Always as many marks, so that one prepared statement serves all.
        let values = streams.map { SQLValue.text($0.text) } + Array(repeating: .null, count: Self.batch - ids.count)
        var current = 0
        try connection.forEach(Self.unfolded, values) { row in
            if !row.isText(0, streams[current].text) {
                let next = current + 1
                let isNext = next < streams.count && row.isText(0, streams[next].text)
                guard let found = isNext ? next : streams.firstIndex(where: { row.isText(0, $0.text) }) else {
                    return true
                }
                current = found
            }
            findings[streams[current].place].texts.append(row.bytes(1))
            return true
        }
        return findings
    }

    private static let unfolded =
        "SELECT stream, text FROM events WHERE stream IN (\(repeatElement("?", count: batch).joined(separator: ",")))"
        + " ORDER BY stream, version"
}
