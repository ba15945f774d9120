/// Text as a terminal may have it: every character that could move the cursor, reverse the reading order or hide is shown by a sign (trust.md, promise 6).
package enum VisibleText {
    /// The text on one line: line breaks become `⏎`, controls their Unicode picture, hidden characters `‹U+202E›`.
    package static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHarmful) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isHarmful(scalar) { result += sign(for: scalar) } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }

    /// The text broken into lines of at most `width` columns; its own line breaks are kept.
    ///
    /// - Parameters:
    ///   - limit: no more lines than these are made.
    ///   - breaksWords: cuts wherever the width ends, so that the lines of a beginning are the beginning of the lines.
    package static func wrap(
        _ text: String, width: Int, limit: Int = .max, breaksWords: Bool = false
    ) -> [String] {
        guard width > 1 else { return [] }
        guard text.utf8.contains(10) else { return wrapParagraph(line(text), width, limit, breaksWords) }
        var lines: [String] = []
        for paragraph in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            lines += wrapParagraph(
                line(String(String.UnicodeScalarView(paragraph))), width, limit - lines.count,
                breaksWords)
            if lines.count >= limit { break }
        }
        return lines
    }

    private static func wrapParagraph(
        _ text: String, _ width: Int, _ limit: Int, _ breaksWords: Bool
    ) -> [String] {
        var lines: [String] = []
        var current: [Character] = []
        var used = 0
        var isFull = false
        DisplayWidth.forEach(text) { character, columns in
            if used + columns > width {
                let carried = breaksWords ? 0 : carry(current, before: character)
                lines.append(String(current.dropLast(carried)))
                isFull = lines.count >= limit
                if isFull { return false }
                current = Array(current.suffix(carried))
                used = current.reduce(0) { $0 + DisplayWidth.of($1) }
                if character == " ", current.isEmpty, !breaksWords { return true }
            }
            current.append(character)
            used += columns
            return true
        }
        if !isFull { lines.append(String(current)) }
        return lines
    }

    /// How many characters go to the next line with one that does not fit: numbers and words stay whole, and no line begins with a closing mark.
    private static func carry(_ line: [Character], before character: Character) -> Int {
        let run =
            isWordPart(character)
            ? line.reversed().prefix { isWordPart($0) }.count : "，。；：、）”》」！？,.;:)!?%".contains(character) ? 1 : 0
        return run < line.count && run <= 16 ? run : 0
    }

    private static func isWordPart(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "." || character == "-")
    }

    /// At most `width` columns; what does not fit ends in `…`.
    package static func clip(_ text: String, width: Int) -> String {
        let shown = line(text)
        guard width > 0 else { return "" }
        guard DisplayWidth.of(shown) > width else { return shown }
        var result = ""
        var used = 0
        DisplayWidth.forEach(shown) { character, columns in
            guard used + columns <= width - 1 else { return false }
            result.append(character)
            used += columns
            return true
        }
        return result + "…"
    }

    /// Clipped and filled with spaces to exactly `width` columns.
    package static func pad(_ text: String, width: Int) -> String {
        let clipped = clip(text, width: width)
        return clipped + String(repeating: " ", count: max(0, width - DisplayWidth.of(clipped)))
    }

    static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0x3001...0xD7FF: false
        case 0...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B...0x200C, 0x200E...0x200F, 0x2028...0x202E,
            0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        case _: false
        }
    }

    private static func sign(for scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x0A: "⏎"
        case 0x09: " "
        case 0...0x1F: Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) } ?? "?"
        case 0x7F: "\u{2421}"
        case _: "‹U+\(String(scalar.value, radix: 16, uppercase: true))›"
        }
    }
}
