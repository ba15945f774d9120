internal import Rectification
internal import Requests
internal import Screen
internal import Wording

extension UIState {
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
            guard shown.indices.contains(help.cursor) else { return [] }
            overlay = .none
            return run(shown[help.cursor].meaning)
        case _: if help.query.edit(key) { help.cursor = 0 }
        }
        if case .help = overlay, key != .escape { overlay = .help(help) }
        return []
    }

    // MARK: Who acts

    mutating func pressInPeople(_ key: KeyPress, _ picker: PeoplePicker) -> [Effect] {
        var picker = picker
        let shown = picker.shown(setting)
        switch key {
        case .escape: overlay = .none
        case .down: picker.cursor = min(max(0, shown.count - 1), picker.cursor + 1)
        case .up: picker.cursor = max(0, picker.cursor - 1)
        case .pageDown: picker.cursor = min(max(0, shown.count - 1), picker.cursor + 10)
        case .pageUp: picker.cursor = max(0, picker.cursor - 10)
        case .enter:
            guard shown.indices.contains(picker.cursor) else { return [] }
            overlay = .none
            return expect(.actAs(shown[picker.cursor].id))
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
