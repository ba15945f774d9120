/// What numbers a paragraph or a clause: `一、` over `（一）` over `1.` over `（1）` over `①`.
///
/// Read by hand and scalar by scalar, since a bulletin may be one paragraph of millions of characters.
enum BulletinNumber {
    enum Level: Int, Comparable {
        case chapter, section, item, point, circle

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// Level and length in scalars of the number that a text begins with.
    static func leading(_ text: [Unicode.Scalar]) -> (level: Level, length: Int)? {
        guard let first = text.first else { return nil }
        switch first {
        case "（", "(": return bracketed(text)
        case "①"..."⑳": return (.circle, 1 + mark(text, at: 1, among: "、.．"))
        case "问", "問":
            guard text.count > 2, text[1] == "题" || text[1] == "題" else { return nil }
            let chinese = count(text, from: 2, most: 3, isChineseDigit)
            if chinese > 0 {
                let end = mark(text, at: 2 + chinese, among: "：:、")
                return end > 0 ? (.item, 2 + chinese + end) : nil
            }
            return counted(text, from: 2)
        case _ where isChineseDigit(first):
            let length = count(text, from: 0, most: 3, isChineseDigit)
            let end = mark(text, at: length, among: "、.．")
            return end > 0 ? (.chapter, length + end) : nil
        case _ where isDigit(first): return counted(text, from: 0)
        case _: return nil
        }
    }

    /// `（一）` `（1）`, with or without a mark after it.
    private static func bracketed(_ text: [Unicode.Scalar]) -> (level: Level, length: Int)? {
        let chinese = count(text, from: 1, most: 3, isChineseDigit)
        let length = chinese > 0 ? chinese : count(text, from: 1, most: 3, isDigit)
        guard length > 0, text.indices.contains(1 + length), "）)".unicodeScalars.contains(text[1 + length]) else {
            return nil
        }
        let end = 2 + length
        return (chinese > 0 ? .section : .point, end + mark(text, at: end, among: "、.．"))
    }

    /// `1.` `1、` `1：` but not `1.5`; `1）`. Where it ends, counted from the text's beginning.
    private static func counted(_ text: [Unicode.Scalar], from start: Int) -> (level: Level, length: Int)? {
        let length = count(text, from: start, most: 3, isDigit)
        let end = start + length
        guard length > 0, text.indices.contains(end) else { return nil }
        if "：:".unicodeScalars.contains(text[end]) { return (.item, end + 1) }
        if "）)".unicodeScalars.contains(text[end]) { return (.point, end + 1) }
        guard ".．、".unicodeScalars.contains(text[end]) else { return nil }
        let isDecimal = text.indices.contains(end + 1) && isDigit(text[end + 1])
        return isDecimal ? nil : (.item, end + 1)
    }

    /// What a number counts: 3 for `3.` `（三）` `③`, 12 for `十二、`.
    static func value(of written: some Sequence<Unicode.Scalar>) -> Int? {
        let digits = written.compactMap { Character($0).wholeNumberValue }
        guard let first = digits.first else { return nil }
        let isTens = written.contains { $0 == "十" } && digits.count > 1
        // 十二 is 10 and 2, 二十三 is 2, 10 and 3; ⑫ has its own value, 12 its digits.
        if isTens { return first == 10 ? digits.reduce(0, +) : first * 10 + digits.dropFirst(2).reduce(0, +) }
        return first > 9 ? first : digits.reduce(0) { $0 * 10 + $1 }
    }

    /// Clauses that a paragraph counts: where each number stands and ends; none unless two of one kind begin after a mark.
    ///
    /// Of several kinds the one that begins first, which holds the others.
    static func enumeration(in text: [Unicode.Scalar]) -> [Range<Int>] {
        var found: [[Range<Int>]] = Array(repeating: [], count: Kind.allCases.count)
        var index = 0
        while index < text.count {
            guard index == 0 || endsClause(text[index - 1]), let (kind, length) = counter(text, at: index) else {
                index += 1
                continue
            }
            let number = text[index..<(index + length)]
            // What only counts when it goes on: 1. is followed by 2., so that no date and no reference parts anything.
            if !kind.mustGoOn || value(of: number) == found[kind.rawValue].count + 1 {
                found[kind.rawValue].append(index..<(index + length))
            }
            index += length
        }
        return found.filter { $0.count > 1 }.min { $0[0].lowerBound < $1[0].lowerBound } ?? []
    }

    /// `一是` · `（1）` · `①` · `第一，` · `（一）` · `1.`
    private enum Kind: Int, CaseIterable {
        case thatIs, point, circle, ordinal, section, item

        var mustGoOn: Bool { self == .section || self == .item }
    }

    private static func endsClause(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "。", "；", ";", "：", ":", "，", ",", " ", "\u{3000}": true
        case _: false
        }
    }

    private static func counter(_ text: [Unicode.Scalar], at index: Int) -> (kind: Kind, length: Int)? {
        switch text[index] {
        case "第":
            let digits = count(text, from: index + 1, most: 2, isChineseDigit)
            return digits > 0 && mark(text, at: index + 1 + digits, among: "，,") > 0 ? (.ordinal, digits + 2) : nil
        case "①"..."⑳": return (.circle, 1)
        case "（", "(":
            let digits = count(text, from: index + 1, most: 2, isDigit)
            if digits > 0 {
                return mark(text, at: index + 1 + digits, among: "）)") > 0 ? (.point, digits + 2) : nil
            }
            let chinese = count(text, from: index + 1, most: 3, isChineseDigit)
            return chinese > 0 && mark(text, at: index + 1 + chinese, among: "）)") > 0
                ? (.section, chinese + 2) : nil
        case let scalar where isChineseDigit(scalar):
            let digits = count(text, from: index, most: 2, isChineseDigit)
            return mark(text, at: index + digits, among: "是") > 0 ? (.thatIs, digits + 1) : nil
        case let scalar where isDigit(scalar):
            // A comma parts no items: 第1、2、3期.
            guard index == 0 || text[index - 1] != "，" && text[index - 1] != "," else { return nil }
            guard let (level, end) = counted(text, from: index), level == .item, end - index < 4 else { return nil }
            return (.item, end - index)
        case _: return nil
        }
    }

    /// Where a line that begins with a number goes on counting: after `（一）甲；` the place of `（二）`.
    ///
    /// - Parameter text: what stands behind the first number; places count in it.
    static func successors(of ordinal: Int, at level: Level, in text: [Unicode.Scalar]) -> [Int] {
        var places: [Int] = []
        for index in text.indices.dropFirst() {
            guard "。；;".unicodeScalars.contains(text[index - 1]),
                let (found, length) = leading(text[index..<min(text.count, index + 8)].map { $0 }), found == level,
                value(of: text[index..<(index + length)]) == ordinal + places.count + 1
            else { continue }
            places.append(index)
        }
        return places
    }

    private static func count(_ text: [Unicode.Scalar], from start: Int, most: Int, _ isOne: (Unicode.Scalar) -> Bool)
        -> Int
    {
        var length = 0
        while length < most, text.indices.contains(start + length), isOne(text[start + length]) { length += 1 }
        return length
    }

    /// 1 when one of some marks stands at a place, else 0.
    private static func mark(_ text: [Unicode.Scalar], at index: Int, among marks: String) -> Int {
        text.indices.contains(index) && marks.unicodeScalars.contains(text[index]) ? 1 : 0
    }

    private static func isChineseDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "一", "二", "三", "四", "五", "六", "七", "八", "九", "十": true
        case _: false
        }
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "０"..."９": true
        case _: false
        }
    }
}
