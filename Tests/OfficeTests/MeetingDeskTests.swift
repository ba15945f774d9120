import Attestation
import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Testing
import Wording

extension Desk {
    static let parties: KeyValuePairs = ["王五": "inspection", "李四": "discipline", "赵六": "organisation"]

    /// Findings in review, numbered from 1, in two villages; and the three reviewers.
    func readyForMeeting(_ count: Int) throws {
        for village in ["江六村", "河头村"] {
            _ = try ledger.addOrganisation(
                village, kind: .village, parent: nil, head: "\(village)书记", as: nil, WriteOptions())
        }
        for (name, party) in Self.parties {
            _ = try ledger.addPerson(
                PersonDraft(name: name, organisation: "\(name)处", roles: [.reviewer], parties: [party]), as: nil,
                WriteOptions())
        }
        for village in ["江六村", "河头村"] {
            _ = try ledger.addPerson(
                PersonDraft(name: "\(village)会计", organisation: village, roles: [.unit]), as: nil, WriteOptions())
        }
        for number in 1...count {
            let village = number % 2 == 1 ? "江六村" : "河头村"
            _ = try ledger.file(
                FilingDraft(
                    round: "第六轮", unit: village, text: "问题\(number)", category: "作风", source: .inspection,
                    deadline: "2026-12-31", responsible: "某某", goal: "好", measures: ["改"]), as: nil)
            try prepare(number, village)
        }
    }

    func prepare(_ number: Int, _ village: String) throws {
        let clerk = "\(village)会计"
        try `do`(.start, number, as: clerk, ["deadline": []])
        try `do`(
            .report, number, as: clerk,
            ["measure-done": ["1"], "completion": ["done"], "inference": ["已自查"], "effect": ["好"]])
        try `do`(.attach, number, as: clerk, ["file": [try write("票据\(number).txt", "票据\(number)")]])
        try `do`(.submit, number, as: clerk, ["pledge": ["\(village)书记"]])
    }

    static let seats = parties.map { MeetingSeatDraft(party: $0.value, person: $0.key) }

    @discardableResult
    func open(_ numbers: [Int] = [], all: Bool = true) throws -> MeetingSheet? {
        try ledger.openMeeting(
            MeetingDraft(
                place: "三楼", seats: Self.seats, numbers: numbers.map { FindingNumber($0) },
                filter: all ? FindingFilter() : nil), as: nil
        ).meeting
    }

    func agree(_ number: Int) throws {
        for (name, party) in Self.parties { try `do`(.agree, number, as: name, ["party": [party]]) }
    }

    func sheet(_ number: Int = 1) throws -> MeetingSheet { try ledger.read { try ledger.sheet(number, $0) } }
}

