import Rectification

/// Payloads of the finding stream, in their fixed order (trust.md; `vectors.json` pins the first seven).
extension CanonicalText {
    mutating func add(_ event: FindingEvent) {
        switch event {
        case .filed(let filing): add(filing)
        case .broughtForward(let brought): add(brought)
        case .returned(let reason), .returnRefused(let reason), .delisted(let reason), .extensionRefused(let reason):
            add("reason", reason)
        case .reassigned(let unit, let reason, let deadline):
            add("unit", unit.path)
            add("unitId", unit.id)
            add("reason", reason)
            if let deadline { add(deadline) }
        case .started(let plan):
            add("goal", plan.goal)
            add(plan.measures)
            add("responsible", plan.responsible)
            add("deadline", plan.deadline?.description)
        case .measureAdded(let number, let draft), .measureChanged(let number, let draft):
            addNumber("measures", 1, number)
            add(draft, 1)
        case .measureDropped(let number, let reason):
            add("measure", number)
            add("reason", reason)
        case .reported(let report): add(report)
        case .evidenceAttached(let number, let file):
            addNumber("evidence", 1, number)
            add(file, 1)
        case .evidenceDetached(let number, let reason):
            add("evidence", number)
            add("reason", reason)
        case .submitted(let reviewRound, let pledge, let content):
            add("reviewRound", reviewRound)
            add("pledge", pledge)
            add("content", content)
        case .withdrawn, .ungrouped: break
        case .recalled(let reviewRound, let reason):
            add("reviewRound", reviewRound)
            add("reason", reason)
        case .opined(let opined): add(opined)
        case .closed(let reviewRound, let kind, let from):
            add("reviewRound", reviewRound)
            add("closure", kind.rawValue)
            add("consolidateFrom", from.description)
        case .sentBack(let reviewRound, let deadline, let isListed, let supervisor):
            add("reviewRound", reviewRound)
            add("deadline", deadline.description)
            add("listed", isListed ? "true" : nil)
            add("supervisor", supervisor)
        case .listed(let supervisor, let limit):
            add("supervisor", supervisor)
            add("limit", limit?.description)
        case .extensionRequested(let until, let reason):
            add("until", until.description)
            add("reason", reason)
        case .extensionGranted(let until): add("until", until.description)
        case .consolidated(let note): add("note", note)
        case .relapsed(let reviewRound, let note, let deadline, let isListed, let supervisor):
            add("reviewRound", reviewRound)
            add("note", note)
            add("deadline", deadline.description)
            add("listed", isListed ? "true" : nil)
            add("supervisor", supervisor)
        case .clueTransferred(let number, let reference, let receiver, let on, let dueBack):
            add("clue", number)
            add("reference", reference)
            add("receiver", receiver)
            add("on", on.description)
            add("dueBack", dueBack.description)
        case .clueConcluded(let number, let on):
            add("clue", number)
            add("on", on.description)
        case .supervised(let number, let draft):
            add("step", number)
            add("kind", draft.kind.rawValue)
            add("addressee", draft.addressee)
            add("text", draft.text)
            add("due", draft.due?.description)
            for (index, name) in draft.attendees.enumerated() { add(LineKey("attendees", index + 1), name) }
            add("reason", draft.reason)
        case .answered(let number, let text):
            add("step", number)
            add("text", text)
        case .grouped(let group):
            add("group", group.id.description)
            add("title", group.title)
        case .flagged(let flag, let isOn):
            add("flag", flag.rawValue)
            add("on", isOn ? "true" : "false")
        case .commented(let text): add("text", text)
        case .corrected(let correction, let was): add(correction, was: was)
        case .undone(let version, let event):
            add("undone", version)
            add("what", event)
        }
    }

