package import Rectification

/// What `meeting open` is told, before names are looked up.
package struct MeetingDraft: Hashable, Sendable {
    package var kind: Meeting.Kind
    /// Today when left out.
    package var date: Day?
    package var place: String
    /// `party=person`, by code or name.
    package var seats: [MeetingSeatDraft]
    /// Findings by number, in order.
    package var numbers: [FindingNumber]
    /// Findings in review that a filter means, by unit and number; after those named.
    package var filter: FindingFilter?

    package init(
        kind: Meeting.Kind = .closure, date: Day? = nil, place: String, seats: [MeetingSeatDraft] = [],
        numbers: [FindingNumber] = [], filter: FindingFilter? = nil
    ) {
        self.kind = kind
        self.date = date
        self.place = place
        self.seats = seats
        self.numbers = numbers
        self.filter = filter
    }
}

/// Who is to sit for a party, as written: the party by code or name, the reviewer by name, id or path.
package struct MeetingSeatDraft: Hashable, Sendable {
    package let party: String
    /// `nil` empties the seat.
    package let person: String?

    package init(party: String, person: String?) {
        self.party = party
        self.person = person
    }
}

/// What is asked of an open meeting.
package enum MeetingRequest: Hashable, Sendable {
    case seat(MeetingSeatDraft)
    case add([FindingNumber])
    case drop([FindingNumber])
    case order([FindingNumber])
    /// By unit, then number.
    case sort
    case note(FindingNumber?, text: String)
    case skip(FindingNumber)
    case rehear(FindingNumber, reason: String?)
    case move(to: FindingNumber)
    case adjourn
}

/// A line of the list of meetings.
package struct MeetingRow: Hashable, Sendable {
    /// 1, 2, 3 … in its ledger.
    package let number: Int
    /// 第几次: 1, 2, 3 … among the meetings of its kind.
    package let ordinal: Int
    package let id: MeetingID
    package let version: Int
    package let kind: Meeting.Kind
    package let date: Day
    package let place: String
    /// Names of those who sit, in order of their seats.
    package let seats: [String]
    package let agenda: Int
    package let isOpen: Bool

    package init(
        number: Int, ordinal: Int, id: MeetingID, version: Int, kind: Meeting.Kind, date: Day, place: String,
        seats: [String], agenda: Int, isOpen: Bool
    ) {
        self.number = number
        self.ordinal = ordinal
        self.id = id
        self.version = version
        self.kind = kind
        self.date = date
        self.place = place
        self.seats = seats
        self.agenda = agenda
        self.isOpen = isOpen
    }
}
