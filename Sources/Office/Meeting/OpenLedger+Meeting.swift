internal import Attestation
internal import Signing
package import Ledger
package import Rectification
package import Requests

extension OpenLedger {
    /// Opens a meeting and makes a checkpoint, in one transaction.
    package func openMeeting(
        _ draft: MeetingDraft, as name: String?, _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        // Whatever the filter says, the kind of meeting says which stage; and a set has no order in a command's text.
        var ordered = draft
        ordered.filter?.stages = []
        return try writeMeeting("meeting open \(ordered)", as: name, options) { session, actor, author in
            let reader = session.reader
            let numbers = try agendaNumbers(draft.numbers, draft.filter, draft.kind, reader)
            // A meeting that was opened stays: none is opened on what nothing matches.
            if draft.filter != nil, numbers.isEmpty { throw MeetingRefusal(.agendaNothing) }
            let people = try draft.seats.map { try seat($0, reader) }
            let opening = MeetingOpening(
                number: try reader.nextMeetingNumber(), kind: draft.kind, date: draft.date ?? today,
                place: draft.place.trimmed, seats: people.map(\.seat), agenda: numbers)
            let context = try meetingContext(reader, numbers, people.map(\.person), meeting: nil)
            let events = try Meeting.decide(.open(opening), by: Actor(actor), in: context)
            let logged = try session.append(events, to: nil, id: surroundings.make(), by: author)
            try session.checkpoint(by: author)
            return logged
        }
    }

    /// Does one thing to a meeting, as a person, through the domain; adjourning makes a checkpoint in the same transaction.
    package func perform(
        _ request: MeetingRequest, inMeeting number: Int, as name: String?, _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        try writeMeeting("meeting \(number) \(request)", as: name, options) { session, actor, author in
            let reader = session.reader
            let before = try reader.meeting(number)
            if let expected = options.ifVersion, expected != before.meeting.version {
                throw LedgerError(
                    .versionMoved,
                    [
                        "number": String(number), "expected": String(expected),
                        "current": String(before.meeting.version),
                    ])
            }
            var people: [(seat: Meeting.Seat, person: Person)] = []
            if case .seat(let draft) = request, draft.person != nil { people = [try seat(draft, reader)] }
            let command = try command(request, people.first?.seat, before.meeting, reader)
            let context = try meetingContext(
                reader, command.findings, people.map(\.person), meeting: before)
            let events = try before.meeting.decide(command, by: Actor(actor), in: context)
            let after = try session.append(events, to: before, id: before.meeting.id, by: author)
            if case .adjourn = command { try session.checkpoint(by: author) }
            return after
        }
    }

    private func command(
        _ request: MeetingRequest, _ seat: Meeting.Seat?, _ meeting: Meeting, _ reader: LedgerReader
    ) throws -> MeetingCommand {
        switch request {
        case .seat(let draft):
            if let seat { return .seat(seat) }
            return .unseat(try party(draft.party, reader))
        case .add(let numbers): return .add(numbers)
        case .drop(let numbers): return .drop(numbers)
        case .order(let numbers): return .order(numbers)
        case .sort:
            let rows = try meeting.agenda.compactMap { try reader.row($0.finding) }
            return .order(rows.inAgendaOrder.map(\.number))
        case .note(let number, let text): return .note(number, text: text)
        case .skip(let number): return .skip(number)
        case .rehear(let number, let reason): return .rehear(number, reason: reason)
        case .move(let number): return .move(to: number)
        case .adjourn: return .adjourn
        }
    }

    /// The findings that were named, in their order, then those that a filter means and that were not named nor stand on the agenda already.
    package func agendaNumbers(
        _ named: [FindingNumber], _ filter: FindingFilter?, _ kind: Meeting.Kind, on agenda: [FindingNumber] = [],
        _ reader: LedgerReader
    ) throws -> [FindingNumber] {
        guard let filter else { return named }
        let known = Set(named + agenda)
        return named + (try agendaRows(filter, kind, reader).map(\.number).filter { !known.contains($0) })
    }

    /// The findings that a filter means, in the order an agenda takes them: those in review that no open meeting votes on, those whose clues are out, or those just handed over, by the kind of meeting.
    package func agendaRows(
        _ filter: FindingFilter, _ kind: Meeting.Kind, _ reader: LedgerReader
    ) throws -> [FindingRow] {
        var heard = filter
        switch kind {
        case .closure: heard.stages = [.review]
        case .clues: heard.isClueOut = true
        case .feedback: heard.stages = [.assigned]
        }
        var rows: [FindingRow] = []
        try reader.forEach(heard, order: .number, today: today) { row in
            rows.append(row)
            return true
        }
        guard kind.votes else { return rows.inAgendaOrder }
        return try rows.filter { try reader.openMeeting(hearing: $0.number) == nil }.inAgendaOrder
    }

    private func seat(
        _ draft: MeetingSeatDraft, _ reader: LedgerReader
    ) throws -> (seat: Meeting.Seat, person: Person) {
        let person = try reader.person(draft.person ?? "")
        return (Meeting.Seat(party: try party(draft.party, reader), reviewer: person.id, name: person.name), person)
    }

    private func party(_ written: String, _ reader: LedgerReader) throws -> PartyCode {
        let parties = try policy(reader).parties
        if let party = parties.first(where: { $0.code.description == written || $0.name == written }) {
            return party.code
        }
        throw FieldProblem(
            .choice, field: "party", found: written, candidates: parties.map { "\($0.code) \($0.name)" })
    }

    private func meetingContext(
        _ reader: LedgerReader, _ numbers: [FindingNumber], _ people: [Person], meeting: LoggedMeeting?
    ) throws -> MeetingContext {
        var findings: [FindingNumber: MeetingContext.Finding] = [:]
        for number in numbers {
            guard let row = try reader.row(number) else {
                throw LedgerError(.findingMissing, ["number": number.description])
            }
            let other = try reader.openMeeting(hearing: number)
            let isHeard = try meeting.map { logged in
                try reader.dossier(row.id).history.contains { logged.holds($0.position) && $0.event.code == "opined" }
            }
            findings[number] = MeetingContext.Finding(
                stage: row.stage, elsewhere: other == meeting?.meeting.number ? nil : other, isHeard: isHeard ?? false)
        }
        var persons: [PersonID: Person] = [:]
        for person in people { persons[person.id] = person }
        return MeetingContext(policy: try policy(reader), findings: findings, persons: persons)
    }

    private func writeMeeting(
        _ command: String, as name: String?, _ options: WriteOptions,
        _ body: (inout WriteSession, Person, Author) throws -> LoggedMeeting?
    ) throws -> Performed {
        var logged: LoggedMeeting?
        var performed = try write(command, as: name, options, hasVersion: true) { session, actor, author in
            logged = try body(&session, actor, author)
            return nil
        }
        if logged == nil {
            for case .meeting(let id) in performed.events.map(\.text.stream) {
                logged = try read { try $0.meeting(id) }
            }
        }
        performed.meeting = try logged.map { logged in try read { try sheet(logged, $0) } }
        return performed
    }
}

extension MeetingCommand {
    /// The findings that the command names.
    var findings: [FindingNumber] {
        switch self {
        case .open(let opening): opening.agenda
        case .add(let numbers), .drop(let numbers): numbers
        case .skip(let number), .rehear(let number, _), .move(let number): [number]
        case .seat, .unseat, .order, .note, .adjourn: []
        }
    }
}

extension [FindingRow] {
    /// By unit, then number.
    package var inAgendaOrder: [FindingRow] {
        sorted { ($0.unit.path, $0.number) < ($1.unit.path, $1.number) }
    }
}
