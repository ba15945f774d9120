import Ledger
import Rectification
import Requests
import Testing

@Suite("Lists, pages, counters and search, on every driver", .serialized, .timeLimit(.minutes(5)))
struct ListTests {
    static let today = Day(iso: "2026-11-24") ?? Day(number: 0)

    static func filled(_ driver: Driver) throws -> Rig {
        let rig = try Rig(driver)
        var state: UInt64 = 7
        func dice(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
        let texts = ["误工补助支出异常", "固定资产未入账", "三会一课记录后补", "惠民补贴审核不严", "工程拆分 ABC 规避招标"]
        for number in 1...90 {
            let day = Self.today.adding(days: dice(80) - 40)
            try rig.file(
                texts[dice(5)] + "\(number)", due: day.description, external: "\(number)",
                unit: dice(3) == 0 ? Rig.town : Rig.village)
            let isStarted = dice(2) == 0
            if isStarted { try rig.append([Rig.started], to: number) }
            if dice(5) == 0 { try rig.append([.listed(supervisor: "纪委", limit: nil)], to: number) }
            if dice(6) == 0 { try rig.append([.flagged(.key, isOn: true)], to: number) }
            if isStarted, number % 3 == 0 {
                let round = number % 2 + 1
                try rig.append([.submitted(reviewRound: round, pledge: "张", content: "c")], to: number)
            }
        }
        return rig
    }

    static let filters: [FindingFilter] = {
        var overdue = FindingFilter()
        overdue.isOverdue = true
        var listed = FindingFilter()
        listed.isListed = true
        listed.stages = [.inProgress]
        var starred = FindingFilter()
        starred.isStarred = true
        var village = FindingFilter()
        village.unit = Rig.village.id
        var town = FindingFilter()
        town.unit = Rig.town.id
        var soon = FindingFilter()
        soon.dueWithinDays = 10
        var trouble = FindingFilter()
        trouble.isTrouble = true
        var again = trouble
        again.stages = [.review]
        var category = FindingFilter()
        category.category = "作风"
        return [FindingFilter(), overdue, listed, starred, village, town, soon, trouble, category, again]
    }()

    @Test("pages forward and backward are the list, under every filter and order", arguments: Driver.allCases)
    func pages(driver: Driver) throws {
        let rig = try Self.filled(driver)
        try rig.store.read { reader in
            for filter in Self.filters {
                for order in FindingOrder.allCases {
                    var all: [Int] = []
                    try reader.forEach(filter, order: order, today: Self.today) { row in
                        all.append(row.number.value)
                        return true
                    }
                    var forward: [Int] = []
                    var anchor: PageAnchor?
                    while true {
                        let page = try reader.page(
                            PageRequest(filter: filter, order: order, anchor: anchor, limit: 7), today: Self.today)
                        forward += page.map(\.number.value)
                        guard let last = page.last, page.count == 7 else { break }
                        anchor = last.anchor(in: order)
                    }
                    #expect(forward == all)
                    var backward: [Int] = []
                    anchor = nil
                    while true {
                        let request = PageRequest(
                            filter: filter, order: order, anchor: anchor, direction: .backward, limit: 7)
                        let page = try reader.page(request, today: Self.today)
                        backward = page.map(\.number.value) + backward
                        guard let first = page.first, page.count == 7 else { break }
                        anchor = first.anchor(in: order)
                    }
                    #expect(backward == all)
                }
            }
        }
    }

    @Test("a filter means what the findings say", arguments: Driver.allCases)
    func meaning(driver: Driver) throws {
        let rig = try Self.filled(driver)
        try rig.store.read { reader in
            func count(_ filter: FindingFilter) throws -> Int {
                var count = 0
                try reader.forEach(filter, order: .number, today: Self.today) { _ in
                    count += 1
                    return true
                }
                return count
            }
            let findings = try (1...90).map { try reader.finding(FindingNumber($0)) }
            #expect(try count(Self.filters[1]) == findings.count { $0.overdueDays(on: Self.today) > 0 })
            #expect(try count(Self.filters[2]) == findings.count { $0.listing != nil && $0.stage.code == .inProgress })
            #expect(try count(Self.filters[3]) == findings.count { $0.facts.flags.contains(.key) })
            #expect(try count(Self.filters[4]) == findings.count { $0.unit.id == Rig.village.id })
            #expect(try count(Self.filters[5]) == 90)
            let again = findings.filter { $0.stage.code == .review && ($0.listing != nil || $0.reviewRound > 1) }
            #expect(try !again.isEmpty && count(Self.filters[9]) == again.count)
        }
    }

    @Test("the counters are what a count gives", arguments: Driver.allCases)
    func counters(driver: Driver) throws {
        let rig = try Self.filled(driver)
        try rig.store.read { reader in
            var everything = FindingFilter()
            everything.round = "第六轮"
            let counted = try reader.counts(everything, today: Self.today)
            #expect(try reader.counts(FindingFilter(), today: Self.today) == counted)
            for field in CountField.allCases {
                let sum = try reader.counts(by: field, FindingFilter(), today: Self.today).map(\.count).reduce(0, +)
                #expect(sum == 90)
            }
        }
    }

    @Test("search finds exactly what contains the words", arguments: Driver.allCases)
    func search(driver: Driver) throws {
        let rig = try Self.filled(driver)
        try rig.store.read { reader in
            let rows = try (1...90).compactMap { try reader.row(FindingNumber($0)) }
            for words in ["误工", "误", "补助支出", "ABC", "abc", "江六", "12", "没有这个", "补助 支", "异常1", "%", "'"] {
                var filter = FindingFilter()
                filter.text = words
                var found: [Int] = []
                try reader.forEach(filter, order: .number, today: Self.today) { row in
                    found.append(row.number.value)
                    return true
                }
                let expected = rows.filter { row in
                    "\(row.text) \(row.externalNumber ?? "") \(row.unit.path)".lowercased().contains(words.lowercased())
                }.map(\.number.value)
                #expect(found == expected, "\(words)")
            }
        }
    }

    @Test("a corrected text is found by its new words only", arguments: Driver.allCases)
    func corrected(driver: Driver) throws {
        let rig = try Rig(driver)
        try rig.file("误工补助")
        try rig.append([.corrected(Correction(field: .text, value: .text("固定资产"), reason: "误"), was: "误工补助")], to: 1)
        try rig.store.read { reader in
            for (words, count) in [("固定", 1), ("误工", 0)] {
                var filter = FindingFilter()
                filter.text = words
                let page = try reader.page(PageRequest(filter: filter, limit: 5), today: Self.today)
                #expect(page.count == count)
            }
        }
    }
}
