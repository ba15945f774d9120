/// What a meeting's decision looks at besides the meeting, read in the transaction that will hold its events.
package struct MeetingContext: Sendable {
    /// A finding as an agenda sees it.
    package struct Finding: Hashable, Sendable {
        package let stage: StageCode
        /// The number of another open meeting that votes and on whose agenda it stands.
        package let elsewhere: Int?
        /// Somebody spoke on it since the meeting opened.
        package let isHeard: Bool

        package init(stage: StageCode, elsewhere: Int? = nil, isHeard: Bool = false) {
            self.stage = stage
            self.elsewhere = elsewhere
            self.isHeard = isHeard
        }

        /// A finding that left review needs no more opinions.
        package var isDecided: Bool { stage != .review }
    }

    package let policy: Policy
    /// Every finding that the command or the agenda names.
    package let findings: [FindingNumber: Finding]
    /// Everybody whom the command seats.
    package let persons: [PersonID: Person]

    package init(policy: Policy, findings: [FindingNumber: Finding] = [:], persons: [PersonID: Person] = [:]) {
        self.policy = policy
        self.findings = findings
        self.persons = persons
    }
}

extension Meeting {
    /// Who may open, lead and close a meeting: the office, and the reviewers who sit in it.
    package static let roles: Set<Role> = [.office, .reviewer]

    /// Opens a meeting; whatever else is asked needs one that is open.
    package static func decide(
        _ command: MeetingCommand, by actor: Actor, in context: MeetingContext
    ) throws(MeetingRefusal) -> [MeetingEvent] {
        try actor.mayLead()
        guard case .open(let opening) = command else { throw MeetingRefusal(.adjourned) }
        guard !opening.place.isBlank else { throw MeetingRefusal(.noPlace) }
        var taken: [Seat] = []
        for seat in opening.seats {
            try context.admits(seat, beside: taken)
            taken.append(seat)
        }
        try context.admits(opening.agenda, on: [], of: opening.kind)
        return [.opened(opening)]
    }

    /// Which events follow from a command, or the rule that refuses it; pure.
    package func decide(
        _ command: MeetingCommand, by actor: Actor, in context: MeetingContext
    ) throws(MeetingRefusal) -> [MeetingEvent] {
        try actor.mayLead()
        guard isOpen else { throw MeetingRefusal(.adjourned, ["number": String(number)]) }
        switch command {
        case .open: throw MeetingRefusal(.opened, ["number": String(number)])
        case .seat(let seat):
            let before = self.seat(of: seat.party)
            if before?.reviewer == seat.reviewer { throw MeetingRefusal(.seatSame, ["person": seat.name]) }
            try context.admits(seat, beside: seats.filter { $0.party != seat.party })
            if let before { return [.reseated(seat, was: before.name)] }
            return [.seated(seat)]
        case .unseat(let party):
            guard let seat = seat(of: party) else {
                throw MeetingRefusal(.seatEmpty, ["party": context.policy.party(party)?.name ?? party.description])
            }
            return [.unseated(party, was: seat.name)]
        case .add(let numbers):
            guard !numbers.isEmpty else { throw MeetingRefusal(.agendaNothing) }
            try context.admits(numbers, on: agenda.map(\.finding), of: kind)
            return [.agendaAdded(numbers)]
        case .drop(let numbers):
            guard !numbers.isEmpty else { throw MeetingRefusal(.agendaNothing) }
            for number in numbers {
                try require(number)
                guard let finding = context.findings[number], finding.isHeard else { continue }
                throw MeetingRefusal(
                    kind.votes && finding.isDecided ? .agendaDecided : .agendaHeard, ["number": number.description])
            }
            return [.agendaDropped(numbers)]
        case .order(let numbers):
            guard numbers.sorted() == agenda.map(\.finding).sorted() else {
                throw MeetingRefusal(
                    .agendaOrder, ["numbers": agenda.map(\.finding.description).joined(separator: ", ")])
            }
            guard numbers != agenda.map(\.finding) else { return [] }
            return [.agendaOrdered(numbers)]
        case .note(let number, let text):
            if let number { try require(number) }
            guard !text.isBlank else { throw MeetingRefusal(.textMissing) }
            return [.noted(number, text: text)]
        case .skip(let number):
            try requireOpen(number, context)
            return [.skipped(number)]
        case .rehear(let number, let reason):
            try requireOpen(number, context)
            return [.rehearingMarked(number, reason: reason?.unlessBlank)]
        case .move(let number):
            try require(number)
            guard position != number || item(number)?.mark != .due else { return [] }
            return [.movedTo(number)]
        case .adjourn: return [.adjourned]
        }
    }

    private func require(_ number: FindingNumber) throws(MeetingRefusal) {
        guard item(number) != nil else { throw MeetingRefusal(.agendaMissing, ["number": number.description]) }
    }

    private func requireOpen(_ number: FindingNumber, _ context: MeetingContext) throws(MeetingRefusal) {
        try require(number)
        if kind.votes ? context.findings[number]?.isDecided ?? true : note(on: number) != nil {
            throw MeetingRefusal(.agendaDecided, ["number": number.description])
        }
    }
}

extension MeetingContext {
    /// A seat is for a reviewer of that party, and nobody sits for two.
    package func admits(_ seat: Meeting.Seat, beside others: [Meeting.Seat]) throws(MeetingRefusal) {
        guard let party = policy.party(seat.party) else {
            throw MeetingRefusal(.seatUnknownParty, ["party": seat.party.description])
        }
        guard let person = persons[seat.reviewer], person.roles.contains(.reviewer),
            person.parties.contains(seat.party)
        else { throw MeetingRefusal(.seatNotOfParty, ["person": seat.name, "party": party.name]) }
        guard !person.isRetired else { throw MeetingRefusal(.retired, ["person": seat.name]) }
        if let other = others.first(where: { $0.reviewer == seat.reviewer || $0.party == seat.party }) {
            throw MeetingRefusal(
                .seatTwoParties,
                ["person": other.name, "party": policy.party(other.party)?.name ?? other.party.description])
        }
    }

    /// What may stand on an agenda, each once: where parties vote, findings in review that no other open meeting hears; else any.
    func admits(
        _ numbers: [FindingNumber], on agenda: [FindingNumber], of kind: Meeting.Kind
    ) throws(MeetingRefusal) {
        var seen = Set(agenda)
        for number in numbers {
            let finding = findings[number]
            if kind.votes, finding?.stage != .review {
                throw MeetingRefusal(
                    .agendaNotInReview,
                    ["number": number.description, "stage": finding?.stage.rawValue ?? "assigned"])
            }
            if kind.votes, let meeting = finding?.elsewhere {
                throw MeetingRefusal(.agendaElsewhere, ["number": number.description, "meeting": String(meeting)])
            }
            guard seen.insert(number).inserted else {
                throw MeetingRefusal(.agendaAlready, ["number": number.description])
            }
        }
    }
}

extension Actor {
    func mayLead() throws(MeetingRefusal) {
        guard !person.isRetired else { throw MeetingRefusal(.retired, ["person": person.name]) }
        guard !person.roles.isDisjoint(with: Meeting.roles) else {
            let needed = Meeting.roles.sorted().map(\.rawValue).joined(separator: ",")
            throw MeetingRefusal(.role, ["roles": needed, "person": person.name])
        }
    }
}
