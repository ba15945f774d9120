import Attestation
import BoardUI
import Dispatch
import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Synchronization
import Wording

/// Does store work on its own queue, so that the keyboard is never dead.
final class BoardWorker: Sendable {
    let ledger: OpenLedger
    let words: Catalogue
    /// The reviewers' keys that are open at this screen.
    let keys: UnlockedKeys
    let mailbox: Mailbox
    let work: WorkQueue
    /// Name or id of whoever acts; `nil`: the person bound to the login.
    let actor: Mutex<String?>
    private let link: ServerLink
    /// Something was written elsewhere that was not looked at yet.
    private let hasNews = Mutex(false)
    private let askings = Askings()
    /// Counts what was asked while somebody types: only the newest is worth an answer.
    private let newestHint = Mutex(0)
    /// How often what was asked for, to open, was broken off.
    private let brokenOff = Mutex(0)
    let drafts: DraftFolder

    init(
        _ ledger: OpenLedger, _ global: GlobalOptions, _ keys: UnlockedKeys, _ link: ServerLink, _ mailbox: Mailbox
    ) {
        self.ledger = ledger
        self.link = link
        words = global.words
        self.keys = keys
        self.mailbox = mailbox
        work = WorkQueue("xiaohao.board", mailbox)
        actor = Mutex(global.actor)
        drafts = DraftFolder(ledger: ledger.store.ledger.description)
    }

    var isBusy: Bool { work.isBusy }
    var isAwaited: Bool { work.isAwaited }
    var actorName: String? { actor.withLock { $0 } }

