import Attestation
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Testing

/// For each rule of triage, an event that is well formed, chained and hashed, and that the domain of its day would not have given.
@Suite("Illegal events of triage are named")
struct IllegalTriageTests {
    /// Issue 1 of findings 1 and 2 with letter 1 issued, issue 2 of finding 3 with letter 2 drafted, issue 3 merged into it.
    static func ledger() throws -> Desk {
        let desk = try Desk()
        try desk.readyForTriage()
        try desk.form([1, 2], "甲")
        try desk.form([3], "乙")
        try desk.form([4], "丙")
        try desk.ask(2, .merge([3]))
        try desk.draft(about: 1)
        try desk.ask(letter: 1, .issue(due: nil))
        try desk.draft(about: 2)
        let dismissal = Dismissal(suggestion: "a", members: [FindingNumber(5), FindingNumber(6)], words: ["误工"])
        _ = try desk.ledger.dismiss(dismissal, as: nil)
        return desk
    }

    static func numbers(_ values: Int...) -> [FindingNumber] { values.map { FindingNumber($0) } }

    static func formation(_ numbers: [FindingNumber], number: Int = 4, title: String = "丁") -> Formation {
        Formation(number: number, title: title, field: "财", scope: .single, members: numbers)
    }

    /// Event, issue (0: a new one), by, sentence.
    static let issueCases: [(CommonIssueEvent, Int, String, String)] = [
        (.membersAdded(numbers(5)), 1, "看客", "rule.role"),
        (.membersAdded(numbers(3)), 1, "周主任", "rule.issue.elsewhere"),
        (.membersAdded(numbers(1)), 1, "周主任", "rule.issue.already"),
        (.membersAdded(numbers(99)), 1, "周主任", "rule.issue.noFinding"),
        (.membersAdded([]), 1, "周主任", "rule.issue.noMembers"),
        (.membersRemoved(numbers(5)), 1, "周主任", "rule.issue.notMember"),
        (.membersRemoved(numbers(1, 2)), 1, "周主任", "rule.issue.lastMember"),
        (.retitled("乙", was: "甲"), 1, "周主任", "rule.issue.titleTaken"),
        (.retitled("甲", was: "甲"), 1, "周主任", "rule.issue.titleSame"),
        (.retitled("新", was: "误"), 1, "周主任", "fault.rule.other"),
        (.retitled(" ", was: "甲"), 1, "周主任", "rule.issue.noTitle"),
        (.retitled("新", was: "丙"), 3, "周主任", "rule.issue.merged"),
        (.scoped(.single, field: "村级治理"), 1, "周主任", "rule.issue.scopeSame"),
        (.fieldRectified(note: "x"), 1, "周主任", "rule.issue.unanswered"),
        (.fieldRectified(note: " "), 2, "周主任", "rule.note.missing"),
        (.dissolved(reason: nil), 1, "周主任", "rule.issue.hasLetters"),
        (.undone(version: 2, event: "letterIssued"), 1, "周主任", "rule.undo.nothing"),
        (.undone(version: 2, event: "absorbed"), 2, "研判员", "rule.undo.otherPerson"),
        (
            .decisionRecorded(Decision(body: .leadingGroup, on: Day(number: 30_000), text: "x")), 1, "周主任",
            "rule.decision.future"
        ),
        (.letterAnswered(LetterID(high: 1, low: 1)), 1, "周主任", "fault.rule.alone"),
        (.formed(formation([], number: 4)), 0, "周主任", "rule.issue.noMembers"),
        (.formed(formation(numbers(1), number: 4)), 0, "周主任", "rule.issue.elsewhere"),
        (.formed(formation(numbers(5), number: 4, title: "甲")), 0, "周主任", "rule.issue.titleTaken"),
        (.formed(formation(numbers(5), number: 2)), 0, "周主任", "fault.number.twice"),
        (.formed(formation(numbers(5), number: 4)), 1, "周主任", "rule.issue.alreadyFormed"),
        (.retitled("新", was: "甲"), 0, "周主任", "rule.issue.notFormed"),
    ]

    @Test("each rule of common issues")
    func issues() throws {
        let desk = try Self.ledger()
        #expect(try desk.ledger.verify(VerifyRequest(), drivers: Desk.drivers).faults == [])
        for (event, issue, name, sentence) in Self.issueCases {
            let tamper = try Tampering(desk.ledger)
            defer { tamper.remove() }
            let id = try issue == 0 ? GroupID(high: 7, low: 7) : desk.ledger.read { try $0.issue(issue).id }
            try tamper.append(.group(.issue(event)), to: .group(id), by: try person(name, desk))
            let faults = try tamper.faults().filter { $0.kind != .readModel }
            #expect(faults.contains { $0.sentence == sentence }, "\(event.code): \(faults.map(\.sentence))")
        }
    }

