internal import Ledger
package import Rectification
package import Requests

/// The figures of a ledger, and what its office states beside them.
package struct LedgerFigures: Sendable {
    /// Coverage as stated in the policy: inspected of all units of a kind.
    package struct Coverage: Sendable {
        package let kind: Organisation.Kind
        package let inspected: Int
        package let total: Int
        package let asOf: Day
    }

    package let figures: Figures
    package let auditRounds: Int
    package let coverage: [Coverage]
    /// Of the whole ledger, whatever is filtered: a letter is about a field, not about findings.
    package let letters: LetterFigures
}

extension OpenLedger {
    /// Counts every finding that a filter means, folded from its events (domain §6).
    package func figures(_ filter: FindingFilter) throws -> LedgerFigures {
        try read { reader in
            let today = today
            let tree = OrganisationTree(try reader.organisations())
            let rounds = Dictionary(try reader.rounds().map { ($0.name, $0) }) { first, _ in first }
            var figures = Figures()
            var seen: Set<OrganisationID> = []
            try reader.forEach(filter, order: .number, today: today) { row in
                let chain = tree.chain(from: row.unit.id)
                let town = chain.first { $0.kind == .town }?.name
                let place = Figures.Place(
                    unit: row.unit.path, town: town ?? row.unit.path, round: rounds[row.round])
                figures.add(try reader.finding(row.id), at: place, today: today)
                seen.insert(row.unit.id)
                return true
            }
            let audited = Set(rounds.values.filter { $0.mode == .auditLinked }.map(\.name))
            let isWhole = filter.isEmpty
            let coverage = try policy(reader).coverage.map { stated in
                LedgerFigures.Coverage(
                    kind: stated.kind,
                    inspected: stated.inspected ?? seen.count { tree[$0]?.kind == stated.kind }, total: stated.total,
                    asOf: stated.asOf)
            }
            return LedgerFigures(
                figures: figures, auditRounds: (isWhole ? audited : []).union(figures.auditRounds).count,
                coverage: coverage, letters: try reader.letterFigures(today: today))
        }
    }
}
