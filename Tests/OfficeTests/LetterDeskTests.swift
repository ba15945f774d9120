import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Testing
import Wording

@Suite("Letters at the office")
struct LetterDeskTests {
    private func desk() throws -> Desk {
        let desk = try Desk()
        try desk.readyForTriage()
        try desk.form([1, 2, 3])
        return desk
    }

    @Test("a draft is proposed from the issue: what was found, what is suggested, two months for the reply")
    func draft() throws {
        let desk = try desk()
        let letter = try desk.draft(about: 1)
        #expect(letter.words.to.path == "区农业农村局" && letter.words.due == desk.ledger.today.adding(months: 2))
        #expect(letter.words.basis.contains("“误工补助”方面的问题共 3 个，涉及 3 个单位"))
        #expect(letter.words.suggestions.contains("一是") && letter.state == .draft && letter.code == nil)
        #expect(complaint { try desk.draft(about: 9) }?.rule == "issue.missing")
        #expect(complaint { try desk.draft(about: 1, due: "随便") }?.rule == "field.notADay")
        #expect(try desk.draft(about: 1, due: "2026-12-31").words.due == Day(iso: "2026-12-31"))
    }

    @Test("goes out with its number and what it rests on, is answered with a file, and is closed with the field")
    func life() throws {
        let desk = try desk()
        try desk.draft(about: 1)
        try desk.ask(letter: 1, .edit(to: nil, basis: "经查", suggestions: nil, due: "2027-03-01"))
        let issued = try desk.ask(letter: 1, .issue(due: nil), as: "研判员")
        #expect(issued.code?.description == "巡建〔2026〕1号" && issued.basis?.findings == 3)
        #expect(issued.basis?.examples.count == 3 && issued.words.basis == "经查")
        #expect(try desk.ledger.issueSheet(1).issue.state == .letterIssued)
        // Who joins later is none of its basis.
        try desk.ask(1, .add([FindingNumber(4)]))
        let file = try desk.write("复函.txt", "已修订")
        let answered = try desk.ask(letter: 1, .answer(text: "已修订", on: nil, evidence: file))
        #expect(answered.answer?.evidence?.name == "复函.txt" && answered.basis?.findings == 3)
        try desk.ask(letter: 1, .followUp(text: "抽查 30 村"))
        let sheet = try desk.ask(1, .rectify(note: "制度已修订"))
        #expect(sheet.issue.state == .rectified && sheet.letters.map(\.state) == [.closed])
        try desk.ask(1, .undo)
        #expect(try desk.ledger.letter(1).state == .answered && desk.ledger.issueSheet(1).issue.state == .answered)
        #expect(try desk.isSound())
        #expect(TriageJSON.value(answered, today: desk.ledger.today).text.contains("\"code\":\"巡建〔2026〕1号\""))
    }

    @Test("the file of a reply is checked like any evidence")
    func evidence() throws {
        let desk = try desk()
        try desk.draft(about: 1)
        try desk.ask(letter: 1, .issue(due: nil))
        let answered = try desk.ask(
            letter: 1, .answer(text: "已修订", on: nil, evidence: try desk.write("复函.txt", "已修订")))
        let digest = try #require(answered.answer?.evidence?.digest)
        let stored = desk.ledger.path + ".evidence/" + digest
        #expect(FileManager.default.fileExists(atPath: stored))
        let backup = desk.folder + "/backup"
        #expect(try desk.ledger.backup(to: backup, drivers: Desk.drivers).files == 1)
        try FileManager.default.removeItem(atPath: stored)
        #expect(try desk.ledger.check().map(\.kind) == ["evidence"])
        let faults = try desk.ledger.verify(VerifyRequest(), drivers: Desk.drivers).faults
        #expect(faults.map(\.kind) == [.evidence] && faults.first?.stream.hasPrefix("letter/") == true)
    }

    @Test("numbers have no holes, though drafts are discarded and issuing is refused")
    func serials() throws {
        let desk = try desk()
        for _ in 1...3 { try desk.draft(about: 1) }
        try desk.ask(letter: 1, .discard)
        #expect(complaint { try desk.ask(letter: 1, .issue(due: nil)) }?.rule == "letter.discarded")
        #expect(complaint { try desk.ask(letter: 2, .issue(due: "2026-01-01")) }?.rule == "letter.dueEarly")
        #expect(try desk.ask(letter: 3, .issue(due: "2027-01-31")).code?.serial == 1)
        #expect(try desk.ask(letter: 2, .issue(due: nil)).code?.serial == 2)
        #expect(try desk.ledger.read { try $0.letters(today: desk.ledger.today) }.map(\.number) == [3, 2])
        #expect(try desk.isSound())
    }

