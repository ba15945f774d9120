import BoardUI
import Rectification
import Requests
import Screen
import Wording

/// A meeting on six findings, told as the driver would tell it.
enum MeetingFixture {
    static func stamp(_ version: Int) -> EventStamp {
        EventStamp(
            version: version, at: Moment(seconds: 1_795_000_000 + Int64(version) * 60), day: BoardFixture.today,
            person: BoardFixture.id(2), name: "周主任")
    }

    static let seats: [Meeting.Seat] = [
        .init(party: .inspection, reviewer: BoardFixture.id(11), name: "王五"),
        .init(party: .discipline, reviewer: BoardFixture.id(12), name: "李四"),
        .init(party: .organisation, reviewer: BoardFixture.id(13), name: "赵六"),
    ]

    static let numbers = (1...6).map { FindingNumber($0 * 4 + 2) }

    static func meeting(_ events: [MeetingEvent] = [], kind: Meeting.Kind = .closure) -> Meeting {
        let opening = MeetingOpening(
            number: 3, kind: kind, date: BoardFixture.today, place: "区纪委三楼", seats: seats, agenda: numbers)
        guard var meeting = Meeting(id: BoardFixture.id(90), first: .opened(opening), stamp: stamp(1)) else {
            preconditionFailure("the fixture opens a meeting")
        }
        for event in events { meeting.evolve(event, stamp(meeting.version + 1)) }
        return meeting
    }

    /// The first findings have these outcomes.
    static func sheet(
        _ outcomes: [AgendaOutcome] = [], _ events: [MeetingEvent] = [], kind: Meeting.Kind = .closure
    ) -> MeetingSheet {
        let meeting = meeting(events, kind: kind)
        let lines = meeting.agenda.enumerated().map { index, item in
            let outcome = outcomes.indices.contains(index) ? outcomes[index] : nil
            return AgendaLine(
                row: BoardFixture.row(item.finding.value, .review), mark: item.mark, outcome: outcome,
                decidedAt: outcome.map { _ in Moment(seconds: 1_795_000_060 + Int64(index + 1) * 130) })
        }
        return MeetingSheet(meeting: meeting, ordinal: 2, lines: lines)
    }

    static let content: [MeetingPaper.ContentLine] = [
        ("format", "xiaohao-content/1"), ("finding", "00000000-0000-4000-8000-000000000001"), ("number", "6"),
        ("externalNumber", "12"), ("round", "第六轮"), ("reviewRound", "1"), ("unit", "下应街道 / 江六村"),
        ("unitId", "00000000-0000-4000-8000-000000000003"), ("leader", "李书记"), ("person", "张会计"),
        ("category", "群众身边不正之风 / 误工补助"), ("source", "inspection"), ("flags.1", "key"),
        ("text", BoardFixture.texts[0]), ("amount", "16.6"), ("deadlineKind", "date"), ("deadline", "2026-12-31"),
        ("deadlineOriginal", "12月底"), ("goal", "误工补助有据可查"), ("measures.1.text", "修订误工补助管理办法"),
        ("measures.1.kind", "rule"), ("measures.1.done", "true"), ("measures.1.progress", "已经村民代表会议通过"),
        ("measures.2.text", "追回无依据资金"), ("measures.2.done", "true"), ("completion", "done"), ("effect", "追回 3.2 万元"),
        ("inference", "已自查全部村级支出"), ("publicity", "open"), ("pledge", "张书记"), ("relapses", "0"),
        ("policy", String(repeating: "7c", count: 32)), ("evidence.1.name", "会议记录.pdf"), ("evidence.1.bytes", "20480"),
        ("evidence.1.digest", String(repeating: "ab", count: 32)), ("evidence.2.name", "票据.zip"),
        ("evidence.2.bytes", "312"), ("evidence.2.digest", String(repeating: "cd", count: 32)),
    ].map { MeetingPaper.ContentLine(key: $0.0, value: $0.1) }

    /// A finding in review on which one party has deferred and others have agreed, by their places.
    static func paper(_ number: FindingNumber, deferred: Int, agreed: [Int]) -> MeetingPaper {
        let later = Verdict.defer(note: "到现场看", until: BoardFixture.today.adding(days: 7))
        return paper(number, [(deferred, later)] + agreed.map { ($0, .agree) }, refused: nil)
    }

    /// A finding in review on which the first parties have agreed.
    static func paper(_ number: FindingNumber, agreed: Int = 0, refused: FindingRefusal? = nil) -> MeetingPaper {
        paper(number, (0..<agreed).map { ($0, .agree) }, refused: refused)
    }

