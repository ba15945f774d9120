import Attestation
import Rectification
import Testing

@Suite("A meeting's events")
struct MeetingTextTests {
    static func id<Noun>(_ number: UInt64) -> Identifier<Noun> { Identifier(high: 0x4000, low: 1 << 63 | number) }

    static let seat = Meeting.Seat(party: .inspection, reviewer: id(2), name: "王五\n三")
    static let numbers = [3, 1, 12].map { FindingNumber($0) }
    static let events: [MeetingEvent] = [
        .opened(
            MeetingOpening(
                number: 2, kind: .closure, date: Day(number: 20_000), place: " 三楼\u{202E}", seats: [seat, seat],
                agenda: numbers)),
        .opened(
            MeetingOpening(
                number: 3, kind: .feedback, date: Day(number: 20_000), place: "x", seats: [], agenda: [])),
        .seated(seat), .reseated(seat, was: "李四"), .unseated(.discipline, was: "李四"), .agendaAdded(numbers),
        .agendaDropped([FindingNumber(1)]), .agendaOrdered(numbers), .noted(nil, text: "开会\\n"),
        .noted(FindingNumber(3), text: "补票据"), .skipped(FindingNumber(1)),
        .rehearingMarked(FindingNumber(1), reason: nil), .rehearingMarked(FindingNumber(1), reason: "缺附件"),
        .movedTo(FindingNumber(12)), .adjourned,
    ]

    @Test("are read back from their canonical text as they were", arguments: events)
    func roundTrip(event: MeetingEvent) throws {
        let text = EventText(
            ledger: Self.id(1), stream: .meeting(Self.id(7)), version: 1, previous: nil, time: Moment(seconds: 0),
            operation: Self.id(5), person: Self.id(6), name: "周主任", login: "zhou", event: .meeting(event))
        let read = try EventText(text.bytes)
        #expect(read == text)
        #expect(read.event == .meeting(event))
    }

    @Test("every event of the list of names is covered")
    func names() { #expect(Set(Self.events.map(\.code)) == Set(MeetingEvent.codes)) }

    @Test("a payload with another line is refused")
    func strict() {
        let text = EventText(
            ledger: Self.id(1), stream: .meeting(Self.id(7)), version: 1, previous: nil, time: Moment(seconds: 0),
            operation: Self.id(5), person: Self.id(6), name: "周主任", login: "zhou", event: .meeting(.adjourned))
        #expect(throws: CanonicalTextError.self) { try EventText(text.bytes + Array("number: 1\n".utf8)) }
    }
}
