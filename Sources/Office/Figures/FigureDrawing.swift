import Rectification
package import Requests
package import Wording

/// A figure as an SVG drawing of its own, without scripts, fonts or anything from elsewhere.
package enum FigureDrawing {
    private static let width = 860
    private static let row = 26

    package static func svg(_ kind: FigureKind, _ figures: UnitFigures, _ words: Catalogue) -> String {
        switch kind {
        case .closure:
            let rounds = figures.rounds.map { Bar($0.name, $0.tally.fullyClosed, $0.tally.counted) }
            let units = figures.units.map { Bar(name($0, words), $0.tally.fullyClosed, $0.tally.counted) }
            return bars(
                [Bar(heading: words["chart.byRound"])] + rounds + [Bar(heading: words["chart.byUnit"])]
                    // The lowest rate first, since it wants somebody.
                    + units.sorted { ($0.part * $1.whole, $0.name) < ($1.part * $0.whole, $1.name) }, words)
        case .burnUp: return lines(figures, words)
        case .overdue: return heat(figures, words)
        case .issues: return bars(figures.issues.map { Bar($0.field, $0.closed, $0.findings) }, words)
        case .letters: return bars(figures.letters.map { Bar($0.department, $0.answered, $0.issued) }, words)
        case .coverage:
            return bars(figures.coverage.map { Bar(words.word($0.kind), $0.inspected, $0.total) }, words)
        }
    }

    private static func frame(_ height: Int, _ body: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
        role="img" font-family="sans-serif" font-size="13">\(body)</svg>
        """
    }

    private static func text(
        _ text: String, _ x: Int, _ y: Int, _ anchor: String = "start", _ fill: String = "#222"
    ) -> String {
        "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\" fill=\"\(fill)\">\(escaped(text))</text>"
    }

    private static func box(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ fill: String) -> String {
        "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(max(0, width))\" height=\"\(height)\" fill=\"\(fill)\"/>"
    }

    /// What stands for a share, with its numbers at the end.
    private static func bars(_ rows: [Bar], _ words: Catalogue) -> String {
        guard !rows.isEmpty else { return frame(row, text(words["chart.nothing"], 8, 17, "start", "#555")) }
        let left = 200
        let room = width - left - 150
        let body = rows.enumerated().map { index, one in
            let y = index * row
            guard !one.isHeading else { return text(one.name, 8, y + 17, "start", "#555") }
            let length = one.whole == 0 ? 0 : min(room, room * one.part / one.whole)
            return text(clipped(one.name), left - 8, y + 17, "end") + box(left, y + 4, room, row - 8, "#e4e7eb")
                + box(left, y + 4, length, row - 8, "#2f855a")
                + text(
                    "\(FigureTable.share(one.part, one.whole))  \(one.part)/\(one.whole)", left + room + 8, y + 17)
        }
        return frame(max(row, rows.count * row), body.joined())
    }

    /// A line of bars, or a heading over some.
    private struct Bar {
        let name: String
        let part, whole: Int
        let isHeading: Bool

        init(_ name: String, _ part: Int, _ whole: Int) {
            (self.name, self.part, self.whole) = (name, part, whole)
            isHeading = false
        }

        init(heading: String) {
            (name, part, whole) = (heading, 0, 0)
            isHeading = true
        }
    }

    private static func name(_ line: UnitFigures.UnitLine, _ words: Catalogue) -> String {
        line.isOwn ? words.text("chart.own", ["unit": line.name]) : line.name
    }

    private static func lines(_ figures: UnitFigures, _ words: Catalogue) -> String {
        let points = figures.burnUp
        guard !points.isEmpty else { return frame(row, text(words["chart.nothing"], 8, 17, "start", "#555")) }
        let height = 300
        let left = 60
        let room = (width: width - left - 60, height: height - 50)
        let most = max(1, points.map { max($0.entered, $0.closed) }.max() ?? 1)
        func path(_ values: [Int], _ colour: String) -> String {
            let steps = values.enumerated().map { index, value in
                "\(left + (values.count > 1 ? index * room.width / (values.count - 1) : 0)),\(20 + room.height - value * room.height / most)"
            }
            return
                "<polyline points=\"\(steps.joined(separator: " "))\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"/>"
        }
        let axis =
            "<path d=\"M\(left) 20V\(20 + room.height)H\(left + room.width)\" fill=\"none\" stroke=\"#888\"/>"
            + text(String(most), left - 6, 26, "end") + text("0", left - 6, 20 + room.height, "end")
            + text(points.first?.month.description ?? "", left, height - 8)
            + text(points.last?.month.description ?? "", left + room.width, height - 8, "end")
        // What both come to, beside their ends.
        func end(_ value: Int, _ colour: String) -> String {
            let y = 24 + room.height - value * room.height / most
            return text(String(value), left + room.width + 6, y, "start", colour)
        }
        let ends = end(points.last?.entered ?? 0, "#b7791f") + end(points.last?.closed ?? 0, "#2f855a")
        let legend =
            text("— " + words["chart.entered"], left + 20, 16, "start", "#b7791f")
            + text("— " + words["chart.closed"], left + 160, 16, "start", "#2f855a")
        return frame(
            height,
            axis + ends + path(points.map(\.entered), "#b7791f") + path(points.map(\.closed), "#2f855a") + legend)
    }

    private static func heat(_ figures: UnitFigures, _ words: Catalogue) -> String {
        let units = figures.late
        guard !units.isEmpty else { return frame(row, text(words["chart.nothing"], 8, 17, "start", "#555")) }
        let left = 200
        let cell = (width - left) / (figures.weeks.count + 1)
        let most = max(1, units.flatMap(\.weeks).max() ?? 1)
        let heads =
            figures.weeks.dropLast().map { String($0.description.dropFirst(5)) }
            + [words["chart.today"], words["chart.change"]]
        var body = heads.enumerated().map { text($0.element, left + $0.offset * cell + cell / 2, 16, "middle", "#555") }
        for (index, unit) in units.enumerated() {
            let y = (index + 1) * row
            body.append(text(clipped(name(unit, words)), left - 8, y + 17, "end"))
            for (column, count) in unit.weeks.enumerated() {
                let x = left + column * cell
                // From white to red by the share of the largest.
                let rest = 245 - 175 * count / most
                body.append(box(x + 1, y + 2, cell - 2, row - 4, "rgb(250,\(rest),\(rest))"))
                body.append(text(count == 0 ? "·" : String(count), x + cell / 2, y + 17, "middle"))
            }
            let change = UnitFigures.change(unit.weeks)
            body.append(
                text(
                    change > 0 ? "↑\(change)" : change < 0 ? "↓\(-change)" : "→",
                    left + unit.weeks.count * cell + cell / 2,
                    y + 17, "middle", change > 0 ? "#c53030" : "#222"))
        }
        return frame((units.count + 1) * row, body.joined())
    }

    private static func clipped(_ name: String) -> String { name.count > 14 ? name.prefix(13) + "…" : name }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
