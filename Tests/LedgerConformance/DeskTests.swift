import Attestation
import Ledger
import Rectification
import Requests
import Testing

/// The desk's pages, groups and counts against the same questions asked of every folded finding.
@Suite("The supervisor's desk, on every driver", .serialized, .timeLimit(.minutes(5)))
struct DeskTests {
    static let today = Day(iso: "2026-11-24") ?? Day(number: 0)
    static let policy: Policy = {
        Policy(
            digest: "p", parties: [], immediateNeedsInspectionOnly: false, basicCompletionMaySubmit: false,
            immediateDays: 30, planWorkingDays: 10, concentratedMonths: 3, longestMonths: 12,
            warnings: [.init(days: 20, label: "提前提醒"), .init(days: 10, label: "临期预警")], overdueLabel: "逾期",
            extensionLimit: 2, consolidationMonths: 6, listsOnDisagreement: true, listsOnRelapse: true,
            listingSupervisor: "巡察办", openClueBlocksClosure: false, clueMonths: 3,
            ladder: [.init(kind: .reminder, daysOverdue: 1), .init(kind: .slip, daysOverdue: 7)],
            answerTimes: [], categories: [], reasons: [], extraHolidays: [], extraWorkingDays: [])
    }()

    static let district = Organisation(id: Rig.id(20), name: "奉化区", kind: .district)
    static let towns = [
        Organisation(id: Rig.id(21), name: "溪口镇", kind: .town, parent: district.id, head: "李书记"),
        Organisation(id: Rig.id(22), name: "大堰镇", kind: .town, parent: district.id, head: "王书记"),
    ]
    static let villages = [
        Organisation(id: Rig.id(23), name: "石门村", kind: .village, parent: towns[0].id, head: "张书记"),
        Organisation(id: Rig.id(24), name: "岩头村", kind: .village, parent: towns[0].id),
        Organisation(id: Rig.id(25), name: "后畈村", kind: .village, parent: towns[1].id, head: "张书记"),
        Organisation(id: Rig.id(26), name: "供销社", kind: .enterprise, head: "张书记"),
    ]
    static let organisations = [district] + towns + villages
    static let tree = OrganisationTree(organisations + [Rig.town, Rig.village])

    private struct Dice {
        var state: UInt64 = 11
        mutating func callAsFunction(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
    }

    /// A ledger of findings in every state that the desk looks for.
    static func filled(_ driver: Driver, _ count: Int = 160) throws -> Rig {
        let rig = try Rig(driver)
        var dice = Dice()
        _ = try rig.store.write(Rig.request("places")) { session in
            for organisation in organisations {
                try session.append(
                    .organisation(.added(organisation)), to: .organisation(organisation.id), by: Rig.author)
            }
        }
        _ = try rig.store.write(Rig.request("findings")) { session in
            for number in 1...count {
                let unit = [towns[0], villages[0], villages[1], villages[2], villages[3]][dice(5)]
                let day = today.adding(days: dice(300) - 220)
                let facts = Facts(
                    round: "第\(dice(3) + 1)轮", unit: tree.reference(to: unit.id) ?? .init(id: unit.id, path: unit.name),
                    leader: dice(4) == 0 ? nil : "副区长\(dice(3))", text: "问题\(number)", category: "作风 / \(dice(4))",
                    source: .inspection, flags: dice(5) == 0 ? [.immediate] : [])
                let kinds: [Deadline.Kind] = [.date(day), .date(day), .immediate(day), .longTerm(milestone: nil)]
                let filing = Filing(
                    number: session.takeNumber(), facts: facts, deadline: Deadline(kinds[dice(kinds.count)]))
                let id: FindingID = Rig.id(UInt64(1000 + number))
                let filed = try session.append([.filed(filing)], to: nil, id: id, by: Rig.author)
                _ = try session.append(events(number, day, &dice), to: filed, id: id, by: Rig.author)
            }
        }
        return rig
    }

