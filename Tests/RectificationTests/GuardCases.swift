import Rectification

enum GuardCases {
    private static let clerk = World.clerk
    private static let office = World.office
    private static let inspector = World.inspector
    private static let commissioner = World.commissioner
    private static let past = World.day("2026-11-23")
    private static let future = World.day("2027-01-31")

    private static let strict: Policy = {
        var policy = World.policy
        policy.openClueBlocksClosure = true
        policy.immediateNeedsInspectionOnly = true
        return policy
    }()

    private static func extended() throws -> Life {
        var life = try Life.started()
        try life.do(.requestExtension(until: World.day("2027-01-15"), reason: "等审计"), by: clerk)
        return life
    }

    private static func listed() throws -> Life {
        var life = try Life.started()
        try life.do(.list(supervisor: "区纪委", limit: nil), by: office)
        return life
    }

    private static func withClue() throws -> Life {
        var life = try Life.ready(in: World.context(strict))
        try life.do(.transferClue(reference: "XS-1", receiver: "区纪委", on: nil), by: inspector)
        return life
    }

    private static func supervised() throws -> Life {
        var life = try Life.started()
        try life.do(
            .supervise(SupervisionDraft(kind: .slip, addressee: "张书记", text: "请办", due: nil)), by: World.supervisor)
        return life
    }

    private static func reviewed(_ verdict: Verdict = .agree) throws -> Life {
        var life = try Life.inReview()
        try life.do(life.opinion(.inspection, verdict), by: inspector)
        return life
    }

    private static func person(
        _ name: String, _ organisation: Organisation, _ parties: Set<PartyCode>, avoids: Set<OrganisationID> = []
    ) -> Person {
        var person = World.person(70, name, organisation, [.reviewer], parties)
        person.avoids = avoids
        return person
    }

    private static func report(_ completion: Finding.Completion?, inference: String?, both: Bool = true) throws -> Life
    {
        var life = try Life.started()
        var steps: [Report.Step] = [.init(number: 1, isDone: true)]
        if both { steps.append(.init(number: 2, isDone: true)) }
        try life.do(.report(Report(steps: steps, completion: completion, inference: inference)), by: clerk)
        return life
    }

    static let all: [GuardCase] = people + filing + work + submission + opinions + beside + notes

    private static let people: [GuardCase] = [
        GuardCase(.role, by: World.viewer) { _ in .comment(text: "看") },
        GuardCase(
            .retired,
            by: {
                var person = clerk
                person.isRetired = true
                return person
            }()
        ) { _ in .start(Life.plan) },
        GuardCase(.notOfUnit, by: World.stranger) { _ in .start(Life.plan) },
        GuardCase(.notReviewTeam, by: World.organiser, given: { try .closed() }) { _ in
            .relapse(note: "又发", deadline: future)
        },
        GuardCase(.stageNotAssigned, by: clerk, given: { try .started() }) { _ in .start(Life.plan) },
        GuardCase(.stageNotInProgress, by: clerk) { _ in .report(Report(completion: .done)) },
        GuardCase(.stageNotReview, by: inspector) { $0.opinion(.inspection) },
        GuardCase(.stageNotClosed, by: inspector) { _ in .consolidate(note: "好") },
        GuardCase(.stageClosed, by: office, given: { try .closed() }) { _ in .list(supervisor: "区纪委", limit: nil) },
        GuardCase(.stageInReview, by: office, given: { try .inReview() }) { _ in .flag(.key, isOn: true) },
        GuardCase(.alreadyFiled, by: office) { _ in .file(World.filing(2)) },
    ]

    private static let filing: [GuardCase] = [
        GuardCase(.reasonMissing, by: clerk) { _ in .requestReturn(reason: " ") },
        GuardCase(
            .returnPending, by: clerk,
            given: {
                var life = try Life.assigned()
                try life.do(.requestReturn(reason: "不属本村"), by: clerk)
                return life
            }
        ) { _ in .start(Life.plan) },
        GuardCase(.returnNonePending, by: office) { _ in .refuseReturn(reason: "职责在村") },
        GuardCase(.reassignSameUnit, by: office) { _ in
            .reassign(unit: World.reference(World.village), reason: "改", deadline: nil)
        },
    ]

