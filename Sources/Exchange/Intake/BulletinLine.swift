/// A paragraph of a bulletin with what numbers it.
struct BulletinLine: Hashable {
    /// `nil` for a paragraph without a number.
    let level: BulletinNumber.Level?
    /// What the number counts: 3 for `（三）`.
    let ordinal: Int?
    let text: String
    /// Line of the bulletin, from 1.
    let number: Int
    /// Marked as a heading: `## …`.
    let isTitle: Bool

    /// - Parameter line: one line, as written; `nil` when nothing stands in it.
    init?(_ line: some StringProtocol, number: Int) {
        var trimmed = String(line).trimmedOfSpace
        var title = 0
        while trimmed.first == "#", title < 6 {
            trimmed.removeFirst()
            title += 1
        }
        trimmed = trimmed.trimmedOfSpace
        var isBullet = false
        if let first = trimmed.first, "-*+>•·●■◆".contains(first), trimmed.dropFirst().first?.isWhitespace ?? true {
            isBullet = first != ">"
            trimmed = String(trimmed.dropFirst()).trimmedOfSpace
        }
        // What Markdown sets in bold.
        if title > 0 || isBullet || trimmed.hasPrefix("**") { trimmed = trimmed.replacing("**", with: "") }
        guard !trimmed.isEmpty else { return nil }
        self.number = number
        isTitle = title > 0
        if let (level, length) = BulletinNumber.leading(Array(trimmed.prefix(8))) {
            ordinal = BulletinNumber.value(of: trimmed.prefix(length))
            let rest = String(trimmed.dropFirst(length)).trimmedOfSpace
            guard !rest.isEmpty else { return nil }
            self.level = level
            text = rest
        } else {
            ordinal = nil
            level = isTitle ? (title > 2 ? .section : .chapter) : isBullet ? .circle : nil
            text = trimmed
        }
    }
}

extension String {
    /// Without white space at both ends, the ideographic space and what has no width included.
    var trimmedOfSpace: String {
        func isSpace(_ character: Character) -> Bool {
            character.isWhitespace || "\u{200B}\u{FEFF}\u{2060}".contains(character)
        }
        var rest = self[...]
        while let first = rest.first, isSpace(first) { rest.removeFirst() }
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return String(rest)
    }
}
