import ArgumentParser
import Attestation
import BoardUI
import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Screen
import Wording

struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "问题清单: findings by filter and order.",
        discussion: "Example: xiaohao list --stage in-progress --overdue --unit 下应街道 --sort due --limit 20")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var filters: FilterOptions
    @Option(help: "due, number or changed.") var sort: String = "number"
    @Option(parsing: .unconditional, help: "At most so many.", transform: WholeNumber.read)
    var limit: Int?
    @Option(
        parsing: .unconditional, help: "Only findings after this number (with --sort number).",
        transform: WholeNumber.read)
    var after: Int?
    @Option(
        name: .customLong("changed-since"), parsing: .unconditional,
        help: "Only findings changed after this position of the log.", transform: WholeNumber.read)
    var changedSince: Int?

    func run() throws {
        let ledger = try global.open(forReading: true)
        guard let order = FindingOrder(rawValue: sort) else {
            throw Complaint(
                64, "code.unknown", ["field": "sort", "found": sort], candidates: FindingOrder.allCases.map(\.rawValue))
        }
        try ledger.read { reader in
            try global.show(
                FindingQuery(
                    try filters.filter(reader), order: order, after: after, changedSince: changedSince, limit: limit),
                ledger, reader)
        }
    }
}

struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "一个问题的全部: everything about one finding.",
        discussion: "Example: xiaohao show 12")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The finding's number.") var number: Int

    func run() throws {
        let ledger = try global.open(forReading: true)
        let dossier = try ledger.read { try $0.dossier(FindingNumber(number)) }
        if global.json { return Output.json(FindingJSON.value(dossier.finding, today: ledger.today)) }
        let words = global.words
        let policy = try ledger.read { try ledger.policy($0) }
        let text = DossierText(words: words, policy: policy, today: ledger.today, zone: ledger.store.settings.zone)
        for line in text.lines(dossier) { Output.line(VisibleText.line(line.label + line.text)) }
    }
}

struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "经过: who did what, when, from which login.",
        discussion: "Example: xiaohao history 12")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The finding's number.") var number: Int

    func run() throws {
        let ledger = try global.open(forReading: true)
        let dossier = try ledger.read { try $0.dossier(FindingNumber(number)) }
        if global.json {
            return Output.json(
                .array(
                    dossier.history.map { entry in
                        .object([
                            "position": .number(entry.position), "version": .number(entry.version),
                            "event": .string(entry.event.code), "at": .string(entry.at.description),
                            "by": .string(entry.name), "person": .string(entry.person.description),
                            "login": .string(entry.login),
                        ])
                    }))
        }
        let words = global.words
        let policy = try ledger.read { try ledger.policy($0) }
        let text = DossierText(words: words, policy: policy, today: ledger.today, zone: ledger.store.settings.zone)
        Output.table(
            dossier.history.map { entry in
                [
                    String(entry.version), text.time(entry.at), entry.name, entry.login,
                    words["event.\(entry.event.code)"], text.detail(entry.event),
                ]
            })
    }
}

struct Count: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "计数: how many findings, by stage, unit, round, category, leader, source or month.",
        discussion: "Example: xiaohao count --by unit --overdue")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var filters: FilterOptions
    @Option(help: "stage, unit, round, category, leader, source, or month of the deadline.") var by: String = "stage"

    func run() throws {
        let ledger = try global.open(forReading: true)
        guard let field = CountField(rawValue: by) else {
            throw Complaint(
                64, "code.unknown", ["field": "by", "found": by], candidates: CountField.allCases.map(\.rawValue))
        }
        let words = global.words
        let counts = try ledger.read { reader in
            let filter = try filters.filter(reader)
            guard field == .stage else { return try reader.counts(by: field, filter, today: ledger.today) }
            // All four stages, those without a finding too, from the counters when nothing is filtered.
            let stages = try reader.counts(filter, today: ledger.today)
            return StageCode.allCases.map { stage in
                FieldCount(value: stage.rawValue, label: words.word(stage), count: stages.count(of: stage))
            }
        }
        if global.json {
            Output.json(
                .array(
                    counts.map {
                        .object(["value": .string($0.value), "label": .string($0.label), "count": .number($0.count)])
                    }))
        } else {
            Output.table(counts.map { [$0.label, String($0.count)] })
        }
    }
}

struct Log: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "事件日志: the events as JSON Lines, oldest first.",
        discussion: "Example: xiaohao log --since 120 --follow")
    @OptionGroup var global: GlobalOptions
    @Option(parsing: .unconditional, help: "Only events after this position.", transform: WholeNumber.read)
    var since = 0
    @Option(help: "Only this stream, e.g. finding/<id>.") var stream: String?
    @Flag(help: "Wait for more.") var follow = false

    func run() throws {
        if let stream, Attestation.Stream(stream) == nil {
            throw Complaint(
                64, "code.unknown", ["field": "stream", "found": stream],
                candidates: Attestation.Stream.nouns.map { $0 + "/<id>" })
        }
        let ledger = try global.open(forReading: true)
        var position = since
        while true {
            try ledger.read { reader in
                try reader.events(after: position, stream: stream) { stored in
                    Output.json(EventJSON.value(stored))
                    position = stored.position
                    return true
                }
            }
            guard follow else { return }
            usleep(300_000)
        }
    }
}