    @Test("an issue and its findings cannot tell different stories")
    func members() throws {
        let desk = try Self.ledger()
        let group = try desk.ledger.read { try $0.issue(1).group }
        func sentences(_ event: AnyEvent, _ stream: Attestation.Stream) throws -> [String] {
            let tamper = try Tampering(desk.ledger)
            defer { tamper.remove() }
            try tamper.append(event, to: stream, by: try person("周主任", desk))
            return try tamper.faults().filter { $0.kind != .readModel }.map(\.sentence)
        }
        let five = try desk.ledger.read { try $0.id(of: FindingNumber(5)) }
        let one = try desk.ledger.read { try $0.id(of: FindingNumber(1)) }
        #expect(try sentences(.finding(.grouped(group)), .finding(five)) == ["fault.rule.member"])
        #expect(try sentences(.finding(.ungrouped), .finding(one)) == ["fault.rule.member"])
        #expect(
            try sentences(.group(.issue(.membersAdded(Self.numbers(5)))), .group(group.id)) == ["fault.rule.member"])
        #expect(
            try sentences(.group(.issue(.membersRemoved(Self.numbers(1)))), .group(group.id)) == ["fault.rule.member"])
    }

    @Test("what only comes with another event does not come alone, nor stay away")
    func pairs() throws {
        let desk = try Self.ledger()
        let (one, two) = try desk.ledger.read { (try $0.issue(1), try $0.issue(2)) }
        let cases: [(CommonIssueEvent, GroupID, String)] = [
            (.absorbed(one.reference, members: Self.numbers(5)), two.id, "fault.rule.alone"),
            (.splitOff(two.reference, members: Self.numbers(1)), one.id, "fault.rule.missing"),
            (
                .letterIssued(LetterID(high: 9, low: 9), code: LetterCode(year: 2026, serial: 9)), two.id,
                "fault.rule.alone"
            ),
        ]
        for (event, id, sentence) in cases {
            let tamper = try Tampering(desk.ledger)
            defer { tamper.remove() }
            try tamper.append(.group(.issue(event)), to: .group(id), by: try person("周主任", desk))
            #expect(try tamper.faults().contains { $0.sentence == sentence }, "\(event.code)")
        }
    }

    @Test("each rule of letters, and of suggestions that were turned down")
    func letters() throws {
        let desk = try Self.ledger()
        let (issued, drafted) = try desk.ledger.read { (try $0.letter(1), try $0.letter(2)) }
        let basis = Letter.Basis(
            units: [Letter.Basis.Unit(name: "x", findings: 2)], examples: [])
        let code = LetterCode(year: 2026, serial: 2)
        let later = Day(number: 21_000)
        let draft = LetterDraft(number: 2, issue: drafted.issue, words: drafted.words)
        let orphan = LetterDraft(
            number: 3, issue: IssueReference(id: GroupID(high: 3, low: 3), number: 8, title: "x"), words: drafted.words)
        let cases: [(LetterEvent, LetterID, String, String)] = [
            (.followedUp(text: "x"), issued.id, "看客", "rule.role"),
            (.followedUp(text: " "), issued.id, "周主任", "rule.text.missing"),
            (.discarded, issued.id, "周主任", "rule.letter.notDraft"),
            (.closed, issued.id, "周主任", "fault.rule.alone"), (.reopened, issued.id, "周主任", "rule.letter.notIssued"),
            (
                .answered(Letter.Answer(text: "x", on: later, evidence: nil)), issued.id, "周主任", "rule.letter.answerDay"
            ),
            (
                .answered(Letter.Answer(text: "x", on: later, evidence: nil)), drafted.id, "周主任",
                "rule.letter.notIssued"
            ),
            (.edited(drafted.words), drafted.id, "周主任", "rule.letter.unchanged"),
            (.issued(LetterCode(year: 2026, serial: 7), due: later, basis), drafted.id, "周主任", "fault.rule.other"),
            (.issued(code, due: later, basis), drafted.id, "周主任", "fault.rule.other"),
            (
                .issued(code, due: drafted.words.due ?? later, Letter.Basis(units: [], examples: [])), drafted.id,
                "周主任",
                "rule.letter.basisOther"
            ),
            (.issued(code, due: drafted.words.due ?? later, basis), drafted.id, "周主任", "fault.rule.missing"),
            (.undone(version: 1, event: "drafted"), drafted.id, "研判员", "rule.undo.otherPerson"),
            (.drafted(draft), LetterID(high: 4, low: 4), "周主任", "fault.number.twice"),
            (.drafted(orphan), LetterID(high: 4, low: 4), "周主任", "fault.rule.state"),
            (.discarded, LetterID(high: 4, low: 4), "周主任", "fault.rule.state"),
        ]
        for (event, id, name, sentence) in cases {
            let tamper = try Tampering(desk.ledger)
            defer { tamper.remove() }
            try tamper.append(.letter(event), to: .letter(id), by: try person(name, desk))
            let faults = try tamper.faults().filter { $0.kind != .readModel }
            #expect(faults.contains { $0.sentence == sentence }, "\(event.code): \(faults.map(\.sentence))")
        }
        let row = try #require(try desk.ledger.read { try $0.dismissals() }.first)
        let suggestions: [(SuggestionEvent, GroupID, String)] = [
            (.dismissed(row.dismissal), GroupID(high: 5, low: 5), "rule.suggestion.dismissed"),
            (.restored, GroupID(high: 5, low: 5), "fault.rule.state"),
            (
                .dismissed(Dismissal(suggestion: "b", members: Self.numbers(5), words: [])), GroupID(high: 5, low: 5),
                "rule.suggestion.noMembers"
            ),
        ]
        for (event, id, sentence) in suggestions {
            let tamper = try Tampering(desk.ledger)
            defer { tamper.remove() }
            try tamper.append(.group(.suggestion(event)), to: .group(id), by: try person("周主任", desk))
            #expect(try tamper.faults().contains { $0.sentence == sentence }, "\(event.code)")
        }
    }

    private func person(_ name: String, _ desk: Desk) throws -> Person {
        try desk.ledger.read { try $0.person(name) }
    }
}
