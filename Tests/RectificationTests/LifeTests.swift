import Rectification
import Testing

@Suite("A finding's life")
struct LifeTests {
    @Test("all parties agreeing in one round closes, and nothing else does")
    func closes() throws {
        var life = try Life.inReview()
        try life.do(life.opinion(.inspection), by: World.inspector)
        try life.do(life.opinion(.organisation), by: World.organiser)
        #expect(life.finding.stage.code == .review)
        let events = try life.do(life.opinion(.discipline), by: World.commissioner)
        #expect(events.map(\.code) == ["opined", "closed"])
        let closure = try #require(life.finding.closure)
        #expect(closure.kind == .full)
        #expect(closure.consolidation == .pending(from: World.day("2027-05-24")))
    }

    @Test("the first disagreement decides the round: back to work, listed, a new deadline, opinions kept and void")
    func disagreement() throws {
        var life = try Life.inReview()
        try life.do(life.opinion(.inspection), by: World.inspector)
        let deadline = World.day("2027-01-31")
        try life.do(
            life.opinion(.discipline, .disagree(code: "noEvidence", reason: "无数据", deadline: deadline)),
            by: World.commissioner)
        #expect(life.finding.stage.code == .inProgress)
        #expect(life.finding.deadline.day == deadline)
        #expect(life.finding.originalDeadline.day == World.day("2026-12-31"))
        #expect(life.finding.listing?.isByPolicy == true)
        #expect(life.finding.reviewRound == 2)
        #expect(life.finding.opinions.count == 2)
        try life.do(.submit(pledge: "张书记"), by: World.clerk)
        #expect(life.finding.submission?.opinions.isEmpty == true)
    }

    @Test("a deferral keeps the seat open")
    func deferral() throws {
        var life = try Life.inReview()
        try life.do(life.opinion(.inspection, .defer(note: "看现场", until: World.day("2026-12-01"))), by: World.inspector)
        #expect(life.finding.submission?.decision(of: .inspection) == nil)
        #expect(life.refusal(life.opinion(.inspection), by: World.inspector) == nil)
    }

    @Test("the town's commission reviews its villages, but not a finding about the town itself")
    func townReviews() throws {
        #expect(try Life.inReview().refusal(Life.inReview().opinion(.discipline), by: World.commissioner) == nil)
        var life = try Life(.file(World.filing(unit: World.town)))
        let clerk = World.person(80, "镇干事", World.town, [.unit])
        try life.do(.start(Life.plan), by: clerk)
        try life.do(
            .report(
                Report(
                    steps: [.init(number: 1, isDone: true), .init(number: 2, isDone: true)], completion: .done,
                    inference: "已自查")),
            by: clerk)
        try life.do(.attach(Life.file), by: clerk)
        try life.do(.submit(pledge: "李书记"), by: clerk)
        #expect(life.refusal(life.opinion(.discipline), by: World.commissioner) == .opineOwnUnit)
    }

    @Test("a long-term finding closes as a stage closure")
    func longTerm() throws {
        let life = try Life.closed(deadline: Deadline(.longTerm(milestone: nil)))
        #expect(life.finding.closure?.kind == .stage)
    }

    @Test("policy may let the inspection team alone close an immediate finding")
    func immediate() throws {
        var policy = World.policy
        policy.immediateNeedsInspectionOnly = true
        var life = try Life.inReview(deadline: Deadline(.immediate(World.day("2026-12-10"))), in: World.context(policy))
        try life.do(life.opinion(.inspection), by: World.inspector)
        #expect(life.finding.stage.code == .closed)
    }

    @Test("a review round is judged by the policy of its submission")
    func oldPolicy() throws {
        var four = World.policy
        four.parties.append(.init(code: PartyCode("audit"), name: "审计局"))
        var life = try Life.inReview()
        life.context = World.context(four, review: World.policy)
        try life.do(life.opinion(.inspection), by: World.inspector)
        try life.do(life.opinion(.discipline), by: World.commissioner)
        try life.do(life.opinion(.organisation), by: World.organiser)
        #expect(life.finding.stage.code == .closed)
    }

