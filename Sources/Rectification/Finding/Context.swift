/// Who asks, as the ledger knew them when the command was decided.
package struct Actor: Hashable, Sendable {
    package let person: Person

    package init(_ person: Person) { self.person = person }
}

/// Everything a decision looks at besides the finding itself, read in the transaction that will hold its events.
package struct Context: Sendable {
    private let policies: Policies
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

    /// Policies are large, and the same ones decide very many commands.
    package final class Policies: Sendable {
        fileprivate let current: Policy
        fileprivate let review: Policy

        /// - Parameter review: of the round under review, if there is one.
        package init(_ current: Policy, review: Policy? = nil) {
            self.current = current
            self.review = review ?? current
        }
    }

    package var policy: Policy { policies.current }

    /// The policy in force when the current review round was submitted; the current one outside review.
    package var reviewPolicy: Policy { policies.review }

    package init(
        policy: Policy, reviewPolicy: Policy? = nil, calendar: WorkCalendar, organisations: OrganisationTree,
        round: Round? = nil, now: Moment, today: Day, head: String? = nil, key: KeyStanding = .practice,
        contentDigest: @escaping @Sendable (Finding, String, String) -> String
    ) {
        self.init(
            Policies(policy, review: reviewPolicy), calendar: calendar, organisations: organisations, round: round,
            now: now, today: today, head: head, key: key, contentDigest: contentDigest)
    }

    package init(
        _ policies: Policies, calendar: WorkCalendar, organisations: OrganisationTree, round: Round? = nil,
        now: Moment, today: Day, head: String? = nil, key: KeyStanding = .practice,
        contentDigest: @escaping @Sendable (Finding, String, String) -> String
    ) {
        self.policies = policies
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
