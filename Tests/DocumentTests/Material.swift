import Documents
import Foundation
import Rectification
import Requests
import Wording

/// Findings, meetings and settings to write documents from.
enum Material {
    static func id<Noun>(_ number: UInt64) -> Identifier<Noun> { Identifier(high: 0x4000, low: 1 << 63 | number) }

    static let day = Day(number: 20_781)
    static let parties = [("inspection", "巡察组"), ("discipline", "镇街纪委"), ("organisation", "组织部")]
    static let names = ["王五", "李四", "赵六"]
    static let policy = Policy(
        digest: "p", parties: parties.map { Policy.Party(code: PartyCode($0.0), name: $0.1) },
        immediateNeedsInspectionOnly: false, basicCompletionMaySubmit: false, immediateDays: 7, planWorkingDays: 10,
        concentratedMonths: 3, longestMonths: 12, warnings: [],
        overdueLabel: "逾期", extensionLimit: 1, consolidationMonths: 6,
        listsOnDisagreement: true, listsOnRelapse: true, listingSupervisor: "区纪委", openClueBlocksClosure: false,
        clueMonths: 3, ladder: [], answerTimes: [], categories: [],
        reasons: [Policy.Reason(code: "noEvidence", words: "无数据及实例支撑")],
        extraHolidays: [], extraWorkingDays: [])

    static func setting(_ language: Language = .simplified, isPractice: Bool = false) -> DocumentSetting {
        DocumentSetting(
            words: Catalogue.bundled(language), policy: policy, today: day, zone: .china, ledger: "宁波市某区巡察整改台账",
            isPractice: isPractice)
    }

    static func unit(_ name: String) -> OrganisationReference {
        OrganisationReference(id: id(UInt64(truncatingIfNeeded: name.count) + 500), path: "下应街道 / " + name)
    }

    /// A finding that went through review; closed unless somebody disagreed.
    static func dossier(
        _ number: Int, text: String = "误工补助支出异常，部分支出没有经办人签字，也没有附出勤记录。", unit name: String = "江六村",
        verdict: Verdict? = nil, evidence: Int = 2, key: String? = "SHA256:Qm9zVh0bWJ2Y3p1d2F5c3RyaW5nZm9ydGVzdHM"
    ) -> FindingDossier {
        let file = { (index: Int) in
            EvidenceFile(name: "票据及出勤记录\(index).pdf", bytes: 18_234, digest: String(repeating: "0f", count: 32))
        }
        let facts = Facts(
            externalNumber: "ZK-\(number)", round: "十四届市委第六轮", unit: unit(name), leader: "张书记", text: text,
            category: "群众身边腐败和不正之风 / 惠民资金", source: .inspection, flags: [.key])
        var events: [FindingEvent] = [
            .filed(
                Filing(
                    number: FindingNumber(number), facts: facts, deadline: Deadline(.date(day.adding(days: 20))),
                    goal: "制度健全，资金全部追回", responsible: "张会计",
                    measures: [
                        MeasureDraft(text: "修订误工补助办法", kind: .rule), MeasureDraft(text: "追回违规发放的资金", kind: .recovery),
                    ])),
            .started(Plan()),
            .reported(
                Report(
                    steps: [.init(number: 1, isDone: true, progress: "办法已经村民代表会议通过"), .init(number: 2, isDone: true)],
                    completion: .done, effect: "追回 3.2 万元", inference: "已自查全部村级支出")),
        ]
        for index in 1...max(1, evidence) { events.append(.evidenceAttached(number: index, file(index))) }
        let content = String(repeating: "ab", count: 32)
        events.append(.submitted(reviewRound: 1, pledge: "张书记", content: content))
        for (index, party) in parties.enumerated() {
            let last = index == parties.count - 1
            events.append(
                .opined(
                    Opined(
                        number: FindingNumber(number), reviewRound: 1, party: PartyCode(party.0), key: key,
                        verdict: last ? verdict ?? .agree : .agree, content: content, head: nil)))
        }
        if verdict == nil {
            events.append(.closed(reviewRound: 1, kind: .full, consolidateFrom: day.adding(months: 6)))
        } else {
            events.append(
                .sentBack(reviewRound: 2, deadline: day.adding(days: 30), isListed: true, supervisor: "区纪委"))
        }
        return fold(number, events)
    }

