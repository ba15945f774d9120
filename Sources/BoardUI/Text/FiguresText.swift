package import Rectification
package import Requests
internal import Screen
package import Wording

/// A figure as lines of a terminal: what is drawn is also printed as numbers.
package struct FiguresText: Sendable {
    package struct Piece: Hashable, Sendable {
        package enum Kind: Hashable, Sendable { case plain, dim, strong, heading, good, bad, hot, warm }
        package let text: String
        package let kind: Kind

        package init(_ text: String, _ kind: Kind = .plain) {
            self.text = text
            self.kind = kind
        }
    }

    package struct Line: Hashable, Sendable {
        package let pieces: [Piece]
        /// The unit that Enter goes to.
        package let unit: OrganisationID?

        package init(_ pieces: [Piece], unit: OrganisationID? = nil) {
            self.pieces = pieces
            self.unit = unit
        }

        package var text: String { pieces.map(\.text).joined() }
    }

    let words: Catalogue

    package init(_ words: Catalogue) { self.words = words }

    package func title(_ kind: FigureKind) -> String { words["chart.title.\(kind.rawValue)"] }

    package func lines(_ kind: FigureKind, _ figures: UnitFigures, width: Int) -> [Line] {
        let width = max(40, width)
        switch kind {
        case .closure: return closure(figures, width)
        case .burnUp: return burnUp(figures, width)
        case .overdue: return overdue(figures, width)
        case .coverage: return coverage(figures, width)
        case .issues: return issues(figures, width)
        case .letters: return letters(figures, width)
        }
    }

    // MARK: Closure

    private func closure(_ figures: UnitFigures, _ width: Int) -> [Line] {
        var lines = [heading("chart.byRound")]
        if figures.rounds.isEmpty { lines.append(nothing) }
        lines += bars(figures.rounds.map { ($0.name, $0.tally, nil) }, width)
        lines += [blank, heading("chart.byUnit")]
        let units = figures.units.sorted { left, right in
            // The lowest rate first, since it wants somebody; units without a count last.
            let (a, b) = (left.tally, right.tally)
            guard a.counted > 0, b.counted > 0 else {
                return a.counted == b.counted ? left.name < right.name : a.counted > b.counted
            }
            let cross = (a.fullyClosed * b.counted, b.fullyClosed * a.counted)
            return cross.0 == cross.1 ? left.name < right.name : cross.0 < cross.1
        }
        if units.isEmpty { lines.append(nothing) }
        lines += bars(units.map { (name($0), $0.tally, $0.isOwn ? nil : $0.id) }, width)
        let tally = figures.tally
        lines += [
            blank,
            Line([
                Piece(
                    words.text(
                        "chart.closure.sum",
                        [
                            "rate": Percent.text(tally.fullyClosed, tally.counted), "closed": String(tally.fullyClosed),
                            "total": String(tally.counted), "stage": String(tally[.stageClosed]),
                            "forward": String(tally[.broughtForward]),
                        ]), .dim)
            ]),
        ]
        return lines
    }

    private func bars(_ rows: [(name: String, tally: UnitTally, unit: OrganisationID?)], _ width: Int) -> [Line] {
        let nameWidth = min(width * 2 / 5, rows.map { DisplayWidth.of($0.name) }.max() ?? 0)
        let barWidth = max(8, width - nameWidth - 24)
        return rows.map { name, tally, unit in
            let filled = tally.counted == 0 ? 0 : tally.fullyClosed * barWidth / tally.counted
            let share = Percent.text(tally.fullyClosed, tally.counted)
            return Line(
                [
                    Piece(VisibleText.pad(name, width: nameWidth) + " "), Piece(right(share, 6) + " ", .strong),
                    Piece(right("\(tally.fullyClosed)/\(tally.counted)", 13) + " ", .dim),
                    Piece(String(repeating: "█", count: filled), .good),
                    Piece(String(repeating: "░", count: barWidth - filled), .dim),
                ], unit: unit)
        }
    }

    // MARK: Burn-up

    private func burnUp(_ figures: UnitFigures, _ width: Int) -> [Line] {
        let points = figures.burnUp
        guard let first = points.first, let last = points.last else { return [nothing] }
        let chartWidth = width - 9
        let height = 8
        let most = max(last.entered, points.map(\.closed).max() ?? 0, 1)
        let entered = BrailleLine.rows(points.map(\.entered), most: most, width: chartWidth, height: height)
        let closed = BrailleLine.rows(points.map(\.closed), most: most, width: chartWidth, height: height)
        var lines = [
            Line([
                Piece("⠒ " + words["chart.entered"], .warm), Piece("   "), Piece("⠒ " + words["chart.closed"], .good),
            ])
        ]
        for (row, (above, below)) in zip(entered, closed).enumerated() {
            let label = row == 0 ? Digits.grouped(most) : row == height - 1 ? "0" : ""
            lines.append(Line([Piece(right(label, 8) + " ", .dim)] + woven(above, below)))
        }
        let span = first.month == last.month ? first.month.description : "\(first.month) – \(last.month)"
        lines += [Line([Piece(right("", 9) + span, .dim)]), blank]
        lines.append(
            Line([
                Piece(VisibleText.pad(words["chart.month"], width: 8), .dim),
                Piece(right(words["chart.entered"], 12), .dim),
                Piece(right(words["chart.closed"], 12), .dim), Piece(right(words["chart.open"], 12), .dim),
            ]))
        for point in points.reversed() {
            lines.append(
                Line([
                    Piece(VisibleText.pad(point.month.description, width: 8)),
                    Piece(right(Digits.grouped(point.entered), 12)), Piece(right(Digits.grouped(point.closed), 12)),
                    Piece(right(Digits.grouped(max(0, point.entered - point.closed)), 12)),
                ]))
        }
        return lines
    }

    /// Two lines of braille in one row; where they meet, the points of both stand in one cell.
    private func woven(_ above: String, _ below: String) -> [Piece] {
        zip(above.unicodeScalars, below.unicodeScalars).map { first, second -> Piece in
            if first == " " { return Piece(String(second), second == " " ? .plain : .good) }
            if second == " " { return Piece(String(first), .warm) }
            let both = Unicode.Scalar(0x2800 | (first.value & 0xFF) | (second.value & 0xFF))
            return Piece(both.map { String($0) } ?? " ", .warm)
        }.joinedByKind
    }

    // MARK: Overdue

    private func overdue(_ figures: UnitFigures, _ width: Int) -> [Line] {
        let cell = 6
        let units = figures.late
        var lines = [Line([Piece(words["chart.overdue.how"], .dim)]), blank]
        guard !units.isEmpty else { return lines + [nothing] }
        let names = units.map { name($0) } + [words["chart.sum"]]
        let nameWidth = min(max(8, width - 2 * cell - cell - 4), names.map { DisplayWidth.of($0) }.max() ?? 0)
        // A narrow screen keeps the newest weeks.
        let shown = max(2, min(figures.weeks.count, (width - nameWidth - cell - 4) / cell))
        func line(_ name: String, _ weeks: [Int], most: Int?, _ unit: OrganisationID?) -> Line {
            let cells = weeks.suffix(shown).map { count in
                most.map { heat(count, $0, cell) } ?? Piece(right(Digits.grouped(count), cell), .strong)
            }
            let change = UnitFigures.change(weeks)
            let arrow = change > 0 ? "↑\(change)" : change < 0 ? "↓\(-change)" : "→"
            return Line(
                [Piece(VisibleText.pad(name, width: nameWidth) + " ", most == nil ? .strong : .plain)] + cells
                    + [Piece(right(arrow, cell + 2), change > 0 ? .bad : change < 0 ? .good : .dim)], unit: unit)
        }
        let heads =
            figures.weeks.dropLast().suffix(shown - 1).map { String($0.description.dropFirst(5)) }
            + [words["chart.today"]]
        lines.append(
            Line([
                Piece(
                    VisibleText.pad("", width: nameWidth + 1) + heads.map { right($0, cell) }.joined()
                        + right(words["chart.change"], cell + 2), .dim)
            ]))
        let most = max(1, units.flatMap(\.weeks).max() ?? 1)
        lines += zip(units, names).map { line($1, $0.weeks, most: most, $0.isOwn ? nil : $0.id) }
        if units.count > 1 { lines.append(line(words["chart.sum"], figures.lateWeeks, most: nil, nil)) }
        return lines
    }

    /// A number with the shade of its share of the largest: never colour alone.
    private func heat(_ count: Int, _ most: Int, _ width: Int) -> Piece {
        guard count > 0 else { return Piece(right("·", width), .dim) }
        let share = count * 4 / most
        let shade = share >= 3 ? "█" : share == 2 ? "▓" : share == 1 ? "▒" : "░"
        return Piece(right(Digits.grouped(count) + shade, width), share >= 3 ? .hot : share >= 1 ? .warm : .plain)
    }

    // MARK: Coverage

    private func coverage(_ figures: UnitFigures, _ width: Int) -> [Line] {
        guard !figures.coverage.isEmpty else { return [Line([Piece(words["chart.coverage.none"], .dim)])] }
        let names = figures.coverage.map { words.word($0.kind) }
        let nameWidth = names.map { DisplayWidth.of($0) }.max() ?? 0
        let barWidth = max(8, width - nameWidth - 24)
        return figures.coverage.flatMap { one -> [Line] in
            let filled = one.total == 0 ? 0 : min(barWidth, one.inspected * barWidth / one.total)
            return [
                Line([
                    Piece(VisibleText.pad(words.word(one.kind), width: nameWidth) + " "),
                    Piece(right(Percent.text(one.inspected, one.total), 6) + " ", .strong),
                    Piece(right("\(one.inspected)/\(one.total)", 13) + " ", .dim),
                    Piece(String(repeating: "█", count: filled), .good),
                    Piece(String(repeating: "░", count: barWidth - filled), .dim),
                ]),
                Line([
                    Piece(
                        VisibleText.pad("", width: nameWidth + 1)
                            + words.text("chart.asOf", ["date": one.asOf.description]), .dim)
                ]),
            ]
        }
    }

    // MARK: Common issues and letters

    private func issues(_ figures: UnitFigures, _ width: Int) -> [Line] {
        let rows = figures.issues.map { line in
            (
                line.field, line.closed, line.findings,
                words.text("chart.issues", ["count": String(line.issues)])
            )
        }
        return [Line([Piece(words["chart.issues.how"], .dim)]), blank]
            + (rows.isEmpty ? [nothing] : shares(rows, width))
    }

    private func letters(_ figures: UnitFigures, _ width: Int) -> [Line] {
        let rows = figures.letters.map { line in
            (
                line.department, line.answered, line.issued,
                line.overdue == 0 ? "" : words.text("chart.letters.late", ["count": String(line.overdue)])
            )
        }
        let issued = figures.letters.reduce(0) { $0 + $1.issued }
        let answered = figures.letters.reduce(0) { $0 + $1.answered }
        let sum = words.text("chart.letters.sum", ["issued": String(issued), "answered": String(answered)])
        return [Line([Piece(sum, .dim)]), blank] + (rows.isEmpty ? [nothing] : shares(rows, width))
    }

    /// Shares with a note after their numbers.
    private func shares(_ rows: [(name: String, part: Int, whole: Int, note: String)], _ width: Int) -> [Line] {
        let nameWidth = min(width / 3, rows.map { DisplayWidth.of($0.name) }.max() ?? 0)
        let noteWidth = min(width / 6, rows.map { DisplayWidth.of($0.note) }.max() ?? 0)
        let barWidth = max(6, width - nameWidth - noteWidth - 23)
        return rows.map { name, part, whole, note in
            let filled = whole == 0 ? 0 : min(barWidth, part * barWidth / whole)
            return Line([
                Piece(VisibleText.pad(name, width: nameWidth) + " "),
                Piece(right(Percent.text(part, whole), 6) + " ", .strong),
                Piece(right("\(part)/\(whole)", 13) + " ", .dim),
                Piece(VisibleText.pad(note, width: noteWidth) + " ", .warm),
                Piece(String(repeating: "█", count: filled), .good),
                Piece(String(repeating: "░", count: barWidth - filled), .dim),
            ])
        }
    }

    // MARK: Parts

    package func name(_ line: UnitFigures.UnitLine) -> String {
        line.isOwn ? words.text("chart.own", ["unit": line.name]) : line.name
    }

    private var blank: Line { Line([Piece("")]) }
    private var nothing: Line { Line([Piece(words["chart.nothing"], .dim)]) }
    private func heading(_ key: String) -> Line { Line([Piece(words[key], .heading)]) }

    private func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - DisplayWidth.of(text))) + text
    }
}

extension [FiguresText.Piece] {
    /// Neighbours of one kind as one piece.
    fileprivate var joinedByKind: [FiguresText.Piece] {
        reduce(into: []) { pieces, piece in
            if let last = pieces.last, last.kind == piece.kind {
                pieces[pieces.count - 1] = FiguresText.Piece(last.text + piece.text, last.kind)
            } else {
                pieces.append(piece)
            }
        }
    }
}
