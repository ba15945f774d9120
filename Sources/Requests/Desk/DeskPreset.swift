package import Rectification

/// 督办台的预设: what a supervisor looks for, each with the clock by which its worst stands first (screens.md, 3).
package enum DeskPreset: String, Hashable, Sendable, CaseIterable {
    /// Past the deadline.
    case overdue
    /// Within the policy's largest and smallest warning step.
    case soon, sooner
    case listed, starred, provincial, leaderOwned
    case immediate
    case `extension`
    /// A step asks for an answer; `unanswered` when its day has passed.
    case awaiting, unanswered
    /// Closed, and 巩固 can be confirmed.
    case consolidation
    /// A clue that is still with its receiver.
    case clue

    /// The column whose smallest value is worst.
    package enum Clock: String, Hashable, Sendable {
        case due
        case answer = "answer_due"
        case consolidation = "consolidate_from"
        case clue = "clue_due"
    }

    package var clock: Clock {
        switch self {
        case .overdue, .soon, .sooner, .listed, .starred, .provincial, .leaderOwned, .immediate, .extension: .due
        case .awaiting, .unanswered: .answer
        case .consolidation: .consolidation
        case .clue: .clue
        }
    }

    /// The findings it means, within `filter`.
    package func filter(within filter: FindingFilter = FindingFilter(), _ policy: Policy) -> FindingFilter {
        var filter = filter
        switch self {
        case .overdue: filter.isOverdue = true
        case .soon: filter.dueWithinDays = policy.warnings.map(\.days).max() ?? 20
        case .sooner: filter.dueWithinDays = policy.warnings.map(\.days).min() ?? 10
        case .listed: filter.isListed = true
        case .starred:
            filter.isStarred = true
            filter.isOpen = true
        case .provincial:
            filter.isProvincial = true
            filter.isOpen = true
        case .leaderOwned:
            filter.isLeaderOwned = true
            filter.isOpen = true
        case .immediate:
            filter.isImmediate = true
            filter.isOpen = true
        case .extension: filter.isExtensionPending = true
        case .awaiting: filter.isAwaitingAnswer = true
        case .unanswered: filter.isUnanswered = true
        case .consolidation: filter.isConsolidationDue = true
        case .clue: filter.isClueOut = true
        }
        return filter
    }
}

/// Whose the findings of a preset are: the groups of the desk.
package enum DeskGrouping: String, Hashable, Sendable, CaseIterable {
    case unit, town, district, head, leader, category, round

    /// `filter` narrowed to one group by its value.
    package func narrow(_ filter: FindingFilter, to value: String) -> FindingFilter {
        var filter = filter
        switch self {
        case .unit: filter.exactUnit = OrganisationID(value)
        case .town, .district: filter.unit = OrganisationID(value)
        case .head: filter.head = HeadReference(value)
        case .leader: filter.leader = value
        case .category: filter.category = value
        case .round: filter.round = value
        }
        return filter
    }
}

/// 一把手 by name, and by the organisation above theirs, since names repeat from town to town.
package struct HeadReference: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        case anywhere
        /// Of an organisation with nothing above it.
        case top
        case below(OrganisationID)
    }

    /// Empty: units without a head.
    package let name: String
    package let place: Place

    /// Written as `name`, `name@` for the top, or `name@organisation id`.
    package init(_ written: String) {
        guard let at = written.lastIndex(of: "@") else {
            name = written
            place = .anywhere
            return
        }
        let above = written[written.index(after: at)...]
        if let id = OrganisationID(above) {
            name = String(written[..<at])
            place = .below(id)
        } else {
            name = above.isEmpty ? String(written[..<at]) : written
            place = above.isEmpty ? .top : .anywhere
        }
    }
}

/// One group of a preset: whose, and how many.
package struct DeskGroup: Hashable, Sendable {
    /// What narrows a filter to it.
    package let value: String
    /// For units a path, for heads the name; empty when the findings name nobody.
    package let label: String
    package let count: Int

    package init(value: String, label: String, count: Int) {
        self.value = value
        self.label = label
        self.count = count
    }
}

/// A page of the desk: rows after (or before) an anchor, worst first.
package struct DeskRequest: Hashable, Sendable {
    package var preset: DeskPreset
    package var filter: FindingFilter
    package var anchor: PageAnchor?
    package var direction: PageRequest.Direction
    package var limit: Int

    package init(
        _ preset: DeskPreset, filter: FindingFilter = FindingFilter(), anchor: PageAnchor? = nil,
        direction: PageRequest.Direction = .forward, limit: Int
    ) {
        self.preset = preset
        self.filter = filter
        self.anchor = anchor
        self.direction = direction
        self.limit = limit
    }
}
