internal import Rectification
package import Requests
package import Wording

extension Catalogue {
    /// Where an item of an agenda stands, in a word or two.
    package func status(of line: AgendaLine) -> String {
        switch line.outcome {
        case .closed(let kind): return self["closure.\(kind.rawValue)"]
        case .sentBack(_, let supervisor): return self[supervisor == nil ? "outcome.sentBack" : "outcome.listed"]
        case .withdrawn: return self["outcome.withdrawn"]
        case .settled: return self["outcome.settled"]
        case nil: break
        }
        switch line.mark {
        case .due: return self[line.row.seats.isEmpty ? "agenda.due" : "agenda.begun"]
        case .skipped: return self["agenda.skipped"]
        case .rehear: return self["agenda.rehear"]
        }
    }

    /// The meeting, its current finding and how far it is, on one line.
    package func summary(of sheet: MeetingSheet) -> String {
        var parts = [
            title(of: sheet), progress(of: sheet),
        ]
        if sheet.meeting.isOpen, let current = sheet.current { parts.append("▸ #\(current)") }
        return parts.joined(separator: " · ")
    }

    /// 第 2 次反馈会
    package func title(of sheet: MeetingSheet) -> String { title(sheet.meeting.kind, sheet.ordinal) }

    package func title(of row: MeetingRow) -> String { title(row.kind, row.ordinal) }

    private func title(_ kind: Meeting.Kind, _ ordinal: Int) -> String {
        text("meeting.title", ["ordinal": String(ordinal), "kind": self["meetingKind.\(kind.rawValue)"]])
    }

    package func progress(of sheet: MeetingSheet) -> String {
        text(
            "meeting.progress",
            ["decided": String(sheet.decided), "total": String(sheet.lines.count), "left": String(sheet.left)])
    }
}
