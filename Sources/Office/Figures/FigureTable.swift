internal import Rectification
package import Requests
package import Wording

/// A figure as one table of texts: what .xlsx and .md hold, and what stands under the drawing of .html.
package struct FigureTable: Hashable, Sendable {
    package let title: String
    package let headers: [String]
    package let rows: [[String]]

    package init(_ kind: FigureKind, _ figures: UnitFigures, _ words: Catalogue) {
        title = words["chart.title.\(kind.rawValue)"]
        func name(_ line: UnitFigures.UnitLine) -> String {
            line.isOwn ? words.text("chart.own", ["unit": line.name]) : line.name
        }
        switch kind {
        case .closure:
            headers = [
                words["chart.unit"] + " / " + words["chart.round"], words["chart.closed"], words["chart.sum"],
                words["chart.rate"],
            ]
            let rounds = figures.rounds.map { (words["chart.round"] + words["list.colon"] + $0.name, $0.tally) }
            rows = (rounds + figures.units.map { (name($0), $0.tally) }).map { name, tally in
                [
                    name, String(tally.fullyClosed), String(tally.counted),
                    Self.share(tally.fullyClosed, tally.counted),
                ]
            }
        case .burnUp:
            headers = [
                words["chart.month"], words["chart.entered"], words["chart.closed"], words["chart.open"],
            ]
            rows = figures.burnUp.map { point in
                [
                    point.month.description, String(point.entered), String(point.closed),
                    String(max(0, point.entered - point.closed)),
                ]
            }
        case .overdue:
            headers = [words["chart.unit"]] + figures.weeks.map(\.description) + [words["chart.change"]]
            let late = figures.late.map { (name($0), $0.weeks) } + [(words["chart.sum"], figures.lateWeeks)]
            rows = late.map { name, weeks in
                let change = UnitFigures.change(weeks)
                return [name] + weeks.map { String($0) } + [change > 0 ? "+\(change)" : String(change)]
            }
        case .issues:
            headers = [
                words["chart.field"], words["chart.issues.count"], words["chart.findings"], words["units.month.closed"],
                words["chart.rate"],
            ]
            rows = figures.issues.map { line in
                [
                    line.field, String(line.issues), String(line.findings), String(line.closed),
                    Self.share(line.closed, line.findings),
                ]
            }
        case .letters:
            headers = [
                words["chart.department"], words["chart.issued"], words["chart.answered"], words["chart.unanswered"],
            ]
            rows = figures.letters.map {
                [$0.department, String($0.issued), String($0.answered), String($0.overdue)]
            }
        case .coverage:
            headers = [
                words["chart.kind"], words["chart.inspected"], words["chart.total"], words["chart.rate"],
                words["chart.date"],
            ]
            rows = figures.coverage.map { one in
                [
                    words.word(one.kind), String(one.inspected), String(one.total),
                    Self.share(one.inspected, one.total), one.asOf.description,
                ]
            }
        }
    }

    static func share(_ part: Int, _ whole: Int) -> String {
        guard whole > 0 else { return "–" }
        let tenths = (part * 1000 + whole / 2) / whole
        return "\(tenths / 10).\(tenths % 10)%"
    }

    /// As a table of Markdown.
    package var markdown: String {
        func line(_ cells: [String]) -> String {
            "| " + cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }.joined(separator: " | ")
                + " |"
        }
        return ([line(headers), line(headers.indices.map { $0 == 0 ? "---" : "--:" })] + rows.map(line))
            .joined(separator: "\n")
    }
}
