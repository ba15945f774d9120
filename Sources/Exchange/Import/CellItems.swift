internal import Rectification
/// Several things in one cell: `1.` `①` `（一）` `；` and line breaks part them (ledgers.md, “measures”).
package enum CellItems {
    package static func parts(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var items: [String] = []
        var current = String.UnicodeScalarView()
        func close() {
            let item = String(current).trimmed
            if !item.isEmpty { items.append(item) }
            current = String.UnicodeScalarView()
        }
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if isBoundary(current.last), let length = mark(scalars[index...]) {
                close()
                index += length
                // What follows a mark is text, even when it looks like another mark.
                if index < scalars.count { current.append(scalars[index]) }
            } else if isSeparator(scalar) {
                close()
            } else {
                current.append(scalar)
            }
            index += 1
        }
        close()
        return items
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "；" || scalar == ";" || scalar == "\n" || scalar == "\r"
    }

    /// Whether a mark may begin here: at the start, after a full stop or after a space.
    private static func isBoundary(_ last: Unicode.Scalar?) -> Bool {
        guard let last else { return true }
        return last == "。" || last.isSpace
    }

    /// Length of the mark at the start of `rest`; `nil` when there is none.
    private static func mark(_ rest: ArraySlice<Unicode.Scalar>) -> Int? {
        guard let first = rest.first else { return nil }
        if (0x2460...0x2473).contains(first.value) { return 1 }
        let isBracketed = first == "(" || first == "（"
        let from = rest.startIndex + (isBracketed ? 1 : 0)
        let digits = rest[from...].prefix { (0x30...0x39).contains($0.value) || chinese.contains($0) }
        guard (1...2).contains(digits.count), digits.endIndex < rest.endIndex else { return nil }
        let after = rest[digits.endIndex]
        let length = digits.count + 1 + (isBracketed ? 1 : 0)
        if isBracketed { return after == ")" || after == "）" ? length : nil }
        let isChinese = digits.first.map { chinese.contains($0) } ?? false
        guard isChinese ? after == "、" : after == "." || after == "．" || after == "、" else { return nil }
        // 3.2 万元 is an amount, not a third item.
        let next = digits.endIndex + 1
        if next < rest.endIndex, (0x30...0x39).contains(rest[next].value) { return nil }
        return length
    }

    private static let chinese = Set("一二三四五六七八九十".unicodeScalars)
}
