import Attestation
import Foundation
import Ledger
import LedgerSQLite
import Office
import Rectification
import Requests
import Signing
import Testing

/// A signature that was given once is carried to where it was not given.
@Suite("An opinion that was moved is found")
struct MovedOpinionTests {
    /// An opinion as it stands in the log: its event, its words, its signature.
    struct Given {
        let stored: StoredEvent
        let opined: Opined
        let signature: [UInt8]
        let person: Person
    }

    /// 王五 agreed to finding 1, and nobody spoke on finding 2.
    static func given() throws -> (desk: SigningDesk, given: Given) {
        let desk = try SigningDesk()
        let (_, keys) = try desk.inReview()
        try desk.submit(2)
        try desk.do(.agree, 1, as: "王五", ["party": ["inspection"]], key: keys["王五"])
        return (desk, try opinion(desk.ledger))
    }

    static func opinion(_ ledger: OpenLedger) throws -> Given {
        try ledger.read { reader in
            let stored = try #require(try reader.events(of: .finding(try reader.id(of: FindingNumber(1)))).last)
            guard case .finding(.opined(let opined)) = stored.text.event else {
                throw LedgerError(.damaged, ["why": "opined"])
            }
            return Given(
                stored: stored, opined: opined, signature: try #require(try reader.signature(at: stored.position)),
                person: try reader.person("王五"))
        }
    }

    /// The opinion as somebody who knows the format would write it for another place; only its signature stays.
    func rewritten(
        _ given: Given, number: Int, round: Int, content: String, in tamper: Tampering, _ finding: FindingID
    ) throws {
        let opined = Opined(
            number: FindingNumber(number), reviewRound: round, party: given.opined.party, key: given.opined.key,
            verdict: given.opined.verdict, content: content, head: given.opined.head)
        try tamper.append(.finding(.opined(opined)), to: .finding(finding), by: given.person) { _, _ in
            given.signature
        }
    }

    @Test("to another finding: its words fit the new place and its signature does not, or the other way round")
    func anotherFinding() throws {
        let (desk, given) = try Self.given()
        let (second, head) = try desk.ledger.read { (try $0.finding(FindingNumber(2)), try $0.head()) }
        let rewritten = try Tampering(desk.ledger)
        defer { rewritten.remove() }
        try self.rewritten(
            given, number: 2, round: 1, content: try #require(second.submission?.content), in: rewritten, second.id)
        let faults = try rewritten.faults()
        #expect(faults.map(\.sentence) == ["fault.signature.bad"] && faults.first?.position == head + 1)
        #expect(faults.first?.stream == "finding/\(second.id)")
        let carried = try Tampering(desk.ledger)
        defer { carried.remove() }
        try carried.carry(given, to: .finding(second.id), version: second.version + 1)
        #expect(try carried.faults().contains { $0.kind == .column && $0.position == head + 1 })
    }

    @Test("to another review round of the same finding")
    func anotherRound() throws {
        let (desk, given) = try Self.given()
        try desk.do(.recall, 1, ["reason": ["一方缺席"]])
        try desk.do(.submit, 1, as: "张会计", ["pledge": ["张书记"]])
        let (finding, head) = try desk.ledger.read { (try $0.finding(FindingNumber(1)), try $0.head()) }
        #expect(finding.reviewRound == 2 && finding.opinions.contains { $0.reviewRound == 1 })
        let rewritten = try Tampering(desk.ledger)
        defer { rewritten.remove() }
        try self.rewritten(
            given, number: 1, round: 2, content: try #require(finding.submission?.content), in: rewritten, finding.id)
        #expect(try rewritten.faults().map(\.sentence) == ["fault.signature.bad"])
        let carried = try Tampering(desk.ledger)
        defer { carried.remove() }
        try carried.carry(given, to: .finding(finding.id), version: finding.version + 1)
        let faults = try carried.faults()
        #expect(faults.contains { $0.position == head + 1 && ($0.kind == .column || $0.kind == .chain) }, "\(faults)")
    }

    @Test("to another ledger, word for word or rewritten for it")
    func anotherLedger() throws {
        let (_, given) = try Self.given()
        let other = try SigningDesk()
        _ = try other.inReview()
        let (finding, head, person) = try other.ledger.read {
            (try $0.finding(FindingNumber(1)), try $0.head(), try $0.person("王五"))
        }
        let carried = try Tampering(other.ledger)
        defer { carried.remove() }
        try carried.carry(given, to: .finding(finding.id), version: finding.version + 1)
        #expect(try carried.faults().contains { $0.kind == .ledger && $0.position == head + 1 })
        let rewritten = try Tampering(other.ledger)
        defer { rewritten.remove() }
        let here = Given(stored: given.stored, opined: given.opined, signature: given.signature, person: person)
        try self.rewritten(
            here, number: 1, round: 1, content: try #require(finding.submission?.content), in: rewritten, finding.id)
        #expect(
            try rewritten.faults().contains {
                $0.kind == .key && $0.sentence == "rule.key.foreign" && $0.position == head + 1
            })
        // Under the key that is his there: the signature is still another's.
        let key = try other.ledger.read { try #require(try $0.keys(of: person.id).live?.fingerprint) }
        let renamed = try Tampering(other.ledger)
        defer { renamed.remove() }
        let opined = Opined(
            number: FindingNumber(1), reviewRound: 1, party: .inspection, key: key, verdict: .agree,
            content: try #require(finding.submission?.content),
            head: try other.ledger.read { try $0.newestCheckpoint()?.description })
        try renamed.append(.finding(.opined(opined)), to: .finding(finding.id), by: person) { _, _ in given.signature }
        #expect(try renamed.faults().map(\.sentence) == ["fault.signature.bad"])
    }
}

extension Tampering {
    /// Puts an event that stands elsewhere at the end of a stream, byte for byte, with its signature.
    func carry(_ given: MovedOpinionTests.Given, to stream: Attestation.Stream, version: Int) throws {
        let bytes = given.stored.text.bytes
        try database.write { connection in
            let position = (try connection.first("SELECT max(position) FROM events") { $0.int(0) } ?? 0) + 1
            let operation = "00000000-0000-4000-8000-00000000000a"
            try connection.execute(
                "INSERT INTO events (position, stream, version, operation, hash, text) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .integer(position), .text(stream.description), .integer(version), .text(operation),
                    .bytes(given.stored.hash), .text(String(decoding: bytes, as: UTF8.self)),
                ])
            try connection.execute(
                "INSERT INTO operations (operation, digest, first, count) VALUES (?, 'x', ?, 1)",
                [.text(operation), .integer(position)])
            try connection.execute("UPDATE head SET position = ?", [.integer(position)])
            try connection.execute(
                "INSERT INTO signatures (position, signature) VALUES (?, ?)",
                [.integer(position), .bytes(given.signature)])
            return ((), true)
        }
    }
}
