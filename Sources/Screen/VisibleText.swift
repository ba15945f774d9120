/// Text as a terminal may have it: every character that could move the cursor, reverse the reading order or hide is
/// shown by a sign (trust.md, promise 6), and what terminals measure differently is taken apart (see `line`).
package enum VisibleText {
    /// The text on one line.
    ///
    /// - Line breaks become `⏎`, controls their Unicode picture, hidden characters `‹U+202E›`.
    /// - Emoji joined by U+200D stand side by side, skin tones and presentation selectors are left out, flags are their
    ///   letters: older and newer terminals disagree by up to six columns about the whole sequences.
    /// - Where ambiguous characters are wide, their twins stand for them (“ as ＂, ① as (1)).
    /// - Hangul letters are joined to syllables; a mark without a letter gets `◌`; a third mark is left out.
    package static func line(_ text: String) -> String { line(text, Drawing.current) }

    static func line(_ text: String, _ drawing: Drawing) -> String {
        if DisplayWidth.isSimple(text, drawing) { return text }
        var writer = VisibleWriter(drawing)
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count { index += writer.take(scalars, at: index) }
        return String(writer.result)
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
        let drawing = Drawing.current
        guard text.utf8.contains(10) else {
            return LineBreaker(line(text, drawing), width, drawing, breaksWords).lines(limit)
        }
        var lines: [String] = []
        for paragraph in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            let shown = line(String(String.UnicodeScalarView(paragraph)), drawing)
            lines += LineBreaker(shown, width, drawing, breaksWords).lines(limit - lines.count)
            if lines.count >= limit { break }
        }
        return lines
    }

    /// At most `width` columns; what does not fit ends in `…`.
    package static func clip(_ text: String, width: Int) -> String {
        guard width > 0 else { return "" }
        let drawing = Drawing.current
        let shown = line(text, drawing)
        var used = 0
        // Where the text ends if a sign must follow.
        var end = shown.startIndex
        var isEndKnown = false
        for index in shown.unicodeScalars.indices {
            let columns = DisplayWidth.of(shown.unicodeScalars[index], drawing)
            if !isEndKnown, used + columns > width - 1 {
                end = index
                isEndKnown = true
            }
            used += columns
            if used > width { return shown[..<end] + drawing.ellipsis }
        }
        return shown
    }

    /// Clipped and filled with spaces to exactly `width` columns.
    package static func pad(_ text: String, width: Int) -> String {
        let clipped = clip(text, width: width)
        return clipped + String(repeating: " ", count: max(0, width - DisplayWidth.of(clipped)))
    }
}
