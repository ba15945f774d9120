package import Rectification

/// Which findings are meant; the same words on the command line and in the board (cli.md, “Filters”). Everything named must hold.
package struct FindingFilter: Hashable, Sendable {
    /// Empty: every stage.
    package var stages: Set<StageCode> = []
    package var isOverdue = false
    /// Due within so many calendar days from today, overdue ones not included.
    package var dueWithinDays: Int?
    /// Due on this day or later.
    package var dueFrom: Day?
    /// Due in this month, whatever the stage.
    package var dueMonth: Month?
    package var isListed = false
    package var isStarred = false
    package var isImmediate = false
    package var isLongTerm = false
    /// Sent back at least once: in its second review round or a later one.
    package var isSecondRound = false
    /// Not struck off.
    package var isOpen = false
    /// 省委重大清单
    package var isProvincial = false
    /// 领办
    package var isLeaderOwned = false
    package var isExtensionPending = false
    /// A step of 督办 waits for its answer.
    package var isAwaitingAnswer = false
    /// … and the day for it has passed.
    package var isUnanswered = false
    /// Closed, and from today or earlier 巩固 can be confirmed.
    package var isConsolidationDue = false
    /// A clue is with its receiver.
    package var isClueOut = false
    /// This unit and everything below it.
    package var unit: OrganisationID?
    /// This unit alone.
    package var exactUnit: OrganisationID?
    /// Units with this 一把手.
    package var head: HeadReference?
    package var round: String?
    /// The whole category, or its level 1.
    package var category: String?
    package var leader: String?
    package var source: Finding.Source?
    package var group: GroupID?
    /// Words that must stand in text, unit or external number.
    package var text: String?
    /// Only what needs somebody: overdue, listed, or sent back at least once and still open (`!` on the board).
    package var isTrouble = false

    package init() {}

    package var isEmpty: Bool { self == FindingFilter() }
}

/// The order of a list or column; ties are broken by number.
package enum FindingOrder: String, Hashable, Sendable, CaseIterable {
    /// Earliest deadline first, without a deadline last
    case due
    case number
    /// Last changed first
    case changed
}

/// Where a page begins: the key of a row in one order. A page never needs an offset.
package struct PageAnchor: Hashable, Sendable {
    /// The lane, where a list is cut into lanes.
    package let lane: String?
    /// Due day number, finding number or position of the last change, by the order.
    package let key: Int
    package let number: Int

    package init(lane: String? = nil, key: Int, number: Int) {
        self.lane = lane
        self.key = key
        self.number = number
    }
}

/// A page of one list: rows after (or before) an anchor.
package struct PageRequest: Hashable, Sendable {
    package enum Direction: Hashable, Sendable { case forward, backward }

    package var filter: FindingFilter
    package var order: FindingOrder
    /// Lane by lane, each by deadline; the order says nothing then.
    package var lanes: LaneField?
    /// `nil`: from the beginning (forward) or from the end (backward).
    package var anchor: PageAnchor?
    package var direction: Direction
    package var limit: Int

    package init(
        filter: FindingFilter = FindingFilter(), order: FindingOrder = .due, lanes: LaneField? = nil,
        anchor: PageAnchor? = nil, direction: Direction = .forward, limit: Int
    ) {
        self.filter = filter
        self.order = order
        self.lanes = lanes
        self.anchor = anchor
        self.direction = direction
        self.limit = limit
    }
}
