internal import Requests
internal import Screen
internal import Wording

/// What can be done in this view, by name or key: searchable, and Enter does it.
enum HelpView {
    struct Entry: Sendable {
        let meaning: KeyMeaning
        let keys: String
        let text: String
    }

    static func entries(_ help: HelpList, _ state: UIState) -> [Entry] {
        let all = Keymap.meanings(on: state.tab).map { meaning in
            Entry(
                meaning: meaning,
                keys: state.setting.keymap.keys(of: meaning).map { KeyName.shown($0) }.joined(separator: " "),
                text: text(of: meaning, state))
        }
        let query = help.query.text.lowercased()
        guard !query.isEmpty else { return all }
        let found = all.filter { ($0.keys + " " + $0.text).lowercased().contains(query) }
        // A key that is typed as it is comes first, then what is called so from its beginning on.
        let ranked = found.enumerated().map { (rank($0.element, help.query.text), $0.offset, $0.element) }
        return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    /// 0 for the key itself, else where in the text the words begin; what has them in a key's name comes last.
    private static func rank(_ entry: Entry, _ typed: String) -> Int {
        if entry.keys.split(separator: " ").contains(Substring(typed)) { return 0 }
        let text = entry.text.lowercased()
        guard let place = text.firstRange(of: typed.lowercased()) else { return .max }
        return 1 + text.distance(from: text.startIndex, to: place.lowerBound)
    }

    /// What a key does: where a view gives it a meaning of its own (`key.view.open.intake`), in those words.
    private static func text(of meaning: KeyMeaning, _ state: UIState) -> String {
        let own = "key.\(meaning.name).\(state.tab.rawValue)"
        return state.words[state.words.has(own) ? own : "key.\(meaning.name)"]
    }

    static func draw(_ help: HelpList, _ state: UIState, _ frame: inout Frame) {
        let entries = entries(help, state)
        let height = Keymap.meanings(on: state.tab).count + 3
        let inside = OverlayView.box(74, height, title: state.words["help.title"], state, &frame)
        frame.put("> " + help.query.text, row: inside.row, column: inside.column + 1, .strong)
        frame.cursor = Place(row: inside.row, column: inside.column + 3 + DisplayWidth.of(help.query.beforeCaret))
        let visible = inside.height - 1
        let top = OverlayView.top(help.cursor, entries.count, visible)
        for (place, entry) in entries.dropFirst(top).prefix(visible).enumerated() {
            let row = inside.row + 1 + place
            // What a read-only ledger refuses does not look as if it could be done.
            let isDead = state.setting.isReadOnly && !entry.meaning.onlyReads
            frame.put(entry.keys, row: row, column: inside.column + 2, isDead ? .dim : .strong)
            frame.put(
                VisibleText.clip(entry.text, width: inside.width - 22), row: row, column: inside.column + 20,
                isDead ? .dim : .plain)
            OverlayView.entry(top + place, row: row, inside, isSelected: top + place == help.cursor, &frame)
        }
        if entries.isEmpty {
            frame.put(state.words["board.noneMatch"], row: inside.row + 1, column: inside.column + 2, .dim)
        }
        OverlayView.drawMore(above: top > 0, below: top + visible < entries.count, inside, &frame)
    }
}
