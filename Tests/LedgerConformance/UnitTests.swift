import Attestation
import Ledger
import Rectification
import Requests
import Testing

/// The tree of units and the page of one, against the same questions asked of every folded finding.
@Suite("Units and their pages, on every driver", .serialized, .timeLimit(.minutes(5)))
struct UnitTests {
    static let today = DeskTests.today
    static let all = DeskTests.organisations + [Rig.town, Rig.village]

    static func findings(_ reader: LedgerReader) throws -> [Finding] {
        var findings: [Finding] = []
        try reader.forEach(FindingFilter(), order: .number, today: today) { row in
            findings.append(try reader.finding(row.number))
            return true
        }
        return findings
    }

    static func below(_ unit: OrganisationID, _ findings: [Finding]) -> [Finding] {
        findings.filter { DeskTests.tree.isWithin($0.unit.id, unit) }
    }

    /// Opinions of both kinds on some findings, and one that moves to another unit with its step and its opinion.
    static func reviewed(_ driver: Driver) throws -> Rig {
        let rig = try DeskTests.filled(driver, 60)
        let open = try rig.store.read { reader in try findings(reader).filter { $0.stage.code == .inProgress } }
        func opined(_ finding: Finding, _ party: PartyCode, _ verdict: Verdict) -> FindingEvent {
            .opined(
                Opined(
                    number: finding.number, reviewRound: finding.reviewRound, party: party, key: nil, verdict: verdict,
                    content: "c", head: nil))
        }
        let submitted = FindingEvent.submitted(reviewRound: 1, pledge: "张", content: "c")
        for (index, finding) in open.prefix(12).enumerated() {
            try rig.append([submitted], to: finding.number.value)
            let no = Verdict.disagree(code: index % 2 == 0 ? "paper" : "noEvidence", reason: "纸面", deadline: today)
            if index < 5 {
                try rig.append(
                    [
                        opined(finding, .discipline, no),
                        .sentBack(reviewRound: 2, deadline: today.adding(days: 30), isListed: true, supervisor: "区纪委"),
                    ], to: finding.number.value)
            } else {
                try rig.append(
                    [
                        opined(finding, .inspection, .agree),
                        .closed(reviewRound: 1, kind: index == 6 ? .stage : .full, consolidateFrom: today),
                    ], to: finding.number.value)
            }
        }
        if let moving = open.first {
            let elsewhere = DeskTests.villages[3]
            try rig.append(
                [
                    .reassigned(
                        unit: OrganisationReference(id: elsewhere.id, path: elsewhere.name), reason: "不归本村",
                        deadline: nil),
                    .supervised(
                        number: 9,
                        SupervisionDraft(kind: .notice, addressee: "张书记", text: "督办", due: today)),
                ], to: moving.number.value)
        }
        if open.count > 7 {
            try rig.append(
                [.relapsed(reviewRound: 2, note: "反弹", deadline: today, isListed: true, supervisor: "区纪委")],
                to: open[7].number.value)
        }
        return rig
    }

    @Test("sums of a unit are those of every finding in it and below it", arguments: Driver.allCases)
    func tallies(driver: Driver) throws {
        let rig = try Self.reviewed(driver)
        try rig.store.read { reader in
            let findings = try Self.findings(reader)
            for unit in Self.all {
                let own = Self.below(unit.id, findings)
                guard let page = try reader.unitPage(unit.id, limit: 20, today: Self.today) else {
                    Issue.record("no page of \(unit.name)")
                    continue
                }
                let rows = own.map { FindingRow(of: $0, changed: 0) }
                #expect(page.tally == rows.reduce(into: UnitTally()) { $0.add($1, 1) }, "\(unit.name)")
                #expect(page.overdue == own.count { $0.overdueDays(on: Self.today) > 0 }, "\(unit.name)")
                for round in page.rounds {
                    #expect(round.tally.total == own.count { $0.facts.round == round.name })
                }
                // What stands still is seen to: the trend goes on to this month.
                #expect(page.months.isEmpty || page.months.last?.month == Month(of: Self.today))
                #expect(page.months.reduce(0) { $0 + $1.entered } == own.count)
                #expect(page.months.reduce(0) { $0 + $1.closed } == own.count { $0.closure != nil })
                let opinions = own.flatMap(\.opinions)
                // An opinion stays with the unit it was about; one finding moved away after it.
                let moved = findings.filter { $0.unit.id == DeskTests.villages[3].id }.flatMap(\.opinions).count
                let shown = page.opinions.reduce(0) { $0 + $1.count }
                #expect(abs(shown - opinions.count) <= moved, "\(unit.name)")
            }
            let relapsed = findings.count { $0.relapses > 0 }
            #expect(relapsed == 1)
        }
    }

