import Rectification

extension FindingEvent {
    /// Reads the payload of an event by its name; the inverse of `CanonicalText.add(_: FindingEvent)`.
    init(_ code: String, _ reader: inout PayloadReader) throws {
        switch code {
        case "filed": self = .filed(try Filing(&reader))
        case "broughtForward": self = .broughtForward(try BroughtForward(&reader))
        case "returned": self = .returned(reason: try reader.required("reason"))
        case "returnRefused": self = .returnRefused(reason: try reader.required("reason"))
        case "reassigned":
            self = .reassigned(
                unit: try reader.unit(), reason: try reader.required("reason"),
                deadline: try reader.optionalDeadline())
        case "started":
            self = .started(
                Plan(
                    goal: reader.optional("goal"), measures: try reader.measures(),
                    responsible: reader.optional("responsible"), deadline: try reader.optionalDay("deadline")))
        case "measureAdded":
            let number = try reader.elementNumber("measures", 1)
            self = .measureAdded(number: number, try reader.measure(1))
        case "measureChanged":
            let number = try reader.elementNumber("measures", 1)
            self = .measureChanged(number: number, try reader.measure(1))
        case "measureDropped":
            self = .measureDropped(number: try reader.number("measure"), reason: try reader.required("reason"))
        case "reported": self = .reported(try Report(&reader))
        case "evidenceAttached":
            let number = try reader.elementNumber("evidence", 1)
            self = .evidenceAttached(
                number: number,
                EvidenceFile(
                    name: try reader.required("evidence.1.name"), bytes: try reader.number("evidence.1.bytes"),
                    digest: try reader.required("evidence.1.digest")))
        case "evidenceDetached":
            self = .evidenceDetached(number: try reader.number("evidence"), reason: reader.optional("reason"))
        case "submitted":
            self = .submitted(
                reviewRound: try reader.number("reviewRound"), pledge: try reader.required("pledge"),
                content: try reader.required("content"))
        case "withdrawn": self = .withdrawn
        case "recalled":
            self = .recalled(reviewRound: try reader.number("reviewRound"), reason: try reader.required("reason"))
        case "opined": self = .opined(try Opined(&reader))
        case "closed":
            self = .closed(
                reviewRound: try reader.number("reviewRound"), kind: try reader.code("closure", Closure.Kind.self),
                consolidateFrom: try reader.day("consolidateFrom"))
        case "sentBack":
            self = .sentBack(
                reviewRound: try reader.number("reviewRound"), deadline: try reader.day("deadline"),
                isListed: try reader.flag("listed") ?? false, supervisor: reader.optional("supervisor"))
        case _: self = try FindingEvent(beside: code, &reader)
        }
    }

    /// What stands beside the stage.
    private init(beside code: String, _ reader: inout PayloadReader) throws {
        switch code {
        case "listed":
            self = .listed(supervisor: try reader.required("supervisor"), limit: try reader.optionalDay("limit"))
        case "delisted": self = .delisted(reason: try reader.required("reason"))
        case "extensionRequested":
            self = .extensionRequested(until: try reader.day("until"), reason: try reader.required("reason"))
        case "extensionGranted": self = .extensionGranted(until: try reader.day("until"))
        case "extensionRefused": self = .extensionRefused(reason: try reader.required("reason"))
        case "consolidated": self = .consolidated(note: try reader.required("note"))
        case "relapsed":
            self = .relapsed(
                reviewRound: try reader.number("reviewRound"), note: try reader.required("note"),
                deadline: try reader.day("deadline"), isListed: try reader.flag("listed") ?? false,
                supervisor: reader.optional("supervisor"))
        case "clueTransferred":
            self = .clueTransferred(
                number: try reader.number("clue"), reference: try reader.required("reference"),
                receiver: try reader.required("receiver"), on: try reader.day("on"), dueBack: try reader.day("dueBack"))
        case "clueConcluded": self = .clueConcluded(number: try reader.number("clue"), on: try reader.day("on"))
        case "supervised":
            self = .supervised(
                number: try reader.number("step"),
                SupervisionDraft(
                    kind: try reader.code("kind", Supervision.Kind.self), addressee: try reader.required("addressee"),
                    text: try reader.required("text"), due: try reader.optionalDay("due"),
                    attendees: reader.list("attendees"), reason: reader.optional("reason")))
        case "answered": self = .answered(number: try reader.number("step"), text: try reader.required("text"))
        case "grouped":
            self = .grouped(
                FindingGroup(id: try reader.identifier("group"), title: try reader.required("title")))
        case "ungrouped": self = .ungrouped
        case "flagged":
            self = .flagged(try reader.code("flag", Finding.Flag.self), isOn: try reader.flag("on") ?? false)
        case "commented": self = .commented(text: try reader.required("text"))
        case "corrected": self = try FindingEvent(correction: &reader)
        case "undone": self = .undone(version: try reader.number("undone"), event: try reader.required("what"))
        case _: throw CanonicalTextError(line: 11, problem: .unknownEvent(code))
        }
    }

