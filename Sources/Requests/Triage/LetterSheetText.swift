package import Rectification

/// A letter's draft as one text for an editor: four headings, what is written under each, whatever the headings say.
package enum LetterSheetText {
    private static let mark = "## "

    /// - Parameter headings: of department, due day, basis and suggestions.
    package static func write(_ words: Letter.Words, headings: [String]) -> String {
        let parts = [words.to.path, words.due?.description ?? "", words.basis, words.suggestions]
        return zip(headings, parts).map { "\(mark)\($0)\n\($1)\n" }.joined(separator: "\n")
    }

    /// What the edited text asks for; `nil` when it does not have its four headings any more.
    package static func read(_ text: String) -> LetterRequest? {
        var parts: [[Substring]] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(mark) {
                parts.append([])
            } else if !parts.isEmpty {
                parts[parts.count - 1].append(line)
            }
        }
        guard parts.count == 4 else { return nil }
        let values = parts.map { lines -> String in
            let written = lines.drop { String($0).isBlank }
            let last = written.lastIndex { !String($0).isBlank }
            return last.map { written[...$0].joined(separator: "\n") } ?? ""
        }
        return .edit(
            to: values[0].isEmpty ? nil : values[0], basis: values[2], suggestions: values[3],
            due: values[1].isEmpty ? nil : values[1])
    }
}
