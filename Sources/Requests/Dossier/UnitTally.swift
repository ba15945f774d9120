package import Rectification

/// What the findings of a unit add up to; sums of sums, so that a tree of units is rolled up without looking at findings again.
package struct UnitTally: Hashable, Sendable {
    /// What is counted, in the order of the stored columns.
    package enum Part: String, CaseIterable, Sendable {
        // By stage: the kanban columns.
        case assigned, inProgress, review, closed
        // Beside the stage of what is open.
        case listed, starred, provincial, leaderOwned
        /// 立行立改, open and closed.
        case immediate, immediateClosed
        /// Closed, and neither in the closure rate nor in any other: claimed by an older ledger, or closed for a stage.
        case broughtForward, stageClosed
        /// Closed by review in full: after the date first agreed, with an extension.
        case late, extended
        /// Ever closed here, and of all findings those that came back.
        case closedHere, relapsed
        /// Decided about at least once, and those that the first review round passed.
        case decided, passedFirst
    }

    package var counts: [Int]

    package init() { counts = Array(repeating: 0, count: Part.allCases.count) }

    /// Counts a finding as it is, or takes it away as it was.
    package mutating func add(_ row: FindingRow, _ sign: Int) {
        for (index, part) in Self.parts.enumerated() where part.holds(row) { counts[index] += sign }
    }

    private static let parts = Part.allCases

    package subscript(part: Part) -> Int {
        get { counts[part.index] }
        set { counts[part.index] = newValue }
    }

    package static func += (sum: inout UnitTally, other: UnitTally) {
        for index in sum.counts.indices { sum.counts[index] += other.counts[index] }
    }

    package static func -= (sum: inout UnitTally, other: UnitTally) {
        for index in sum.counts.indices { sum.counts[index] -= other.counts[index] }
    }

    // MARK: What is made of it

    package var total: Int { open + self[.closed] }
    package var open: Int { self[.assigned] + self[.inProgress] + self[.review] }

    package func count(of stage: StageCode) -> Int {
        switch stage {
        case .assigned: self[.assigned]
        case .inProgress: self[.inProgress]
        case .review: self[.review]
        case .closed: self[.closed]
        }
    }

    /// Closed in full by a review here: the upper half of the closure rate (domain §6).
    package var fullyClosed: Int { self[.closed] - self[.broughtForward] - self[.stageClosed] }
    /// What the closure rate is of.
    package var counted: Int { open + fullyClosed }
    package var onTime: Int { fullyClosed - self[.late] }
}

extension UnitTally.Part {
    fileprivate var index: Int { Self.places[self] ?? 0 }

    private static let places = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })

    fileprivate func holds(_ row: FindingRow) -> Bool {
        switch self {
        case .assigned: row.stage == .assigned
        case .inProgress: row.stage == .inProgress
        case .review: row.stage == .review
        case .closed: row.stage == .closed
        case .listed: row.isListed
        case .starred: row.stage.isOpen && row.flags.contains(.key)
        case .provincial: row.stage.isOpen && row.flags.contains(.provincial)
        case .leaderOwned: row.stage.isOpen && row.flags.contains(.leaderOwned)
        case .immediate: row.isImmediate
        case .immediateClosed: row.isImmediate && !row.stage.isOpen
        case .broughtForward: row.closure == .broughtForward
        case .stageClosed: row.closure == .stage
        case .late: row.reviewMarks.contains(.late)
        case .extended: row.reviewMarks.contains(.extended)
        case .closedHere: row.reviewMarks.contains(.closedHere)
        case .relapsed: row.relapses > 0
        case .decided: row.reviewMarks.contains(.decided)
        case .passedFirst: row.reviewMarks.contains(.passedFirst)
        }
    }
}
