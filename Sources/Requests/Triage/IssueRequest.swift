package import Rectification

/// What a common issue is made from: a suggestion as it was shown, or findings that a person picked.
package struct IssueDraft: Hashable, Sendable {
    package var title: String
    /// The category that most members have, when left out.
    package var field: String?
    package var scope: CommonIssue.Scope
    package var members: [FindingNumber]
    package var words: [String]
    /// The suggestion it comes from.
    package var suggestion: String?

    package init(
        title: String, field: String? = nil, scope: CommonIssue.Scope = .single, members: [FindingNumber],
        words: [String] = [], suggestion: String? = nil
    ) {
        self.title = title
        self.field = field
        self.scope = scope
        self.members = members
        self.words = words
        self.suggestion = suggestion
    }

    /// Accepting a suggestion as it stands, or without some of its members.
    package init(
        _ suggestion: SuggestionRow, title: String? = nil, field: String? = nil,
        scope: CommonIssue.Scope = .field, without left: Set<FindingNumber> = []
    ) {
        self.init(
            title: title ?? suggestion.title, field: field ?? suggestion.field, scope: scope,
            members: suggestion.members.filter { !left.contains($0) }, words: suggestion.words,
            suggestion: suggestion.id)
    }
}

/// What is asked of a common issue that is there.
package enum IssueRequest: Hashable, Sendable {
    case retitle(String)
    /// A field that is left out stays.
    case scope(CommonIssue.Scope, field: String?)
    case add([FindingNumber])
    case drop([FindingNumber])
    /// Takes findings over from the issues they belong to.
    case move([FindingNumber])
    /// Takes in all members of others, which end.
    case merge([Int])
    /// Makes a new issue of some members.
    case split([FindingNumber], title: String)
    case record(Decision)
    case rectify(note: String)
    case dissolve(reason: String?)
    /// Takes back the last operation on it, whatever it touched.
    case undo
}

/// What a letter is drafted with; whatever is left out is proposed from the issue.
package struct LetterForm: Hashable, Sendable {
    /// 职能部门, by id, name or path.
    package var to: String
    package var basis: String?
    package var suggestions: String?
    /// A day, or a phrase such as `2个月内`.
    package var due: String?

    package init(to: String, basis: String? = nil, suggestions: String? = nil, due: String? = nil) {
        self.to = to
        self.basis = basis
        self.suggestions = suggestions
        self.due = due
    }
}

/// What is asked of a letter that is there.
package enum LetterRequest: Hashable, Sendable {
    /// Whatever is `nil` stays.
    case edit(to: String?, basis: String?, suggestions: String?, due: String?)
    case issue(due: String?)
    /// - Parameter evidence: path of a file.
    case answer(text: String, on: String?, evidence: String?)
    case followUp(text: String)
    case discard
    case undo
}