    private static func events(_ number: Int, _ day: Day, _ dice: inout Dice) -> [FindingEvent] {
        var events: [FindingEvent] = [Rig.started]
        if dice(4) == 0 { events.append(.flagged(.key, isOn: true)) }
        if dice(6) == 0 { events.append(.flagged(.provincial, isOn: true)) }
        if dice(6) == 0 { events.append(.flagged(.leaderOwned, isOn: true)) }
        if dice(4) == 0 { events.append(.listed(supervisor: "区纪委", limit: today.adding(days: dice(40) - 20))) }
        if dice(4) == 0 { events.append(.extensionRequested(until: day.adding(days: 30), reason: "等")) }
        for step in 1...3 where dice(2) == 0 {
            let due = dice(3) == 0 ? nil : today.adding(days: dice(20) - 10)
            events.append(
                .supervised(
                    number: step,
                    SupervisionDraft(kind: [.reminder, .slip, .visit][step - 1], addressee: "张", text: "办", due: due)))
            if dice(2) == 0 { events.append(.answered(number: step, text: "已办")) }
        }
        if dice(5) == 0 {
            events.append(
                .clueTransferred(
                    number: 1, reference: "XS-\(number)", receiver: "纪委", on: today,
                    dueBack: today.adding(days: dice(60) - 30)))
            if dice(3) == 0 { events.append(.clueConcluded(number: 1, on: today)) }
        }
        switch dice(5) {
        case 0: events.append(.submitted(reviewRound: 1, pledge: "张", content: "c"))
        case 1:
            events += [
                .submitted(reviewRound: 1, pledge: "张", content: "c"),
                .closed(reviewRound: 1, kind: .full, consolidateFrom: today.adding(days: dice(40) - 20)),
            ]
        case _: break
        }
        return events
    }

    /// What a preset means, said of a folded finding.
    static func holds(_ preset: DeskPreset, _ finding: Finding) -> Bool {
        let left = finding.isClockRunning ? finding.deadline.day.map { today.days(until: $0) } : nil
        let isOpen = finding.closure == nil
        switch preset {
        case .overdue: return finding.overdueDays(on: today) > 0
        case .soon: return left.map { (0...20).contains($0) } ?? false
        case .sooner: return left.map { (0...10).contains($0) } ?? false
        case .listed: return finding.listing != nil
        case .starred: return isOpen && finding.facts.flags.contains(.key)
        case .provincial: return isOpen && finding.facts.flags.contains(.provincial)
        case .leaderOwned: return isOpen && finding.facts.flags.contains(.leaderOwned)
        case .immediate: return isOpen && finding.isImmediate
        case .extension: return finding.pendingExtension != nil
        case .awaiting: return isOpen && finding.pressing.answerDue != nil
        case .unanswered: return isOpen && (finding.pressing.answerDue.map { $0 < today } ?? false)
        case .consolidation:
            if case .pending(let from) = finding.closure?.consolidation { return from <= today }
            return false
        case .clue: return finding.clueDue != nil
        }
    }

    static func clock(_ preset: DeskPreset, _ finding: Finding) -> Int {
        switch preset.clock {
        case .due: return finding.deadline.day?.number ?? PageAnchor.noDay
        case .answer: return finding.pressing.answerDue?.number ?? 0
        case .consolidation:
            if case .pending(let from) = finding.closure?.consolidation { return from.number }
            return 0
        case .clue: return finding.clueDue?.number ?? 0
        }
    }

    static func value(_ grouping: DeskGrouping, _ finding: Finding) -> String {
        let chain = tree.chain(from: finding.unit.id)
        switch grouping {
        case .unit: return finding.unit.id.description
        case .town: return (chain.first { $0.kind == .town }?.id ?? finding.unit.id).description
        case .district: return (chain.first { $0.kind == .district }?.id ?? finding.unit.id).description
        case .head:
            guard let unit = tree[finding.unit.id], let head = unit.head else { return "" }
            return head + "@" + (unit.parent?.description ?? "")
        case .leader: return finding.facts.leader ?? ""
        case .category: return finding.facts.category
        case .round: return finding.facts.round
        }
    }

