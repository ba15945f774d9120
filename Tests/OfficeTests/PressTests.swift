import Foundation
import Ledger
import Office
import Rectification
import Requests
import Testing
import Wording

/// 督办 as an office does it, from the first slip to the last of the twelve.
@Suite("Pressing")
struct PressTests {
    static let words = Catalogue.bundled(.simplified)

    /// Twelve findings of one village, eleven overdue since 10 November and one due on 5 December, and one of a bureau without a head.
    static func desk() throws -> Desk {
        let desk = try Desk(feedback: "2026-09-30")
        let ledger = desk.ledger
        let options = WriteOptions()
        _ = try ledger.addOrganisation("下应街道", kind: .town, parent: nil, head: "李书记", as: nil, options)
        _ = try ledger.addOrganisation("江六村", kind: .village, parent: "下应街道", head: "张书记", as: nil, options)
        _ = try ledger.addOrganisation("供销社", kind: .bureau, parent: nil, head: nil, as: nil, options)
        let people = [
            PersonDraft(name: "张会计", organisation: "江六村", roles: [.unit]),
            PersonDraft(name: "林静", organisation: "巡察办", roles: [.supervisor]),
            PersonDraft(name: "王五", organisation: "巡察一组", roles: [.reviewer], parties: ["inspection"]),
            PersonDraft(name: "李四", organisation: "下应街道", roles: [.reviewer], parties: ["discipline"]),
            PersonDraft(name: "赵六", organisation: "组织部", roles: [.reviewer], parties: ["organisation"]),
        ]
        for person in people { _ = try ledger.addPerson(person, as: nil, options) }
        for number in 1...13 {
            _ = try ledger.file(
                FilingDraft(
                    round: "第六轮", unit: number == 13 ? "供销社" : "江六村", text: "问题\(number)", category: "作风",
                    source: .inspection, deadline: number == 12 ? "2026-12-05" : "2026-11-10"), as: nil)
        }
        return desk
    }

    private static func on(_ day: String, _ desk: Desk) throws -> OpenLedger {
        try OpenLedger.open(
            desk.ledger.path, isReadOnly: false, drivers: Desk.drivers,
            surroundings: Desk.surroundings(now: "\(day)T02:00:00Z"))
    }

    private static func numbers(_ range: ClosedRange<Int>) -> [FindingNumber] { range.map { FindingNumber($0) } }

    private static func numbers(_ ledger: OpenLedger, _ preset: DeskPreset) throws -> [Int] {
        try ledger.read { reader in
            try reader.desk(DeskRequest(preset, limit: 100), try ledger.policy(reader), today: ledger.today)
                .map(\.finding.number.value)
        }
    }

    private static func standing(_ ledger: OpenLedger, _ number: Int) throws -> LadderStanding {
        try ledger.read { reader in
            try reader.finding(FindingNumber(number)).ladderStanding(try ledger.policy(reader), on: ledger.today)
        }
    }

    @Test("who is addressed does not come besides: one list of all heads serves every unit of a collective interview")
    func collective() throws {
        let desk = try Self.desk()
        let draft = PressDraft(.interview, text: "到场说明", attendees: ["张书记", "王主任"], reason: "整改滞后")
        var other = draft
        other.to = "王主任"
        let ledger = try Self.on("2026-12-20", desk)
        let first = try ledger.press(draft, on: [FindingNumber(1)], as: "林静", words: Self.words)
        let second = try ledger.press(other, on: [FindingNumber(13)], as: "林静", words: Self.words)
        #expect(first.units.map(\.step.attendees) == [["王主任"]] && second.units.map(\.step.attendees) == [["张书记"]])
    }

    @Test("one answer for several findings is to the newest step of each that waits")
    func answers() throws {
        let desk = try Self.desk()
        let ledger = try Self.on("2026-11-20", desk)
        for kind in [Supervision.Kind.reminder, .slip] {
            _ = try ledger.press(
                PressDraft(kind, text: "请办", reason: "急"), on: Self.numbers(1...3), as: "林静", words: Self.words)
        }
        let form = FilledForm(.answer, values: ["text": ["已补齐"]])
        let targets = try Self.numbers(1...3).map { number in
            (number: number, version: try ledger.read { try $0.finding(number).version })
        }
        let done = try ledger.perform(form, onAll: targets, as: "张会计")
        #expect(done.events.count == 3)
        for number in 1...3 {
            #expect(try desk.finding(number).supervisions.map { $0.answer } == [nil, "已补齐"])
        }
        _ = try ledger.perform(form, on: FindingNumber(1), as: "张会计")
        #expect(try desk.finding(1).supervisions.map { $0.answer } == ["已补齐", "已补齐"])
    }

