import BoardUI
import Rectification
import Requests

/// What the driver would answer the figures: three units, one of them with its own findings beside those below it.
enum FiguresFixture {
    static func tally(_ open: Int, _ closed: Int) -> UnitTally {
        var tally = UnitTally()
        tally[.inProgress] = open
        tally[.closed] = closed + 2
        tally[.stageClosed] = 1
        tally[.broughtForward] = 1
        return tally
    }

    static func figures(of unit: OrganisationID?) -> UnitFigures {
        let today = BoardFixture.today
        let nodes =
            unit == nil
            ? DossierFixture.towns + [DossierFixture.bureau] : DossierFixture.villages(of: DossierFixture.towns[0])
        var units = nodes.enumerated().map { index, node in
            UnitFigures.UnitLine(
                id: node.id, name: node.name, isOwn: false, hasChildren: node.hasChildren,
                tally: tally(20 - index % 7, index % 11), overdue: (11 * (index + 1)) % 9,
                weeks: (0..<UnitFigures.weekCount).map { ($0 * (index + 1)) % 9 })
        }
        units.insert(
            UnitFigures.UnitLine(
                id: DossierFixture.city.id, name: DossierFixture.city.name, isOwn: true, hasChildren: false,
                tally: tally(3, 9), overdue: 2, weeks: Array(repeating: 2, count: UnitFigures.weekCount)),
            at: 0)
        let path = unit == nil ? "澜州市" : "澜州市 / 下应街道"
        return UnitFigures(
            unit: OrganisationReference(id: unit ?? DossierFixture.city.id, path: path), asOf: today,
            tally: tally(43, 20), overdue: 81,
            rounds: [
                .init(name: "十四届市委第六轮", round: nil, tally: tally(30, 12)),
                .init(name: "供销系统专项巡察", round: nil, tally: tally(13, 8)),
            ], units: units,
            months: (0..<14).map { index in
                .init(
                    month: Month(of: Day(iso: "2025-10-01")?.adding(months: index) ?? today),
                    entered: index % 5 == 0 ? 120 : 0, closed: index * 4)
            }, weeks: UnitFigures.weeks(before: today),
            coverage: [
                .init(kind: .village, inspected: 2720, total: 2920, asOf: Day(iso: "2024-12-31") ?? today),
                .init(kind: .bureau, inspected: 12, total: 48, asOf: today),
            ],
            issues: [
                .init(field: "农村集体“三资”管理", issues: 4, findings: 61, closed: 22),
                .init(field: "党建", issues: 1, findings: 12, closed: 12),
            ],
            letters: [
                .init(department: "澜州市 / 市农业农村局", issued: 3, answered: 2, overdue: 1),
                .init(department: "澜州市 / 市民政局", issued: 1, answered: 1, overdue: 0),
            ])
    }

    static func answer(_ effect: FiguresEffect) -> [FiguresMessage] {
        switch effect {
        case .load(let unit, let generation): [.loaded(figures(of: unit), generation: generation)]
        case .export(let kind, _):
            [
                .exported(
                    paths: ["xlsx", "html", "md"].map { "/ledger.db.documents/2026-11-24/\(kind.rawValue).\($0)" },
                    shell: "xiaohao figures --chart \(kind.rawValue)")
            ]
        }
    }
}