    private static func fold(_ number: Int, _ events: [FindingEvent]) -> FindingDossier {
        var history: [HistoryEntry] = []
        var finding: Finding?
        for (index, event) in events.enumerated() {
            let at = Moment(seconds: Int64(day.number) * 86_400 + Int64(index) * 60)
            let by =
                if case .opined(let opined) = event {
                    names[parties.firstIndex { $0.0 == opined.party.description } ?? 0]
                } else { "张会计" }
            let stamp = EventStamp(
                version: index + 1, at: at, day: day, person: id(UInt64(by.hashValue & 0xFF)), name: by)
            if finding == nil {
                finding = Finding(id: id(UInt64(number)), first: event, stamp: stamp)
            } else {
                finding?.evolve(event, stamp)
            }
            history.append(
                HistoryEntry(
                    position: number * 100 + index, version: index + 1, at: at, person: stamp.person, name: by,
                    login: "t", event: event))
        }
        guard let finding else { preconditionFailure("no first event") }
        return FindingDossier(finding: finding, history: history)
    }

    static func row(_ dossier: FindingDossier) -> FindingRow { FindingRow(of: dossier.finding, changed: 1) }

    /// A meeting that heard these findings: every third was sent back.
    static func minutes(
        _ dossiers: [FindingDossier], checkpoint: String? = "4127:" + String(repeating: "9c", count: 32)
    ) -> Minutes {
        let seats = zip(parties, names).map { party, name in
            Meeting.Seat(party: PartyCode(party.0), reviewer: id(UInt64(name.hashValue & 0xFF)), name: name)
        }
        let stamp = { (version: Int) in
            EventStamp(
                version: version, at: Moment(seconds: Int64(day.number) * 86_400 + 3600), day: day, person: id(1),
                name: "周主任")
        }
        var meeting = Meeting(
            id: id(900),
            first: .opened(
                MeetingOpening(
                    number: 3, kind: .closure, date: day, place: "区纪委三楼会议室", seats: seats,
                    agenda: dossiers.map(\.finding.number))), stamp: stamp(1))
        if let first = dossiers.first {
            meeting?.evolve(.noted(first.finding.number, text: "票据补齐后由镇街纪委复核"), stamp(2))
        }
        meeting?.evolve(.noted(nil, text: "下次会议定于十二月中旬"), stamp(3))
        meeting?.evolve(.adjourned, stamp(4))
        guard let meeting else { preconditionFailure("no meeting") }
        let lines = dossiers.map { dossier in
            AgendaLine(
                row: row(dossier), mark: .due,
                outcome: dossier.finding.closure == nil
                    ? .sentBack(deadline: day.adding(days: 30), supervisor: "区纪委") : .closed(.full),
                decidedAt: dossier.history.last?.at)
        }
        return Minutes(
            sheet: MeetingSheet(meeting: meeting, ordinal: 1, lines: lines),
            heard: Dictionary(uniqueKeysWithValues: dossiers.map { ($0.finding.number, $0.history) }),
            people: Dictionary(
                uniqueKeysWithValues: seats.map {
                    ($0.reviewer, Person(id: $0.reviewer, name: $0.name, organisation: unit("巡察一组")))
                }),
            keys: [:], listings: [:], checkpoint: checkpoint)
    }

    static let disagreement = Verdict.disagree(
        code: "noEvidence", reason: "追回资金没有银行回单", deadline: day.adding(days: 30))

    /// Three pages and more: 30 findings whose units have names of 200 characters.
    static let worst = (1...30).map { number in
        dossier(
            number, text: String(repeating: "固定资产未入账且账实不符，", count: 6),
            unit: String(repeating: "江六村股份经济合作社", count: 20), verdict: number % 3 == 0 ? disagreement : nil)
    }

