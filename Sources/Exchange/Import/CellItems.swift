internal import Rectification
/// Several things in one cell: `1.` `①` `（一）` `一是` `；` and line breaks part them (ledgers.md, “measures”).
package enum CellItems {
    package static func parts(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var items: [String] = []
        var current = String.UnicodeScalarView()
        var last: Mark?
        func close() {
            let item = String(current).trimmed
            if !item.isEmpty { items.append(item) }
            current = String.UnicodeScalarView()
        }
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if let mark = markBegins(scalars[index...], after: current.last, last) {
                close()
                index += mark.length
                last = mark
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

    /// `（二）`, `2.`, `②`, `二是`: how it is written, which it is, and how many scalars it takes.
    private struct Mark {
        enum Kind { case circled, bracketed, plain }
        let kind: Kind
        let number: Int
        let length: Int
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "；" || scalar == ";" || scalar == "\n" || scalar == "\r"
    }

    /// A mark may begin at the start, after a full stop and after a space; anywhere else only the one that follows the last.
    private static func markBegins(
        _ rest: ArraySlice<Unicode.Scalar>, after before: Unicode.Scalar?, _ last: Mark?
    ) -> Mark? {
        guard let before, before != "。", !before.isSpace else { return mark(rest) }
        guard let last, let first = rest.first, mayBegin(first), digit(before) == nil, let mark = mark(rest),
            mark.kind == last.kind, mark.number == last.number + 1
        else { return nil }
        return mark
    }

    private static func mayBegin(_ scalar: Unicode.Scalar) -> Bool {
        (0x2460...0x2473).contains(scalar.value) || scalar == "(" || scalar == "（" || digit(scalar) != nil
    }

    /// The mark at the start of `rest`; `nil` when there is none.
    private static func mark(_ rest: ArraySlice<Unicode.Scalar>) -> Mark? {
        guard let first = rest.first, mayBegin(first) else { return nil }
        if (0x2460...0x2473).contains(first.value) {
            return Mark(kind: .circled, number: Int(first.value) - 0x245F, length: 1)
        }
        let isBracketed = first == "(" || first == "（"
        let from = rest.startIndex + (isBracketed ? 1 : 0)
        let digits = rest[from...].prefix { digit($0) != nil }
        guard (1...2).contains(digits.count), digits.endIndex < rest.endIndex else { return nil }
        let after = rest[digits.endIndex]
        let number = digits.compactMap(digit).reduce(0) {
            $1 == 10 ? max(1, $0) * 10 : $0 == 10 ? 10 + $1 : $0 * 10 + $1
        }
        let length = digits.count + 1 + (isBracketed ? 1 : 0)
        if isBracketed {
            return after == ")" || after == "）" ? Mark(kind: .bracketed, number: number, length: length) : nil
        }
        let isChinese = digits.first.map { $0.value > 0x39 } ?? false
        guard isChinese ? after == "、" || after == "是" : after == "." || after == "．" || after == "、" else {
            return nil
        }
        // 3.2 万元 is an amount, not a third item.
        let next = digits.endIndex + 1
        if next < rest.endIndex, (0x30...0x39).contains(rest[next].value) { return nil }
        return Mark(kind: .plain, number: number, length: length)
    }

    /// What a digit counts, Arabic or Chinese.
    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        if (0x30...0x39).contains(scalar.value) { return Int(scalar.value) - 0x30 }
        return scalar.value < 0x4E00 ? nil : chinese[scalar]
    }

    private static let chinese: [Unicode.Scalar: Int] = [
        "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    ]
}
