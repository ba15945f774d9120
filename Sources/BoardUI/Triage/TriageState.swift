package import Rectification
package import Requests

/// Triage as a value: the queue of suggestions, the common issues, their letters, and what stands beside the one under the cursor.
package struct TriageState: Sendable {
    package enum List: String, Hashable, Sendable, CaseIterable {
        case suggestions, issues, letters
    }

    package internal(set) var list = List.suggestions
    /// Undecided suggestions, biggest first; `nil` until they are there.
    package internal(set) var queue: [TriageEntry]?
    package internal(set) var issues: [IssueRow] = []
    package internal(set) var letters: [LetterRow] = []
    /// Suggestions are being looked for.
    package internal(set) var isGrouping = false
    /// Which search for suggestions is the newest.
    var generation = 0
    /// Position of the log that the queue was made from, moved on by what is decided here.
    var madeAt = 0

    var cursors: [List: Int] = [:]
    var tops: [List: Int] = [:]
    /// The members have the cursor, not the list.
    package internal(set) var isInMembers = false
    package internal(set) var member = 0
    var memberTop = 0
    /// Marked for merging: ids of suggestions, numbers of issues.
    package internal(set) var marks: Set<String> = []
    /// Members of the issue under the cursor that are marked.
    package internal(set) var out: Set<FindingNumber> = []
    var rows: [FindingNumber: FindingRow] = [:]
    package internal(set) var sheet: IssueSheet?
    package internal(set) var letter: Letter?
    /// The page of an issue or letter, from this line on; `nil` while it is not open.
    package internal(set) var page: Int?
    package internal(set) var pull: PullList?
    /// What was done here, newest last.
    var steps: [TriageStep] = []
    /// Decided and not answered yet: where they stood in the queue.
    var pending: [String: TriageStep.Standing] = [:]
    /// `u` was pressed while a decision was on its way: it is taken back as soon as it was answered.
    var wantsUndo = false
    var pieces = 0
    /// The letter that is to be under the cursor once the list is there.
    var wanted: Int?

    package init() {}

    var cursor: Int {
        get { cursors[list] ?? 0 }
        set { cursors[list] = newValue }
    }

    var top: Int {
        get { tops[list] ?? 0 }
        set { tops[list] = newValue }
    }

    var count: Int {
        switch list {
        case .suggestions: queue?.count ?? 0
        case .issues: issues.count
        case .letters: letters.count
        }
    }

    package var entry: TriageEntry? {
        guard list == .suggestions, let queue, queue.indices.contains(cursor) else { return nil }
        return queue[cursor]
    }

    package var issue: IssueRow? { list == .issues && issues.indices.contains(cursor) ? issues[cursor] : nil }

    package var letterRow: LetterRow? { list == .letters && letters.indices.contains(cursor) ? letters[cursor] : nil }

    /// The sheet of the issue under the cursor, once it is there.
    var shownSheet: IssueSheet? { sheet?.row.number == issue?.number ? sheet : nil }

    var shownLetter: Letter? { letter?.number == letterRow?.number ? letter : nil }

    /// Members of what is under the cursor, ascending.
    package var members: [FindingNumber] {
        switch list {
        case .suggestions: entry?.members ?? []
        case .issues: shownSheet?.issue.members.sorted() ?? []
        case .letters: []
        }
    }

    /// The finding under the cursor of the members.
    package var selectedMember: FindingRow? {
        let members = members
        guard isInMembers, members.indices.contains(member) else { return nil }
        return rows[members[member]]
    }

    /// Words that tie the members together.
    var words: [String] {
        switch list {
        case .suggestions: entry?.words ?? []
        case .issues: issue?.words ?? []
        case .letters: []
        }
    }
}

/// Something that was done in triage and can be taken back.
enum TriageStep: Sendable {
    /// Where an entry stood.
    struct Standing: Sendable {
        let entry: TriageEntry
        let index: Int
    }

    /// The queue was changed and nothing was written: what it was.
    case changed([TriageEntry])
    case accepted(Standing, OperationID)
    case dismissed(Standing)
    /// Something was written about an issue.
    case wrote(OperationID)
    /// … about a letter.
    case wroteLetter(Int)
}

/// Findings found by search, to be pulled in.
package struct PullList: Sendable {
    package var query = TextInput()
    package var rows: [FindingRow] = []
    /// The common issue to which a row belongs already.
    package var issues: [FindingNumber: IssueReference] = [:]
    package var cursor = 0
}
