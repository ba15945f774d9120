internal import Rectification
internal import Requests
internal import Screen
internal import Wording

extension UIState {
    mutating func editForm(_ change: (inout FormState) -> Void) {
        guard case .form(var form) = overlay else { return }
        change(&form)
        overlay = .form(form)
    }

    mutating func pressInForm(_ key: KeyPress, _ form: FormState) -> [Effect] {
        guard !form.fields.isEmpty else { return [] }
        var form = form
        form.focus = max(0, min(form.fields.count - 1, form.focus))
        if form.awaitsChord { return pressAfterChord(key, form) }
        switch key {
        case .control("x"):
            form.awaitsChord = true
            overlay = .form(form)
            return []
        case .escape:
            overlay = form.isChanged ? .confirmDiscard(form) : .none
            return []
        case .control("s"): return submit(form)
        case .tab, .down: return go(form, 1)
        case .backTab, .up: return go(form, -1)
        case .enter:
            if takesLine(form) { break }
            return form.focus == form.fields.count - 1 ? submit(form) : go(form, 1)
        case .control("n"): return cycle(form, 1)
        case .control("p"): return cycle(form, -1)
        case _: break
        }
        let index = form.focus
        form.fields[index].problem = nil
        if form.fields[index].isChoice {
            let count = form.fields[index].choices.count
            switch Keymap.halfWidth(key) {
            case .right, .character(" "): form.fields[index].chosen = (form.fields[index].chosen + 1) % count
            case .left: form.fields[index].chosen = (form.fields[index].chosen + count - 1) % count
            case .character(let character):
                // A digit picks directly; a letter walks to the next choice that begins with it.
                if let number = character.wholeNumberValue, (1...count).contains(number) {
                    form.fields[index].chosen = number - 1
                } else if let found = form.fields[index].choices.firstIndex(where: { $0.words.first == character }) {
                    form.fields[index].chosen = found
                } else {
                    return []
                }
            case _: return []
            }
        } else if key == .enter || key == .control("j") {
            form.fields[index].input.insert("\n")
        } else if !form.fields[index].input.edit(key) {
            return []
        }
        form.isChanged = true
        overlay = .form(form)
        return suggest()
    }

    /// Pasted lines stay lines where several are taken; a choice takes the one that is named.
    mutating func paste(_ text: String, into form: FormState) -> [Effect] {
        guard form.fields.indices.contains(form.focus) else { return [] }
        var form = form
        form.fields[form.focus].paste(text)
        form.isChanged = true
        overlay = .form(form)
        return suggest()
    }

    /// Enter makes a new line in a list until a line is left empty.
    private func takesLine(_ form: FormState) -> Bool {
        let field = form.fields[form.focus]
        guard case .list = field.kind, !field.isChoice else { return false }
        return !(field.input.beforeCaret.split(separator: "\n", omittingEmptySubsequences: false).last ?? "").isEmpty
    }

    private mutating func go(_ form: FormState, _ step: Int) -> [Effect] {
        var form = form
        form.focus = (form.focus + step + form.fields.count) % form.fields.count
        overlay = .form(form)
        return suggest()
    }

    /// ^N and ^P put in what could be meant, one after the other.
    private mutating func cycle(_ form: FormState, _ step: Int) -> [Effect] {
        var form = form
        let field = form.fields[form.focus]
        guard !field.suggestions.isEmpty else { return [] }
        let current = field.suggestions.firstIndex(of: field.input.text)
        let next =
            current.map { ($0 + step + field.suggestions.count) % field.suggestions.count }
            ?? (step > 0 ? 0 : field.suggestions.count - 1)
        form.fields[form.focus].input.replace(with: field.suggestions[next])
        form.fields[form.focus].problem = nil
        form.isChanged = true
        overlay = .form(form)
        return []
    }

    /// Asks what the focused field could mean.
    mutating func suggest() -> [Effect] {
        guard case .form(let form) = overlay, form.fields.indices.contains(form.focus) else { return [] }
        let field = form.fields[form.focus]
        if let reference = field.reference { return [.suggest(field: field.name, reference, field.input.text)] }
        if field.name == "round", !field.isChoice { return [.suggestRounds(field: field.name)] }
        return []
    }

    private mutating func submit(_ form: FormState) -> [Effect] {
        var form = form
        form.problem = nil
        for index in form.fields.indices {
            let isMissing = form.fields[index].isRequired && form.fields[index].value.isBlank
            form.fields[index].problem =
                isMissing
                ? words.explain(rule: FieldProblem.Rule.missing.rawValue, ["field": form.fields[index].name]).message
                : nil
        }
        if let missing = form.fields.firstIndex(where: { $0.problem != nil }) {
            form.focus = missing
            overlay = .form(form)
            return suggest()
        }
        if case .action(let action, _, _) = form.purpose, action.needsConfirmation {
            overlay = .confirm(form)
            return []
        }
        return send(form)
    }

    /// Hands a form over; it stays open until it was taken.
    mutating func send(_ form: FormState) -> [Effect] {
        var form = form
        form.isWaiting = true
        overlay = .form(form)
        switch form.purpose {
        case .action(let action, let number, let version):
            return [.perform(FilledForm(action, values: form.values), number, version: version)]
        case .filing: return [.file(form.values)]
        case .filter:
            board.filterValues = form.values
            return [.resolveFilter(form.values)]
        }
    }

    /// A command was done: say so, show its shell text, follow the finding to where it stands now.
    mutating func follow(_ reply: Message.PerformedReply) -> [Effect] {
        overlay = .none
        let events = reply.events.map { words["event.\($0)"] }.joined(separator: " · ")
        notice = Notice(.done, "#\(reply.number) \(events)")
        head = max(head, reply.head)
        shell = reply.shell
        guard let row = reply.row else { return reload() }
        board.ownWrite = row.number
        let moved = board.columns.firstIndex { $0.stage == row.stage } ?? board.focus
        var effects = reload()
        if moved != board.focus || board.selected?.number != row.number {
            board.focus = moved
            board.columns[moved].generation += 1
            board.columns[moved].isLoading = true
            effects.insert(.load(ask(moved, .around(row.number, fallback: row.anchor(in: board.order)))), at: 0)
            if let shown = board.detail?.number, shown != row.number { effects += showDetail(of: row.number) }
        }
        return effects
    }

    /// A refusal stands beside its field when it has one; what was typed is kept.
    mutating func refuse(_ trouble: Message.Trouble) -> [Effect] {
        let (message, remedy) = words.explain(rule: trouble.rule, trouble.facts)
        let candidates = trouble.candidates.isEmpty ? remedy : trouble.candidates.prefix(6).joined(separator: " · ")
        guard case .form(var form) = overlay, !form.fields.isEmpty else {
            overlay = .none
            notice = Notice(trouble.isFailure ? .failed : .refused, message, remedy: candidates)
            return []
        }
        form.isWaiting = false
        // Told that somebody was first, a person may send again what is now for the newer version.
        if let current = trouble.facts["current"].flatMap({ Int($0) }),
            case .action(let action, let number, _) = form.purpose
        {
            form.purpose = .action(action, number, version: current)
        }
        if let name = trouble.facts["field"], let index = form.fields.firstIndex(where: { $0.name == name }) {
            form.fields[index].problem = message + " → " + candidates
            form.focus = index
        } else {
            form.problem = Notice(trouble.isFailure ? .failed : .refused, message, remedy: candidates)
        }
        overlay = .form(form)
        return trouble.facts["current"] == nil ? [] : reload()
    }
}
