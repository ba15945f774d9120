internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// 督办台: worst first, whose it is, what was done, what comes next.
enum DeskView {
    static func draw(_ state: UIState, _ frame: inout Frame) {
        let layout = DeskLayout(state)
        let words = DeskWords(state.words, state.setting.policy, state.setting.calendar, today: state.today)
        drawPresets(state, words, layout, &frame)
        if state.desk.count == 0 {
            drawNothing(state, layout, &frame)
        } else if state.desk.isOnLetters {
            DeskLettersView.draw(state, layout, &frame)
        } else if state.desk.grouping == nil {
            drawRows(state, words, layout, &frame)
        } else {
            drawGroups(state, words, layout, &frame)
        }
        drawDetail(state, words, layout, &frame)
        if state.desk.isChoosing { drawChoices(state, layout, &frame) }
    }

    /// The presets with their counts, scrolled so that the chosen one is in view.
    private static func drawPresets(
        _ state: UIState, _ words: DeskWords, _ layout: DeskLayout, _ frame: inout Frame
    ) {
        let titles = DeskPane.all.map { pane in " \(title(of: pane, words)) \(count(of: pane, state)) " }
        let chosen = DeskPane.all.firstIndex(of: state.desk.pane) ?? 0
        var first = 0
        while first < chosen,
            titles[first...chosen].reduce(0, { $0 + DisplayWidth.of($1) }) > layout.list.width - 4
        { first += 1 }
        if first > 0 { frame.put("‹", row: layout.presets, column: 0, .dim) }
        var column = 1
        for (index, title) in titles.enumerated().dropFirst(first) {
            let width = DisplayWidth.of(title)
            guard column + width < layout.list.width - 1 else {
                frame.put("›", row: layout.presets, column: layout.list.width - 1, .dim)
                break
            }
            frame.put(
                title, row: layout.presets, column: column, index == chosen ? Style(.focus, reversed: true) : .dim)
            frame.spots.append(Spot(Rect(row: layout.presets, column: column, width: width, height: 1), .pane(index)))
            column += width
        }
    }

    private static func title(of pane: DeskPane, _ words: DeskWords) -> String {
        switch pane {
        case .findings(let preset): words.title(preset)
        case .letters: words.words["desk.preset.letters"]
        }
    }

    private static func count(of pane: DeskPane, _ state: UIState) -> String {
        let count: Int? =
            switch pane {
            case .findings(let preset): state.desk.counts?.presets[preset]
            case .letters: state.desk.counts?.lateLetters.count
            }
        return count.map { Digits.grouped($0) } ?? "…"
    }

    private static func drawRows(
        _ state: UIState, _ words: DeskWords, _ layout: DeskLayout, _ frame: inout Frame
    ) {
        let desk = state.desk
        let columns = DeskColumns(width: layout.list.width)
        columns.put(columns.heads(state.words, desk.preset), row: layout.heads, .dim, &frame)
        let range = Set(desk.range)
        for place in 0..<min(layout.visibleRows, desk.rows.count - desk.top) {
            let index = desk.top + place
            let row = desk.rows[index]
            let isSelected = index == desk.cursor
            let sign = isSelected ? "▌" : " "
            let mark = desk.marks.contains(row.finding.number) || range.contains(row.finding.number) ? "✓" : " "
            let line = layout.list.row + place
            let cells = columns.cells(row, words, desk.preset, state.words)
            columns.put(["\(sign)\(mark)#\(row.finding.number)"] + cells, row: line, .plain, &frame)
            frame.put(
                columns.fitted(cells[0], 1), row: line, column: columns.start(of: 1), tone(of: row, state))
            let rect = Rect(row: line, column: 0, width: layout.list.width, height: 1)
            frame.spots.append(Spot(rect, .card(column: 0, row: index)))
            if isSelected { frame.restyle(rect) { Style($0.tone, reversed: true) } }
        }
    }

    private static func tone(of row: DeskRow, _ state: UIState) -> Style {
        switch state.setting.policy.state(of: row.runningTo, on: state.today, state.setting.calendar) {
        case .overdue: .danger
        case .warned: .warning
        case .stopped: .dim
        case .ahead: .plain
        }
    }

