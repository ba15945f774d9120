/// How headings count: 一、（一） as GB/T 9704 has it, or 1. 1.1.
package enum Numbering: Sendable {
    case chinese, arabic

    /// The mark before a heading.
    func mark(level: Int, _ first: Int, _ second: Int) -> String {
        switch self {
        case .chinese: level == 1 ? "\(Self.numeral(first))、" : "（\(Self.numeral(second))）"
        case .arabic: level == 1 ? "\(first). " : "\(first).\(second) "
        }
    }

    /// 一 … 九十九; digits beyond that.
    static func numeral(_ number: Int) -> String {
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        guard (1...99).contains(number) else { return String(number) }
        let (tens, ones) = (number / 10, number % 10)
        return (tens > 1 ? digits[tens] : "") + (tens > 0 ? "十" : "") + digits[ones]
    }
}
