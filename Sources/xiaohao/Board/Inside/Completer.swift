import BoardUI
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Wording

/// What could stand at the caret of the command line.
struct Completer {
    let grammar: Grammar
    let words: Catalogue
    let policy: Policy
    let reader: LedgerReader
    /// The finding under the cursor.
    let number: FindingNumber?

    private static let most = 40
    private var gloss: Gloss { Gloss(words: words) }

    /// - Parameter text: the line up to the caret.
    func completions(of text: String) throws -> [Completion] {
        let (before, partial, length) = Self.part(text)
        var command = grammar.command
        var path: [String] = []
        var positionals: [Grammar.Argument] = []
        var isNamed = false
        var used: Set<String> = []
        var given = 0
        var open: Grammar.Argument?
        for word in before.first == "xiaohao" ? Array(before.dropFirst()) : before {
            if open != nil {
                open = nil
            } else if word.hasPrefix("--") {
                used.insert(String(word.dropFirst(2)))
                open = command.arguments?.first { $0.takesValue && $0.longName == String(word.dropFirst(2)) }
            } else if given == 0, let next = command.subcommands?.first(where: { $0.commandName == word }) {
                command = next
                path.append(word)
                isNamed = true
                positionals = (next.arguments ?? []).filter(\.isPositional)
            } else {
                given += 1
            }
        }
        func offer(_ candidates: [(String, String)]) -> [Completion] {
            candidates.filter { $0.0.hasPrefix(partial) || $0.0.lowercased().contains(partial.lowercased()) }
                .sorted { $0.0.hasPrefix(partial) && !$1.0.hasPrefix(partial) }
                .prefix(Self.most).map { Completion(word: ShellText.quoted($0.0), replaces: length, help: $0.1) }
        }
        if let open { return offer(try values(of: open, command, partial)) }
        if partial.hasPrefix("-") { return offer(options(command, used)) }
        if !isNamed || command.subcommands?.isEmpty == false {
            return offer(
                (command.subcommands ?? []).map {
                    ($0.commandName, gloss.of(command: path + [$0.commandName]) ?? $0.abstract ?? "")
                })
        }
        if positionals.indices.contains(given) {
            let found = offer(try values(of: positionals[given], command, partial))
            if !found.isEmpty || !partial.isEmpty { return found }
        }
        return partial.isEmpty ? offer(options(command, used)) : []
    }

    private func options(_ command: Grammar.Command, _ used: Set<String>) -> [(String, String)] {
        (command.arguments ?? []).filter { !$0.isPositional }.compactMap { argument in
            guard let name = argument.longName, !used.contains(name) || argument.takesValue else { return nil }
            return ("--" + name, gloss.of(option: name) ?? argument.abstract ?? "")
        }
    }

    // MARK: Values

    private func values(
        of argument: Grammar.Argument, _ command: Grammar.Command, _ partial: String
    ) throws -> [(String, String)] {
        let name = argument.longName ?? argument.valueName ?? ""
        if let field = field(name, of: command.commandName), case .choice(let codes, let catalogue) = field.kind {
            return codes.map { ($0, words["\(catalogue).\($0)"]) }
        }
        if let all = argument.allValues, !all.isEmpty { return all.map { ($0, gloss.of(value: $0) ?? "") } }
        switch name {
        case "number": return number.map { [($0.description, words["command.underCursor"])] } ?? []
        case "unit", "lead-unit", "organisation", "parent":
            let last = partial.split(separator: "/").last.map { String($0).trimmed } ?? ""
            return try reader.paths(containing: last, limit: Self.most).map { ($0.replacing(" / ", with: "/"), "") }
        case "round": return try reader.rounds().map { ($0.name, $0.feedback?.description ?? "") }.reversed()
        case "person", "as", "leader", "pledge", "to", "admin":
            return try reader.persons().filter { !$0.isRetired }.map { ($0.name, $0.organisation?.path ?? "") }
        case "party": return policy.parties.map { ($0.code.description, $0.name) }
        case "code": return policy.reasons.map { ($0.code, $0.words) }
        case "group": return try reader.groups().map { ($0.title, "") }
        case "category":
            return policy.categories.flatMap { category in
                [(category.name, "")] + category.children.map { ("\(category.name) / \($0)", "") }
            }
        case "stage": return StageCode.allCases.map { ($0.rawValue, words.word($0)) }
        case "source": return Finding.Source.allCases.map { ($0.rawValue, words.word($0)) }
        case "role": return Role.allCases.map { ($0.rawValue, words.word($0)) }
        case "mode": return Round.Mode.allCases.map { ($0.rawValue, words.word($0)) }
        case "kind" where command.commandName == "open":
            return Meeting.Kind.allCases.map { ($0.rawValue, words["meetingKind.\($0.rawValue)"]) }
        case "kind": return Organisation.Kind.allCases.map { ($0.rawValue, words.word($0)) }
        case "sort": return FindingOrder.allCases.map { ($0.rawValue, words["order.\($0.rawValue)"]) }
        case "by": return CountField.allCases.map { ($0.rawValue, words["field.\($0.rawValue)"]) }
        case "lang": return Language.allCases.map { ($0.rawValue, "") }
        case "deadline", "until", "due", "limit", "on", "entered", "feedback":
            return ["+30d", "12月底", "10个工作日"].map { ($0, words["form.hint.day"]) }
        case "due-within": return [("10d", ""), ("20d", ""), ("30d", "")]
        case "file", "map", "folder", "policy": return FileNames.besides(partial).map { ($0, "") }
        case _: return []
        }
    }

    /// The field of an action that a command fills, so that forms and completion offer the same choices.
    private func field(_ name: String, of command: String) -> FormField? {
        FindingAction.allCases.lazy.filter { $0.shellWords.command == command }
            .compactMap { $0.fields.first { $0.name == name } }.first
    }

    // MARK: Words

    /// The words before the caret, the word at it as it would be read, and how many characters of the line that word takes.
    static func part(_ text: String) -> (before: [String], partial: String, length: Int) {
        var start = text.startIndex
        var quote: Character?
        var isEscaped = false
        for index in text.indices {
            let character = text[index]
            if isEscaped {
                isEscaped = false
            } else if let open = quote {
                if character == open { quote = nil }
            } else if character == "\\" {
                isEscaped = true
            } else if character == "'" || character == "\"" {
                quote = character
            } else if character.isWhitespace {
                start = text.index(after: index)
            }
        }
        let last = text[start...]
        return (PlainBoard.split(String(text[..<start])), PlainBoard.split(String(last)).first ?? "", last.count)
    }
}
