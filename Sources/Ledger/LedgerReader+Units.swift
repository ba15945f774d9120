package import Rectification
package import Requests

/// The tree of units, and the page of one of them (screens.md, 5).
extension LedgerReader {
    // MARK: The tree

    /// The units directly below one, or those without anything above them, by name. Teams review and are not inspected: they are no part of this tree.
    package func units(below parent: OrganisationID?) throws -> [UnitNode] {
        try connection.rows(
            """
            SELECT o.id, o.name, o.kind, o.head,
              CASE WHEN EXISTS (SELECT 1 FROM organisations c WHERE c.parent = o.id AND c.kind <> 'team') THEN 1 ELSE 0 END
            FROM organisations o WHERE \(parent == nil ? "o.parent IS NULL" : "o.parent = ?") AND o.kind <> 'team'
            ORDER BY o.name, o.id
            """, parent.map { [.text($0.description)] } ?? []
        ) { row in
            guard let id = OrganisationID(row.text(0)), let kind = Organisation.Kind(rawValue: row.text(2)) else {
                return nil
            }
            return UnitNode(
                id: id, name: row.text(1), kind: kind, head: row.optionalText(3), hasChildren: row.int(4) == 1)
        }.compactMap { $0 }
    }

    /// Units whose path contains some words, shortest path first, at most `limit`.
    package func units(containing words: String, limit: Int) throws -> [OrganisationReference] {
        try connection.rows(
            """
            SELECT id, path FROM organisations WHERE \(dialect.contains("path")) AND kind <> 'team'
            ORDER BY length(path), path, id LIMIT \(limit)
            """, [.text(words)]
        ) { row in OrganisationID(row.text(0)).map { OrganisationReference(id: $0, path: row.text(1)) } }
        .compactMap { $0 }
    }

    /// What is open, overdue and listed at some units and below them.
    package func troubles(of units: [OrganisationID], today: Day) throws -> [OrganisationID: UnitTrouble] {
        guard !units.isEmpty else { return [:] }
        let marks = units.map { _ in "?" }.joined(separator: ", ")
        let ids = units.map { SQLValue.text($0.description) }
        var open: [OrganisationID: (open: Int, listed: Int)] = [:]
        try connection.forEach(
            """
            SELECT unit, sum(assigned + in_progress + review), sum(listed) FROM unit_tallies
            WHERE unit IN (\(marks)) GROUP BY unit
            """, ids
        ) { row in
            if let unit = OrganisationID(row.text(0)) { open[unit] = (row.int(1), row.int(2)) }
            return true
        }
        let overdue = try overdue(units, marks, ids, today)
        return Dictionary(
            uniqueKeysWithValues: Set(units).map { unit in
                let counts = open[unit] ?? (0, 0)
                return (
                    unit, UnitTrouble(open: counts.open, overdue: overdue[unit] ?? 0, listed: counts.listed)
                )
            })
    }

    /// Below a unit from its clocks, its own by index.
    private func overdue(
        _ units: [OrganisationID], _ marks: String, _ ids: [SQLValue], _ today: Day
    ) throws -> [OrganisationID: Int] {
        var overdue: [OrganisationID: Int] = [:]
        for sql in [
            "SELECT unit, sum(findings) FROM unit_clocks WHERE unit IN (\(marks)) AND due < ? GROUP BY unit",
            """
            SELECT unit, count(*) FROM findings WHERE unit IN (\(marks)) AND stage IN (0, 1) AND due < ? GROUP BY unit
            """,
        ] {
            try connection.forEach(sql, ids + [.integer(today.number)]) { row in
                if let unit = OrganisationID(row.text(0)) { overdue[unit, default: 0] += row.int(1) }
                return true
            }
        }
        return overdue
    }

    // MARK: The page

