import Ledger
import Rectification
import Requests
import Testing

/// A filter met by few is fetched and sorted, one met by many is walked in order: both give the same page.
@Suite("Pages by filter and by order", .timeLimit(.minutes(5)))
struct NarrowTests {
    @Test(
        "common and rare words, units and categories give what a plain look at every row gives",
        arguments: Driver.allCases)
    func pages(driver: Driver) throws {
        let rig = try Rig(driver)
        _ = try rig.store.write(Rig.request("many")) { session in
            for index in 0..<4_000 {
                let text = index % 1_000 == 7 ? "罕见事项第\(index)项" : "误工补助支出异常第\(index)项"
                let filing = Rig.filing(
                    session.takeNumber(), text, due: index % 3 == 0 ? "2026-12-31" : "2027-03-31",
                    unit: index % 500 == 3 ? Rig.town : Rig.village)
                _ = try session.append(
                    [.filed(filing)], to: nil, id: Identifier(high: 0x4000, low: 1 << 63 | UInt64(index + 1)),
                    by: Rig.author)
            }
        }
        let today = Day(number: 0)
        let all = try rig.store.read { reader in
            var rows: [FindingRow] = []
            try reader.forEach(FindingFilter(), order: .due, today: today) {
                rows.append($0); return true
            }
            return rows
        }
        func check(_ name: String, _ holds: (FindingRow) -> Bool, _ change: (inout FindingFilter) -> Void) throws {
            var filter = FindingFilter()
            filter.stages = [.assigned]
            change(&filter)
            let first = try rig.store.read {
                try $0.page(PageRequest(filter: filter, order: .due, limit: 40), today: today)
            }
            #expect(first.map(\.number) == all.filter(holds).prefix(40).map(\.number), "\(name)")
            guard let last = first.last else { return }
            let request = PageRequest(filter: filter, order: .due, anchor: last.anchor(in: .due), limit: 40)
            let second = try rig.store.read { try $0.page(request, today: today) }
            #expect(second.map(\.number) == all.filter(holds).dropFirst(40).prefix(40).map(\.number), "\(name), next")
        }
        try check("common text", { $0.text.contains("误工补助") }) { $0.text = "误工补助" }
        try check("rare text", { $0.text.contains("罕见") }) { $0.text = "罕见" }
        try check("no text", { _ in false }) { $0.text = "没有这样的话" }
        try check("a unit of few", { $0.unit.id == Rig.town.id || $0.unit.id == Rig.village.id }) {
            $0.unit = Rig.town.id
        }
        try check("level 1", { _ in true }) { $0.category = "作风" }
        try check("a whole category", { _ in true }) { $0.category = "作风 / 误工" }
        try check("a category that only begins alike", { _ in false }) { $0.category = "作" }
        try check("nobody's round", { _ in false }) { $0.round = "第七轮" }
        try check("nobody's leader", { _ in false }) { $0.leader = "无" }
    }

    @Test(
        "a text that a part of the findings have comes page by page as a plain look gives it, in every order, both ways",
        arguments: Driver.allCases)
    func named(driver: Driver) throws {
        let rig = try Rig(driver)
        // All words of “账目不清账” stand in every fourth text, the text itself in every eighth.
        let texts = ["账目不清账，第", "开支无依据，第", "开会不记录，第", "公示走过场，第", "账目不清，不清账，第", "领导不带头，第", "台账不更新，第", "培训不到位，第"]
        _ = try rig.store.write(Rig.request("many")) { session in
            for index in 0..<4_800 {
                let filing = Rig.filing(
                    session.takeNumber(), texts[index % 8] + "\(index)项",
                    due: index % 3 == 0 ? "2026-12-31" : "2027-03-31")
                _ = try session.append(
                    [.filed(filing)], to: nil, id: Identifier(high: 0x4001, low: 1 << 63 | UInt64(index + 1)),
                    by: Rig.author)
            }
        }
        let today = Day(number: 0)
        for order in FindingOrder.allCases {
            for text in ["账目不清账", "账目不", "不清"] {
                var filter = FindingFilter()
                filter.stages = [.assigned]
                filter.text = text
                var expected: [FindingNumber] = []
                try rig.store.read { reader in
                    try reader.forEach(FindingFilter(), order: order, today: today) { row in
                        if row.text.contains(text), row.stage == .assigned { expected.append(row.number) }
                        return true
                    }
                }
                #expect(expected.count > 500)
                for direction in [PageRequest.Direction.forward, .backward] {
                    var met: [FindingNumber] = []
                    var request = PageRequest(filter: filter, order: order, direction: direction, limit: 170)
                    while true {
                        let page = try rig.store.read { try $0.page(request, today: today) }
                        met = direction == .forward ? met + page.map(\.number) : page.map(\.number) + met
                        guard page.count == 170, let last = direction == .forward ? page.last : page.first else {
                            break
                        }
                        request.anchor = last.anchor(in: order)
                    }
                    #expect(met == expected, "\(text), \(order), \(direction)")
                }
            }
        }
    }
}
