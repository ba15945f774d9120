internal import Ledger
package import Rectification
package import Requests
package import Similarity
internal import Wording

// Common issues: which findings of a ledger say the same thing.

/// A finding that says something like another, with its row.
package struct LikeFinding: Sendable {
    package let row: FindingRow
    /// 0…1
    package let likeness: Double
    /// Words both hold.
    package let words: [String]
}

extension OpenLedger {
    static let similarity = Similarity(Boilerplate(BundledResource.text("similarity/boilerplate.txt") ?? ""))

    /// Groups of similar findings across units, biggest first; findings that already stand in a group are left out.
    package func suggestions(_ filter: FindingFilter) throws -> [SimilarGroup] {
        try read { reader in
            var findings: [ComparedFinding] = []
            var grouped: Set<Int> = []
            for group in try reader.groups() {
                var members = FindingFilter()
                members.group = group.id
                try reader.forEach(members, order: .number, today: today) { row in
                    grouped.insert(row.number.value)
                    return true
                }
            }
            try reader.forEach(filter, order: .number, today: today) { row in
                if !grouped.contains(row.number.value) { findings.append(ComparedFinding(row)) }
                return true
            }
            return Self.similarity.suggestions(over: findings)
        }
    }

    /// Puts the members of a suggestion into the group of a title, all or none, as one operation.
    ///
    /// Throws `suggestion.missing` 66 when the ledger suggests no such group (any more).
    package func accept(
        suggestion id: String, titled title: String, _ filter: FindingFilter, as name: String?,
        _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        // Looked for before the transaction, so that nobody waits for it; a member that has changed since is refused by the domain.
        let suggestion = try suggestions(filter).first { $0.id == id }
        return try write("triage accept \(id) \(title)", as: name, options) { session, actor, author in
            guard let suggestion else { throw Complaint(66, "suggestion.missing", ["id": id]) }
            let form = FilledForm(.group, values: ["group": [title]])
            let work = Work(actor: actor, author: author, isDryRun: options.isDryRun)
            for number in suggestion.members {
                _ = try carryOut(form, on: FindingNumber(number), ifVersion: nil, &session, work)
            }
            return nil
        }
    }

    /// Findings nearest to one, nearest first. Throws `finding.missing` 66.
    package func neighbours(of number: FindingNumber, limit: Int) throws -> [LikeFinding] {
        try read { reader in
            let text = try reader.finding(number).facts.text
            let source = LedgerNeighbours(reader: reader)
            let found = try Self.similarity.neighbours(of: text, excluding: number.value, limit: limit, in: source)
            let rows = try reader.rows(of: found.map(\.number))
            return found.compactMap { neighbour in
                rows.first { $0.number.value == neighbour.number }.map {
                    LikeFinding(row: $0, likeness: neighbour.likeness, words: neighbour.words)
                }
            }
        }
    }
}

/// The ledger's own search words as the index for neighbours.
struct LedgerNeighbours: NeighbourSource {
    let reader: LedgerReader

    func numbers(holding pairs: [String], limit: Int) throws -> [Int] {
        try reader.numbers(holding: pairs, limit: limit)
    }

    func findings(_ numbers: [Int]) throws -> [ComparedFinding] {
        try reader.rows(of: numbers).map { ComparedFinding($0) }
    }
}

extension ComparedFinding {
    fileprivate init(_ row: FindingRow) {
        self.init(number: row.number.value, unit: row.unit.id.description, category: row.category, text: row.text)
    }
}
