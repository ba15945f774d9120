package import Rectification
package import Requests

/// The supervisor's desk as a value: a preset, its findings worst first, or the groups they fall into.
package struct DeskState: Sendable {
    package internal(set) var preset = DeskPreset.overdue
    /// Groups are shown instead of findings.
    package internal(set) var grouping: DeskGrouping?
    /// The field that was grouped by last.
    var lastGrouping = DeskGrouping.unit
    /// What was filtered by form, name or search; a drill narrows it further.
    package internal(set) var base = FindingFilter()
    /// The same in the words of the command line.
    package internal(set) var baseValues: [String: [String]] = [:]
    /// The groups that were drilled into, outermost first.
    package internal(set) var path: [Step] = []
    package internal(set) var rows: [DeskRow] = []
    package internal(set) var groups: [DeskGroup] = []
    package internal(set) var counts: DeskCounts?
    package internal(set) var cursor = 0
    var top = 0
    var hasMoreAbove = false
    var hasMoreBelow = false
    var generation = 0
    var isLoading = false
    package internal(set) var marks: Set<FindingNumber> = []
    /// `a` was pressed, and the letter of an action is awaited.
    package internal(set) var isChoosing = false

    /// One group on the way down.
    package struct Step: Hashable, Sendable {
        package let grouping: DeskGrouping
        package let group: DeskGroup
    }

    package init() {}

    /// What the drill leaves.
    package var filter: FindingFilter {
        path.reduce(base) { $1.grouping.narrow($0, to: $1.group.value) }
    }

    package var selected: DeskRow? { grouping == nil && rows.indices.contains(cursor) ? rows[cursor] : nil }

    var selectedGroup: DeskGroup? { grouping != nil && groups.indices.contains(cursor) ? groups[cursor] : nil }

    /// How many lines the list has.
    var count: Int { grouping == nil ? rows.count : groups.count }
}

/// What a step of pressing is about.
package enum PressTarget: Hashable, Sendable {
    case findings([FindingNumber])
    /// Everything that a preset means within a filter: a whole group.
    case scope(DeskPreset, FindingFilter)
}

/// Which rows of the desk are wanted.
package struct DeskAsk: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        case first, last
        case after(PageAnchor)
        case before(PageAnchor)
        /// Around a finding, which may be gone.
        case around(FindingNumber, PageAnchor)
    }

    package let generation: Int
    package let place: Place
    package let preset: DeskPreset
    package let filter: FindingFilter
    package let limit: Int
}

/// What the desk wants done.
package enum DeskEffect: Sendable {
    case load(DeskAsk)
    case groups(DeskPreset, DeskGrouping, FindingFilter, generation: Int)
    case count(FindingFilter, generation: Int)
    /// What the domain says to an action on what is meant, and its form when one is named.
    case act(FindingAction?, PressTarget)
    /// What a step would say, before its form opens.
    case propose(Supervision.Kind, PressTarget)
    case press(FilledForm, [FindingNumber])
}

/// What the desk is told.
package enum DeskMessage: Sendable {
    case page(DeskAsk, rows: [DeskRow], hasMoreAbove: Bool, hasMoreBelow: Bool, index: Int?)
    case groups([DeskGroup], generation: Int)
    case counts(DeskCounts, generation: Int)
    case proposed(Proposal)
    case pressed(Done)

    /// What stands in the form of a step: values where all units have the same, and one line a unit.
    package struct Proposal: Sendable {
        package let kind: Supervision.Kind
        package let numbers: [FindingNumber]
        package let values: [String: String]
        package let units: [String]
        /// The step runs ahead of the ladder on at least one finding.
        package let isAhead: Bool
        /// The proposed day lies past the last year of the holiday calendar.
        package let isPastCalendar: Bool

        package init(
            kind: Supervision.Kind, numbers: [FindingNumber], values: [String: String], units: [String], isAhead: Bool,
            isPastCalendar: Bool = false
        ) {
            self.kind = kind
            self.numbers = numbers
            self.values = values
            self.units = units
            self.isAhead = isAhead
            self.isPastCalendar = isPastCalendar
        }
    }

    package struct Done: Sendable {
        package let kind: Supervision.Kind
        package let findings: Int
        package let units: Int
        package let refused: Int
        /// Why the first of those was refused: its rule and facts.
        package let reason: Message.Trouble?
        package let folder: String?
        package let shell: String
        package let head: Int

        package init(
            kind: Supervision.Kind, findings: Int, units: Int, refused: Int, reason: Message.Trouble?, folder: String?,
            shell: String, head: Int
        ) {
            self.kind = kind
            self.findings = findings
            self.units = units
            self.refused = refused
            self.reason = reason
            self.folder = folder
            self.shell = shell
            self.head = head
        }
    }
}
