/// What happened to a common issue, in the stream `group/<uuid>`.
package enum CommonIssueEvent: Hashable, Sendable {
    case formed(Formation)
    case retitled(String, was: String)
    case scoped(CommonIssue.Scope, field: String)
    case membersAdded([FindingNumber])
    case membersRemoved([FindingNumber])
    /// Everything it held went into another one, whose next event is `absorbed`.
    case mergedInto(IssueReference)
    case absorbed(IssueReference, members: [FindingNumber])
    /// Some members became an issue of their own, whose first event is `formed`.
    case splitOff(IssueReference, members: [FindingNumber])
    case decisionRecorded(Decision)
    /// Follows from a letter's `issued`.
    case letterIssued(LetterID, code: LetterCode)
    /// Follows from a letter's `answered`.
    case letterAnswered(LetterID)
    case fieldRectified(note: String)
    case dissolved(reason: String?)
    /// The event of this version was taken back by the person who made it.
    case undone(version: Int, event: String)

    /// The name in the canonical text.
    package var code: String {
        switch self {
        case .formed: "formed"
        case .retitled: "retitled"
        case .scoped: "scoped"
        case .membersAdded: "membersAdded"
        case .membersRemoved: "membersRemoved"
        case .mergedInto: "mergedInto"
        case .absorbed: "absorbed"
        case .splitOff: "splitOff"
        case .decisionRecorded: "decisionRecorded"
        case .letterIssued: "letterIssued"
        case .letterAnswered: "letterAnswered"
        case .fieldRectified: "fieldRectified"
        case .dissolved: "dissolved"
        case .undone: "undone"
        }
    }

    /// Every name, for catalogues and tests.
    package static let codes = [
        "formed", "retitled", "scoped", "membersAdded", "membersRemoved", "mergedInto", "absorbed", "splitOff",
        "decisionRecorded", "letterIssued", "letterAnswered", "fieldRectified", "dissolved", "undone",
    ]

    /// Whether the same person may take it back while nothing stands on it.
    package var isUndoable: Bool {
        switch self {
        case .formed, .retitled, .scoped, .membersAdded, .membersRemoved, .mergedInto, .absorbed, .splitOff,
            .decisionRecorded, .fieldRectified, .dissolved:
            true
        case .letterIssued, .letterAnswered, .undone: false
        }
    }
}

/// What an issue is formed with; its first event.
package struct Formation: Hashable, Sendable {
    package let number: Int
    package var title: String
    package var field: String
    package var scope: CommonIssue.Scope
    /// Ascending.
    package var members: [FindingNumber]
    /// What ties them together.
    package var words: [String]
    /// The suggestion it came from.
    package var suggestion: String?
    package var splitFrom: IssueReference?

    package init(
        number: Int, title: String, field: String, scope: CommonIssue.Scope, members: [FindingNumber],
        words: [String] = [], suggestion: String? = nil, splitFrom: IssueReference? = nil
    ) {
        self.number = number
        self.title = title
        self.field = field
        self.scope = scope
        self.members = members.sorted()
        self.words = words
        self.suggestion = suggestion
        self.splitFrom = splitFrom
    }
}

/// What somebody asks of a common issue; imperative.
package enum CommonIssueCommand: Hashable, Sendable {
    case form(Formation)
    case retitle(String)
    /// A field that is left out stays.
    case scope(CommonIssue.Scope, field: String?)
    case add([FindingNumber])
    case drop([FindingNumber])
    case merge(into: IssueReference)
    /// Takes in the members of one that was merged into it.
    case absorb(IssueReference, [FindingNumber])
    case split(IssueReference, [FindingNumber])
    case record(Decision)
    case noteIssue(of: LetterID, LetterCode)
    case noteAnswer(to: LetterID)
    case rectify(note: String)
    case dissolve(reason: String?)
    case undo
}

/// A suggestion that was turned down, in a stream `group/<uuid>` of its own: a group that never came to be.
package enum SuggestionEvent: Hashable, Sendable {
    case dismissed(Dismissal)
    /// The dismissal was taken back.
    case restored

    package var code: String {
        switch self {
        case .dismissed: "dismissed"
        case .restored: "restored"
        }
    }

    package static let codes = ["dismissed", "restored"]
}

/// Which findings were not the same problem after all.
package struct Dismissal: Hashable, Sendable {
    /// The suggestion's name, made from its members.
    package let suggestion: String
    /// Ascending.
    package let members: [FindingNumber]
    package let words: [String]

    package init(suggestion: String, members: [FindingNumber], words: [String]) {
        self.suggestion = suggestion
        self.members = members.sorted()
        self.words = words
    }

    /// Whether it keeps a suggestion away: two thirds of what is suggested were turned down together. So a group comes back when more than a third of it is new.
    package func covers(_ numbers: some Collection<FindingNumber>) -> Bool {
        let known = Set(members)
        return numbers.count { known.contains($0) } * 3 >= numbers.count * 2
    }
}

/// What the stream of a group holds: the life of an issue, or a suggestion that was turned down.
package enum GroupEvent: Hashable, Sendable {
    case issue(CommonIssueEvent)
    case suggestion(SuggestionEvent)

    package var code: String {
        switch self {
        case .issue(let event): event.code
        case .suggestion(let event): event.code
        }
    }
}
