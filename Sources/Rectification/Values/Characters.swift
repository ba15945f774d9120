extension Character {
    /// 0–9 alone: 两 and ③ are numbers to Unicode, and no digits.
    package var isDigit: Bool { ("0"..."9").contains(self) }
}

extension Unicode.Scalar {
    /// White space as Unicode has it, U+3000 included; without a look at its tables, since every cell of an import asks.
    package var isSpace: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        case _: false
        }
    }
}
