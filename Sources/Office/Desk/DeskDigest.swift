internal import Attestation
internal import Ledger
package import Rectification
package import Requests

/// 督办日报: what changed since the last working day and what wants somebody today.
package struct DeskDigest: Sendable {
    /// A list of the digest, cut to what a page takes.
    package struct Section: Sendable {
        package let rows: [DeskRow]
        package let count: Int
    }

    /// Something that was decided about a finding.
    package struct Decision: Sendable {
        package let finding: FindingRow
        /// The name of the event: closed, sentBack, extensionGranted, extensionRefused, relapsed, listed, delisted.
        package let event: String
        package let by: String
        package let on: Day
    }

    package let policy: Policy
    package let today: Day
    /// The last working day before today: what fell on it or after it is new.
    package let since: Day
    /// Overdue in all.
    package let overdue: Int
    package let newlyOverdue: Section
    /// Within the policy's smallest warning step.
    package let dueSoon: Section
    package let unanswered: Section
    package let extensions: Section
    /// 巡察建议书 whose reply is overdue, the latest first: the ledger's, whatever is filtered.
    package let lateLetters: [LetterRow]
    package let decisions: [Decision]
    package let decided: Int
    package let byUnit: [DeskGroup]
    package let byLeader: [DeskGroup]

    /// Whether somebody has to do something today: something is late, unanswered or waits for a decision.
    package var needsSomebody: Bool {
        overdue > 0 || newlyOverdue.count > 0 || unanswered.count > 0 || extensions.count > 0
            || !lateLetters.isEmpty
    }
}

extension OpenLedger {
    /// How many lines a section of the digest shows.
    package static let digestLines = 50

    package func digest(_ filter: FindingFilter) throws -> DeskDigest {
        try read { reader in
            let policy = try policy(reader)
            let calendar = PublicCalendar.calendar(policy)
            var since = today.adding(days: -1)
            while !calendar.isWorkingDay(since) { since = since.adding(days: -1) }
            func section(_ preset: DeskPreset, _ filter: FindingFilter) throws -> DeskDigest.Section {
                DeskDigest.Section(
                    rows: try reader.desk(
                        DeskRequest(preset, filter: filter, limit: Self.digestLines), policy, today: today),
                    count: try reader.count(preset, filter, policy, today: today))
            }
            // What was due on the last working day or later, and is overdue today.
            var fresh = filter
            fresh.dueFrom = since
            let (decisions, decided) = try decisions(since: since, filter, reader)
            return DeskDigest(
                policy: policy, today: today, since: since,
                overdue: try reader.count(.overdue, filter, policy, today: today),
                newlyOverdue: try section(.overdue, fresh), dueSoon: try section(.sooner, filter),
                unanswered: try section(.unanswered, filter), extensions: try section(.extension, filter),
                lateLetters: try reader.letters(LetterFilter(isOverdue: true), today: today),
                decisions: decisions, decided: decided,
                byUnit: try reader.deskGroups(.overdue, by: .unit, filter, policy, today: today),
                byLeader: try reader.deskGroups(.overdue, by: .leader, filter, policy, today: today))
        }
    }

    private func decisions(
        since: Day, _ filter: FindingFilter, _ reader: LedgerReader
    ) throws -> ([DeskDigest.Decision], Int) {
        let start = Moment(seconds: Int64(since.number) * 86_400 - Int64(reader.zone.minutes) * 60)
        var decisions: [DeskDigest.Decision] = []
        var count = 0
        try reader.events(after: try reader.position(before: start)) { stored in
            guard case .finding(let id) = stored.text.stream, case .finding(let event) = stored.text.event,
                event.isDecision, stored.text.time.day(in: reader.zone) < today,
                let row = try reader.row(id: id), try reader.holds(filter, row.number, today: today)
            else { return true }
            count += 1
            if decisions.count < Self.digestLines {
                decisions.append(
                    DeskDigest.Decision(
                        finding: row, event: event.code, by: stored.text.name,
                        on: stored.text.time.day(in: reader.zone)))
            }
            return true
        }
        return (decisions, count)
    }
}

extension FindingEvent {
    /// What an office, a meeting or the parties decided about a finding.
    fileprivate var isDecision: Bool {
        switch self {
        case .closed, .sentBack, .extensionGranted, .extensionRefused, .relapsed, .listed, .delisted: true
        case .filed, .broughtForward, .returned, .returnRefused, .reassigned, .started, .measureAdded,
            .measureChanged, .measureDropped, .reported, .evidenceAttached, .evidenceDetached, .submitted, .withdrawn,
            .recalled, .opined, .extensionRequested, .consolidated, .clueTransferred, .clueConcluded, .supervised,
            .answered, .grouped, .ungrouped, .flagged, .commented, .corrected, .undone:
            false
        }
    }
}
