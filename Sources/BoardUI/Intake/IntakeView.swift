internal import Requests
internal import Screen
internal import Wording

/// 收件: what a bulletin proposes, one line each, and the one under the cursor in full with every reason.
enum IntakeView {
    static func draw(_ state: UIState, _ frame: inout Frame) {
        let layout = IntakeLayout(state)
        guard let sheet = state.intake.sheet else {
            let text = state.words["intake.empty"]
            for (index, line) in VisibleText.wrap(text, width: layout.list.width - 4).enumerated() {
                frame.put(line, row: layout.list.row + 1 + index, column: 2, .dim)
            }
            return
        }
        drawSummary(sheet, state, layout, &frame)
        drawRows(sheet, state, layout, &frame)
        drawDetail(state, layout, &frame)
    }

    private static func drawSummary(
        _ sheet: IntakeSheet, _ state: UIState, _ layout: IntakeLayout, _ frame: inout Frame
    ) {
        let words = state.words
        let facts = ["round": sheet.round, "deadline": sheet.deadline]
        let setting = words.text(sheet.isDeadlineProposed ? "intake.settingProposed" : "intake.setting", facts)
        let counts = words.text(
            "intake.counts",
            [
                "count": String(sheet.items.count), "ready": String(sheet.counts.ready),
                "lacking": String(sheet.counts.lacking),
            ])
        let later =
            state.intake.later.isEmpty ? [] : [words.text("intake.later", ["count": String(state.intake.later.count)])]
        let width = layout.list.width - 2
        frame.put(
            VisibleText.clip(([counts] + later + [sheet.source, setting]).joined(separator: " · "), width: width),
            row: layout.summary, column: 1, .strong)
    }

    // MARK: The list

    private struct Columns {
        let line = 5
        let unit, category, repeated, text: Int

        init(width: Int) {
            unit = width < 100 ? 14 : 20
            category = width < 100 ? 16 : 26
            repeated = width < 100 ? 7 : 12
            text = max(8, width - 4 - line - unit - category - repeated - 4)
        }

        var starts: [Int] {
            let widths = [line, unit, category, repeated]
            return widths.indices.reduce(into: [4]) { $0.append($0[$1] + widths[$1] + 1) }
        }
    }

    private static func drawRows(
        _ sheet: IntakeSheet, _ state: UIState, _ layout: IntakeLayout, _ frame: inout Frame
    ) {
        let words = state.words
        let spoken = IntakeWords(words)
        let columns = Columns(width: layout.list.width)
        let starts = columns.starts
        let heads = ["line", "unit", "category", "repeated", "text"].map { words["intake.column.\($0)"] }
        let widths = zip(starts, starts.dropFirst() + [layout.list.width + 1]).map { $1 - $0 - 1 }
        for (index, head) in heads.enumerated() {
            frame.put(VisibleText.clip(head, width: widths[index]), row: layout.heads, column: starts[index], .dim)
        }
        for place in 0..<max(0, min(layout.visibleRows, sheet.items.count - state.intake.top)) {
            let index = state.intake.top + place
            let item = sheet.items[index]
            let row = layout.list.row + place
            let isSelected = index == state.intake.cursor
            let tone: Style = item.isIn ? .plain : .dim
            frame.put(isSelected ? "▌" : " ", row: row, column: 0, .focus)
            frame.put(item.isIn ? (item.isWhole ? "✓" : "!") : "–", row: row, column: 2, item.isWhole ? tone : .warning)
            frame.put(String(item.line), row: row, column: starts[0], .dim)
            var isKnown = false
            if case .known = item.unit { isKnown = true }
            frame.put(
                VisibleText.clip(spoken.unit(item), width: columns.unit), row: row, column: starts[1],
                isKnown ? tone : .warning)
            frame.put(
                VisibleText.clip(
                    columns.category < 20 ? spoken.categoryShort(item) : spoken.category(item), width: columns.category),
                row: row, column: starts[2],
                item.category == nil ? .warning : tone)
            if let repeated = item.repeated {
                frame.put(
                    VisibleText.clip("=#\(repeated.number)?", width: columns.repeated), row: row, column: starts[3],
                    .warning)
            }
            frame.put(
                VisibleText.clip(item.text.replacing("\n", with: " "), width: columns.text), row: row,
                column: starts[4], tone)
            let rect = Rect(row: row, column: 0, width: layout.list.width, height: 1)
            frame.spots.append(Spot(rect, .card(column: 0, row: index)))
            if isSelected { frame.restyle(rect) { Style($0.tone, reversed: true) } }
        }
    }