@Suite("A meeting at the office")
struct MeetingDeskTests {
    @Test("opens on everything in review by unit and number, and makes a checkpoint")
    func opens() throws {
        let desk = try Desk(feedback: "2026-06-30")
        try desk.readyForMeeting(4)
        let sheet = try #require(try desk.open())
        #expect(
            sheet.lines.map(\.row.number.value) == [1, 3, 2, 4] || sheet.lines.map(\.row.number.value) == [2, 4, 1, 3])
        #expect(sheet.meeting.seats.map(\.name) == ["王五", "李四", "赵六"])
        #expect(sheet.current == sheet.lines.first?.row.number && sheet.left == 4 && sheet.decided == 0)
        let head = try desk.ledger.read { try $0.newestCheckpoint()?.description }
        let end = try desk.ledger.head()
        #expect(head?.hasPrefix("\(end - 1):") ?? false)
        // What one meeting hears, another does not.
        let all = MeetingDraft(place: "四楼", filter: FindingFilter())
        #expect(complaint { _ = try desk.ledger.openMeeting(all, as: nil) }?.rule == "agenda.nothing")
        #expect(try desk.ledger.read { try $0.meetings() }.count == 1, "nothing matches, and no meeting is left behind")
        #expect(complaint { try desk.open([1], all: false) }?.rule == "agenda.elsewhere")
    }

    @Test("an outcome is what the findings' own events say, and the walk goes on")
    func outcomes() throws {
        let desk = try Desk(feedback: "2026-06-30")
        try desk.readyForMeeting(4)
        try desk.open([1, 2, 3, 4], all: false)
        try desk.agree(1)
        #expect(try desk.sheet().line(FindingNumber(1))?.outcome == .closed(.full))
        #expect(try desk.sheet().current == FindingNumber(2))
        try desk.do(
            .disagree, 2, as: "李四",
            ["party": ["discipline"], "code": ["noEvidence"], "reason": ["无数据"], "deadline": ["2026-12-20"]])
        let sentBack = try #require(try desk.sheet().line(FindingNumber(2))?.outcome)
        #expect(sentBack.code == .sentBack)
        _ = try desk.ledger.perform(.rehear(FindingNumber(3), reason: "补"), inMeeting: 1, as: "王五")
        let sheet = try desk.sheet()
        #expect(sheet.current == FindingNumber(4) && sheet.decided == 2 && sheet.left == 1)
        // A decision after the meeting is none of this meeting's.
        _ = try desk.ledger.perform(.adjourn, inMeeting: 1, as: nil)
        try desk.agree(4)
        #expect(try desk.sheet().line(FindingNumber(4))?.outcome == nil)
        #expect(try desk.sheet().line(FindingNumber(1))?.outcome == .closed(.full))
        #expect(try desk.ledger.store.check().isEmpty)
    }

    @Test("meetings that do not vote hear what was handed over or has clues out; a line put down settles a finding")
    func kinds() throws {
        let desk = try Desk(feedback: "2026-06-30")
        try desk.readyForMeeting(1)
        for number in 2...4 {
            _ = try desk.ledger.file(
                FilingDraft(
                    round: "第六轮", unit: "江六村", text: "问题\(number)", category: "作风", source: .inspection,
                    deadline: "2026-12-31"), as: nil)
        }
        try desk.do(
            .clueTransfer, 3, as: "王五", ["reference": ["线〔2026〕1号"], "receiver": ["区纪委"], "on": ["2026-11-20"]])
        func open(_ kind: Meeting.Kind) throws -> MeetingSheet {
            let draft = MeetingDraft(kind: kind, place: "三楼", filter: FindingFilter())
            return try #require(try desk.ledger.openMeeting(draft, as: nil).meeting)
        }
        #expect(try open(.closure).lines.map(\.row.number.value) == [1])
        #expect(try open(.feedback).lines.map(\.row.number.value) == [2, 3, 4])
        #expect(try open(.clues).lines.map(\.row.number.value) == [3], "another meeting talks about it too")
        // 第几次 is counted by kind, the number by ledger.
        #expect(
            try desk.ledger.read { try $0.meetings() }.map { [$0.number, $0.ordinal] } == [[3, 1], [2, 1], [1, 1]])
        // What is added by a filter leaves out what is there already, whatever the kind.
        let more = try desk.ledger.read { reader in
            try desk.ledger.agendaNumbers(
                [FindingNumber(4)], FindingFilter(), .feedback, on: [FindingNumber(2)], reader)
        }
        #expect(more.map(\.value) == [4, 3])
        let note = MeetingRequest.note(FindingNumber(2), text: "月底前报方案")
        let noted = try #require(try desk.ledger.perform(note, inMeeting: 2, as: nil).meeting)
        #expect(noted.line(FindingNumber(2))?.outcome == .settled && noted.current == FindingNumber(3))
        let again = complaint { _ = try desk.ledger.perform(.skip(FindingNumber(2)), inMeeting: 2, as: nil) }
        #expect(again?.rule == "agenda.decided")
        _ = try desk.ledger.perform(.skip(FindingNumber(3)), inMeeting: 2, as: nil)
        #expect(try desk.sheet(2).current == FindingNumber(4))
        let inReview = try desk.ledger.meetingList(as: nil)
        #expect(inReview.waiting.findings == 1 && inReview.waiting.towns.map(\.label) == ["江六村"])
        #expect(inReview.meetings.count == 3 && inReview.sheet == nil)
        let papers = MeetingPapers(
            folder: desk.folder + "/会", words: .bundled(.simplified), templates: TemplateFolder(desk.folder),
            force: false)
        let (_, paths) = try desk.ledger.adjourn(2, papers, as: nil)
        #expect(paths.count == 2, "no closure forms")
        let minutes = try String(contentsOfFile: try #require(paths.first { $0.hasSuffix(".md") }), encoding: .utf8)
        #expect(minutes.contains("第 1 次"))
        let second = try open(.feedback)
        #expect(second.meeting.number == 4 && second.ordinal == 2)
        #expect(try desk.ledger.read { try $0.meetings() }.first?.ordinal == 2)
        #expect(minutes.contains("反馈会纪要") && minutes.contains("议定 1 个") && minutes.contains("月底前报方案"))
        #expect(!minutes.contains("认定销号"))
        #expect(try desk.ledger.check().isEmpty)
        #expect(try desk.ledger.verify(VerifyRequest(), drivers: Desk.drivers).faults == [])
    }

    @Test("a command is dry, versioned and replayed like any other")
    func options() throws {
        let desk = try Desk(feedback: "2026-06-30")
        try desk.readyForMeeting(2)
        try desk.open()
        let skip = MeetingRequest.skip(FindingNumber(1))
        let dry = try desk.ledger.perform(skip, inMeeting: 1, as: nil, WriteOptions(isDryRun: true))
        #expect(dry.meeting?.meeting.item(FindingNumber(1))?.mark == .skipped)
        #expect(try desk.sheet().meeting.item(FindingNumber(1))?.mark == .due)
        #expect(
            complaint { _ = try desk.ledger.perform(skip, inMeeting: 1, as: nil, WriteOptions(ifVersion: 9)) }?.exit
                == 75)
        let operation: OperationID = Desk.surroundings().make()
        let first = try desk.ledger.perform(skip, inMeeting: 1, as: nil, WriteOptions(operation: operation))
        let second = try desk.ledger.perform(skip, inMeeting: 1, as: nil, WriteOptions(operation: operation))
        #expect(!first.isReplayed && second.isReplayed && second.position == first.position)
        #expect(second.meeting == first.meeting)
    }

    @Test("the minutes hold what was said before the meeting in the round it decided, and who spoke without a seat")
    func earlier() throws {
        let desk = try Desk(feedback: "2026-06-30")
        try desk.readyForMeeting(2)
        try desk.do(.agree, 1, as: "王五", ["party": ["inspection"]])
        try desk.do(.agree, 2, as: "王五", ["party": ["inspection"]])
        _ = try desk.ledger.openMeeting(
            MeetingDraft(place: "三楼", seats: Array(Desk.seats.dropFirst()), filter: FindingFilter()), as: nil)
        try desk.do(.agree, 1, as: "李四", ["party": ["discipline"]])
        try desk.do(.agree, 1, as: "赵六", ["party": ["organisation"]])
        let papers = MeetingPapers(
            folder: desk.folder + "/会", words: .bundled(.simplified), templates: TemplateFolder(desk.folder),
            force: false)
        let (_, paths) = try desk.ledger.adjourn(1, papers, as: nil)
        let minutes = try String(contentsOfFile: try #require(paths.first { $0.hasSuffix(".md") }), encoding: .utf8)
        #expect(minutes.contains("巡察组（王五）：同意销号"))
        #expect(minutes.components(separatedBy: "（会前）").count == 2, "of what was not heard nothing is told")
        // A fingerprint begins a line of its own: in a line with words it would not break, and would stretch them.
        #expect(minutes.contains("另有表决：巡察组 王五（王五处），密钥：\n"))
        #expect(minutes.contains("未议 1 个"))
    }

    @Test("a party that policy names since the submission is not asked in this round, and its seat says so")
    func laterParty() throws {
        let desk = try Desk(feedback: "2026-06-30")
        try desk.readyForMeeting(1)
        let text = PolicyFile.bundledText.replacing(
            "    short: 组\n", with: "    short: 组\n  - code: finance\n    name: 财审组\n    short: 财\n")
        _ = try desk.ledger.adoptPolicy(try PolicyFile(text: text), as: nil, WriteOptions())
        _ = try desk.ledger.addPerson(
            PersonDraft(name: "周审计", organisation: "审计局", roles: [.reviewer], parties: ["finance"]), as: nil,
            WriteOptions())
        let seats = Desk.seats + [MeetingSeatDraft(party: "finance", person: "周审计")]
        _ = try desk.ledger.openMeeting(
            MeetingDraft(place: "三楼", seats: seats, numbers: [FindingNumber(1)]), as: nil)
        let paper = try #require(try desk.ledger.meetingReply(1, finding: nil).paper)
        #expect(paper.seats.map(\.isNeeded) == [true, true, true, false])
        #expect(
            paper.seats[3].refusal?.rule == .opinePartyNotNeeded && paper.seats[3].refusal?.facts["case"] == "round")
        try desk.agree(1)
        #expect(try desk.sheet().line(FindingNumber(1))?.outcome == .closed(.full))
    }

    @Test("what is read is the open meeting, else the one held last")
    func read() throws {
        let desk = try Desk()
        func number(_ written: Int?) throws -> Int {
            try desk.ledger.read { try desk.ledger.meetingToRead(written, $0) }
        }
        #expect(complaint { _ = try number(nil) }?.rule == "meeting.noneOpen")
        _ = try desk.ledger.openMeeting(MeetingDraft(place: "三楼"), as: nil)
        _ = try desk.ledger.openMeeting(MeetingDraft(place: "四楼"), as: nil)
        #expect(complaint { _ = try number(nil) }?.rule == "meeting.ambiguous")
        _ = try desk.ledger.perform(.adjourn, inMeeting: 2, as: nil)
        #expect(try number(nil) == 1)
        _ = try desk.ledger.perform(.adjourn, inMeeting: 1, as: nil)
        #expect(try number(nil) == 2 && number(1) == 1)
    }

    @Test("which meeting is meant, is said or plain")
    func which() throws {
        let desk = try Desk()
        func number(_ written: Int?) throws -> Int {
            try desk.ledger.read { try desk.ledger.meetingNumber(written, $0) }
        }
        #expect(complaint { _ = try number(nil) }?.rule == "meeting.noneOpen")
        _ = try desk.ledger.openMeeting(MeetingDraft(place: "三楼"), as: nil)
        #expect(try number(nil) == 1)
        _ = try desk.ledger.openMeeting(MeetingDraft(place: "四楼"), as: nil)
        #expect(complaint { _ = try number(nil) }?.rule == "meeting.ambiguous")
        #expect(try number(2) == 2)
        #expect(MeetingJSON.value(try desk.sheet(2)).text.contains("\"open\":true"))
    }
}
