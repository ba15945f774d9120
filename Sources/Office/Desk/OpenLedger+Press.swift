internal import Attestation
internal import Exchange
package import Ledger
package import Rectification
package import Requests
package import Wording

// 督办 on one finding, on several, or on everything that a group of the desk holds.

extension OpenLedger {
    /// As many as one transaction takes, and one person answers for at once.
    package static let mostPressed = 1000

    /// What a step would say to one unit about some of its findings.
    package func proposal(
        _ kind: Supervision.Kind, for rows: [FindingRow], _ words: Catalogue, _ reader: LedgerReader
    ) throws -> PressProposal {
        let policy = try policy(reader)
        let unit = rows.first?.unit
        return PressProposal(
            kind, head: try unit.flatMap { try reader.organisation($0.id)?.head }, unit: unit?.name ?? "",
            count: rows.count, overdueDays: rows.map { $0.overdueDays(on: today) }, policy: policy,
            calendar: PublicCalendar.calendar(policy), today: today, words: words)
    }

    /// Does one step of pressing to several findings in one operation; each unit is addressed at its own head unless the draft names somebody.
    ///
    /// - Parameter skipsRefused: leaves out what the domain refuses, as long as something is left; otherwise one refusal refuses all.
    ///
    /// - Parameter steps: how many steps each had when it was decided to take one more; nothing is done when somebody else was first.
    ///
    /// Throws `Complaint`: press.nothing 66, press.tooMany 65, press.moved 1; the refusal of the domain with the findings it is about.
    package func press(
        _ draft: PressDraft, on numbers: [FindingNumber], as name: String?, _ options: WriteOptions = WriteOptions(),
        skipsRefused: Bool = false, steps: [FindingNumber: Int] = [:], words: Catalogue
    ) throws -> Pressed {
        let numbers = Set(numbers).sorted()
        guard !numbers.isEmpty else { throw Complaint(66, "press.nothing") }
        guard numbers.count <= Self.mostPressed else {
            throw Complaint(
                65, "press.tooMany", ["count": String(numbers.count), "most": String(Self.mostPressed)])
        }
        var refused: [PressRefusal] = []
        var pastCalendar: Day?
        let command = "press \(draft) \(numbers.map(\.description).joined(separator: ","))"
        let performed = try write(command, as: name, options, hasVersion: true) { session, actor, author in
            let reader = session.reader
            let rows = try numbers.map { number in
                guard let row = try reader.row(number) else {
                    throw LedgerError(.findingMissing, ["number": number.description])
                }
                return row
            }
            if let expected = options.ifVersion, let only = rows.first, rows.count == 1, only.version != expected {
                throw LedgerError(
                    .versionMoved,
                    [
                        "number": only.number.description, "expected": String(expected),
                        "current": String(only.version),
                    ])
            }
            let due = try draft.due.map { try day($0, reader) }
            let calendar = PublicCalendar.calendar(try policy(reader))
            let drafts = try Dictionary(grouping: rows, by: \.unit.id).mapValues { rows in
                let proposal = try proposal(draft.kind, for: rows, words, reader)
                if let day = due ?? proposal.due, !calendar.knows(day) { pastCalendar = calendar.lastKnownDay }
                let to = draft.to ?? proposal.to ?? ""
                // One list of all who come serves every unit: nobody comes besides themselves.
                return SupervisionDraft(
                    kind: draft.kind, addressee: to, text: draft.text ?? proposal.text, due: due ?? proposal.due,
                    attendees: draft.attendees.filter { $0.trimmed != to.trimmed }, reason: draft.reason)
            }
            var last: Finding?
            for row in rows {
                guard let step = drafts[row.unit.id] else { continue }
                let before = try reader.finding(row.id)
                if let known = steps[row.number], let last = before.supervisions.last, last.number > known {
                    throw Complaint(
                        1, "press.moved",
                        ["number": row.number.description, "step": last.kind.rawValue, "date": last.on.description])
                }
                let context = try context(reader, for: before, by: actor)
                switch before.decision(.supervise(step), by: Actor(actor), in: context) {
                case .success(let events):
                    last = try session.append(events, to: before, id: before.id, by: author)
                case .failure(let refusal): refused.append(PressRefusal(number: row.number, refusal: refusal))
                }
            }
            if let first = refused.first?.refusal, last == nil || !skipsRefused {
                throw Complaint(
                    first.rule.isPermission ? 77 : 1, first.rule.rawValue, first.facts,
                    candidates: numbers.count == 1
                        ? [] : refused.filter { $0.refusal.rule == first.rule }.map { "#\($0.number)" })
            }
            return numbers.count == 1 ? last : nil
        }
        return Pressed(
            performed: performed, units: options.isDryRun ? [] : try read { try $0.pressed(by: performed) },
            refused: refused, pastCalendar: pastCalendar)
    }

    /// The day that a date field means.
    func day(_ written: String, _ reader: LedgerReader) throws -> Day {
        let policy = try policy(reader)
        let phrase = DeadlinePhrase(
            round: nil, policy: policy, calendar: PublicCalendar.calendar(policy), today: today)
        guard let day = phrase.day(of: written) else { throw FieldProblem(.day, field: "due", found: written) }
        return day
    }
}

extension Finding {
    /// `decide` as a value.
    fileprivate func decision(
        _ command: FindingCommand, by actor: Actor, in context: Context
    ) -> Result<[FindingEvent], FindingRefusal> {
        do throws(FindingRefusal) {
            return .success(try decide(command, by: actor, in: context))
        } catch {
            return .failure(error)
        }
    }
}

extension LedgerReader {
    /// What an operation sent to whom, read from its own events, so that a replay tells the same; units by path.
    func pressed(by performed: Performed) throws -> [PressedUnit] {
        var units: [OrganisationID: PressedUnit] = [:]
        try events(after: performed.position - performed.count) { stored in
            guard stored.position <= performed.position else { return false }
            guard case .finding(let id) = stored.text.stream,
                case .finding(.supervised(let number, let draft)) = stored.text.event,
                let row = try row(id: id)
            else { return true }
            let step = Supervision(number: number, draft, on: stored.text.time.day(in: zone))
            let known = units[row.unit.id]
            units[row.unit.id] = PressedUnit(
                unit: row.unit, head: try known?.head ?? organisation(row.unit.id)?.head, step: known?.step ?? step,
                findings: (known?.findings ?? []) + [row])
            return true
        }
        return units.values.sorted { $0.unit.path < $1.unit.path }
    }
}