    // MARK: The proposal in full

    private static func drawDetail(_ state: UIState, _ layout: IntakeLayout, _ frame: inout Frame) {
        let rect = layout.detail
        frame.put(String(repeating: "─", count: rect.width), row: rect.row, column: 0, .border)
        guard let item = state.intake.selected else { return }
        let words = state.words
        let spoken = IntakeWords(words)
        let width = rect.width - 2
        var facts: [(String, Style)] = [
            (words.text("intake.full.unit", ["unit": spoken.unitInFull(item)]), item.isUnitKnown ? .plain : .warning),
            (
                words.text("intake.full.category", ["category": spoken.categoryInFull(item)]),
                item.category == nil ? .warning : .plain
            ),
        ]
        if let deadline = item.deadline {
            facts.append((words.text("intake.full.deadline", ["deadline": deadline]), .plain))
        }
        if let repeated = spoken.repeatedInFull(item) { facts.append((repeated, .warning)) }
        let room = max(1, rect.height - 1 - facts.count)
        let lines = drawText(item, state, Rect(row: rect.row + 1, column: 1, width: width, height: room), &frame)
        for (index, fact) in facts.enumerated() where 1 + lines + index < rect.height {
            frame.put(VisibleText.clip(fact.0, width: width), row: rect.row + 1 + lines + index, column: 1, fact.1)
        }
    }

    /// The text with its headings before it; while it is being cut, with the place of the cut in it. Returns the lines it took.
    private static func drawText(_ item: IntakeItem, _ state: UIState, _ rect: Rect, _ frame: inout Frame) -> Int {
        guard let cut = state.intake.cut else {
            let headings = item.headings.isEmpty ? "" : "〔" + item.headings.joined(separator: " › ") + "〕"
            let lines = VisibleText.wrap(headings + item.text, width: rect.width, limit: rect.height)
            for (index, line) in lines.enumerated() {
                frame.put(line, row: rect.row + index, column: rect.column, .strong)
            }
            return lines.count
        }
        // The lines around the place of the cut, which is where the terminal's cursor stands too.
        let before = VisibleText.line(String(item.text.prefix(cut)))
        let text = before + "┃" + VisibleText.line(String(item.text.dropFirst(cut)))
        let lines = VisibleText.wrap(text, width: rect.width, breaksWords: true)
        let own = lines.firstIndex { $0.contains("┃") } ?? 0
        let first = max(0, min(own - rect.height / 2, lines.count - rect.height))
        let shown = lines.dropFirst(first).prefix(rect.height)
        for (index, line) in shown.enumerated() {
            frame.put(line, row: rect.row + index, column: rect.column, .strong)
            if let mark = line.firstIndex(of: "┃") {
                let column = rect.column + DisplayWidth.of(line[..<mark])
                frame.put("┃", row: rect.row + index, column: column, Style(.danger, reversed: true))
                frame.cursor = Place(row: rect.row + index, column: column)
            }
        }
        return shown.count
    }

    static func crumbs(_ state: UIState) -> [String] { [state.words["tab.intake"]] }

    static func footerHints(_ state: UIState) -> [FooterView.Hint] {
        if state.intake.cut != nil {
            return [
                .init(.left, .right, label: "hint.letter"), .init(.tab, .backTab, label: "hint.clause"),
                .init(.enter, label: "hint.cut"), .init(.escape, label: "hint.cancel"),
            ]
        }
        return [
            .init(.intake(.file), "hint.fileAll"), .init(.view(.mark), "hint.inOut"), .init(.view(.open), "hint.edit"),
            .init(.intake(.join), "hint.join"), .init(.intake(.split), "hint.split"),
            .init(.view(.undo), "hint.undo"), .init(.intake(.setting), "hint.setting"),
            .init(.view(.back), "hint.back"),
        ]
    }
}

extension IntakeItem {
    fileprivate var isUnitKnown: Bool { if case .known = unit { true } else { false } }
}
