/// Why a common issue or a letter cannot do what was asked: a rule by its stable English code, with the facts that its sentence names.
package struct TriageRefusal: Error, Hashable, Sendable {
    package let rule: TriageRule
    package let facts: [String: String]

    package init(_ rule: TriageRule, _ facts: [String: String] = [:]) {
        self.rule = rule
        self.facts = facts
    }
}

/// Every rule of triage that can refuse; the sentences stand under `rule.<code>` and `rule.<code>.remedy`.
package enum TriageRule: String, Sendable, CaseIterable {
    case role = "role"
    case retired = "person.retired"
    case textMissing = "text.missing"
    case noteMissing = "note.missing"
    case undoNothing = "undo.nothing"
    case undoOther = "undo.otherPerson"

    case issueFormed = "issue.alreadyFormed"
    case issueNotFormed = "issue.notFormed"
    case issueNoTitle = "issue.noTitle"
    case issueNoField = "issue.noField"
    case issueTitleSame = "issue.titleSame"
    case issueTitleTaken = "issue.titleTaken"
    case issueNoMembers = "issue.noMembers"
    case issueNoFinding = "issue.noFinding"
    case issueAlready = "issue.already"
    case issueElsewhere = "issue.elsewhere"
    case issueNotMember = "issue.notMember"
    case issueLastMember = "issue.lastMember"
    case issueScopeSame = "issue.scopeSame"
    case issueHasLetters = "issue.hasLetters"
    case issueMergeSelf = "issue.mergeSelf"
    case issueSplitAll = "issue.splitAll"
    case issueUnanswered = "issue.unanswered"
    case issueRectified = "issue.rectified"
    case issueMerged = "issue.merged"
    case issueDissolved = "issue.dissolved"
    case decisionFuture = "decision.future"

    case suggestionNoMembers = "suggestion.noMembers"
    case suggestionDismissed = "suggestion.dismissed"
    case suggestionRestored = "suggestion.restored"

    case letterDrafted = "letter.alreadyDrafted"
    case letterNotDrafted = "letter.notDrafted"
    case letterNoBasis = "letter.noBasis"
    case letterNoSuggestions = "letter.noSuggestions"
    case letterNoDue = "letter.noDue"
    case letterDueEarly = "letter.dueEarly"
    case letterBasisOther = "letter.basisOther"
    case letterUnchanged = "letter.unchanged"
    case letterNotDraft = "letter.notDraft"
    case letterNotIssued = "letter.notIssued"
    case letterAnswered = "letter.answered"
    case letterAnswerDay = "letter.answerDay"
    case letterClosed = "letter.closed"
    case letterDiscarded = "letter.discarded"

    /// Refused because of who asks: exit 77, not 1 (cli.md).
    package var isPermission: Bool { self == .role || self == .retired }
}

extension Actor {
    /// Triage is done by the office and by triage staff (domain §4 row 16).
    package static let triageRoles: Set<Role> = [.office, .triage]

    func mayTriage() throws(TriageRefusal) {
        guard !person.isRetired else { throw TriageRefusal(.retired, ["person": person.name]) }
        guard !person.roles.isDisjoint(with: Self.triageRoles) else {
            let needed = Self.triageRoles.sorted().map(\.rawValue).joined(separator: ",")
            throw TriageRefusal(.role, ["roles": needed, "person": person.name])
        }
    }
}
