internal import Attestation
internal import Ledger
internal import Rectification

/// Decides the events of meetings again; what their agendas hear is folded from the findings' own events.
struct MeetingReplay {
    private struct Heard {
        var changes: [(position: Int, stage: StageCode)] = []
        var opinions: [Int] = []
        /// All its events could be read.
        var isRead = true

        func stage(at position: Int) -> StageCode? { changes.last { $0.position < position }?.stage }
    }

    private let reader: LedgerReader
    private var open: [MeetingID: Meeting] = [:]
    private var openedAt: [MeetingID: Int] = [:]
    private var numbers: Set<Int> = []
    private var heard: [FindingNumber: Heard] = [:]

    init(_ reader: LedgerReader) { self.reader = reader }

    mutating func judge(
        _ event: MeetingEvent, _ id: MeetingID, _ text: EventText, _ actor: Person, _ history: LogHistory,
        _ position: Int, _ report: inout VerifyReport
    ) {
        var isBlind = history.isBlind(to: text, at: position)
        func fault(_ kind: FaultKind, _ sentence: String, _ facts: [String: String] = [:]) {
            guard !isBlind else { return }
            report.add(
                Fault(
                    kind, stream: text.stream.description, version: text.version, position: position, sentence, facts))
        }
        let meeting = open[id]
        let stamp = text.stamp(in: history.settings.zone)
        defer {
            if meeting == nil {
                open[id] = Meeting(id: id, first: event, stamp: stamp)
                openedAt[id] = position
            } else {
                open[id]?.evolve(event, stamp)
            }
        }
        if case .opened(let opening) = event, !numbers.insert(opening.number).inserted {
            fault(.number, "fault.number.twice", ["found": String(opening.number)])
        }
        guard let policy = history.policies.value(before: position) else { return }
        let command = event.command
        var findings: [FindingNumber: MeetingContext.Finding] = [:]
        for number in command.findings {
            let heard = heard(number, history)
            if !heard.isRead { isBlind = true }
            guard let stage = heard.stage(at: position) else { continue }
            let elsewhere = open.values.first {
                $0.id != id && $0.isOpen && $0.kind.votes && $0.agenda.contains { $0.finding == number }
            }
            let since = openedAt[id] ?? position
            findings[number] = MeetingContext.Finding(
                stage: stage, elsewhere: elsewhere?.number,
                isHeard: heard.opinions.contains { $0 > since && $0 < position })
        }
        var persons: [PersonID: Person] = [:]
        for seat in command.seats {
            persons[seat.reviewer] = history.person(seat.reviewer, at: position)
            if history.unread.touches(.person(seat.reviewer), before: position) { isBlind = true }
        }
        let context = MeetingContext(policy: policy, findings: findings, persons: persons)
        do throws(MeetingRefusal) {
            let given =
                if let meeting {
                    try meeting.decide(command, by: Actor(actor), in: context)
                } else {
                    try Meeting.decide(command, by: Actor(actor), in: context)
                }
            if given != [event] {
                fault(
                    .rule, "fault.rule.other", ["expected": given.first?.code ?? "—", "found": event.code])
            }
        } catch {
            fault(.rule, "rule.\(error.rule.rawValue)", error.facts)
        }
    }

    /// An event of a meeting could not be read: nobody knows any more what it hears.
    mutating func lose(_ id: MeetingID) { open[id] = nil }

    private mutating func heard(_ number: FindingNumber, _ history: LogHistory) -> Heard {
        if let known = heard[number] { return known }
        var result = Heard()
        var finding: Finding?
        if let id = try? reader.id(of: number) {
            let events = try? reader.events(of: .finding(id))
            result.isRead = events != nil
            for stored in events ?? [] {
                guard case .finding(let event) = stored.text.event else { continue }
                let stamp = stored.text.stamp(in: history.settings.zone)
                if finding == nil {
                    finding = Finding(id: id, first: event, stamp: stamp)
                } else {
                    finding?.evolve(event, stamp)
                }
                if event.isOpinion { result.opinions.append(stored.position) }
                if let finding { result.changes.append((stored.position, finding.stage.code)) }
            }
        }
        heard[number] = result
        return result
    }
}

extension MeetingEvent {
    /// The command that would give it.
    var command: MeetingCommand {
        switch self {
        case .opened(let opening): .open(opening)
        case .seated(let seat), .reseated(let seat, _): .seat(seat)
        case .unseated(let party, _): .unseat(party)
        case .agendaAdded(let numbers): .add(numbers)
        case .agendaDropped(let numbers): .drop(numbers)
        case .agendaOrdered(let numbers): .order(numbers)
        case .noted(let number, let text): .note(number, text: text)
        case .skipped(let number): .skip(number)
        case .rehearingMarked(let number, let reason): .rehear(number, reason: reason)
        case .movedTo(let number): .move(to: number)
        case .adjourned: .adjourn
        }
    }
}

extension MeetingCommand {
    var seats: [Meeting.Seat] {
        switch self {
        case .open(let opening): opening.seats
        case .seat(let seat): [seat]
        case .unseat, .add, .drop, .order, .note, .skip, .rehear, .move, .adjourn: []
        }
    }
}
