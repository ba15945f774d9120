/// A paragraph of a bulletin with what numbers it.
struct BulletinLine: Hashable {
    /// How deep a number stands: `一、` over `（一）` over `1.` over `（1）` over `①`.
    enum Level: Int, Comparable {
        case chapter, section, item, point, circle

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// `nil` for a paragraph without a number.
    let level: Level?
    let text: String

    /// - Parameter line: one line, as written; `nil` when nothing stands in it.
    init?(_ line: some StringProtocol) {
        let trimmed = String(line).trimmedOfSpace
        guard !trimmed.isEmpty else { return nil }
        for (level, length) in Self.marks(of: trimmed) {
            let rest = String(trimmed.dropFirst(length)).trimmedOfSpace
            guard !rest.isEmpty else { return nil }
            self.level = level
            text = rest
            return
        }
        level = nil
        text = trimmed
    }

    /// The number at the beginning of a text, and how many characters it takes.
    static func marks(of text: String) -> [(Level, Int)] {
        let patterns: [(Level, Regex<Substring>)] = [
            (.chapter, #/^[一二三四五六七八九十]{1,3}[、.．]/#),
            (.section, #/^[（(][一二三四五六七八九十]{1,3}[）)][、.．]?/#),
            (.item, #/^(?:问题)?[0-9０-９]{1,3}(?:[.．、](?![0-9])|[：:])/#),
            (.item, #/^问题[一二三四五六七八九十]{1,3}[：:、]/#),
            (.point, #/^[（(][0-9０-９]{1,3}[）)][、.．]?/#), (.circle, #/^[①-⑳][、.．]?/#),
        ]
        return patterns.compactMap { level, pattern in
            text.prefixMatch(of: pattern).map { (level, $0.output.count) }
        }
    }
}

extension String {
    /// Without white space at both ends, the ideographic space included.
    var trimmedOfSpace: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
