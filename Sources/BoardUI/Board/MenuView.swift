internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// The actions menu: what can be done, in groups; below it what cannot, and why.
enum MenuView {
    private enum Line {
        case heading(String)
        case item(Int)
    }

    static func draw(_ menu: ActionMenu, _ state: UIState, _ frame: inout Frame) {
        let words = state.words
        let width = min(96, state.size.columns - 4)
        let reason = reason(menu, words).map { VisibleText.wrap($0, width: width - 4) } ?? []
        let lines = lines(menu, words)
        let inside = OverlayView.box(width, lines.count + 5, title: title(menu, words), state, &frame)
        // The reason of the action under the cursor stands below in full.
        let visible = max(1, inside.height - 3)
        let focus = lines.firstIndex { if case .item(menu.cursor) = $0 { true } else { false } } ?? 0
        let top = OverlayView.top(focus, lines.count, visible)
        for (place, line) in reason.prefix(2).enumerated() {
            frame.put(line, row: inside.row + visible + 1 + place, column: inside.column + 1, .warning)
        }
        let nameWidth = (menu.items.map { DisplayWidth.of(name($0.entry, words)) }.max() ?? 0) + 2
        for (place, line) in lines.dropFirst(top).prefix(visible).enumerated() {
            let row = inside.row + place
            switch line {
            case .heading(let text): frame.put(text, row: row, column: inside.column + 1, .title)
            case .item(let index):
                let item = menu.items[index]
                let isSelected = index == menu.cursor
                let isLegal = item.refusal == nil
                frame.put(isSelected ? "▌" : " ", row: row, column: inside.column, .focus)
                frame.put(String(item.entry.letter), row: row, column: inside.column + 2, isLegal ? .strong : .dim)
                frame.put(name(item.entry, words), row: row, column: inside.column + 5, isLegal ? .plain : .dim)
                let left = inside.column + 5 + nameWidth
                frame.put(
                    VisibleText.clip(remark(item, menu, words), width: inside.column + inside.width - left), row: row,
                    column: left, .dim)
                OverlayView.entry(index, row: row, inside, isSelected: isSelected, &frame)
            }
        }
        OverlayView.drawMore(above: top > 0, below: top + visible < lines.count, inside, &frame)
    }

    private static func title(_ menu: ActionMenu, _ words: Catalogue) -> String {
        switch menu.subject {
        case .finding(let finding):
            words.text(
                "menu.title", ["number": finding.number.description, "stage": words.word(finding.stage.code)])
        case .marked(let count): words.text("menu.marked", ["count": Digits.grouped(count)])
        }
    }

    private static func lines(_ menu: ActionMenu, _ words: Catalogue) -> [Line] {
        var lines: [Line] = []
        var heading: String?
        for (index, item) in menu.items.enumerated() {
            let wanted = item.refusal == nil ? words["menu.group.\(item.entry.group.rawValue)"] : words["menu.refused"]
            if wanted != heading {
                lines.append(.heading(wanted))
                heading = wanted
            }
            lines.append(.item(index))
        }
        return lines
    }

    static func name(_ entry: MenuEntry, _ words: Catalogue) -> String {
        entry.kind.map { words["supervision.\($0.rawValue)"] } ?? words["action.\(entry.action.rawValue)"]
    }

    /// Beside the name: why not, or to how many of the marked.
    private static func remark(_ item: ActionMenu.Item, _ menu: ActionMenu, _ words: Catalogue) -> String {
        switch menu.subject {
        case .finding: return item.refusal.map { sentence($0, words) } ?? ""
        case .marked(let count):
            guard let refused = item.refused.first else { return words["mark.all"] }
            let why = "#\(refused.number) " + sentence(refused.refusal, words)
            guard !item.admitted.isEmpty else { return why }
            return words.text(
                "mark.some", ["admitted": String(item.admitted.count), "count": String(count), "why": why])
        }
    }

    private static func sentence(_ refusal: FindingRefusal, _ words: Catalogue) -> String {
        let (message, remedy) = words.explain(rule: refusal.rule.rawValue, refusal.facts)
        return message + words["menu.because"] + remedy
    }

    private static func reason(_ menu: ActionMenu, _ words: Catalogue) -> String? {
        guard menu.items.indices.contains(menu.cursor) else { return nil }
        let item = menu.items[menu.cursor]
        if let refusal = item.refusal {
            let (message, remedy) = words.explain(rule: refusal.rule.rawValue, refusal.facts)
            return message + " → " + remedy
        }
        guard !item.refused.isEmpty else { return nil }
        let reasons = item.refused.map { refused in
            "#\(refused.number) " + words.explain(rule: refused.refusal.rule.rawValue, refused.refusal.facts).message
        }
        return words["mark.notThese"] + reasons.joined(separator: " · ")
    }
}
