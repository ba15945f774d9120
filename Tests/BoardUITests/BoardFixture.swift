import BoardUI
import Rectification
import Requests
import Screen
import Wording

/// A board with known findings, made by messages as the driver would send them.
enum BoardFixture {
    static let today = Day(iso: "2026-11-24") ?? Day(number: 0)

    static let policy = Policy(
        digest: "p",
        parties: [
            .init(code: .inspection, name: "巡察组"), .init(code: .discipline, name: "镇街纪委"),
            .init(code: .organisation, name: "组织部"),
        ], immediateNeedsInspectionOnly: false, basicCompletionMaySubmit: false, immediateDays: 30, planWorkingDays: 10,
        concentratedMonths: 3, longestMonths: 12,
        warnings: [.init(days: 20, label: "提前提醒"), .init(days: 10, label: "临期预警")],
        overdueLabel: "逾期", extensionLimit: 2, consolidationMonths: 6,
        listsOnDisagreement: true, listsOnRelapse: true, listingSupervisor: "巡察办", openClueBlocksClosure: false,
        clueMonths: 3,
        ladder: [
            .init(kind: .reminder, daysOverdue: 1, isAnyTime: true), .init(kind: .slip, daysOverdue: 7),
            .init(kind: .notice, daysOverdue: 15), .init(kind: .interview, daysOverdue: 30),
            .init(kind: .admonition, daysOverdue: 60),
        ], answerTimes: [], categories: [.init(name: "群众身边不正之风", children: ["误工补助", "三资管理"])],
        reasons: [.init(code: "noEvidence", words: "无数据及实例支撑"), .init(code: "paper", words: "纸面整改")], extraHolidays: [],
        extraWorkingDays: [])

    static func id<Noun>(_ number: Int) -> Identifier<Noun> {
        Identifier(high: 0x4000, low: 0x8000_0000_0000_0000 + UInt64(number))
    }

    static let clerk = Person(
        id: id(2), name: "张会计", organisation: OrganisationReference(id: id(3), path: "下应街道 / 江六村"), roles: [.unit])

    /// `--readonly` was given.
    static let lookOnly = Message.Trouble(rule: "readonly", facts: [:], isFailure: false)

    static func setting(_ language: Language = .simplified, isReadOnly: Bool = false) -> BoardSetting {
        BoardSetting(
            words: .bundled(language), ledgerName: "澜州市委巡察办", isPractice: true, barred: isReadOnly ? lookOnly : nil,
            zone: .china,
            policy: policy,
            actor: clerk)
    }

    static let texts = [
        "误工补助支出异常，2023年发放误工补助16.6万元，其中17笔无考勤记录、无事由说明", "固定资产未入账，价值34.5万元的12项资产长期账外管理",
        "组织生活不规范，3个支部“三会一课”记录后补、内容雷同", "惠民补贴发放审核不严", "Öffentliche Ausschreibung mit 👩‍👩‍👧 und é",
    ]

    static func row(_ number: Int, _ stage: StageCode, unit path: String? = nil) -> FindingRow {
        let due = today.adding(days: number * 3 - 12)
        return FindingRow(
            number: FindingNumber(number), id: id(1000 + number), version: 3, changed: number, stage: stage,
            externalNumber: "\(number)", round: "第六轮",
            unit: OrganisationReference(id: id(3), path: path ?? (number % 8 < 4 ? "下应街道 / 江六村" : "市教育局")),
            text: texts[number % texts.count],
            category: "群众身边不正之风 / 误工补助", source: .inspection, leader: "李书记",
            flags: number % 4 == 0 ? [.key] : [], deadlineCode: number % 7 == 0 ? .longTerm : .date,
            due: number % 7 == 0 ? nil : due,
            isListed: number % 5 == 0, hasPendingExtension: false, hasPendingReturn: false, isBroughtForward: false,
            reviewRound: number % 3 + 1, relapses: 0,
            seats: stage == .review ? [.init(party: .inspection, verdict: .agree)] : [],
            closedOn: stage == .closed ? today.adding(days: -number) : nil, closure: stage == .closed ? .full : nil,
            consolidateFrom: stage == .closed ? today.adding(days: 90) : nil)
    }

    static func rows(_ stage: StageCode, _ count: Int = 60) -> [FindingRow] {
        (0..<count).map { row($0 * 4 + stage.column + 1, stage) }
    }