    func perform(_ effect: Effect) {
        if let asking = effect.asking, let stale = askings.note(asking) { breakOff(stale) }
        switch effect {
        case .saveDraft, .intake(.keep):
            // Typing goes on; the file follows a moment later.
            if case .saveDraft(let draft) = effect { drafts.keep(draft) }
            if case .intake(.keep(let sheets)) = effect { drafts.keep(sheets) }
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(150)) {
                self.work.run { try self.drafts.flush() }
            }
            return
        case .forget:
            brokenOff.withLock { $0 += 1 }
            return
        case _: break
        }
        run(effect, ledger.surroundings.make())
    }

    /// What is answered quickly is let be; a count, which is not, makes room at once.
    private func breakOff(_ stale: Asking) {
        let cancel = { @Sendable in self.work.cancel(self.ledger) { self.askings.isRunning(stale) } }
        if stale.kind == .counts { return cancel() }
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(30), execute: cancel)
    }

    /// Says whether an effect is still wanted when its turn comes, and its answer when that is taken.
    private func turn(of effect: Effect) -> @Sendable () -> Bool {
        if let asking = effect.asking { return { self.askings.isNewest(asking) } }
        switch effect {
        case .complete, .suggest, .understand:
            let number = newestHint.withLock { newest in
                newest += 1
                return newest
            }
            return { self.newestHint.withLock { $0 == number } }
        case .admissions, .bulkAdmissions, .undo, .locate, .resolveFilter, .evidence, .desk(.act), .desk(.propose),
            .triage(.neighbours), .intake(.take):
            let number = brokenOff.withLock { $0 }
            return { self.brokenOff.withLock { $0 == number } }
        case _: return { true }
        }
    }

    /// Asks or does it. What the server does not answer to its end waits until it does, and is sent with the same operation: it happens once.
    private func run(_ effect: Effect, _ operation: OperationID) {
        let isWanted = turn(of: effect)
        work.run(isAwaited: !effect.isAhead) {
            guard isWanted() else { return }
            do {
                if effect.need != .none, let error = self.link.absence { throw error }
                let messages = try self.askings.answering(effect.asking) { try self.messages(for: effect, operation) }
                for message in messages { self.mailbox.post(message, while: isWanted) }
            } catch let error as LedgerError where error.isOfAnAbsence {
                if self.link.absence == nil { self.link.lose(error) }
                switch effect.need {
                case .write: self.link.hold(ServerLink.Held(effect: effect, operation: operation, error: error))
                case .answer: self.mailbox.post(.refused(Message.Trouble(Complaint(error))), while: isWanted)
                case .look, .none: break
                }
            } catch  where !isWanted() && (effect.asking != nil || (error as? LedgerError)?.rule != .interrupted) {
                // Why something cannot open that nobody waits for is not said either; that it was broken off is.
            }
        }
    }

    func cancel() {
        work.cancel(ledger)
        for held in link.drop() { mailbox.post(.refused(Message.Trouble(Complaint(held.error)))) }
    }

    /// Writes what was typed last, and waits for what was asked before; the board ends.
    func flush() {
        try? drafts.flush()
        if link.absence != nil { work.cancel(ledger) }
        work.finish()
    }

    /// Looks whether somebody else wrote, the day turned, or the server came back.
    func look(since head: Int, today: Day) {
        lockIdleKeys()
        // A database that is slow or away is asked once at a time: nothing piles up that leaving would have to wait for.
        guard !isBusy, link.mayTry else { return }
        work.run {
            do {
                try self.lookNow(since: head, today: today)
                self.link.answered()
            } catch let error as LedgerError where error.rule == .interrupted {
            } catch let error as LedgerError where self.link.absence != nil || error.isOfAnAbsence {
                self.link.lose(error)
            } catch {
                self.link.putOff()
                throw error
            }
        }
    }

    func lockIdleKeys() {
        if !keys.dropIdle().isEmpty { mailbox.post(.meeting(.unlocked(keys.people))) }
    }

    private func lookNow(since head: Int, today: Day) throws {
        if try ledger.store.database.hasNews() { hasNews.withLock { $0 = true } }
        let day = ledger.today
        let isBack = link.absence != nil
        guard isBack || day != today || hasNews.withLock({ $0 }) else { return }
        let (now, policy) = try ledger.read { (try $0.head(), try ledger.policy($0)) }
        hasNews.withLock { $0 = false }
        if isBack { for held in link.come() { run(held.effect, held.operation) } }
        guard now != head || day != today else { return }
        mailbox.post(.policy(policy))
        mailbox.post(.moved(head: now, today: day))
    }

    private func messages(for effect: Effect, _ operation: OperationID) throws -> [Message] {
        switch effect {
        case .load(let ask): return [.page(try ledger.read { try $0.page(for: ask, today: ledger.today) })]
        case .count(let filter, let generation):
            return [
                .counts(
                    try ledger.read { try $0.counts(filter, today: ledger.today) }, of: filter, generation: generation)
            ]
        case .desk(.act(let action, let target)): return try act(action, target)
        case .desk(let effect): return try messages(for: effect, operation).map { .desk($0) }
        case .units(let effect): return try messages(for: effect).map { .units($0) }
        case .figures(let effect): return try messages(for: effect).map { .figures($0) }
        case .countLanes(let lanes, let field, let filter, let generation):
            let counts = try ledger.read {
                try $0.counts(ofLanes: lanes, by: field, filter, today: ledger.today)
            }
            return [.laneCounts(counts, generation: generation)]
        case .dossier(let number): return [.dossier(try ledger.read { try $0.dossier(number) })]
        case .newest(let number): return [.newest(try ledger.read { try $0.dossier(number) })]
        case .frequency(let field, let filter):
            return [
                .frequency(field, try ledger.read { try $0.counts(by: field, filter, today: ledger.today) }, filter)
            ]
        case .locate(let number):
            guard let row = try ledger.read({ try $0.row(number) }) else {
                throw LedgerError(.findingMissing, ["number": number.description])
            }
            return [.located(row)]
        case .admissions(let number, let opening): return try admissions(number, opening)
        case .bulkAdmissions(let numbers, let opening):
            return [.bulkAdmissions(try bulkAdmissions(numbers), count: numbers.count, opening: opening)]
        case .perform(let form, let number, let version):
            return try perform(
                form.withWholePath, number,
                WriteOptions(operation: operation, ifVersion: form.action.standsBesideOthers ? nil : version))
        case .performBulk(let form, let targets): return try perform(form.withWholePath, targets, operation)
        case .undo(let number): return try undo(number)
        case .undoOperation(let undone):
            let number = try ledger.read { reader in
                try reader.findings(of: undone).first.map { try reader.finding($0).number }
            }
            let done = try ledger.undo(undone, as: actorName, WriteOptions(operation: operation))
            return [try report(done, shell: number.map { "xiaohao undo \($0) --bulk" } ?? "xiaohao triage undo")]
        case .file(let values): return try file(values, operation)
        case .suggest(let field, let hint, let words):
            return [.suggestions(field: field, try suggestions(hint, words))]
        case .understand(let field, let text, let round):
            return [.understood(field: field, text: text, words: try understand(text, round))]
        case .people:
            let login = ledger.surroundings.login
            let all = try ledger.read { try $0.persons() }
            return [.people(all.filter { !$0.isRetired && ($0.logins.isEmpty || $0.logins.contains(login)) })]
        case .actAs(let id):
            let person = try ledger.read { try $0.actor(named: id.description, login: ledger.surroundings.login) }
            actor.withLock { $0 = id.description }
            return [.actor(person)]
        case .meeting(let effect): return try messages(for: effect, operation)
        case .intake(let effect): return try messages(for: effect, operation).map { .intake($0) }
        case .triage(let effect): return try messages(for: effect, operation).map { .triage($0) }
        case .resolveFilter(let values): return [.filter(try ledger.read { try $0.filter(values) }, words: values)]
        case .evidence(let number): return [.evidence(number, try ledger.read { try $0.finding(number) }.liveEvidence)]
        case .savedFilters: return [.savedFilters(SavedFilters.read())]
        case .storeFilters(let filters):
            try SavedFilters.write(filters)
            return [.savedFilters(SavedFilters.read())]
        case .history: return [.history(CommandHistory.read())]
        case .complete(let text, let number): return [.completions(of: text, try completions(text, number))]
        case .findDraft(let key):
            try drafts.flush()
            return drafts.find(key) { Moment(seconds: $0).text(in: ledger.store.settings.zone) }.map { [.draft($0)] }
                ?? []
        case .drafts: return [.drafts(drafts.keys())]
        case .dropDraft(let key):
            drafts.drop(key)
            return []
        case .copy, .suspend, .redraw, .run, .cancel, .forget, .saveDraft, .edit, .open: return []
        }
    }

    func admissions(_ number: FindingNumber, _ opening: FindingAction?) throws -> [Message] {
        let finding = try ledger.read { try $0.finding(number) }
        let items = try ledger.admissions(of: number, as: actorName).map { Admission($0.action, refusal: $0.refusal) }
        return [.admissions(finding, items, opening: opening)]
    }

    func bulkAdmissions(_ numbers: [FindingNumber]) throws -> [BulkAdmission] {
        let all = try ledger.admissions(ofAll: numbers, as: actorName)
        return FindingAction.allCases.filter(\.isForMany).map { action in
            var admitted: [BulkTarget] = []
            var refused: [BulkAdmission.Refused] = []
            for one in all {
                if let refusal = one.answers.first(where: { $0.action == action })?.refusal {
                    refused.append(BulkAdmission.Refused(number: one.number, refusal: refusal))
                } else {
                    admitted.append(BulkTarget(number: one.number, version: one.version))
                }
            }
            return BulkAdmission(action, admitted: admitted, refused: refused)
        }
    }

    /// A step that was done to several findings is taken back as one.
    private func undo(_ number: FindingNumber) throws -> [Message] {
        if let step = try ledger.lastStep(of: number), step.findings > 1 {
            return [.wholeOperation(step.operation, event: step.event, findings: step.findings)]
        }
        return try admissions(number, .undo)
    }

    private func perform(
        _ form: FilledForm, _ targets: [BulkTarget], _ operation: OperationID
    ) throws -> [Message] {
        let done = try ledger.perform(
            form, onAll: targets.map { ($0.number, $0.version) }, as: actorName, WriteOptions(operation: operation))
        guard let first = targets.first else { return [] }
        let shell = ShellText.command(form, on: first.number)
        return [
            try report(
                done, of: targets.count, first: first.number,
                shell: targets.count > 1 ? shell + " …×\(targets.count)" : shell)
        ]
    }

    /// - Parameter asked: of how many findings it was asked; those to which nothing happened were so already. `nil` for an undoing.
    private func report(
        _ done: Performed, of asked: Int? = nil, first: FindingNumber? = nil, shell: String
    ) throws -> Message {
        let findings = Set(
            done.events.map(\.text.stream.description).filter { $0.hasPrefix("finding/") })
        let event = done.events.first { $0.text.stream.description.hasPrefix("finding/") }
        return .performedBulk(
            Message.BulkReply(
                count: findings.count, alreadySo: asked.map { $0 - findings.count } ?? 0,
                events: event?.text.eventKeys ?? [], papersTakenBack: try ledger.papersTakenBack(by: done, words),
                isUndoable: asked != nil && event?.text.isUndoable == true, first: first, shell: shell,
                head: done.position))
    }

    private func completions(_ text: String, _ number: FindingNumber?) throws -> [Completion] {
        guard let grammar = Grammar.ofThisProgram else { return [] }
        return try ledger.read { reader in
            try Completer(
                grammar: grammar, words: words, policy: try ledger.policy(reader), reader: reader, number: number
            ).completions(of: text)
        }
    }

    /// What a date means, in words: the day, how far it is, in working days too.
    private func understand(_ text: String, _ round: String?) throws -> String? {
        guard let understood = try ledger.read({ try ledger.understand(text, round: round, $0) }) else { return nil }
        var parts: [String] = []
        if understood.code != .date { parts.append(words["deadline.\(understood.code.rawValue)"]) }
        if let day = understood.day {
            let days = ledger.today.days(until: day)
            parts.append("\(day) \(words.word(day.weekday))")
            parts.append(
                days == 0
                    ? words["form.today"]
                    : days < 0
                        ? words.text("form.daysAgo", ["days": String(-days)])
                        : words.text(
                            "form.daysAhead", ["days": String(days), "working": String(understood.workingDays)]))
            if !understood.isCalendarKnown { parts.append(words["form.calendarUnknown"]) }
        }
        return parts.joined(separator: " · ")
    }

    private func perform(
        _ form: FilledForm, _ number: FindingNumber, _ options: WriteOptions
    ) throws -> [Message] {
        let done = try ledger.perform(form, on: number, as: actorName, options)
        return try report(done, number, shell: ShellText.command(form, on: number))
    }

    private func file(_ values: [String: [String]], _ operation: OperationID) throws -> [Message] {
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
        let done = try ledger.file(draft, as: actorName, WriteOptions(operation: operation))
        let options = FormState.filingFields.flatMap { field in
            (values[field] ?? []).flatMap { ["--" + field, ShellText.quoted($0)] }
        }
        guard let finding = done.finding else { return [] }
        return try report(done, finding.number, shell: (["xiaohao", "file"] + options).joined(separator: " "))
    }

    private func report(_ done: Performed, _ number: FindingNumber, shell: String) throws -> [Message] {
        let row = try ledger.read { try $0.row(number) }
        let events = done.events.flatMap(\.text.eventKeys)
        return [
            .performed(
                Message.PerformedReply(
                    number: number, events: events, papersTakenBack: try ledger.papersTakenBack(by: done, words),
                    shell: shell, row: row, head: done.position))
        ]
    }

    private func suggestions(_ hint: FormHint, _ words: String) throws -> [String] {
        if hint == .file { return FileNames.meant(by: words) }
        return try ledger.read { reader in
            switch hint {
            case .reference(.unit):
                let last = words.split(separator: "/").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
                return try reader.paths(containing: last, limit: 12)
            case .reference(.group):
                return try reader.groups().map(\.title).filter { words.isEmpty || $0.contains(words) }
            case .round: return try reader.roundsInOrder().reversed().filter { words.isEmpty || $0.contains(words) }
            case .heads: return try reader.heads(containing: words, limit: 12)
            case .leader: return try reader.leaders(containing: words, limit: 12)
            case .head(let number):
                return try reader.organisation(reader.finding(number).facts.unit.id)?.head.map { [$0] } ?? []
            case .reference(.party), .reference(.reason), .file: return []
            }
        }
    }
}
