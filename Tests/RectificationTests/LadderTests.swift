import Rectification
import Testing

/// The ladder of the default policy, one finding due on 2026-11-01, looked at day by day.
@Suite struct LadderTests {
    static let policy: Policy = {
        var policy = World.policy
        policy.ladder = [
            .init(kind: .reminder, daysOverdue: 1, isAnyTime: true), .init(kind: .slip, daysOverdue: 7),
            .init(kind: .notice, daysOverdue: 15), .init(kind: .interview, daysOverdue: 30),
            .init(kind: .admonition, daysOverdue: 60),
        ]
        return policy
    }()
    static let ladder = Ladder(policy)
    static let deadline = World.day("2026-11-01")

    struct Step: Sendable {
        let kind: Supervision.Kind
        let on: String
        var due: String?
        var answeredOn: String?
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let today: String
        let steps: [Step]
        let expected: LadderStanding
        var testDescription: String { "\(today) after \(steps.map { "\($0.kind)" })" }
    }

    static func day(_ iso: String) -> Day { World.day(iso) }

    static let cases: [Case] = [
        // Nothing done yet.
        .init(today: "2026-10-01", steps: [], expected: .atRest),
        .init(today: "2026-10-12", steps: [], expected: .later(.reminder, on: day("2026-11-02"))),
        .init(today: "2026-11-01", steps: [], expected: .later(.reminder, on: day("2026-11-02"))),
        .init(today: "2026-11-02", steps: [], expected: .due(.reminder, since: day("2026-11-02"))),
        .init(today: "2026-12-20", steps: [], expected: .due(.reminder, since: day("2026-11-02"))),
        // A step from before the deadline belongs to no lateness; one on the last day neither.
        .init(
            today: "2026-11-03", steps: [.init(kind: .slip, on: "2026-10-30")],
            expected: .due(.reminder, since: day("2026-11-02"))),
        .init(
            today: "2026-11-03", steps: [.init(kind: .slip, on: "2026-11-01")],
            expected: .due(.reminder, since: day("2026-11-02"))),
        // One rung after the other.
        .init(
            today: "2026-11-07", steps: [.init(kind: .reminder, on: "2026-11-02")],
            expected: .later(.slip, on: day("2026-11-08"))),
        .init(
            today: "2026-11-08", steps: [.init(kind: .reminder, on: "2026-11-02")],
            expected: .due(.slip, since: day("2026-11-08"))),
        // A late start keeps the distance between the rungs.
        .init(
            today: "2026-12-11", steps: [.init(kind: .reminder, on: "2026-12-10")],
            expected: .later(.slip, on: day("2026-12-16"))),
        // A rung that was skipped is not asked for afterwards.
        .init(
            today: "2026-11-20", steps: [.init(kind: .notice, on: "2026-11-16")],
            expected: .later(.interview, on: day("2026-12-01"))),
        // A visit is off the ladder, but gives the unit time.
        .init(
            today: "2026-11-09",
            steps: [.init(kind: .reminder, on: "2026-11-02"), .init(kind: .visit, on: "2026-11-08")],
            expected: .later(.slip, on: day("2026-11-14"))),
        // Waiting for an answer holds the next rung until the day after the answer's day.
        .init(
            today: "2026-11-10", steps: [.init(kind: .reminder, on: "2026-11-02", due: "2026-11-12")],
            expected: .later(.slip, on: day("2026-11-13"))),
        // An answer that did not come makes it due at once, before its days.
        .init(
            today: "2026-11-06", steps: [.init(kind: .reminder, on: "2026-11-02", due: "2026-11-05")],
            expected: .due(.slip, since: day("2026-11-06"))),
        .init(
            today: "2026-11-05", steps: [.init(kind: .reminder, on: "2026-11-02", due: "2026-11-05")],
            expected: .later(.slip, on: day("2026-11-08"))),
        // One that came leaves the ladder's own days.
        .init(
            today: "2026-11-06",
            steps: [.init(kind: .reminder, on: "2026-11-02", due: "2026-11-05", answeredOn: "2026-11-04")],
            expected: .later(.slip, on: day("2026-11-08"))),
        // The newer step asks again: only its answer counts.
        .init(
            today: "2026-11-20",
            steps: [
                .init(kind: .reminder, on: "2026-11-02", due: "2026-11-05"),
                .init(kind: .slip, on: "2026-11-09", due: "2026-11-24"),
            ], expected: .later(.notice, on: day("2026-11-25"))),
        // The top.
        .init(
            today: "2027-03-01", steps: [.init(kind: .admonition, on: "2027-01-01", due: "2027-01-10")],
            expected: .exhausted),
    ]

    @Test("the next rung follows from days overdue and what was done", arguments: cases)
    func nextRung(_ example: Case) {
        let pressing = Self.pressing(example.steps)
        let standing = Self.ladder.standing(deadline: Self.deadline, pressing, on: Self.day(example.today))
        #expect(standing == example.expected)
    }