    static func findings(_ reader: LedgerReader) throws -> [Finding] {
        try (1..<(try reader.nextNumber().value)).map { try reader.finding(FindingNumber($0)) }
    }

    @Test("every preset is what the findings say, worst first, forward and backward", arguments: Driver.allCases)
    func pages(driver: Driver) throws {
        let rig = try Self.filled(driver)
        try rig.store.read { reader in
            let findings = try Self.findings(reader)
            for preset in DeskPreset.allCases {
                let expected = findings.filter { Self.holds(preset, $0) }
                    .sorted { (Self.clock(preset, $0), $0.number) < (Self.clock(preset, $1), $1.number) }
                    .map(\.number)
                #expect(!expected.isEmpty, "\(preset)")
                for direction in [PageRequest.Direction.forward, .backward] {
                    var found: [FindingNumber] = []
                    var request = DeskRequest(preset, direction: direction, limit: 7)
                    while true {
                        let page = try reader.desk(request, Self.policy, today: Self.today)
                        let numbers = page.map(\.finding.number)
                        found = direction == .forward ? found + numbers : numbers + found
                        guard page.count == 7, let edge = direction == .forward ? page.last : page.first else { break }
                        request.anchor = edge.anchor(on: preset.clock)
                    }
                    #expect(found == expected, "\(preset)")
                }
                var walked: [FindingNumber] = []
                try reader.forEachOnDesk(preset, FindingFilter(), Self.policy, today: Self.today) { row in
                    walked.append(row.finding.number)
                    return true
                }
                #expect(walked == expected)
            }
        }
    }

    @Test(
        "a row says what its finding says: pressing, extension, listing, clue, head and town",
        arguments: Driver.allCases)
    func rows(driver: Driver) throws {
        let rig = try Self.filled(driver)
        try rig.store.read { reader in
            let ladder = Ladder(Self.policy)
            for preset in DeskPreset.allCases {
                try reader.forEachOnDesk(preset, FindingFilter(), Self.policy, today: Self.today) { row in
                    let finding = try reader.finding(row.finding.number)
                    #expect(row.finding.beside == Beside(of: finding))
                    #expect(row.head == Self.tree[finding.unit.id]?.head)
                    #expect(row.town == Self.tree.chain(from: finding.unit.id).first { $0.kind == .town }?.name)
                    #expect(
                        row.standing(ladder, on: Self.today) == finding.ladderStanding(Self.policy, on: Self.today))
                    return true
                }
            }
        }
    }

