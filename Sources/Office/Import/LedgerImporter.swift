internal import Attestation
internal import Exchange
internal import Ledger
internal import Rectification
internal import Requests
internal import Spreadsheet

/// One import inside its transaction: names are looked up, rows decided and appended one after the other.
struct LedgerImporter {
    let ledger: OpenLedger
    let request: ImportRequest
    let actor: Person
    let author: Author
    let context: Context
    let policy: Policy
    let rounds: [String: Round]
    private var phrases: [String: DeadlinePhrase] = [:]
    private var units: [String: OrganisationReference] = [:]
    private var ledgerUnits: KnownUnits
    /// Deadlines already read: ledgers say the same few phrases again and again.
    private var deadlines: [String: Result<Deadline, DeadlinePhrase.Problem>] = [:]
    /// What a row of this file has already claimed, by the number of its identity.
    private var claimed: [Int: Claim] = [:]
    private var repeats: RepeatSearch
    /// Whether a round had findings before this import.
    private var isFilled: [String: Bool] = [:]
    /// Findings with their places that are not yet put into texts, and those that are on their way.
    private var placed: [PlacedFinding] = []
    private var prepared: AllCores<[PlacedFinding], [PreparedFinding]>
    private let firstNumber: Int
    /// 台账号 of this sheet that name no finding of the row's unit and round, as `S5 999`.
    private var strayNumbers: [String] = []
    var report = ImportReport()

    private struct Claim {
        let row: Int
        let finding: FindingNumber
    }

    init(_ ledger: OpenLedger, _ request: ImportRequest, _ session: WriteSession, _ actor: Person, _ author: Author)
        throws
    {
        self.ledger = ledger
        self.request = request
        self.actor = actor
        self.author = author
        let scribe = session.scribe(for: author)
        prepared = AllCores { try $0.map { try $0.prepared(by: scribe) } }
        firstNumber = try session.reader.nextNumber().value
        context = try ledger.context(session.reader, for: nil, by: actor)
        policy = context.policy
        repeats = try RepeatSearch(session.reader, today: context.today)
        ledgerUnits = KnownUnits(try session.reader.organisations())
        rounds = Dictionary(try session.reader.rounds().map { ($0.name, $0) }) { first, _ in first }
    }

    /// One row as it was read: its problem is noted, or what it says is done.
    mutating func take(_ reading: LedgerRowReader.Reading, sheet: String, _ session: inout WriteSession) throws {
        report.rows += 1
        do {
            switch reading {
            case .row(let row): try take(row, &session)
            case .faulty(let row, let problems):
                let all = problems + (problemOfDeadline(row).map { [$0] } ?? [])
                for problem in all.sorted(by: { $0.column ?? -1 < $1.column ?? -1 }) { note(problem, sheet) }
            }
        } catch let problem as RowProblem {
            note(problem, sheet)
        }
    }

    private mutating func note(_ problem: RowProblem, _ sheet: String) {
        var problem = problem
        problem.sheet = sheet
        report.problems.append(problem)
    }

    /// Whoever puts a row right wants to know everything that is wrong in it.
    private mutating func problemOfDeadline(_ row: LedgerRow) -> RowProblem? {
        guard !row.deadline.isEmpty, let round = rounds[row.round ?? request.round ?? ""] else { return nil }
        do throws(RowProblem) {
            _ = try deadline(row, round)
            return nil
        } catch {
            return error
        }
    }