    /// Groups with their counts and a bar beside the longest.
    private static func drawGroups(
        _ state: UIState, _ words: DeskWords, _ layout: DeskLayout, _ frame: inout Frame
    ) {
        let desk = state.desk
        if let grouping = desk.grouping {
            frame.put(state.words["desk.group.\(grouping.rawValue)"], row: layout.heads, column: 2, .dim)
        }
        let most = desk.groups.map(\.count).max() ?? 1
        let labelWidth = min(layout.list.width / 2, desk.groups.map { DisplayWidth.of(words.label($0)) }.max() ?? 0)
        let countWidth = Digits.grouped(most).count
        let room = layout.list.width - labelWidth - countWidth - 6
        for place in 0..<min(layout.visibleRows, desk.groups.count - desk.top) {
            let index = desk.top + place
            let group = desk.groups[index]
            let line = layout.list.row + place
            let count = Digits.grouped(group.count)
            frame.put(index == desk.cursor ? "▌" : " ", row: line, column: 0, .focus)
            frame.put(VisibleText.clip(words.label(group), width: labelWidth), row: line, column: 2)
            frame.put(count, row: line, column: 3 + labelWidth + countWidth - count.count, .strong)
            let bar = String(repeating: "█", count: max(1, group.count * max(1, room) / most))
            frame.put(bar, row: line, column: 5 + labelWidth + countWidth, .accent)
            let rect = Rect(row: line, column: 0, width: layout.list.width, height: 1)
            frame.spots.append(Spot(rect, .card(column: 0, row: index)))
            if index == desk.cursor { frame.restyle(rect) { Style($0.tone, reversed: true) } }
        }
    }

    private static func drawNothing(_ state: UIState, _ layout: DeskLayout, _ frame: inout Frame) {
        let text = state.words[
            state.desk.isLoading
                ? "board.loading" : state.desk.isOnLetters ? "desk.letters.nothing" : "desk.nothing"]
        frame.put(
            VisibleText.clip(text, width: layout.list.width), row: layout.list.row + layout.list.height / 2,
            column: max(0, (layout.list.width - DisplayWidth.of(text)) / 2), .dim)
    }

    /// What the line under the cursor says in full; for groups and where nothing is immediate, the tally of immediate rectifications.
    private static func drawDetail(
        _ state: UIState, _ words: DeskWords, _ layout: DeskLayout, _ frame: inout Frame
    ) {
        let rect = layout.detail
        frame.put(String(repeating: "─", count: rect.width), row: rect.row, column: 0, .border)
        let lines =
            state.desk.selected.map { detail($0, words, state) }
            ?? state.desk.selectedLetter.map { DeskLettersView.detail($0, state) }
            ?? (state.desk.selectedGroup != nil || state.desk.pane == .findings(.immediate) ? [tally(state)] : [])
        // The text of the problem takes what the other lines leave.
        let room = max(1, rect.height - lines.count)
        let shown = lines.enumerated().flatMap { index, line in
            index == 1
                ? VisibleText.wrap(line, width: rect.width - 2, limit: room)
                : [VisibleText.clip(line, width: rect.width - 2)]
        }
        for (index, line) in shown.prefix(rect.height - 1).enumerated() {
            frame.put(line, row: rect.row + 1 + index, column: 1, index == 0 ? .strong : .plain)
        }
    }

    private static func detail(_ row: DeskRow, _ words: DeskWords, _ state: UIState) -> [String] {
        let finding = row.finding
        let people = [row.head, finding.leader].compactMap { $0 }.joined(separator: " / ")
        let signs = CardWords(state.words).signs(finding)
        let next = words.next(row)
        func title(_ path: String) -> String {
            ["#\(finding.number)", path, people, words.clock(row, state.desk.preset), signs]
                .filter { !$0.isEmpty }.joined(separator: " · ")
        }
        // A long path gives way to whose it is and how late.
        let surplus = DisplayWidth.of(title(finding.unit.path)) - (state.size.columns - 2)
        let path =
            surplus > 0
            ? VisibleText.clip(finding.unit.path, width: max(16, DisplayWidth.of(finding.unit.path) - surplus))
            : finding.unit.path
        return [
            title(path),
            finding.text.replacing("\n", with: " "),
            ([words.last(row), next.isEmpty ? "" : "→ " + next] + words.beside(row)).filter { !$0.isEmpty }
                .joined(separator: " · "),
        ]
    }

    private static func tally(_ state: UIState) -> String {
        guard let tally = state.desk.counts?.immediate else { return "" }
        return state.words.text(
            "desk.tally",
            [
                "closed": Digits.grouped(tally.closed), "running": Digits.grouped(tally.running),
                "overdue": Digits.grouped(tally.overdue), "label": state.setting.policy.overdueLabel,
            ])
    }

