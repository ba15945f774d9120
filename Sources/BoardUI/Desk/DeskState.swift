package import Rectification
package import Requests

/// A tab of the desk: the findings of a preset, or the letters whose reply is overdue.
package enum DeskPane: Hashable, Sendable {
    case findings(DeskPreset)
    case letters

    package static let all = DeskPreset.allCases.map { DeskPane.findings($0) } + [.letters]
}

/// The supervisor's desk as a value: a preset, its findings worst first, or the groups they fall into.
package struct DeskState: Sendable {
    package internal(set) var preset = DeskPreset.overdue
    /// Late letters are shown instead of findings.
    package internal(set) var isOnLetters = false
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
    /// Where a range of marks began.
    package internal(set) var rangeStart: FindingNumber?
    /// How many steps each of the findings of an open form had.
    var stepsBefore: [FindingNumber: Int] = [:]
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

    package var pane: DeskPane { isOnLetters ? .letters : .findings(preset) }

    /// The grouping of what is shown: letters have none.
    var shownGrouping: DeskGrouping? { isOnLetters ? nil : grouping }

    package var selected: DeskRow? {
        !isOnLetters && grouping == nil && rows.indices.contains(cursor) ? rows[cursor] : nil
    }

    var selectedGroup: DeskGroup? { shownGrouping != nil && groups.indices.contains(cursor) ? groups[cursor] : nil }

    /// Letters whose reply is overdue, the latest first; of a search those that hold its words.
    package var letters: [LetterRow] {
        let late = counts?.lateLetters ?? []
        guard let text = base.text?.lowercased() else { return late }
        return late.filter { row in
            [row.issue.title, row.to.path, row.code?.description ?? ""].contains { $0.lowercased().contains(text) }
        }
    }

    package var selectedLetter: LetterRow? {
        let letters = letters
        return isOnLetters && letters.indices.contains(cursor) ? letters[cursor] : nil
    }

    /// How many lines the list has.
    var count: Int { isOnLetters ? letters.count : grouping == nil ? rows.count : groups.count }

    /// The findings from where a range began to the cursor; what the window has forgotten of it is not in it.
    var range: [FindingNumber] {
        guard let rangeStart, selected != nil else { return [] }
        let start = rows.firstIndex { $0.finding.number == rangeStart } ?? (hasMoreAbove ? 0 : cursor)
        return rows[min(start, cursor)...max(start, cursor)].map(\.finding.number)
    }
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
    /// What a step would say, before its form opens; without a kind the ladder's next step of what is meant.
    case propose(Supervision.Kind?, PressTarget)
    /// … with how many steps each had when its form opened: somebody else's since then is said, not repeated.
    case press(FilledForm, [FindingNumber], steps: [FindingNumber: Int])
    case export(DeskPaper, FindingFilter, of: DeskScope?)
}

/// What the desk was narrowed to, as its paper says it.
package struct DeskScope: Hashable, Sendable {
    /// In full, for whoever reads the paper.
    package let words: String
    /// For the paper's file name.
    package let name: String
}

/// What the desk is written as: of the listed the public list, of everything else the day's digest.
package enum DeskPaper: String, Sendable {
    case publicList = "public-list"
    case digest

    init(_ preset: DeskPreset) { self = preset == .listed ? .publicList : .digest }
}

/// What the desk is told.
package enum DeskMessage: Sendable {
    case page(DeskAsk, rows: [DeskRow], hasMoreAbove: Bool, hasMoreBelow: Bool, index: Int?)
    case groups([DeskGroup], generation: Int)
    case counts(DeskCounts, generation: Int)
    case proposed(Proposal)
    /// The ladder has no next step for what was meant.
    case noStep
    case pressed(Done)
    case exported(DeskPaper, paths: [String])

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
        /// How many of what was meant stand on another rung and are left for later.
        package let others: Int
        /// How many steps each of them has had.
        package let steps: [FindingNumber: Int]

        package init(
            kind: Supervision.Kind, numbers: [FindingNumber], values: [String: String], units: [String], isAhead: Bool,
            isPastCalendar: Bool = false, others: Int = 0, steps: [FindingNumber: Int] = [:]
        ) {
            self.steps = steps
            self.others = others
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
        /// What was asked for, refused or not.
        package let numbers: [FindingNumber]
        package let findings: Int
        package let units: Int
        package let refused: Int
        /// Why the first of those was refused: its rule and facts.
        package let reason: Message.Trouble?
        package let folder: String?
        package let shell: String
        package let head: Int

        package init(
            kind: Supervision.Kind, numbers: [FindingNumber], findings: Int, units: Int, refused: Int,
            reason: Message.Trouble?, folder: String?, shell: String, head: Int
        ) {
            self.kind = kind
            self.numbers = numbers
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
