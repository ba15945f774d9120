package import Rectification
package import Requests
internal import Wording

/// What the minutes of a meeting are made from (screens.md 2): the meeting, and what the findings' own events say of its span of the log.
package struct Minutes: Sendable {
    package let sheet: MeetingSheet
    /// Events of each finding on the agenda that fell while the meeting was open, in order.
    package let heard: [FindingNumber: [HistoryEntry]]
    /// What was said of it before, in the review round that the meeting heard: it counts in the decision.
    package let before: [FindingNumber: [HistoryEntry]]
    /// Everybody who sits.
    package let people: [PersonID: Person]
    /// Fingerprint of each seated reviewer's key.
    package let keys: [PersonID: String]
    /// How each finding that was listed is listed now.
    package let listings: [FindingNumber: Listing]
    /// `size:root` of the newest checkpoint.
    package let checkpoint: String?

    package init(
        sheet: MeetingSheet, heard: [FindingNumber: [HistoryEntry]], before: [FindingNumber: [HistoryEntry]] = [:],
        people: [PersonID: Person], keys: [PersonID: String], listings: [FindingNumber: Listing], checkpoint: String?
    ) {
        self.sheet = sheet
        self.heard = heard
        self.before = before
        self.people = people
        self.keys = keys
        self.listings = listings
        self.checkpoint = checkpoint
    }

    package func record(_ setting: DocumentSetting) -> DocumentRecord {
        let meeting = sheet.meeting
        let words = setting.words
        let places = Dictionary(
            uniqueKeysWithValues: sheet.lines.enumerated().map { ($1.row.number, $0 + 1) })
        let decided = sheet.lines.filter { $0.outcome != nil || !opinions(on: $0, setting).isEmpty }
        let rest = sheet.lines.filter { $0.outcome == nil && opinions(on: $0, setting).isEmpty }
        let setAside = sheet.lines.compactMap { line -> DocumentRecord? in
            guard line.outcome == nil, case .rehear(let reason) = line.mark else { return nil }
            return DocumentRecord([
                "number": line.row.number.description, "unit": line.row.unit.name, "reason": setting.text(reason),
            ])
        }
        let unheard = rest.filter { !$0.isSetAside }
        let undecided = decided.count { $0.outcome == nil && !$0.isSetAside }
        let inTable = Set(decided.map(\.row.number))
        let listed = listedRecords(setting)
        return setting.record([
            "number": .init(sheet.ordinal), "kind": .text(words["meetingKind.\(meeting.kind.rawValue)"]),
            "date": .text(setting.date(meeting.date)), "place": .text(meeting.place),
            "opened": .text(setting.time(meeting.openedAt, on: meeting.date)),
            "adjourned": .text(meeting.adjournedAt.map { setting.time($0, on: meeting.date) } ?? ""),
            "chair": .text(meeting.openedBy),
            "checkpoint": .text(setting.text(checkpoint)), "isOpen": .flag(meeting.isOpen),
            "total": .init(sheet.lines.count), "closed": .init(count(.closed)), "sentBack": .init(count(.sentBack)),
            "settled": .init(count(.settled)), "votes": .flag(meeting.kind.votes),
            "listedCount": .init(listed.count), "rehearCount": .init(setAside.count),
            "undecidedCount": .init(undecided), "unheardCount": .init(unheard.count),
            "seats": .list(seats(setting).map { seat($0, setting) }),
            "others": .list(others(setting)),
            "absent": .list(
                setting.policy.parties.filter { meeting.seat(of: $0.code) == nil }.map {
                    DocumentRecord(["party": $0.name])
                }),
            "decisions": .list(decided.map { decision($0, places[$0.row.number] ?? 0, setting) }),
            "listed": .list(listed), "rehear": .list(setAside),
            "unheard": .list(
                unheard.map {
                    DocumentRecord([
                        "number": $0.row.number.description, "unit": $0.row.unit.name, "text": $0.row.text,
                    ])
                }),
            // What was said of a finding stands beside its decision, and of one without any in the notes.
            "notes": .list(notes(setting) { finding in finding.map { !inTable.contains($0) } ?? true }),
        ])
    }

    private func count(_ code: AgendaOutcome.Code) -> Int { sheet.lines.count { $0.outcome?.code == code } }

    private func seat(_ seat: Meeting.Seat, _ setting: DocumentSetting) -> DocumentRecord {
        let signed = heard.values.joined().lazy.compactMap { entry -> String? in
            guard entry.person == seat.reviewer, case .opined(let opined) = entry.event else { return nil }
            return opined.key
        }.first
        return DocumentRecord([
            "party": setting.party(seat.party), "name": seat.name,
            "organisation": setting.text(people[seat.reviewer]?.organisation?.name),
            "key": setting.isPractice
                ? setting.key(nil) : signed ?? keys[seat.reviewer] ?? setting.words["document.none"],
        ])
    }

    private func decision(_ line: AgendaLine, _ place: Int, _ setting: DocumentSetting) -> DocumentRecord {
        DocumentRecord([
            "place": .init(place), "number": .text(line.row.number.description), "unit": .text(line.row.unit.name),
            "text": .text(line.row.text), "outcome": .text(outcome(line, setting)),
            "opinions": .list(earlier(on: line, setting) + opinions(on: line, setting)),
            "remarks": .list(notes(setting) { $0 == line.row.number }),
        ])
    }

    private func opinions(on line: AgendaLine, _ setting: DocumentSetting) -> [DocumentRecord] {
        (heard[line.row.number] ?? []).compactMap { setting.opinion($0, on: sheet.meeting.date) }
    }

    private func earlier(on line: AgendaLine, _ setting: DocumentSetting) -> [DocumentRecord] {
        (before[line.row.number] ?? []).compactMap { setting.opinion($0, on: sheet.meeting.date, isBefore: true) }
    }

    /// Who spoke and holds no seat at the end of the meeting.
    private func others(_ setting: DocumentSetting) -> [DocumentRecord] {
        var known = Set(sheet.meeting.seats.map(\.reviewer))
        let spoken = [before.values.joined(), heard.values.joined()].joined().sorted { $0.position < $1.position }
        return spoken.compactMap { entry in
            guard case .opined(let opined) = entry.event, known.insert(entry.person).inserted else { return nil }
            return DocumentRecord([
                "party": setting.party(opined.party), "name": entry.name,
                "organisation": setting.text(people[entry.person]?.organisation?.name), "key": setting.key(opined.key),
            ])
        }
    }

    private func outcome(_ line: AgendaLine, _ setting: DocumentSetting) -> String {
        switch line.outcome {
        case .closed(let kind): setting.words.word(kind)
        case .sentBack(let deadline, let supervisor):
            setting.words.text(
                supervisor == nil ? "document.sentBack" : "document.sentBackListed",
                ["date": setting.date(deadline)])
        case .withdrawn: setting.words["outcome.withdrawn"]
        case .settled: setting.words["outcome.settled"]
        case nil: setting.words["document.undecided"]
        }
    }

    private func notes(_ setting: DocumentSetting, of isMeant: (FindingNumber?) -> Bool) -> [DocumentRecord] {
        sheet.meeting.notes.filter { isMeant($0.finding) }.map { note in
            let line = note.finding.flatMap(sheet.line)
            let about = line.map { "#\($0.row.number) \($0.row.unit.name)" + setting.words["list.colon"] } ?? ""
            return DocumentRecord([
                "about": about, "text": note.text, "by": note.by, "time": setting.clock(note.at),
            ])
        }
    }

    /// In the order of the policy's parties, whoever sat down first.
    private func seats(_ setting: DocumentSetting) -> [Meeting.Seat] {
        let order = setting.policy.parties.map(\.code)
        let known = order.compactMap { sheet.meeting.seat(of: $0) }
        return known + sheet.meeting.seats.filter { !order.contains($0.party) }
    }

    /// 挂牌: with who supervises and until when.
    private func listedRecords(_ setting: DocumentSetting) -> [DocumentRecord] {
        sheet.lines.compactMap { line in
            guard case .sentBack(let deadline, let supervisor) = line.outcome else { return nil }
            let listing = listings[line.row.number]
            guard supervisor != nil || listing != nil else { return nil }
            return DocumentRecord([
                "number": line.row.number.description, "unit": line.row.unit.name, "text": line.row.text,
                "supervisor": setting.text(supervisor ?? listing?.supervisor),
                "limit": setting.column(listing?.limit ?? deadline),
            ])
        }
    }
}