    /// Everything about one unit; `nil` when there is none.
    package func unitPage(_ id: OrganisationID, limit: Int, today: Day) throws -> UnitPage? {
        guard let organisation = try organisation(id), let reference = try reference(to: id) else { return nil }
        let rounds = Dictionary(try rounds().map { ($0.name, $0) }) { first, _ in first }
        let lines = try roundLines(id, rounds)
        let (steps, hasMore) = try steps(below: id, limit: 60)
        let findings = try findings(below: id, after: nil, limit: limit)
        return UnitPage(
            organisation: organisation, path: reference.path,
            children: try connection.first(
                "SELECT count(*) FROM organisations WHERE parent = ? AND kind <> 'team'", [.text(id.description)]
            ) { $0.int(0) } ?? 0,
            tally: lines.reduce(into: UnitTally()) { $0 += $1.tally },
            overdue: try troubles(of: [id], today: today)[id]?.overdue ?? 0, rounds: lines,
            months: try months(id, rounds, today: today), opinions: try opinions(about: id), steps: steps,
            hasMoreSteps: hasMore, people: try persons(in: id), findings: findings.rows, next: findings.next)
    }

    private func roundLines(_ id: OrganisationID, _ rounds: [String: Round]) throws -> [UnitPage.RoundLine] {
        let columns = UnitSums.tallyColumns.joined(separator: ", ")
        return try connection.rows(
            "SELECT round, \(columns) FROM unit_tallies WHERE unit = ?", [.text(id.description)]
        ) { UnitPage.RoundLine(name: $0.text(0), round: rounds[$0.text(0)], tally: UnitTally($0, from: 1)) }
        .newestFirst
    }

    /// Findings enter with the feedback of their round; where that is not known, the day they were filed counts.
    func months(_ id: OrganisationID, _ rounds: [String: Round], today: Day) throws -> [UnitPage.MonthLine] {
        var sums: [Month: (entered: Int, closed: Int)] = [:]
        try connection.forEach(
            "SELECT round, month, entered, closed FROM unit_months WHERE unit = ?", [.text(id.description)]
        ) { row in
            Self.add(row, rounds, &sums)
            return true
        }
        return UnitPage.MonthLine.lines(sums, through: today)
    }

    /// A row of round, month, entered, closed.
    static func add(
        _ row: any SQLRow, _ rounds: [String: Round], _ sums: inout [Month: (entered: Int, closed: Int)]
    ) {
        let month = Month(of: Day(number: row.int(1)))
        let entry = rounds[row.text(0)]?.feedback.map { Month(of: $0) } ?? month
        sums[entry, default: (0, 0)].entered += row.int(2)
        sums[month, default: (0, 0)].closed += row.int(3)
    }

    package func opinions(about id: OrganisationID) throws -> [UnitPage.OpinionCount] {
        try connection.rows(
            """
            SELECT party, verdict, code, opinions FROM unit_opinions WHERE unit = ?
            ORDER BY party, opinions DESC, verdict, code
            """, [.text(id.description)]
        ) { row in
            VerdictCode(rawValue: row.text(1)).map { verdict in
                UnitPage.OpinionCount(
                    party: PartyCode(row.text(0)), verdict: verdict, code: row.text(2).isEmpty ? nil : row.text(2),
                    count: row.int(3))
            }
        }.compactMap { $0 }
    }

    private func persons(in id: OrganisationID) throws -> [Person] {
        try persons("organisation = ?", [.text(id.description)]).filter { !$0.isRetired }
    }

    // MARK: What it was sent

    /// So many rows of a subtree are fetched and sorted; where there are more, the list's own order is walked.
    private static let few = 3_000
    /// The condition of a subtree under which the list's own order is walked: no index by unit answers to it.
    private static let walkedBelow = "(unit || '') " + SQLCondition.below.dropFirst("unit ".count)
    /// Rows that are put together into steps; one step may stand on many findings.
    private static let stepRows = 600

    /// Findings of a unit and those below it, by the counters.
    func count(below id: OrganisationID) throws -> Int {
        try connection.first(
            "SELECT sum(assigned + in_progress + review + closed) FROM unit_tallies WHERE unit = ?",
            [.text(id.description)]
        ) { $0.int(0) } ?? 0
    }

    private func hasFewSteps(_ id: OrganisationID) throws -> Bool {
        let met = try connection.first(
            "SELECT count(*) FROM (SELECT 1 FROM supervisions WHERE \(SQLCondition.below) LIMIT \(Self.few)) met",
            [.text(id.description)]
        ) { $0.int(0) }
        return (met ?? 0) < Self.few
    }

