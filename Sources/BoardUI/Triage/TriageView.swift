internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// 共性: what is suggested, what was accepted, what was written about it; beside it the members and the words that tie them.
enum TriageView {
    static func draw(_ state: UIState, _ frame: inout Frame) {
        let layout = TriageLayout(state)
        drawTabs(state, layout, &frame)
        if let top = state.triage.page { return TriagePageView.draw(top, state, layout, &frame) }
        drawList(state, layout, &frame)
        for row in 0..<layout.list.height {
            frame.put("│", row: layout.list.row + row, column: layout.bar, .border)
        }
        TriageMembersView.draw(state, layout, &frame)
    }

    private static func drawTabs(_ state: UIState, _ layout: TriageLayout, _ frame: inout Frame) {
        let triage = state.triage
        let counts = [
            triage.queue.map { Digits.grouped($0.count) } ?? "…", Digits.grouped(triage.issues.count),
            Digits.grouped(triage.letters.count),
        ]
        var column = 1
        for (index, list) in TriageState.List.allCases.enumerated() {
            let text = " \(state.words["triage.list.\(list.rawValue)"]) \(counts[index]) "
            let width = frame.put(
                text, row: layout.tabs, column: column, list == triage.list ? Style(.focus, reversed: true) : .dim)
            frame.spots.append(Spot(Rect(row: layout.tabs, column: column, width: width, height: 1), .pane(index)))
            column += width
        }
        if triage.isGrouping {
            frame.put(state.words["triage.grouping"], row: layout.tabs, column: column + 1, .accent)
        } else if !triage.marks.isEmpty {
            let text = state.words.text("triage.marked", ["count": String(triage.marks.count)])
            frame.put(text, row: layout.tabs, column: column + 1, .accent)
        }
    }

    // MARK: The list

    private struct Entry {
        let title, facts: String
        let isMarked: Bool
        let facade: Style
    }

    private static func drawList(_ state: UIState, _ layout: TriageLayout, _ frame: inout Frame) {
        let triage = state.triage
        let width = layout.list.width
        guard triage.count > 0 else { return drawNothing(state, layout, &frame) }
        for place in 0..<max(0, min(layout.visibleEntries, triage.count - triage.top)) {
            let index = triage.top + place
            guard let entry = entry(index, state) else { continue }
            let row = layout.list.row + place * TriageLayout.entry
            let isSelected = index == triage.cursor
            let sign = (isSelected ? "▌" : " ") + (entry.isMarked ? "✓" : " ")
            frame.put(sign, row: row, column: 0, .focus)
            frame.put(
                VisibleText.clip(entry.title, width: width - 3), row: row, column: 2, isSelected ? .strong : .plain)
            frame.put(isSelected ? "▌" : " ", row: row + 1, column: 0, .focus)
            frame.put(VisibleText.clip(entry.facts, width: width - 4), row: row + 1, column: 3, entry.facade)
            let rect = Rect(row: row, column: 0, width: width, height: TriageLayout.entry)
            frame.spots.append(Spot(rect, .card(column: 0, row: index)))
            if isSelected, !triage.isInMembers { frame.restyle(rect) { Style($0.tone, reversed: true) } }
        }
        drawMore(state, layout, &frame)
    }

    private static func drawMore(_ state: UIState, _ layout: TriageLayout, _ frame: inout Frame) {
        let triage = state.triage
        if triage.top > 0 { frame.put("▲", row: layout.list.row, column: layout.bar, .dim) }
        if triage.top + layout.visibleEntries < triage.count {
            frame.put("▼", row: layout.list.row + layout.list.height - 1, column: layout.bar, .dim)
        }
    }

    private static func entry(_ index: Int, _ state: UIState) -> Entry? {
        let triage = state.triage
        let spoken = TriageWords(state.words)
        switch triage.list {
        case .suggestions:
            guard let entry = triage.queue?[index] else { return nil }
            return Entry(
                title: entry.title, facts: spoken.short(entry), isMarked: triage.marks.contains(entry.id),
                facade: .dim)
        case .issues:
            let row = triage.issues[index]
            return Entry(
                title: "\(row.number) \(row.title)", facts: spoken.short(row),
                isMarked: triage.marks.contains(String(row.number)), facade: row.state == .open ? .warning : .dim)
        case .letters:
            let row = triage.letters[index]
            return Entry(
                title: spoken.title(row), facts: spoken.state(row, today: state.today), isMarked: false,
                facade: row.overdueDays(on: state.today) > 0 ? .danger : .dim)
        }
    }

