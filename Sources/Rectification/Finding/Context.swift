/// Who asks, as the ledger knew them when the command was decided.
package struct Actor: Hashable, Sendable {
    package let person: Person

    package init(_ person: Person) { self.person = person }
}

/// Everything a decision looks at besides the finding itself, read in the transaction that will hold its events.
package struct Context: Sendable {
    package let policy: Policy
    /// The policy in force when the current review round was submitted; the current one outside review.
    package let reviewPolicy: Policy
    package let calendar: WorkCalendar
    package let organisations: OrganisationTree
    package let round: Round?
    package let now: Moment
    package let today: Day
    /// `size:root` of the newest checkpoint.
    package let head: String?
    /// What the actor can sign with.
    package let key: KeyStanding
    /// Hex digest of the content text of a finding as it would be submitted with a pledge (trust.md).
    package let contentDigest: @Sendable (_ finding: Finding, _ pledge: String, _ policy: String) -> String

    package init(
        policy: Policy, reviewPolicy: Policy? = nil, calendar: WorkCalendar, organisations: OrganisationTree,
        round: Round? = nil, now: Moment, today: Day, head: String? = nil, key: KeyStanding = .practice,
        contentDigest: @escaping @Sendable (Finding, String, String) -> String
    ) {
        self.policy = policy
        self.reviewPolicy = reviewPolicy ?? policy
        self.calendar = calendar
        self.organisations = organisations
        self.round = round
        self.now = now
        self.today = today
        self.head = head
        self.key = key
        self.contentDigest = contentDigest
    }
}
