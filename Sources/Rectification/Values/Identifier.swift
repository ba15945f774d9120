internal import Hexadecimal

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
        let raw = UnsafeRawBufferPointer(bytes)
        func four(_ start: Int) -> UInt64 {
            UInt64(UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
        }
        guard let first = value(four(0) << 32 | four(4), takesUpper),
            let second = value(four(9) << 32 | four(14), takesUpper),
            let third = value(four(19) << 32 | four(24), takesUpper),
            let fourth = value(four(28) << 32 | four(32), takesUpper)
        else { return nil }
        return (first << 32 | second, third << 32 | fourth)
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

    /// The number that eight digits are; letters may be capital ones where they are taken.
    private static func value(_ written: UInt64, _ takesUpper: Bool) -> UInt64? {
        let ones: UInt64 = 0x0101_0101_0101_0101
        return HexDigits.value(takesUpper ? written | (written & ones << 6) >> 1 : written)
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