    /// Notes what a sheet was; returns the lines of its mapping.
    mutating func close(_ sheet: LedgerFileStream.SheetOutcome) -> [String] {
        guard let mapping = sheet.mapping else {
            if sheet.hasRows { report.notice("sheetSkipped", ["sheet": sheet.name]) }
            return []
        }
        report.mapping += mapping.columns.map {
            ImportReport.MappedColumn(
                sheet: sheet.name, column: CellName.column($0.index), header: $0.header, target: $0.target)
        }
        if sheet.hiddenColumns > 0 || sheet.hiddenRows > 0 {
            report.notice(
                "hidden",
                ["sheet": sheet.name, "rows": String(sheet.hiddenRows), "columns": String(sheet.hiddenColumns)])
        }
        if sheet.isHidden { report.notice("hiddenSheet", ["sheet": sheet.name]) }
        if !strayNumbers.isEmpty {
            let cells = strayNumbers.prefix(10).joined(separator: "、") + (strayNumbers.count > 10 ? "…" : "")
            report.notice(
                "strayNumbers", ["sheet": sheet.name, "count": String(strayNumbers.count), "cells": cells])
            strayNumbers = []
        }
        if sheet.filledUnits > 0 {
            report.notice("unitsFilled", ["sheet": sheet.name, "count": String(sheet.filledUnits)])
        }
        return mapping.lines.split(separator: "\n").map(String.init) + sheet.madeExtras.map { "extra = \($0)" }
    }

    /// Files, corrects or leaves one row.
    private mutating func take(_ row: LedgerRow, _ session: inout WriteSession) throws {
        let draft = try draft(row, &session)
        let identity = FindingIdentity(
            round: draft.facts.round, unit: draft.facts.unit.id, externalNumber: draft.facts.externalNumber,
            text: draft.facts.text)
        if claimed[identity.number] != nil || row.findingNumber ?? 0 >= firstNumber { try store(&session) }
        if let known = try known(row, draft, identity, session.reader) {
            let own = FindingIdentity(of: known).number
            if let earlier = claimed[own], known.text != row.text {
                throw row.problem(
                    .externalNumber, .otherNumber(row: earlier.row), found: row.externalNumber ?? row.text)
            }
            claimed[own] = Claim(row: row.number, finding: known.number)
            return try correct(known, row, draft, &session)
        }
        let number = session.takeNumber()
        claimed[identity.number] = Claim(row: row.number, finding: number)
        let filing = Filing(
            number: number, facts: draft.facts, deadline: draft.deadline, goal: row.goal, responsible: row.person,
            measures: row.measures.map { MeasureDraft(text: $0) })
        let events = try decided(row) { () throws(FindingRefusal) in
            try Finding.decide(
                row.initialStage == .assigned
                    ? .file(filing)
                    : .bringForward(
                        BroughtForward(
                            filing: filing, stage: row.initialStage, completion: row.completion ?? .none,
                            progress: row.progress, effect: row.effect, inference: row.inference,
                            publicity: row.publicity, closedOn: row.closedOn, closedBy: row.closedBy)),
                by: Actor(actor), in: context)
        }
        if let other = try repeats.repeated(row.text, of: draft.facts.unit.id, session.reader) {
            report.noteRepeat(line: row.number, unit: draft.facts.unit.path, of: other)
        }
        placed.append(session.place(events, id: ledger.surroundings.make()))
        report.filed += 1
        guard placed.count >= Self.batch else { return }
        defer { placed = [] }
        try prepared.give(placed) { for finding in $0 { try session.store(finding) } }
    }

    /// Findings made ready at a time.
    private static let batch = 64

    /// Stores what was filed so far: before anything reads it, and at the end.
    mutating func store(_ session: inout WriteSession) throws {
        defer { placed = [] }
        let store: ([PreparedFinding]) throws -> Void = { for finding in $0 { try session.store(finding) } }
        try prepared.give(placed, take: store)
        try prepared.finish(take: store)
    }

