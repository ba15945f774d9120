/// The policy's ladder of pressing, lowest rung first: 提醒 → 提示单 → 督办通知书 → 约谈 → 告诫书 (domain §5).
///
/// It is climbed one rung at a time. A rung is due when the finding is overdue by its days and as long after the
/// rung below as the policy sets them apart; a step that waits for its answer holds the next one back until the
/// answer's day, and an answer that did not come makes it due at once.
package struct Ladder: Hashable, Sendable {
    package let steps: [Policy.LadderStep]
    /// From how many days before the deadline on a finding is watched.
    private let firstWarning: Int

    package init(_ policy: Policy) {
        steps = policy.ladder.sorted { $0.daysOverdue < $1.daysOverdue }
        firstWarning = policy.warnings.map(\.days).max() ?? 0
    }

    package func rung(of kind: Supervision.Kind) -> Int? { steps.firstIndex { $0.kind == kind } }

    /// What comes next for a finding whose clock runs to `deadline`; `nil` stands for a clock that does not run.
    package func standing(deadline: Day?, _ pressing: Pressure, on today: Day) -> LadderStanding {
        guard let deadline, deadline.days(until: today) >= -firstWarning, !steps.isEmpty else { return .atRest }
        let highest = steps.lastIndex { pressing.used.contains($0.kind) }
        let next = highest.map { $0 + 1 } ?? 0
        guard next < steps.count else { return .exhausted }
        var day = deadline.adding(days: steps[next].daysOverdue)
        if let highest, let last = pressing.last {
            day = max(day, last.on.adding(days: steps[next].daysOverdue - steps[highest].daysOverdue))
        }
        if highest != nil, let answerDue = pressing.answerDue {
            let after = answerDue.adding(days: 1)
            day = today > answerDue ? min(day, after) : max(day, after)
        }
        return day <= today ? .due(steps[next].kind, since: day) : .later(steps[next].kind, on: day)
    }

    /// Whether a kind runs ahead of the ladder: its days have not passed and it is not the next rung that is due. Kinds off the ladder and those that policy allows at any time never do.
    package func isAhead(_ kind: Supervision.Kind, deadline: Day?, _ pressing: Pressure, on today: Day) -> Bool {
        guard let rung = rung(of: kind), !steps[rung].isAnyTime else { return false }
        guard let deadline else { return true }
        if deadline.days(until: today) >= steps[rung].daysOverdue { return false }
        if case .due(kind, _) = standing(deadline: deadline, pressing, on: today) { return false }
        return true
    }

    /// One step for several findings and whom it is for: the lowest rung that is due for one of them, else the lowest that comes next.
    ///
    /// Nobody is run ahead of with it, and nobody is asked twice for the same: those on other rungs have their own turn. `nil` when no rung is left.
    package func step(for standings: [LadderStanding]) -> (kind: Supervision.Kind, indices: [Int])? {
        let isDue = standings.contains(where: \.isDue)
        let meant = standings.indices.filter { standings[$0].next != nil && standings[$0].isDue == isDue }
        let kinds = meant.compactMap { standings[$0].next }
        guard let kind = kinds.min(by: { (rung(of: $0) ?? 0) < (rung(of: $1) ?? 0) }) else { return nil }
        return (kind, meant.filter { standings[$0].next == kind })
    }
}

/// Where a finding stands on the ladder.
package enum LadderStanding: Hashable, Sendable {
    /// Nothing to press for: the clock does not run, or its end is far.
    case atRest
    case due(Supervision.Kind, since: Day)
    case later(Supervision.Kind, on: Day)
    /// Every rung was used.
    case exhausted

    /// The kind that comes next, due or not.
    package var next: Supervision.Kind? {
        switch self {
        case .due(let kind, _), .later(let kind, _): kind
        case .atRest, .exhausted: nil
        }
    }

    package var isDue: Bool { if case .due = self { true } else { false } }
}

extension Finding {
    /// The next step of pressing for this finding (domain §5).
    package func ladderStanding(_ policy: Policy, on today: Day) -> LadderStanding {
        Ladder(policy).standing(deadline: isClockRunning ? deadline.day : nil, pressing, on: today)
    }
}
