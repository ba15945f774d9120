package import Rectification

/// A letter as lists show it, from the read model.
package struct LetterRow: Hashable, Sendable {
    package let number: Int
    package let id: LetterID
    package let version: Int
    package let state: Letter.State
    /// 文号, once it went out.
    package let code: LetterCode?
    package let issue: IssueReference
    package let to: OrganisationReference
    package let draftedOn: Day
    package let issuedOn: Day?
    package let due: Day?
    package let answeredOn: Day?

    package init(
        number: Int, id: LetterID, version: Int, state: Letter.State, code: LetterCode?, issue: IssueReference,
        to: OrganisationReference, draftedOn: Day, issuedOn: Day?, due: Day?, answeredOn: Day?
    ) {
        self.number = number
        self.id = id
        self.version = version
        self.state = state
        self.code = code
        self.issue = issue
        self.to = to
        self.draftedOn = draftedOn
        self.issuedOn = issuedOn
        self.due = due
        self.answeredOn = answeredOn
    }

    package init(of letter: Letter) {
        self.init(
            number: letter.number, id: letter.id, version: letter.version, state: letter.state, code: letter.code,
            issue: letter.issue, to: letter.words.to, draftedOn: letter.draftedOn, issuedOn: letter.issuedOn,
            due: letter.words.due, answeredOn: letter.answer?.on)
    }

    /// Days past the day on which the reply was due, while it waits for one.
    package func overdueDays(on today: Day) -> Int {
        guard state == .issued, let due else { return 0 }
        return max(0, due.days(until: today))
    }
}

/// Which letters are meant.
package struct LetterFilter: Hashable, Sendable {
    /// Empty: all but discarded drafts.
    package var states: Set<Letter.State> = []
    /// Only those whose reply was due before today.
    package var isOverdue = false
    package var issue: GroupID?

    package init(states: Set<Letter.State> = [], isOverdue: Bool = false, issue: GroupID? = nil) {
        self.states = states
        self.isOverdue = isOverdue
        self.issue = issue
    }
}

/// Letters that went out and those that were answered (domain §6).
package struct LetterFigures: Hashable, Sendable {
    package let issued: Int
    package let answered: Int
    package let overdue: Int

    package init(issued: Int, answered: Int, overdue: Int) {
        self.issued = issued
        self.answered = answered
        self.overdue = overdue
    }
}
