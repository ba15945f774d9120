internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// The page of a common issue (members by stage and unit, progress, trend by round, letters, decisions, what happened) or of a letter, to be scrolled.
enum TriagePageView {
    struct Line {
        let text: String
        let style: Style

        init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    static func draw(_ top: Int, _ state: UIState, _ layout: TriageLayout, _ frame: inout Frame) {
        let rect = layout.whole
        let lines = lines(state, width: rect.width)
        for (place, line) in lines.dropFirst(top).prefix(rect.height).enumerated() {
            frame.put(
                VisibleText.clip(line.text, width: rect.width), row: rect.row + place, column: rect.column, line.style)
        }
        if top > 0 { frame.put("▲", row: rect.row, column: rect.column + rect.width - 1, .dim) }
        if lines.count > top + rect.height {
            frame.put("▼", row: rect.row + rect.height - 1, column: rect.column + rect.width - 1, .dim)
        }
    }

    /// The furthest that the page can be scrolled.
    static func last(_ state: UIState) -> Int {
        let rect = TriageLayout(state).whole
        return max(0, lines(state, width: rect.width).count - rect.height)
    }

    static func lines(_ state: UIState, width: Int) -> [Line] {
        if let sheet = state.triage.shownSheet { return lines(of: sheet, state, width: width) }
        if let letter = state.triage.shownLetter { return lines(of: letter, state, width: width) }
        return [Line(state.unread, .dim)]
    }

    // MARK: An issue

    private static func lines(of sheet: IssueSheet, _ state: UIState, width: Int) -> [Line] {
        let words = state.words
        let spoken = TriageWords(words)
        let row = sheet.row
        var lines = [
            Line("\(row.number) \(row.title)", .strong),
            Line([words.word(row.state), words.word(row.scope), row.field].joined(separator: " · "), .accent),
        ]
        if !row.words.isEmpty {
            lines += wrapped(words.text("triage.tied", ["words": row.words.joined(separator: " · ")]), width)
        }
        switch sheet.issue.ending {
        case .rectified(let day, let note):
            lines += wrapped("\(day) \(words.word(row.state))\(words["list.colon"])\(note)", width, .success)
        case .merged(let target): lines.append(Line("→ \(target.number) \(target.title)", .dim))
        case .dissolved, nil: break
        }
        let progress = words.text("triage.closed", ["closed": String(row.closed), "count": String(row.members)])
        let share = row.members > 0 ? row.closed * 100 / row.members : 0
        lines.append(Line(""))
        lines.append(Line(words["triage.page.progress"] + "  \(progress) " + bar(share, of: 100, 30) + " \(share)%"))
        let most = row.stages.max() ?? 1
        for (stage, count) in zip(StageCode.allCases, row.stages) {
            lines.append(
                Line("  " + VisibleText.pad(words.word(stage), width: 14) + bar(count, of: most, 24) + " \(count)"))
        }
        lines.append(Line(""))
        lines.append(Line(words["triage.page.trend"] + "  " + spoken.arrow(row.trend), .strong))
        let peak = row.trend.rounds.map(\.findings).max() ?? 1
        let roundWidth = min(32, max(14, row.trend.rounds.map { DisplayWidth.of($0.round) }.max() ?? 0))
        for count in row.trend.rounds {
            lines.append(
                Line(
                    "  " + VisibleText.pad(count.round, width: roundWidth) + " " + bar(count.findings, of: peak, 24)
                        + " \(count.findings)"))
        }
        lines.append(Line(""))
        lines.append(
            Line(words["triage.page.units"] + "  " + words.text("triage.units", ["count": String(row.units)]), .strong))
        let nameWidth = min(40, max(16, width / 3))
        for unit in sheet.units {
            let closed = words.text(
                "triage.closed", ["closed": String(unit.closed), "count": String(unit.findings)])
            lines.append(Line("  " + VisibleText.pad(unit.unit.path, width: nameWidth) + " " + closed))
        }
        return lines + written(sheet, state, width) + happened(sheet, state)
    }

    private static func wrapped(_ text: String, _ width: Int, _ style: Style = .plain) -> [Line] {
        VisibleText.wrap(text, width: width).map { Line($0, style) }
    }

    private static func written(_ sheet: IssueSheet, _ state: UIState, _ width: Int) -> [Line] {
        let words = state.words
        let spoken = TriageWords(words)
        var lines: [Line] = []
        if !sheet.letters.isEmpty {
            lines += [Line(""), Line(words["triage.list.letters"], .strong)]
            for letter in sheet.letters {
                lines.append(
                    Line(
                        "  " + spoken.title(letter) + " · " + spoken.state(letter, today: state.today),
                        letter.overdueDays(on: state.today) > 0 ? .danger : .plain))
            }
        }
        if !sheet.issue.decisions.isEmpty {
            lines += [Line(""), Line(words["triage.page.decisions"], .strong)]
            for decision in sheet.issue.decisions {
                lines += wrapped(
                    "  \(decision.on) \(words.word(decision.body))\(words["list.colon"])\(decision.text)", width)
            }
        }
        return lines
    }

    private static func happened(_ sheet: IssueSheet, _ state: UIState) -> [Line] {
        [Line(""), Line(state.words["triage.page.history"], .strong)]
            + sheet.history.reversed().map { entry in
                Line(
                    "  \(entry.at.text(in: state.setting.zone)) \(entry.by) "
                        + state.words["event.group.\(entry.event.code)"], .dim)
            }
    }

    private static func bar(_ count: Int, of most: Int, _ width: Int) -> String {
        guard most > 0, count > 0 else { return "" }
        return String(repeating: "█", count: max(1, count * width / most))
    }

    // MARK: A letter

    static func lines(of letter: Letter, _ state: UIState, width: Int) -> [Line] {
        let words = state.words
        let spoken = TriageWords(words)
        let row = LetterRow(of: letter)
        func block(_ heading: String, _ text: String) -> [Line] {
            [Line(""), Line(words[heading], .strong)]
                + text.split(separator: "\n").flatMap { VisibleText.wrap("  " + $0, width: width) }.map { Line($0) }
        }
        var lines = [
            Line(spoken.title(row), .strong),
            Line(
                spoken.state(row, today: state.today),
                row.overdueDays(on: state.today) > 0 ? .danger : .accent),
            Line(letter.words.to.path, .dim),
        ]
        if let answer = letter.answer {
            lines += block("triage.page.answer", "\(answer.on) \(answer.text)")
            if let file = answer.evidence { lines.append(Line("  \(file.name)", .dim)) }
        }
        if !letter.followUps.isEmpty {
            lines += [Line(""), Line(words["triage.page.followUps"], .strong)]
            for step in letter.followUps {
                lines += wrapped("  \(step.on) \(step.by)\(words["list.colon"])\(step.text)", width)
            }
        }
        lines += block("letter.section.basis", letter.words.basis)
        lines += block("letter.section.suggestions", letter.words.suggestions)
        if let basis = letter.basis {
            lines += [Line(""), Line(words["triage.page.members"], .strong)]
            lines += basis.units.prefix(30).map { Line("  \($0.name) \($0.findings)") }
            lines += basis.examples.flatMap {
                VisibleText.wrap("  #\($0.finding) \($0.unit)：\($0.text)", width: width, limit: 2)
            }.map { Line($0, .dim) }
        }
        return lines
    }
}