    @Test(
        "a step and an opinion stay with the unit they were about when the finding is reassigned",
        arguments: Driver.allCases)
    func moved(driver: Driver) throws {
        let rig = try Rig(driver)
        let finding = try rig.file("误工补助", due: "2026-10-01")
        let number = finding.number.value
        _ = try rig.store.write(Rig.request("place")) { session in
            let other = DeskTests.villages[3]
            try session.append(.organisation(.added(other)), to: .organisation(other.id), by: Rig.author)
        }
        let step = SupervisionDraft(kind: .slip, addressee: "张书记", text: "请说明", due: Self.today)
        try rig.append([Rig.started, .supervised(number: 1, step), .answered(number: 1, text: "已退还")], to: number)
        try rig.append(
            [
                .submitted(reviewRound: 1, pledge: "张", content: "c"),
                .opined(
                    Opined(
                        number: finding.number, reviewRound: 1, party: .discipline, key: nil,
                        verdict: .disagree(code: "paper", reason: "纸面", deadline: Self.today), content: "c", head: nil)),
                .sentBack(reviewRound: 2, deadline: Self.today, isListed: false, supervisor: nil),
                .reassigned(
                    unit: OrganisationReference(id: DeskTests.villages[3].id, path: "供销社"), reason: "不归本村",
                    deadline: nil),
                .supervised(number: 2, step),
            ], to: number)
        func check() throws {
            try rig.store.read { reader in
                let old = try reader.unitPage(Rig.village.id, limit: 10, today: Self.today)
                #expect(old?.tally.total == 0 && old?.steps.map(\.answers.count) == [1])
                #expect(old?.opinions == [.init(party: .discipline, verdict: .disagree, code: "paper", count: 1)])
                #expect(try reader.opinions(about: Rig.town.id).map(\.count) == [1])
                let new = try reader.unitPage(DeskTests.villages[3].id, limit: 10, today: Self.today)
                #expect(new?.tally.total == 1 && new?.steps.map(\.unanswered) == [1] && new?.opinions.isEmpty == true)
            }
        }
        try check()
        let before = try rig.readModels()
        #expect(try rig.store.check() == [])
        try rig.store.rebuild()
        #expect(try rig.readModels() == before)
        try check()
    }

    @Test(
        "one paper is one step, with the answers of its findings; a step that was undone is gone",
        arguments: Driver.allCases)
    func steps(driver: Driver) throws {
        let rig = try Rig(driver)
        for number in 1...12 { try rig.file("问题\(number)", due: "2026-10-01") }
        let draft = SupervisionDraft(kind: .slip, addressee: "张书记", text: "请逐项说明", due: Self.today.adding(days: -1))
        for number in 1...12 { try rig.append([Rig.started, .supervised(number: 1, draft)], to: number) }
        for number in 1...9 { try rig.append([.answered(number: 1, text: "已办 \(number)")], to: number) }
        let undone = try rig.append([.undone(version: 3, event: "supervised")], to: 12)
        #expect(undone.supervisions.isEmpty)
        try rig.store.read { reader in
            for unit in [Rig.village.id, Rig.town.id] {
                let (steps, hasMore) = try reader.steps(below: unit, limit: 10)
                #expect(steps.count == 1 && !hasMore)
                #expect(steps.first?.findings.count == 11 && steps.first?.unanswered == 2)
                #expect(steps.first?.answers.map(\.finding.value).sorted() == Array(1...9))
            }
        }
        #expect(try rig.store.check() == [])
        let before = try rig.readModels()
        try rig.store.rebuild()
        #expect(try rig.readModels() == before)
    }

