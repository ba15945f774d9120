package import Rectification
package import Requests

/// The figures of a unit, from the counters of its subtree and of those directly below it.
extension LedgerReader {
    /// - Parameters:
    ///   - unit: `nil`: everything that stands at the top of the tree.
    ///   - coverage: what the policy states.
    package func figures(
        of unit: OrganisationID?, _ coverage: [Policy.Coverage], today: Day
    ) throws -> UnitFigures {
        let top = try units(below: nil)
        // One city above everything is the whole ledger, and its districts are what is compared.
        let shown = unit ?? (top.count == 1 ? top.first?.id : nil)
        let nodes = try shown.map { try units(below: $0) } ?? top
        let whole = shown.map { [$0] } ?? top.map(\.id)
        let rounds = Dictionary(try rounds().map { ($0.name, $0) }) { first, _ in first }
        let lines = try roundLines(of: whole, rounds)
        let tally = lines.reduce(into: UnitTally()) { $0 += $1.tally }
        let weeks = UnitFigures.weeks(before: today)
        var below = try unitLines(nodes, weeks, today)
        if let shown, let own = try ownLine(shown, tally, below, weeks, today) { below.insert(own, at: 0) }
        return UnitFigures(
            unit: try shown.flatMap { try reference(to: $0) }, asOf: today, tally: tally,
            overdue: below.reduce(0) { $0 + $1.overdue }, rounds: lines, units: below,
            months: try months(whole, rounds, today: today), weeks: weeks, coverage: try coverage.map(line),
            issues: try issueLines(), letters: try letterLines(today))
    }

    private func issueLines() throws -> [UnitFigures.IssueLine] {
        try connection.rows(
            """
            SELECT i.field, count(DISTINCT i.id), sum(c.findings), sum(CASE WHEN c.stage = 3 THEN c.findings ELSE 0 END)
            FROM common_issues i LEFT JOIN issue_counts c ON c.issue = i.id
            WHERE i.live_title IS NOT NULL GROUP BY i.field
            """
        ) { UnitFigures.IssueLine(field: $0.text(0), issues: $0.int(1), findings: $0.int(2), closed: $0.int(3)) }
        .sorted { ($1.findings, $0.field) < ($0.findings, $1.field) }
    }

    private func letterLines(_ today: Day) throws -> [UnitFigures.LetterLine] {
        try connection.rows(
            """
            SELECT department_path, count(serial), count(answered),
              sum(CASE WHEN state = 'issued' AND due < ? THEN 1 ELSE 0 END)
            FROM letters WHERE serial IS NOT NULL GROUP BY department_path
            """, [.integer(today.number)]
        ) {
            UnitFigures.LetterLine(
                department: $0.text(0), issued: $0.int(1), answered: $0.int(2), overdue: $0.int(3))
        }.sorted { ($1.issued, $0.department) < ($0.issued, $1.department) }
    }

    private func roundLines(
        of units: [OrganisationID], _ rounds: [String: Round]
    ) throws -> [UnitPage.RoundLine] {
        let columns = UnitSums.tallyColumns.map { "sum(\($0))" }.joined(separator: ", ")
        return try connection.rows(
            "SELECT round, \(columns) FROM unit_tallies WHERE unit IN (\(marks(units))) GROUP BY round", ids(units)
        ) { UnitPage.RoundLine(name: $0.text(0), round: rounds[$0.text(0)], tally: UnitTally($0, from: 1)) }
        .newestFirst
    }

    private func months(
        _ units: [OrganisationID], _ rounds: [String: Round], today: Day
    ) throws -> [UnitPage.MonthLine] {
        var sums: [Month: (entered: Int, closed: Int)] = [:]
        try connection.forEach(
            """
            SELECT round, month, sum(entered), sum(closed) FROM unit_months WHERE unit IN (\(marks(units)))
            GROUP BY round, month
            """, ids(units)
        ) { row in
            Self.add(row, rounds, &sums)
            return true
        }
        return UnitPage.MonthLine.lines(sums, through: today)
    }

