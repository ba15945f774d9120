internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// The right side: what the entry under the cursor is, then its members, the tying words marked; or the letter's text.
enum TriageMembersView {
    static func draw(_ state: UIState, _ layout: TriageLayout, _ frame: inout Frame) {
        if let pull = state.triage.pull { return drawPull(pull, state, layout, &frame) }
        switch state.triage.list {
        case .suggestions, .issues:
            drawHead(state, layout, &frame)
            drawMembers(state, layout, &frame)
        case .letters: drawLetter(state, layout, &frame)
        }
    }

    private static func drawHead(_ state: UIState, _ layout: TriageLayout, _ frame: inout Frame) {
        let triage = state.triage
        let spoken = TriageWords(state.words)
        let words = state.words
        var lines: [String] = []
        if let entry = triage.entry {
            lines = [
                entry.title, [spoken.counts(entry), words.word(entry.scope), entry.field].joined(separator: " · "),
                words.text("triage.trend", ["rounds": spoken.rounds(entry.trend)]) + " · " + spoken.cohesion(entry),
            ]
        } else if let issue = triage.issue {
            lines = [
                "\(issue.number) \(issue.title)", [spoken.counts(issue), issue.field].joined(separator: " · "),
                words.text("triage.trend", ["rounds": spoken.rounds(issue.trend)]),
            ]
        }
        guard !lines.isEmpty else { return }
        let tied = triage.words.prefix(6).map { TriageWords.open + $0 + TriageWords.close }.joined(separator: " ")
        // Nothing ties what was put together by hand.
        if !tied.isEmpty { lines.append(words.text("triage.tied", ["words": tied])) }
        let rect = layout.head
        // The facts take a second line where one is too narrow.
        var row = rect.row
        for (index, line) in lines.enumerated() where row < rect.row + rect.height {
            let room = index == 1 && rect.height > lines.count ? 2 : 1
            for part in VisibleText.wrap(line, width: rect.width, limit: room) {
                var isOpen = false
                frame.putMarked(
                    VisibleText.clip(part, width: rect.width), row: row, column: rect.column,
                    index == 0 ? .strong : .dim, marked: .accent, &isOpen)
                row += 1
            }
        }
    }

    private static func drawMembers(_ state: UIState, _ layout: TriageLayout, _ frame: inout Frame) {
        let triage = state.triage
        let members = triage.members
        let rect = layout.members
        for place in 0..<max(0, min(layout.visibleMembers, members.count - triage.memberTop)) {
            let index = triage.memberTop + place
            let number = members[index]
            let row = rect.row + place * layout.memberHeight
            let isOut =
                triage.list == .suggestions
                ? triage.entry?.left.contains(number) == true
                : triage.out.contains(number)
            let isSelected = triage.isInMembers && index == triage.member
            let sign = triage.list == .suggestions ? (isOut ? "–" : "✓") : (isOut ? "✓" : " ")
            frame.put((isSelected ? "▌" : " ") + sign, row: row, column: rect.column, isOut ? .warning : .focus)
            let spot = Rect(row: row, column: rect.column, width: rect.width, height: layout.memberHeight)
            frame.spots.append(Spot(spot, .card(column: 1, row: index)))
            guard let finding = triage.rows[number] else {
                frame.put("#\(number) …", row: row, column: rect.column + 3, .dim)
                continue
            }
            draw(finding, triage.words, isOut: isOut && triage.list == .suggestions, state, spot, &frame)
            if isSelected {
                frame.restyle(Rect(row: row, column: rect.column, width: rect.width, height: 1)) {
                    Style($0.tone, reversed: true)
                }
            }
        }
        if triage.memberTop + layout.visibleMembers < members.count {
            let rest = state.words.text(
                "triage.more", ["count": Digits.grouped(members.count - triage.memberTop - layout.visibleMembers)])
            frame.put(
                rest, row: rect.row + rect.height - 1, column: rect.column + rect.width - DisplayWidth.of(rest), .dim)
        }
    }