    private static let work: [GuardCase] = [
        GuardCase(.startNoGoal, by: clerk) { _ in .start(Plan(measures: [MeasureDraft(text: "改")], responsible: "张")) },
        GuardCase(.startNoMeasure, by: clerk) { _ in .start(Plan(goal: "好", responsible: "张")) },
        GuardCase(.startNoResponsible, by: clerk) { _ in .start(Plan(goal: "好", measures: [MeasureDraft(text: "改")])) },
        GuardCase(.deadlineBeyondCap, by: clerk) { _ in
            .start(
                Plan(
                    goal: "好", measures: [MeasureDraft(text: "改")], responsible: "张", deadline: World.day("2027-10-31"))
            )
        },
        GuardCase(.deadlinePast, by: clerk) { _ in
            .start(Plan(goal: "好", measures: [MeasureDraft(text: "改")], responsible: "张", deadline: past))
        },
        GuardCase(.measureUnknown, by: clerk, given: { try .started() }) { _ in .dropMeasure(number: 9, reason: "错") },
        GuardCase(.measureNoText, by: clerk, given: { try .started() }) { _ in .addMeasure(MeasureDraft(text: " ")) },
        GuardCase(
            .measureLast, by: clerk,
            given: {
                var life = try Life.started()
                try life.do(.dropMeasure(number: 1, reason: "并入"), by: clerk)
                return life
            }
        ) { _ in .dropMeasure(number: 2, reason: "并入") },
        GuardCase(.reportEmpty, by: clerk, given: { try .started() }) { _ in .report(Report()) },
        GuardCase(.evidenceUnknown, by: clerk, given: { try .ready() }) { _ in .detach(number: 7, reason: nil) },
        GuardCase(.evidenceNone, by: clerk, given: { try .started() }) { _ in .detach(number: 1, reason: nil) },
        GuardCase(.evidenceLocked, by: clerk, given: { try .inReview() }) { _ in .attach(Life.file) },
        GuardCase(.evidenceDuplicate, by: clerk, given: { try .ready() }) { _ in .attach(Life.file) },
    ]

    private static let submission: [GuardCase] = [
        GuardCase(.submitUnreported, by: clerk, given: { try report(.done, inference: "已自查", both: false) }) { _ in
            .submit(pledge: "张书记")
        },
        GuardCase(.submitNotComplete, by: clerk, given: { try report(.basic, inference: "已自查") }) { _ in
            .submit(pledge: "张书记")
        },
        GuardCase(.submitNoInference, by: clerk, given: { try report(.done, inference: nil) }) { _ in
            .submit(pledge: "张书记")
        },
        GuardCase(.submitNoEvidence, by: clerk, given: { try report(.done, inference: "已自查") }) { _ in
            .submit(pledge: "张书记")
        },
        GuardCase(.submitNoPledge, by: clerk, given: { try .ready() }) { _ in .submit(pledge: " ") },
        GuardCase(.submitOpenClue, by: clerk, given: { try withClue() }) { _ in .submit(pledge: "张书记") },
        GuardCase(.withdrawAfterOpinion, by: clerk, given: { try reviewed() }) { _ in .withdraw },
    ]

    private static let opinions: [GuardCase] = [
        GuardCase(.opineUnknownParty, by: inspector, given: { try .inReview() }) { $0.opinion(PartyCode("fourth")) },
        GuardCase(.opineNotOfParty, by: inspector, given: { try .inReview() }) { $0.opinion(.discipline) },
        GuardCase(
            .opinePartyNotNeeded, by: commissioner,
            given: { try .inReview(deadline: Deadline(.immediate(World.day("2026-12-10"))), in: World.context(strict)) }
        ) { $0.opinion(.discipline) },
        GuardCase(.opinePartyDecided, by: person("另一人", World.team, [.inspection]), given: { try reviewed() }) {
            $0.opinion(.inspection)
        },
        GuardCase(
            .opineSpokeForOther, by: person("两方", World.team, [.inspection, .discipline]),
            given: {
                var life = try Life.inReview()
                try life.do(life.opinion(.inspection), by: person("两方", World.team, [.inspection, .discipline]))
                return life
            }
        ) { $0.opinion(.discipline) },
        GuardCase(.opineOwnUnit, by: person("村民", World.village, [.inspection]), given: { try .inReview() }) {
            $0.opinion(.inspection)
        },
        GuardCase(
            .opineAvoidance, by: person("前村官", World.team, [.inspection], avoids: [World.town.id]),
            given: { try .inReview() }
        ) { $0.opinion(.inspection) },
        GuardCase(.opineOtherContent, by: inspector, given: { try .inReview() }) { _ in
            .opine(OpinionDraft(party: .inspection, verdict: .agree, content: "别的"))
        },
        GuardCase(.opineNoReason, by: inspector, given: { try .inReview() }) {
            $0.opinion(.inspection, .disagree(code: "noEvidence", reason: " ", deadline: future))
        },
        GuardCase(.opineUnknownCode, by: inspector, given: { try .inReview() }) {
            $0.opinion(.inspection, .disagree(code: "whim", reason: "不好", deadline: future))
        },
    ]

