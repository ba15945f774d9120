package import Rectification
package import Requests

// The lists that lie over a view.

/// The list of keys, found by typing.
package struct HelpList: Sendable {
    package var query = TextInput()
    package var cursor = 0
}

/// Who acts, found by typing.
package struct PeoplePicker: Sendable {
    /// Those whom the login may act for; `nil`: not known yet.
    package var people: [Person]?
    package var query = TextInput()
    package var cursor = 0

    /// Those in whose line, as it is shown, or in whose unit's path what is typed stands.
    func shown(_ setting: BoardSetting) -> [Person] {
        let words = query.text.lowercased()
        guard let people, !words.isEmpty else { return people ?? [] }
        return people.filter {
            (PeopleView.text($0, setting) + " " + ($0.organisation?.path ?? "")).lowercased().contains(words)
        }
    }
}

/// A filter with a name, in the words of the command line (`--unit 下应街道 --overdue`).
package struct SavedFilter: Hashable, Sendable {
    package var name: String
    package let values: [String: [String]]

    package init(name: String, values: [String: [String]]) {
        self.name = name
        self.values = values
    }
}

/// The saved filters: Enter applies one; the one in view can be saved, any of them renamed or deleted.
package struct FilterList: Sendable {
    package enum Mode: Hashable, Sendable {
        case choosing
        /// The filter in view gets a name.
        case saving(TextInput)
        case renaming(TextInput)
        /// Another filter has the name that was typed, and would go for it.
        case replacing(String, isNew: Bool)
        case deleting
    }

    package var filters: [SavedFilter] = []
    package var cursor = 0
    package var mode = Mode.choosing
    package var isLoading = true

    var selected: SavedFilter? { filters.indices.contains(cursor) ? filters[cursor] : nil }
}

/// How often each value of a field stands in the findings in view.
package struct Frequency: Sendable {
    package var field: CountField
    /// `nil` until they are counted.
    package var counts: [FieldCount]?
    package var cursor = 0
}

/// What a command printed, to be scrolled and searched.
package struct OutputPane: Sendable {
    package let title: String
    package let lines: [String]
    package var top = 0
    /// The words that are being typed behind `/`.
    package var input: TextInput?
    /// The words that were searched for, and the line they were found in last.
    package var sought = ""
    package var hit: Int?

    package init(title: String, lines: [String]) {
        self.title = title
        self.lines = lines
    }
}

/// A question before what is hard to take back; `y` does it, `n` and Esc do not.
package struct Question: Sendable {
    package enum Matter: Sendable {
        /// What was typed goes.
        case discard(FormState)
        case send(FormState)
        /// A bulk action is one step to undo.
        case undoOperation(OperationID, event: String, findings: Int)
        /// There is a draft of the form that was opened.
        case restore(Draft, FormState)
        case intake(IntakeQuestion)
        case triage(TriageQuestion)
    }

    package let matter: Matter

    package init(_ matter: Matter) { self.matter = matter }
}

/// Something that takes long, once it does.
package struct Busy: Hashable, Sendable {
    /// The command, or nothing for a question to the ledger.
    package let what: String
    package let done: Int
    /// 0 while unknown.
    package let total: Int

    package init(what: String, done: Int = 0, total: Int = 0) {
        self.what = what
        self.done = done
        self.total = total
    }
}
