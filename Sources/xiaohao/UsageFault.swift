import Foundation
import Office

/// What the parser of arguments says in English, taken apart so that the catalogues can say it.
struct UsageFault {
    let complaint: Complaint

    /// - Parameter message: one of the sentences of swift-argument-parser 1.8 (`ErrorMessageGenerator`); one that is not known is passed on.
    init(_ message: String) {
        let first = message.split(separator: "\n").first.map(String.init) ?? message
        for (rule, pattern) in Self.patterns {
            guard let match = try? pattern.wholeMatch(in: first) else { continue }
            var facts: [String: String] = [:]
            for (index, name) in ["found", "expected"].enumerated() where match.output.count > index + 1 {
                facts[name] = match.output[index + 1].substring.map(String.init) ?? ""
            }
            facts["found"] = facts["found"]?.replacing("', '", with: " ")
            var nearest = rule == "usage.unknownOption" ? facts.removeValue(forKey: "expected") ?? "" : ""
            // The parser finds `--as` near `--foo`; a name is meant when it begins alike.
            if nearest.prefix(4) != facts["found"]?.prefix(4) { nearest = "" }
            complaint = Complaint(64, rule, facts, candidates: nearest.isEmpty ? [] : [nearest])
            return
        }
        complaint = Complaint(64, "usage", ["why": first])
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
