import BoardUI
import Rectification
import Requests

/// What the driver would answer the dossier: a city with two towns, forty villages below each.
enum DossierFixture {
    static let city = UnitNode(id: BoardFixture.id(900), name: "澜州市", kind: .city, head: "陈书记", hasChildren: true)
    static let towns = [
        UnitNode(id: BoardFixture.id(901), name: "下应街道", kind: .town, head: "李书记", hasChildren: true),
        UnitNode(id: BoardFixture.id(902), name: "溪口镇", kind: .town, head: nil, hasChildren: true),
    ]
    static let bureau = UnitNode(id: BoardFixture.id(903), name: "市教育局", kind: .bureau, head: "任局长", hasChildren: false)

    static func villages(of town: UnitNode) -> [UnitNode] {
        let first = town.id == towns[0].id ? 1000 : 2000
        return (1...40).map {
            UnitNode(
                id: BoardFixture.id(first + $0), name: "\(town.name.prefix(1))\($0)村", kind: .village, head: "张书记",
                hasChildren: false)
        }
    }

    static let all: [(node: UnitNode, path: [UnitNode])] =
        [(city, [city])] + [towns[0], towns[1], bureau].map { ($0, [city, $0]) }
        + towns.flatMap { town in villages(of: town).map { ($0, [city, town, $0]) } }

    static func page(_ id: OrganisationID) -> UnitPage? {
        guard let found = all.first(where: { $0.node.id == id }) else { return nil }
        let node = found.node
        let rows = (0..<12).map { BoardFixture.row($0 * 4 + 1, StageCode.allCases[min(3, $0 / 4 + 1)]) }
        var tally = rows.reduce(into: UnitTally()) { $0.add($1, 1) }
        tally[.closedHere] = 5
        tally[.relapsed] = 1
        tally[.decided] = 6
        tally[.passedFirst] = 4
        tally[.late] = 1
        let round = Round(
            id: BoardFixture.id(910), name: "十四届市委第六轮", mode: .linked, entered: Day(iso: "2026-03-02"),
            feedback: Day(iso: "2026-05-30"))
        let unit = OrganisationReference(
            id: node.id, path: found.path.map(\.name).joined(separator: OrganisationReference.separator))
        let today = BoardFixture.today
        return UnitPage(
            organisation: Organisation(id: node.id, name: node.name, kind: node.kind, head: node.head), path: unit.path,
            children: node.hasChildren ? 40 : 0, tally: tally, overdue: 3,
            rounds: [
                .init(name: round.name, round: round, tally: tally), .init(name: "旧账", round: nil, tally: UnitTally()),
            ],
            months: (0..<14).map { index in
                .init(
                    month: Month(of: Day(iso: "2025-10-01")?.adding(months: index) ?? today),
                    entered: index % 6 == 1 ? 9 : 0, closed: index % 3)
            },
            opinions: [
                .init(party: .inspection, verdict: .agree, code: nil, count: 5),
                .init(party: .inspection, verdict: .disagree, code: "noEvidence", count: 2),
                .init(party: .discipline, verdict: .disagree, code: "paper", count: 1),
            ],
            steps: [
                .init(
                    unit: unit, kind: .slip, addressee: "张书记", text: "请逐项说明", on: today.adding(days: -12),
                    due: today.adding(days: -2), findings: (1...12).map { FindingNumber($0) },
                    answers: (1...9).map {
                        .init(finding: FindingNumber($0), text: "已退还补助", on: today.adding(days: -5))
                    }),
                .init(
                    unit: unit, kind: .reminder, addressee: "张书记", text: "请抓紧", on: today.adding(days: -30), due: nil,
                    findings: [FindingNumber(1)], answers: []),
            ], hasMoreSteps: false, people: [BoardFixture.clerk], findings: rows,
            next: node.id == city.id ? rows.last.map(UnitFindingAnchor.init(after:)) : nil)
    }

    static func answer(_ effect: DossierEffect) -> [DossierMessage] {
        switch effect {
        case .children(nil): return [.children([city], of: nil)]
        case .children(let parent?):
            if parent == city.id { return [.children(towns + [bureau], of: parent)] }
            return [.children(towns.first { $0.id == parent }.map(villages) ?? [], of: parent)]
        case .troubles(let units):
            return [
                .troubles(
                    Dictionary(
                        uniqueKeysWithValues: units.enumerated().map { index, unit in
                            (unit, UnitTrouble(open: 8 + index, overdue: index % 4, listed: index % 3))
                        }))
            ]
        case .page(let unit, let generation): return [.page(page(unit), generation: generation)]
        case .findings(_, _, let generation):
            return [
                .findings(
                    (20..<24).map { BoardFixture.row($0 * 4, .closed) }, next: nil, generation: generation)
            ]
        case .find(let text):
            let found = all.filter { $0.node.name.contains(text) }
            return [
                .found(
                    found.map { OrganisationReference(id: $0.node.id, path: $0.node.name) }, query: text)
            ]
        case .reveal(let unit):
            guard let found = all.first(where: { $0.node.id == unit }) else { return [] }
            let children = Dictionary(
                uniqueKeysWithValues: found.path.dropLast().map { parent in
                    (parent.id, parent.id == city.id ? towns + [bureau] : villages(of: parent))
                })
            return [.revealed(found.path.map(\.id), children: children)]
        case .export:
            return [
                .exported(
                    paths: ["/ledger.db.documents/2026-11-24/一村一档-江六村.docx"],
                    shell: "xiaohao document dossier 江六村 --out 江六村.docx")
            ]
        }
    }
}
