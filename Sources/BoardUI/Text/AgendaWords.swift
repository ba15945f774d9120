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
            text(
                "meeting.title",
                ["number": String(sheet.meeting.number), "kind": self["meetingKind.\(sheet.meeting.kind.rawValue)"]]),
            progress(of: sheet),
        ]
        if sheet.meeting.isOpen, let current = sheet.current { parts.append("▸ #\(current)") }
        return parts.joined(separator: " · ")
    }

    package func progress(of sheet: MeetingSheet) -> String {
        text(
            "meeting.progress",
            ["decided": String(sheet.decided), "total": String(sheet.lines.count), "left": String(sheet.left)])
    }
}