    private init(correction reader: inout PayloadReader) throws {
        let field = try reader.code("field", Correction.Field.self)
        let value: Correction.Value?
        switch field {
        case .source: value = try reader.optionalCode("value", Finding.Source.self).map { .source($0) }
        case .amount: value = try reader.optionalValue("value") { Amount(tenThousandYuan: $0) }.map { .amount($0) }
        case .deadline: value = try reader.optionalDeadline().map { .deadline($0) }
        case .leadUnit: value = try reader.optionalUnit().map { .unit($0) }
        case .externalNumber, .leader, .text, .category, .responsible, .goal:
            value = reader.optional("value").map { .text($0) }
        }
        let was = reader.optional("was")
        let reason = try reader.required("reason")
        self = .corrected(Correction(field: field, value: value ?? .nothing, reason: reason), was: was)
    }
}

extension Filing {
    init(_ reader: inout PayloadReader) throws {
        let number = FindingNumber(try reader.number("number"))
        let externalNumber = reader.optional("externalNumber")
        let round = try reader.required("round")
        let unit = try reader.unit()
        let leadUnit = try reader.optionalLeadUnit()
        let leader = reader.optional("leader")
        let responsible = reader.optional("person")
        let text = try reader.required("text")
        let category = try reader.required("category")
        let source = try reader.code("source", Finding.Source.self)
        var flags: Set<Finding.Flag> = []
        for code in reader.list("flags") {
            guard let flag = Finding.Flag(rawValue: code) else {
                throw CanonicalTextError(line: 0, problem: .bad("flags"))
            }
            flags.insert(flag)
        }
        let amount = try reader.optionalValue("amount") { Amount(tenThousandYuan: $0) }
        guard let deadline = try reader.optionalDeadline() else {
            throw CanonicalTextError(line: 0, problem: .expected("deadlineKind"))
        }
        let goal = reader.optional("goal")
        let measures = try reader.measures()
        var extras: [Facts.Extra] = []
        while let name = reader.optional(LineKey("extras", extras.count + 1, "name")) {
            let value = try reader.required(LineKey("extras", extras.count + 1, "value"))
            extras.append(Facts.Extra(name: name, value: value))
        }
        self.init(
            number: number,
            facts: Facts(
                externalNumber: externalNumber, round: round, unit: unit, leadUnit: leadUnit, leader: leader,
                text: text, category: category, source: source, flags: flags, amount: amount, extras: extras),
            deadline: deadline, goal: goal, responsible: responsible, measures: measures)
    }
}

extension BroughtForward {
    init(_ reader: inout PayloadReader) throws {
        self.init(
            filing: try Filing(&reader), stage: try reader.code("stage", StageCode.self),
            completion: try reader.code("completion", Finding.Completion.self),
            progress: reader.optional("progress"), effect: reader.optional("effect"),
            inference: reader.optional("inference"), publicity: try reader.publicity(),
            closedOn: try reader.optionalDay("closedOn"), closedBy: reader.optional("closedBy"))
    }
}

