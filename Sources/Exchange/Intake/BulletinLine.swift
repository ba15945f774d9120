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
        let scalars = trimmed.unicodeScalars
        if let (level, length) = BulletinNumber.leading(Array(scalars.prefix(8))) {
            ordinal = BulletinNumber.value(of: scalars.prefix(length))
            let rest = String(scalars.dropFirst(length)).trimmedOfSpace
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

extension BulletinLine {
    /// The same number with less behind it.
    func with(text: ArraySlice<Unicode.Scalar>) -> BulletinLine {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text)
        return BulletinLine(
            level: level, ordinal: ordinal, text: String(view).trimmedOfSpace, number: number, isTitle: isTitle)
    }

    private init(level: BulletinNumber.Level?, ordinal: Int?, text: String, number: Int, isTitle: Bool) {
        self.level = level
        self.ordinal = ordinal
        self.text = text
        self.number = number
        self.isTitle = isTitle
    }
}

extension String {
    /// Without white space at both ends, the ideographic space and what has no width included.
    var trimmedOfSpace: String {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar {
            case "\u{200B}", "\u{FEFF}", "\u{2060}": true
            case _: scalar.value < 0x3001 && scalar.properties.isWhitespace
            }
        }
        var rest = unicodeScalars[...]
        while let first = rest.first, isSpace(first) { rest.removeFirst() }
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest.startIndex == startIndex && rest.endIndex == endIndex ? self : String(rest)
    }
}