    /// The finding that a row is about: by 台账号 when unit and round agree, else by identity.
    private mutating func known(
        _ row: LedgerRow, _ draft: Draft, _ identity: FindingIdentity, _ reader: LedgerReader
    ) throws -> FindingRow? {
        let round = draft.facts.round
        if let number = row.findingNumber {
            let found = try reader.row(FindingNumber(number))
            if let found, found.unit.id == draft.facts.unit.id, found.round == round { return found }
            strayNumbers.append(row.problem(.number, .value, found: "").cell + " " + String(number))
        }
        let isFilled = try isFilled[round] ?? reader.hasFindings(inRound: round)
        self.isFilled[round] = isFilled
        if isFilled { return try reader.row(identity) }
        // In a round that was empty only this file's own rows can be met again.
        guard let claim = claimed[identity.number] else { return nil }
        return try reader.row(claim.finding).flatMap { FindingIdentity(of: $0) == identity ? $0 : nil }
    }

    /// Importing again may only correct fields; a differing stage is a reported problem (domain §4, interplay).
    private mutating func correct(
        _ known: FindingRow, _ row: LedgerRow, _ draft: Draft, _ session: inout WriteSession
    ) throws {
        switch row.claimedStage {
        case .stage(let stage) where stage != known.stage:
            throw row.problem(
                row.columns[.stage] == nil ? .closed : .stage, .stage(known.stage), found: stage.rawValue)
        case .open where known.stage == .closed:
            throw row.problem(.closed, .stage(.closed), found: "open")
        case .stage, .open, nil: break
        }
        var finding = try session.reader.finding(known.id)
        let corrections = finding.corrections(
            to: row, draft, reason: "导入更正：\(request.file.split(separator: "/").last ?? "")")
        if corrections.isEmpty {
            report.unchanged += 1
            return
        }
        for correction in corrections {
            let events = try decided(row) { () throws(FindingRefusal) in
                try finding.decide(.correct(correction), by: Actor(actor), in: context)
            }
            if let next = try session.append(events, to: finding, id: finding.id, by: author) { finding = next }
        }
        report.updated += 1
    }

    private func decided(
        _ row: LedgerRow, _ decide: () throws(FindingRefusal) -> [FindingEvent]
    ) throws(RowProblem) -> [FindingEvent] {
        do throws(FindingRefusal) {
            return try decide()
        } catch {
            throw RowProblem(
                row: row.number, column: nil, expected: .rule(error.rule.rawValue, error.facts), found: row.text)
        }
    }

    // MARK: Names

    struct Draft {
        let facts: Facts
        let deadline: Deadline
    }

    private mutating func draft(_ row: LedgerRow, _ session: inout WriteSession) throws -> Draft {
        guard let roundName = row.round ?? request.round else {
            throw Complaint(64, "import.noRound", [:], candidates: rounds.keys.sorted())
        }
        guard let round = rounds[roundName] else {
            throw row.problem(.round, .round(rounds.keys.sorted()), found: roundName)
        }
        let deadline = try deadline(row, round)
        return Draft(
            facts: Facts(
                externalNumber: row.externalNumber, round: round.name, unit: try unit(row.unit, .unit, row, &session),
                leadUnit: try row.leadUnit.map { try unit($0, .leadUnit, row, &session) }, leader: row.leader,
                text: row.text, category: row.category, source: row.source ?? .inspection,
                flags: row.isKey == true ? [.key] : [], amount: row.amount, extras: row.extras),
            deadline: deadline)
    }

    private mutating func deadline(_ row: LedgerRow, _ round: Round) throws(RowProblem) -> Deadline {
        if row.deadline.isEmpty, let closedOn = row.closedOn { return Deadline(.date(closedOn)) }
        var key = round.name + "\n" + row.deadline
        for later in row.laterDeadlines { key += "\n" + later }
        let read = deadlines[key] ?? phrase(round).read(row.deadline, later: row.laterDeadlines)
        if deadlines.count < 10_000 { deadlines[key] = read }
        switch read {
        case .success(let deadline): return deadline
        case .failure(let problem): throw row.problem(.deadline, .deadlinePhrase(problem), found: row.deadline)
        }
    }