    private static func paper(
        _ number: FindingNumber, _ said: [(seat: Int, verdict: Verdict)], refused: FindingRefusal?
    ) -> MeetingPaper {
        let digest = String(repeating: "e0", count: 32)
        var history: [HistoryEntry] = []
        var events: [FindingEvent] = [
            .filed(
                Filing(
                    number: number,
                    facts: Facts(
                        round: "第六轮", unit: OrganisationReference(id: BoardFixture.id(3), path: "下应街道 / 江六村"),
                        text: BoardFixture.texts[0], category: "群众身边不正之风 / 误工补助", source: .inspection),
                    deadline: Deadline(.date(BoardFixture.today.adding(days: 37))))),
            .started(Plan(goal: "好", measures: [MeasureDraft(text: "改")], responsible: "张会计")),
            .submitted(reviewRound: 1, pledge: "张书记", content: digest),
        ]
        events += said.map { said in
            .opined(
                Opined(
                    number: number, reviewRound: 1, party: seats[said.seat].party, key: nil, verdict: said.verdict,
                    content: digest, head: nil))
        }
        var finding: Finding?
        for (index, event) in events.enumerated() {
            var stamp = stamp(index + 1)
            // Opinions are by who sits for the party.
            if case .opined(let opined) = event, let seat = seats.first(where: { $0.party == opined.party }) {
                stamp = EventStamp(
                    version: stamp.version, at: stamp.at, day: stamp.day, person: seat.reviewer, name: seat.name)
            }
            if finding == nil {
                finding = Finding(id: BoardFixture.id(1000 + number.value), first: event, stamp: stamp)
            } else {
                finding?.evolve(event, stamp)
            }
            history.append(
                HistoryEntry(
                    position: index + 1, version: index + 1, at: stamp.at, person: stamp.person, name: stamp.name,
                    login: "t", event: event))
        }
        guard let finding else { preconditionFailure("the fixture files a finding") }
        let places = BoardFixture.policy.parties.enumerated().map { index, party in
            MeetingPaper.Seat(
                party: party.code, name: party.name, reviewer: seats[index], refusal: index == 1 ? refused : nil,
                opinion: finding.submission?.decision(of: party.code)
                    ?? finding.submission?.deferral(of: party.code))
        }
        return MeetingPaper(
            dossier: FindingDossier(finding: finding, history: history), content: content, seats: places)
    }

    static func reply(
        _ sheet: MeetingSheet = sheet(), _ paper: MeetingPaper? = paper(numbers[0])
    ) -> MeetingReply {
        MeetingReply(
            meetings: [
                MeetingRow(
                    number: 3, ordinal: 2, id: BoardFixture.id(90), version: 1, kind: .closure,
                    date: BoardFixture.today, place: "区纪委三楼", seats: ["王五", "李四", "赵六"], agenda: 6,
                    isOpen: sheet.meeting.isOpen)
            ], waiting: MeetingWaiting(findings: 30), sheet: sheet, paper: paper)
    }

    /// Meetings that were, one of them not over.
    static let held: [MeetingRow] = [
        (5, 3, Meeting.Kind.closure, true), (4, 1, .clues, false), (3, 2, .closure, false), (2, 1, .feedback, false),
    ].map { number, ordinal, kind, isOpen in
        MeetingRow(
            number: number, ordinal: ordinal, id: BoardFixture.id(90 + number), version: 1, kind: kind,
            date: BoardFixture.today.adding(days: -number), place: "区纪委三楼",
            seats: kind.votes ? ["王五", "李四", "赵六"] : ["王五"], agenda: number * 3, isOpen: isOpen)
    }

    /// No meeting is shown: what waits for one, and those there are.
    static func list(_ meetings: [MeetingRow], _ refusal: FindingRefusal? = nil) -> MeetingReply {
        func counts(_ pairs: KeyValuePairs<String, Int>) -> [FieldCount] {
            pairs.map { FieldCount(value: $0.key, label: $0.key, count: $0.value) }
        }
        return MeetingReply(
            meetings: meetings,
            waiting: MeetingWaiting(
                findings: 30,
                towns: counts(["下应街道": 12, "云龙镇": 8, "市教育局": 5, "市供销社": 3, "五乡镇": 1, "邱隘镇": 1]),
                rounds: counts(["第六轮": 26, "第五轮": 4]), refusal: refusal),
            papers: [4: "/home/zhou/台账.db.documents/meeting-4"], sheet: nil, paper: nil)
    }

    static let chair = Person(id: BoardFixture.id(2), name: "周主任", roles: [.office])

    /// The meeting on the screen.
    static func state(
        _ columns: Int = 80, _ rows: Int = 24, _ language: Language = .simplified, isPractice: Bool = true,
        reply: MeetingReply = reply(), actor: Person = chair
    ) -> UIState {
        var setting = BoardFixture.setting(language)
        setting.actor = actor
        setting.isPractice = isPractice
        var state = UIState(setting: setting, size: Size(columns: columns, rows: rows), today: BoardFixture.today)
        _ = state.update(.key(.character("2")))
        _ = state.update(.meeting(.loaded(reply)))
        return state
    }
}
