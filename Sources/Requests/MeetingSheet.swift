package import Rectification

/// A meeting with what became of each item: what its screen, `meeting show` and the minutes are made from.
package struct MeetingSheet: Hashable, Sendable {
    package let meeting: Meeting
    /// 第几次: 1, 2, 3 … among the meetings of its kind.
    package let ordinal: Int
    /// In the order of the agenda.
    package let lines: [AgendaLine]

    package init(meeting: Meeting, ordinal: Int, lines: [AgendaLine]) {
        self.meeting = meeting
        self.ordinal = ordinal
        self.lines = lines
    }

    package func line(_ finding: FindingNumber) -> AgendaLine? { lines.first { $0.row.number == finding } }

    package var decided: Int { lines.count { $0.outcome != nil } }

    /// The finding that is heard now; `nil` when nothing is left.
    package var current: FindingNumber? { meeting.current(isDecided: isDecided) }

    package func next(after finding: FindingNumber) -> FindingNumber? {
        meeting.next(after: finding, isDecided: isDecided)
    }

    private func isDecided(_ finding: FindingNumber) -> Bool { line(finding)?.outcome != nil }

    /// Undecided items that this meeting still hears: neither decided nor set aside.
    package var stillHeard: [AgendaLine] {
        lines.filter { $0.outcome == nil && !$0.isSetAside }
    }

    package var left: Int { stillHeard.count }

    package var pace: Pace {
        Pace(opened: meeting.openedAt, decided: lines.compactMap(\.decidedAt), left: left)
    }
}

/// One item of an agenda with the finding's row and what was decided on it in this meeting.
package struct AgendaLine: Hashable, Sendable {
    package let row: FindingRow
    package let mark: Meeting.Mark
    /// `nil` while nothing is decided or settled.
    package let outcome: AgendaOutcome?
    package let decidedAt: Moment?

    /// Whether it was put off to another meeting (复议).
    package var isSetAside: Bool { if case .rehear = mark { true } else { false } }

    package init(row: FindingRow, mark: Meeting.Mark, outcome: AgendaOutcome?, decidedAt: Moment?) {
        self.row = row
        self.mark = mark
        self.outcome = outcome
        self.decidedAt = decidedAt
    }
}

/// How a finding left review while a meeting was open.
package enum AgendaOutcome: Hashable, Sendable {
    /// 认定 → 销号
    case closed(Closure.Kind)
    /// 退回; the supervisor stands when it was listed by it (挂牌).
    case sentBack(deadline: Day, supervisor: String?)
    /// 撤会 or 撤回: it left review without a decision.
    case withdrawn
    /// 议定: where nobody votes, what was settled stands in the minutes.
    case settled

    package var code: Code {
        switch self {
        case .closed: .closed
        case .sentBack: .sentBack
        case .withdrawn: .withdrawn
        case .settled: .settled
        }
    }

    package enum Code: String, Sendable, CaseIterable {
        case closed, sentBack, withdrawn, settled
    }
}
