/// What happened to a letter, in the stream `letter/<uuid>`.
package enum LetterEvent: Hashable, Sendable {
    case drafted(LetterDraft)
    case edited(Letter.Words)
    case issued(LetterCode, due: Day, Letter.Basis)
    case answered(Letter.Answer)
    case followedUp(text: String)
    /// Follows from the issue's `fieldRectified`.
    case closed
    /// Follows when that is taken back.
    case reopened
    case discarded
    case undone(version: Int, event: String)

    /// The name in the canonical text.
    package var code: String {
        switch self {
        case .drafted: "drafted"
        case .edited: "edited"
        case .issued: "issued"
        case .answered: "answered"
        case .followedUp: "followedUp"
        case .closed: "closed"
        case .reopened: "reopened"
        case .discarded: "discarded"
        case .undone: "undone"
        }
    }

    /// Every name, for catalogues and tests.
    package static let codes = [
        "drafted", "edited", "issued", "answered", "followedUp", "closed", "reopened", "discarded", "undone",
    ]

    /// A letter that went out, and its reply, are not taken back.
    package var isUndoable: Bool {
        switch self {
        case .drafted, .edited, .followedUp, .discarded: true
        case .issued, .answered, .closed, .reopened, .undone: false
        }
    }
}

/// What a letter is drafted with; its first event.
package struct LetterDraft: Hashable, Sendable {
    package let number: Int
    package let issue: IssueReference
    package let words: Letter.Words

    package init(number: Int, issue: IssueReference, words: Letter.Words) {
        self.number = number
        self.issue = issue
        self.words = words
    }
}

/// What somebody asks of a letter; imperative.
package enum LetterCommand: Hashable, Sendable {
    case draft(LetterDraft)
    case edit(Letter.Words)
    case issue(Letter.Basis)
    case answer(Letter.Answer)
    case followUp(text: String)
    case close
    case reopen
    case discard
    case undo
}