    private static func drawNothing(_ state: UIState, _ layout: TriageLayout, _ frame: inout Frame) {
        let triage = state.triage
        let key =
            triage.list == .suggestions && (triage.queue == nil || triage.isGrouping)
            ? "triage.waiting" : "triage.none.\(triage.list.rawValue)"
        for (index, line) in VisibleText.wrap(state.words[key], width: layout.list.width - 4).enumerated() {
            frame.put(line, row: layout.list.row + 1 + index, column: 2, .dim)
        }
    }

    static func crumbs(_ state: UIState) -> [String] {
        let triage = state.triage
        if let entry = triage.entry { return [entry.title] }
        if let issue = triage.issue { return ["\(issue.number) \(issue.title)"] }
        return triage.letterRow.map { [TriageWords(state.words).title($0)] } ?? []
    }

    static func footerHints(_ state: UIState) -> [FooterView.Hint] {
        let triage = state.triage
        if triage.pull != nil {
            return [
                .init(.enter, label: "hint.pullIn"), .init(.up, .down, label: "hint.walk"),
                .init(.escape, label: "hint.back"),
            ]
        }
        if triage.page != nil {
            return [.init([.view(.up), .view(.down)], "hint.scroll"), .init(.view(.back), "hint.back")] + own(state)
        }
        return own(state) + [
            .init([.view(.previousPane), .view(.nextPane)], "hint.lists"), .init(.view(.back), "hint.back"),
        ]
    }

    private static func own(_ state: UIState) -> [FooterView.Hint] {
        // In an empty list there is nothing to act on.
        guard state.triage.count > 0 else { return [] }
        let hints: [FooterView.Hint] =
            switch state.triage.list {
            case .suggestions:
                [
                    .init(.triage(.accept), "hint.accept"), .init(.triage(.dismiss), "hint.dismiss"),
                    .init(.view(.right), "hint.members"), .init(.view(.mark), "hint.inOut"),
                    .init(.triage(.merge), "hint.merge"), .init(.triage(.retitle), "hint.rename"),
                    .init(.view(.undo), "hint.undo"), .init(.triage(.split), "hint.split"),
                    .init(.triage(.scope), "hint.scope"), .init(.view(.search), "hint.pullIn"),
                ]
            case .issues:
                [
                    .init(.triage(.letter), "hint.letter.draft"), .init(.view(.open), "hint.issuePage"),
                    .init(.triage(.rectify), "hint.rectify"), .init(.view(.mark), "hint.mark"),
                    .init(.triage(.merge), "hint.merge"), .init(.triage(.split), "hint.split"),
                    .init(.view(.undo), "hint.undo"), .init(.triage(.scope), "hint.scope"),
                    .init(.triage(.retitle), "hint.rename"), .init(.triage(.decide), "hint.decide"),
                    .init(.triage(.paper), "hint.paper"),
                ]
            case .letters:
                [
                    .init(.triage(.letter), "hint.edit"), .init(.triage(.issue), "hint.issue"),
                    .init(.triage(.answer), "hint.answer"), .init(.triage(.followUp), "hint.followUp"),
                    .init(.triage(.paper), "hint.paper"), .init(.view(.open), "hint.issuePage"),
                    .init(.view(.undo), "hint.undo"),
                ]
            }
        // What was not done cannot be taken back; a letter that went out is not edited, and a draft not answered.
        return hints.filter { hint in
            switch hint.meanings {
            case [.view(.undo)]: !state.triage.steps.isEmpty
            case [.view(.open)], [.view(.mark)]: state.triage.page == nil
            case [.triage(.letter)], [.triage(.issue)]: state.triage.letterRow.map { $0.state == .draft } ?? true
            case [.triage(.answer)]: state.triage.letterRow.map { $0.state == .issued } ?? true
            case [.triage(.followUp)]:
                state.triage.letterRow.map { $0.state == .issued || $0.state == .answered } ?? true
            case _: true
            }
        }
    }
}
