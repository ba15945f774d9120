import Attestation
import Foundation
import Rectification
import Signing
import Testing

@Suite("The record's formats reproduce the published vectors")
struct VectorTests {
    let vectors: Vectors

    init() throws { vectors = try Vectors.load() }

    @Test("a value is written as its line, and the line reads back as the value")
    func goodLines() throws {
        for good in vectors.encoding.good {
            var text = CanonicalText()
            text.add("text", good.value)
            #expect(text.bytes == Array(good.line.utf8), "\(good.name)")
            let lines = try CanonicalLines(Array(good.line.utf8)).lines
            #expect(lines.map { Array($0.value.unicodeScalars) } == [Array(good.value.unicodeScalars)], "\(good.name)")
        }
    }

    @Test("bytes that would not encode back to themselves are refused")
    func badLines() {
        for bad in vectors.encoding.bad {
            #expect(throws: CanonicalTextError.self, "\(bad.name)") { try CanonicalLines(bytes(hex: bad.hex)) }
        }
    }

    @Test("an event's text decodes, encodes back to the same bytes, and has the published hashes")
    func events() throws {
        var previous: Digest?
        for vector in vectors.events {
            let event = try EventText(Array(vector.text.utf8))
            #expect(String(decoding: event.bytes, as: UTF8.self) == vector.text)
            #expect(EventText.hash(of: event.bytes, .sha256).hex == vector.hash)
            #expect(EventText.hash(of: event.bytes, .sm3).hex == vector.sm3Hash)
            #expect(event.previous == previous)
            previous = EventText.hash(of: event.bytes, .sha256)
        }
    }

    @Test("folding the events gives the content text that was submitted, byte for byte")
    func content() throws {
        var finding: Finding?
        for vector in vectors.events.prefix(5) {
            let text = try EventText(Array(vector.text.utf8))
            guard case .finding(let event) = text.event, case .finding(let id) = text.stream else { continue }
            let stamp = EventStamp(
                version: text.version, at: text.time, day: text.time.day(in: .china), person: text.person,
                name: text.name)
            if finding == nil {
                finding = Finding(id: id, first: event, stamp: stamp)
            } else {
                finding?.evolve(event, stamp)
            }
        }
        let submitted = try #require(finding)
        let ledger = try #require(LedgerID("6f1e0c1e-8a54-4b0e-9d3a-0c5a1b2c3d4e"))
        let content = ContentText(
            of: submitted, ledger: ledger, pledge: "张书记",
            policy: "7c4ff2542289dd70002e0d0ed6c57b3f9ead4a7ce8a98ac81968e5e4de04d237")
        #expect(String(decoding: content.bytes, as: UTF8.self) == vectors.content.text)
        #expect(content.digest(.sha256).hex == vectors.content.sha256)
        #expect(content.digest(.sm3).hex == vectors.content.sm3)
    }

    @Test("Merkle roots are those of RFC 6962")
    func roots() throws {
        func check(_ leaves: [String], _ roots: [Vectors.Root], _ algorithm: Signing.Digest.Algorithm) throws {
            var frontier = MerkleFrontier(algorithm)
            for leaf in leaves {
                frontier.append(leaf: try #require(Digest(hex: leaf)))
                for root in roots where root.size == frontier.size { #expect(frontier.root.hex == root.root) }
            }
        }
        try check(vectors.events.map(\.hash), vectors.merkle.ofTheseEvents, .sha256)
        try check(vectors.events.map(\.sm3Hash), vectors.merkle.ofTheseEventsSM3, .sm3)
        let reference = vectors.merkle.certificateTransparencyReference
        try check(reference.leafHashes, reference.roots, .sha256)
        for (input, leaf) in zip(reference.inputsHex, reference.leafHashes) {
            #expect(EventText.hash(of: bytes(hex: input), .sha256).hex == leaf)
        }
    }
}
