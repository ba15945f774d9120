internal import Requests
internal import Screen
internal import Wording

/// The pane with everything about one finding.
enum DetailView {
    static func lines(_ state: UIState, width: Int) -> [(text: String, style: Style)] {
        guard let detail = state.board.detail else { return [] }
        guard let dossier = detail.dossier else { return [(state.unread, .dim)] }
        let text = DossierText(
            words: state.words, policy: state.setting.policy, today: state.today, zone: state.setting.zone)
        var lines: [(String, Style)] = []
        for line in text.lines(dossier) {
            if line.kind == .heading, !lines.isEmpty { lines.append(("", .plain)) }
            let indent = String(repeating: " ", count: line.kind == .item ? 4 : line.kind == .dim ? 6 : 2)
            let style: Style =
                switch line.kind {
                case .heading: .title
                case .alarm: .danger
                case .dim: .dim
                case .fact, .item: .plain
                }
            let whole = line.label + line.text
            let first = VisibleText.wrap(whole, width: width)
            guard first.count > 1 else {
                lines.append((first.first ?? "", style))
                continue
            }
            // What goes on is indented under its label.
            let head = first[0]
            lines.append((head, style))
            let rest = String(whole.dropFirst(head.count))
            for more in VisibleText.wrap(rest, width: width - indent.count) {
                lines.append((indent + more.trimmedStart, style))
            }
        }
        return lines
    }

    static func lineCount(_ state: UIState) -> Int {
        guard let rect = BoardLayout(state).detail else { return 0 }
        return lines(state, width: rect.width - 4).count
    }

    static func draw(_ state: UIState, _ rect: Rect, _ frame: inout Frame) {
        guard let detail = state.board.detail else { return }
        frame.box(
            rect, title: " #\(detail.number) ", detail.hasFocus ? .edge : .border,
            titleStyle: detail.hasFocus ? .focus : .title)
        let inside = rect.inside
        frame.spots.append(Spot(rect, .pane(state.board.columns.count)))
        let lines = lines(state, width: inside.width - 2)
        for (place, line) in lines.dropFirst(detail.top).prefix(inside.height).enumerated() {
            frame.put(
                line.text, row: inside.row + place, column: inside.column + 1, width: inside.width - 1, line.style)
        }
        if detail.top > 0 { frame.put("▲", row: rect.row, column: rect.column + rect.width - 3, .dim) }
        if lines.count > detail.top + inside.height {
            frame.put("▼", row: rect.row + rect.height - 1, column: rect.column + rect.width - 3, .dim)
        }
    }
}
