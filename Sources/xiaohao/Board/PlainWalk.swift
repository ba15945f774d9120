import BoardUI
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Screen
import Wording

/// The finding that a screen reader has been told of, and the ways from it: the board's columns walked in words.
struct PlainWalk {
    private let ledger: OpenLedger
    private let words: Catalogue
    private(set) var stage = StageCode.assigned
    private(set) var selected: FindingRow?
    private var filter = FindingFilter()
    private var order = FindingOrder.due
    /// Position of the log that was told of.
    private var head: Int

    init(_ ledger: OpenLedger, _ words: Catalogue) throws {
        self.ledger = ledger
        self.words = words
        head = try ledger.head()
        try goToCards()
    }

    /// The first finding of this column or, where it is empty, of the first that is not.
    private mutating func goToCards() throws {
        selected = try rows(nil, .forward).first
        guard selected == nil else { return }
        let empty = stage
        for other in StageCode.allCases where selected == nil {
            stage = other
            selected = try rows(nil, .forward).first
        }
        if selected == nil { stage = empty }
    }

    enum Step { case next, previous, first, last, nextColumn, previousColumn }

    /// Moves; at an end nothing moves and that is said.
    mutating func go(_ step: Step) throws -> [String] {
        switch step {
        case .nextColumn, .previousColumn:
            let all = StageCode.allCases
            let index = stage.column + (step == .nextColumn ? 1 : -1)
            guard all.indices.contains(index) else { return [words["plain.end"]] }
            stage = all[index]
            selected = try rows(nil, .forward).first
            return [try column()] + focused()
        case .first: selected = try rows(nil, .forward).first
        case .last: selected = try rows(nil, .backward).first
        case .next, .previous:
            let direction = step == .next ? PageRequest.Direction.forward : .backward
            guard let anchor = selected?.anchor(in: order) else { return [words["board.empty"]] }
            guard let row = try rows(anchor, direction).first else { return [words["plain.end"]] }
            selected = row
        }
        return focused()
    }

    /// Goes to a finding by its number, whatever column it stands in.
    mutating func go(to number: FindingNumber) throws -> [String] {
        guard let row = try ledger.read({ try $0.row(number) }) else {
            throw LedgerError(.findingMissing, ["number": number.description])
        }
        stage = row.stage
        selected = row
        return focused()
    }

    mutating func apply(_ filter: FindingFilter) throws -> [String] {
        self.filter = filter
        try goToCards()
        return try summary() + focused()
    }

    mutating func search(_ text: String) throws -> [String] {
        var changed = filter
        changed.text = text.isBlank ? nil : text.trimmed
        return try apply(changed)
    }

    mutating func turnOrder() throws -> [String] {
        let all = FindingOrder.allCases
        order = all[((all.firstIndex(of: order) ?? 0) + 1) % all.count]
        selected = try rows(nil, .forward).first
        return [words["order.\(order.rawValue)"]] + focused()
    }

    /// What was changed by the last command or by others: the finding as it stands now.
    mutating func refresh() throws -> [String] {
        let now = try ledger.head()
        guard now != head else { return [] }
        head = now
        guard let number = selected?.number else {
            selected = try rows(nil, .forward).first
            return selected == nil ? [] : focused()
        }
        let before = selected
        selected = try ledger.read { try $0.row(number) }
        guard let row = selected, row != before else { return [] }
        stage = row.stage
        return [words["plain.changed"]] + focused()
    }

    // MARK: Words

    /// The ledger and its columns.
    func summary() throws -> [String] {
        let counts = try ledger.read { try $0.counts(filter, today: ledger.today) }
        let name = "\(ledger.store.settings.name) · \(CardWords(words).date(ledger.today))"
        return [name]
            + StageCode.allCases.map { "\(words.word($0))\(words["list.colon"])\(counts.count(of: $0))" }
            + [("header.overdue", counts.overdue), ("header.listed", counts.listed)].map {
                words.text($0.0, ["count": String($0.1)])
            }
    }

    private func column() throws -> String {
        let counts = try ledger.read { try $0.counts(filter, today: ledger.today) }
        return "\(words.word(stage))\(words["list.colon"])\(counts.count(of: stage))"
    }

    /// The finding in focus: where, which, what, whose, how urgent.
    func focused() -> [String] {
        guard let row = selected else { return [words[filter.isEmpty ? "board.empty" : "board.noneMatch"]] }
        let card = CardWords(words)
        let parts = [
            words.word(row.stage), "#\(row.number)", row.text, row.unit.path, card.due(row, today: ledger.today),
            flags(row),
        ]
        return [parts.filter { !$0.isEmpty }.joined(separator: words["plain.pause"])]
    }

    /// Flags in whole words: a sign read aloud says nothing.
    private func flags(_ row: FindingRow) -> String {
        var names = row.flags.sorted().map { words.word($0) }
        if row.isListed { names.append(words["field.listed"]) }
        if row.hasPendingExtension { names.append(words["plain.extension"]) }
        if row.hasPendingReturn { names.append(words["plain.return"]) }
        return names.joined(separator: words["plain.pause"])
    }

    /// Everything about the finding in focus.
    func dossier() throws -> [String] {
        guard let number = selected?.number else { return [words["board.empty"]] }
        return try ledger.read { reader in
            let dossier = try reader.dossier(number)
            let text = DossierText(
                words: words, policy: try ledger.policy(reader), today: ledger.today,
                zone: ledger.store.settings.zone)
            return text.lines(dossier).map { $0.label.trimmingCharacters(in: .whitespaces) + $0.text }
        }
    }

    /// What may be done with the finding in focus, and why the rest may not.
    func actions(as actor: String?) throws -> [String] {
        guard let number = selected?.number else { return [words["board.empty"]] }
        let all = try ledger.admissions(of: number, as: actor)
        let legal = all.filter { $0.refusal == nil }.map { item in
            "\(words["action.\(item.action.rawValue)"])\(words["list.colon"])\(ShellText.usage(item.action, on: number))"
        }
        let refused = all.compactMap { item in
            item.refusal.map { refusal in
                let (message, remedy) = words.explain(rule: refusal.rule.rawValue, refusal.facts)
                return "\(words["action.\(item.action.rawValue)"])\(words["menu.because"])\(message) → \(remedy)"
            }
        }
        return [words["plain.may"]] + legal + [words["plain.mayNot"]] + refused
    }

    private func rows(_ anchor: PageAnchor?, _ direction: PageRequest.Direction) throws -> [FindingRow] {
        var own = filter
        own.stages = [stage]
        return try ledger.read {
            try $0.page(
                PageRequest(filter: own, order: order, anchor: anchor, direction: direction, limit: 1),
                today: ledger.today)
        }
    }
}
