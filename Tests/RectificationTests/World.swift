import Rectification

/// A village, its town, a city with its reviewers: what every test of the domain stands on.
struct World {
    static let city = Organisation(id: id(1), name: "澜州市", kind: .city)
    static let town = Organisation(id: id(2), name: "下应街道", kind: .town, parent: city.id, head: "李书记")
    static let village = Organisation(id: id(3), name: "江六村", kind: .village, parent: town.id, head: "张书记")
    static let other = Organisation(id: id(4), name: "东港社区", kind: .village, parent: town.id)
    static let bureau = Organisation(id: id(5), name: "市教育局", kind: .bureau, parent: city.id)
    static let team = Organisation(id: id(6), name: "巡察一组", kind: .team)
    static let tree = OrganisationTree([city, town, village, other, bureau, team])

    static func id<Noun>(_ number: UInt64) -> Identifier<Noun> {
        Identifier(high: 0x4000, low: 0x8000_0000_0000_0000 + number)
    }
    static func reference(_ organisation: Organisation) -> OrganisationReference {
        tree.reference(to: organisation.id) ?? OrganisationReference(id: organisation.id, path: organisation.name)
    }

    static let office = person(11, "周主任", team, [.office])
    static let clerk = person(12, "张会计", village, [.unit])
    static let stranger = person(13, "外村会计", other, [.unit])
    static let inspector = person(14, "王五", team, [.reviewer], [.inspection])
    static let commissioner = person(15, "李四", town, [.reviewer], [.discipline])
    static let organiser = person(16, "赵六", bureau, [.reviewer], [.organisation])
    static let supervisor = person(17, "林静", team, [.supervisor])
    static let triage = person(18, "吴桐", team, [.triage])
    static let admin = person(19, "管理员", team, [.admin])
    static let viewer = person(20, "看客", team, [.viewer])
    static let everyone = [
        office, clerk, stranger, inspector, commissioner, organiser, supervisor, triage, admin, viewer,
    ]

    static func person(
        _ number: UInt64, _ name: String, _ organisation: Organisation, _ roles: Set<Role>,
        _ parties: Set<PartyCode> = []
    ) -> Person {
        Person(id: id(number), name: name, organisation: reference(organisation), roles: roles, parties: parties)
    }

    static let today = day("2026-11-24")
    static func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(number: 0) }

    static let round = Round(
        id: id(30), name: "第六轮", mode: .linked, entered: day("2026-09-02"), feedback: day("2026-10-30"))

    static let policy = Policy(
        digest: "p1",
        parties: [
            .init(code: .inspection, name: "巡察组"), .init(code: .discipline, name: "镇街纪委"),
            .init(code: .organisation, name: "组织部"),
        ], immediateNeedsInspectionOnly: false, basicCompletionMaySubmit: false, immediateDays: 30, planWorkingDays: 10,
        concentratedMonths: 3, longestMonths: 12,
        warnings: [.init(days: 20, label: "提前提醒"), .init(days: 10, label: "临期预警")],
        overdueLabel: "逾期", extensionLimit: 1, consolidationMonths: 6,
        listsOnDisagreement: true, listsOnRelapse: true, listingSupervisor: "巡察办", openClueBlocksClosure: false,
        clueMonths: 3, ladder: [], answerTimes: [], categories: [],
        reasons: [.init(code: "noEvidence", words: "无数据支撑")],
        extraHolidays: [],
        extraWorkingDays: [])

    static func context(
        _ policy: Policy = policy, today: Day = today, review: Policy? = nil, key: KeyStanding = .practice
    ) -> Context {
        Context(
            policy: policy, reviewPolicy: review, calendar: WorkCalendar(holidays: [], makeUpDays: []),
            organisations: tree,
            round: round, now: Moment(seconds: Int64(today.number) * 86_400), today: today, key: key
        ) { finding, pledge, policy in "content of \(finding.number) v\(finding.version) \(pledge) \(policy)" }
    }

    static func filing(
        _ number: Int = 1, text: String = "误工补助支出异常", round: String = "第六轮", unit: Organisation = village,
        category: String = "作风", deadline: Deadline = Deadline(.date(day("2026-12-31")))
    ) -> Filing {
        Filing(
            number: FindingNumber(number),
            facts: Facts(
                externalNumber: "12", round: round, unit: reference(unit), text: text, category: category,
                source: .inspection),
            deadline: deadline)
    }
}

