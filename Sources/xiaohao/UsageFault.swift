import ArgumentParser
import Foundation
import Office

/// What the parser of arguments says in English, taken apart so that the catalogues can say it.
struct UsageFault {
    let complaint: Complaint

    /// - Parameters:
    ///   - message: one of the sentences of swift-argument-parser 1.8 (`ErrorMessageGenerator`); one that is not known is passed on.
    ///   - arguments: of the process, its own name first.
    init(_ message: String, _ arguments: [String] = []) {
        let first = message.split(separator: "\n").first.map(String.init) ?? message
        for (rule, pattern) in Self.patterns {
            guard let match = try? pattern.wholeMatch(in: first) else { continue }
            var facts: [String: String] = [:]
            for (index, name) in ["found", "expected"].enumerated() where match.output.count > index + 1 {
                facts[name] = match.output[index + 1].substring.map(String.init) ?? ""
            }
            facts["found"] = facts["found"]?.replacing("', '", with: " ")
            let found = facts["found"] ?? ""
            switch rule {
            case "usage.unknownOption":
                // The parser finds `--as` near `--foo`; a name is meant when it begins alike.
                let nearest = facts.removeValue(forKey: "expected") ?? ""
                let isMeant = !nearest.isEmpty && nearest.prefix(4) == found.prefix(4)
                complaint = Complaint(64, rule, facts, candidates: isMeant ? [nearest] : [])
            case "usage.missing":
                // A number below zero looks like an option to the parser.
                let negative = arguments.dropFirst().first { $0.wholeMatch(of: #/-\d+/#) != nil }
                if let negative, found.hasPrefix("<number") {
                    complaint = Complaint(64, "usage.badValue", ["found": negative, "expected": found])
                } else {
                    complaint = Complaint(64, rule, facts)
                }
            case "usage.badValue": complaint = Complaint(64, rule, facts, candidates: Self.choices(message))
            case "usage.unexpected":
                let word = String(found.prefix { $0 != " " })
                guard let group = UsageExample.path(arguments, to: word).last, !group.subcommands.isEmpty,
                    !word.hasPrefix("-")
                else { fallthrough }
                complaint = Complaint(
                    64, rule, ["found": word, "case": "command"], candidates: Self.commands(group, like: word))
            case _: complaint = Complaint(64, rule, facts)
            }
            return
        }
        complaint = Complaint(64, "usage", ["why": first])
    }

    /// The values that the parser names behind its sentence.
    private static func choices(_ message: String) -> [String] {
        guard let start = message.firstRange(of: "Please provide one of") else { return [] }
        let rest = message[start.upperBound...].split(separator: "Usage:", maxSplits: 1).first ?? ""
        let quoted = rest.matches(of: #/'([^']+)'/#).map { String($0.output.1) }
        return quoted.isEmpty ? rest.matches(of: #/\n\s+- (\S+)/#).map { String($0.output.1) } : quoted
    }

    /// The commands of a group that begin like a word, else all of a small group.
    private static func commands(_ group: CommandConfiguration, like word: String) -> [String] {
        let all = group.subcommands.compactMap { $0.configuration.commandName }
        let alike = all.filter { $0.prefix(2) == word.prefix(2) }
        return alike.isEmpty && all.count <= 12 ? all : alike
    }

    private static var patterns: [(rule: String, pattern: Regex<AnyRegexOutput>)] {
        [
            ("usage.unknownOption", #"Unknown option '([^']*)'(?:\. Did you mean '([^']*)'\?)?"#),
            ("usage.noValue", #"Missing value for '([^']*)'"#),
            ("usage.missing", #"Missing expected argument '([^']*)'"#),
            ("usage.missing", #"Missing one of: (.*)"#),
            ("usage.notANumber", #"The value '(.*)' is invalid for '([^']*)': not a number"#),
            ("usage.badValue", #"The value '(.*)' is invalid for '([^']*)'.*"#),
            ("usage.unexpectedValue", #"The option '([^']*)' does not take any value, but '(.*)' was specified\."#),
            ("usage.unexpected", #"Unexpected argument '(.*)'"#),
            ("usage.unexpected", #"\d+ unexpected arguments: '(.*)'"#),
            ("usage.subcommand", #"Missing required subcommand\."#),
        ].compactMap { rule, pattern in (try? Regex(pattern)).map { (rule, $0) } }
    }
}

// What the parser cannot know: which words go together.
extension Complaint {
    /// Two options of which only one can be meant.
    init(together first: String, _ second: String) {
        self.init(64, "usage.together", ["found": first, "expected": second])
    }

    /// An option that says nothing without another one.
    init(_ option: String, belongsTo other: String) {
        self.init(64, "usage.belongs", ["found": option, "expected": other])
    }

    /// None or several were written of what is there to choose one from.
    init(oneOf choices: String...) {
        self.init(64, "usage.oneOf", ["expected": choices.joined(separator: " · ")])
    }
}

/// A call that a command's help shows: the first that has what is missing, else the first.
enum UsageExample {
    /// For what was not written as a command wants it; `nil` for everything else, and for a command that was not named.
    static func of(_ complaint: Complaint, _ arguments: [String]) -> String? {
        let rules = ["usage.missing", "usage.badValue", "usage.unexpected", "field.missing"]
        let isOfOption = complaint.facts["expected"]?.hasPrefix("--") == true
        guard rules.contains(complaint.rule), !isOfOption, let command = path(arguments).last,
            command.subcommands.isEmpty
        else {
            return nil
        }
        let help = command.discussion
        guard let start = help.firstRange(of: #/Examples?:\s*/#) else { return nil }
        let calls = help[start.upperBound...].split(separator: "\n").flatMap { $0.split(separator: " · ") }
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0.contains("xiaohao ") }
        let missing = complaint.facts["field"].map { " --\($0) " }
        return calls.first { call in missing.map(call.contains) ?? true } ?? calls.first
    }

    /// The program and the commands that arguments lead through, outermost first.
    ///
    /// - Parameter word: where to stop.
    static func path(_ arguments: [String], to word: String? = nil) -> [CommandConfiguration] {
        var path = [Xiaohao.configuration]
        for argument in arguments.dropFirst() {
            if argument == word { break }
            let next = path.last?.subcommands.first { $0.configuration.commandName == argument }
            if let next { path.append(next.configuration) }
        }
        return path
    }
}
