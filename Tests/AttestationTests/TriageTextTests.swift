import Attestation
import Rectification
import Testing

@Suite("The events of triage")
struct TriageTextTests {
    static func id<Noun>(_ number: UInt64) -> Identifier<Noun> { MeetingTextTests.id(number) }

    static let numbers = [1, 3, 12].map { FindingNumber($0) }
    static let other = IssueReference(id: id(8), number: 4, title: " 公务接待\u{202E}")
    static let code = LetterCode(year: 2026, serial: 3)
    static let words = Letter.Words(
        to: OrganisationReference(id: id(9), path: "市 / 区农业农村局"), basis: "一\n二", suggestions: "三",
        due: Day(number: 20_100))

    static let events: [AnyEvent] =
        ([
            .formed(
                Formation(
                    number: 2, title: "误工\\补助", field: "村级财务", scope: .field, members: numbers, words: ["误工", "代签"],
                    suggestion: "5f1c09d2a7b3e846")),
            .formed(
                Formation(
                    number: 3, title: "代签", field: "村级财务", scope: .single, members: numbers, splitFrom: other)),
            .retitled("新", was: "旧"), .scoped(.whole, field: "财"), .membersAdded(numbers), .membersRemoved(numbers),
            .mergedInto(other), .absorbed(other, members: numbers), .splitOff(other, members: numbers),
            .decisionRecorded(Decision(body: .leadingGroup, on: Day(number: 20_000), text: "专项\n整治")),
            .letterIssued(id(11), code: code), .letterAnswered(id(11)), .fieldRectified(note: "已改"),
            .dissolved(reason: nil), .dissolved(reason: "并非"), .undone(version: 2, event: "retitled"),
        ] as [CommonIssueEvent]).map { .group(.issue($0)) } + [
            .group(
                .suggestion(.dismissed(Dismissal(suggestion: "5f1c09d2a7b3e846", members: numbers, words: ["误工"])))),
            .group(.suggestion(.restored)),
        ]

    static let letters: [LetterEvent] = [
        .drafted(LetterDraft(number: 1, issue: other, words: words)),
        .edited(Letter.Words(to: words.to, basis: "", suggestions: "", due: nil)),
        .issued(
            code, due: Day(number: 20_100),
            Letter.Basis(
                units: [
                    Letter.Basis.Unit(name: "江六村", findings: 2), Letter.Basis.Unit(name: "河头村", findings: 1),
                ],
                examples: [Letter.Basis.Example(finding: FindingNumber(3), unit: "江六村", text: "误工：\n代签")])),
        .answered(Letter.Answer(text: "已修订", on: Day(number: 20_050), evidence: nil)),
        .answered(
            Letter.Answer(
                text: "已修订", on: Day(number: 20_050), evidence: EvidenceFile(name: "复函.pdf", bytes: 9, digest: "ab"))),
        .followedUp(text: "抽查"), .closed, .reopened, .discarded, .undone(version: 2, event: "edited"),
    ]

    static func text(_ event: AnyEvent, _ stream: Stream) -> EventText {
        EventText(
            ledger: id(1), stream: stream, version: 1, previous: nil, time: Moment(seconds: 0), operation: id(5),
            person: id(6), name: "研判员", login: "triage", event: event)
    }

    @Test("of issues and suggestions are read back as they were", arguments: events)
    func groups(event: AnyEvent) throws {
        let text = Self.text(event, .group(Self.id(7)))
        #expect(try EventText(text.bytes) == text)
    }

    @Test("of letters are read back as they were", arguments: letters)
    func letter(event: LetterEvent) throws {
        let text = Self.text(.letter(event), .letter(Self.id(7)))
        #expect(try EventText(text.bytes) == text)
    }

    @Test("every event of the lists of names is covered")
    func names() {
        #expect(Set(Self.events.map(\.code)) == Set(CommonIssueEvent.codes + SuggestionEvent.codes))
        #expect(Set(Self.letters.map(\.code)) == Set(LetterEvent.codes))
    }

    @Test("a name of another stream's event is refused")
    func strict() {
        let text = Self.text(.letter(.closed), .letter(Self.id(7)))
        let wrong = String(decoding: text.bytes, as: UTF8.self).replacing("letter/", with: "group/")
        #expect(throws: CanonicalTextError.self) { try EventText(Array(wrong.utf8)) }
    }
}
