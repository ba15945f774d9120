import BoardUI
import Rectification
import Requests

/// What the driver would answer triage: fifty suggestions, biggest first, three issues, three letters.
enum TriageFixture {
    static let words = [["误工补助", "考勤", "代签"], ["第一议题", "党委会"], ["三重一大", "集体研究"], ["固定资产", "账外"]]

    static let suggestions: [SuggestionRow] = (0..<50).map { number in
        let size = 52 - number
        return SuggestionRow(
            id: hex(number),
            title: words[number % 4].prefix(2).joined(separator: "、") + (number < 4 ? "" : "之\(number)"),
            members: (0..<size).map { FindingNumber(number * 60 + $0 + 1) }, units: max(2, size * 2 / 3),
            field: "群众身边不正之风 / 误工补助", cohesion: 0.52 - Double(number) / 200,
            trend: Trend(rounds: [
                .init(round: "第五轮", findings: size / 3), .init(round: "第六轮", findings: size - size / 3),
            ]),
            words: words[number % 4])
    }

    static func hex(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    static func issueRow(_ number: Int, version: Int = 1) -> IssueRow {
        IssueRow(
            number: number, id: BoardFixture.id(300 + number), version: version,
            title: ["误工补助发放不规范", "公务接待超标准", "村务公开不及时"][number - 1],
            field: "群众身边不正之风 / 误工补助", scope: [.field, .whole, .single][number - 1],
            state: [.open, .letterIssued, .answered][number - 1], formedOn: BoardFixture.today, letters: number - 1,
            words: words[0], units: 9, stages: [3, 4, 1, 4],
            trend: Trend(rounds: [.init(round: "第五轮", findings: 4), .init(round: "第六轮", findings: 8)]))
    }

    static let issues = (1...3).map { issueRow($0) }

    static func formation(_ number: Int) -> Formation {
        Formation(
            number: number, title: issueRow(number).title, field: "群众身边不正之风 / 误工补助", scope: .field,
            members: (1...12).map { FindingNumber($0) }, words: words[0], suggestion: hex(1))
    }

    static let stamp = EventStamp(
        version: 1, at: Moment(iso: "2026-11-24T02:00:00Z") ?? Moment(seconds: 0), day: BoardFixture.today,
        person: BoardFixture.id(2), name: "周主任")

    static let department = OrganisationReference(id: BoardFixture.id(40), path: "市农业农村局")

    static let letters: [LetterRow] = [
        LetterRow(
            number: 3, id: BoardFixture.id(503), version: 1, state: .draft, code: nil, issue: reference(1),
            to: department,
            draftedOn: BoardFixture.today, issuedOn: nil, due: Day(iso: "2027-01-24"), answeredOn: nil),
        LetterRow(
            number: 2, id: BoardFixture.id(502), version: 2, state: .issued, code: LetterCode(year: 2026, serial: 2),
            issue: reference(2), to: department, draftedOn: BoardFixture.today, issuedOn: Day(iso: "2026-09-01"),
            due: Day(iso: "2026-11-01"), answeredOn: nil),
        LetterRow(
            number: 1, id: BoardFixture.id(501), version: 3, state: .answered, code: LetterCode(year: 2026, serial: 1),
            issue: reference(3), to: department, draftedOn: BoardFixture.today, issuedOn: Day(iso: "2026-08-01"),
            due: Day(iso: "2026-10-01"), answeredOn: Day(iso: "2026-09-20")),
    ]

    static func reference(_ number: Int) -> IssueReference {
        IssueReference(id: BoardFixture.id(300 + number), number: number, title: issueRow(number).title)
    }

    static func sheet(_ number: Int) -> IssueSheet? {
        guard
            var issue = CommonIssue(id: BoardFixture.id(300 + number), first: .formed(formation(number)), stamp: stamp)
        else { return nil }
        issue.evolve(
            .decisionRecorded(Decision(body: .secretaryMeeting, on: BoardFixture.today, text: "全市系统整治")),
            EventStamp(version: 2, at: stamp.at, day: stamp.day, person: stamp.person, name: stamp.name))
        return IssueSheet(
            issue: issue, row: issueRow(number),
            units: (1...6).map {
                .init(
                    unit: OrganisationReference(id: BoardFixture.id(60 + $0), path: "下应街道 / 第\($0)村"),
                    findings: 13 - $0 * 2,
                    closed: $0 % 3)
            },
            letters: letters.filter { $0.issue.number == number },
            history: [
                GroupEntry(version: 1, at: stamp.at, by: "周主任", event: .formed(formation(number))),
                GroupEntry(version: 2, at: stamp.at, by: "周主任", event: .retitled("误工补助", was: "补助")),
            ])
    }

    static func letter(_ number: Int) -> Letter? {
        guard let row = letters.first(where: { $0.number == number }) else { return nil }
        let words = Letter.Words(
            to: department, basis: "巡察发现，“误工补助”方面的问题共 12 个，涉及 9 个单位，集中表现在误工补助、考勤、代签等方面。",
            suggestions: "一是开展一次全面排查；\n二是修订完善有关规定；\n三是加强业务指导。", due: row.due)
        var letter = Letter(
            id: row.id, first: .drafted(LetterDraft(number: number, issue: row.issue, words: words)), stamp: stamp)
        func step(_ version: Int, _ event: LetterEvent) {
            let day = row.issuedOn ?? BoardFixture.today
            letter?.evolve(
                event, EventStamp(version: version, at: stamp.at, day: day, person: stamp.person, name: "周主任"))
        }
        if let code = row.code, let due = row.due {
            step(
                2,
                .issued(
                    code, due: due,
                    Letter.Basis(
                        units: [.init(name: "江六村", findings: 4), .init(name: "东港社区", findings: 3)],
                        examples: [.init(finding: FindingNumber(1), unit: "江六村", text: "误工补助无考勤记录")])))
        }
        if let day = row.answeredOn { step(3, .answered(.init(text: "已修订管理办法", on: day, evidence: nil))) }
        return letter
    }

    static let texts = [
        "误工补助发放无考勤记录，由一人代签，2023年涉及16.6万元", "误工补助多数无考勤", "村干部误工补助由会计代签领取，未经村民代表会议讨论，也没有公示，涉及5个自然村",
    ]

    static func row(_ number: FindingNumber) -> FindingRow {
        let base = BoardFixture.row(number.value, StageCode.allCases[number.value % 4])
        return FindingRow(
            number: base.number, id: base.id, version: base.version, changed: base.changed, stage: base.stage,
            externalNumber: nil, round: number.value % 3 == 0 ? "第五轮" : "第六轮",
            unit: OrganisationReference(
                id: BoardFixture.id(60 + number.value % 9), path: "下应街道 / 第\(number.value % 9)村"),
            text: texts[number.value % 3], category: base.category, source: base.source, leader: nil, flags: [],
            deadlineCode: .date, due: base.due, isListed: false, hasPendingExtension: false, hasPendingReturn: false,
            isBroughtForward: false, reviewRound: 1, relapses: 0, seats: [], closedOn: nil, closure: nil,
            consolidateFrom: nil)
    }

    static func done(_ events: [String], issue: Int? = nil, letter: Int? = nil) -> TriageMessage.Done {
        .init(
            operation: BoardFixture.id(77), events: events, shell: "xiaohao triage …", head: 200, issue: issue,
            letter: letter, isUndoable: !events.contains { $0 == "letter.answered" || $0 == "letter.issued" })
    }

    static func answer(_ effect: TriageEffect) -> [TriageMessage] {
        switch effect {
        case .suggest(let generation): [.suggested(suggestions, generation: generation, head: 0)]
        case .lists: [.lists(issues: issues, letters: letters)]
        case .rows(let numbers): [.rows(numbers.map { row($0) })]
        case .sheet(let number): sheet(number).map { [.sheet($0)] } ?? []
        case .letter(let number): letter(number).map { [.letter($0)] } ?? []
        case .search(let text):
            [
                .found(
                    text.isEmpty ? [] : (900...906).map { row(FindingNumber($0)) },
                    issues: [
                        FindingNumber(902): IssueReference(id: GroupID(high: 1, low: 2), number: 7, title: "大额现金支付")
                    ], of: text)
            ]
        case .accept(_, _, let entry): [.decided(entry: entry, done(["group.formed"], issue: 4))]
        case .dismiss(_, let entry): [.decided(entry: entry, done(["group.dismissed"]))]
        case .form: [.wrote(done(["group.formed"], issue: 4))]
        case .ask(_, let issue): [.wrote(done(["group.retitled"], issue: issue))]
        case .draft: [.wrote(done(["letter.drafted"], letter: 3))]
        case .askLetter(.answer, let letter): [.wrote(done(["letter.answered"], letter: letter))]
        case .askLetter(.issue, let letter): [.wrote(done(["letter.issued"], letter: letter))]
        case .askLetter(_, let letter): [.wrote(done(["letter.edited"], letter: letter))]
        case .undo: [.wrote(done(["group.undone"]))]
        case .restore: [.wrote(done(["group.restored"]))]
        case .paper, .report: [.paper("/ledger.db.documents/triage/x.docx")]
        case .neighbours(let number):
            [
                .neighbours(
                    number,
                    (2...8).map {
                        NeighbourRow(
                            finding: row(FindingNumber($0)), likeness: 0.9 - Double($0) / 20, words: ["误工补助", "考勤"],
                            issue: $0 == 4 ? reference(1) : nil)
                    })
            ]
        }
    }
}
