import Rectification

// Payloads of the meeting stream, in their fixed order.

extension MeetingEvent {
    init(_ code: String, _ reader: inout PayloadReader) throws {
        switch code {
        case "opened":
            let number = try reader.number("number")
            let kind = try reader.code("kind", Meeting.Kind.self)
            let date = try reader.day("date")
            let place = try reader.required("place")
            var seats: [Meeting.Seat] = []
            while reader.isAt("seats", seats.count + 1) {
                seats.append(try Meeting.Seat(&reader, seats.count + 1))
            }
            self = .opened(
                MeetingOpening(
                    number: number, kind: kind, date: date, place: place, seats: seats, agenda: try reader.agenda()))
        case "seated": self = .seated(try Meeting.Seat(&reader))
        case "reseated": self = .reseated(try Meeting.Seat(&reader), was: try reader.required("was"))
        case "unseated":
            self = .unseated(PartyCode(try reader.required("party")), was: try reader.required("was"))
        case "agendaAdded": self = .agendaAdded(try reader.agenda())
        case "agendaDropped": self = .agendaDropped(try reader.agenda())
        case "agendaOrdered": self = .agendaOrdered(try reader.agenda())
        case "noted":
            self = .noted(
                try reader.optionalNumber("number").map(FindingNumber.init),
                text: try reader.required("text"))
        case "skipped": self = .skipped(try reader.finding("number"))
        case "rehearingMarked":
            self = .rehearingMarked(try reader.finding("number"), reason: reader.optional("reason"))
        case "movedTo": self = .movedTo(try reader.finding("number"))
        case "adjourned": self = .adjourned
        case _: throw CanonicalTextError(line: 11, problem: .unknownEvent(code))
        }
    }
}

extension Meeting.Seat {
    /// One seat alone.
    fileprivate init(_ reader: inout PayloadReader) throws {
        self.init(
            party: PartyCode(try reader.required("party")), reviewer: try reader.identifier("reviewer"),
            name: try reader.required("reviewerName"))
    }

    /// A seat among several, from 1.
    fileprivate init(_ reader: inout PayloadReader, _ number: Int) throws {
        self.init(
            party: PartyCode(try reader.required(LineKey("seats", number, "party"))),
            reviewer: try reader.identifier(LineKey("seats", number, "reviewer")),
            name: try reader.required(LineKey("seats", number, "reviewerName")))
    }
}

extension PayloadReader {
    fileprivate mutating func finding(_ key: LineKey) throws -> FindingNumber { FindingNumber(try number(key)) }

    fileprivate mutating func agenda() throws -> [FindingNumber] {
        try list("agenda").map { text in
            guard let number = Int(text) else { throw CanonicalTextError(line: 0, problem: .bad("agenda")) }
            return FindingNumber(number)
        }
    }
}

extension CanonicalText {
    mutating func add(_ event: MeetingEvent) {
        switch event {
        case .opened(let opening):
            add("number", opening.number)
            add("kind", opening.kind.rawValue)
            add("date", opening.date.description)
            add("place", opening.place)
            for (index, seat) in opening.seats.enumerated() { add(seat, index + 1) }
            add(agenda: opening.agenda)
        case .seated(let seat): add(seat)
        case .reseated(let seat, let was):
            add(seat)
            add("was", was)
        case .unseated(let party, let was):
            add("party", party.description)
            add("was", was)
        case .agendaAdded(let numbers), .agendaDropped(let numbers), .agendaOrdered(let numbers): add(agenda: numbers)
        case .skipped(let number), .movedTo(let number): add("number", number.value)
        case .noted(let number, let text):
            add("number", number?.value)
            add("text", text)
        case .rehearingMarked(let number, let reason):
            add("number", number.value)
            add("reason", reason)
        case .adjourned: break
        }
    }

    private mutating func add(_ seat: Meeting.Seat) {
        add("party", seat.party.description)
        add("reviewer", seat.reviewer)
        add("reviewerName", seat.name)
    }

    private mutating func add(_ seat: Meeting.Seat, _ number: Int) {
        add(LineKey("seats", number, "party"), seat.party.description)
        add(LineKey("seats", number, "reviewer"), seat.reviewer)
        add(LineKey("seats", number, "reviewerName"), seat.name)
    }

    private mutating func add(agenda: [FindingNumber]) { add(list: "agenda", agenda.map(\.description)) }
}
