package import Rectification

/// One event of a finding with who, when and from where: the timeline and `history`.
package struct HistoryEntry: Hashable, Sendable {
    package let position: Int
    package let version: Int
    package let at: Moment
    package let person: PersonID
    package let name: String
    package let login: String
    package let event: FindingEvent

    package init(
        position: Int, version: Int, at: Moment, person: PersonID, name: String, login: String, event: FindingEvent
    ) {
        self.position = position
        self.version = version
        self.at = at
        self.person = person
        self.name = name
        self.login = login
        self.event = event
    }
}

/// Everything about one finding at one moment: its state and its life.
package struct FindingDossier: Hashable, Sendable {
    package let finding: Finding
    package let history: [HistoryEntry]

    package init(finding: Finding, history: [HistoryEntry]) {
        self.finding = finding
        self.history = history
    }
}

/// How many findings stand in each column and how many need somebody; each under the same filter.
package struct BoardCounts: Hashable, Sendable {
    /// By `StageCode.column`.
    package var stages: [Int]
    package var overdue: Int
    package var listed: Int
    package var immediate: Int

    package init(stages: [Int] = [0, 0, 0, 0], overdue: Int = 0, listed: Int = 0, immediate: Int = 0) {
        self.stages = stages
        self.overdue = overdue
        self.listed = listed
        self.immediate = immediate
    }

    package func count(of stage: StageCode) -> Int { stages[stage.column] }
}