    private mutating func phrase(_ round: Round) -> DeadlinePhrase {
        if let known = phrases[round.name] { return known }
        let phrase = DeadlinePhrase(round: round, policy: policy, calendar: context.calendar, today: context.today)
        phrases[round.name] = phrase
        return phrase
    }

    /// A unit by name or path; one that does not exist yet is made, and said so.
    private mutating func unit(
        _ written: String, _ field: LedgerField, _ row: LedgerRow, _ session: inout WriteSession
    ) throws -> OrganisationReference {
        if let known = units[written] { return known }
        let found = ledgerUnits.units(written)
        guard found.count <= 1 else { throw row.problem(field, .oneUnit(found.map(\.path)), found: written) }
        let reference = try found.first ?? made(written, &session)
        units[written] = reference
        return reference
    }

    private mutating func made(_ written: String, _ session: inout WriteSession) throws -> OrganisationReference {
        let names = WrittenUnit(written).names
        var parent: OrganisationReference?
        for (index, name) in names.enumerated() {
            let path = names[...index].joined(separator: "/")
            if let there = ledgerUnits.units(path).first {
                parent = there
                continue
            }
            let organisation = Organisation(
                id: ledger.surroundings.make(), name: name, kind: Organisation.Kind(guessedFrom: name),
                parent: parent?.id)
            try session.append(.organisation(.added(organisation)), to: .organisation(organisation.id), by: author)
            ledgerUnits.insert(organisation)
            let reference = ledgerUnits.reference(to: organisation.id)
            report.notice("unitMade", ["path": reference?.path ?? name, "kind": organisation.kind.rawValue])
            parent = reference
        }
        guard let parent else { throw Complaint(66, "unit.missing", ["found": written]) }
        return parent
    }
}

extension Finding {
    /// What a row of a ledger says otherwise, field by field; a blank cell changes nothing.
    fileprivate func corrections(
        to row: LedgerRow, _ draft: LedgerImporter.Draft, reason: String
    ) -> [Correction] {
        var corrections: [Correction] = []
        func add(_ field: Correction.Field, _ value: Correction.Value) {
            corrections.append(Correction(field: field, value: value, reason: reason))
        }
        if let number = row.externalNumber, number != facts.externalNumber { add(.externalNumber, .text(number)) }
        if row.text != facts.text { add(.text, .text(row.text)) }
        if row.category != facts.category { add(.category, .text(row.category)) }
        if let leader = row.leader, leader != facts.leader { add(.leader, .text(leader)) }
        if let unit = draft.facts.leadUnit, unit.id != facts.leadUnit?.id { add(.leadUnit, .unit(unit)) }
        if let source = row.source, source != facts.source { add(.source, .source(source)) }
        if let amount = row.amount, amount != facts.amount { add(.amount, .amount(amount)) }
        if let person = row.person, person != responsible { add(.responsible, .text(person)) }
        if let goal = row.goal, goal != self.goal { add(.goal, .text(goal)) }
        let isSameDeadline =
            row.deadline.isEmpty || row.deadline == deadline.written || row.deadline == originalDeadline.written
            || draft.deadline.kind == deadline.kind || draft.deadline.kind == originalDeadline.kind
        if !isSameDeadline { add(.deadline, .deadline(draft.deadline)) }
        return corrections
    }
}

extension Organisation.Kind {
    /// What kind of unit a name most likely is.
    init(guessedFrom name: String) {
        let endings: [(Organisation.Kind, [String])] = [
            (.village, ["村", "社区", "村委会", "居委会", "村党总支", "村党支部", "社区党委"]),
            (.town, ["街道", "镇", "乡", "镇党委", "街道党工委", "乡党委"]), (.district, ["区", "县", "区委", "县委"]),
            (.city, ["市", "市委"]),
            (.enterprise, ["公司", "集团", "公司党委", "集团党委"]),
        ]
        self = endings.first { $0.1.contains(where: name.hasSuffix) }?.0 ?? .bureau
    }
}
