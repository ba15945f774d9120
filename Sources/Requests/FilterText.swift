/// A filter as the command line writes it, so that a saved one can be read and typed.
package enum FilterText {
    /// In the order of the filter form; `nil`: an option without a value.
    package static let names = [
        "stage", "unit", "head", "round", "category", "leader", "source", "group", "text", "due-within", "due-month",
    ]
    package static let flags = [
        "overdue", "trouble", "listed", "starred", "provincial", "leader-owned", "immediate", "long-term", "open",
        "second-round",
        "extension-pending", "awaiting-answer", "unanswered", "consolidation-due", "clue-out",
    ]

    /// `--unit 下应街道 --overdue`, from values by option name.
    package static func options(_ values: [String: [String]]) -> String {
        var words: [String] = []
        for name in names {
            for value in values[name] ?? [] where !value.isEmpty { words += ["--" + name, ShellText.quoted(value)] }
        }
        for name in flags where values[name]?.isEmpty == false { words.append("--" + name) }
        return words.joined(separator: " ")
    }
}