    @Test(
        "number and reply term are the policy's: adopting another leaves what went out as it is, and verify sees which day had which"
    )
    func policy() throws {
        let desk = try desk()
        try desk.draft(about: 1)
        try desk.ask(letter: 1, .issue(due: nil))
        let text = PolicyFile.bundledText.replacing("code: 巡建〔{year}〕{serial}号", with: "code: 澜委巡办函〔{year}〕{serial}号")
            .replacing("months_to_reply: 2", with: "months_to_reply: 3")
        _ = try desk.ledger.adoptPolicy(try PolicyFile(text: text), as: nil, WriteOptions())
        let draft = try desk.draft(about: 1)
        #expect(draft.words.due == desk.ledger.today.adding(months: 3))
        #expect(try desk.ask(letter: 2, .issue(due: nil)).code?.description == "澜委巡办函〔2026〕2号")
        let codes = try desk.ledger.read { try $0.letters(today: desk.ledger.today) }.map { $0.code?.description }
        #expect(codes == ["澜委巡办函〔2026〕2号", "巡建〔2026〕1号"])
        let marks = try desk.ledger.issueSheet(1).issue.letters.map(\.code.description)
        #expect(marks == ["巡建〔2026〕1号", "澜委巡办函〔2026〕2号"])
        #expect(try desk.isSound())
        #expect(try desk.ledger.verify(VerifyRequest(), drivers: Desk.drivers).faults.isEmpty)
    }

    @Test("a policy without letters has the usual ones; a number that could not be read back is refused with its place")
    func policyFile() throws {
        let bundled = PolicyFile.bundledText
        let start = try #require(bundled.range(of: "letters:\n"))
        let end = try #require(bundled.range(of: "  months_to_reply: 2\n"))
        let without = bundled.replacingCharacters(in: start.lowerBound..<end.upperBound, with: "")
        #expect(try PolicyFile(text: without).policy.letterPattern == .standard)
        #expect(try PolicyFile(text: without).policy.monthsToReply == 2)
        for wrong in ["巡建{serial}号", "巡建〔{year}〕{serial}号第2版", "{serial}〔{year}〕"] {
            let text = bundled.replacing("巡建〔{year}〕{serial}号\n", with: "\"\(wrong)\"\n")
            let found = complaint { _ = try PolicyFile(text: text) }
            #expect(found?.rule == "policy.invalid" && found?.facts["found"] == wrong && found?.facts["line"] != "?")
        }
    }

    @Test("a command is dry, versioned and replayed like any other")
    func options() throws {
        let desk = try desk()
        try desk.draft(about: 1)
        let dry = try desk.ledger.perform(.issue(due: nil), onLetter: 1, as: nil, WriteOptions(isDryRun: true))
        #expect(dry.letter?.code?.serial == 1)
        #expect(try desk.ledger.letter(1).state == .draft)
        #expect(
            complaint { _ = try desk.ledger.perform(.discard, onLetter: 1, as: nil, WriteOptions(ifVersion: 4)) }?.exit
                == 75)
        let options = WriteOptions(operation: desk.ledger.surroundings.make())
        let first = try desk.ledger.perform(.issue(due: nil), onLetter: 1, as: nil, options)
        let second = try desk.ledger.perform(.issue(due: nil), onLetter: 1, as: nil, options)
        #expect(!first.isReplayed && second.isReplayed && second.letter == first.letter)
        #expect(complaint { try desk.ask(letter: 1, .undo) }?.rule == "undo.nothing")
        #expect(complaint { try desk.ask(letter: 7, .undo) }?.exit == 66)
        #expect(complaint { try desk.ask(letter: 1, .followUp(text: "查"), as: "看客") }?.exit == 77)
    }

    @Test("a reply that is late is in the digest and in the figures, until it comes")
    func late() throws {
        let desk = try desk()
        try desk.draft(about: 1, due: "2026-12-01")
        try desk.ask(letter: 1, .issue(due: nil))
        let early = try desk.ledger.digest(FindingFilter())
        #expect(early.lateLetters.isEmpty && !early.needsSomebody)
        let later = try OpenLedger.open(
            desk.ledger.path, isReadOnly: false, drivers: Desk.drivers,
            surroundings: Desk.surroundings(now: "2026-12-11T02:00:00Z"))
        let digest = try later.digest(FindingFilter())
        #expect(digest.needsSomebody && digest.lateLetters.map { $0.overdueDays(on: digest.today) } == [10])
        let counts = try later.read { reader in
            try reader.deskCounts(FindingFilter(), try later.policy(reader), today: later.today)
        }
        #expect(counts.lateLetters.map(\.number) == [1])
        #expect(try later.figures(FindingFilter()).letters == LetterFigures(issued: 1, answered: 0, overdue: 1))
        _ = try later.perform(.answer(text: "已修订", on: nil, evidence: nil), onLetter: 1, as: nil)
        #expect(try later.figures(FindingFilter()).letters == LetterFigures(issued: 1, answered: 1, overdue: 0))
        #expect(try later.digest(FindingFilter()).lateLetters.isEmpty)
    }

    @Test("the text for the editor is read back as it was written, and says what was changed")
    func sheet() throws {
        let words = Letter.Words(
            to: OrganisationReference(id: OrganisationID(high: 1, low: 1), path: "区农业农村局"), basis: "一\n\n二",
            suggestions: "三",
            due: Day(iso: "2027-01-31"))
        let headings = ["致", "限", "依据", "建议"]
        let text = LetterSheetText.write(words, headings: headings)
        #expect(LetterSheetText.read(text) == .edit(to: "区农业农村局", basis: "一\n\n二", suggestions: "三", due: "2027-01-31"))
        let edited = text.replacing("三", with: "三\n四").replacing("2027-01-31\n", with: "\n")
        #expect(LetterSheetText.read(edited) == .edit(to: "区农业农村局", basis: "一\n\n二", suggestions: "三\n四", due: nil))
        #expect(LetterSheetText.read("三") == nil && LetterSheetText.read(text.replacing("## 限", with: "限")) == nil)
    }
}
