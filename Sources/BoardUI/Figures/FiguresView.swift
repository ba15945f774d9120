internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// 态势: one figure at a time, its numbers beside what is drawn.
enum FiguresView {
    /// Rows that lines have, under the names of the figures.
    static func visibleRows(_ state: UIState) -> Int { max(1, ScreenLayout.body(state.size).height - 2) }
    static func width(_ state: UIState) -> Int { state.size.columns - 4 }

    static func draw(_ state: UIState, _ frame: inout Frame) {
        let body = ScreenLayout.body(state.size)
        let words = FiguresText(state.words)
        var column = 1
        for (index, kind) in FigureKind.allCases.enumerated() {
            let isChosen = kind == state.figures.kind
            let width = frame.put(
                " \(words.title(kind)) ", row: body.row, column: column,
                isChosen ? Style(.focus, reversed: true) : .dim)
            frame.spots.append(Spot(Rect(row: body.row, column: column, width: width, height: 1), .pane(index)))
            column += width + 1
        }
        guard let figures = state.figures.figures else {
            frame.put(state.unread, row: body.row + 2, column: 2, .dim)
            return
        }
        let asOf = state.words.text("chart.asOf", ["date": figures.asOf.description])
        let start = state.size.columns - DisplayWidth.of(asOf) - 2
        if start > column { frame.put(asOf, row: body.row, column: start, .dim) }
        for (place, line) in state.figures.lines.dropFirst(state.figures.top).prefix(visibleRows(state)).enumerated() {
            let index = state.figures.top + place
            let rect = Rect(row: body.row + 2 + place, column: 1, width: state.size.columns - 2, height: 1)
            var column = 2
            for piece in line.pieces {
                column += frame.put(piece.text, row: rect.row, column: column, style(piece.kind))
            }
            frame.spots.append(Spot(rect, .card(column: 0, row: index)))
            if index == state.figures.cursor { frame.restyle(rect) { Style($0.tone, reversed: true) } }
        }
        if state.figures.top + visibleRows(state) < state.figures.lines.count {
            frame.put("▼", row: body.row + body.height - 1, column: state.size.columns - 1, .dim)
        }
        if state.figures.top > 0 { frame.put("▲", row: body.row + 2, column: state.size.columns - 1, .dim) }
    }

    private static func style(_ kind: FiguresText.Piece.Kind) -> Style {
        switch kind {
        case .plain: .plain
        case .dim: .dim
        case .strong: .strong
        case .heading: .title
        case .good: .success
        case .bad, .hot: .danger
        case .warm: .warning
        }
    }

    static func crumbs(_ state: UIState) -> [String] {
        guard let figures = state.figures.figures else { return [] }
        return [figures.unit?.path ?? state.words["chart.everything"]]
    }

    static func footerHints(_ state: UIState) -> [FooterView.Hint] {
        [
            .init([.view(.left), .view(.right)], "hint.figure"), .init([.view(.down), .view(.up)], "hint.scroll"),
            .init(.view(.open), "hint.intoUnit"), .init(.figures(.export), "hint.export"),
            .init(.view(.back), "hint.back"),
        ]
    }
}
