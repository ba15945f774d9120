internal import Rectification
internal import Requests
internal import Screen
internal import Wording

extension UIState {
    // MARK: Search

    /// Search as you type; Enter keeps it, Esc takes it back.
    mutating func pressInSearch(_ key: KeyPress, _ input: TextInput) -> [Effect] {
        var input = input
        switch key {
        case .escape:
            overlay = .none
            guard board.filter.text != nil else { return [] }
            return search("")
        case .enter:
            overlay = .none
            return []
        case .down, .up:
            overlay = .none
            return run(.view(key == .down ? .down : .up))
        case _:
            let before = input.text
            guard input.edit(key) else { return [] }
            overlay = .search(input)
            return input.text == before ? [] : search(input.text)
        }
    }

    mutating func search(_ text: String) -> [Effect] {
        var changed = board.filter
        changed.text = text.isBlank ? nil : text
        guard changed != board.filter else { return [] }
        return apply(changed)
    }

    // MARK: Actions menu

    mutating func offer(_ finding: Finding, _ items: [ActionMenu.Item], _ opening: FindingAction?) -> [Effect] {
        let legal = items.filter { $0.refusal == nil }
        let ordered = legal + items.filter { $0.refusal != nil }
        guard let opening else {
            overlay = .menu(ActionMenu(finding: finding, items: ordered))
            return []
        }
        guard let item = items.first(where: { $0.action == opening }) else { return [] }
        guard let refusal = item.refusal else { return open(opening, finding) }
        let (message, remedy) = words.explain(rule: refusal.rule.rawValue, refusal.facts)
        notice = Notice(.refused, message, remedy: remedy)
        // A transition that lacks something opens the form that gives it, never a dead end.
        if let cure = refusal.rule.cure, legal.contains(where: { $0.action == cure }) { return open(cure, finding) }
        return []
    }

    mutating func pressInMenu(_ key: KeyPress, _ menu: ActionMenu) -> [Effect] {
        var menu = menu
        let key = Keymap.halfWidth(key)
        switch key {
        case .escape, .character("q"): overlay = .none
        case .down, .character("j"): menu.cursor = min(menu.items.count - 1, menu.cursor + 1)
        case .up, .character("k"): menu.cursor = max(0, menu.cursor - 1)
        case .pageDown: menu.cursor = min(menu.items.count - 1, menu.cursor + 10)
        case .pageUp: menu.cursor = max(0, menu.cursor - 10)
        case .home, .character("g"): menu.cursor = 0
        case .end, .character("G"): menu.cursor = menu.items.count - 1
        case .enter: return pick(menu, at: menu.cursor)
        case .character(let letter):
            guard let index = menu.items.firstIndex(where: { Keymap.letter($0.action) == letter }) else { return [] }
            return pick(menu, at: index)
        case _: return []
        }
        if case .menu = overlay, key != .escape, key != .character("q") { overlay = .menu(menu) }
        return []
    }

    private mutating func pick(_ menu: ActionMenu, at index: Int) -> [Effect] {
        guard menu.items.indices.contains(index) else { return [] }
        let item = menu.items[index]
        overlay = .none
        if let refusal = item.refusal {
            let (message, remedy) = words.explain(rule: refusal.rule.rawValue, refusal.facts)
            notice = Notice(.refused, message, remedy: remedy)
            return []
        }
        return open(item.action, menu.finding)
    }

    /// Opens an action's form; one without blanks asks once, or is done at once.
    mutating func open(_ action: FindingAction, _ finding: Finding) -> [Effect] {
        let form = FormState.action(action, finding, setting)
        if !form.fields.isEmpty {
            overlay = .form(form)
            return suggest()
        }
        if action.needsConfirmation {
            overlay = .confirm(form)
            return []
        }
        return send(form)
    }

    // MARK: Help

    mutating func pressInHelp(_ key: KeyPress, _ help: HelpList) -> [Effect] {
        var help = help
        let shown = HelpView.entries(help, self)
        switch key {
        case .escape: overlay = .none
        case .down: help.cursor = min(max(0, shown.count - 1), help.cursor + 1)
        case .up: help.cursor = max(0, help.cursor - 1)
        case .pageDown: help.cursor = min(max(0, shown.count - 1), help.cursor + 10)
        case .pageUp: help.cursor = max(0, help.cursor - 10)
        case .enter:
            overlay = .none
            return shown.indices.contains(help.cursor) ? run(shown[help.cursor].meaning) : []
        case _: if help.query.edit(key) { help.cursor = 0 }
        }
        if case .help = overlay, key != .escape { overlay = .help(help) }
        return []
    }

    // MARK: Who acts

    mutating func pressInPeople(_ key: KeyPress, _ picker: PeoplePicker) -> [Effect] {
        var picker = picker
        switch key {
        case .escape: overlay = .none
        case .down: picker.cursor = min(max(0, picker.shown.count - 1), picker.cursor + 1)
        case .up: picker.cursor = max(0, picker.cursor - 1)
        case .pageDown: picker.cursor = min(max(0, picker.shown.count - 1), picker.cursor + 10)
        case .pageUp: picker.cursor = max(0, picker.cursor - 10)
        case .enter:
            overlay = .none
            let shown = picker.shown
            return shown.indices.contains(picker.cursor) ? [.actAs(shown[picker.cursor].id)] : []
        case _: if picker.query.edit(key) { picker.cursor = 0 }
        }
        if case .people = overlay, key != .escape { overlay = .people(picker) }
        return []
    }
}

extension TextInput {
    /// Takes a key of editing; false when it is none.
    mutating func edit(_ key: KeyPress) -> Bool {
        switch key {
        case .character(let character): insert(character)
        case .backspace: deleteBackward()
        case .delete: deleteForward()
        case .left, .control("b"): move(by: -1)
        case .right, .control("f"): move(by: 1)
        case .home, .control("a"): moveToStart()
        case .end, .control("e"): moveToEnd()
        case .control("u"): clear()
        case .control("w"): deleteWord()
        case .control, .enter, .tab, .backTab, .escape, .insert, .up, .down, .pageUp, .pageDown, .function, .click,
            .doubleClick, .wheelUp, .wheelDown, .drag, .paste:
            return false
        }
        return true
    }
}

extension Rule {
    /// The action that gives what a refused submission lacks.
    var cure: FindingAction? {
        switch self {
        case .submitNoEvidence: .attach
        case .submitUnreported, .submitNoInference, .submitNotComplete: .report
        case _: nil
        }
    }
}
