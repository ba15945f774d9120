internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// Questions, drafts and conflicts: what stands between a form and the ledger.

extension UIState {
    mutating func press(_ key: KeyPress, answering question: Question) -> [Effect] {
        switch Keymap.halfWidth(key) {
        case .character("y"): return agree(to: question.matter)
        case .character("n"): return decline(question.matter)
        case .escape:
            if case .intake(let question) = question.matter { return decline(question, forGood: false) }
            guard case .restore(_, let form) = question.matter else { return decline(question.matter) }
            overlay = .form(form)
            return suggest()
        case _: return []
        }
    }

    private mutating func agree(to matter: Question.Matter) -> [Effect] {
        switch matter {
        case .discard(let form):
            overlay = .none
            return form.purpose.draftKey.map { [.dropDraft(key: $0)] } ?? []
        case .send(let form): return send(form)
        case .undoOperation(let operation, _, _):
            overlay = .none
            return [.undoOperation(operation)]
        case .restore(let draft, let form):
            overlay = .form(form.restored(from: draft))
            return suggest()
        case .intake(let question): return agree(to: question)
        case .triage(let question): return agree(to: question)
        }
    }

    private mutating func decline(_ matter: Question.Matter) -> [Effect] {
        switch matter {
        case .discard(let form): overlay = .form(form)
        case .send(let form): overlay = form.asksNothing ? .none : .form(form)
        case .undoOperation:
            overlay = .none
            lastBulk = nil
        case .triage: overlay = .none
        case .intake(let question): return decline(question, forGood: true)
        case .restore(let draft, let form):
            overlay = .form(form)
            return [.dropDraft(key: draft.key)] + suggest()
        }
        return []
    }

    // MARK: Drafts

    /// Shows a form, and asks for what was typed into it before a terminal was lost.
    mutating func begin(_ form: FormState) -> [Effect] {
        overlay = .form(form)
        return suggest() + (form.purpose.draftKey.map { [.findDraft(key: $0)] } ?? [])
    }

    /// Keeps what is being typed, so that a lost terminal loses nothing.
    func keepDraft() -> [Effect] {
        guard case .form(let form) = overlay, form.isChanged, let draft = form.draft else { return [] }
        return [.saveDraft(draft)]
    }

    /// A draft of the form that was just opened is offered.
    mutating func offer(_ draft: Draft) -> [Effect] {
        guard case .form(let form) = overlay, !form.isChanged, form.purpose.draftKey == draft.key else { return [] }
        overlay = .question(Question(.restore(draft, form)))
        return []
    }

    /// Says at the start which drafts wait.
    mutating func announce(drafts keys: [String]) -> [Effect] {
        guard !keys.isEmpty, notice == nil else { return [] }
        // What belongs to a kept list is offered with it.
        let keys = keys.filter { !$0.hasPrefix("intake-") }
        guard !keys.isEmpty else { return [] }
        let names = keys.prefix(3).map { draftName($0) }.joined(separator: " · ")
        notice = Notice(
            .told, words.text("draft.waiting", ["count": String(keys.count), "names": names]),
            remedy: words["draft.waiting.remedy"])
        return []
    }

    private func draftName(_ key: String) -> String {
        if key == "filing" { return words["form.filing"] }
        if let name = MeetingForm.name(ofDraft: key, words) { return name }
        let parts = key.split(separator: "-", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return key }
        if parts[0] == "bulk" { return words["action.\(parts[1])"] }
        if parts[0] == "triage", let code = parts[1].split(separator: "-").first {
            return words["triage.form.\(code)"]
        }
        return "#\(parts[1]) " + words["action.\(parts[0])"]
    }

    // MARK: Conflicts

    /// The form was refused because somebody was first: both versions are shown.
    mutating func show(conflictWith dossier: FindingDossier) -> [Effect] {
        guard case .form(let form) = overlay, case .action(_, let number, let seen) = form.purpose,
            number == dossier.finding.number, dossier.finding.version > seen
        else { return [] }
        var kept = form
        kept.isWaiting = false
        overlay = .conflict(Conflict(form: kept, seen: seen, now: dossier))
        return keepDraft()
    }

    mutating func pressInConflict(_ key: KeyPress, _ conflict: Conflict) -> [Effect] {
        guard case .action(let action, let number, _) = conflict.form.purpose else { return [] }
        let draft = conflict.form.draft.map { [Effect.saveDraft($0)] } ?? []
        switch Keymap.halfWidth(key) {
        case .character("r"):
            // What is there now, without what was typed.
            overlay = .form(FormState.action(action, conflict.now.finding, setting))
            return suggest() + (conflict.form.purpose.draftKey.map { [.dropDraft(key: $0)] } ?? [])
        case .character("d"), .escape:
            overlay = .none
            notice = Notice(.done, words.text("conflict.kept", ["number": number.description]))
            return draft
        case .character("e"):
            var form = conflict.form
            form.purpose = .action(action, number, version: conflict.now.finding.version)
            form.problem = nil
            overlay = .form(form)
            return draft + suggest()
        case _: return []
        }
    }
}

extension Overlay {
    /// The draft of what is open.
    var draftKey: String? {
        switch self {
        case .form(let form): form.purpose.draftKey
        case .question(let question):
            switch question.matter {
            case .discard(let form), .send(let form): form.purpose.draftKey
            case .restore(let draft, _): draft.key
            case .undoOperation, .intake, .triage: nil
            }
        case .none, .search, .command, .menu, .conflict, .help, .people, .evidence, .filters, .frequency, .output,
            .neighbours, .secret:
            nil
        }
    }
}
