import Rectification
import Requests
import Screen
import Wording

// Common issues and letters in words, for people.

extension Catalogue {
    /// One line about an issue.
    func line(of row: IssueRow) -> String {
        VisibleText.line(
            text(
                "issue.line",
                [
                    "number": String(row.number), "title": row.title, "state": word(row.state),
                    "count": String(row.members), "units": String(row.units), "closed": String(row.closed),
                ]))
    }

    /// The newest round against the one before: `↑3`, `↓1`, `→`; nothing while there is one round.
    func arrow(_ trend: Trend) -> String {
        guard let change = trend.change else { return "" }
        return change > 0 ? "↑\(change)" : change < 0 ? "↓\(-change)" : "→"
    }

    func columns(of row: IssueRow) -> [String] {
        [
            String(row.number), word(row.state), word(row.scope), row.field,
            self.text("cli.triage.size", ["size": String(row.members)]),
            self.text("cli.triage.units", ["units": String(row.units)]),
            self.text("issue.closed", ["closed": String(row.closed), "count": String(row.members)]), arrow(row.trend),
            row.title,
        ]
    }

    /// One line about a letter.
    func line(of row: LetterRow, today: Day) -> String {
        columns(of: row, today: today).filter { !$0.isEmpty }.map(VisibleText.line).joined(separator: " · ")
    }

    func columns(of row: LetterRow, today: Day) -> [String] {
        let late = row.overdueDays(on: today)
        let due = row.due.map { text("letter.due", ["date": $0.description]) } ?? ""
        return [
            text("letter.number", ["number": String(row.number)]), row.code?.description ?? "", word(row.state),
            row.to.name, row.issue.title, due, late > 0 ? text("letter.late", ["days": String(late)]) : "",
        ]
    }

    /// The page of an issue.
    func page(of sheet: IssueSheet, today: Day, zone: ZoneOffset) -> [String] {
        let issue = sheet.issue
        var lines = [
            line(of: sheet.row), "\(word(issue.scope)) · \(issue.field)",
        ]
        if !issue.words.isEmpty { lines.append(issue.words.joined(separator: " · ")) }
        lines.append(
            zip(StageCode.allCases, sheet.row.stages).map { "\(word($0)) \($1)" }.joined(separator: " · "))
        lines.append(sheet.row.trend.rounds.map { "\($0.round) \($0.findings)" }.joined(separator: " · "))
        switch issue.ending {
        case .rectified(let day, let note): lines.append("\(day) \(word(issue.state)): \(note)")
        case .merged(let target): lines.append("→ \(target.number) \(target.title)")
        case .dissolved, nil: break
        }
        for unit in sheet.units {
            lines.append(
                "  \(unit.unit.path)  "
                    + text("issue.closed", ["closed": String(unit.closed), "count": String(unit.findings)]))
        }
        lines.append(
            issue.members.sorted().map { "#\($0)" }.joined(separator: " "))
        for decision in issue.decisions { lines.append("\(decision.on) \(word(decision.body)): \(decision.text)") }
        for letter in sheet.letters { lines.append("  " + line(of: letter, today: today)) }
        for entry in sheet.history {
            lines.append("· \(entry.at.text(in: zone)) \(entry.by) \(self["event.group.\(entry.event.code)"])")
        }
        return lines.filter { !$0.isEmpty }.map(VisibleText.line)
    }

    /// The page of a letter.
    func page(of letter: Letter, today: Day) -> [String] {
        var lines = [line(of: LetterRow(of: letter), today: today), ""]
        lines += [self["letter.section.basis"]] + letter.words.basis.lines + [""]
        lines += [self["letter.section.suggestions"]] + letter.words.suggestions.lines
        for unit in letter.basis?.units ?? [] { lines.append("  \(unit.name) \(unit.findings)") }
        if let answer = letter.answer {
            lines += ["", "\(answer.on) \(word(Letter.State.answered)): \(answer.text)"]
            if let file = answer.evidence { lines.append("  \(file.name) \(file.digest)") }
        }
        for step in letter.followUps { lines.append("\(step.on) \(step.by): \(step.text)") }
        return lines.map(VisibleText.line)
    }
}

extension String {
    fileprivate var lines: [String] { split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
}
