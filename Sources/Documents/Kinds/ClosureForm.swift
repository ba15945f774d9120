internal import Rectification
package import Requests
internal import Wording

/// 销号审批表: one finding that was struck off, with the opinions that closed it.
package struct ClosureForm: Sendable {
    package let dossier: FindingDossier

    /// `nil` unless the finding is closed by opinions of this ledger.
    package init?(_ dossier: FindingDossier) {
        guard let closure = dossier.finding.closure, closure.kind != .broughtForward else { return nil }
        self.dossier = dossier
    }

    package func record(_ setting: DocumentSetting) -> DocumentRecord {
        let finding = dossier.finding
        let facts = finding.facts
        let words = setting.words
        let round = closing?.round ?? finding.reviewRound
        let opinions = dossier.history.filter { entry in
            if case .opined(let opined) = entry.event { opined.reviewRound == round } else { false }
        }
        var consolidateFrom: Day?
        if case .pending(let day) = finding.closure?.consolidation { consolidateFrom = day }
        return setting.record([
            "number": .text(finding.number.description), "externalNumber": .text(setting.text(facts.externalNumber)),
            "round": .text(facts.round), "unit": .text(finding.unit.path),
            "leadUnit": .text(setting.text(facts.leadUnit?.path)), "leader": .text(setting.text(facts.leader)),
            "person": .text(setting.text(finding.responsible)), "category": .text(facts.category),
            "source": .text(words.word(facts.source)),
            "flags": .text(setting.text(facts.flags.sorted().map(words.word).joined(separator: " · "))),
            "text": .text(facts.text),
            "amount": .text(
                facts.amount.map { words.text("amount", ["amount": $0.description]) } ?? words["document.none"]),
            "deadline": .text(setting.deadline(finding.deadline)),
            "originalDeadline": .text(setting.deadline(finding.originalDeadline)),
            "goal": .text(setting.text(finding.goal)), "completion": .text(words.word(finding.completion)),
            "effect": .text(setting.text(finding.effect)), "inference": .text(setting.text(finding.inference)),
            "publicity": .text(publicity(finding.publicity, setting)),
            "pledge": .text(setting.text(submission?.pledge)), "reviewRound": .init(round),
            "closedOn": .text(setting.date(finding.closure?.on)),
            "closure": .text(finding.closure.map { words.word($0.kind) } ?? ""),
            "consolidateFrom": .text(setting.date(consolidateFrom)),
            "content": .text(setting.text(submission?.content)),
            "measures": .list(finding.liveMeasures.map { measure($0, setting) }),
            "evidence": .list(
                finding.liveEvidence.map {
                    DocumentRecord([
                        "number": String($0.number), "name": $0.file.name, "bytes": String($0.file.bytes),
                        "digest": $0.file.digest,
                    ])
                }),
            "opinions": .list(opinions.compactMap { setting.opinion($0) }),
        ])
    }

    private func measure(_ measure: Measure, _ setting: DocumentSetting) -> DocumentRecord {
        DocumentRecord([
            "number": .init(measure.number), "text": .text(measure.draft.text),
            "person": .text(measure.draft.person ?? ""), "hasPerson": .flag(measure.draft.person != nil),
            "progress": .text(
                measure.progress ?? setting.words[measure.isDone ? "document.done" : "document.notDone"]),
        ])
    }

    private func publicity(_ publicity: Finding.Publicity?, _ setting: DocumentSetting) -> String {
        switch publicity {
        case .open: setting.words["publicity.open"]
        case .withheld(let reason): setting.words["publicity.withheld"] + setting.words["list.colon"] + reason
        case nil: setting.words["document.none"]
        }
    }

    /// The round in which all parties agreed.
    private var closing: (round: Int, position: Int)? {
        for entry in dossier.history.reversed() {
            if case .closed(let round, _, _) = entry.event { return (round, entry.position) }
        }
        return nil
    }

    private var submission: (pledge: String, content: String)? {
        for entry in dossier.history.reversed() {
            if case .submitted(_, let pledge, let content) = entry.event { return (pledge, content) }
        }
        return nil
    }
}
