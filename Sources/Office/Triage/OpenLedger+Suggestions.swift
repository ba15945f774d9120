internal import Ledger
package import Rectification
package import Requests
internal import Similarity
internal import Wording

// Which findings of a ledger say the same thing.

/// A finding that says something like another, with its row.
package struct LikeFinding: Hashable, Sendable {
    package let row: FindingRow
    /// 0…1
    package let likeness: Double
    /// Words both hold.
    package let words: [String]
    /// The common issue it belongs to.
    package let issue: IssueReference?
}

extension OpenLedger {
    static let similarity = Similarity(Boilerplate(BundledResource.text("similarity/boilerplate.txt") ?? ""))

    /// Groups of similar findings across units, biggest first. Left out are findings that belong to a common issue, and groups that were turned down (`Dismissal.covers`).
    ///
    /// - Parameter progress: steps done and at most needed; what it throws breaks off.
    package func suggestions(
        _ filter: FindingFilter, progress: (Int, Int) throws -> Void = { _, _ in }
    ) throws -> [SuggestionRow] {
        try read { reader in
            let grouped = try reader.groupedNumbers()
            var findings: [ComparedFinding] = []
            var rounds: [Int: String] = [:]
            var texts: [Int: String] = [:]
            try reader.forEach(filter, order: .number, today: today) { row in
                guard !grouped.contains(row.number.value) else { return true }
                findings.append(ComparedFinding(row))
                rounds[row.number.value] = row.round
                texts[row.number.value] = row.text
                return true
            }
            let inOrder = try reader.roundsInOrder()
            let dismissed = try reader.dismissals().map(\.dismissal)
            let groups = try Self.similarity.suggestions(over: findings, progress: progress)
            return groups.compactMap { group in
                let members = group.members.map { FindingNumber($0) }
                guard !dismissed.contains(where: { $0.covers(members) }) else { return nil }
                var found: [String: Int] = [:]
                for number in group.members { found[rounds[number] ?? "", default: 0] += 1 }
                return SuggestionRow(
                    id: group.id, title: GroupTitle.of(group.members.lazy.compactMap { texts[$0] }, words: group.words),
                    members: members,
                    units: group.units.count, field: group.category, cohesion: group.cohesion,
                    trend: Trend(found, in: inOrder), words: group.words)
            }
        }
    }

    /// One of them. Throws `suggestion.missing` 66 when the ledger suggests no such group (any more).
    package func suggestion(_ id: String, _ filter: FindingFilter) throws -> SuggestionRow {
        guard let row = try suggestions(filter).first(where: { $0.id == id }) else {
            throw Complaint(66, "suggestion.missing", ["id": id])
        }
        return row
    }

    /// Forms a common issue of a suggestion named by its id, all or none; title and field of the suggestion unless others are given.
    package func accept(
        suggestion id: String, titled title: String? = nil, field: String? = nil, scope: CommonIssue.Scope = .field,
        without left: Set<FindingNumber> = [], _ filter: FindingFilter, as name: String?,
        _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        // Looked for before the transaction, so that nobody waits for it; a member that has changed since is refused by the domain.
        let suggestion = try suggestions(filter).first { $0.id == id }
        let command = "triage accept \(id) \(title ?? "") \(field ?? "") \(scope) \(left.sorted())"
        return try writeIssue(command, nil, as: name, options) { session, work in
            guard let suggestion else { throw Complaint(66, "suggestion.missing", ["id": id]) }
            let draft = IssueDraft(suggestion, title: title, field: field, scope: scope, without: left)
            return try form(draft, &session, work)
        }
    }

    /// Turns a suggestion named by its id down; the same as `dismiss(_:)` of what is shown.
    package func dismiss(
        suggestion id: String, _ filter: FindingFilter, as name: String?, _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        let suggestion = try suggestions(filter).first { $0.id == id }
        return try write("triage dismiss \(id)", as: name, options) { session, actor, author in
            guard let suggestion else { throw Complaint(66, "suggestion.missing", ["id": id]) }
            let dismissal = Dismissal(suggestion: id, members: suggestion.members, words: suggestion.words)
            try dismiss(dismissal, &session, Work(actor: actor, author: author, isDryRun: options.isDryRun))
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
            return try found.compactMap { neighbour in
                try rows.first { $0.number.value == neighbour.number }.map {
                    LikeFinding(
                        row: $0, likeness: neighbour.likeness, words: neighbour.words,
                        issue: try reader.issueReference(of: $0.number))
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
        var findings: [ComparedFinding] = []
        findings.reserveCapacity(numbers.count)
        try reader.forEachText(of: numbers) { number, unit, category, text in
            findings.append(ComparedFinding(number: number, unit: unit, category: category, text: text))
        }
        return findings
    }
}

extension ComparedFinding {
    fileprivate init(_ row: FindingRow) {
        self.init(number: row.number.value, unit: row.unit.id.description, category: row.category, text: row.text)
    }
}