    @Test("findings that are late by different days are said to be late by up to the longest")
    func uneven() throws {
        let desk = try Self.desk()
        let ledger = try Self.on("2026-12-10", desk)
        let both = try ledger.press(PressDraft(.reminder), on: Self.numbers(11...12), as: "林静", words: Self.words)
        #expect(both.units.first?.step.text == "江六村 2 个问题最长逾期 30 天，请抓紧整改，报送进展。")
        let one = try ledger.press(PressDraft(.slip), on: Self.numbers(12...12), as: "林静", words: Self.words)
        #expect(one.units.first?.step.text.hasPrefix("江六村 1 个问题逾期 5 天") == true)
    }

    @Test("who pressed a moment later for the same is told of the step that was first, and nothing is done twice")
    func moved() throws {
        let desk = try Self.desk()
        let ledger = try Self.on("2026-11-24", desk)
        let known = [FindingNumber(1): 0, FindingNumber(2): 0]
        _ = try ledger.press(
            PressDraft(.reminder), on: Self.numbers(2...2), as: "林静", steps: known, words: Self.words)
        #expect {
            _ = try ledger.press(
                PressDraft(.reminder), on: Self.numbers(1...2), as: "林静", skipsRefused: true, steps: known,
                words: Self.words)
        } throws: {
            let complaint = $0 as? Complaint
            return complaint?.rule == "press.moved" && complaint?.facts["number"] == "2"
        }
        #expect(try ledger.read { try $0.row(FindingNumber(1))?.beside.pressing.last } == nil)
    }

    @Test("an answer that is due past the known holidays is said to be, and only then")
    func pastCalendar() throws {
        let desk = try Self.desk()
        for (day, last) in [("2026-11-24", nil), ("2026-12-29", Day(iso: "2026-12-31"))] as [(String, Day?)] {
            let ledger = try Self.on(day, desk)
            let slip = try ledger.press(PressDraft(.slip), on: Self.numbers(1...2), as: "林静", words: Self.words)
            #expect(slip.pastCalendar == last, "\(day)")
        }
    }

    @Test("twelve findings get one slip; nine are answered, three climb; one is extended, one listed, one closed")
    func story() throws {
        let desk = try Self.desk()
        var ledger = try Self.on("2026-11-24", desk)
        #expect(try Self.numbers(ledger, .overdue) == Array(1...11) + [13])
        let slip = try ledger.press(
            PressDraft(.slip, due: "3个工作日"), on: Self.numbers(1...12), as: "林静", words: Self.words)
        #expect(slip.performed.count == 12)
        let unit = try #require(slip.units.first)
        #expect(slip.units.count == 1)
        #expect(unit.findings.map(\.number.value) == Array(1...12))
        #expect(unit.step.addressee == "张书记" && unit.step.due == Day(iso: "2026-11-27"))
        #expect(unit.step.text == "江六村 12 个问题最长逾期 14 天，请逐项说明未完成的原因，落实责任人和完成时间。")
        #expect(try Self.numbers(ledger, .awaiting).count == 12)

        ledger = try Self.on("2026-11-26", desk)
        for number in 1...9 {
            _ = try ledger.perform(
                FilledForm(.answer, values: ["step": ["1"], "text": ["月底前完成"]]), on: FindingNumber(number), as: "张会计")
        }
        #expect(try Self.numbers(ledger, .awaiting) == [10, 11, 12])
        #expect(try Self.numbers(ledger, .unanswered).isEmpty)

        // The day for the answer passes: only the three go up, before the ladder's own day.
        ledger = try Self.on("2026-11-28", desk)
        #expect(try Self.numbers(ledger, .unanswered) == [10, 11, 12])
        for number in 1...9 {
            #expect(try Self.standing(ledger, number) == .later(.notice, on: Day(iso: "2026-12-02") ?? ledger.today))
        }
        for number in 10...11 { #expect(try Self.standing(ledger, number).next == .notice) }
        let early = complaint {
            _ = try ledger.press(PressDraft(.notice), on: Self.numbers(10...12), as: "林静", words: Self.words)
        }
        // #12 is not overdue: a notice on it runs ahead of the ladder, and one refusal refuses all.
        #expect(early?.rule == "supervise.aheadOfLadder" && early?.candidates == ["#12"] && early?.exit == 1)
        #expect(try desk.finding(10).supervisions.count == 1)
        let notice = try ledger.press(
            PressDraft(.notice), on: Self.numbers(10...12), as: "林静", skipsRefused: true, words: Self.words)
        #expect(notice.units.first?.findings.map(\.number.value) == [10, 11])
        #expect(notice.refused.map(\.number.value) == [12])
        // Ten working days from a Saturday.
        #expect(notice.units.first?.step.due == Day(iso: "2026-12-11"))

        // #12 is extended before it expires; the original date stays.
        _ = try ledger.perform(
            FilledForm(.extensionRequest, values: ["until": ["2026-12-25"], "reason": ["等审计"]]),
            on: FindingNumber(12), as: "张会计")
        #expect(try Self.numbers(ledger, .extension) == [12])
        _ = try ledger.perform(FilledForm(.extensionGrant), on: FindingNumber(12), as: nil)
        #expect(try Self.numbers(ledger, .extension).isEmpty)
        #expect(try desk.finding(12).originalDeadline.day == Day(iso: "2026-12-05"))

        // #11 is put on the public list.
        _ = try ledger.perform(
            FilledForm(.list, values: ["supervisor": ["区纪委"], "limit": ["2026-12-31"]]), on: FindingNumber(11), as: nil)
        #expect(try Self.numbers(ledger, .listed) == [11])

        // #1 is rectified and closed by the three parties.
        let evidence = try desk.write("票据.txt", "三万二")
        let clerk = "张会计"
        let steps: [(FindingAction, [String: [String]], String)] = [
            (.start, ["goal": ["好"], "measure": ["修订"], "person": ["张书记"], "deadline": ["2026-12-20"]], clerk),
            (.report, ["measure-done": ["1"], "completion": ["done"], "inference": ["已查"]], clerk),
            (.attach, ["file": [evidence]], clerk), (.submit, ["pledge": ["张书记"]], clerk),
            (.agree, ["party": ["inspection"]], "王五"), (.agree, ["party": ["discipline"]], "李四"),
            (.agree, ["party": ["organisation"]], "赵六"),
        ]
        for (action, values, who) in steps {
            _ = try ledger.perform(FilledForm(action, values: values), on: FindingNumber(1), as: who)
        }
        ledger = try Self.on("2026-12-02", desk)
        #expect(try Self.numbers(ledger, .overdue) == Array(2...11) + [13])
        for number in 2...9 { #expect(try Self.standing(ledger, number).next == .notice) }
        #expect(try Self.standing(ledger, 1) == .atRest)
        #expect(try ledger.check().isEmpty)
    }

    @Test("what is left out is proposed, what is blank is refused, and a unit without a head must be named to")
    func proposals() throws {
        let desk = try Self.desk()
        let ledger = try Self.on("2026-11-24", desk)
        #expect(
            complaint {
                _ = try ledger.press(PressDraft(.slip), on: [FindingNumber(13)], as: "林静", words: Self.words)
            }?.rule == "supervise.noAddressee")
        #expect(
            complaint {
                _ = try ledger.press(
                    PressDraft(.slip, text: " "), on: [FindingNumber(1)], as: "林静", words: Self.words)
            }?.rule == "supervise.noText")
        #expect(
            complaint {
                _ = try ledger.press(
                    PressDraft(.slip, due: "很快"), on: [FindingNumber(1)], as: "林静", words: Self.words)
            }?.rule == "field.notADay")
        let visit = try ledger.press(
            PressDraft(.visit, to: "王主任"), on: [FindingNumber(13)], as: "林静", words: Self.words)
        #expect(visit.performed.finding?.supervisions.first?.due == nil)
        #expect(visit.performed.finding?.supervisions.first?.addressee == "王主任")
        let interview = try ledger.press(
            PressDraft(.interview, attendees: ["李书记"], reason: "市委书记批示"), on: Self.numbers(1...2), as: "林静",
            words: Self.words)
        #expect(interview.units.first?.step.attendees == ["李书记"])
        #expect(try desk.finding(2).supervisions.first?.reason == "市委书记批示")
    }

    @Test("several units are each addressed at their own head, in one operation that a replay tells again")
    func severalUnits() throws {
        let desk = try Self.desk()
        let ledger = try Self.on("2026-11-24", desk)
        let operation = OperationID(high: 0x4000, low: 1 << 63)
        func press() throws -> Pressed {
            try ledger.press(
                PressDraft(.reminder, text: "请抓紧"), on: [1, 2, 13, 13].map { FindingNumber($0) }, as: "林静",
                WriteOptions(operation: operation), skipsRefused: true, words: Self.words)
        }
        let first = try press()
        #expect(first.units.map(\.unit.name) == ["江六村"])
        #expect(first.refused.map(\.refusal.rule) == [.superviseNoAddressee])
        let again = try press()
        #expect(again.performed.isReplayed && again.units == first.units)
        #expect(again.performed.position == first.performed.position)
        #expect(try desk.finding(1).supervisions.count == 1)
        let other = complaint {
            _ = try ledger.press(
                PressDraft(.reminder, text: "别的"), on: [FindingNumber(1)], as: "林静",
                WriteOptions(operation: operation), words: Self.words)
        }
        #expect(other?.rule == "operation.reused")
    }

    @Test(
        "nothing, too many, somebody else's version, a closed finding and a wrong role are refused, and nothing is written"
    )
    func refusals() throws {
        let desk = try Self.desk()
        let ledger = try Self.on("2026-11-24", desk)
        let head = try ledger.head()
        func rule(_ numbers: [FindingNumber], as name: String = "林静", _ options: WriteOptions = WriteOptions())
            -> String?
        {
            complaint { _ = try ledger.press(PressDraft(.slip), on: numbers, as: name, options, words: Self.words) }?
                .rule
        }
        #expect(rule([]) == "press.nothing")
        #expect(rule(Self.numbers(1...1001)) == "press.tooMany")
        #expect(rule([FindingNumber(1)], WriteOptions(ifVersion: 9)) == "version.moved")
        #expect(rule([FindingNumber(99)]) == "finding.missing")
        #expect(rule([FindingNumber(1)], as: "张会计") == "role")
        let dry = try ledger.press(
            PressDraft(.slip), on: Self.numbers(1...2), as: "林静", WriteOptions(isDryRun: true), words: Self.words)
        #expect(dry.performed.count == 2)
        #expect(try ledger.head() == head)
    }

    @Test(
        "the digest tells what is new since the last working day, due soon, unanswered, decided, and whether anybody is needed"
    )
    func digest() throws {
        let desk = try Self.desk()
        var ledger = try Self.on("2026-11-11", desk)
        var digest = try ledger.digest(FindingFilter())
        #expect(digest.since == Day(iso: "2026-11-10"))
        #expect(digest.newlyOverdue.count == 12 && digest.overdue == 12 && digest.needsSomebody)
        #expect(digest.byUnit.map(\.count) == [11, 1])
        ledger = try Self.on("2026-11-24", desk)
        _ = try ledger.press(
            PressDraft(.slip, due: "2026-11-25"), on: Self.numbers(1...3), as: "林静", words: Self.words)
        _ = try ledger.perform(
            FilledForm(.list, values: ["supervisor": ["区纪委"]]), on: FindingNumber(4), as: nil)
        // A Monday looks back to Friday, and what was done on Tuesday is not of today.
        ledger = try Self.on("2026-11-30", desk)
        digest = try ledger.digest(FindingFilter())
        #expect(digest.since == Day(iso: "2026-11-27"))
        #expect(digest.newlyOverdue.count == 0 && digest.unanswered.count == 3 && digest.decided == 0)
        #expect(digest.dueSoon.rows.map(\.finding.number.value) == [12])
        ledger = try Self.on("2026-11-25", desk)
        digest = try ledger.digest(FindingFilter())
        #expect(digest.decisions.map(\.event) == ["listed"] && digest.decided == 1)
        var quiet = FindingFilter()
        quiet.round = "没有这一轮"
        digest = try ledger.digest(quiet)
        #expect(!digest.needsSomebody && digest.decided == 0)
    }
}