    @Test("groups add up to the preset and lead to their findings", arguments: Driver.allCases)
    func groups(driver: Driver) throws {
        let rig = try Self.filled(driver)
        var second = FindingFilter()
        second.round = "第2轮"
        try rig.store.read { reader in
            let findings = try Self.findings(reader)
            for filter in [FindingFilter(), second] {
                for preset in DeskPreset.allCases {
                    let meant = findings.filter {
                        Self.holds(preset, $0) && (filter.round == nil || $0.facts.round == filter.round)
                    }
                    for grouping in DeskGrouping.allCases {
                        let groups = try reader.deskGroups(
                            preset, by: grouping, filter, Self.policy, today: Self.today)
                        let expected = Dictionary(grouping: meant) { Self.value(grouping, $0) }.mapValues(\.count)
                        #expect(Dictionary(uniqueKeysWithValues: groups.map { ($0.value, $0.count) }) == expected)
                        #expect(groups.map(\.count) == groups.map(\.count).sorted(by: >))
                        for group in groups {
                            let narrow = grouping.narrow(filter, to: group.value)
                            #expect(
                                try reader.count(preset, narrow, Self.policy, today: Self.today) == group.count,
                                "\(preset) \(grouping) \(group.value)")
                        }
                    }
                }
            }
        }
    }

    @Test("overdue by unit is right on every day, whatever the span", arguments: Driver.allCases)
    func everyDay(driver: Driver) throws {
        let rig = try Self.filled(driver)
        try rig.store.read { reader in
            let findings = try Self.findings(reader)
            for offset in -70...70 {
                let day = Self.today.adding(days: offset)
                for grouping in [DeskGrouping.unit, .leader] {
                    let groups = try reader.deskGroups(.overdue, by: grouping, FindingFilter(), Self.policy, today: day)
                    let expected = Dictionary(grouping: findings.filter { $0.overdueDays(on: day) > 0 }) {
                        Self.value(grouping, $0)
                    }.mapValues(\.count)
                    #expect(Dictionary(uniqueKeysWithValues: groups.map { ($0.value, $0.count) }) == expected)
                }
            }
        }
    }

    @Test(
        "the counts of the tabs are the presets, and immediate ones are tallied by their clock",
        arguments: Driver.allCases)
    func counts(driver: Driver) throws {
        let rig = try Self.filled(driver)
        var second = FindingFilter()
        second.round = "第2轮"
        try rig.store.read { reader in
            let findings = try Self.findings(reader)
            for filter in [FindingFilter(), second] {
                let meant = findings.filter { filter.round == nil || $0.facts.round == filter.round }
                let counts = try reader.deskCounts(filter, Self.policy, today: Self.today)
                for preset in DeskPreset.allCases {
                    #expect(counts.presets[preset] == meant.count { Self.holds(preset, $0) }, "\(preset)")
                }
                let immediate = meant.filter(\.isImmediate)
                let closed = immediate.count { $0.closure != nil }
                let overdue = immediate.count { $0.overdueDays(on: Self.today) > 0 }
                #expect(
                    counts.immediate
                        == ImmediateTally(
                            closed: closed, running: immediate.count - closed - overdue, overdue: overdue))
            }
        }
    }

    @Test("a rebuild gives the desk's tables again, and check misses nothing of them", arguments: Driver.allCases)
    func integrity(driver: Driver) throws {
        let rig = try Self.filled(driver, 40)
        let before = try rig.readModels()
        #expect(try rig.store.check().isEmpty)
        for damage in [
            "UPDATE clock_counts SET findings = findings + 1 WHERE field = 0",
            "DELETE FROM clock_counts WHERE field = 3",
            "UPDATE findings SET answer_due = 1 WHERE number = 3", "UPDATE findings SET pressed = 64 WHERE number = 4",
            "UPDATE findings SET clue_due = 5 WHERE number = 5",
        ] {
            _ = try rig.store.database.write { connection in
                (try connection.execute(damage, []), true)
            }
            #expect(try rig.store.check().contains { $0.kind == "readModel" }, "\(damage)")
            try rig.store.rebuild()
            #expect(try rig.readModels() == before)
        }
    }

    @Test("a unit that moves to another town is grouped there", arguments: Driver.allCases)
    func moved(driver: Driver) throws {
        let rig = try Self.filled(driver)
        _ = try rig.store.write(Rig.request("move")) { session in
            var town = Self.towns[0]
            town.parent = nil
            var village = Self.villages[0]
            village.parent = Self.towns[1].id
            for organisation in [town, village] {
                try session.append(
                    .organisation(.changed(organisation)), to: .organisation(organisation.id), by: Rig.author)
            }
        }
        try rig.store.read { reader in
            let towns = try reader.deskGroups(.overdue, by: .town, FindingFilter(), Self.policy, today: Self.today)
            let units = try reader.deskGroups(.overdue, by: .unit, FindingFilter(), Self.policy, today: Self.today)
            func count(_ groups: [DeskGroup], _ ids: [OrganisationID]) -> Int {
                groups.filter { ids.map(\.description).contains($0.value) }.map(\.count).reduce(0, +)
            }
            #expect(
                count(towns, [Self.towns[1].id])
                    == count(units, [Self.villages[0].id, Self.villages[2].id, Self.towns[1].id]))
            let districts = try reader.deskGroups(
                .overdue, by: .district, FindingFilter(), Self.policy, today: Self.today)
            #expect(
                count(districts, [Self.district.id])
                    == count(units, [Self.villages[0].id, Self.villages[2].id, Self.towns[1].id]))
        }
        let before = try rig.readModels()
        try rig.store.rebuild()
        #expect(try rig.readModels() == before)
    }
}
