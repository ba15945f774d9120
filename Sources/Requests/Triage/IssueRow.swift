package import Rectification

/// A common issue as lists show it, from the read model.
package struct IssueRow: Hashable, Sendable {
    package let number: Int
    package let id: GroupID
    package let version: Int
    package let title: String
    package let field: String
    package let scope: CommonIssue.Scope
    package let state: CommonIssue.State
    package let formedOn: Day
    /// Letters that went out.
    package let letters: Int
    package let words: [String]
    package let units: Int
    /// Members in each stage, in the order of `StageCode.allCases`.
    package let stages: [Int]
    package let trend: Trend

    package init(
        number: Int, id: GroupID, version: Int, title: String, field: String, scope: CommonIssue.Scope,
        state: CommonIssue.State, formedOn: Day, letters: Int, words: [String], units: Int, stages: [Int],
        trend: Trend
    ) {
        self.number = number
        self.id = id
        self.version = version
        self.title = title
        self.field = field
        self.scope = scope
        self.state = state
        self.formedOn = formedOn
        self.letters = letters
        self.words = words
        self.units = units
        self.stages = stages
        self.trend = trend
    }

    package var members: Int { stages.reduce(0, +) }
    package var closed: Int { stages.last ?? 0 }
}

/// Everything about one common issue but its members, which are read by page (`FindingFilter.group`).
package struct IssueSheet: Hashable, Sendable {
    /// How many of its members one unit has.
    package struct Unit: Hashable, Sendable {
        package let unit: OrganisationReference
        package let findings: Int
        package let closed: Int

        package init(unit: OrganisationReference, findings: Int, closed: Int) {
            self.unit = unit
            self.findings = findings
            self.closed = closed
        }
    }

    package let issue: CommonIssue
    package let row: IssueRow
    /// Most findings first, at most `IssueSheet.mostUnits`.
    package let units: [Unit]
    package let letters: [LetterRow]
    package let history: [GroupEntry]

    package static let mostUnits = 500

    package init(
        issue: CommonIssue, row: IssueRow, units: [Unit], letters: [LetterRow], history: [GroupEntry]
    ) {
        self.issue = issue
        self.row = row
        self.units = units
        self.letters = letters
        self.history = history
    }
}

/// One event of a common issue with who and when.
package struct GroupEntry: Hashable, Sendable {
    package let version: Int
    package let at: Moment
    package let by: String
    package let event: CommonIssueEvent

    package init(version: Int, at: Moment, by: String, event: CommonIssueEvent) {
        self.version = version
        self.at = at
        self.by = by
        self.event = event
    }
}

/// Which common issues are meant.
package struct IssueFilter: Hashable, Sendable {
    /// Empty: those that are neither merged nor dissolved.
    package var states: Set<CommonIssue.State> = []
    package var field: String?

    package init(states: Set<CommonIssue.State> = [], field: String? = nil) {
        self.states = states
        self.field = field
    }
}

/// A suggestion that was turned down and is remembered.
package struct DismissalRow: Hashable, Sendable {
    package let id: GroupID
    package let dismissal: Dismissal
    package let on: Day
    package let by: String

    package init(id: GroupID, dismissal: Dismissal, on: Day, by: String) {
        self.id = id
        self.dismissal = dismissal
        self.on = on
        self.by = by
    }
}
