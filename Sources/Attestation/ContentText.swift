package import Rectification
package import Signing

/// `xiaohao-content/1`: everything a reviewer judges, folded from the events of a finding (trust.md).
package struct ContentText: Sendable {
    package let bytes: [UInt8]

    package static let format: StaticString = "xiaohao-content/1"

    /// - Parameter policy: digest of the policy in force.
    package init(of finding: borrowing Finding, ledger: LedgerID, pledge: String, policy: String) {
        var text = CanonicalText()
        let facts = finding.facts
        text.add("format", Self.format.description)
        text.add("ledger", ledger)
        text.add("finding", finding.id.description)
        text.add("number", finding.number.value)
        text.add("externalNumber", facts.externalNumber)
        text.add("round", facts.round)
        text.add("reviewRound", finding.reviewRound)
        text.add("unit", finding.unit.path)
        text.add("unitId", finding.unit.id)
        text.add("leadUnit", facts.leadUnit?.path)
        text.add("leadUnitId", facts.leadUnit?.id.description)
        text.add("leader", facts.leader)
        text.add("person", finding.responsible)
        text.add("category", facts.category)
        text.add("source", facts.source.rawValue)
        text.add(list: "flags", facts.flags.sorted().map(\.rawValue))
        text.add("text", facts.text)
        text.add("amount", facts.amount?.description)
        let original = finding.originalDeadline
        let firstDay = original.day == finding.deadline.day ? nil : original.day?.description
        text.add(Deadline(finding.deadline.kind, written: original.written ?? firstDay))
        text.add("goal", finding.goal)
        for (index, measure) in finding.liveMeasures.enumerated() {
            text.add(measure.draft, index + 1)
            text.add(LineKey("measures", index + 1, "done"), measure.isDone ? "true" : "false")
            text.add(LineKey("measures", index + 1, "progress"), measure.progress)
        }
        text.add("completion", finding.completion.rawValue)
        text.add("effect", finding.effect)
        text.add("inference", finding.inference)
        text.add(finding.publicity)
        text.add("pledge", pledge)
        text.add("relapses", finding.relapses)
        text.add("policy", policy)
        for (index, evidence) in finding.liveEvidence.enumerated() {
            text.add(evidence.file, index + 1)
        }
        bytes = text.bytes
    }

    /// Plain H(text), so that `sha256sum content.txt` shows it.
    package func digest(_ algorithm: Digest.Algorithm) -> Digest { Digest(of: bytes, algorithm) }
}
