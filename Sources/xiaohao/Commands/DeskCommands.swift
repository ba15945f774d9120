import ArgumentParser
import BoardUI
import Documents
import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Screen
import Wording

/// 督办台: what is late or waits, worst first, and whose it is.
struct Overdue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overdue",
        abstract: "逾期与督办: findings worst first, by preset; --by sums them, --digest tells the day.",
        discussion: """
            Presets: overdue, soon, sooner (the policy's warnings), listed, starred, provincial, leaderOwned, immediate, extension \
            (waiting for a decision), awaiting, unanswered, consolidation, clue.

            Examples:
              xiaohao overdue --by town
              xiaohao overdue --preset unanswered --unit 下应街道
              xiaohao overdue --digest
              xiaohao overdue --digest --json      {"needsSomebody": true, …}
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var filters: FilterOptions
    @Option(help: "What to look for.") var preset: String = DeskPreset.overdue.rawValue
    @Option(help: "unit, town, district, head, leader, category or round.") var by: String?
    @Option(parsing: .unconditional, help: "At most so many.", transform: WholeNumber.read)
    var limit: Int?
    @Flag(help: "What is new, due soon, unanswered and decided, by unit and leader.") var digest = false
    @Option(help: "A file for the digest: .md, .html or .docx.") var out: String?
    @Flag(help: "Overwrite the file if it is there.") var force = false

    func run() throws {
        let ledger = try global.open(forReading: true)
        let preset: DeskPreset = try known(preset, "preset")
        let grouping: DeskGrouping? = try by.map { try known($0, "by") }
        let filter = try ledger.read { try filters.filter($0) }
        if digest { return try show(try ledger.digest(filter), ledger) }
        guard out == nil else { throw Complaint("--out", belongsTo: "--digest") }
        try ledger.read { reader in
            let policy = try ledger.policy(reader)
            let words = DeskWords(
                global.words, policy, PublicCalendar.calendar(policy), today: ledger.today)
            if let grouping {
                return show(
                    try reader.deskGroups(preset, by: grouping, filter, policy, today: ledger.today), words)
            }
            var rows: [DeskRow] = []
            try reader.forEachOnDesk(preset, filter, policy, today: ledger.today) { row in
                guard rows.count < limit ?? .max else { return false }
                rows.append(row)
                return true
            }
            if global.json {
                let today = ledger.today
                return try Output.array { take in
                    try ledger.forEachFinding(
                        rows.map(\.finding.id), reader, make: { FindingJSON.bytes($0, today: today) }, take: take)
                }
            }
            for line in DeskTable(words, preset).lines(rows) { Output.line(line) }
            if let note = words.pastCalendar { Output.diagnostic(note) }
        }
    }

    private func known<Code: RawRepresentable<String> & CaseIterable>(_ written: String, _ field: String) throws -> Code
    {
        guard let code = Code(rawValue: written) else {
            throw Complaint(
                64, "code.unknown", ["field": field, "found": written], candidates: Code.allCases.map(\.rawValue))
        }
        return code
    }

    private func show(_ groups: [DeskGroup], _ words: DeskWords) {
        if global.json {
            Output.json(
                .array(
                    groups.map {
                        .object([
                            "value": .string($0.value), "label": .string($0.label), "count": .number($0.count),
                        ])
                    }))
        } else {
            let most = groups.map(\.count).max() ?? 0
            Output.table(
                groups.map { [words.label($0), String($0.count), Bar.text($0.count, of: most, width: 24)] })
        }
    }

    private func show(_ digest: DeskDigest, _ ledger: OpenLedger) throws {
        let scope = filters.scope(global.words)
        if let out {
            try DocumentFile.check(out, force: force)
            let document = try ledger.document(.digest, global.words, templates: .ofThisPerson) {
                DigestPaper(global.words, digest, of: scope).record($0)
            }
            try DocumentFile.write(document, to: out, global.words.language, force: force)
        }
        if global.json { return Output.json(DigestJSON.value(digest)) }
        if let out, !global.quiet { return Output.line(global.words.text("document.written", ["path": out])) }
        if out == nil {
            for line in DigestText(global.words, digest, of: scope).lines { Output.line(VisibleText.line(line)) }
        }
    }
}

/// 督办: one step of pressing, on one finding, on several, or on all that a filter means.
struct Supervise: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervise", abstract: "督办: reminder, slip, notice, interview, visit, admonition or evaluation.",
        discussion: """
            What is left out is proposed: the head of the unit, the catalogue's words, the policy's working days.

            Examples:
              xiaohao --as 督查员 supervise 12 slip --to 张书记 --text '请于月底前完成' --due 10个工作日
              xiaohao --as 督查员 supervise 12 13 14 reminder
              xiaohao --as 督查员 supervise notice --unit 下应街道 --overdue --out 督办材料
              xiaohao --as 督查员 supervise slip --preset unanswered --skip-refused
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "Numbers of findings (none when options name them), then the kind.") var named: [String] = []
    @Option(help: "To whom; the head of the unit when left out.") var to: String?
    @Option(help: "What is asked.") var text: String?
    @Option(help: "By when an answer is due.") var due: String?
    @Option(help: "Who comes besides (集体约谈); once for each.") var with: [String] = []
    @Option(help: "Why it runs ahead of the ladder.") var reason: String?
    @Option(help: "Everything that a preset of overdue means.") var preset: String?
    @Flag(help: "Past the deadline.") var overdue = false
    @Option(help: "A unit and everything below it.") var unit: String?
    @Option(help: "Units with this head (一把手).") var head: String?
    @Option(help: "A round, by name.") var round: String?
    @Option(help: "A category, or its level 1.") var category: String?
    @Option(help: "The responsible leader.") var leader: String?
    @Flag(name: .customLong("skip-refused"), help: "Leave out what the domain refuses.") var skipRefused = false
    @Option(help: "A folder for one paper a unit, as .docx and .md.") var out: String?

    private var numbers: [Int] { named.compactMap { Int($0) } }
    var number: Int { numbers.first ?? 0 }

    func form() throws -> FilledForm {
        let kinds = named.filter { Int($0) == nil }
        let all = Supervision.Kind.allCases.map(\.rawValue)
        guard let kind = kinds.first else {
            throw Complaint(64, "usage.missing", ["found": "<kind>"], candidates: all)
        }
        guard kinds.count == 1 else {
            throw Complaint(
                64, "code.unknown", ["field": "kind", "found": kinds.joined(separator: " ")], candidates: all)
        }
        return FilledForm(
            .supervise, ["kind": kind, "to": to, "text": text, "due": due, "reason": reason], lists: ["with": with])
    }

    func run() throws {
        let draft = try PressDraft(try form())
        let ledger = try global.open()
        let options = try writing.options
        let numbers = try numbers.map { FindingNumber($0) } + chosen(ledger)
        guard options.ifVersion == nil || numbers.count == 1 else {
            throw Complaint(64, "usage.oneFinding", ["found": "--if-version", "count": String(numbers.count)])
        }
        let pressed = try ledger.press(
            draft, on: numbers, as: global.actor, options, skipsRefused: skipRefused, words: global.words)
        let files =
            try out.map {
                try ledger.writePapers(of: pressed, to: $0, global.words, templates: .ofThisPerson)
            } ?? []
        try global.show(pressed, files, today: ledger.today, isDryRun: options.isDryRun)
    }

    /// What the options mean; empty when none is given.
    private func chosen(_ ledger: OpenLedger) throws -> [FindingNumber] {
        var values: [String: [String]] = overdue ? ["overdue": ["yes"]] : [:]
        for (name, value) in ["unit": unit, "head": head, "round": round, "category": category, "leader": leader] {
            if let value { values[name] = [value] }
        }
        guard preset != nil || !values.isEmpty else { return [] }
        return try ledger.read { reader in
            var filter = try reader.filter(values)
            filter.isOpen = true
            if let written = preset {
                guard let preset = DeskPreset(rawValue: written) else {
                    throw Complaint(
                        64, "code.unknown", ["field": "preset", "found": written],
                        candidates: DeskPreset.allCases.map(\.rawValue))
                }
                filter = preset.filter(within: filter, try ledger.policy(reader))
            }
            var numbers: [FindingNumber] = []
            try reader.forEach(filter, order: .number, today: ledger.today) { row in
                numbers.append(row.number)
                return numbers.count <= OpenLedger.mostPressed
            }
            return numbers
        }
    }
}