/// A finding and the events that made it, driven by commands.
struct Life {
    private(set) var finding: Finding
    private(set) var events: [FindingEvent]
    var context: Context

    init(_ command: FindingCommand = .file(World.filing()), in context: Context = World.context()) throws {
        self.context = context
        events = try Finding.decide(command, by: Actor(World.office), in: context)
        let stamp = Self.stamp(1, World.office, context)
        guard let finding = Finding(id: World.id(100), first: events[0], stamp: stamp) else { throw NotAFirstEvent() }
        self.finding = finding
    }

    struct NotAFirstEvent: Error {}

    static func stamp(_ version: Int, _ person: Person, _ context: Context) -> EventStamp {
        EventStamp(version: version, at: context.now, day: context.today, person: person.id, name: person.name)
    }

    @discardableResult
    mutating func `do`(_ command: FindingCommand, by person: Person) throws(FindingRefusal) -> [FindingEvent] {
        let next = try finding.decide(command, by: Actor(person), in: context)
        for event in next {
            finding.evolve(event, Self.stamp(finding.version + 1, person, context))
            events.append(event)
        }
        return next
    }

    /// What refuses a command; `nil` when it is admitted.
    func refusal(_ command: FindingCommand, by person: Person, in other: Context? = nil) -> Rule? {
        do throws(FindingRefusal) {
            _ = try finding.decide(command, by: Actor(person), in: other ?? context)
            return nil
        } catch {
            return error.rule
        }
    }

    func refusal(_ kind: FindingCommandKind, by person: Person) -> Rule? {
        do throws(FindingRefusal) {
            try finding.admits(kind, by: Actor(person), in: context)
            return nil
        } catch {
            return error.rule
        }
    }

    func opinion(_ party: PartyCode, _ verdict: Verdict = .agree) -> FindingCommand {
        .opine(OpinionDraft(party: party, verdict: verdict, content: finding.submission?.content ?? ""))
    }

    // MARK: Stations of a life

    static let plan = Plan(
        goal: "制度健全", measures: [MeasureDraft(text: "修订办法"), MeasureDraft(text: "追回资金")], responsible: "张书记")
    static let file = EvidenceFile(name: "票据.pdf", bytes: 10, digest: "d1")

    static func assigned(in context: Context = World.context()) throws -> Life { try Life(in: context) }

    static func started(
        deadline: Deadline = Deadline(.date(World.day("2026-12-31"))), in context: Context = World.context()
    ) throws -> Life {
        var life = try Life(.file(World.filing(deadline: deadline)), in: context)
        try life.do(.start(plan), by: World.clerk)
        return life
    }

    static func ready(
        deadline: Deadline = Deadline(.date(World.day("2026-12-31"))), in context: Context = World.context()
    ) throws -> Life {
        var life = try started(deadline: deadline, in: context)
        try life.do(
            .report(
                Report(
                    steps: [.init(number: 1, isDone: true), .init(number: 2, progress: "追回一半")], completion: .done,
                    effect: "追回 3.2 万元", inference: "已自查")), by: World.clerk)
        try life.do(.attach(file), by: World.clerk)
        return life
    }

    static func inReview(
        deadline: Deadline = Deadline(.date(World.day("2026-12-31"))), in context: Context = World.context()
    ) throws -> Life {
        var life = try ready(deadline: deadline, in: context)
        try life.do(.submit(pledge: "张书记"), by: World.clerk)
        return life
    }

    static func closed(
        deadline: Deadline = Deadline(.date(World.day("2026-12-31"))), in context: Context = World.context()
    ) throws -> Life {
        var life = try inReview(deadline: deadline, in: context)
        try life.do(life.opinion(.inspection), by: World.inspector)
        try life.do(life.opinion(.discipline), by: World.commissioner)
        try life.do(life.opinion(.organisation), by: World.organiser)
        return life
    }
}
