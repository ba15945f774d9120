extension Meeting {
    /// A meeting from its first event; `nil` when that is none.
    package init?(id: MeetingID, first event: MeetingEvent, stamp: EventStamp) {
        guard case .opened(let opening) = event else { return nil }
        self.init(
            id: id, number: opening.number, kind: opening.kind, date: opening.date, place: opening.place,
            openedAt: stamp.at, openedBy: stamp.name, version: stamp.version, seats: opening.seats,
            agenda: opening.agenda.map { Item($0) })
    }

    package mutating func evolve(_ event: MeetingEvent, _ stamp: EventStamp) {
        version = stamp.version
        switch event {
        case .opened: break
        case .seated(let seat), .reseated(let seat, _):
            seats.removeAll { $0.party == seat.party }
            seats.append(seat)
        case .unseated(let party, _): seats.removeAll { $0.party == party }
        case .agendaAdded(let numbers): agenda += numbers.map { Item($0) }
        case .agendaDropped(let numbers):
            for number in numbers {
                if position == number { position = nextPosition(after: number) }
                agenda.removeAll { $0.finding == number }
            }
        case .agendaOrdered(let numbers): agenda = numbers.compactMap { number in item(number) }
        case .noted(let number, let text):
            notes.append(Note(finding: number, text: text, at: stamp.at, by: stamp.name))
        case .skipped(let number):
            mark(number, .skipped)
            position = nextPosition(after: number)
        case .rehearingMarked(let number, let reason):
            mark(number, .rehear(reason: reason))
            position = nextPosition(after: number)
        case .movedTo(let number):
            // Who goes back to an item hears it now.
            mark(number, .due)
            position = number
        case .adjourned:
            adjournedAt = stamp.at
            adjournedBy = stamp.name
        }
    }

    private mutating func mark(_ number: FindingNumber, _ mark: Mark) {
        for index in agenda.indices where agenda[index].finding == number { agenda[index].mark = mark }
    }

    /// The item that stands after one, whether it was decided or not: `current` looks on from there.
    private func nextPosition(after number: FindingNumber) -> FindingNumber? {
        next(after: number, isDecided: { _ in false })
    }
}
