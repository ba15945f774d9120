package import Rectification
package import Requests

/// What triage wants done.
package enum TriageEffect: Sendable {
    /// Looks for suggestions over the whole ledger: seconds, with progress, away from everything else.
    case suggest(generation: Int)
    /// The common issues and the letters.
    case lists
    case rows([FindingNumber])
    case sheet(Int)
    case letter(Int)
    case search(String)
    /// … with the members that the suggestion has in the ledger.
    case accept(IssueDraft, of: [FindingNumber], entry: String)
    case dismiss(Dismissal, entry: String)
    case form(IssueDraft)
    case ask(IssueRequest, issue: Int)
    case draft(LetterForm, issue: Int)
    case askLetter(LetterRequest, letter: Int)
    case undo(OperationID)
    case restore(suggestion: String)
    /// Writes the letter, or the special report of a field.
    case paper(letter: Int)
    case report(field: String)
    case neighbours(FindingNumber)
}

/// What triage is told.
package enum TriageMessage: Sendable {
    case suggested([SuggestionRow], generation: Int, head: Int)
    /// Looking for suggestions was broken off.
    case notGrouped(Message.Trouble)
    case lists(issues: [IssueRow], letters: [LetterRow])
    case rows([FindingRow])
    case sheet(IssueSheet)
    case letter(Letter)
    case found([FindingRow], issues: [FindingNumber: IssueReference], of: String)
    /// An entry of the queue was accepted or dismissed.
    case decided(entry: String, Done)
    /// … or not: the entry comes back.
    case refused(entry: String, Message.Trouble)
    case wrote(Done)
    /// Findings were not put into an issue, since one of them belongs to another.
    case elsewhere([FindingNumber], issue: Int, Message.Trouble)
    case paper(String)
    case neighbours(FindingNumber, [NeighbourRow])

    package struct Done: Sendable {
        package let operation: OperationID
        /// Keys of the events' names.
        package let events: [String]
        package let shell: String
        package let head: Int
        /// The issue or letter that it was about.
        package let issue: Int?
        package let letter: Int?
        /// Files that were written with it.
        package let papers: String?
        /// Whether the domain lets it be taken back; a letter that went out and its reply are not.
        package let isUndoable: Bool

        package init(
            operation: OperationID, events: [String], shell: String, head: Int, issue: Int? = nil, letter: Int? = nil,
            papers: String? = nil, isUndoable: Bool
        ) {
            self.operation = operation
            self.events = events
            self.shell = shell
            self.head = head
            self.issue = issue
            self.letter = letter
            self.papers = papers
            self.isUndoable = isUndoable
        }
    }
}
