import Rectification
import Testing

@Suite("Identities and what stands above a unit")
struct IdentityTests {
    private static let written = Array("01a20cf3-43e5-7bde-88f3-2e53cd8c3615".utf8)

    private static func isDigit(_ byte: UInt8, takesUpper: Bool) -> Bool {
        Array("0123456789abcdef".utf8).contains(byte) || takesUpper && Array("ABCDEF".utf8).contains(byte)
    }

    @Test("an identity is made of hexadecimal digits alone, whatever byte stands at whichever place")
    func bytes() {
        for place in Self.written.indices where Self.written[place] != UInt8(ascii: "-") {
            for byte in UInt8.min...UInt8.max {
                var changed = Self.written
                changed[place] = byte
                let strict = changed.withUnsafeBufferPointer { FindingID(lowercase: $0) }
                #expect((strict != nil) == Self.isDigit(byte, takesUpper: false), "\(byte) at \(place)")
                if let strict { #expect(Array(strict.description.utf8) == changed) }
                guard let text = String(validating: changed, as: UTF8.self) else { continue }
                #expect((FindingID(text) != nil) == Self.isDigit(byte, takesUpper: true), "\(byte) at \(place)")
                if let read = FindingID(text) { #expect(read.description == text.lowercased()) }
            }
        }
    }

    @Test("a unit is within itself and all above it, and units that stand above each other in a ring end the search")
    func within() {
        func id(_ number: UInt64) -> OrganisationID { World.id(number) }
        let chain = [
            Organisation(id: id(1), name: "市", kind: .city),
            Organisation(id: id(2), name: "镇", kind: .town, parent: id(1)),
            Organisation(id: id(3), name: "村", kind: .village, parent: id(2)),
        ]
        let tree = OrganisationTree(chain)
        #expect([1, 2, 3].allSatisfy { tree.isWithin(id(3), id($0)) })
        #expect(!tree.isWithin(id(2), id(3)))
        #expect(!tree.isWithin(id(3), id(4)))
        let ring = OrganisationTree([
            Organisation(id: id(1), name: "甲", kind: .town, parent: id(2)),
            Organisation(id: id(2), name: "乙", kind: .town, parent: id(1)),
        ])
        #expect(ring.isWithin(id(1), id(2)))
        #expect(!ring.isWithin(id(1), id(3)))
    }
}