    /// Steps of 督办 to a unit and those below it, newest first.
    package func steps(below id: OrganisationID, limit: Int) throws -> ([UnitPage.SentStep], hasMore: Bool) {
        // Neither planner may take the other's way.
        let (condition, order) =
            try hasFewSteps(id)
            ? (SQLCondition.below, "sent + 0") : (Self.walkedBelow, "sent")
        let rows = try connection.rows(
            """
            SELECT finding, unit, unit_path, kind, addressee, text, sent, due, answer, answered FROM supervisions
            WHERE \(condition) ORDER BY \(order) DESC, finding DESC, step DESC LIMIT \(Self.stepRows)
            """, [.text(id.description)]
        ) { UnitPage.SentStep($0) }.compactMap { $0 }
        var steps: [UnitPage.SentStep] = []
        for row in rows {
            // One paper goes out on one day: what joins it is not far above.
            let start = max(0, steps.count - 40)
            let joined = steps.indices[start...].contains { steps[$0].join(row) }
            if !joined { steps.append(row) }
        }
        // What was cut off in the middle of a paper would be shown with too few findings.
        if rows.count == Self.stepRows, steps.count > 1 { steps.removeLast() }
        return (Array(steps.prefix(limit)), steps.count > limit || rows.count == Self.stepRows)
    }

    // MARK: Its findings

    /// Findings of a unit and those below it, after an anchor: the running ones worst first, then reviewed, then closed.
    package func findings(
        below id: OrganisationID, after anchor: UnitFindingAnchor?, limit: Int
    ) throws -> (rows: [FindingRow], next: UnitFindingAnchor?) {
        let isNarrow = try count(below: id) < Self.few
        var rows: [FindingRow] = []
        for part in UnitFindingAnchor.Part.allCases where part.rawValue >= anchor?.part.rawValue ?? 0 {
            let from = anchor?.part == part ? anchor : nil
            rows += try findings(below: id, part, after: from, isNarrow: isNarrow, limit: limit - rows.count)
            if rows.count >= limit { break }
        }
        return (rows, rows.count < limit ? nil : rows.last.map(UnitFindingAnchor.init(after:)))
    }

    private func findings(
        below id: OrganisationID, _ part: UnitFindingAnchor.Part, after anchor: UnitFindingAnchor?, isNarrow: Bool,
        limit: Int
    ) throws -> [FindingRow] {
        let below = isNarrow ? SQLCondition.below : Self.walkedBelow
        var condition = "\(part.condition(isNarrow: isNarrow)) AND \(below)"
        var values: [SQLValue] = [.text(id.description)]
        if let anchor {
            condition += " AND (due, number) > (?, ?)"
            values += [.integer(anchor.due), .integer(anchor.number)]
        }
        let order = isNarrow ? "due + 0, number" : "due, number"
        return try connection.rows(
            """
            SELECT \(FindingRecord.columns) FROM findings
            WHERE number IN (SELECT number FROM findings WHERE \(condition) ORDER BY \(order) LIMIT \(limit))
            ORDER BY due, number
            """, values
        ) { FindingRecord($0)?.row }.compactMap { $0 }
    }
}

extension [UnitPage.RoundLine] {
    /// By feedback, then name.
    var newestFirst: [UnitPage.RoundLine] {
        sorted { left, right in
            let days = (left.round?.feedback?.number ?? 0, right.round?.feedback?.number ?? 0)
            return days.0 == days.1 ? left.name < right.name : days.0 > days.1
        }
    }
}

extension UnitFindingAnchor.Part {
    /// `stage < 2` is what the index of running findings is over; the index by unit wants stages.
    fileprivate func condition(isNarrow: Bool) -> String {
        switch self {
        case .running: isNarrow ? "stage IN (0, 1)" : "stage < 2"
        case .review: "stage = 2"
        case .closed: "stage = 3"
        }
    }
}

extension UnitPage.SentStep {
    fileprivate init?(_ row: any SQLRow) {
        guard let unit = OrganisationID(row.text(1)), let kind = Supervision.Kind(rawValue: row.text(3)) else {
            return nil
        }
        let finding = FindingNumber(row.int(0))
        let answer = row.optionalInt(9).map {
            Answer(finding: finding, text: row.text(8), on: Day(number: $0))
        }
        self.init(
            unit: OrganisationReference(id: unit, path: row.text(2)), kind: kind, addressee: row.text(4),
            text: row.text(5), on: Day(number: row.int(6)), due: row.optionalInt(7).map(Day.init(number:)),
            findings: [finding], answers: answer.map { [$0] } ?? [])
    }
}
