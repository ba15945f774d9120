internal import Exchange
internal import Ledger
internal import Rectification
internal import Requests

/// Answers a form's questions from the ledger.
struct LedgerLookup: FormLookup {
    let ledger: OpenLedger
    let reader: LedgerReader
    let finding: Finding
    let isDryRun: Bool

    func day(_ written: String) -> Day? {
        guard let policy = try? ledger.policy(reader) else { return nil }
        return DeadlinePhrase(
            round: nil, policy: policy, calendar: PublicCalendar.calendar(policy), today: ledger.today
        ).day(of: written)
    }

    func unit(_ written: String) throws -> OrganisationReference { try reader.unit(written) }

    func party(_ written: String) throws -> PartyCode {
        let policy = try reviewPolicy()
        if let party = policy.parties.first(where: { $0.code.description == written || $0.name == written }) {
            return party.code
        }
        throw FieldProblem(
            .choice, field: "party", found: written, candidates: policy.parties.map { "\($0.code) \($0.name)" })
    }

    func reasonCode(_ written: String) throws -> String {
        let reasons = try reviewPolicy().reasons
        if let reason = reasons.first(where: { $0.code == written || $0.words == written }) { return reason.code }
        throw FieldProblem(
            .choice, field: "code", found: written, candidates: reasons.map { "\($0.code) \($0.words)" })
    }

    func group(_ written: String) throws -> FindingGroup {
        try reader.group(titled: written) ?? FindingGroup(id: ledger.surroundings.make(), title: written)
    }

    func evidence(_ path: String) throws -> EvidenceFile {
        // What could not be attached anyway is not copied into the store.
        try ledger.evidence.take(
            path, ledger.store.settings.crypto, isDryRun: isDryRun || finding.stage.code != .inProgress)
    }

    func contentUnderReview() throws -> String { finding.submission?.content ?? "" }

    private func reviewPolicy() throws -> Policy {
        guard let submission = finding.submission else { return try ledger.policy(reader) }
        return try ledger.policy(reader, at: try reader.position(of: finding.id, version: submission.version))
    }
}
