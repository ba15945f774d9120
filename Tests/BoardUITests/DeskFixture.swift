import BoardUI
import Rectification
import Requests

/// What the driver would answer the desk: sixty findings, worst first, some pressed, listed, extended.
enum DeskFixture {
    static let rows: [DeskRow] = (1...60).map { number in
        let base = BoardFixture.row(number * 2, number % 3 == 0 ? .assigned : .inProgress)
        let due = BoardFixture.today.adding(days: number * 2 - 50)
        let step = SupervisionDraft(
            kind: number % 2 == 0 ? .slip : .reminder, addressee: "张书记", text: "请办",
            due: BoardFixture.today.adding(days: number % 7 - 3))
        let steps = number % 3 == 0 ? [] : [Supervision(number: 1, step, on: BoardFixture.today.adding(days: -6))]
        let listing = Listing(
            since: BoardFixture.today.adding(days: -9), supervisor: "区纪委", limit: BoardFixture.today.adding(days: 20),
            isByPolicy: false)
        let beside = Beside(
            pressing: Pressure(steps, deadline: due), extensionUntil: number % 9 == 0 ? due.adding(days: 30) : nil,
            listing: number % 5 == 0 ? listing : nil, clueDue: nil)
        let finding = row(
            base, due, beside, isListed: number % 5 == 0, hasPendingExtension: number % 9 == 0)
        return DeskRow(finding: finding, head: number % 4 == 0 ? nil : "张书记", town: "下应街道", district: nil)
    }

    /// A finding that is late and was pressed for in so many steps.
    static func row(pressed steps: [Supervision]) -> DeskRow {
        let due = BoardFixture.today.adding(days: -48)
        let beside = Beside(
            pressing: Pressure(steps, deadline: due), extensionUntil: nil, listing: nil, clueDue: nil)
        return DeskRow(
            finding: row(BoardFixture.row(2, .inProgress), due, beside), head: "张书记", town: nil, district: nil)
    }

    private static func row(
        _ base: FindingRow, _ due: Day, _ beside: Beside, isListed: Bool = false, hasPendingExtension: Bool = false
    ) -> FindingRow {
        FindingRow(
            number: base.number, id: base.id, version: base.version, changed: base.changed, stage: base.stage,
            externalNumber: base.externalNumber, round: base.round, unit: base.unit, text: base.text,
            category: base.category, source: base.source, leader: base.leader, flags: base.flags,
            deadlineCode: .date, due: due, isListed: isListed, hasPendingExtension: hasPendingExtension,
            hasPendingReturn: false, isBroughtForward: false, reviewRound: base.reviewRound, relapses: 0, seats: [],
            closedOn: nil, closure: nil, consolidateFrom: nil, beside: beside)
    }

    static let groups = [
        DeskGroup(value: "a", label: "下应街道", count: 14), DeskGroup(value: "b", label: "市教育局", count: 8),
        DeskGroup(value: "c", label: "", count: 2),
    ]

    /// One that waits for its reply for eleven days, one for four.
    static let lateLetters: [LetterRow] = [11, 4].map { days in
        let number = days == 11 ? 1 : 2
        return LetterRow(
            number: number, id: LetterID(high: 1, low: UInt64(number)), version: 2, state: .issued,
            code: LetterCode(year: 2026, serial: number),
            issue: IssueReference(id: GroupID(high: 1, low: 1), number: 3, title: "误工补助发放不规范"),
            to: OrganisationReference(id: OrganisationID(high: 1, low: 9), path: "澜州市 / 区农业农村局"),
            draftedOn: BoardFixture.today.adding(days: -90), issuedOn: BoardFixture.today.adding(days: -80),
            due: BoardFixture.today.adding(days: -days), answeredOn: nil)
    }

    static func answer(_ effect: DeskEffect, others: Int = 0) -> [DeskMessage] {
        switch effect {
        case .load(let ask):
            return [.page(ask, rows: rows, hasMoreAbove: false, hasMoreBelow: false, index: nil)]
        case .groups(_, _, _, let generation): return [.groups(groups, generation: generation)]
        case .count(_, let generation):
            let presets = Dictionary(
                uniqueKeysWithValues: DeskPreset.allCases.enumerated().map { ($0.element, 24 - $0.offset) })
            return [
                .counts(
                    DeskCounts(
                        presets: presets, immediate: ImmediateTally(closed: 5, running: 3, overdue: 1),
                        lateLetters: lateLetters),
                    generation: generation)
            ]
        case .act: return []
        case .export(let paper, _, let scope):
            let name = scope?.name ?? ""
            return [.exported(paper, paths: ["docx", "html", "md"].map { "/台账/督办/\(name).\($0)" })]
        case .propose(nil, .findings(let meant)):
            let ladder = Ladder(BoardFixture.policy)
            let rows = meant.compactMap { number in Self.rows.first { $0.finding.number == number } }
            guard let step = ladder.step(for: rows.map { $0.standing(ladder, on: BoardFixture.today) }) else {
                return [.noStep]
            }
            return answer(
                .propose(step.kind, .findings(step.indices.map { rows[$0].finding.number })),
                others: meant.count - step.indices.count)
        case .propose(let kind?, .findings(let numbers)):
            return [
                .proposed(
                    .init(
                        kind: kind, numbers: numbers,
                        values: ["to": "张书记", "text": "江六村 1 个问题逾期 48 天，请抓紧整改。", "due": "2026-12-01"],
                        units: ["江六村 1 个问题 → 张书记"], isAhead: kind == .admonition,
                        isPastCalendar: kind == .notice, others: others))
            ]
        case .propose(let asked, .scope):
            let kind = asked ?? .reminder
            return [
                .proposed(
                    .init(
                        kind: kind, numbers: rows.prefix(14).map(\.finding.number), values: ["due": "2026-12-01"],
                        units: ["江六村 9 个问题 → 张书记", "市教育局 5 个问题 → 任局长"], isAhead: false))
            ]
        case .press(let form, let numbers, _):
            return [
                .pressed(
                    .init(
                        kind: Supervision.Kind(rawValue: form["kind"] ?? "") ?? .slip, numbers: numbers,
                        findings: numbers.count, units: 1, refused: 0, reason: nil,
                        folder: "/ledger.db.documents/2026-11-24",
                        shell: "xiaohao supervise 2 slip", head: 100))
            ]
        }
    }
}
