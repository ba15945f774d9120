internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// What lies over the board: menu, form, help, people, questions.
enum OverlayView {
    static func draw(_ state: UIState, _ frame: inout Frame) {
        switch state.overlay {
        case .none, .search: return
        case .menu(let menu): MenuView.draw(menu, state, &frame)
        case .form(let form): FormView.draw(form, state, &frame)
        case .help(let help): HelpView.draw(help, state, &frame)
        case .people(let picker): PeopleView.draw(picker, state, &frame)
        case .evidence(let picker): EvidenceView.draw(picker, state, &frame)
        case .confirmDiscard: ask(state.words["form.discard"], state, &frame)
        case .confirm(let form):
            guard case .action(let action, let number, _) = form.purpose else { return }
            ask(
                state.words.text(
                    "form.confirm", ["number": number.description, "action": state.words["action.\(action.rawValue)"]]),
                state, &frame)
        }
    }

    /// A box in the middle, cleared; returns its inside.
    static func box(_ width: Int, _ height: Int, title: String, _ state: UIState, _ frame: inout Frame) -> Rect {
        let width = min(width, state.size.columns - 2)
        let height = min(height, state.size.rows - 3)
        let rect = Rect(
            row: max(1, (state.size.rows - 2 - height) / 2), column: (state.size.columns - width) / 2, width: width,
            height: height)
        frame.fill(rect)
        frame.box(rect, title: " \(title) ", .focus, titleStyle: .focus)
        return rect.inside
    }

    private static func ask(_ question: String, _ state: UIState, _ frame: inout Frame) {
        let width = min(64, state.size.columns - 4)
        let lines = VisibleText.wrap(question, width: width - 4)
        let inside = box(width, lines.count + 4, title: state.words["form.question"], state, &frame)
        for (index, line) in lines.enumerated() { frame.put(line, row: inside.row + index, column: inside.column + 1) }
        let row = inside.row + lines.count + 1
        var column = inside.column + 1
        for (key, label) in [("y", "hint.yes"), ("n", "hint.no")] {
            let width = frame.put("\(key) \(state.words[label])", row: row, column: column, .strong)
            frame.spots.append(
                Spot(Rect(row: row, column: column, width: width, height: 1), .key(.character(Character(key)))))
            column += width + 4
        }
    }

    /// One entry of a list: the pointer finds it, and the cursor stands on it in reverse.
    static func entry(_ index: Int, row: Int, _ inside: Rect, isSelected: Bool, _ frame: inout Frame) {
        let rect = Rect(row: row, column: inside.column, width: inside.width, height: 1)
        frame.spots.append(Spot(rect, .item(index)))
        if isSelected { frame.restyle(rect) { Style($0.tone, reversed: true) } }
    }

    /// The first index shown so that the cursor is seen.
    static func top(_ cursor: Int, _ count: Int, _ visible: Int) -> Int {
        max(0, min(cursor - visible / 2, count - visible))
    }
}

enum MenuView {
    static func draw(_ menu: ActionMenu, _ state: UIState, _ frame: inout Frame) {
        let words = state.words
        let title = words.text(
            "menu.title", ["number": menu.finding.number.description, "stage": words.word(menu.finding.stage.code)])
        let width = min(96, state.size.columns - 4)
        let reason = reason(menu, words).map { VisibleText.wrap($0, width: width - 4) } ?? []
        let inside = OverlayView.box(width, menu.items.count + 5, title: title, state, &frame)
        // The reason of the action under the cursor stands below in full.
        let visible = max(1, inside.height - 3)
        let top = OverlayView.top(menu.cursor, menu.items.count, visible)
        for (place, line) in reason.prefix(2).enumerated() {
            frame.put(line, row: inside.row + visible + 1 + place, column: inside.column + 1, .warning)
        }
        let nameWidth = (menu.items.map { DisplayWidth.of(words["action.\($0.action.rawValue)"]) }.max() ?? 0) + 2
        for (place, item) in menu.items.dropFirst(top).prefix(visible).enumerated() {
            let row = inside.row + place
            let isSelected = top + place == menu.cursor
            let style: Style = item.refusal == nil ? .plain : .dim
            frame.put(isSelected ? "▌" : " ", row: row, column: inside.column, .focus)
            frame.put(
                String(Keymap.letter(item.action)), row: row, column: inside.column + 2,
                item.refusal == nil ? .strong : .dim)
            frame.put(words["action.\(item.action.rawValue)"], row: row, column: inside.column + 5, style)
            if let refusal = item.refusal {
                let (message, remedy) = words.explain(rule: refusal.rule.rawValue, refusal.facts)
                let left = inside.column + 5 + nameWidth
                frame.put(
                    VisibleText.clip(
                        message + words["menu.because"] + remedy, width: inside.column + inside.width - left), row: row,
                    column: left, .dim)
            }
            OverlayView.entry(top + place, row: row, inside, isSelected: isSelected, &frame)
        }
    }
}

extension MenuView {
    private static func reason(_ menu: ActionMenu, _ words: Catalogue) -> String? {
        guard menu.items.indices.contains(menu.cursor), let refusal = menu.items[menu.cursor].refusal else {
            return nil
        }
        let (message, remedy) = words.explain(rule: refusal.rule.rawValue, refusal.facts)
        return message + " → " + remedy
    }
}

enum PeopleView {
    static func draw(_ picker: PeoplePicker, _ state: UIState, _ frame: inout Frame) {
        let shown = picker.shown
        let inside = OverlayView.box(
            72, min(24, max(6, shown.count + 4)), title: state.words["people.title"], state, &frame)
        frame.put(
            "> " + VisibleText.clip(picker.query.text, width: inside.width - 4), row: inside.row,
            column: inside.column + 1, .strong)
        frame.cursor = Place(row: inside.row, column: inside.column + 3 + DisplayWidth.of(picker.query.beforeCaret))
        let visible = inside.height - 1
        let top = OverlayView.top(picker.cursor, shown.count, visible)
        for (place, person) in shown.dropFirst(top).prefix(visible).enumerated() {
            let row = inside.row + 1 + place
            let roles = person.roles.sorted().map { state.words.word($0) }.joined(separator: "、")
            let parties = person.parties.sorted().compactMap { state.setting.policy.party($0)?.name }.joined(
                separator: "、")
            let text = [person.name, person.organisation?.name, roles + (parties.isEmpty ? "" : "（\(parties)）")]
                .compactMap { $0 }.joined(separator: " · ")
            frame.put(VisibleText.clip("  " + text, width: inside.width), row: row, column: inside.column)
            OverlayView.entry(top + place, row: row, inside, isSelected: top + place == picker.cursor, &frame)
        }
    }
}