    private static func drawChoices(_ state: UIState, _ layout: DeskLayout, _ frame: inout Frame) {
        let lines =
            state.desk.isOnLetters
            ? DeskLetterChoice.allCases.map { " \($0.rawValue)  \(state.words[$0.label])" }
            : DeskChoice.all.map { " \($0.letter)  \($0.choice.title(state.words))" }
        let width = min(layout.list.width, (lines.map { DisplayWidth.of($0) }.max() ?? 20) + 4)
        let height = min(lines.count + 2, layout.list.height + layout.detail.height)
        let rect = Rect(
            row: layout.detail.row + layout.detail.height - height, column: layout.list.width - width - 1,
            width: width, height: height)
        frame.fill(rect)
        frame.box(rect, title: " \(subject(state)) ", .edge)
        for (index, line) in lines.prefix(height - 2).enumerated() {
            frame.put(line, row: rect.row + 1 + index, column: rect.column + 1)
        }
    }

    /// What an action would be about: #12, 5 marked, or the group's name.
    private static func subject(_ state: UIState) -> String {
        let marked = state.desk.marks.union(state.desk.range).count
        if marked > 0 { return state.words.text("desk.marked", ["count": String(marked)]) }
        if let group = state.desk.selectedGroup {
            let name = OrganisationReference(id: OrganisationID(high: 0, low: 0), path: group.label).name
            return "\(name.isEmpty ? state.words["desk.nobody"] : name) \(group.count)"
        }
        return state.desk.selected.map { "#\($0.finding.number)" } ?? state.desk.selectedLetter?.code?.description ?? ""
    }

    static func crumbs(_ state: UIState) -> [String] {
        var crumbs =
            BoardView.filter(state.desk.baseValues, state)
            + state.desk.path.map { $0.group.label.isEmpty ? state.words["desk.nobody"] : $0.group.label }
        if !state.desk.marks.isEmpty {
            crumbs.append(state.words.text("desk.marked", ["count": String(state.desk.marks.count)]))
        }
        return crumbs
    }

    static func footerHints(_ state: UIState) -> [FooterView.Hint] {
        if state.desk.isChoosing {
            guard !state.desk.isOnLetters else {
                return DeskLetterChoice.allCases.map { FooterView.Hint(.character($0.rawValue), label: $0.label) }
            }
            return DeskChoice.all.map { FooterView.Hint(.character($0.letter), label: label(of: $0.choice)) }
        }
        if state.desk.isOnLetters {
            return [
                .init([.view(.previousPane), .view(.nextPane)], "hint.presets"),
                .init(.view(.menu), "hint.answerOrFollow"), .init(.desk(.next), "hint.followUp"),
                .init(.view(.open), "hint.open"),
            ] + (state.undoesLetterStep ? [.init(.view(.undo), "hint.undo")] : [])
                + [.init(.view(.back), "hint.back")]
        }
        let next = state.desk.preset.deciding.map { "action.\($0.rawValue)" } ?? "hint.ladder"
        if !state.desk.marks.isEmpty || state.desk.rangeStart != nil {
            return [
                .init(.view(.menu), "hint.press"), .init(.desk(.next), next), .init(.view(.mark), "hint.mark"),
                .init(.view(.markRange), "hint.range"), .init(.view(.back), "hint.unmark"),
            ]
        }
        let clear: [FooterView.Hint] = state.desk.base.isEmpty ? [] : [.init(.desk(.clear), "hint.clear")]
        return [
            .init([.view(.previousPane), .view(.nextPane)], "hint.presets"), .init(.view(.menu), "hint.press"),
            .init(.desk(.next), next),
        ] + clear + [
            .init(.view(.mark), "hint.mark"), .init(.desk(.group), "hint.group"),
            .init(.view(.open), state.desk.grouping == nil ? "hint.open" : "hint.drill"),
            .init(.view(.search), "hint.search"), .init(.view(.filter), "hint.filter"),
            .init(.view(.back), "hint.back"), .init(.desk(.export), "hint.export"),
        ]
    }

    private static func label(of choice: DeskChoice) -> String {
        switch choice {
        case .press(let kind): "supervision.\(kind.rawValue)"
        case .act(let action): "action.\(action.rawValue)"
        case .everything: "desk.everything"
        }
    }
}
