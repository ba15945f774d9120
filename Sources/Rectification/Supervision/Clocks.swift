/// How a deadline stands on a day, with the policy's word for it; an overdue finding has the policy's word too.
package enum DeadlineState: Hashable, Sendable {
    /// The clock does not run: in review, closed, or without an end.
    case stopped
    case ahead(daysLeft: Int)
    /// Within a warning step; 0 days left is the last day, which is still in time.
    case warned(daysLeft: Int, label: String)
    case overdue(days: Int, workingDays: Int, label: String)
}

extension Policy {
    /// The tightest warning that so many days before the deadline call for.
    package func warning(daysLeft: Int) -> Warning? {
        warnings.filter { (0...$0.days).contains(daysLeft) }.min { $0.days < $1.days }
    }

    /// - Parameter deadline: the day a running clock counts to, `nil` when it does not run. It ends at the end of that day.
    package func state(of deadline: Day?, on today: Day, _ calendar: WorkCalendar) -> DeadlineState {
        guard let deadline else { return .stopped }
        let left = today.days(until: deadline)
        if left < 0 {
            return .overdue(
                days: -left, workingDays: calendar.workingDays(after: deadline, through: today), label: overdueLabel)
        }
        if let warning = warning(daysLeft: left) { return .warned(daysLeft: left, label: warning.label) }
        return .ahead(daysLeft: left)
    }
}

extension WorkCalendar {
    /// The last day whose holidays are known; past it only weekends are free, and whoever shows working days there says so.
    package var lastKnownDay: Day? {
        knownYears.last.flatMap { Day(year: $0, month: 12, day: 31) }
    }

    package func knows(_ day: Day) -> Bool { lastKnownDay.map { day <= $0 } ?? false }
}

extension Clue {
    /// Days from transfer to conclusion, or so far (domain §6).
    package func days(on today: Day) -> Int { max(0, transferredOn.days(until: concludedOn ?? today)) }

    package func isOverdue(on today: Day) -> Bool { concludedOn == nil && dueBack < today }
}

extension Listing {
    package func days(on today: Day) -> Int { max(0, since.days(until: today)) }

    package func isPastLimit(on today: Day) -> Bool { limit.map { $0 < today } ?? false }
}

extension Finding {
    /// 立行立改, by its deadline or by its mark.
    package var isImmediate: Bool { deadline.isImmediate || facts.flags.contains(.immediate) }

    /// By when the receiver of the earliest clue that is still out must report back.
    package var clueDue: Day? { clues.filter { $0.concludedOn == nil }.map(\.dueBack).min() }
}

/// 立行立改 counted on their own (domain §6).
package struct ImmediateTally: Hashable, Sendable {
    package var closed = 0
    /// Not closed, the clock not past its end.
    package var running = 0
    package var overdue = 0

    package init(closed: Int = 0, running: Int = 0, overdue: Int = 0) {
        self.closed = closed
        self.running = running
        self.overdue = overdue
    }

    package var total: Int { closed + running + overdue }
}