    private static let beside: [GuardCase] = [
        GuardCase(.listedAlready, by: office, given: { try listed() }) { _ in .list(supervisor: "区纪委", limit: nil) },
        GuardCase(.listedNot, by: office) { _ in .delist(reason: "已整改") },
        GuardCase(.listNoSupervisor, by: office) { _ in .list(supervisor: "", limit: nil) },
        GuardCase(.extensionPending, by: clerk, given: { try extended() }) { _ in
            .requestExtension(until: future, reason: "再等")
        },
        GuardCase(.extensionNonePending, by: office) { _ in .grantExtension(until: nil) },
        GuardCase(.extensionExpired, by: clerk, given: { try .started(deadline: Deadline(.date(past))) }) { _ in
            .requestExtension(until: future, reason: "等审计")
        },
        GuardCase(
            .extensionLimit, by: clerk,
            given: {
                var life = try extended()
                try life.do(.grantExtension(until: nil), by: office)
                return life
            }
        ) { _ in .requestExtension(until: future, reason: "再等") },
        GuardCase(.extensionNotLater, by: clerk) { _ in .requestExtension(until: World.day("2026-12-31"), reason: "等")
        },
        GuardCase(
            .extensionNoDeadline, by: clerk, given: { try .started(deadline: Deadline(.longTerm(milestone: nil))) }
        ) { _ in
            .requestExtension(until: future, reason: "等")
        },
        GuardCase(.extensionOwnUnit, by: World.person(71, "村里的办", World.village, [.office]), given: { try extended() })
        { _ in
            .grantExtension(until: nil)
        },
        GuardCase(.consolidateEarly, by: inspector, given: { try .closed() }) { _ in .consolidate(note: "好") },
        GuardCase(
            .consolidateHeld, by: inspector,
            given: {
                var life = try Life.closed()
                life.context = World.context(today: World.day("2027-06-01"))
                try life.do(.consolidate(note: "好"), by: inspector)
                return life
            }
        ) { _ in .consolidate(note: "再好") },
        GuardCase(.noteMissing, by: inspector, given: { try .closed() }) { _ in .relapse(note: "", deadline: future) },
        GuardCase(.clueNoReference, by: inspector) { _ in .transferClue(reference: "", receiver: "区纪委", on: nil) },
        GuardCase(.clueNoReceiver, by: inspector) { _ in .transferClue(reference: "XS-1", receiver: "", on: nil) },
        GuardCase(.clueUnknown, by: inspector) { _ in .concludeClue(number: 3, on: nil) },
        GuardCase(
            .clueConcluded, by: inspector,
            given: {
                var life = try Life.started()
                try life.do(.transferClue(reference: "XS-1", receiver: "区纪委", on: nil), by: inspector)
                try life.do(.transferClue(reference: "XS-2", receiver: "区纪委", on: nil), by: inspector)
                try life.do(.concludeClue(number: 1, on: nil), by: inspector)
                return life
            }
        ) { _ in .concludeClue(number: 1, on: nil) },
    ]

    private static let notes: [GuardCase] = [
        GuardCase(.superviseNoAddressee, by: World.supervisor) { _ in
            .supervise(SupervisionDraft(kind: .slip, addressee: "", text: "请办", due: nil))
        },
        GuardCase(
            .superviseAhead, by: World.supervisor,
            given: {
                var policy = World.policy
                policy.ladder = [.init(kind: .notice, daysOverdue: 15)]
                return try Life.started(in: World.context(policy))
            }
        ) { _ in .supervise(SupervisionDraft(kind: .notice, addressee: "张书记", text: "请办", due: nil)) },
        GuardCase(.superviseNoText, by: World.supervisor) { _ in
            .supervise(SupervisionDraft(kind: .slip, addressee: "张书记", text: "", due: nil))
        },
        GuardCase(.answerUnknown, by: clerk, given: { try supervised() }) { _ in .answer(number: 5, text: "在办") },
        GuardCase(
            .answerUnknown, by: clerk,
            given: {
                var life = try supervised()
                try life.do(.answer(number: nil, text: "在办"), by: clerk)
                return life
            }
        ) { _ in .answer(number: nil, text: "又答") },
        GuardCase(
            .answerGiven, by: clerk,
            given: {
                var life = try supervised()
                try life.do(
                    .supervise(SupervisionDraft(kind: .notice, addressee: "张", text: "再办", due: nil)),
                    by: World.supervisor)
                try life.do(.answer(number: 1, text: "在办"), by: clerk)
                return life
            }
        ) { _ in .answer(number: 1, text: "又答") },
        GuardCase(.textMissing, by: office) { _ in .comment(text: "  ") },
        GuardCase(
            .groupSame, by: office,
            given: {
                var life = try Life.assigned()
                try life.do(.group(FindingGroup(id: World.id(50), title: "误工补助类")), by: office)
                return life
            }
        ) { _ in .group(FindingGroup(id: World.id(50), title: "误工补助类")) },
        GuardCase(.groupNone, by: office) { _ in .ungroup },
        GuardCase(.flagSame, by: office) { _ in .flag(.key, isOn: false) },
        GuardCase(.correctSame, by: office) { _ in
            .correct(Correction(field: .category, value: .text("作风"), reason: "误"))
        },
        GuardCase(.correctRequired, by: office) { _ in .correct(Correction(field: .text, value: .nothing, reason: "误"))
        },
        GuardCase(.correctWrongKind, by: office) { _ in
            .correct(Correction(field: .amount, value: .text("很多"), reason: "误"))
        },
        GuardCase(.undoNothing, by: office) { _ in .undo },
        GuardCase(.undoOther, by: office, given: { try .started() }) { _ in .undo },
    ]
}
