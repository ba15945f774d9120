/// The line behind `:`, with what could stand at the caret and what was run before.
package struct CommandInput: Sendable {
    package var input = TextInput()
    /// Lines run before, oldest first.
    package var history: [String] = []
    /// Which of them is shown; `nil`: the line that is being typed.
    package var past: Int?
    /// The line being typed, while an older one is shown.
    package var typed = TextInput()
    package var completions: [Completion] = []
    /// The text before the caret for which the completions are.
    package var completed = ""
    /// Which completion stands in the line.
    package var chosen: Int?

    /// Puts in the next completion, or the one before.
    mutating func complete(_ step: Int) {
        guard !completions.isEmpty else { return }
        take(
            chosen.map { ($0 + step + completions.count) % completions.count } ?? (step > 0 ? 0 : completions.count - 1)
        )
    }

    /// Puts in one completion of the list.
    mutating func take(_ index: Int) {
        guard completions.indices.contains(index) else { return }
        chosen = index
        input = TextInput(completed.dropLast(completions[index].replaces) + completions[index].word)
    }

    /// Shows an older or newer line of the history.
    mutating func recall(_ step: Int) {
        if past == nil { typed = input }
        let next = (past ?? history.count) + step
        guard next >= 0 else { return }
        chosen = nil
        completions = []
        guard next < history.count else {
            past = nil
            input = typed
            return
        }
        past = next
        input = TextInput(history[next])
    }
}

/// What could stand at the caret of the command line.
package struct Completion: Hashable, Sendable {
    /// The word, quoted as a shell needs it.
    package let word: String
    /// Characters before the caret that it replaces.
    package let replaces: Int
    package let help: String

    package init(word: String, replaces: Int, help: String) {
        self.word = word
        self.replaces = replaces
        self.help = help
    }
}

extension TextInput {
    init(_ text: Substring) { self.init(String(text)) }
}
