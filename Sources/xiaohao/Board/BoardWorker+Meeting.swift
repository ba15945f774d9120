import Attestation
import BoardUI
import Dispatch
import Exchange
import Ledger
import Office
import Rectification
import Requests
import Wording

// What the meeting's screen wants done.

extension BoardWorker {
    func messages(for effect: MeetingEffect, _ operation: OperationID) throws -> [Message] {
        let name = actorName
        let options = WriteOptions(operation: operation)
        switch effect {
        case .load(let meeting, let finding):
            let reply = try ledger.meetingReply(meeting, finding: finding, as: name)
            try keys.dropRetired(in: ledger)
            // Whose keys are open comes first: a meeting that is over by now locks them.
            return [.meeting(.unlocked(keys.people)), .meeting(.loaded(reply))]
        case .lock:
            keys.lockAll()
            return [.meeting(.unlocked([]))]
        case .list: return [.meeting(.loaded(try ledger.meetingList(as: name)))]
        case .reviewers(let form): return [.meeting(.reviewers(form, try ledger.reviewers()))]
        case .open(let values, let seats): return [try open(values, seats, name, options)]
        case .add(let values, let meeting):
            let (named, filter) = try agenda(values)
            let numbers = try ledger.read { reader in
                let heard = try reader.meeting(meeting).meeting
                return try ledger.agendaNumbers(named, filter, heard.kind, on: heard.agenda.map(\.finding), reader)
            }
            return [try ask(.add(numbers), meeting, nil, name, options)]
        case .ask(let request, let meeting, let showing):
            return [try ask(request, meeting, showing, name, options)]
        case .opine(let form, let number, let version, let reviewer, let meeting):
            return [
                try opine(form, number, WriteOptions(operation: operation, ifVersion: version), reviewer, meeting)
            ]
        case .adjourn(let meeting):
            let papers = MeetingPapers(
                folder: ledger.papersFolder(meeting), words: words, templates: .ofThisPerson, force: true)
            let (done, paths) = try ledger.adjourn(meeting, papers, as: name, options)
            return [
                .meeting(
                    .adjourned(
                        try ledger.meetingReply(meeting, finding: nil), shell: "xiaohao meeting adjourn", paths: paths,
                        head: done.position))
            ]
        case .rest(let turn, let milliseconds):
            // Its end comes as a message, so that the keyboard is never dead.
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [mailbox] in
                mailbox.post(.meeting(.ready(turn)))
            }
            return []
        case .unlock: return []
        }
    }

    private func open(
        _ values: [String: [String]], _ seats: [MeetingSeatDraft], _ name: String?, _ options: WriteOptions
    ) throws -> Message {
        func one(_ name: String) -> String { values[name]?.first ?? "" }
        let (numbers, filter) = try agenda(values)
        let kind = Meeting.Kind(rawValue: one("meeting-kind")) ?? .closure
        let draft = MeetingDraft(
            kind: kind, date: try ledger.day(one("date"), field: "date"), place: one("place"), seats: seats,
            numbers: numbers, filter: filter)
        let done = try ledger.openMeeting(draft, as: name, options)
        let number = done.meeting?.meeting.number
        var shell = ["xiaohao", "meeting", "open", "--place", ShellText.quoted(one("place"))]
        if kind != .closure { shell += ["--kind", kind.rawValue] }
        for seat in seats { shell += ["--seat", ShellText.quoted("\(seat.party)=\(seatName(seat, done))")] }
        for number in numbers { shell += ["--finding", number.description] }
        if let filter { shell += filter.isEmpty ? ["--all"] : filterWords(values) }
        return .meeting(
            .done(
                try ledger.meetingReply(number, finding: nil), shell: shell.joined(separator: " "),
                events: done.events.map(\.text.eventKey),
                head: done.position))
    }

    private func seatName(_ draft: MeetingSeatDraft, _ done: Performed) -> String {
        done.meeting?.meeting.seats.first { $0.party.description == draft.party }?.name ?? draft.person ?? ""
    }

    private static let filterFields = ["unit", "round", "starred", "listed", "second-round"]

    /// What a form says of the agenda: findings by number, and a filter unless they are all that is meant.
    private func agenda(_ values: [String: [String]]) throws -> (numbers: [FindingNumber], filter: FindingFilter?) {
        let numbers = try (values["numbers"] ?? []).map {
            FindingNumber(try WrittenNumber.read($0, field: "numbers"))
        }
        let filter = try ledger.read { reader in
            try reader.filter(values.filter { Self.filterFields.contains($0.key) })
        }
        return (numbers, numbers.isEmpty || !filter.isEmpty ? filter : nil)
    }

    private func filterWords(_ values: [String: [String]]) -> [String] {
        Self.filterFields.flatMap { name -> [String] in
            guard let value = values[name]?.first else { return [] }
            return value == "yes" ? ["--" + name] : ["--" + name, ShellText.quoted(value)]
        }
    }

    private func ask(
        _ request: MeetingRequest, _ meeting: Int, _ finding: FindingNumber?, _ name: String?, _ options: WriteOptions
    ) throws -> Message {
        let done = try ledger.perform(request, inMeeting: meeting, as: name, options)
        let seats = done.meeting?.meeting.seats ?? []
        return .meeting(
            .done(
                try ledger.meetingReply(meeting, finding: finding),
                shell: ShellText.meeting(request) { id in seats.first { $0.reviewer.description == id }?.name },
                events: done.events.map(\.text.eventKey), head: done.position))
    }

    private func opine(
        _ form: FilledForm, _ number: FindingNumber, _ options: WriteOptions, _ reviewer: PersonID, _ meeting: Int
    ) throws -> Message {
        let key = ledger.store.settings.isPractice ? nil : keys.key(of: reviewer)
        let done = try ledger.perform(
            form, on: number, as: reviewer.description, options, signedBy: key)
        let reply = try ledger.meetingReply(meeting, finding: number)
        let outcome = reply.sheet?.line(number)?.outcome.map { MeetingState.Verdict(number: number, outcome: $0) }
        let name = try ledger.read { try $0.person(reviewer)?.name }
        return .meeting(
            .opined(
                reply, shell: ShellText.command(form, on: number, as: name), outcome: outcome, head: done.position))
    }
}
