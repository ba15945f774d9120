/// What numbers a paragraph or a clause: `一、` over `（一）` over `1.` over `（1）` over `①`.
///
/// Read by hand, since a bulletin may be one paragraph of millions of characters.
enum BulletinNumber {
    enum Level: Int, Comparable {
        case chapter, section, item, point, circle

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// Level and length in characters of the number that a text begins with.
    static func leading(_ text: [Character]) -> (level: Level, length: Int)? {
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
    private static func bracketed(_ text: [Character]) -> (level: Level, length: Int)? {
        let chinese = count(text, from: 1, most: 3, isChineseDigit)
        let length = chinese > 0 ? chinese : count(text, from: 1, most: 3, isDigit)
        guard length > 0, text.indices.contains(1 + length), "）)".contains(text[1 + length]) else { return nil }
        let end = 2 + length
        return (chinese > 0 ? .section : .point, end + mark(text, at: end, among: "、.．"))
    }

    /// `1.` `1、` `1：` but not `1.5`; `1）`.
    private static func counted(_ text: [Character], from start: Int) -> (level: Level, length: Int)? {
        let length = count(text, from: start, most: 3, isDigit)
        let end = start + length
        guard length > 0, text.indices.contains(end) else { return nil }
        if "：:".contains(text[end]) { return (.item, end + 1) }
        if "）)".contains(text[end]) { return (.point, end + 1) }
        guard ".．、".contains(text[end]) else { return nil }
        let isDecimal = text.indices.contains(end + 1) && isDigit(text[end + 1])
        return isDecimal ? nil : (.item, end + 1)
    }

    /// What a number counts: 3 for `3.` `（三）` `③`, 12 for `十二、`.
    static func value(of written: Substring) -> Int? {
        let digits = written.compactMap(\.wholeNumberValue)
        guard let first = digits.first else { return nil }
        let isTens = written.contains("十") && digits.count > 1
        // 十二 is 10 and 2, 二十三 is 2, 10 and 3; ⑫ has its own value, 12 its digits.
        if isTens { return first == 10 ? digits.reduce(0, +) : first * 10 + digits.dropFirst(2).reduce(0, +) }
        return first > 9 ? first : digits.reduce(0) { $0 * 10 + $1 }
    }

    /// Clauses that a paragraph counts: where each number stands and ends; none unless two of one kind begin after a mark.
    static func enumeration(in text: [Character]) -> [Range<Int>] {
        var found: [[Range<Int>]] = [[], [], [], []]
        var index = 0
        while index < text.count {
            guard index == 0 || "。；;：:，, \u{3000}".contains(text[index - 1]) else {
                index += 1
                continue
            }
            if let (kind, length) = counter(text, at: index) {
                found[kind].append(index..<(index + length))
                index += length
            } else {
                index += 1
            }
        }
        return found.first { $0.count > 1 } ?? []
    }

    /// `一是` · `（1）` · `①` · `第一，`
    private static func counter(_ text: [Character], at index: Int) -> (kind: Int, length: Int)? {
        switch text[index] {
        case "第":
            let digits = count(text, from: index + 1, most: 2, isChineseDigit)
            return digits > 0 && mark(text, at: index + 1 + digits, among: "，,") > 0 ? (3, digits + 2) : nil
        case "①"..."⑳": return (2, 1)
        case "（", "(":
            let digits = count(text, from: index + 1, most: 2, isDigit)
            return digits > 0 && mark(text, at: index + 1 + digits, among: "）)") > 0 ? (1, digits + 2) : nil
        case let character where isChineseDigit(character):
            let digits = count(text, from: index, most: 2, isChineseDigit)
            return mark(text, at: index + digits, among: "是") > 0 ? (0, digits + 1) : nil
        case _: return nil
        }
    }

    private static func count(_ text: [Character], from start: Int, most: Int, _ isOne: (Character) -> Bool) -> Int {
        var length = 0
        while length < most, text.indices.contains(start + length), isOne(text[start + length]) { length += 1 }
        return length
    }

    /// 1 when one of some marks stands at a place, else 0.
    private static func mark(_ text: [Character], at index: Int, among marks: String) -> Int {
        text.indices.contains(index) && marks.contains(text[index]) ? 1 : 0
    }

    private static func isChineseDigit(_ character: Character) -> Bool {
        switch character {
        case "一", "二", "三", "四", "五", "六", "七", "八", "九", "十": true
        case _: false
        }
    }

    static func isDigit(_ character: Character) -> Bool {
        switch character {
        case "0"..."9", "０"..."９": true
        case _: false
        }
    }
}
