internal import Requests
package import Screen
internal import Wording

// From a key to what it means where it is pressed.

extension UIState {
    mutating func press(_ key: KeyPress) -> [Effect] {
        if let action = ofTheTerminal(key) { return runInShell(action) }
        if isExpecting {
            if key == .escape { return breakOff() }
            if typedAhead.count < 256 { typedAhead.append(key) }
            return []
        }
        if key.isOfThePointer { return point(key) }
        if case .paste(let text) = key { return paste(text) }
        if busy != nil || (absence?.waiting ?? 0) > 0, key == .escape {
            notice = Notice(.told, words["busy.cancelling"])
            return [.cancel]
        }
        let key = leavesInput(key) ? .escape : key
        switch overlay {
        case .none: return pressInView(key)
        case .search(let input): return pressInSearch(key, input)
        case .command(let command): return pressInCommand(key, command)
        case .menu(let menu): return pressInMenu(key, menu)
        case .form(let form): return pressInForm(key, form)
        case .conflict(let conflict): return pressInConflict(key, conflict)
        case .help(let help): return pressInHelp(key, help)
        case .people(let picker): return pressInPeople(key, picker)
        case .evidence(let picker): return pressInEvidence(key, picker)
        case .filters(let list): return pressInFilters(key, list)
        case .frequency(let frequency): return pressInFrequency(key, frequency)
        case .output(let pane): return pressInOutput(key, pane)
        case .neighbours(let list): return pressInNeighbours(key, list)
        case .question(let question): return press(key, answering: question)
        // What is typed for a PIN never comes this way.
        case .secret: return []
        }
    }

    /// What is about the terminal itself, drawing it anew and leaving it for a while, is meant over forms and questions too.
    private func ofTheTerminal(_ key: KeyPress) -> ShellAction? {
        guard case .control = key, case .shell(let action) = setting.keymap.meaning(of: key, on: tab),
            action == .redraw || action == .suspend
        else { return nil }
        return action
    }

    // MARK: One rule for all that lies over a view

    /// Where something is typed or asked, `^C` leaves it as Esc does; everywhere else it quits.
    private func leavesInput(_ key: KeyPress) -> Bool {
        guard case .control = key, case .shell(.quit) = setting.keymap.meaning(of: key, on: tab) else { return false }
        if case .none = overlay { return isTypingInView }
        return overlay.listName == nil
    }

    /// A key that a list makes nothing of means what it means in the view below: `Q` quits, `?` says what there is.
    mutating func pressBeside(_ key: KeyPress) -> [Effect] {
        guard case .shell(let action) = setting.keymap.meaning(of: key, on: tab), let name = overlay.listName else {
            if case .character(let character) = key, DisplayWidth.of(character) == 2 {
                notice = Notice(.refused, words["board.inputMethod"])
            }
            return []
        }
        switch action {
        case .quit: return runInShell(.quit)
        case .help:
            let quit = setting.keymap.keys(of: .shell(.quit)).first.map { KeyName.shown($0) } ?? ""
            notice = Notice(.told, words.text("pane.keys.\(name)", ["quit": quit]))
        case .boardTab, .meetingTab, .deskTab, .triageTab, .dossierTab, .figuresTab, .lastView, .command, .neighbours,
            .actAs, .refresh, .redraw, .suspend:
            break
        }
        return []
    }

    // MARK: Typing ahead

    /// Asks for what opens a menu, a form or a question, or for what the next keys are about (a finding, a filter, who acts); they wait for it.
    mutating func expect(_ effect: Effect) -> [Effect] {
        isExpecting = true
        return [effect]
    }

    /// What was asked for does not open any more, and what it waited behind is broken off with it.
    private mutating func breakOff() -> [Effect] {
        stopExpecting()
        guard busy != nil else { return [.forget] }
        notice = Notice(.told, words["busy.cancelling"])
        return [.forget, .cancel]
    }

    mutating func stopExpecting() {
        isExpecting = false
        isExpectingRows = false
        typedAhead = []
    }

    /// The answer is there: the keys that waited for it are pressed.
    mutating func replay(_ effects: [Effect]) -> [Effect] {
        guard isExpecting else { return effects }
        let keys = typedAhead
        stopExpecting()
        return effects + keys.flatMap { press($0) }
    }

    mutating func pressInView(_ key: KeyPress) -> [Effect] {
        if tab == .desk, desk.isChoosing { return pressChoosing(key) }
        if tab == .intake, let cut = intake.cut { return pressCutting(key, cut) }
        if tab == .triage, let pull = triage.pull { return pressPulling(key, pull) }
        guard let meaning = setting.keymap.meaning(of: key, on: tab) else {
            if case .character(let character) = key, DisplayWidth.of(character) == 2 {
                notice = Notice(.refused, words["board.inputMethod"])
            }
            return []
        }
        return holds(key, meaning) ? [] : run(meaning)
    }

