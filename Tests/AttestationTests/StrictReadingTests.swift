import Attestation
import Rectification
import Testing

@Suite("What is verified is read strictly")
struct StrictReadingTests {
    private static func text(_ event: AnyEvent, in stream: Attestation.Stream) -> [UInt8] {
        EventText(
            ledger: MeetingTextTests.id(1), stream: stream, version: 1, previous: nil,
            time: Moment(seconds: 1_734_000_000),
            operation: MeetingTextTests.id(5), person: MeetingTextTests.id(6), name: "周主任", login: "zhou",
            event: event
        ).bytes
    }

    private static let relapsed = FindingEvent.relapsed(
        reviewRound: 3, note: "回潮", deadline: Day(number: 20_000), isListed: false, supervisor: nil)
    private static let attached = FindingEvent.evidenceAttached(
        number: 1, EvidenceFile(name: "票据.pdf", bytes: 20, digest: "ab"))

    /// Texts of findings, meetings, common issues and letters.
    private static func texts() throws -> [[UInt8]] {
        let published = try Vectors.load().events.map { Array($0.text.utf8) }
        let own = [relapsed, attached, .flagged(.key, isOn: true), .withdrawn].map {
            text(.finding($0), in: .finding(MeetingTextTests.id(7)))
        }
        let meetings = MeetingTextTests.events.map { text(.meeting($0), in: .meeting(MeetingTextTests.id(7))) }
        let issues = TriageTextTests.events.map { text($0, in: .group(MeetingTextTests.id(7))) }
        let letters = TriageTextTests.letters.map { text(.letter($0), in: .letter(MeetingTextTests.id(7))) }
        return published + own + meetings + issues + letters
    }

    @Test("every noun that is offered begins a stream, and every stream that is written begins with one")
    func nouns() throws {
        for noun in Attestation.Stream.nouns {
            let written = noun + "/01a20cf3-43e5-7bde-88f3-2e53cd8c3615"
            #expect(Attestation.Stream(written)?.description == written)
        }
        let begun = try Set(Self.texts().map { try EventText($0).stream.description.prefix { $0 != "/" } })
        #expect(begun.isSubset(of: Set(Attestation.Stream.nouns.map { $0[...] })))
    }

    @Test("every text that is written is taken, as it was meant")
    func takes() throws {
        for text in try Self.texts() { #expect(try EventText(strictly: text).bytes == text) }
    }

    @Test("three bytes that begin like a character are taken just when they are one and stand for themselves")
    func characters() {
        let edges: [UInt8] = [0x00, 0x0A, 0x20, 0x41, 0x5C, 0x7F, 0x80, 0x8F, 0x90, 0xA7, 0xA8, 0xBF, 0xC0, 0xFF]
        var taken = 0
        for first in UInt8(0xE0)...0xF0 {
            for second in UInt8.min...UInt8.max {
                for third in edges {
                    let value = [0xE4, 0xB9, 0xA1, first, second, third, 0xE4, 0xB9, 0xA1]
                    let line = Array("reason: ".utf8) + value + [0x0A]
                    let isTaken = (try? CanonicalLines(line).count) == 1
                    let text = String(validating: value, as: UTF8.self)
                    var again = CanonicalText()
                    again.add("reason", text)
                    #expect(isTaken == (again.bytes == line), "\(value)")
                    taken += isTaken ? 1 : 0
                }
            }
        }
        #expect(taken > 5_000)
    }

    @Test("a byte that does not stand for itself is seen at every place of a long value")
    func places() {
        for place in 0..<20 {
            for byte in UInt8.min...0x7F {
                var value = Array(repeating: UInt8(ascii: "a"), count: 20)
                value[place] = byte
                let line = Array("reason: ".utf8) + value + [0x0A]
                let isTaken = (try? CanonicalLines(line).count) == 1
                var again = CanonicalText()
                again.add("reason", String(decoding: value, as: UTF8.self))
                #expect(isTaken == (again.bytes == line), "\(byte) at \(place)")
            }
        }
    }

    @Test("whatever is taken, however a text was changed, encodes back to the same bytes")
    func mutations() throws {
        var taken = 0
        var tried = 0
        func check(_ bytes: [UInt8]) {
            tried += 1
            guard let read = try? EventText(strictly: bytes) else { return }
            taken += 1
            #expect(read.bytes == bytes, "\(String(decoding: bytes, as: UTF8.self))")
        }
        let bytes: [UInt8] = [0x00, 0x0A, 0x20, 0x2D, 0x30, 0x31, 0x41, 0x5C, 0x61, 0x7B, 0x7F, 0x80, 0xC2, 0xE2, 0xFF]
        let lines = [
            "listed: false\n", "listed: true\n", "number: 01\n", "flags.1: key\n", "x: y\n", "reason: \\u{20}\n",
        ]
        for text in try Self.texts() {
            for place in text.indices {
                // Each byte in turn with a few of the others, so that every pair comes up over all texts.
                for step in 0..<3 {
                    var changed = text
                    changed[place] = bytes[(place * 7 + step * 5) % bytes.count]
                    check(changed)
                }
                var cut = text
                cut.remove(at: place)
                check(cut)
            }
            for end in text.indices where text[end] == 0x0A {
                for line in lines { check(text[...end] + Array(line.utf8) + text[(end + 1)...]) }
            }
        }
        #expect(tried > 50_000)
        // Another name or number is another event, and a good one.
        #expect(taken > 1000)
    }

    @Test("a default that is said, a number with a sign, an index of its own are refused")
    func defaults() throws {
        let stream = Attestation.Stream.finding(MeetingTextTests.id(7))
        func changed(_ event: FindingEvent, _ old: String, _ new: String) -> [UInt8] {
            let text = String(decoding: Self.text(.finding(event), in: stream), as: UTF8.self)
            #expect(text.contains(old))
            return Array(text.replacing(old, with: new).utf8)
        }
        for text in [
            changed(Self.relapsed, "deadline: 2024-10-04\n", "deadline: 2024-10-04\nlisted: false\n"),
            changed(Self.attached, "evidence.1.name", "evidence.1.number: 1\nevidence.1.name"),
            changed(Self.attached, "evidence.1.name", "evidence.1.number: +2\nevidence.1.name"),
        ] {
            #expect(throws: CanonicalTextError.self) { try EventText(strictly: text) }
        }
    }
}
