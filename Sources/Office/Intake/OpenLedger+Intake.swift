internal import Exchange
internal import Ledger
package import Rectification
package import Requests

extension OpenLedger {
    /// What a bulletin proposes, with whose findings they are, of which category, and what they repeat; nothing is written.
    ///
    /// - Parameter progress: lines read of how many, then findings looked at of how many; what it throws breaks off.
    ///
    /// Throws `Complaint`: round.missing 66, import.noRound 64, unit.missing 66, unit.ambiguous 65.
    package func intake(
        _ request: IntakeRequest, progress: @escaping @Sendable (Int, Int) throws -> Void = { _, _ in }
    ) throws -> IntakeSheet {
        try read { reader in
            let round = try round(request.round, reader)
            let given = try request.unit.map { try reader.unit($0) }
            let found = try BulletinReader(units: try reader.organisations().map(\.name)).proposals(
                in: request.text, step: progress)
            var judge = try IntakeJudge(self, reader, unit: given, category: request.category)
            var items: [IntakeItem] = []
            items.reserveCapacity(found.count)
            for (index, one) in found.enumerated() {
                items.append(
                    try judge.judge(
                        IntakeItem(
                            id: index + 1, line: one.line, writtenUnit: one.unit, headings: one.headings,
                            text: one.text)))
                try progress(index + 1, found.count)
            }
            let last = try policy(reader).lastDay(of: round, today: today)
            return IntakeSheet(
                source: request.source, round: round.name, deadline: request.deadline ?? last.description,
                isDeadlineProposed: request.deadline == nil, items: items)
        }
    }

    /// Some proposals as the ledger sees them now; what a person gave stays.
    package func judged(_ items: [IntakeItem]) throws -> [IntakeItem] {
        try read { reader in
            var judge = try IntakeJudge(self, reader)
            return try items.map { try judge.judge($0) }
        }
    }

    /// The unit that a person means; throws unit.missing 66 or unit.ambiguous 65 with the candidates.
    package func unit(named written: String) throws -> OrganisationReference { try read { try $0.unit(written) } }

    /// The round that is named, else the one with the newest feedback.
    private func round(_ name: String?, _ reader: LedgerReader) throws -> Round {
        if let name { return try reader.round(name) }
        let newest = try reader.rounds().max { left, right in
            (left.feedback?.number ?? left.entered?.number ?? 0, left.name)
                < (right.feedback?.number ?? right.entered?.number ?? 0, right.name)
        }
        guard let newest else { throw Complaint(64, "import.noRound", [:], candidates: []) }
        return newest
    }
}