    /// Answers what the board asks for, as the driver does, until it asks for nothing more.
    static func settle(_ state: inout UIState, _ effects: [Effect], count: Int = 60) {
        var open = effects
        var turns = 0
        while let effect = open.first, turns < 200 {
            turns += 1
            open.removeFirst()
            switch effect {
            case .load(let ask): open += state.update(.page(reply(ask, count)))
            case .triage(let effect): open += TriageFixture.answer(effect).flatMap { state.update(.triage($0)) }
            case .intake(let effect): open += IntakeFixture.answer(effect).map { state.update(.intake($0)) } ?? []
            case .desk(.act(let action, .findings(let numbers))) where numbers.count == 1:
                open += state.update(.admissions(finding(), menuItems(), opening: action))
            case .desk(.act(let action, let target)):
                var numbers = DeskFixture.rows.prefix(14).map(\.finding.number)
                if case .findings(let named) = target { numbers = named }
                open += state.update(.bulkAdmissions(bulk(numbers), count: numbers.count, opening: action))
            case .desk(let effect): open += DeskFixture.answer(effect).flatMap { state.update(.desk($0)) }
            case .count(let filter, let generation):
                open += state.update(
                    .counts(
                        BoardCounts(stages: [70, 431, 12, 1204], overdue: 19, listed: 9, immediate: 4),
                        of: filter, generation: generation))
            case .countLanes(let lanes, _, _, let generation):
                open += state.update(
                    .laneCounts(lanes.map { LaneCount(lane: $0, stages: [35, 30, 6, 602]) }, generation: generation))
            case .dossier: open += state.update(.dossier(dossier()))
            case .admissions(_, let opening):
                open += state.update(.admissions(finding(), menuItems(), opening: opening))
            case .people: open += state.update(.people([clerk]))
            case .bulkAdmissions(let numbers, let opening):
                open += state.update(.bulkAdmissions(bulk(numbers), count: numbers.count, opening: opening))
            case .figures(let effect): open += FiguresFixture.answer(effect).flatMap { state.update(.figures($0)) }
            case .units(let effect): open += DossierFixture.answer(effect).flatMap { state.update(.units($0)) }
            case .undo(let number):
                open +=
                    number.value % 2 == 0
                    ? state.update(.wholeOperation(id(77), event: "flagged", findings: 12))
                    : state.update(.admissions(finding(), menuItems(), opening: .undo))
            case .newest: open += state.update(.newest(dossier()))
            case .frequency(let field, let filter): open += state.update(.frequency(field, counts(field), filter))
            case .savedFilters: open += state.update(.savedFilters(savedFilters))
            case .storeFilters(let filters): open += state.update(.savedFilters(filters))
            case .history: open += state.update(.history(["list --overdue", "show 12"]))
            case .complete(let text, _): open += state.update(.completions(of: text, completions))
            case .locate(let number):
                open += state.update(.located(row(number.value, StageCode.allCases[(number.value - 1) % 4])))
            case .understand(let field, let text, _):
                let words = text == "+30d" ? "2026-12-24 周四 · 30 天后（22 个工作日）" : nil
                open += state.update(.understood(field: field, text: text, words: words))
            case .run, .cancel, .perform, .performBulk, .undoOperation, .file, .forget, .suggest, .saveDraft,
                .dropDraft, .findDraft, .drafts, .copy, .suspend, .redraw, .edit, .open,
                .meeting:
                continue
            case .actAs: open += state.update(.actor(clerk))
            case .resolveFilter(let values): open += state.update(.filter(FindingFilter(), words: values))
            case .evidence(let number): open += state.update(.evidence(number, finding().liveEvidence))
            }
        }
    }

    static func reply(_ ask: PageAsk, _ count: Int) -> Message.PageReply {
        var all = rows(StageCode.allCases[ask.column], count).filter { row in
            ask.filter.text.map { row.text.contains($0) } ?? true
        }
        if let lanes = ask.lanes {
            all.sort { left, right in
                left.lane(lanes) == right.lane(lanes)
                    ? left.number < right.number
                    : left.lane(lanes).utf8.lexicographicallyPrecedes(right.lane(lanes).utf8)
            }
        }
        switch ask.place {
        case .first:
            return .init(
                request: ask, rows: Array(all.prefix(ask.limit)), hasMoreAbove: false,
                hasMoreBelow: all.count > ask.limit)
        case .last:
            return .init(
                request: ask, rows: Array(all.suffix(ask.limit)), hasMoreAbove: all.count > ask.limit,
                hasMoreBelow: false)
        case .after(let anchor):
            let rest = all.filter { $0.number.value > anchor.number }
            return .init(
                request: ask, rows: Array(rest.prefix(ask.limit)), hasMoreAbove: true,
                hasMoreBelow: rest.count > ask.limit)
        case .before(let anchor):
            let rest = all.filter { $0.number.value < anchor.number }
            return .init(
                request: ask, rows: Array(rest.suffix(ask.limit)), hasMoreAbove: rest.count > ask.limit,
                hasMoreBelow: true)
        case .around(let number, _):
            return .init(
                request: ask, rows: all, hasMoreAbove: false, hasMoreBelow: false,
                index: all.firstIndex { $0.number == number } ?? 0)
        }
    }

    static func board(
        _ columns: Int, _ rows: Int, _ language: Language = .simplified, isReadOnly: Bool = false, count: Int = 60
    ) -> UIState {
        var state = UIState(
            setting: setting(language, isReadOnly: isReadOnly), size: Size(columns: columns, rows: rows), today: today)
        settle(&state, state.start(), count: count)
        return state
    }

    /// Presses keys and answers what they ask for.
    static func press(_ state: inout UIState, _ keys: KeyPress...) {
        for key in keys { settle(&state, state.update(.key(key))) }
    }

    static func type(_ state: inout UIState, _ text: String) {
        for character in text { settle(&state, state.update(.key(.character(character)))) }
    }
}