    /// One finding: number, the issue it is in when that is of interest, unit, round and stage; then its text.
    static func draw(
        _ finding: FindingRow, in issue: IssueReference? = nil, _ tying: [String], isOut: Bool, _ state: UIState,
        _ rect: Rect, _ frame: inout Frame
    ) {
        let group = issue.map {
            state.words.text("neighbours.issue", ["number": String($0.number), "title": $0.title])
        }
        let facts = [
            "#\(finding.number)", group, finding.unit.name, finding.round, state.words.word(finding.stage),
        ].compactMap { $0 }.joined(separator: " · ")
        let style: Style = isOut ? .dim : .plain
        frame.put(
            VisibleText.clip(facts, width: rect.width - 3), row: rect.row, column: rect.column + 3,
            isOut ? .dim : .strong)
        let text = TriageWords.marked(finding.text.replacing("\n", with: " "), tying)
        var isOpen = false
        let lines = VisibleText.wrap(text, width: rect.width - 3, limit: rect.height)
        for (index, line) in lines.prefix(rect.height - 1).enumerated() {
            let isCut = index == rect.height - 2 && lines.count > rect.height - 1
            frame.putMarked(
                isCut ? VisibleText.clip(line + "……", width: rect.width - 3) : line, row: rect.row + 1 + index,
                column: rect.column + 3, style, marked: isOut ? .dim : .accent, &isOpen)
        }
    }

    // MARK: Letters

    private static func drawLetter(_ state: UIState, _ layout: TriageLayout, _ frame: inout Frame) {
        guard let letter = state.triage.shownLetter else { return }
        let rect = Rect(
            row: layout.head.row, column: layout.head.column, width: layout.head.width, height: layout.list.height)
        var row = rect.row
        for line in TriagePageView.lines(of: letter, state, width: rect.width) where row < rect.row + rect.height {
            frame.put(VisibleText.clip(line.text, width: rect.width), row: row, column: rect.column, line.style)
            row += 1
        }
    }

    // MARK: Pulling in

    private static func drawPull(
        _ pull: PullList, _ state: UIState, _ layout: TriageLayout, _ frame: inout Frame
    ) {
        let rect = layout.head
        let prompt = state.words["triage.pull"] + " "
        // Of words longer than the line the end is seen, where one types.
        let room = rect.width - DisplayWidth.of(prompt) - 1
        var shown = VisibleText.line(pull.query.text)
        var before = VisibleText.line(pull.query.beforeCaret)
        while DisplayWidth.of(before) > room, !before.isEmpty {
            before.removeFirst()
            shown.removeFirst()
        }
        frame.put(prompt + VisibleText.clip(shown, width: room), row: rect.row, column: rect.column, .strong)
        frame.cursor = Place(
            row: rect.row, column: rect.column + DisplayWidth.of(prompt) + DisplayWidth.of(before))
        let members = Set(state.triage.members)
        let list = Rect(
            row: rect.row + 2, column: rect.column, width: rect.width, height: layout.list.height - 2)
        let visible = max(1, list.height / layout.memberHeight)
        let top = OverlayView.top(pull.cursor, pull.rows.count, visible)
        for (place, finding) in pull.rows.dropFirst(top).prefix(visible).enumerated() {
            let index = top + place
            let row = list.row + place * layout.memberHeight
            let isSelected = index == pull.cursor
            let sign = (isSelected ? "▌" : " ") + (members.contains(finding.number) ? "✓" : " ")
            frame.put(sign, row: row, column: rect.column, .focus)
            let spot = Rect(row: row, column: rect.column, width: rect.width, height: layout.memberHeight)
            draw(
                finding, in: pull.issues[finding.number], [pull.query.text].filter { !$0.isEmpty }, isOut: false, state,
                spot, &frame)
            frame.spots.append(Spot(spot, .card(column: 2, row: index)))
            if isSelected {
                frame.restyle(Rect(row: row, column: rect.column, width: rect.width, height: 1)) {
                    Style($0.tone, reversed: true)
                }
            }
        }
        if pull.rows.isEmpty {
            let key = pull.query.text.isEmpty ? "triage.pull.help" : "board.noneMatch"
            frame.put(
                VisibleText.clip(state.words[key], width: rect.width), row: list.row, column: rect.column, .dim)
        }
    }
}
