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
        // What was sent is not sent twice, and not changed on its way.
        guard !form.isWaiting || key == .escape else { return [] }
        if form.awaitsChord { return pressAfterChord(key, form) }
        switch key {
        case .control("x"):
            form.awaitsChord = true
            overlay = .form(form)
            return []
        case .escape:
            // What was refused was about the form.
            if notice?.kind == .refused { notice = nil }
            overlay = form.isChanged && form.purpose != .filter ? .question(Question(.discard(form))) : .none
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
                    notice = Notice(.refused, words["form.chooses"])
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
        return suggest() + keepDraft()
    }

    /// Pasted lines stay lines where several are taken; a choice takes the one that is named.
    mutating func paste(_ text: String, into form: FormState) -> [Effect] {
        guard form.fields.indices.contains(form.focus) else { return [] }
        var form = form
        form.fields[form.focus].paste(text)
        form.isChanged = true
        overlay = .form(form)
        return suggest() + keepDraft()
    }

    /// Enter makes a new line in a list until a line is left empty.
    private func takesLine(_ form: FormState) -> Bool {
        let field = form.fields[form.focus]
        guard case .list = field.kind, !field.isChoice else { return false }
        return !(field.input.beforeCaret.split(separator: "\n", omittingEmptySubsequences: false).last ?? "").isEmpty
    }

    private mutating func go(_ form: FormState, _ step: Int) -> [Effect] {
        var form = form
        form.check(form.focus, words)
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
        // The only folder there is, is entered.
        return keepDraft() + (field.suggestions.count == 1 && form.hint(of: field) == .file ? suggest() : [])
    }

    /// Asks what the focused field could mean.
    mutating func suggest() -> [Effect] {
        guard case .form(let form) = overlay, form.fields.indices.contains(form.focus) else { return [] }
        let field = form.fields[form.focus]
        if let hint = form.hint(of: field) { return [.suggest(field: field.name, hint, field.input.text)] }
        if field.isDay(in: form.purpose) {
            return [.understand(field: field.name, text: field.value, round: round(of: form))]
        }
        return []
    }

    /// The round from whose feedback a form's deadline counts.
    private func round(of form: FormState) -> String? {
        if case .intake(.item) = form.purpose { return intake.sheet?.round }
        guard form.purpose == .filing || form.purpose == .intake(.setting) else { return nil }
        return form.fields.first { $0.name == "round" }?.value
    }

    private mutating func submit(_ form: FormState) -> [Effect] {
        var form = form
        form.problem = nil
        for index in form.fields.indices {
            let isMissing = form.fields[index].isRequired && form.fields[index].value.isBlank
            let label = form.labelCode(form.fields[index])
            form.fields[index].problem =
                isMissing ? words.explain(rule: FieldProblem.Rule.missing.rawValue, ["field": label]).message : nil
        }
        if let missing = form.fields.firstIndex(where: { $0.problem != nil }) {
            form.focus = missing
            overlay = .form(form)
            return suggest()
        }
        if form.purpose.needsConfirmation {
            overlay = .question(Question(.send(form)))
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
        case .bulk(let action, let targets): return [.performBulk(FilledForm(action, values: form.values), targets)]
        case .press(let kind, let numbers):
            let values = form.values.merging(["kind": [kind.rawValue]]) { $1 }
            return [.desk(.press(FilledForm(.supervise, values: values), numbers, steps: desk.stepsBefore))]
        case .filing:
            board.filedRound = form.values["round"]?.first
            return [.file(form.values)]
        case .meeting(let purpose): return send(form, purpose)
        case .intake(let purpose): return send(form, purpose)
        case .triage(let purpose, _): return send(form, purpose)
        case .filter: return [.resolveFilter(form.values)]
        }
    }

    /// A command was done: say so, show its shell text, follow the finding to where it stands now.
    mutating func follow(_ reply: Message.PerformedReply) -> [Effect] {
        let dropped = overlay.draftKey.map { [Effect.dropDraft(key: $0)] } ?? []
        overlay = .none
        failure = nil
        let events = reply.events.map { words["event.\($0)"] }.joined(separator: " · ")
        notice = Notice(.done, "#\(reply.number) \(events)" + takenBack(reply.papersTakenBack))
        head = max(head, reply.head)
        shell = reply.shell
        lastBulk = nil
        // Its mark has served; one that nobody sees any more would be acted on next.
        desk.marks.remove(reply.number)
        guard let row = reply.row, tab == .board else { return reload() + dropped }
        board.ownWrites = [row.number]
        return turn(to: row) + dropped
    }

    /// What stands behind an undoing for which papers may have been written.
    func takenBack(_ papers: [String]) -> String {
        papers.isEmpty ? "" : " · " + words.papersTakenBack(papers)
    }

    /// Everything anew, with the cursor on a finding in the column where it stands now.
    mutating func turn(to row: FindingRow) -> [Effect] {
        let moved = board.columns.firstIndex { $0.stage == row.stage } ?? board.focus
        board.focus = moved
        if board.selected?.number != row.number { board.columns[moved].wanted = row }
        let effects = reload()
        guard let shown = board.detail?.number, shown != row.number else { return effects }
        return effects + showDetail(of: row.number)
    }

    /// The sentence of a trouble; everything that did not get written stays until it is dealt with, but somebody who was first is no failure.
    private mutating func problem(of trouble: Message.Trouble) -> Notice {
        var (message, remedy) = words.explain(rule: trouble.rule, trouble.facts)
        if let number = trouble.facts["of"] { message = "#\(number) " + message }
        let candidates = trouble.candidates.isEmpty ? remedy : trouble.candidates.prefix(6).joined(separator: " · ")
        let problem = Notice(trouble.isFailure ? .failed : .refused, message, remedy: candidates)
        if trouble.isFailure, trouble.facts["current"] == nil { failure = problem }
        return problem
    }

    /// A trouble of a command that was typed: no form is about it.
    mutating func say(_ trouble: Message.Trouble) { notice = problem(of: trouble) }

    /// A refusal stands beside its field when it has one; what was typed is kept.
    mutating func refuse(_ trouble: Message.Trouble) -> [Effect] {
        let problem = problem(of: trouble)
        // What was broken off may be asked for again.
        desk.isLoading = false
        board.seeksCards = false
        for column in board.columns.indices {
            board.columns[column].isLoading = false
            // What does not come is not what stands there.
            if board.columns[column].isStale { board.columns[column].clear() }
        }
        guard case .form(var form) = overlay, !form.fields.isEmpty else {
            switch overlay {
            case .form, .question, .menu, .frequency, .secret: overlay = .none
            case .none, .search, .command, .conflict, .help, .people, .evidence, .filters, .output, .neighbours: break
            }
            notice = problem
            return trouble.facts["current"] == nil ? [] : reload()
        }
        form.isWaiting = false
        if trouble.facts["current"] != nil, case .action(_, let number, _) = form.purpose {
            form.problem = problem
            overlay = .form(form)
            return [.newest(number)] + reload()
        }
        if let name = trouble.facts["field"], let index = form.fields.firstIndex(where: { $0.name == name }) {
            form.fields[index].problem = problem.text + " → " + problem.remedy
            form.focus = index
        } else {
            form.problem = problem
        }
        overlay = .form(form)
        return []
    }
}
