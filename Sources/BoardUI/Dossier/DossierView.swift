internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// 一村一档: the tree of units at the left, everything about one of them at the right.
enum DossierView {
    static func draw(_ state: UIState, _ frame: inout Frame) {
        let layout = DossierLayout(state)
        if let tree = layout.tree { drawTree(state, tree, &frame) }
        drawPage(state, layout.page, &frame)
    }

    // MARK: The tree

    private static func drawTree(_ state: UIState, _ rect: Rect, _ frame: inout Frame) {
        let dossier = state.dossier
        let hasFocus = dossier.focus == .tree
        frame.box(
            rect, title: " \(state.words["units.tree"]) ", hasFocus ? .edge : .border,
            titleStyle: hasFocus ? .focus : .title)
        frame.spots.append(Spot(rect, .pane(0)))
        let inside = rect.inside
        guard !dossier.rows.isEmpty else {
            let text = state.words[dossier.roots == nil ? "board.loading" : "units.none"]
            let lines = VisibleText.wrap(text, width: inside.width - 2, limit: inside.height)
            for (place, line) in lines.enumerated() {
                frame.put(line, row: inside.row + place, column: inside.column + 1, .dim)
            }
            return
        }
        for (place, row) in dossier.rows.dropFirst(dossier.top).prefix(inside.height).enumerated() {
            let index = dossier.top + place
            draw(
                row, index, Rect(row: inside.row + place, column: inside.column, width: inside.width, height: 1), state,
                &frame)
        }
        if dossier.top > 0 { frame.put("▲", row: rect.row, column: rect.column + rect.width - 3, .dim) }
        if dossier.rows.count > dossier.top + inside.height {
            frame.put("▼", row: rect.row + rect.height - 1, column: rect.column + rect.width - 3, .dim)
        }
    }

    private static func draw(
        _ row: DossierState.Row, _ index: Int, _ rect: Rect, _ state: UIState, _ frame: inout Frame
    ) {
        let dossier = state.dossier
        let isSelected = index == dossier.cursor
        let isHit = dossier.hits.contains { $0.id == row.node.id }
        let sign = row.node.hasChildren ? (row.isExpanded ? "▾ " : "▸ ") : "  "
        let indent = String(repeating: " ", count: min(row.depth, 6) * 2)
        let counts = troubles(row.node, state)
        let width = counts.reduce(0) { $0 + DisplayWidth.of($1.text) + 1 }
        let room = rect.width - width - 1
        frame.put(
            VisibleText.clip(indent + sign + row.node.name, width: room), row: rect.row, column: rect.column,
            isHit ? .accent : .plain)
        var column = rect.column + rect.width - width
        for count in counts { column += frame.put(count.text, row: rect.row, column: column, count.style) + 1 }
        frame.spots.append(Spot(rect, .card(column: 0, row: index)))
        guard isSelected else { return }
        let hasFocus = dossier.focus == .tree
        frame.restyle(rect) { Style(hasFocus ? $0.tone : .focus, reversed: hasFocus) }
    }

    /// 3‼ 挂2 /34: overdue, listed, open; a word or sign beside each, never colour alone.
    private static func troubles(_ node: UnitNode, _ state: UIState) -> [(text: String, style: Style)] {
        guard let trouble = state.dossier.troubles[node.id] else { return [] }
        var parts: [(String, Style)] = []
        if trouble.overdue > 0 { parts.append(("\(Digits.grouped(trouble.overdue))‼", .danger)) }
        if trouble.listed > 0 {
            parts.append((state.words["sign.listed"] + Digits.grouped(trouble.listed), .warning))
        }
        parts.append(("/" + Digits.grouped(trouble.open), .dim))
        return parts
    }

    // MARK: The page

    private static func drawPage(_ state: UIState, _ rect: Rect, _ frame: inout Frame) {
        let dossier = state.dossier
        let hasFocus = dossier.focus == .page
        let title = dossier.page.map { " \($0.organisation.name) " } ?? ""
        frame.box(rect, title: title, hasFocus ? .edge : .border, titleStyle: hasFocus ? .focus : .title)
        frame.spots.append(Spot(rect, .pane(1)))
        let inside = rect.inside
        guard dossier.page != nil else {
            // Without units there is no page to wait for.
            if dossier.roots?.isEmpty == true { return }
            frame.put(state.unread, row: inside.row, column: inside.column + 1, .dim)
            return
        }
        for (place, line) in dossier.lines.dropFirst(dossier.pageTop).prefix(inside.height).enumerated() {
            let index = dossier.pageTop + place
            let row = Rect(row: inside.row + place, column: inside.column, width: inside.width, height: 1)
            frame.put(line.text, row: row.row, column: row.column + 1, width: inside.width - 1, style(line.kind))
            frame.spots.append(Spot(row, .card(column: 1, row: index)))
            if hasFocus, index == dossier.pageCursor { frame.restyle(row) { Style($0.tone, reversed: true) } }
        }
        if dossier.pageTop > 0 { frame.put("▲", row: rect.row, column: rect.column + rect.width - 3, .dim) }
        if dossier.lines.count > dossier.pageTop + inside.height {
            frame.put("▼", row: rect.row + rect.height - 1, column: rect.column + rect.width - 3, .dim)
        }
    }

    private static func style(_ kind: UnitPageText.Line.Kind) -> Style {
        switch kind {
        case .heading: .title
        case .alarm: .danger
        case .dim: .dim
        case .strong: .strong
        case .chart: .accent
        case .fact, .finding: .plain
        }
    }

    // MARK: Around it

    static func crumbs(_ state: UIState) -> [String] {
        var crumbs = state.dossier.page.map { [$0.path] } ?? []
        if !state.dossier.query.isEmpty {
            crumbs.append(
                state.words.text(
                    "units.hits",
                    [
                        "query": state.dossier.query, "count": String(state.dossier.hits.count),
                        "place": String(state.dossier.hits.isEmpty ? 0 : state.dossier.hit + 1),
                    ]))
        }
        return crumbs
    }

    static func footerHints(_ state: UIState) -> [FooterView.Hint] {
        let isTree = state.dossier.focus == .tree
        let own: [FooterView.Hint] =
            isTree
            ? [
                .init([.view(.left), .view(.right)], "hint.fold"), .init(.view(.search), "hint.jump"),
                .init(.view(.nextPane), "hint.page"),
            ]
            : [.init(.view(.open), "hint.open"), .init(.view(.nextPane), "hint.tree")]
        return own + [
            .init(.dossier(.desk), "hint.onDesk"), .init(.dossier(.board), "hint.onBoard"),
            .init(.dossier(.export), "hint.export"), .init(.view(.zoomIn), "hint.zoom"),
            .init(.view(.back), "hint.back"),
        ]
    }
}
