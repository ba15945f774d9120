package import Ledger
internal import Rectification
package import Requests

extension OpenLedger {
    /// A meeting with what became of each item. Throws `meeting.missing` 66.
    package func sheet(_ number: Int, _ reader: LedgerReader) throws -> MeetingSheet {
        try sheet(try reader.meeting(number), reader)
    }

    package func sheet(_ logged: LoggedMeeting, _ reader: LedgerReader) throws -> MeetingSheet {
        let lines = try logged.meeting.agenda.compactMap { item in
            try reader.row(item.finding).map { try line(item, $0, logged, reader) }
        }
        return MeetingSheet(meeting: logged.meeting, ordinal: try reader.ordinal(of: logged.meeting), lines: lines)
    }

    private func line(
        _ item: Meeting.Item, _ row: FindingRow, _ logged: LoggedMeeting, _ reader: LedgerReader
    ) throws -> AgendaLine {
        guard logged.meeting.kind.votes else {
            let settled = logged.meeting.note(on: item.finding)
            return AgendaLine(
                row: row, mark: item.mark, outcome: settled.map { _ in .settled }, decidedAt: settled?.at)
        }
        // What is in review and unchanged since the meeting opened has no outcome yet.
        if row.stage == .review, logged.meeting.isOpen {
            return AgendaLine(row: row, mark: item.mark, outcome: nil, decidedAt: nil)
        }
        let history = try reader.dossier(row.id).history.filter { logged.holds($0.position) }
        let decided = history.last { $0.event.agendaOutcome != nil }
        return AgendaLine(
            row: row, mark: item.mark, outcome: decided?.event.agendaOutcome, decidedAt: decided?.at)
    }

    /// The meeting that is to be read: by number, else the only open one, else the one that was held last. Throws as `meetingNumber` does.
    package func meetingToRead(_ written: Int?, _ reader: LedgerReader) throws -> Int {
        if written == nil, try reader.meetings(openOnly: true, limit: 1).isEmpty,
            let last = try reader.meetings(limit: 1).first
        {
            return last.number
        }
        return try meetingNumber(written, reader)
    }

    /// The meeting meant: by number, else the only open one. Throws `meeting.noneOpen` 66, `meeting.ambiguous` 65.
    package func meetingNumber(_ written: Int?, _ reader: LedgerReader) throws -> Int {
        if let written { return written }
        let open = try reader.meetings(openOnly: true)
        guard let first = open.first else { throw Complaint(66, "meeting.noneOpen") }
        guard open.count == 1 else {
            throw Complaint(
                65, "meeting.ambiguous", candidates: open.map { "\($0.number) · \($0.date) · \($0.place)" })
        }
        return first.number
    }
}

extension FindingEvent {
    /// What an event decides about an agenda's item.
    var agendaOutcome: AgendaOutcome? {
        switch self {
        case .closed(_, let kind, _): .closed(kind)
        case .sentBack(_, let deadline, let isListed, let supervisor):
            .sentBack(deadline: deadline, supervisor: isListed ? supervisor ?? "" : nil)
        case .withdrawn, .recalled: .withdrawn
        case .filed, .broughtForward, .returned, .returnRefused, .reassigned, .started, .measureAdded,
            .measureChanged, .measureDropped, .reported, .evidenceAttached, .evidenceDetached, .submitted, .opined,
            .listed, .delisted, .extensionRequested, .extensionGranted, .extensionRefused, .consolidated, .relapsed,
            .clueTransferred, .clueConcluded, .supervised, .answered, .grouped, .ungrouped, .flagged, .commented,
            .corrected, .undone:
            nil
        }
    }
}
