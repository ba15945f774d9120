internal import Requests
internal import Screen
internal import Wording

/// Two lines at the bottom: what was said, and the keys that matter here and now.
enum FooterView {
    /// A key with a short word; the key is the one that the keymap has.
    struct Hint {
        let meanings: [KeyMeaning]
        let keys: [KeyPress]
        let label: String

        init(_ meaning: KeyMeaning, _ label: String) { self.init([meaning], label) }

        init(_ meanings: [KeyMeaning], _ label: String) {
            self.meanings = meanings
            keys = []
            self.label = label
        }

        /// For keys of forms and lists, which are the same everywhere.
        init(_ keys: KeyPress..., label: String) {
            meanings = []
            self.keys = keys
            self.label = label
        }
    }

    static func draw(_ state: UIState, _ frame: inout Frame) {
        drawNotice(state, &frame)
        let row = ScreenLayout.footer(state.size)
        let width = state.size.columns
        if case .search(let input) = state.overlay {
            let prompt = " / "
            frame.put(prompt + VisibleText.clip(input.text, width: width - 4), row: row, column: 0, .strong)
            frame.cursor = Place(
                row: row, column: min(width - 1, DisplayWidth.of(prompt) + DisplayWidth.of(input.beforeCaret)))
            return
        }
        var column = 1
        for hint in hints(state) {
            if state.setting.isReadOnly, hint.meanings.contains(where: { !$0.onlyReads }) { continue }
            let keys = hint.keys + hint.meanings.compactMap { state.setting.keymap.keys(of: $0).first }
            guard let first = keys.first else { continue }
            let key = keys.map { KeyName.shown($0) }.joined(separator: " ")
            let label = state.words[hint.label]
            guard column + DisplayWidth.of(key) + DisplayWidth.of(label) + 3 < width else { continue }
            let start = column
            column += frame.put(key, row: row, column: column, .strong) + 1
            column += frame.put(label, row: row, column: column, .dim) + 2
            frame.spots.append(Spot(Rect(row: row, column: start, width: column - start - 2, height: 1), .key(first)))
        }
    }

    private static func drawNotice(_ state: UIState, _ frame: inout Frame) {
        let row = ScreenLayout.notice(state.size)
        let width = state.size.columns
        guard let notice = state.notice else {
            if let shell = state.shell {
                frame.put(VisibleText.clip(" $ " + shell, width: width), row: row, column: 0, .dim)
            }
            return
        }
        let style: Style = notice.kind == .done ? .success : notice.kind == .refused ? .warning : .danger
        let sign = notice.kind == .done ? "✓ " : notice.kind == .refused ? "✗ " : "‼ "
        let remedy = notice.remedy.isEmpty ? "" : " → " + notice.remedy
        var text = " " + sign + notice.text + remedy
        if notice.kind == .done, let shell = state.shell { text += "   $ " + shell }
        frame.put(VisibleText.clip(text, width: width), row: row, column: 0, style)
    }

    private static func hints(_ state: UIState) -> [Hint] {
        switch state.overlay {
        case .form:
            return [
                Hint(.tab, label: "hint.nextField"), Hint(.control("s"), label: "hint.send"),
                Hint(.escape, label: "hint.cancel"), Hint(.left, .right, label: "hint.choose"),
                Hint(.control("n"), label: "hint.suggest"), Hint(.control("x"), .control("e"), label: "hint.editor"),
            ]
        case .menu, .help, .evidence:
            return [
                Hint(.enter, label: "hint.do"), Hint(.up, .down, label: "hint.walk"), Hint(.escape, label: "hint.back"),
            ]
        case .people:
            return [
                Hint(.enter, label: "hint.choose"), Hint(.up, .down, label: "hint.walk"),
                Hint(.escape, label: "hint.back"),
            ]
        case .confirm, .confirmDiscard:
            return [Hint(.character("y"), label: "hint.yes"), Hint(.character("n"), label: "hint.no")]
        case .search: return []
        case .none:
            let own: [Hint]
            switch state.tab {
            case .board: own = BoardView.footerHints(state)
            case .meeting, .desk, .triage, .dossier, .figures: own = []
            }
            // Help is never dropped from a narrow footer.
            return [Hint(.shell(.help), "hint.help")] + own
        }
    }
}