extension Report {
    init(_ reader: inout PayloadReader) throws {
        var steps: [Step] = []
        while reader.isAt("measures", steps.count + 1) {
            let index = steps.count + 1
            let number = try reader.elementNumber("measures", index)
            steps.append(
                Step(
                    number: number, isDone: try reader.optionalValue(LineKey("measures", index, "done")) { Bool($0) },
                    progress: reader.optional(LineKey("measures", index, "progress"))))
        }
        self.init(
            steps: steps, completion: try reader.optionalCode("completion", Finding.Completion.self),
            progress: reader.optional("progress"), effect: reader.optional("effect"),
            inference: reader.optional("inference"),
            amount: try reader.optionalValue("amount") { Amount(tenThousandYuan: $0) },
            publicity: try reader.publicity())
    }
}

extension Opined {
    init(_ reader: inout PayloadReader) throws {
        let number = FindingNumber(try reader.number("number"))
        let reviewRound = try reader.number("reviewRound")
        let party = PartyCode(try reader.required("party"))
        let key = reader.optional("key")
        let verdict: Verdict
        switch try reader.code("verdict", VerdictCode.self) {
        case .agree: verdict = .agree
        case .disagree:
            verdict = .disagree(
                code: try reader.required("code"), reason: try reader.required("reason"),
                deadline: try reader.day("deadline"))
        case .defer: verdict = .defer(note: try reader.required("reason"), until: try reader.day("deadline"))
        }
        self.init(
            number: number, reviewRound: reviewRound, party: party, key: key, verdict: verdict,
            content: try reader.required("content"), head: reader.optional("head"))
    }
}

extension PayloadReader {
    mutating func unit() throws -> OrganisationReference {
        let path = try required("unit")
        return OrganisationReference(id: try identifier("unitId"), path: path)
    }

    mutating func optionalUnit() throws -> OrganisationReference? { isAt("unit") ? try unit() : nil }

    mutating func optionalLeadUnit() throws -> OrganisationReference? {
        guard let path = optional("leadUnit") else { return nil }
        return OrganisationReference(id: try identifier("leadUnitId"), path: path)
    }

    mutating func optionalDeadline() throws -> Deadline? {
        guard let code = try optionalCode("deadlineKind", DeadlineCode.self) else { return nil }
        switch code {
        case .date: return Deadline(.date(try day("deadline")), written: optional("deadlineOriginal"))
        case .immediate: return Deadline(.immediate(try day("deadline")), written: optional("deadlineOriginal"))
        case .longTerm:
            return Deadline(.longTerm(milestone: try optionalDay("deadline")), written: optional("deadlineOriginal"))
        }
    }

    mutating func elementNumber(_ list: StaticString, _ index: Int) throws -> Int {
        try optionalValue(LineKey(list, index, "number")) { Int($0) } ?? index
    }

    mutating func measure(_ index: Int) throws -> MeasureDraft {
        MeasureDraft(
            text: try required(LineKey("measures", index, "text")),
            kind: try optionalValue(LineKey("measures", index, "kind")) { Measure.Kind(rawValue: $0) },
            person: optional(LineKey("measures", index, "person")),
            due: try optionalValue(LineKey("measures", index, "due")) { Day(iso: $0) })
    }

    mutating func measures() throws -> [MeasureDraft] {
        var measures: [MeasureDraft] = []
        while isAt("measures", measures.count + 1) { measures.append(try measure(measures.count + 1)) }
        return measures
    }

    mutating func publicity() throws -> Finding.Publicity? {
        switch optional("publicity") {
        case "open": .open
        case "withheld": .withheld(reason: try required("publicityReason"))
        case nil: nil
        case _: throw CanonicalTextError(line: 0, problem: .bad("publicity"))
        }
    }
}
