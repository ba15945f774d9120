internal import Requests
internal import Screen
internal import Wording

/// Two lines at the bottom: what was said, and the keys that matter here and now.
enum FooterView {
    static func draw(_ state: UIState, _ frame: inout Frame) {
        let row = state.size.rows - 2
        let width = state.size.columns
        if let notice = state.notice {
            let style: Style = notice.kind == .done ? .success : notice.kind == .refused ? .warning : .danger
            let sign = notice.kind == .done ? "✓ " : notice.kind == .refused ? "✗ " : "‼ "
            let remedy = notice.remedy.isEmpty ? "" : " → " + notice.remedy
            var text = " " + sign + notice.text + remedy
            if notice.kind == .done, let shell = state.shell { text += "   $ " + shell }
            frame.put(VisibleText.clip(text, width: width), row: row, column: 0, style)
        } else if let shell = state.shell {
            frame.put(VisibleText.clip(" $ " + shell, width: width), row: row, column: 0, .dim)
        }
        if case .search(let input) = state.overlay {
            let prompt = " / "
            frame.put(prompt + VisibleText.clip(input.text, width: width - 4), row: row + 1, column: 0, .strong)
            frame.cursor = Place(
                row: row + 1, column: min(width - 1, DisplayWidth.of(prompt) + DisplayWidth.of(input.beforeCaret)))
            return
        }
        var column = 1
        for (key, name) in hints(state) {
            let label = state.words[name]
            guard column + DisplayWidth.of(key) + DisplayWidth.of(label) + 3 < width else { continue }
            column += frame.put(key, row: row + 1, column: column, .strong) + 1
            column += frame.put(label, row: row + 1, column: column, .dim) + 2
        }
    }

    private static func hints(_ state: UIState) -> [(String, String)] {
        switch state.overlay {
        case .form:
            return [
                ("Tab", "hint.nextField"), ("^S", "hint.send"), ("Esc", "hint.cancel"), ("← →", "hint.choose"),
                ("^N", "hint.suggest"),
            ]
        case .menu: return [("Enter", "hint.do"), ("↑↓", "hint.walk"), ("Esc", "hint.back")]
        case .help: return [("Enter", "hint.do"), ("↑↓", "hint.walk"), ("Esc", "hint.back")]
        case .people: return [("Enter", "hint.choose"), ("↑↓", "hint.walk"), ("Esc", "hint.back")]
        case .confirm, .confirmDiscard: return [("y", "hint.yes"), ("n", "hint.no")]
        case .search: return []
        case .none:
            if state.detail?.hasFocus == true {
                return [
                    ("?", "hint.help"), ("j k", "hint.scroll"), (".", "hint.menu"), (">", "hint.next"),
                    ("w", "hint.pane"), ("Esc", "hint.back"),
                ]
            }
            let act = [(".", "hint.menu"), (">", "hint.next")]
            let look = [
                ("Enter", "hint.open"), ("/", "hint.search"), ("f", "hint.filter"), ("@", "hint.actAs"),
                ("!", "hint.trouble"),
                ("o", "hint.order"),
                ("Q", "hint.quit"),
            ]
            // Help is never dropped from a narrow footer.
            return [("?", "hint.help"), look[0]] + (state.setting.isReadOnly ? [] : act) + look.dropFirst()
        }
    }
}
