package import Rectification

/// A finding as JSON, with the keys of cli.md, “Output”.
package enum FindingJSON {
    package static func value(_ finding: Finding, today: Day) -> JSONValue {
        let facts = finding.facts
        return .object([
            "id": .string(finding.id.description), "number": .number(finding.number.value),
            "externalNumber": JSONValue(facts.externalNumber), "round": .string(facts.round),
            "unit": unit(finding.unit), "leadUnit": facts.leadUnit.map(unit) ?? .null,
            "leader": JSONValue(facts.leader), "person": JSONValue(finding.responsible), "text": .string(facts.text),
            "category": .string(facts.category), "source": .string(facts.source.rawValue),
            "flags": .array(facts.flags.sorted().map { .string($0.rawValue) }),
            "amount": facts.amount.map { .decimal($0.description) } ?? .null,
            "stage": .string(finding.stage.code.rawValue), "listed": .bool(finding.listing != nil),
            "starred": .bool(facts.flags.contains(.key)),
            "immediate": .bool(finding.deadline.isImmediate || facts.flags.contains(.immediate)),
            "deadline": deadline(finding), "overdueDays": .number(finding.overdueDays(on: today)),
            "reviewRound": .number(finding.reviewRound), "relapses": .number(finding.relapses),
            "goal": JSONValue(finding.goal), "measures": .array(finding.liveMeasures.map(measure)),
            "completion": .string(finding.completion.rawValue), "progress": JSONValue(finding.progress),
            "effect": JSONValue(finding.effect), "inference": JSONValue(finding.inference),
            "publicity": publicity(finding.publicity),
            "evidence": .array(
                finding.liveEvidence.map { evidence in
                    .object([
                        "number": .number(evidence.number), "name": .string(evidence.file.name),
                        "digest": .string(evidence.file.digest), "bytes": .number(evidence.file.bytes),
                    ])
                }),
            "opinions": .array(finding.opinions.map(opinion)), "listing": listing(finding.listing),
            "extensions": .array(finding.extensions.map(extensionValue)),
            "supervisions": .array(finding.supervisions.map(supervision)), "clues": .array(finding.clues.map(clue)),
            "group": finding.group.map { .object(["id": .string($0.id.description), "title": .string($0.title)]) }
                ?? .null,
            "broughtForward": .bool(finding.isBroughtForward),
            "closedAt": JSONValue(finding.closure?.on.description),
            "closure": JSONValue(finding.closure?.kind.rawValue),
            "consolidation": consolidation(finding.closure),
            "extras": .object(facts.extras.map { JSONValue.Member($0.name, .string($0.value)) }),
            "version": .number(finding.version),
        ])
    }

    /// The same as one line of text.
    package static func bytes(_ finding: Finding, today: Day) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2048)
        value(finding, today: today).write(to: &bytes)
        return bytes
    }

    private static func unit(_ unit: OrganisationReference) -> JSONValue {
        .object(["id": .string(unit.id.description), "name": .string(unit.name), "path": .string(unit.path)])
    }

    private static func deadline(_ finding: Finding) -> JSONValue {
        .object([
            "kind": .string(finding.deadline.code.rawValue), "date": JSONValue(finding.deadline.day?.description),
            "original": JSONValue(finding.originalDeadline.day?.description),
            "written": JSONValue(finding.originalDeadline.written),
        ])
    }

    private static func measure(_ measure: Measure) -> JSONValue {
        .object([
            "number": .number(measure.number), "text": .string(measure.draft.text),
            "kind": JSONValue(measure.draft.kind?.rawValue), "person": JSONValue(measure.draft.person),
            "due": JSONValue(measure.draft.due?.description), "done": .bool(measure.isDone),
            "progress": JSONValue(measure.progress),
        ])
    }

    private static func opinion(_ opinion: Opinion) -> JSONValue {
        var code: String?
        var reason: String?
        var day: Day?
        switch opinion.verdict {
        case .agree: break
        case .disagree(let coded, let text, let deadline): (code, reason, day) = (coded, text, deadline)
        case .defer(let note, let until): (reason, day) = (note, until)
        }
        return .object([
            "reviewRound": .number(opinion.reviewRound), "party": .string(opinion.party.description),
            "reviewer": .string(opinion.reviewerName), "verdict": .string(opinion.verdict.code.rawValue),
            "code": JSONValue(code), "reason": JSONValue(reason), "deadline": JSONValue(day?.description),
            "at": .string(opinion.at.description), "signed": .bool(opinion.key != nil),
            "content": .string(opinion.content),
        ])
    }

    private static func publicity(_ publicity: Finding.Publicity?) -> JSONValue {
        switch publicity {
        case .open: .object(["open": .bool(true)])
        case .withheld(let reason): .object(["open": .bool(false), "reason": .string(reason)])
        case nil: .null
        }
    }

    private static func listing(_ listing: Listing?) -> JSONValue {
        guard let listing else { return .null }
        return .object([
            "since": .string(listing.since.description), "supervisor": .string(listing.supervisor),
            "limit": JSONValue(listing.limit?.description), "byPolicy": .bool(listing.isByPolicy),
        ])
    }

    private static func extensionValue(_ extension: Extension) -> JSONValue {
        let state =
            switch `extension`.state {
            case .pending: "pending"
            case .granted: "granted"
            case .refused: "refused"
            case .withdrawn: "withdrawn"
            }
        return .object([
            "until": .string(`extension`.until.description), "reason": .string(`extension`.reason),
            "state": .string(state),
        ])
    }

    private static func supervision(_ step: Supervision) -> JSONValue {
        .object([
            "number": .number(step.number), "kind": .string(step.kind.rawValue), "to": .string(step.addressee),
            "text": .string(step.text), "on": .string(step.on.description), "due": JSONValue(step.due?.description),
            "answer": JSONValue(step.answer), "answeredOn": JSONValue(step.answeredOn?.description),
        ])
    }

    private static func clue(_ clue: Clue) -> JSONValue {
        .object([
            "number": .number(clue.number), "reference": .string(clue.reference), "receiver": .string(clue.receiver),
            "transferredOn": .string(clue.transferredOn.description), "dueBack": .string(clue.dueBack.description),
            "concludedOn": JSONValue(clue.concludedOn?.description),
        ])
    }

    private static func consolidation(_ closure: Closure?) -> JSONValue {
        switch closure?.consolidation {
        case .pending(let from): .object(["state": .string("pending"), "from": .string(from.description)])
        case .held(let on, let note):
            .object(["state": .string("held"), "on": .string(on.description), "note": .string(note)])
        case .none?: .object(["state": .string("none")])
        case nil: .null
        }
    }
}
