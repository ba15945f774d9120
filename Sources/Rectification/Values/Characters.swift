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

extension String {
    /// Without spaces, line breaks and U+3000 at both ends.
    package var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isSpace }),
            let last = scalars.lastIndex(where: { !$0.isSpace })
        else { return "" }
        if first == scalars.startIndex, scalars.index(after: last) == scalars.endIndex { return self }
        return String(scalars[first...last])
    }

    /// Whether a byte below 0x80 is among its UTF-8; quicker than the view's own `contains`.
    package func hasByte(_ byte: UInt8) -> Bool {
        utf8.withContiguousStorageIfAvailable { $0.contains(byte) } ?? utf8.contains(byte)
    }
}
