import BoardUI
import Dispatch
import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Synchronization

/// Does store work on its own queue, so that the keyboard is never dead.
final class BoardWorker: Sendable {
    private let ledger: OpenLedger
    private let mailbox: Mailbox
    private let queue = DispatchQueue(label: "xiaohao.board")
    private let waiting = Mutex(0)
    /// Name or id of whoever acts; `nil`: the person bound to the login.
    private let actor: Mutex<String?>
    private let newestCount = Mutex(0)

    init(_ ledger: OpenLedger, actor: String?, _ mailbox: Mailbox) {
        self.ledger = ledger
        self.mailbox = mailbox
        self.actor = Mutex(actor)
    }

    var isBusy: Bool { waiting.withLock { $0 > 0 } }

    func perform(_ effect: Effect) {
        if case .count(_, let generation) = effect { newestCount.withLock { $0 = generation } }
        run {
            for message in try self.messages(for: effect) { self.mailbox.post(message) }
        }
    }

    /// Looks whether somebody else wrote, or the day turned.
    func look(since head: Int, today: Day) {
        run {
            let now = try self.ledger.head()
            let day = self.ledger.today
            guard now != head || day != today else { return }
            self.mailbox.post(.policy(try self.ledger.read { try self.ledger.policy($0) }))
            self.mailbox.post(.moved(head: now, today: day))
        }
    }

    private func run(_ work: @escaping @Sendable () throws -> Void) {
        waiting.withLock { $0 += 1 }
        queue.async {
            do { try work() } catch { self.mailbox.post(.refused(Message.Trouble(Complaint(error)))) }
            self.waiting.withLock { $0 -= 1 }
        }
    }

    private func messages(for effect: Effect) throws -> [Message] {
        switch effect {
        case .load(let ask): return [.page(try ledger.read { try $0.page(for: ask, today: ledger.today) })]
        case .count(let filter, let generation):
            guard newestCount.withLock({ $0 == generation }) else { return [] }
            return [.counts(try ledger.read { try $0.counts(filter, today: ledger.today) }, generation: generation)]
        case .dossier(let number): return [.dossier(try ledger.read { try $0.dossier(number) })]
        case .admissions(let number, let opening):
            let name = actor.withLock { $0 }
            let finding = try ledger.read { try $0.finding(number) }
            let items = try ledger.admissions(of: number, as: name).map {
                ActionMenu.Item(action: $0.action, refusal: $0.refusal)
            }
            return [.admissions(finding, items, opening: opening)]
        case .perform(let form, let number, let version): return try perform(form, number, version)
        case .file(let values): return try file(values)
        case .suggest(let field, let reference, let words):
            return [.suggestions(field: field, try suggestions(reference, words))]
        case .suggestRounds(let field):
            return [.suggestions(field: field, try ledger.read { try $0.rounds().map(\.name).reversed() })]
        case .people:
            let login = ledger.surroundings.login
            let all = try ledger.read { try $0.persons() }
            return [.people(all.filter { !$0.isRetired && ($0.logins.isEmpty || $0.logins.contains(login)) })]
        case .actAs(let id):
            let person = try ledger.read { try $0.actor(named: id.description, login: ledger.surroundings.login) }
            actor.withLock { $0 = id.description }
            return [.actor(person)]
        case .resolveFilter(let values): return [.filter(try ledger.read { try $0.filter(values) })]
        case .evidence(let number): return [.evidence(number, try ledger.read { try $0.finding(number) }.liveEvidence)]
        case .copy, .suspend, .redraw, .edit, .open: return []
        }
    }

    private func perform(_ form: FilledForm, _ number: FindingNumber, _ version: Int) throws -> [Message] {
        let name = actor.withLock { $0 }
        let done = try ledger.perform(form, on: number, as: name, WriteOptions(ifVersion: version))
        return try report(done, number, shell: ShellText.command(form, on: number))
    }

