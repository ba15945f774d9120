internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// The columns, and the details beside or over them.
enum BoardView {
    static func draw(
        _ state: UIState, after before: Picture?, _ frame: inout Frame
    ) -> [Int: Part<ColumnView.Look>] {
        let layout = BoardLayout(state)
        let isCovered = layout.detail.map { $0.width == state.size.columns } ?? false
        var columns: [Int: Part<ColumnView.Look>] = [:]
        if !isCovered {
            if let strip = layout.strip { ColumnView.drawStrip(state, &frame, strip) }
            for (index, rect) in layout.columns {
                columns[index] = ColumnView.draw(state, index, rect, layout, after: before, &frame)
            }
        }
        if let rect = layout.detail { DetailView.draw(state, rect, &frame) }
        return columns
    }

    /// What the breadcrumbs say of the board: the filter in words, the finding in the pane.
    static func crumbs(_ state: UIState) -> [String] {
        let words = state.words
        var crumbs = filter(state.board.filterValues, state)
        if let lanes = state.board.lanes {
            crumbs.append(words.text("lanes.by", ["field": words["field.\(lanes.rawValue)"]]))
        }
        if state.board.order != .due, state.board.lanes == nil {
            crumbs.append(words["order.\(state.board.order.rawValue)"])
        }
        if let detail = state.board.detail { crumbs.append("#\(detail.number)") }
        let marked = state.board.marks.union(state.board.range).count
        if marked > 0 { crumbs.append(words.text("mark.count", ["count": Digits.grouped(marked)])) }
        return crumbs
    }

    /// A filter in words; nothing when there is none.
    static func filter(_ values: [String: [String]], _ state: UIState) -> [String] {
        let parts = filterParts(values, state, isShort: true)
        return parts.isEmpty ? [] : [state.words["filter.shown"] + parts.joined(separator: " · ")]
    }

    /// What is filtered, field by field.
    ///
    /// - Parameter isShort: without the label of what says itself what it is.
    static func filterParts(_ values: [String: [String]], _ state: UIState, isShort: Bool = false) -> [String] {
        guard !values.isEmpty else { return [] }
        let words = state.words
        var parts: [String] = []
        for field in FormState.filter(state.setting, values).fields
        where !field.value.isBlank && field.name != "text" {
            let value = field.isChoice ? field.choices[field.chosen].words.trimmedStart : field.value
            let label = words["field.\(field.name)"]
            if value == words["form.yes"] {
                parts.append(label)
            } else {
                parts.append(isShort && spokenFor.contains(field.name) ? value : label + words["list.colon"] + value)
            }
        }
        if let text = values["text"]?.first { parts.append("/" + text) }
        return parts
    }

    /// Fields whose values nobody takes for those of another.
    private static let spokenFor: Set<String> = ["unit", "round", "category", "source"]

    static let markHints: [FooterView.Hint] = [
        .init(.view(.menu), "hint.menu"), .init(.view(.mark), "hint.mark"), .init(.view(.markRange), "hint.range"),
        .init(.view(.back), "hint.unmark"),
    ]

    static func footerHints(_ state: UIState) -> [FooterView.Hint] {
        if state.board.detail?.hasFocus == true {
            return [
                .init([.view(.down), .view(.up)], "hint.scroll"), .init(.view(.menu), "hint.menu"),
                .init(.board(.next), "hint.next"), .init(.view(.nextPane), "hint.pane"),
                .init(.view(.back), "hint.back"),
            ]
        }
        // What takes off the filter that is on, and how to go from lane to lane, matter more than what is always there.
        let clear: [FooterView.Hint] = state.board.filter.isEmpty ? [] : [.init(.board(.clear), "hint.clear")]
        let lanes: [FooterView.Hint] =
            state.board.lanes == nil ? [] : [.init([.board(.previousLane), .board(.nextLane)], "hint.lane")]
        let order: [FooterView.Hint] = state.board.lanes == nil ? [.init(.view(.order), "hint.order")] : []
        return [
            .init(.view(.open), "hint.open"), .init(.view(.menu), "hint.menu"), .init(.board(.next), "hint.next"),
            .init(.view(.search), "hint.search"), .init(.view(.filter), "hint.filter"),
        ] + clear + lanes
            + [.init(.view(.trouble), "hint.trouble"), .init(.shell(.actAs), "hint.actAs")] + order
            + [.init(.shell(.quit), "hint.quit")]
    }
}