    private mutating func add(_ filing: Filing) {
        let facts = filing.facts
        add("number", filing.number.value)
        add("externalNumber", facts.externalNumber)
        add("round", facts.round)
        add("unit", facts.unit.path)
        add("unitId", facts.unit.id)
        add("leadUnit", facts.leadUnit?.path)
        add("leadUnitId", facts.leadUnit?.id.description)
        add("leader", facts.leader)
        add("person", filing.responsible)
        add("text", facts.text)
        add("category", facts.category)
        add("source", facts.source.rawValue)
        add(list: "flags", facts.flags.sorted().map(\.rawValue))
        add("amount", facts.amount?.description)
        add(filing.deadline)
        add("goal", filing.goal)
        add(filing.measures)
        for (index, extra) in facts.extras.enumerated() {
            add(LineKey("extras", index + 1, "name"), extra.name)
            add(LineKey("extras", index + 1, "value"), extra.value)
        }
    }

    private mutating func add(_ brought: BroughtForward) {
        add(brought.filing)
        add("stage", brought.stage.rawValue)
        add("completion", brought.completion.rawValue)
        add("progress", brought.progress)
        add("effect", brought.effect)
        add("inference", brought.inference)
        add(brought.publicity)
        add("closedOn", brought.closedOn?.description)
        add("closedBy", brought.closedBy)
    }

    mutating func add(_ deadline: Deadline) {
        add("deadlineKind", deadline.code.rawValue)
        add("deadline", deadline.day?.description)
        add("deadlineOriginal", deadline.written)
    }

    private mutating func add(_ measures: [MeasureDraft]) {
        for (index, draft) in measures.enumerated() { add(draft, index + 1) }
    }

    /// A measure as an element of the list, from 1.
    mutating func add(_ draft: MeasureDraft, _ number: Int) {
        add(LineKey("measures", number, "text"), draft.text)
        add(LineKey("measures", number, "kind"), draft.kind?.rawValue)
        add(LineKey("measures", number, "person"), draft.person)
        add(LineKey("measures", number, "due"), draft.due?.description)
    }

    /// A file as an element of the list, from 1.
    mutating func add(_ file: EvidenceFile, _ number: Int) {
        add(LineKey("evidence", number, "name"), file.name)
        add(LineKey("evidence", number, "bytes"), file.bytes)
        add(LineKey("evidence", number, "digest"), file.digest)
    }

    /// A list counts from 1 without holes, so an element whose number in the finding is another says so.
    private mutating func addNumber(_ list: StaticString, _ index: Int, _ number: Int) {
        if number != index { add(LineKey(list, index, "number"), number) }
    }

    mutating func add(_ publicity: Finding.Publicity?) {
        switch publicity {
        case .open: add("publicity", "open")
        case .withheld(let reason):
            add("publicity", "withheld")
            add("publicityReason", reason)
        case nil: break
        }
    }

    private mutating func add(_ report: Report) {
        for (index, step) in report.steps.enumerated() {
            addNumber("measures", index + 1, step.number)
            add(LineKey("measures", index + 1, "done"), step.isDone.map { $0 ? "true" : "false" })
            add(LineKey("measures", index + 1, "progress"), step.progress)
        }
        add("completion", report.completion?.rawValue)
        add("progress", report.progress)
        add("effect", report.effect)
        add("inference", report.inference)
        add("amount", report.amount?.description)
        add(report.publicity)
    }

    private mutating func add(_ opined: Opined) {
        add("number", opined.number.value)
        add("reviewRound", opined.reviewRound)
        add("party", opined.party.description)
        add("key", opined.key)
        add("verdict", opined.verdict.code.rawValue)
        switch opined.verdict {
        case .agree: break
        case .disagree(let code, let reason, let deadline):
            add("code", code)
            add("reason", reason)
            add("deadline", deadline.description)
        case .defer(let note, let until):
            add("reason", note)
            add("deadline", until.description)
        }
        add("content", opined.content)
        add("head", opined.head)
    }

    private mutating func add(_ correction: Correction, was: String?) {
        add("field", correction.field.rawValue)
        switch correction.value {
        case .text(let text): add("value", text)
        case .source(let source): add("value", source.rawValue)
        case .amount(let amount): add("value", amount.description)
        case .deadline(let deadline): add(deadline)
        case .unit(let unit):
            add("unit", unit.path)
            add("unitId", unit.id)
        case .nothing: break
        }
        add("was", was)
        add("reason", correction.reason)
    }
}
