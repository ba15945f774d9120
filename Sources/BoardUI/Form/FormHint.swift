package import Rectification
package import Requests

/// Where what could stand in a field is looked for.
package enum FormHint: Hashable, Sendable {
    case reference(FormField.Reference)
    case round
    /// Files by the beginning of their path.
    case file
    /// Who heads the unit of a finding.
    case head(FindingNumber)
    /// Everybody who heads a unit.
    case heads
    /// 责任领导 of the findings there are.
    case leader
}

extension FormState {
    /// Where the suggestions of a field come from; `nil` when it has none.
    func hint(of field: Field) -> FormHint? {
        guard !field.isChoice else { return nil }
        if field.name == "round" { return .round }
        if field.name == "leader" { return .leader }
        if field.name == "head" { return .heads }
        if field.name == "pledge", case .action(_, let number, _) = purpose { return .head(number) }
        return switch field.kind {
        case .reference(let reference): .reference(reference)
        case .file: .file
        case .line, .text, .day, .number, .amount, .choice, .list: nil
        }
    }
}

extension String {
    /// The name in its folder; a folder keeps its slash.
    var lastOfPath: String {
        guard let slash = dropLast().lastIndex(of: "/") else { return self }
        return String(self[index(after: slash)...])
    }

    /// A path as terminals and file managers hand it over: without the quotes around it, or the backslashes in it.
    var asPath: String {
        let text = asOneLine.trimmed
        guard let first = text.first, text.count > 1 else { return text }
        if first == "'" || first == "\"", text.last == first {
            return String(text.dropFirst().dropLast()).replacing("'\\''", with: "'")
        }
        var path = ""
        var isEscaped = false
        for character in text {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                path.append(character)
                isEscaped = false
            }
        }
        return path
    }
}
