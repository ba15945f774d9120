import BoardUI
import Rectification
import Requests

extension BoardFixture {
    private static func stamp(_ version: Int) -> EventStamp {
        EventStamp(version: version, at: Moment(seconds: 1_794_000_000), day: today, person: id(2), name: "张会计")
    }

    private static let events: [FindingEvent] = [
        .filed(
            Filing(
                number: FindingNumber(1),
                facts: Facts(
                    externalNumber: "12", round: "第六轮", unit: OrganisationReference(id: id(3), path: "下应街道 / 江六村"),
                    leader: "李书记", text: texts[0], category: "群众身边不正之风 / 误工补助", source: .inspection, flags: [.key],
                    amount: Amount(tenThousandYuan: "16.6")),
                deadline: Deadline(.date(Day(iso: "2026-11-15") ?? today), written: "11月中旬"))),
        .started(
            Plan(
                goal: "误工补助有据可查",
                measures: [MeasureDraft(text: "修订误工补助管理办法", kind: .rule), MeasureDraft(text: "追回无依据资金")],
                responsible: "张会计")),
        .reported(
            Report(steps: [.init(number: 1, isDone: true), .init(number: 2, progress: "已追回一半")], completion: .basic)),
        .evidenceAttached(
            number: 1, EvidenceFile(name: "会议记录.pdf", bytes: 20_480, digest: String(repeating: "ab", count: 32))),
        .listed(supervisor: "区纪委", limit: Day(iso: "2026-12-31")),
        .supervised(
            number: 1, SupervisionDraft(kind: .slip, addressee: "张书记", text: "请于月底前完成", due: Day(iso: "2026-11-30"))),
    ]

    static func finding() -> Finding { dossier().finding }

    static func dossier() -> FindingDossier {
        var finding: Finding?
        var history: [HistoryEntry] = []
        for (index, event) in events.enumerated() {
            if finding == nil {
                finding = Finding(id: id(1001), first: event, stamp: stamp(1))
            } else {
                finding?.evolve(event, stamp(index + 1))
            }
            history.append(
                HistoryEntry(
                    position: index + 10, version: index + 1, at: Moment(seconds: 1_794_000_000 + Int64(index) * 3600),
                    person: id(2),
                    name: "张会计", login: "zhang", event: event))
        }
        guard let finding else { preconditionFailure("the fixture's first event makes a finding") }
        return FindingDossier(finding: finding, history: history)
    }

    static let savedFilters = [
        SavedFilter(name: "下应逾期", values: ["unit": ["下应街道"], "overdue": ["yes"]]),
        SavedFilter(name: "重点", values: ["starred": ["yes"]]),
    ]

    static let completions = [
        Completion(word: "list", replaces: 0, help: "问题清单: findings by filter and order."),
        Completion(word: "log", replaces: 0, help: "事件日志: the events as JSON Lines, oldest first."),
    ]

    static func counts(_ field: CountField) -> [FieldCount] {
        switch field {
        case .stage: (0..<4).map { FieldCount(value: String($0), label: String($0), count: 40 - $0 * 9) }
        case .unit:
            [
                FieldCount(value: unit(3), label: "下应街道 / 江六村", count: 1204),
                FieldCount(value: unit(4), label: "市教育局", count: 431),
                FieldCount(value: unit(5), label: "云龙镇 / 上李家村", count: 12),
            ]
        case .source: [FieldCount(value: "inspection", label: "inspection", count: 70)]
        case .month:
            [
                FieldCount(value: "2026-11", label: "2026-11", count: 19),
                FieldCount(value: "", label: "", count: 4),
            ]
        case .round, .category, .leader: [FieldCount(value: "第六轮", label: "第六轮", count: 70)]
        }
    }

    private static func unit(_ number: Int) -> String { (id(number) as OrganisationID).description }

    /// Every other finding admits, the rest do not.
    static func bulk(_ numbers: [FindingNumber]) -> [BulkAdmission] {
        FindingAction.allCases.filter(\.isForMany).map { action in
            let admits = action != .reassign
            return BulkAdmission(
                action,
                admitted: numbers.filter { admits && $0.value % 8 != 1 }.map { BulkTarget(number: $0, version: 3) },
                refused: numbers.filter { !admits || $0.value % 8 == 1 }.map {
                    .init(number: $0, refusal: FindingRefusal(.stageNotInProgress, ["stage": "assigned"]))
                })
        }
    }

    static func menuItems() -> [Admission] {
        FindingAction.allCases.map { action in
            let refusal: FindingRefusal? =
                switch action {
                case .submit: FindingRefusal(.submitNoInference)
                case .agree, .disagree, .defer: FindingRefusal(.stageNotReview, ["stage": "inProgress"])
                case .reassign, .recall, .list, .delist: FindingRefusal(.role, ["roles": "office", "person": "张会计"])
                case _: nil
                }
            return Admission(action, refusal: refusal)
        }
    }
}
