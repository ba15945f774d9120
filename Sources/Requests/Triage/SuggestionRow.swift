package import Rectification

/// Findings of several units that seem to say the same thing: a line of the triage queue (screens.md, 4).
package struct SuggestionRow: Hashable, Sendable {
    /// 16 hex digits made from the members: the same group has the same name in every run.
    package let id: String
    /// What it would be called, made from its words.
    package let title: String
    /// Ascending.
    package let members: [FindingNumber]
    package let units: Int
    /// 领域: the category that most members have.
    package let field: String
    /// How near members are to the rest of the group on average, 0…1.
    package let cohesion: Double
    package let trend: Trend
    /// The reason, strongest first.
    package let words: [String]

    package init(
        id: String, title: String, members: [FindingNumber], units: Int, field: String, cohesion: Double,
        trend: Trend, words: [String]
    ) {
        self.id = id
        self.title = title
        self.members = members
        self.units = units
        self.field = field
        self.cohesion = cohesion
        self.trend = trend
        self.words = words
    }

    package var size: Int { members.count }
}

/// How often something was found, round by round.
package struct Trend: Hashable, Sendable {
    package struct Count: Hashable, Sendable {
        package let round: String
        package let findings: Int

        package init(round: String, findings: Int) {
            self.round = round
            self.findings = findings
        }
    }

    /// The rounds in which it was found, oldest first, and always the ledger's last two.
    package let rounds: [Count]

    package init(rounds: [Count]) { self.rounds = rounds }

    /// How often in the ledger's newest round.
    package var latest: Int { rounds.last?.findings ?? 0 }

    /// The newest round against the one before; `nil` while there is only one.
    package var change: Int? { rounds.count > 1 ? latest - rounds[rounds.count - 2].findings : nil }
}
