internal import Attestation
package import Documents
internal import Exchange
internal import Ledger
package import Rectification
package import Requests
package import Wording

/// What `document KIND …` is asked for, before names are looked up.
package enum DocumentRequest: Hashable, Sendable {
    case minutes(meeting: Int)
    case closureForm(FindingNumber)
    /// The person's live key, else the last one offered.
    case keyForm(person: String)
    case pressing(Supervision.Kind, FindingSelection, PressingWords)
    case publicList(FindingSelection)
    case letter(Int)
    case dossier(unit: String)
    case headReport(unit: String)
    case specialReport(ReportScope)

    package var kind: DocumentKind {
        switch self {
        case .minutes: .minutes
        case .closureForm: .closureForm
        case .keyForm: .keyForm
        case .pressing(let kind, _, _): DocumentKind(kind)
        case .publicList: .publicList
        case .letter: .letter
        case .dossier: .dossier
        case .headReport: .headReport
        case .specialReport: .specialReport
        }
    }
}

/// What a special report is about.
package enum ReportScope: Hashable, Sendable {
    /// Every live common issue of a field.
    case field(String)
    case issue(Int)
    case selection(FindingSelection, subject: String)
}

/// Findings by number, or those that a filter means.
package struct FindingSelection: Hashable, Sendable {
    package var numbers: [FindingNumber]
    package var filter: FindingFilter?

    package init(numbers: [FindingNumber], filter: FindingFilter?) {
        self.numbers = numbers
        self.filter = filter
    }
}

/// Whom a document is for, what it asks, until when; what is left out comes from the ledger or the template.
package struct PressingWords: Hashable, Sendable {
    package var to: String?
    package var text: String?
    package var due: String?

    package init(to: String? = nil, text: String? = nil, due: String? = nil) {
        self.to = to
        self.text = text
        self.due = due
    }
}

extension OpenLedger {
    /// The document as blocks, in a language and from the office's own template when it has one.
    ///
    /// Throws `Complaint`: document.* 65 or 1, template.* 78, and what looking up names throws.
    package func document(
        _ request: DocumentRequest, _ words: Catalogue, templates: TemplateFolder
    ) throws -> Document {
        try read { reader in
            let setting = DocumentSetting(
                words: words, policy: try policy(reader), today: today, zone: store.settings.zone,
                ledger: store.settings.name, isPractice: store.settings.isPractice)
            let record = try record(request, setting, reader)
            return try templates.template(request.kind, words.language).fill(record, setting)
        }
    }

    /// A document whose record somebody else makes.
    package func document(
        _ kind: DocumentKind, _ words: Catalogue, templates: TemplateFolder,
        _ record: (DocumentSetting) -> DocumentRecord
    ) throws -> Document {
        let rules = try read { reader in try policy(reader) }
        let setting = DocumentSetting(
            words: words, policy: rules, today: today, zone: store.settings.zone, ledger: store.settings.name,
            isPractice: store.settings.isPractice)
        return try templates.template(kind, words.language).fill(record(setting), setting)
    }

    private func record(
        _ request: DocumentRequest, _ setting: DocumentSetting, _ reader: LedgerReader
    ) throws -> DocumentRecord {
        switch request {
        case .minutes(let meeting): return try minutes(meeting, reader).record(setting)
        case .closureForm(let number):
            guard let form = ClosureForm(try reader.dossier(number)) else {
                throw Complaint(1, "document.notClosed", ["number": number.description])
            }
            return form.record(setting)
        case .keyForm(let person): return try keyForm(person, reader).record(setting)
        case .pressing(let kind, let selection, let words):
            let rows = try rows(selection, request.kind, setting, reader)
            return try pressing(rows, words, kind, reader).record(setting)
        case .publicList(let selection):
            return PublicList(rows: try rows(selection, request.kind, setting, reader)).record(setting)
        case .letter(let number):
            let letter = try reader.letter(number)
            return Recommendation(letter, basis: try letter.basis ?? draftBasis(of: letter, reader)).record(setting)
        case .dossier(let unit):
            let id = try reader.unit(unit).id
            guard let page = try reader.unitPage(id, limit: Self.documentFindings, today: today) else {
                throw Complaint(66, "unit.missing", ["found": unit])
            }
            return UnitDossier(page).record(setting)
        case .headReport(let written):
            let unit = try reader.unit(written)
            var filter = FindingFilter()
            filter.unit = unit.id
            return HeadReport(
                unit: unit, head: try reader.organisation(unit.id)?.head, rows: try rows(filter, reader)
            ).record(setting)
        case .specialReport(let scope): return try specialReport(scope, setting, reader).record(setting)
        }
    }

