/// A 128-bit identity (RFC 9562 UUID) of one kind of noun; identities enter the domain as values and are never made in it.
package struct Identifier<Noun>: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The identity written in lower or upper case with hyphens (36 bytes); `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let (high, low) = text.withUTF8({ IdentityText.halves($0, takesUpper: true) }) else { return nil }
        self.init(high: high, low: low)
    }

    /// The same from bytes in the form in which records write it, lower case alone.
    package init?(lowercase bytes: UnsafeBufferPointer<UInt8>) {
        guard let (high, low) = IdentityText.halves(bytes, takesUpper: false) else { return nil }
        self.init(high: high, low: low)
    }
}

/// Reads and writes identities; not generic, since every event that is read has five of them.
private enum IdentityText {
    static func halves(_ bytes: UnsafeBufferPointer<UInt8>, takesUpper: Bool) -> (high: UInt64, low: UInt64)? {
        guard bytes.count == 36, bytes[8] == hyphen, bytes[13] == hyphen, bytes[18] == hyphen, bytes[23] == hyphen
        else { return nil }
        var value: UInt64 = 0
        // Grows beyond a digit's four bits as soon as something is none.
        var wrong: UInt8 = 0
        func take(_ range: Range<Int>) {
            for index in range {
                let digit = hexValue(bytes[index], takesUpper)
                wrong |= digit
                value = value << 4 | UInt64(digit & 0xF)
            }
        }
        take(0..<8)
        take(9..<13)
        take(14..<18)
        let high = value
        take(19..<23)
        take(24..<36)
        return wrong < 16 ? (high, value) : nil
    }

    private static let hyphen = UInt8(ascii: "-")

    static func write(_ high: UInt64, _ low: UInt64, into buffer: UnsafeMutableBufferPointer<UInt8>) {
        var rest = high
        func write(_ range: Range<Int>) {
            for place in range {
                let nibble = UInt8(truncatingIfNeeded: rest >> 60)
                buffer[place] = nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
                rest <<= 4
            }
        }
        for place in [8, 13, 18, 23] { buffer[place] = hyphen }
        write(0..<8)
        write(9..<13)
        write(14..<18)
        rest = low
        write(19..<23)
        write(24..<36)
    }

    /// 255 for what is no digit.
    private static func hexValue(_ byte: UInt8, _ takesUpper: Bool) -> UInt8 {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F") where takesUpper: byte - UInt8(ascii: "A") + 10
        case _: 255
        }
    }
}

extension Identifier: CustomStringConvertible {
    /// Lower case with hyphens, 36 characters (trust.md: UUIDs are lower case).
    package var description: String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            write(into: buffer)
            return 36
        }
    }

    /// The same 36 bytes.
    package func write(into buffer: UnsafeMutableBufferPointer<UInt8>) {
        IdentityText.write(high, low, into: buffer)
    }
}

extension Identifier: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

/// The ledger as a noun, so that its identity has a type.
package enum LedgerNoun {}
/// One command as a noun, so that its identity has a type.
package enum OperationNoun {}

package typealias LedgerID = Identifier<LedgerNoun>
package typealias OperationID = Identifier<OperationNoun>
package typealias FindingID = Identifier<Finding>
package typealias OrganisationID = Identifier<Organisation>
package typealias PersonID = Identifier<Person>
package typealias RoundID = Identifier<Round>
package typealias GroupID = Identifier<FindingGroup>

/// The number of a finding in its ledger: 1, 2, 3 …, never reused (domain §3).
package struct FindingNumber: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let value: Int

    package init(_ value: Int) { self.value = value }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
    package var description: String { String(value) }
}
