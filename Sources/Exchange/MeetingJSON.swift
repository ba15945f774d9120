internal import Rectification
package import Requests

/// A meeting as JSON, with camelCase keys like a finding's (cli.md, “Output”).
package enum MeetingJSON {
    package static func value(_ sheet: MeetingSheet) -> JSONValue {
        let meeting = sheet.meeting
        let pace = sheet.pace
        return .object([
            "id": .string(meeting.id.description), "number": .number(meeting.number), "ordinal": .number(sheet.ordinal),
            "kind": .string(meeting.kind.rawValue), "date": .string(meeting.date.description),
            "place": .string(meeting.place), "open": .bool(meeting.isOpen),
            "openedAt": .string(meeting.openedAt.description), "openedBy": .string(meeting.openedBy),
            "adjournedAt": JSONValue(meeting.adjournedAt?.description),
            "seats": .array(
                meeting.seats.map { seat in
                    .object([
                        "party": .string(seat.party.description), "reviewer": .string(seat.name),
                        "person": .string(seat.reviewer.description),
                    ])
                }),
            "current": JSONValue(meeting.isOpen ? sheet.current?.value : nil),
            "agenda": .array(sheet.lines.map(line)),
            "notes": .array(
                meeting.notes.map { note in
                    .object([
                        "number": JSONValue(note.finding?.value), "text": .string(note.text),
                        "at": .string(note.at.description), "by": .string(note.by),
                    ])
                }),
            "total": .number(sheet.lines.count), "decided": .number(sheet.decided), "left": .number(sheet.left),
            "secondsEach": JSONValue(pace.secondsEach), "secondsLeft": JSONValue(pace.secondsLeft),
            "version": .number(meeting.version),
        ])
    }

    private static func line(_ line: AgendaLine) -> JSONValue {
        var mark = "due"
        var reason: String?
        switch line.mark {
        case .due: break
        case .skipped: mark = "skipped"
        case .rehear(let why): (mark, reason) = ("rehear", why)
        }
        var supervisor: String?
        var deadline: String?
        if case .sentBack(let day, let who) = line.outcome { (deadline, supervisor) = (day.description, who) }
        return .object([
            "number": .number(line.row.number.value), "id": .string(line.row.id.description),
            "unit": .string(line.row.unit.path), "text": .string(line.row.text),
            "stage": .string(line.row.stage.rawValue), "reviewRound": .number(line.row.reviewRound),
            "mark": .string(mark), "reason": JSONValue(reason),
            "outcome": JSONValue(line.outcome?.code.rawValue), "deadline": JSONValue(deadline),
            "supervisor": JSONValue(supervisor), "decidedAt": JSONValue(line.decidedAt?.description),
            "opinions": .array(
                line.row.seats.map {
                    .object(["party": .string($0.party.description), "verdict": .string($0.verdict.rawValue)])
                }),
        ])
    }
}
