import Attestation
import BoardUI
import Dispatch
import Documents
import Exchange
import Ledger
import Office
import Rectification
import Requests
import Wording

// What triage wants done.

extension BoardWorker {
    func messages(for effect: TriageEffect, _ operation: OperationID) throws -> [TriageMessage] {
        let name = actorName
        let options = WriteOptions(operation: operation)
        switch effect {
        case .suggest: return []
        case .lists:
            return [
                try ledger.read { reader in
                    .lists(
                        issues: try reader.issues(),
                        letters: try reader.letters(LetterFilter(), today: ledger.today))
                }
            ]
        case .rows(let numbers): return [.rows(try ledger.read { try $0.rows(of: numbers.map(\.value)) })]
        case .sheet(let number): return [.sheet(try ledger.issueSheet(number))]
        case .letter(let number): return [.letter(try ledger.letter(number))]
        case .search(let text): return [try search(text)]
        case .accept(let draft, let shown, let entry):
            return [
                try decided(entry) {
                    let done = try ledger.form(draft, as: name, options)
                    return report(
                        done, shell: ShellText.accept(draft, of: shown), issue: done.issue?.row.number ?? 0)
                }
            ]
        case .dismiss(let dismissal, let entry):
            return [
                try decided(entry) {
                    report(
                        try ledger.dismiss(dismissal, as: name, options), shell: ShellText.dismiss(dismissal.suggestion)
                    )
                }
            ]
        case .form(let draft):
            let done = try ledger.form(draft, as: name, options)
            return [.wrote(report(done, shell: ShellText.accept(draft), issue: done.issue?.row.number))]
        case .ask(let request, let issue):
            do {
                let done = try ledger.perform(request, onIssue: issue, as: name, options)
                return [.wrote(report(done, shell: ShellText.issue(request, on: issue), issue: issue))]
            } catch let refusal as TriageRefusal where refusal.rule == .issueElsewhere {
                guard case .add(let numbers) = request else { throw refusal }
                return [.elsewhere(numbers, issue: issue, Message.Trouble(Complaint(refusal)))]
            }
        case .draft(let form, let issue):
            let done = try ledger.draftLetter(form, about: issue, words, as: name, options)
            return [.wrote(report(done, shell: ShellText.draft(form, about: issue), letter: done.letter?.number))]
        case .askLetter(let request, let letter):
            let done = try ledger.perform(request, onLetter: letter, as: name, options)
            var papers: String?
            if case .issue = request { papers = try write(letter) }
            return [
                .wrote(report(done, shell: ShellText.letter(request, on: letter), letter: letter, papers: papers))
            ]
        case .undo(let done):
            return [.wrote(report(try ledger.undo(done, as: name, options), shell: "xiaohao triage undo"))]
        case .restore(let suggestion):
            let done = try ledger.restore(suggestion: suggestion, as: name, options)
            return [.wrote(report(done, shell: "xiaohao triage restore \(ShellText.quoted(suggestion))"))]
        case .paper(let letter): return [.paper(try write(letter))]
        case .report(let field): return [.paper(try writeReport(field))]
        case .neighbours(let number):
            let found = try ledger.neighbours(of: number, limit: 30)
            return [
                .neighbours(
                    number,
                    found.map { NeighbourRow(finding: $0.row, likeness: $0.likeness, words: $0.words, issue: $0.issue) }
                )
            ]
        }
    }

    /// An entry that cannot be decided comes back to the queue with its reason.
    private func decided(_ entry: String, _ body: () throws -> TriageMessage.Done) throws -> TriageMessage {
        do {
            return .decided(entry: entry, try body())
        } catch let error as LedgerError where error.isOfAnAbsence {
            // A server that is away is waited for.
            throw error
        } catch {
            return .refused(entry: entry, Message.Trouble(Complaint(error)))
        }
    }

    private func report(
        _ done: Performed, shell: String, issue: Int? = nil, letter: Int? = nil, papers: String? = nil
    ) -> TriageMessage.Done {
        // What happened to the members follows from what happened to the issue.
        var events: [String] = []
        for event in done.events.map(\.text.eventKey) where event.contains(".") && !events.contains(event) {
            events.append(event)
        }
        return TriageMessage.Done(
            operation: done.operation, events: events, shell: shell, head: done.position, issue: issue,
            letter: letter, papers: papers, isUndoable: done.events.allSatisfy(\.text.event.isTakenBackInTriage))
    }

    /// Findings that are searched for at once.
    private static let found = 60

    private func search(_ text: String) throws -> TriageMessage {
        guard !text.isBlank else { return .found([], issues: [:], of: text) }
        var filter = FindingFilter()
        filter.text = text
        return try ledger.read { reader in
            let rows = try reader.page(
                PageRequest(filter: filter, order: .number, limit: Self.found), today: ledger.today)
            return .found(rows, issues: try reader.issueReferences(of: rows.map(\.number)), of: text)
        }
    }
}

extension AnyEvent {
    /// Whether the step that an event belongs to can be taken back; an event of a letter decides for itself.
    fileprivate var isTakenBackInTriage: Bool {
        switch self {
        case .letter(let event): event.isUndoable
        case .finding, .group, .ledger, .policy, .organisation, .person, .round, .meeting: true
        }
    }
}