    @Test("reassigning voids measures and a pending extension, and keeps listing, evidence and history")
    func reassign() throws {
        var life = try Life.ready()
        try life.do(.list(supervisor: "区纪委", limit: nil), by: World.office)
        try life.do(.requestExtension(until: World.day("2027-01-15"), reason: "等"), by: World.clerk)
        try life.do(.reassign(unit: World.reference(World.other), reason: "职责", deadline: nil), by: World.office)
        #expect(life.finding.stage.code == .assigned)
        #expect(life.finding.unit.id == World.other.id)
        #expect(life.finding.liveMeasures.isEmpty)
        #expect(life.finding.pendingExtension == nil)
        #expect(life.finding.listing != nil)
        #expect(life.finding.liveEvidence.count == 1)
    }

    @Test("submitting withdraws a pending extension and stops the clock; a disagreement starts it again")
    func clock() throws {
        var life = try Life.ready()
        try life.do(.requestExtension(until: World.day("2027-01-15"), reason: "等"), by: World.clerk)
        try life.do(.submit(pledge: "张书记"), by: World.clerk)
        #expect(life.finding.extensions.last?.state == .withdrawn)
        let late = World.day("2027-03-01")
        #expect(life.finding.overdueDays(on: late) == 0)
        try life.do(
            life.opinion(.inspection, .disagree(code: "noEvidence", reason: "无数据", deadline: World.day("2027-01-31"))),
            by: World.inspector)
        #expect(life.finding.overdueDays(on: late) == 29)
    }

    @Test("an extension moves the deadline and keeps the first one")
    func extension_() throws {
        var life = try Life.started()
        try life.do(.requestExtension(until: World.day("2027-01-15"), reason: "等"), by: World.clerk)
        #expect(life.finding.deadline.day == World.day("2026-12-31"))
        try life.do(.grantExtension(until: nil), by: World.office)
        #expect(life.finding.deadline.day == World.day("2027-01-15"))
        #expect(life.finding.originalDeadline.day == World.day("2026-12-31"))
    }

    @Test("a relapse opens a closed finding again: counted, listed, the next review round")
    func relapse() throws {
        var life = try Life.closed()
        try life.do(.relapse(note: "又发", deadline: World.day("2027-02-01")), by: World.inspector)
        #expect(life.finding.stage.code == .inProgress)
        #expect(life.finding.relapses == 1)
        #expect(life.finding.reviewRound == 2)
        #expect(life.finding.listing?.isByPolicy == true)
    }

    @Test("a recall voids the round's opinions and begins the next")
    func recall() throws {
        var life = try Life.inReview()
        try life.do(life.opinion(.inspection), by: World.inspector)
        try life.do(.recall(reason: "事实更正"), by: World.office)
        #expect(life.finding.stage.code == .inProgress)
        #expect(life.finding.reviewRound == 2)
        #expect(life.finding.opinions.count == 1)
    }

    @Test("undo takes back one's own last step, and what stood before is there again")
    func undo() throws {
        var life = try Life.started()
        let before = life.finding
        try life.do(.report(Report(completion: .basic, effect: "一半")), by: World.clerk)
        try life.do(.undo, by: World.clerk)
        #expect(life.finding.completion == before.completion)
        #expect(life.finding.effect == before.effect)
        #expect(life.finding.version == before.version + 2)
        try life.do(.undo, by: World.clerk)
        #expect(life.finding.stage.code == .assigned)
    }

    @Test("a correction keeps the old value and the reason")
    func correction() throws {
        var life = try Life.assigned()
        let events = try life.do(
            .correct(Correction(field: .category, value: .text("党建"), reason: "误")), by: World.office)
        #expect(events == [.corrected(Correction(field: .category, value: .text("党建"), reason: "误"), was: "作风")])
        #expect(life.finding.facts.category == "党建")
    }

    @Test("a brought-forward finding keeps its claim apart")
    func broughtForward() throws {
        let life = try Life(
            .bringForward(
                BroughtForward(
                    filing: World.filing(), stage: .closed, closedOn: World.day("2025-01-02"), closedBy: "老组")))
        #expect(life.finding.closure?.kind == .broughtForward)
        #expect(life.finding.closure?.on == World.day("2025-01-02"))
        #expect(life.finding.isBroughtForward)
    }
}