    static func pressing(_ steps: [Step]) -> Pressure {
        Pressure(
            steps.enumerated().map { index, step in
                Supervision(
                    number: index + 1,
                    SupervisionDraft(kind: step.kind, addressee: "张书记", text: "请办", due: step.due.map(day)),
                    on: day(step.on), answer: step.answeredOn.map { _ in "已办" }, answeredOn: step.answeredOn.map(day))
            }, deadline: deadline)
    }

    @Test("a ladder without rungs, and a clock that stands still, press for nothing")
    func atRest() {
        var bare = Self.policy
        bare.ladder = []
        #expect(Ladder(bare).standing(deadline: Self.deadline, .none, on: Self.day("2026-12-01")) == .atRest)
        #expect(Self.ladder.standing(deadline: nil, .none, on: Self.day("2026-12-01")) == .atRest)
    }

    @Test(
        "a rung is ahead until its days have passed, unless policy allows it at any time",
        arguments: [
            (Supervision.Kind.reminder, "2026-10-01", false), (.slip, "2026-11-01", true),
            (.slip, "2026-11-07", true), (.slip, "2026-11-08", false), (.notice, "2026-11-08", true),
            (.notice, "2026-11-16", false), (.interview, "2026-11-30", true), (.interview, "2026-12-01", false),
            (.admonition, "2026-12-30", true), (.admonition, "2026-12-31", false),
            (.visit, "2026-10-01", false), (.evaluation, "2026-11-02", false),
        ])
    func ahead(_ kind: Supervision.Kind, _ today: String, _ isAhead: Bool) {
        #expect(Self.ladder.isAhead(kind, deadline: Self.deadline, .none, on: Self.day(today)) == isAhead)
    }

    @Test("an unanswered step brings the next rung forward, and only that one")
    func broughtForward() {
        let steps = [Step(kind: .slip, on: "2026-11-02", due: "2026-11-05")]
        let today = Self.day("2026-11-06")
        #expect(!Self.ladder.isAhead(.notice, deadline: Self.deadline, Self.pressing(steps), on: today))
        #expect(Self.ladder.isAhead(.interview, deadline: Self.deadline, Self.pressing(steps), on: today))
    }

    @Test("running ahead is refused without a reason, and kept with it")
    func reason() throws {
        var life = try Life.started(in: World.context(Self.policy))
        let notice = SupervisionDraft(kind: .notice, addressee: "张书记", text: "请办", due: nil)
        #expect(life.refusal(.supervise(notice), by: World.supervisor) == .superviseAhead)
        let blank = SupervisionDraft(kind: .notice, addressee: "张书记", text: "请办", due: nil, reason: " 　")
        #expect(life.refusal(.supervise(blank), by: World.supervisor) == .superviseAhead)
        try life.do(
            .supervise(
                SupervisionDraft(
                    kind: .notice, addressee: "张书记", text: "请办", due: nil, attendees: ["李书记", "王书记"],
                    reason: "市委书记批示")), by: World.supervisor)
        #expect(life.finding.supervisions.first?.reason == "市委书记批示")
        #expect(life.finding.supervisions.first?.attendees == ["李书记", "王书记"])
    }

    @Test("every lateness has its own ladder: a new deadline begins at the bottom again")
    func newDeadline() throws {
        var life = try Life.started(
            deadline: Deadline(.date(World.day("2026-11-30"))), in: World.context(Self.policy))
        life.context = World.context(Self.policy, today: World.day("2026-12-10"))
        try life.do(
            .supervise(SupervisionDraft(kind: .reminder, addressee: "张书记", text: "请办", due: nil)), by: World.supervisor)
        #expect(life.finding.ladderStanding(Self.policy, on: World.day("2026-12-10")).next == .slip)
        try life.do(
            .report(
                Report(
                    steps: [.init(number: 1, isDone: true), .init(number: 2, isDone: true)], completion: .done,
                    inference: "已自查")), by: World.clerk)
        try life.do(.attach(Life.file), by: World.clerk)
        try life.do(.submit(pledge: "张书记"), by: World.clerk)
        #expect(life.finding.ladderStanding(Self.policy, on: World.day("2027-06-01")) == .atRest)
        try life.do(
            life.opinion(
                .inspection, .disagree(code: "noEvidence", reason: "无数据", deadline: World.day("2026-12-20"))),
            by: World.inspector)
        let standing = life.finding.ladderStanding(Self.policy, on: World.day("2026-12-22"))
        #expect(standing == .due(.reminder, since: World.day("2026-12-21")))
    }

    @Test("of several findings the lowest rung that is due has its turn, and only those that stand before it")
    func stepForSeveral() {
        let day = Self.deadline
        func step(_ standings: [LadderStanding]) -> [String] {
            Self.ladder.step(for: standings).map { ["\($0.kind)"] + $0.indices.map(String.init) } ?? []
        }
        #expect(step([.due(.slip, since: day), .due(.reminder, since: day), .atRest]) == ["reminder", "1"])
        #expect(
            step([.due(.notice, since: day), .later(.reminder, on: day), .due(.notice, since: day)])
                == ["notice", "0", "2"])
        #expect(step([.later(.interview, on: day), .later(.slip, on: day)]) == ["slip", "1"])
        #expect(step([.exhausted, .atRest]).isEmpty && step([]).isEmpty)
    }
}