    private func file(_ values: [String: [String]]) throws -> [Message] {
        func one(_ name: String) -> String { values[name]?.first ?? "" }
        func optional(_ name: String) -> String? { values[name]?.first }
        var amount: Amount?
        if let written = optional("amount") {
            guard let read = Amount(tenThousandYuan: written) else {
                throw FieldProblem(.amount, field: "amount", found: written)
            }
            amount = read
        }
        let draft = FilingDraft(
            round: one("round"), unit: one("unit"), text: one("text"), category: one("category"),
            source: Finding.Source(rawValue: one("source")) ?? .inspection, deadline: one("deadline"),
            externalNumber: optional("external-number"), leadUnit: optional("lead-unit"), leader: optional("leader"),
            responsible: optional("person"), goal: optional("goal"), measures: values["measure"] ?? [], amount: amount)
        let done = try ledger.file(draft, as: actor.withLock { $0 })
        let options = FormState.filingFields.flatMap { field in
            (values[field] ?? []).flatMap { ["--" + field, ShellText.quoted($0)] }
        }
        guard let finding = done.finding else { return [] }
        return try report(done, finding.number, shell: (["xiaohao", "file"] + options).joined(separator: " "))
    }

    private func report(_ done: Performed, _ number: FindingNumber, shell: String) throws -> [Message] {
        let row = try ledger.read { try $0.row(number) }
        let events = done.events.map(\.text.eventKey)
        return [
            .performed(
                Message.PerformedReply(number: number, events: events, shell: shell, row: row, head: done.position))
        ]
    }

    private func suggestions(_ reference: FormField.Reference, _ words: String) throws -> [String] {
        try ledger.read { reader in
            switch reference {
            case .unit:
                let last = words.split(separator: "/").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
                return try reader.paths(containing: last, limit: 12)
            case .group: return try reader.groups().map(\.title).filter { words.isEmpty || $0.contains(words) }
            case .party, .reason: return []
            }
        }
    }
}

extension LedgerReader {
    /// The rows of a column that were asked for.
    func page(for ask: PageAsk, today: Day) throws -> Message.PageReply {
        func rows(_ anchor: PageAnchor?, _ direction: PageRequest.Direction, _ limit: Int) throws -> [FindingRow] {
            try page(
                PageRequest(filter: ask.filter, order: ask.order, anchor: anchor, direction: direction, limit: limit),
                today: today)
        }
        switch ask.place {
        case .first:
            let found = try rows(nil, .forward, ask.limit)
            return .init(request: ask, rows: found, hasMoreAbove: false, hasMoreBelow: found.count == ask.limit)
        case .last:
            let found = try rows(nil, .backward, ask.limit)
            return .init(request: ask, rows: found, hasMoreAbove: found.count == ask.limit, hasMoreBelow: false)
        case .after(let anchor):
            let found = try rows(anchor, .forward, ask.limit)
            return .init(request: ask, rows: found, hasMoreAbove: true, hasMoreBelow: found.count == ask.limit)
        case .before(let anchor):
            let found = try rows(anchor, .backward, ask.limit)
            return .init(request: ask, rows: found, hasMoreAbove: found.count == ask.limit, hasMoreBelow: true)
        case .around(let number, let fallback):
            let anchor =
                try row(number).flatMap { ask.filter.stages.contains($0.stage) ? $0.anchor(in: ask.order) : nil }
                ?? fallback
            let above = try rows(anchor, .backward, ask.limit / 2)
            // The row itself, if the filter still means it, is the first one after those above it.
            let below = try rows(above.last?.anchor(in: ask.order), .forward, ask.limit)
            let all = above + below
            return .init(
                request: ask, rows: all, hasMoreAbove: above.count == ask.limit / 2,
                hasMoreBelow: below.count == ask.limit,
                index: all.firstIndex { $0.number == number } ?? min(above.count, max(0, all.count - 1)))
        }
    }
}

extension Message.Trouble {
    init(_ complaint: Complaint) {
        self.init(
            rule: complaint.rule, facts: complaint.facts, candidates: complaint.candidates,
            isFailure: complaint.exit >= 69 && complaint.exit != 77)
    }
}