extension GlobalOptions {
    /// Prints what a step of pressing did: the usual answer, and one entry a unit.
    func show(_ pressed: Pressed, _ files: [String], today: Day, isDryRun: Bool) throws {
        let words = words
        guard json else {
            try show(pressed.performed, today: today, isDryRun: isDryRun)
            guard !quiet else { return }
            for unit in pressed.units {
                let due = unit.step.due.map { words.text("cli.pressed.due", ["date": $0.description]) } ?? ""
                Output.line(
                    VisibleText.line(
                        words.text(
                            "cli.pressed",
                            [
                                "unit": unit.unit.path, "kind": words.word(unit.step.kind), "to": unit.step.addressee,
                                "count": String(unit.findings.count),
                            ]) + due))
            }
            for file in files { Output.line(words.text("document.written", ["path": file])) }
            if let last = pressed.pastCalendar {
                Output.diagnostic(words.text("desk.pastCalendar", ["date": last.description]))
            }
            for refusal in pressed.refused {
                let reason = words.explain(rule: refusal.refusal.rule.rawValue, refusal.refusal.facts).message
                Output.diagnostic(
                    VisibleText.line(
                        words.text("cli.skipped", ["number": refusal.number.description, "reason": reason])))
            }
            return
        }
        Output.json(
            .object(members(pressed.performed, today: today, isDryRun: isDryRun, files: files) + pressed.members(words))
        )
    }
}

extension Pressed {
    fileprivate func members(_ words: Catalogue) -> [JSONValue.Member] {
        [
            .init(
                "units",
                .array(
                    units.map { unit in
                        .object([
                            "unit": .object([
                                "id": .string(unit.unit.id.description), "name": .string(unit.unit.name),
                                "path": .string(unit.unit.path),
                            ]), "kind": .string(unit.step.kind.rawValue), "to": .string(unit.step.addressee),
                            "text": .string(unit.step.text), "due": JSONValue(unit.step.due?.description),
                            "findings": .array(unit.findings.map { .number($0.number.value) }),
                        ])
                    })),
            .init("pastCalendar", JSONValue(pastCalendar?.description)),
            .init(
                "refused",
                .array(
                    refused.map {
                        .object([
                            "number": .number($0.number.value), "rule": .string($0.refusal.rule.rawValue),
                            "message": .string(words.explain(rule: $0.refusal.rule.rawValue, $0.refusal.facts).message),
                        ])
                    })),
        ]
    }
}