    /// Every kind with ordinary material.
    static func record(_ kind: DocumentKind, _ setting: DocumentSetting, _ dossiers: [FindingDossier])
        -> DocumentRecord?
    {
        let rows = dossiers.map(row)
        let unit = dossiers.first?.finding.unit ?? unit("江六村")
        switch kind {
        case .minutes: return minutes(dossiers).record(setting)
        case .closureForm: return dossiers.lazy.compactMap { ClosureForm($0) }.first?.record(setting)
        case .keyForm:
            let person = Person(
                id: id(2), name: "王五", organisation: unit, roles: [.reviewer], parties: [.inspection])
            return KeyForm(
                person: person, fingerprint: "SHA256:Qm9zVh0bWJ2Y3p1d2F5c3RyaW5nZm9ydGVzdHM", crypto: .standard,
                offered: day, enrolled: day, retired: nil
            ).record(setting)
        case .slip, .notice, .reminder, .interview, .visit, .admonition, .evaluation:
            return PressingPaper(
                unit: unit, head: "张书记", to: nil, text: nil, due: day, attendees: ["李书记", "王书记"], rows: rows
            ).record(setting)
        case .publicList: return PublicList(rows: rows).record(setting)
        case .digest:
            let line = DocumentRecord([
                "number": "1", "unit": unit.name, "head": "张书记", "state": "逾期 3 天", "text": rows.first?.text,
            ])
            let group = DocumentRecord(["name": unit.name, "count": "3"])
            let decision = DocumentRecord([
                "number": "1", "unit": unit.name, "event": "销号", "by": "王五", "on": "2026-11-23", "text": "问题",
            ])
            var values: [String: DocumentRecord.Value] = [
                "isNeeded": .flag(true), "isNarrowed": .flag(true), "decisions": .list([decision]),
                "units": .list([group]), "leaders": .list([group]),
                "letters": .list([
                    DocumentRecord([
                        "code": "巡建〔2026〕3号", "to": "区农业农村局", "subject": "误工补助发放不规范", "due": "2026-12-01",
                        "days": "12",
                    ])
                ]),
            ]
            for name in ["newlyOverdue", "soon", "unanswered", "extensions"] {
                values[name] = .list(Array(repeating: line, count: rows.count))
            }
            for name in [
                "weekday", "scope", "label", "since", "total", "newCount", "soonDays", "soonCount", "unansweredCount",
                "extensionCount", "decidedCount", "letterCount",
            ] { values[name] = "3" }
            for name in [
                "newlyOverdue", "soon", "unanswered", "extensions", "letters", "decisions", "units", "leaders",
            ] { values[name + "More"] = "" }
            return setting.record(values)
        case .letter:
            return recommendation(rows, day)?.record(setting)
        case .dossier:
            let organisation = Organisation(id: unit.id, name: unit.name, kind: .village, head: "张书记")
            let round = Round(id: id(3), name: "十四届市委第六轮", mode: .linked, entered: day, feedback: day)
            let tally = rows.reduce(into: UnitTally()) { $0.add($1, 1) }
            let step = UnitPage.SentStep(
                unit: unit, kind: .slip, addressee: "张书记", text: "请按期完成", on: day, due: day,
                findings: rows.map(\.number),
                answers: rows.prefix(2).map { .init(finding: $0.number, text: "已办结", on: day) })
            let page = UnitPage(
                organisation: organisation, path: unit.path, children: 2, tally: tally, overdue: 1,
                rounds: [.init(name: round.name, round: round, tally: tally)],
                months: [
                    .init(month: Month(of: day.adding(days: -40)), entered: rows.count, closed: 0),
                    .init(month: Month(of: day), entered: 0, closed: 1),
                ], opinions: [.init(party: .inspection, verdict: .disagree, code: "paper", count: 2)], steps: [step],
                hasMoreSteps: false, people: [Person(id: id(2), name: "张会计", roles: [.unit])], findings: rows, next: nil
            )
            return UnitDossier(page).record(setting)
        case .headReport: return HeadReport(unit: unit, head: "张书记", rows: rows).record(setting)
        case .specialReport: return specialReport(rows, day)?.record(setting)
        }
    }

    static func document(
        _ kind: DocumentKind, _ language: Language = .simplified, isPractice: Bool = false,
        from dossiers: [FindingDossier]
    ) throws -> Document? {
        let setting = setting(language, isPractice: isPractice)
        guard let record = record(kind, setting, dossiers) else { return nil }
        return try BundledTemplate.of(kind, language).fill(record, setting)
    }
}