    @Test(
        "findings of a unit come page by page: running ones by deadline, then review, then closed",
        arguments: Driver.allCases)
    func pages(driver: Driver) throws {
        let rig = try Self.reviewed(driver)
        try rig.store.read { reader in
            let findings = try Self.findings(reader)
            for unit in Self.all {
                var numbers: [FindingNumber] = []
                var anchor: UnitFindingAnchor?
                var parts: [Int] = []
                repeat {
                    let (rows, next) = try reader.findings(below: unit.id, after: anchor, limit: 7)
                    numbers += rows.map(\.number)
                    parts += rows.map { UnitFindingAnchor.Part($0.stage).rawValue }
                    anchor = next
                } while anchor != nil
                #expect(Set(numbers) == Set(Self.below(unit.id, findings).map(\.number)), "\(unit.name)")
                #expect(numbers.count == Set(numbers).count && parts == parts.sorted())
            }
        }
    }

    @Test("the tree: children by name, teams left out, counts as every finding has them", arguments: Driver.allCases)
    func tree(driver: Driver) throws {
        let rig = try Self.reviewed(driver)
        _ = try rig.store.write(Rig.request("team")) { session in
            let team = Organisation(id: Rig.id(77), name: "巡察一组", kind: .team)
            try session.append(.organisation(.added(team)), to: .organisation(team.id), by: Rig.author)
        }
        try rig.store.read { reader in
            let roots = try reader.units(below: nil)
            #expect(Set(roots.map(\.name)) == ["奉化区", "供销社", "下应街道"])
            #expect(roots.first { $0.name == "奉化区" }?.hasChildren == true)
            #expect(roots.first { $0.name == "供销社" }?.hasChildren == false)
            #expect(try reader.units(below: DeskTests.district.id).map(\.name).sorted() == ["大堰镇", "溪口镇"])
            #expect(try reader.units(containing: "溪口", limit: 5).first?.path == "奉化区 / 溪口镇")
            #expect(try reader.units(containing: "巡察一组", limit: 5).isEmpty)
            let findings = try Self.findings(reader)
            let troubles = try reader.troubles(of: Self.all.map(\.id), today: Self.today)
            for unit in Self.all {
                let own = Self.below(unit.id, findings)
                #expect(
                    troubles[unit.id]
                        == UnitTrouble(
                            open: own.count { $0.closure == nil },
                            overdue: own.count { $0.overdueDays(on: Self.today) > 0 },
                            listed: own.count { $0.listing != nil }), "\(unit.name)")
            }
        }
    }

    @Test("every mark that a filter can name is a condition, alone and with open ones only", arguments: Driver.allCases)
    func filters(driver: Driver) throws {
        let rig = try Self.reviewed(driver)
        let marks: [(WritableKeyPath<FindingFilter, Bool>, (Finding) -> Bool)] = [
            (\.isOverdue, { $0.overdueDays(on: Self.today) > 0 }), (\.isListed, { $0.listing != nil }),
            (\.isStarred, { $0.facts.flags.contains(.key) }),
            (\.isProvincial, { $0.facts.flags.contains(.provincial) }),
            (\.isLeaderOwned, { $0.facts.flags.contains(.leaderOwned) }), (\.isImmediate, { $0.isImmediate }),
            (\.isLongTerm, { $0.deadline.isLongTerm }), (\.isSecondRound, { $0.reviewRound > 1 }),
            (\.isOpen, { $0.closure == nil }), (\.isExtensionPending, { $0.pendingExtension != nil }),
            (\.isClueOut, { $0.clueDue != nil }),
            (
                \.isTrouble,
                {
                    $0.overdueDays(on: Self.today) > 0 || $0.listing != nil || ($0.reviewRound > 1 && $0.closure == nil)
                }
            ),
        ]
        try rig.store.read { reader in
            let findings = try Self.findings(reader)
            for (mark, holds) in marks {
                var filter = FindingFilter()
                filter[keyPath: mark] = true
                let meant = findings.count(where: holds)
                // A mark that all or none bear would prove nothing.
                #expect(meant > 0 && meant < findings.count, "\(mark)")
                #expect(try reader.count(filter, today: Self.today) == meant, "\(mark)")
                filter.isOpen = true
                let open = findings.count { holds($0) && $0.closure == nil }
                #expect(try reader.count(filter, today: Self.today) == open, "\(mark), open")
            }
        }
    }

    @Test("figures of every unit and of the whole ledger add up to its findings", arguments: Driver.allCases)
    func figures(driver: Driver) throws {
        let rig = try Self.reviewed(driver)
        let stated = Policy.Coverage(kind: .village, total: 9, inspected: nil, asOf: Self.today)
        try rig.store.read { reader in
            let findings = try Self.findings(reader)
            for unit in [nil] + Self.all.map({ Optional($0.id) }) {
                let own = unit.map { Self.below($0, findings) } ?? findings
                let figures = try reader.figures(of: unit, [stated], today: Self.today)
                let late = own.filter { $0.overdueDays(on: Self.today) > 0 }
                #expect(figures.tally.total == own.count && figures.overdue == late.count)
                #expect(figures.units.reduce(0) { $0 + $1.tally.total } == own.count)
                #expect(figures.rounds.reduce(0) { $0 + $1.tally.total } == own.count)
                for line in figures.units { #expect(line.weeks.last == line.overdue) }
                for (week, day) in figures.weeks.enumerated() {
                    let stood = own.count { finding in
                        finding.overdueDays(on: day) > 0
                            || finding.lateSpells.contains { $0.deadline < day && day < $0.until }
                    }
                    #expect(figures.units.reduce(0) { $0 + $1.weeks[week] } == stood, "\(day)")
                }
                #expect(figures.burnUp.last?.closed ?? 0 == own.count { $0.closure != nil })
                let villages = Set(findings.map(\.unit.id)).filter { DeskTests.tree[$0]?.kind == .village }
                #expect(figures.coverage.map(\.inspected) == [villages.count])
            }
        }
    }

    @Test(
        "what a unit adds up to goes with it when it moves, and check misses nothing of the new tables",
        arguments: Driver.allCases)
    func carried(driver: Driver) throws {
        let rig = try Self.reviewed(driver)
        _ = try rig.store.write(Rig.request("move")) { session in
            var village = DeskTests.villages[0]
            village.parent = DeskTests.towns[1].id
            var town = DeskTests.towns[1]
            town.parent = nil
            for organisation in [village, town] {
                try session.append(
                    .organisation(.changed(organisation)), to: .organisation(organisation.id), by: Rig.author)
            }
        }
        let problems = try rig.store.check()
        #expect(problems == [])
        let before = try rig.readModels()
        try rig.store.rebuild()
        #expect(try rig.readModels() == before)
        for damage in [
            "UPDATE unit_tallies SET listed = listed + 1", "DELETE FROM unit_months",
            "UPDATE unit_clocks SET findings = findings + 1", "DELETE FROM unit_opinions",
            "DELETE FROM unit_lateness", "UPDATE mark_counts SET findings = findings + 1", "DELETE FROM supervisions",
        ] {
            _ = try rig.store.database.write { connection in (try connection.execute(damage, []), true) }
            #expect(try rig.store.check().contains { $0.kind == "readModel" }, "\(damage)")
            try rig.store.rebuild()
            #expect(try rig.readModels() == before)
        }
    }
}