    /// The units below with what is overdue in each, week by week.
    private func unitLines(
        _ nodes: [UnitNode], _ weeks: [Day], _ today: Day
    ) throws -> [UnitFigures.UnitLine] {
        let units = nodes.map(\.id)
        guard !units.isEmpty else { return [] }
        var tallies: [OrganisationID: UnitTally] = [:]
        let columns = UnitSums.tallyColumns.map { "sum(\($0))" }.joined(separator: ", ")
        try connection.forEach(
            "SELECT unit, \(columns) FROM unit_tallies WHERE unit IN (\(marks(units))) GROUP BY unit", ids(units)
        ) { row in
            if let unit = OrganisationID(row.text(0)) { tallies[unit] = UnitTally(row, from: 1) }
            return true
        }
        let late = try lateness(of: units, weeks, today)
        return nodes.map { node in
            let own = late[node.id] ?? Self.neverLate
            return UnitFigures.UnitLine(
                id: node.id, name: node.name, isOwn: false, hasChildren: node.hasChildren,
                tally: tallies[node.id] ?? UnitTally(), overdue: own.last ?? 0, weeks: own)
        }
    }

    /// What a unit has beside those below it; `nil` when that is nothing.
    private func ownLine(
        _ unit: OrganisationID, _ tally: UnitTally, _ below: [UnitFigures.UnitLine], _ weeks: [Day], _ today: Day
    ) throws -> UnitFigures.UnitLine? {
        var own = tally
        for line in below { own -= line.tally }
        guard own.total > 0 else { return nil }
        var late = try lateness(of: [unit], weeks, today)[unit] ?? Self.neverLate
        for line in below { for week in late.indices { late[week] -= line.weeks[week] } }
        return UnitFigures.UnitLine(
            id: unit, name: try reference(to: unit)?.name ?? "", isOwn: true, hasChildren: false, tally: own,
            overdue: late.last ?? 0, weeks: late)
    }

    private static let neverLate = Array(repeating: 0, count: UnitFigures.weekCount)

    /// How many findings of each unit and everything below it were overdue at the end of each week: those that run past their day since, and
    /// those that did so then and do no more.
    private func lateness(
        of units: [OrganisationID], _ weeks: [Day], _ today: Day
    ) throws -> [OrganisationID: [Int]] {
        var late: [OrganisationID: [Int]] = [:]
        func add(_ unit: String, _ count: Int, where isCounted: (Day) -> Bool) {
            guard count != 0, let unit = OrganisationID(unit) else { return }
            for (week, day) in weeks.enumerated() where isCounted(day) {
                late[unit, default: Self.neverLate][week] += count
            }
        }
        for running in [
            "SELECT unit, due, findings FROM unit_clocks WHERE unit IN (\(marks(units))) AND due < ?",
            """
            SELECT unit, due, count(*) FROM findings WHERE unit IN (\(marks(units))) AND stage IN (0, 1) AND due < ?
            GROUP BY unit, due
            """,
        ] {
            try connection.forEach(running, ids(units) + [.integer(today.number)]) { row in
                add(row.text(0), row.int(2)) { row.int(1) < $0.number }
                return true
            }
        }
        // Days before the first week all count alike.
        let first = SQLValue.integer(weeks.first?.number ?? today.number)
        try connection.forEach(
            """
            SELECT unit, CASE WHEN day < ? THEN 0 ELSE day END AS since, sum(began), sum(ended) FROM unit_lateness
            WHERE unit IN (\(marks(units))) AND day <= ? GROUP BY unit, since
            """, [first] + ids(units) + [.integer(today.number)]
        ) { row in
            add(row.text(0), row.int(2)) { row.int(1) < $0.number }
            add(row.text(0), -row.int(3)) { row.int(1) <= $0.number }
            return true
        }
        return late
    }

    private func line(_ stated: Policy.Coverage) throws -> UnitFigures.CoverageLine {
        let inspected =
            try stated.inspected
            ?? connection.first(
                """
                SELECT count(*) FROM organisations o
                WHERE o.kind = ? AND EXISTS (SELECT 1 FROM findings f WHERE f.unit = o.id)
                """, [.text(stated.kind.rawValue)]
            ) { $0.int(0) } ?? 0
        return UnitFigures.CoverageLine(
            kind: stated.kind, inspected: inspected, total: stated.total, asOf: stated.asOf)
    }

    private func marks(_ units: [OrganisationID]) -> String {
        // Nothing is in no set; an empty one is no SQL.
        units.isEmpty ? "NULL" : units.map { _ in "?" }.joined(separator: ", ")
    }

    private func ids(_ units: [OrganisationID]) -> [SQLValue] { units.map { .text($0.description) } }
}