    private func minutes(_ number: Int, _ reader: LedgerReader) throws -> Minutes {
        let logged = try reader.meeting(number)
        let sheet = try sheet(logged, reader)
        var heard: [FindingNumber: [HistoryEntry]] = [:]
        var before: [FindingNumber: [HistoryEntry]] = [:]
        var listings: [FindingNumber: Listing] = [:]
        for line in sheet.lines {
            let dossier = try reader.dossier(line.row.id)
            let events = dossier.history.filter { logged.holds($0.position) }
            heard[line.row.number] = events
            before[line.row.number] = dossier.history.filter { entry in
                entry.position < logged.opened && events.contains { entry.isOfRound(of: $0) }
            }
            listings[line.row.number] = dossier.finding.listing
        }
        var people: [PersonID: Person] = [:]
        var keys: [PersonID: String] = [:]
        for seat in logged.meeting.seats {
            keys[seat.reviewer] = try reader.keys(of: seat.reviewer).live?.fingerprint
        }
        let spoken = [before.values.joined(), heard.values.joined()].joined()
            .filter { $0.event.code == "opined" }.map(\.person)
        for person in Set(spoken).union(logged.meeting.seats.map(\.reviewer)) {
            people[person] = try reader.person(person)
        }
        return Minutes(
            sheet: sheet, heard: heard, before: before, people: people, keys: keys, listings: listings,
            checkpoint: try reader.checkpoint(after: logged.adjourned ?? logged.opened))
    }

    private func keyForm(_ written: String, _ reader: LedgerReader) throws -> KeyForm {
        let person = try reader.person(written)
        let keys = try reader.keys(of: person.id)
        guard let key = keys.live ?? keys.all.last else { throw FindingRefusal(.keyNone, ["person": person.name]) }
        var days: [Int: Day] = [:]
        for stored in try reader.events(of: .person(person.id)) {
            days[stored.position] = stored.text.time.day(in: reader.zone)
        }
        return KeyForm(
            person: person, fingerprint: key.fingerprint, crypto: store.settings.crypto,
            offered: days[key.offered] ?? today, enrolled: key.enrolled.flatMap { days[$0] },
            retired: key.retired.flatMap { days[$0] })
    }

    private func pressing(
        _ rows: [FindingRow], _ words: PressingWords, _ kind: Supervision.Kind, _ reader: LedgerReader
    ) throws -> PressingPaper {
        guard let unit = rows.first?.unit, rows.allSatisfy({ $0.unit.id == unit.id }) else {
            throw Complaint(
                65, "document.severalUnits", candidates: Set(rows.map(\.unit.path)).sorted())
        }
        // What was already put on record for the first finding speaks unless something else is said.
        let recorded = try rows.first.flatMap { row in
            try reader.finding(row.id).supervisions.last { $0.kind == kind }
        }
        return PressingPaper(
            unit: unit, head: try reader.organisation(unit.id)?.head, to: words.to ?? recorded?.addressee,
            text: words.text ?? recorded?.text, due: try day(words.due, reader) ?? recorded?.due,
            attendees: recorded?.attendees ?? [], reason: recorded?.reason, rows: rows)
    }

    func rows(
        _ selection: FindingSelection, _ kind: DocumentKind, _ setting: DocumentSetting, _ reader: LedgerReader
    ) throws -> [FindingRow] {
        var rows = try selection.numbers.map { number in
            guard let row = try reader.row(number) else {
                throw LedgerError(.findingMissing, ["number": number.description])
            }
            return row
        }
        if var filter = selection.filter {
            // Nobody is pressed about what is closed, and the public list holds what is listed.
            if Supervision.Kind.allCases.contains(where: { DocumentKind($0) == kind }), filter.stages.isEmpty {
                filter.isOpen = true
            }
            if kind == .publicList { filter.isListed = true }
            rows += try self.rows(filter, reader)
        }
        guard !rows.isEmpty else {
            throw Complaint(66, "document.nothing", ["kind": setting.words["documentKind.\(kind.rawValue)"]])
        }
        return rows
    }

    func rows(_ filter: FindingFilter, _ reader: LedgerReader) throws -> [FindingRow] {
        var rows: [FindingRow] = []
        try reader.forEach(filter, order: .number, today: today) { row in
            rows.append(row)
            return true
        }
        return rows
    }

    private func day(_ written: String?, _ reader: LedgerReader) throws -> Day? {
        try written.map { try day($0, reader) }
    }

    /// The day that a phrase means: `2026-12-31`, `12月底`, `+10d`. Throws `FieldProblem`.
    package func day(_ written: String, field: String) throws -> Day {
        try read { reader in
            do {
                return try day(written, reader)
            } catch let problem as FieldProblem {
                throw FieldProblem(problem.rule, field: field, found: problem.found)
            }
        }
    }
}

extension HistoryEntry {
    /// Whether both are opinions of one review round.
    fileprivate func isOfRound(of other: HistoryEntry) -> Bool {
        guard case .opined(let own) = event, case .opined(let theirs) = other.event else { return false }
        return own.reviewRound == theirs.reviewRound
    }
}
