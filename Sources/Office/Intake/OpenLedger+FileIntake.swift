internal import Exchange
internal import Ledger
internal import Rectification
package import Requests

/// What taking in a bulletin did: the report of every import, and which proposals it concerned.
package struct IntakeReport: Hashable, Sendable {
    package internal(set) var report: ImportReport
    package let sheet: IntakeSheet
    /// Proposals that stand in the ledger now, whether by this filing or an earlier one.
    package internal(set) var done: Set<Int> = []
    /// Position of the log afterwards.
    package internal(set) var position = 0
}

extension OpenLedger {
    /// Files what is wanted and whole, in one transaction; what lacks something is reported and left out.
    ///
    /// The same finding of the same unit in the same round is filed once, however often its bulletin comes.
    ///
    /// - Parameters:
    ///   - isStrict: files nothing when anything has a problem.
    ///   - progress: findings done, findings in all; what it throws breaks off, and nothing is filed.
    package func file(
        _ sheet: IntakeSheet, as name: String?, _ options: WriteOptions = WriteOptions(), isStrict: Bool = false,
        progress: (Int, Int) throws -> Void = { _, _ in }
    ) throws -> IntakeReport {
        var result = IntakeReport(report: ImportReport(), sheet: sheet)
        do {
            try file(sheet, as: name, options, isStrict, progress, &result)
        } catch is NothingFiled {
            result.report.filed = 0
            result.done = []
            result.report.notice("strict", [:])
        }
        return result
    }

    private struct NothingFiled: Error {}

    private func file(
        _ sheet: IntakeSheet, as name: String?, _ options: WriteOptions, _ isStrict: Bool,
        _ progress: (Int, Int) throws -> Void, _ result: inout IntakeReport
    ) throws {
        let wanted = sheet.items.filter(\.isIn)
        let performed = try write(Self.commandText(sheet), as: name, options) { session, actor, author in
            guard actor.roles.contains(.office) else {
                throw FindingRefusal(.role, ["roles": Role.office.rawValue, "person": actor.name])
            }
            try session.expectMany(knowsItsOwn: false)
            let filing = try IntakeFiling(self, sheet, session.reader, actor, author)
            result.report = ImportReport()
            result.done = []
            for item in wanted {
                try progress(result.report.rows, wanted.count)
                result.report.rows += 1
                do {
                    if try filing.take(item, &session) {
                        result.report.filed += 1
                        if case .known(let unit, _) = item.unit, let other = item.repeated {
                            result.report.noteRepeat(line: item.line, unit: unit.path, of: other)
                        }
                    } else {
                        result.report.unchanged += 1
                    }
                    result.done.insert(item.id)
                } catch var problem as RowProblem {
                    problem.sheet = sheet.source
                    if result.report.problems.last?.row == problem.row { result.report.besideOnLine += 1 }
                    result.report.problems.append(problem)
                }
            }
            try progress(wanted.count, wanted.count)
            result.report.closeRepeats()
            if isStrict, result.report.refused > 0 { throw NothingFiled() }
            return nil
        }
        if performed.isReplayed {
            result.report = try replayed(performed)
            result.done = Set(sheet.ready.map(\.id))
        }
        result.position = performed.position
    }

    /// What is filed, so that the same operation with another bulletin is another command.
    private static func commandText(_ sheet: IntakeSheet) -> String {
        let lines = sheet.items.filter(\.isIn).map { item in
            var unit = item.writtenUnit
            if case .known(let known, _) = item.unit { unit = known.id.description }
            return [unit, item.category?.name ?? "", item.deadline ?? "", item.text].joined(separator: "\t")
        }
        return "import bulletin \(sheet.round) \(sheet.deadline)\n" + lines.joined(separator: "\n")
    }
}

/// One filing of proposals inside its transaction.
private struct IntakeFiling {
    private let ledger: OpenLedger
    private let sheet: IntakeSheet
    private let actor: Person
    private let author: Author
    private let context: Context
    private let round: Round
    private let phrase: DeadlinePhrase

    init(
        _ ledger: OpenLedger, _ sheet: IntakeSheet, _ reader: LedgerReader, _ actor: Person, _ author: Author
    ) throws {
        self.ledger = ledger
        self.sheet = sheet
        self.actor = actor
        self.author = author
        context = try ledger.context(reader, for: nil, by: actor)
        round = try reader.round(sheet.round)
        phrase = DeadlinePhrase(
            round: round, policy: context.policy, calendar: context.calendar, today: context.today)
    }

    /// Files one; `false` when it stands in the ledger already. Throws `RowProblem`.
    func take(_ item: IntakeItem, _ session: inout WriteSession) throws -> Bool {
        guard case .known(let unit, _) = item.unit else { throw item.unitProblem }
        let identity = FindingIdentity(round: round.name, unit: unit.id, externalNumber: nil, text: item.text)
        guard try session.reader.row(identity) == nil else { return false }
        guard let category = item.category else { throw item.problem(.category, item.text) }
        let deadline = try deadline(of: item)
        let filing = Filing(
            number: session.takeNumber(),
            facts: Facts(
                round: round.name, unit: unit, text: item.text, category: category.name, source: .inspection),
            deadline: deadline)
        let events = try decided(filing, item)
        _ = try session.append(events, to: nil, id: ledger.surroundings.make(), by: author)
        return true
    }

    private func decided(_ filing: Filing, _ item: IntakeItem) throws(RowProblem) -> [FindingEvent] {
        do throws(FindingRefusal) {
            return try Finding.decide(.file(filing), by: Actor(actor), in: context)
        } catch {
            throw item.problem(.rule(error.rule.rawValue, error.facts), item.text)
        }
    }

    private func deadline(of item: IntakeItem) throws(RowProblem) -> Deadline {
        let written = item.deadline ?? sheet.deadline
        switch phrase.read(written) {
        case .success(let deadline): return deadline
        case .failure(let problem):
            if let day = phrase.day(of: written) { return Deadline(.date(day)) }
            throw item.problem(.deadlinePhrase(problem), written)
        }
    }
}

extension IntakeItem {
    fileprivate func problem(_ expected: RowProblem.Expected, _ found: String) -> RowProblem {
        RowProblem(row: line, column: nil, expected: expected, found: found)
    }

    fileprivate var unitProblem: RowProblem {
        switch unit {
        case .known: problem(.unit, writtenUnit)
        case .several(let paths): problem(.oneUnit(paths), writtenUnit)
        case .unknown(let paths): problem(.likeUnit(paths), writtenUnit.isBlank ? text : writtenUnit)
        }
    }
}

extension Policy {
    /// The last day that may be set for a finding of a round (domain §4 row 4).
    func lastDay(of round: Round, today: Day) -> Day { (round.feedback ?? today).adding(months: longestMonths) }
}
