package import Rectification
package import Requests
internal import Screen
package import Wording

/// The page of a unit as lines: on the screen, and as `organisation show` prints it.
package struct UnitPageText: Sendable {
    package struct Line: Hashable, Sendable {
        package enum Kind: Hashable, Sendable { case heading, fact, strong, alarm, dim, chart, finding }
        package let kind: Kind
        package let text: String
        /// What Enter opens.
        package let finding: FindingNumber?
    }

    let words: Catalogue
    let policy: Policy
    let today: Day

    package init(_ words: Catalogue, _ policy: Policy, today: Day) {
        self.words = words
        self.policy = policy
        self.today = today
    }

    /// Lines of at most `width` columns.
    package func lines(_ page: UnitPage, width: Int) -> [Line] {
        let width = max(20, width)
        var lines = head(page, width)
        for (title, part) in [
            ("units.rounds", rounds(page, width)), ("units.trend", trend(page, width)),
            ("units.opinions", opinions(page, width)), ("units.steps", steps(page, width)),
            ("units.people", people(page, width)), ("units.findings", findings(page, width)),
        ] where !part.isEmpty {
            lines.append(line(.dim, ""))
            let count = title == "units.findings" ? " " + Digits.grouped(page.tally.total) : ""
            lines.append(line(.heading, words[title] + count))
            lines += part
        }
        return lines
    }

    private func line(_ kind: Line.Kind, _ text: String, _ finding: FindingNumber? = nil) -> Line {
        Line(kind: kind, text: text, finding: finding)
    }

    private func wrapped(_ kind: Line.Kind, _ text: String, _ width: Int, indent: Int = 0) -> [Line] {
        let space = String(repeating: " ", count: indent)
        return VisibleText.wrap(text, width: width - indent).map { line(kind, space + $0) }
    }

    /// Parts side by side, a new line where one does not fit.
    private func joined(_ kind: Line.Kind, _ parts: [String], _ width: Int) -> [Line] {
        var lines: [String] = []
        for part in parts {
            if let last = lines.last, DisplayWidth.of(last) + 3 + DisplayWidth.of(part) <= width {
                lines[lines.count - 1] = last + " · " + part
            } else {
                lines.append(part)
            }
        }
        return lines.flatMap { wrapped(kind, $0, width) }
    }

    // MARK: The unit

    private func head(_ page: UnitPage, _ width: Int) -> [Line] {
        let tally = page.tally
        let unit = page.organisation
        var lines = joined(.strong, [page.path, words.word(unit.kind)], width)
        var who = [words["field.head"] + words["list.colon"] + (unit.head ?? words["units.nobody"])]
        if page.children > 0 { who.append(words.text("units.children", ["count": String(page.children)])) }
        lines += joined(.fact, who, width)
        lines += joined(
            .fact, StageCode.allCases.map { words.word($0) + " " + Digits.grouped(tally.count(of: $0)) }, width)
        let trouble = [
            ("units.overdue", page.overdue), ("units.listed", tally[.listed]), ("units.starred", tally[.starred]),
            ("units.provincial", tally[.provincial]), ("units.leaderOwned", tally[.leaderOwned]),
        ].filter { $0.1 > 0 }
        if !trouble.isEmpty {
            lines += joined(
                page.overdue > 0 ? .alarm : .fact,
                trouble.map { words.text($0.0, ["count": Digits.grouped($0.1)]) }, width)
        }
        lines += joined(.fact, rates(page), width)
        return lines
    }

    /// 销号率 58.3%（14/24） · 一次通过 80.0%（8/10） · …: what nothing is known of is left out.
    package func rates(_ page: UnitPage) -> [String] {
        let tally = page.tally
        func rate(_ key: String, _ part: Int, _ whole: Int) -> String? {
            whole == 0
                ? nil
                : words[key] + " " + Percent.text(part, whole)
                    + words.text("units.of", ["part": String(part), "whole": String(whole)])
        }
        func count(_ key: String, _ number: Int) -> String? {
            number == 0 ? nil : words.text(key, ["count": Digits.grouped(number)])
        }
        let all: [String?] = [
            rate("units.closureRate", tally.fullyClosed, tally.counted),
            count("units.stageClosed", tally[.stageClosed]), count("units.broughtForward", tally[.broughtForward]),
            tally.fullyClosed == 0
                ? nil
                : words.text("units.onTime", ["onTime": String(tally.onTime), "late": String(tally[.late])]),
            count("units.extended", tally[.extended]),
            rate("units.firstPass", tally[.passedFirst], tally[.decided]),
            rate("units.relapse", tally[.relapsed], tally[.closedHere]),
            tally[.immediate] == 0
                ? nil
                : words.text(
                    "units.immediate",
                    ["closed": String(tally[.immediateClosed]), "total": String(tally[.immediate])]),
        ]
        return all.compactMap { $0 }
    }

    // MARK: Rounds and months

    private func rounds(_ page: UnitPage, _ width: Int) -> [Line] {
        let names = page.rounds.map { DisplayWidth.of($0.name) }.max() ?? 0
        let nameWidth = min(max(8, width - 28), names)
        let room = max(0, width - nameWidth - 28)
        return page.rounds.flatMap { round -> [Line] in
            let tally = round.tally
            let stages = StageCode.allCases.map { Self.right(Digits.grouped(tally.count(of: $0)), 5) }.joined()
            let share = tally.counted == 0 ? "" : Percent.text(tally.fullyClosed, tally.counted)
            let bar = room < 6 ? "" : bar(tally.fullyClosed, of: tally.counted, width: min(24, room))
            let numbers =
                VisibleText.pad(round.name, width: nameWidth) + stages + " " + Self.right(share, 6) + " " + bar
            var lines = [line(.fact, VisibleText.clip(numbers, width: width))]
            if let known = round.round {
                var about = [words.word(known.mode)]
                if let day = known.entered { about.append(words.text("units.entered", ["date": day.description])) }
                if let day = known.feedback { about.append(words.text("units.feedback", ["date": day.description])) }
                lines.append(line(.dim, VisibleText.clip("  " + about.joined(separator: " · "), width: width)))
            }
            return lines
        }.withHead(
            line(
                .dim,
                VisibleText.clip(
                    VisibleText.pad("", width: nameWidth)
                        + StageCode.allCases.map { Self.right(words["units.stage.\($0.rawValue)"], 5) }.joined()
                        + " " + Self.right(words["units.rate"], 6), width: width)))
    }

    private func trend(_ page: UnitPage, _ width: Int) -> [Line] {
        guard page.months.count > 1, let first = page.months.first, let last = page.months.last else { return [] }
        var open = 0
        let remaining = page.months.map { month -> Int in
            open += month.entered - month.closed
            return max(0, open)
        }
        let chartWidth = min(60, width)
        var lines = BrailleLine.rows(remaining, width: chartWidth, height: 3).map { line(.chart, $0) }
        let span = "\(first.month) – \(last.month)"
        let most = words.text("units.most", ["count": Digits.grouped(remaining.max() ?? 0)])
        lines.append(line(.dim, VisibleText.clip(words["units.remaining"] + " " + span + " · " + most, width: width)))
        lines.append(
            line(
                .dim,
                Self.right("", 7) + Self.right(words["units.month.entered"], 8)
                    + Self.right(words["units.month.closed"], 8) + Self.right(words["units.month.open"], 8)))
        for (month, left) in zip(page.months, remaining).suffix(12) {
            lines.append(
                line(
                    .fact,
                    month.month.description + Self.right(Digits.grouped(month.entered), 8)
                        + Self.right(Digits.grouped(month.closed), 8) + Self.right(Digits.grouped(left), 8)))
        }
        return lines
    }

    // MARK: What was said and sent

    private func opinions(_ page: UnitPage, _ width: Int) -> [Line] {
        let parties = Dictionary(grouping: page.opinions, by: \.party).sorted { $0.key < $1.key }
        return parties.flatMap { party, counts -> [Line] in
            var parts: [String] = []
            for verdict in VerdictCode.allCases {
                let own = counts.filter { $0.verdict == verdict }
                let sum = own.reduce(0) { $0 + $1.count }
                guard sum > 0 else { continue }
                let reasons = own.filter { $0.code != nil }.map { reason($0.code) + " " + String($0.count) }
                parts.append(
                    words.word(verdict) + " " + Digits.grouped(sum)
                        + (reasons.isEmpty
                            ? ""
                            : words.text("units.reasons", ["list": reasons.joined(separator: words["units.comma"])])))
            }
            let name = policy.party(party)?.name ?? party.description
            return hanging(name + words["list.colon"], parts.joined(separator: " · "), width)
        }
    }

    private func reason(_ code: String?) -> String {
        guard let code else { return "" }
        return policy.reason(code)?.words ?? code
    }

    private func hanging(_ label: String, _ text: String, _ width: Int) -> [Line] {
        wrapped(.fact, label + text, width).enumerated().map {
            $0.offset == 0 ? $0.element : line(.fact, "  " + $0.element.text)
        }
    }

    /// Answers that are shown under a step.
    private static let answers = 3

    private func steps(_ page: UnitPage, _ width: Int) -> [Line] {
        var lines: [Line] = page.steps.flatMap { step -> [Line] in
            var lines = wrapped(.fact, self.step(step, on: page), width)
            for answer in step.answers.sorted(by: { ($0.on, $0.finding) < ($1.on, $1.finding) }).prefix(Self.answers) {
                let text = "\(answer.on) #\(answer.finding) \(answer.text)"
                lines.append(line(.dim, VisibleText.clip("  " + text, width: width), answer.finding))
            }
            if step.answers.count > Self.answers {
                let more = words.text("units.moreAnswers", ["count": String(step.answers.count - Self.answers)])
                lines.append(line(.dim, "  " + more))
            }
            return lines
        }
        if page.hasMoreSteps { lines.append(line(.dim, words["units.moreSteps"])) }
        return lines
    }

    /// 2026-11-20 工作提示单 → 张书记 · 12 个问题 · 答复 9，未答复 3（应于 2026-11-27 前）
    package func step(_ step: UnitPage.SentStep, on page: UnitPage) -> String {
        var parts = ["\(step.on) \(words.word(step.kind)) → \(step.addressee)"]
        if step.unit.id != page.organisation.id { parts.append(step.unit.name) }
        parts.append(
            step.findings.count == 1
                ? step.findings.map { "#\($0)" }.joined()
                : words.text("units.count", ["count": String(step.findings.count)]))
        if !step.answers.isEmpty { parts.append(words.text("units.answered", ["count": String(step.answers.count)])) }
        if step.unanswered > 0, let due = step.due {
            parts.append(
                words.text(
                    due < today ? "units.unanswered" : "units.awaiting",
                    ["count": String(step.unanswered), "date": due.description]))
        }
        return parts.joined(separator: " · ")
    }

    private func people(_ page: UnitPage, _ width: Int) -> [Line] {
        page.people.flatMap { person in
            wrapped(
                .fact,
                person.name + words["list.colon"] + person.roles.sorted().map(words.word).joined(separator: " · "),
                width)
        }
    }

    // MARK: Findings

    private func findings(_ page: UnitPage, _ width: Int) -> [Line] {
        let cards = CardWords(words)
        var lines = page.findings.map { row -> Line in
            let isLate = row.overdueDays(on: today) > 0
            let unit = row.unit.id == page.organisation.id || page.children == 0 ? "" : row.unit.name + " "
            let text =
                VisibleText.pad("#\(row.number)", width: 7) + " "
                + VisibleText.pad(words.word(row.stage), width: 8) + " "
                + VisibleText.pad(cards.due(row, today: today), width: 12) + " "
                + ([cards.signs(row), unit + row.text.replacing("\n", with: " ")].filter { !$0.isEmpty })
                .joined(separator: " ")
            return line(isLate ? .alarm : .finding, VisibleText.clip(text, width: width), row.number)
        }
        if page.next != nil {
            lines.append(
                line(
                    .dim,
                    words.text(
                        "units.moreFindings", ["count": Digits.grouped(page.tally.total - page.findings.count)])))
        }
        return lines
    }

    // MARK: Drawing

    private func bar(_ part: Int, of whole: Int, width: Int) -> String {
        String(repeating: "█", count: part == 0 ? 0 : max(1, part * width / max(1, whole)))
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - DisplayWidth.of(text))) + text
    }
}

extension [UnitPageText.Line] {
    /// A table's head stands over something.
    fileprivate func withHead(_ head: UnitPageText.Line) -> [UnitPageText.Line] { isEmpty ? [] : [head] + self }
}

/// A share in words: one decimal, rounded half up.
package enum Percent {
    package static func text(_ part: Int, _ whole: Int) -> String {
        guard whole > 0 else { return "–" }
        let tenths = (part * 1000 + whole / 2) / whole
        return "\(tenths / 10).\(tenths % 10)%"
    }
}