    /// Does what a key means, wherever it was chosen: on the keyboard, in the help, with the pointer.
    mutating func run(_ meaning: KeyMeaning) -> [Effect] {
        if let barred = setting.barred, !meaning.onlyReads {
            let (why, remedy) = words.explain(rule: barred.rule, barred.facts)
            notice = Notice(.refused, why, remedy: remedy)
            return []
        }
        // What failed stays until it is dealt with; anything else was about the key before.
        if notice?.kind != .failed { notice = nil }
        switch meaning {
        case .shell(let action): return runInShell(action)
        case .view(let action):
            switch tab {
            case .board: return runOnBoard(action)
            case .desk: return runOnDesk(action)
            case .meeting: return runInMeeting(action)
            case .intake: return runInIntake(action)
            case .dossier: return runOnDossier(action)
            case .triage: return runInTriage(action)
            case .figures: return runOnFigures(action)
            }
        case .board(let action): return runOnBoard(action)
        case .desk(let action): return runOnDesk(action)
        case .meeting(let action): return runInMeeting(action)
        case .intake(let action): return runInIntake(action)
        case .dossier(let action): return runOnDossier(action)
        case .triage(let action): return runInTriage(action)
        case .figures(let action): return runOnFigures(action)
        }
    }

    private mutating func runInShell(_ action: ShellAction) -> [Effect] {
        switch action {
        case .boardTab, .meetingTab, .deskTab, .triageTab, .dossierTab, .figuresTab:
            guard let next = action.tab, next != tab else { return [] }
            return leave { $0.show(next) }
        case .lastView: return returnToLastView()
        case .command:
            overlay = .command(CommandInput())
            return [.history] + completions()
        case .neighbours: return askNeighbours()
        case .actAs:
            overlay = .people(PeoplePicker())
            return [.people]
        case .help:
            overlay = .help(HelpList())
            return []
        case .refresh:
            if tab == .triage { return group() + [.triage(.lists)] }
            return reload()
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit:
            if let absence, absence.waiting > 0 {
                notice = Notice(.refused, words.text("absence.quit", ["count": String(absence.waiting)]))
                return []
            }
            isEnding = true
            return []
        }
    }

    // MARK: The input method

    /// Whether keys that came at once are text of an input method rather than commands (screens.md, “Input methods”).
    package func isBurst(_ keys: [KeyPress]) -> Bool {
        guard keys.count > 1, !isExpecting, !isPulling, case .none = overlay else { return false }
        let chinese = keys.firstIndex { key in
            guard case .character(let character) = Keymap.halfWidth(key) else { return false }
            return DisplayWidth.of(character) == 2
        }
        guard let chinese else { return false }
        // Typed ahead, `/误工` is a search and not a burst.
        return !keys[..<chinese].contains { setting.keymap.meaning(of: $0, on: tab)?.opensInput ?? false }
    }

    /// Whether the view itself takes what is typed.
    var isTypingInView: Bool { isPulling || tab == .intake && intake.cut != nil }

    /// Words are typed into triage's search.
    private var isPulling: Bool { tab == .triage && triage.pull != nil }

    /// Text of an input method outside a form: nothing of it is done.
    mutating func take(burst keys: [KeyPress]) -> [Effect] {
        notice = Notice(.refused, words["board.inputMethod"])
        return []
    }

    // MARK: The clipboard

    /// Pasted text goes into the input that has the caret, and never acts.
    private mutating func paste(_ text: String) -> [Effect] {
        switch overlay {
        case .search(var input):
            input.insert(contentsOf: text.asOneLine)
            overlay = .search(input)
            return searchInView(input.text)
        case .command(var command):
            command.input.insert(contentsOf: text.asOneLine)
            command.chosen = nil
            overlay = .command(command)
            return completions()
        case .form(let form): return paste(text, into: form)
        case .help(var help):
            help.query.insert(contentsOf: text.asOneLine)
            help.cursor = 0
            overlay = .help(help)
        case .people(var picker):
            picker.query.insert(contentsOf: text.asOneLine)
            picker.cursor = 0
            overlay = .people(picker)
        case .filters(var list):
            guard list.paste(text.asOneLine) else { return refusePaste() }
            overlay = .filters(list)
        case .none:
            if isPulling, var pull = triage.pull {
                pull.query.insert(contentsOf: text.asOneLine)
                triage.pull = pull
                return [.triage(.search(pull.query.text))]
            }
            guard text.looksLikeProse, !setting.isReadOnly else { return refusePaste() }
            overlay = .question(Question(.intake(.paste(text))))
        case .output(let pane):
            guard var input = pane.input else { return refusePaste() }
            input.insert(contentsOf: text.asOneLine)
            return seek(input, in: pane)
        case .menu, .evidence, .conflict, .frequency, .neighbours, .question, .secret: return refusePaste()
        }
        return []
    }

    private mutating func refusePaste() -> [Effect] {
        notice = Notice(.refused, words["board.pastedNowhere"])
        return []
    }
}

extension Overlay {
    /// What is called a list here: nothing is typed into it. `nil` for all else.
    fileprivate var listName: String? {
        switch self {
        case .menu: "menu"
        case .evidence: "evidence"
        case .filters(let list): list.mode == .choosing ? "filters" : nil
        case .frequency: "frequency"
        case .output(let pane): pane.input == nil ? "output" : nil
        case .neighbours: "neighbours"
        case .none, .search, .command, .form, .conflict, .help, .people, .question, .secret: nil
        }
    }
}

extension String {
    /// Line breaks as spaces, without those at either end.
    var asOneLine: String {
        guard unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) else { return self }
        return split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
