/// What happened to a meeting, in the stream `meeting/<uuid>`; decisions are events of the findings, never of the meeting.
package enum MeetingEvent: Hashable, Sendable {
    case opened(MeetingOpening)
    case seated(Meeting.Seat)
    /// Another reviewer took a seat; `was` is who sat there.
    case reseated(Meeting.Seat, was: String)
    case unseated(PartyCode, was: String)
    case agendaAdded([FindingNumber])
    case agendaDropped([FindingNumber])
    /// The whole agenda in its new order.
    case agendaOrdered([FindingNumber])
    case noted(FindingNumber?, text: String)
    case skipped(FindingNumber)
    case rehearingMarked(FindingNumber, reason: String?)
    case movedTo(FindingNumber)
    case adjourned

    /// The name in the canonical text.
    package var code: String {
        switch self {
        case .opened: "opened"
        case .seated: "seated"
        case .reseated: "reseated"
        case .unseated: "unseated"
        case .agendaAdded: "agendaAdded"
        case .agendaDropped: "agendaDropped"
        case .agendaOrdered: "agendaOrdered"
        case .noted: "noted"
        case .skipped: "skipped"
        case .rehearingMarked: "rehearingMarked"
        case .movedTo: "movedTo"
        case .adjourned: "adjourned"
        }
    }

    /// Every name, for catalogues and tests.
    package static let codes = [
        "opened", "seated", "reseated", "unseated", "agendaAdded", "agendaDropped", "agendaOrdered", "noted", "skipped",
        "rehearingMarked", "movedTo", "adjourned",
    ]
}

/// What a meeting opens with; its first event.
package struct MeetingOpening: Hashable, Sendable {
    package let number: Int
    package let kind: Meeting.Kind
    package let date: Day
    package let place: String
    package let seats: [Meeting.Seat]
    package let agenda: [FindingNumber]

    package init(
        number: Int, kind: Meeting.Kind, date: Day, place: String, seats: [Meeting.Seat], agenda: [FindingNumber]
    ) {
        self.number = number
        self.kind = kind
        self.date = date
        self.place = place
        self.seats = seats
        self.agenda = agenda
    }
}

/// What somebody asks of a meeting; imperative.
package enum MeetingCommand: Hashable, Sendable {
    case open(MeetingOpening)
    /// Sets or changes who sits for a party.
    case seat(Meeting.Seat)
    case unseat(PartyCode)
    case add([FindingNumber])
    case drop([FindingNumber])
    case order([FindingNumber])
    case note(FindingNumber?, text: String)
    case skip(FindingNumber)
    case rehear(FindingNumber, reason: String?)
    case move(to: FindingNumber)
    case adjourn
}
