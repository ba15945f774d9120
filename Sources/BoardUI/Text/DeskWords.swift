package import Rectification
package import Requests
package import Wording

/// The words of the desk: how late, what was done, what comes next.
package struct DeskWords: Sendable {
    let words: Catalogue
    let policy: Policy
    let calendar: WorkCalendar
    let today: Day
    private let ladder: Ladder

    package init(_ words: Catalogue, _ policy: Policy, _ calendar: WorkCalendar, today: Day) {
        self.words = words
        self.policy = policy
        self.calendar = calendar
        self.today = today
        ladder = Ladder(policy)
    }

    /// 逾期 12 天（8 工作日） · 临期预警 剩 3 天 · 停表
    package func state(_ row: DeskRow) -> String {
        switch policy.state(of: row.runningTo, on: today, calendar) {
        case .stopped:
            return row.finding.stage < .review ? words["deadline.longTerm"] : words["desk.stopped"]
        case .ahead(let left): return words.text("desk.left", ["days": String(left)])
        case .warned(0, _): return words["desk.lastDay"]
        case .warned(let left, let label):
            return words.text("desk.warned", ["days": String(left), "label": label])
        case .overdue(let days, let working, let label):
            return words.text(
                "desk.overdue", ["days": String(days), "working": String(working), "label": label])
        }
    }

    /// How the clock of a preset stands: for most the deadline, for the others what they wait for.
    package func clock(_ row: DeskRow, _ preset: DeskPreset) -> String {
        switch preset {
        case .overdue, .soon, .sooner, .listed, .starred, .provincial, .leaderOwned, .immediate, .extension:
            return state(row)
        case .awaiting, .unanswered: return answer(row.finding.beside.pressing)
        case .consolidation:
            return row.finding.consolidateFrom.map { words.text("desk.consolidate", ["date": $0.description]) } ?? ""
        case .clue:
            guard let due = row.finding.beside.clueDue else { return "" }
            let late = due.days(until: today)
            return late > 0
                ? words.text("desk.clue.late", ["days": String(late)])
                : words.text("desk.clue", ["date": due.description])
        }
    }

    /// 2026-11-20 工作提示单，已答复
    package func last(_ row: DeskRow) -> String {
        let pressing = row.finding.beside.pressing
        guard let last = pressing.last else { return words["desk.never"] }
        let step = words.text("desk.last", ["date": last.on.description, "kind": words.word(last.kind)])
        let answer = answer(pressing)
        guard !answer.isEmpty else { return step }
        return step + " · " + (isOfEarlier(pressing) ? words.text("desk.earlier", ["answer": answer]) : answer)
    }

    /// Whether the answer that is still out was asked for by an older step: the newest is of a kind that asks for none.
    private func isOfEarlier(_ pressing: Pressure) -> Bool {
        guard let last = pressing.last, pressing.answerDue != nil else { return false }
        return policy.workingDays(toAnswer: last.kind) == 0
    }

    /// Whether the newest demand was answered; empty when nothing was asked.
    package func answer(_ pressing: Pressure) -> String {
        if let due = pressing.answerDue {
            let late = due.days(until: today)
            return late > 0
                ? words.text("desk.unanswered", ["days": String(late)])
                : words.text("desk.awaiting", ["date": due.description])
        }
        return pressing.last?.isAnswered == true ? words["desk.answered"] : ""
    }

    /// The next rung, and from when; empty where the ladder is at rest.
    package func next(_ row: DeskRow) -> String {
        switch row.standing(ladder, on: today) {
        case .atRest: return ""
        case .due(let kind, _): return words.text("desk.next.due", ["kind": words.word(kind)])
        case .later(let kind, let day):
            return words.text("desk.next.later", ["kind": words.word(kind), "date": day.description])
        case .exhausted: return words["desk.next.exhausted"]
        }
    }

    // MARK: In a column

    /// 43 天 / 31 工作日, or what the preset's clock waits for.
    package func short(_ row: DeskRow, _ preset: DeskPreset) -> String {
        switch preset {
        case .awaiting, .unanswered:
            guard let due = row.finding.beside.pressing.answerDue else { return "" }
            let late = due.days(until: today)
            return late > 0 ? words.text("desk.late", ["days": String(late)]) : monthDay(due)
        case .consolidation: return row.finding.consolidateFrom?.description ?? ""
        case .clue:
            guard let due = row.finding.beside.clueDue else { return "" }
            let late = due.days(until: today)
            return late > 0 ? words.text("desk.late", ["days": String(late)]) : due.description
        case .overdue, .soon, .sooner, .listed, .starred, .provincial, .leaderOwned, .immediate, .extension: break
        }
        switch policy.state(of: row.runningTo, on: today, calendar) {
        case .stopped: return state(row)
        case .overdue(let days, let working, _):
            return words.text("desk.short.overdue", ["days": String(days), "working": String(working)])
        case .warned(let left, _), .ahead(let left):
            return left == 0 ? words["desk.lastDay"] : words.text("desk.left", ["days": String(left)])
        }
    }

    /// 11-20 提示单 ✓: answered; ‼ is late, … waits; in brackets where an older step waits for it.
    package func lastShort(_ row: DeskRow) -> String {
        let pressing = row.finding.beside.pressing
        guard let last = pressing.last else { return words["desk.never"] }
        var sign = last.isAnswered ? " ✓" : ""
        if let due = pressing.answerDue {
            sign = due < today ? "‼" : "…"
            sign = isOfEarlier(pressing) ? " (\(sign))" : " " + sign
        }
        return "\(monthDay(last.on)) \(words["desk.kind.\(last.kind.rawValue)"])\(sign)"
    }

    package func nextShort(_ row: DeskRow) -> String {
        switch row.standing(ladder, on: today) {
        case .atRest: return ""
        case .due(let kind, _): return "→ " + words["desk.kind.\(kind.rawValue)"]
        case .later(let kind, let day): return "\(monthDay(day)) \(words["desk.kind.\(kind.rawValue)"])"
        case .exhausted: return words["desk.next.exhausted"]
        }
    }

    /// 11-20, and 25-11-20 of another year.
    private func monthDay(_ day: Day) -> String {
        String(day.description.dropFirst(day.parts.year == today.parts.year ? 5 : 2))
    }

    /// What stands beside the stage, in the order of what wants somebody.
    package func beside(_ row: DeskRow) -> [String] {
        var parts: [String] = []
        let beside = row.finding.beside
        if let until = beside.extensionUntil { parts.append(words.text("desk.extension", ["date": until.description])) }
        if let listing = beside.listing {
            let limit = listing.limit.map { words.text("desk.listing.limit", ["date": $0.description]) } ?? ""
            parts.append(words.text("desk.listing", ["supervisor": listing.supervisor, "limit": limit]))
        }
        return parts
    }

    /// 逾期 · 20 天内到期 · … as the policy's steps are.
    package func title(_ preset: DeskPreset) -> String {
        let days = preset.filter(policy).dueWithinDays
        return words.text("desk.preset.\(preset.rawValue)", ["days": days.map(String.init) ?? ""])
    }

    /// A group's name; findings that name nobody have one too.
    package func label(_ group: DeskGroup) -> String { group.label.isEmpty ? words["desk.nobody"] : group.label }

    /// That a working day shown lies past what is known of the calendar; `nil` while it does not.
    package var pastCalendar: String? {
        guard let last = calendar.lastKnownDay, !calendar.knows(today) else { return nil }
        return words.text("desk.pastCalendar", ["date": last.description])
    }
}