extension GlobalOptions {
    /// A list of findings, as a table or as JSON.
    func show(_ query: FindingQuery, _ ledger: OpenLedger, _ reader: LedgerReader) throws {
        let today = ledger.today
        if json {
            return try Output.array { take in
                try ledger.forEachFinding(
                    query, reader, make: { FindingJSON.bytes($0, today: today) }, take: take)
            }
        }
        var rows: [FindingRow] = []
        try reader.forEach(query, today: today) { row in
            rows.append(row)
            return true
        }
        let words = words
        Output.table(
            rows.map { row in
                [
                    "#\(row.number)", words.word(row.stage), row.unit.name, CardWords(words).due(row, today: today),
                    VisibleText.clip(row.text, width: 60),
                ]
            })
    }
}

/// The filters of cli.md, “Filters”.
struct FilterOptions: ParsableArguments {
    @Option(help: "assigned, in-progress, review or closed; once for each.") var stage: [String] = []
    @Flag(help: "Past the deadline.") var overdue = false
    @Option(name: .customLong("due-within"), help: "Due within so many days, e.g. 10d.") var dueWithin: String?
    @Option(name: .customLong("due-month"), help: "Due in this month, e.g. 2026-11.") var dueMonth: String?
    @Flag(help: "Overdue, listed, or sent back at least once and still open.") var trouble = false
    @Flag(help: "On the public list.") var listed = false
    @Flag(help: "★ 重点") var starred = false
    @Flag(help: "立行立改") var immediate = false
    @Flag(name: .customLong("long-term"), help: "长期坚持") var longTerm = false
    @Flag(name: .customLong("second-round"), help: "Sent back at least once.") var secondRound = false
    @Flag(help: "Not struck off.") var open = false
    @Flag(help: "省委重大清单") var provincial = false
    @Flag(name: .customLong("leader-owned"), help: "领办: a leader owns it.") var leaderOwned = false
    @Flag(name: .customLong("extension-pending"), help: "An extension waits for a decision.")
    var extensionPending = false
    @Flag(name: .customLong("awaiting-answer"), help: "A step of supervision waits for its answer.")
    var awaitingAnswer = false
    @Flag(help: "… and the day for the answer has passed.") var unanswered = false
    @Flag(name: .customLong("consolidation-due"), help: "巩固 can be confirmed.") var consolidationDue = false
    @Flag(name: .customLong("clue-out"), help: "A clue is still with its receiver.") var clueOut = false
    @Option(help: "Units with this head (一把手).") var head: String?
    @Option(help: "A unit and everything below it.") var unit: String?
    @Option(help: "A round, by name.") var round: String?
    @Option(help: "A category, or its level 1.") var category: String?
    @Option(help: "The responsible leader.") var leader: String?
    @Option(help: "inspection, transferred, audit, finance, petition or lookBack.") var source: String?
    @Option(help: "A common issue, by title or number.") var group: String?
    @Option(help: "Words in the text.") var text: String?

    func filter(_ reader: LedgerReader) throws -> FindingFilter { try reader.filter(values) }

    /// What was given, as a paper says it; `nil` when nothing was.
    func scope(_ words: Catalogue) -> String? {
        let values = values
        let named = FilterText.names.flatMap { name in
            (values[name] ?? []).map { value in
                let stage = name == "stage" ? StageCode(rawValue: value).map { words.word($0) } : nil
                let source = name == "source" ? Finding.Source(rawValue: value).map { words.word($0) } : nil
                return words["field.\(name)"] + words["list.colon"] + (stage ?? source ?? value)
            }
        }
        let flags = FilterText.flags.filter { values[$0] != nil }.map { words["field.\($0)"] }
        let parts = named + flags
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    /// What was given, by option name without dashes.
    var values: [String: [String]] {
        var values: [String: [String]] = stage.isEmpty ? [:] : ["stage": stage]
        let flags = [
            "overdue": overdue, "trouble": trouble, "listed": listed, "starred": starred, "immediate": immediate,
            "long-term": longTerm,
            "second-round": secondRound, "open": open,
            "provincial": provincial, "leader-owned": leaderOwned, "extension-pending": extensionPending,
            "awaiting-answer": awaitingAnswer,
            "unanswered": unanswered, "consolidation-due": consolidationDue, "clue-out": clueOut,
        ]
        for (name, isOn) in flags where isOn { values[name] = ["yes"] }
        let texts = [
            "due-within": dueWithin, "due-month": dueMonth, "head": head, "unit": unit, "round": round,
            "category": category, "leader": leader,
            "source": source, "group": group, "text": text,
        ]
        for (name, text) in texts { if let text { values[name] = [text] } }
        return values
    }
}
