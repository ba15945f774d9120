/// Hexadecimal digits read eight at a time.
package enum HexDigits {
    /// The number that eight digits in lower case are, the first in the highest byte; `nil` when one is none: all are worked out at once and must be what their values are written as.
    @inlinable
    package static func value(_ digits: UInt64) -> UInt64? {
        let ones: UInt64 = 0x0101_0101_0101_0101
        // Letters have a bit that digits lack, and count from 1.
        var value = (digits & (ones &* 0xF)) &+ (digits >> 6 & ones) &* 9
        let isLetter = (value &+ ones &* 0x76) >> 7 & ones
        guard value & (ones &* 0xF0) == 0, value &+ ones &* 0x30 &+ isLetter &* 0x27 == digits else { return nil }
        value = (value | value >> 4) & 0x00FF_00FF_00FF_00FF
        value = (value | value >> 8) & 0x0000_FFFF_0000_FFFF
        return (value | value >> 16) & 0xFFFF_FFFF
    }
}
