/// A time during which a finding was overdue and is so no longer: from the day after its deadline until its clock stopped or was set anew.
package struct LateSpell: Hashable, Sendable {
    package let deadline: Day
    package let until: Day

    package init(deadline: Day, until: Day) {
        self.deadline = deadline
        self.until = until
    }
}

extension Finding {
    /// The day to which the clock runs.
    var runningDeadline: Day? {
        switch stage {
        case .assigned, .inProgress: deadline.day
        case .review, .closed: nil
        }
    }

    /// Notes that an event ended, or moved, a time of being overdue.
    ///
    /// - Parameter before: the day to which the clock ran before the event.
    mutating func noteLateness(since before: Day?, _ event: FindingEvent, on day: Day) {
        switch event {
        // What is taken back never was, and a deadline that was wrong was never passed.
        case .undone, .corrected: return
        case .filed, .broughtForward, .returned, .returnRefused, .reassigned, .started, .measureAdded, .measureChanged,
            .measureDropped, .reported, .evidenceAttached, .evidenceDetached, .submitted, .withdrawn, .recalled,
            .opined, .closed, .sentBack, .listed, .delisted, .extensionRequested, .extensionGranted,
            .extensionRefused, .consolidated, .relapsed, .clueTransferred, .clueConcluded, .supervised, .answered,
            .grouped, .ungrouped, .flagged, .commented:
            break
        }
        guard let before, before < day, runningDeadline != before else { return }
        // Where the new day has passed as well, being overdue goes on from there.
        let until = min(day, runningDeadline ?? day)
        if before < until { lateSpells.append(LateSpell(deadline: before, until: until)) }
    }
}
