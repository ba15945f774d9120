import Wording

/// What words of the command line mean, in the reader's language: they are English everywhere, and not everybody's.
struct Gloss {
    let words: Catalogue

    /// - Parameter command: its words, `meeting` and `open`.
    func of(command: [String]) -> String? { gloss(command.joined(separator: ".")) }

    /// An option that fills a field is called as the field is.
    func of(option name: String) -> String? {
        if let own = gloss("option." + name) { return own }
        let parts = name.split(separator: "-")
        let field = (parts.prefix(1) + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }).joined()
        return [field, name].first { words.has("field.\($0)") }.map { words["field.\($0)"] }
    }

    func of(value: String) -> String? { gloss("value." + value) }

    private func gloss(_ name: String) -> String? { words.has("gloss.\(name)") ? words["gloss.\(name)"] : nil }
}
