internal import Attestation
package import Rectification
package import Requests

/// The supervisor's desk: pages, groups and counts (screens.md, 3).
extension LedgerReader {
    /// One page of a preset, worst first, at most `limit` rows; read by key. Backward pages come in list order too.
    package func desk(_ request: DeskRequest, _ policy: Policy, today: Day) throws -> [DeskRow] {
        let filter = request.preset.filter(within: request.filter, policy)
        guard var condition = SQLCondition(filter, today: today, dialect: dialect) else { return [] }
        let clock = request.preset.clock.rawValue
        let goesDown = request.direction == .backward
        if let anchor = request.anchor {
            condition.add(
                behind: [.integer(anchor.key), .integer(anchor.number)], in: [clock, "number"], goesDown: goesDown)
        }
        let direction = goesDown ? "DESC" : "ASC"
        let rows = try connection.rows(
            """
            SELECT \(FindingRecord.columns) FROM findings WHERE \(condition.sql)
            ORDER BY \(clock) \(direction), number \(direction) LIMIT \(request.limit)
            """, condition.values
        ) { FindingRecord($0)?.row }.compactMap { $0 }
        return try placed(goesDown ? rows.reversed() : rows)
    }

    /// Every finding of a preset, worst first, one at a time.
    package func forEachOnDesk(
        _ preset: DeskPreset, _ filter: FindingFilter, _ policy: Policy, today: Day,
        _ each: (DeskRow) throws -> Bool
    ) throws {
        var request = DeskRequest(preset, filter: filter, limit: 500)
        while true {
            let page = try desk(request, policy, today: today)
            for row in page { guard try each(row) else { return } }
            guard page.count == request.limit, let last = page.last else { return }
            request.anchor = last.anchor(on: preset.clock)
        }
    }

    /// Rows with head, town and district of their units.
    package func placed(_ rows: [FindingRow]) throws -> [DeskRow] {
        guard !rows.isEmpty else { return [] }
        var places: [String: (head: String?, town: String?, district: String?)] = [:]
        try connection.forEach(
            """
            SELECT o.id, o.head, t.name, d.name FROM organisations o LEFT JOIN organisations t ON t.id = o.town
            LEFT JOIN organisations d ON d.id = o.district WHERE \(dialect.isAmong("o.id"))
            """, [dialect.list(Set(rows.map(\.unit.id.description)))]
        ) { row in
            places[row.text(0)] = (row.optionalText(1), row.optionalText(2), row.optionalText(3))
            return true
        }
        return rows.map { row in
            let place = places[row.unit.id.description]
            return DeskRow(finding: row, head: place?.head, town: place?.town, district: place?.district)
        }
    }

    // MARK: Groups

    /// Whose the findings of a preset are, most first; from the counters where nothing else is filtered.
    package func deskGroups(
        _ preset: DeskPreset, by grouping: DeskGrouping, _ filter: FindingFilter, _ policy: Policy, today: Day
    ) throws -> [DeskGroup] {
        let counts: [(value: String, count: Int)]
        let whole = preset.filter(within: filter, policy)
        if filter.isEmpty, preset == .overdue {
            counts = try clockCounts(grouping.field, from: nil, until: today.number)
        } else if filter.isEmpty, let days = whole.dueWithinDays {
            counts = try clockCounts(grouping.field, from: today.number, until: today.number + days + 1)
        } else if let mark = preset.mark, filter.isEmpty {
            counts = try connection.rows(
                "SELECT value, findings FROM mark_counts WHERE mark = ? AND field = ?",
                [.integer(mark.rawValue), .integer(grouping.field.rawValue)]
            ) { (value: $0.text(0), count: $0.int(1)) }
        } else {
            guard let condition = SQLCondition(whole, today: today, dialect: dialect) else { return [] }
            counts = try connection.rows(
                """
                SELECT coalesce(\(grouping.field.column), ''), count(*) FROM findings WHERE \(condition.sql)
                GROUP BY coalesce(\(grouping.field.column), '')
                """, condition.values
            ) { (value: $0.text(0), count: $0.int(1)) }
        }
        let groups =
            try grouping.isOfUnits
            ? gathered(counts, by: grouping)
            : counts.map { DeskGroup(value: $0.value, label: $0.value, count: $0.count) }
        return groups.sorted { ($1.count, $0.label, $0.value) < ($0.count, $1.label, $1.value) }
    }

    /// How many running findings of each unit, round, category or leader are due in some days: whole spans from the counters, what is left at
    /// both ends by unit, which alone has spans of several days.
    ///
    /// - Parameters:
    ///   - first: `nil`: however long ago.
    ///   - end: the day after the last.
    private func clockCounts(
        _ field: ClockCell.Field, from first: Int?, until end: Int
    ) throws -> [(value: String, count: Int)] {
        let width = field.width
        let last = end / width
        let begin = first.map { min(($0 + width - 1) / width, last) }
        var counts: [String: Int] = [:]
        try connection.forEach(
            """
            SELECT value, sum(findings) FROM clock_counts WHERE field = ? AND span >= ? AND span < ?
            GROUP BY value HAVING sum(findings) > 0
            """, [.integer(field.rawValue), .integer(begin ?? -PageAnchor.noDay), .integer(last)]
        ) { row in
            counts[row.text(0)] = row.int(1)
            return true
        }
        let before = first.flatMap { first in begin.map { first..<max(first, min($0 * width, end)) } } ?? 0..<0
        let after = max(last * width, before.isEmpty ? first ?? 0 : before.upperBound)..<max(last * width, end)
        for days in [before, after] where !days.isEmpty {
            func count(stage: Int) -> String {
                """
                (SELECT count(*) FROM findings WHERE \(field.column) = v.value AND stage = \(stage)
                AND due >= \(days.lowerBound) AND due < \(days.upperBound))
                """
            }
            try connection.forEach(
                """
                SELECT v.value, \(count(stage: 0)) + \(count(stage: 1))
                FROM (SELECT DISTINCT value FROM clock_counts WHERE field = ?) v
                """, [.integer(field.rawValue)]
            ) { row in
                if row.int(1) > 0 { counts[row.text(0), default: 0] += row.int(1) }
                return true
            }
        }
        return counts.map { (value: $0.key, count: $0.value) }
    }

    /// Counts of units put together by town, district or head.
    private func gathered(_ counts: [(value: String, count: Int)], by grouping: DeskGrouping) throws -> [DeskGroup] {
        guard !counts.isEmpty else { return [] }
        let (value, label) = grouping.organisationColumns
        var places: [String: (value: String, label: String)] = [:]
        // A few units are looked up one by one; when they are many, the table is read once.
        let isWhole = counts.count > 200
        try connection.forEach(
            """
            SELECT o.id, \(value), \(label) FROM organisations o LEFT JOIN organisations t ON t.id = o.town
            LEFT JOIN organisations d ON d.id = o.district LEFT JOIN organisations p ON p.id = o.parent
            \(isWhole ? "" : "WHERE o.id IN (\(counts.map { _ in "?" }.joined(separator: ", ")))")
            """, isWhole ? [] : counts.map { .text($0.value) }
        ) { row in
            places[row.text(0)] = (row.text(1), row.text(2))
            return true
        }
        var groups: [String: DeskGroup] = [:]
        for (unit, count) in counts {
            let place = places[unit] ?? (unit, unit)
            groups[place.value] = DeskGroup(
                value: place.value, label: place.label, count: count + (groups[place.value]?.count ?? 0))
        }
        return Array(groups.values)
    }

    /// Findings in review by town (by unit where there is none) and by round, most first; from the counters.
    package func inReview() throws -> (towns: [FieldCount], rounds: [FieldCount]) {
        func counts(by column: String) throws -> [(value: String, count: Int)] {
            try connection.rows(
                """
                SELECT \(column), sum(findings) FROM counters WHERE stage = 2 GROUP BY \(column)
                HAVING sum(findings) > 0
                """
            ) { (value: $0.text(0), count: $0.int(1)) }
        }
        let towns = try gathered(try counts(by: "unit"), by: .town)
        let rounds = try counts(by: "round").map { FieldCount(value: $0.value, label: $0.value, count: $0.count) }
        return (
            towns.map { FieldCount(value: $0.value, label: $0.label, count: $0.count) }
                .sorted { ($1.count, $0.label) < ($0.count, $1.label) },
            rounds.sorted { ($1.count, $0.label) < ($0.count, $1.label) }
        )
    }

    // MARK: Counts

    /// How many findings each preset means.
    package func deskCounts(_ filter: FindingFilter, _ policy: Policy, today: Day) throws -> DeskCounts {
        var counts = DeskCounts()
        for preset in DeskPreset.allCases { counts.presets[preset] = try count(preset, filter, policy, today: today) }
        var closed = filter
        closed.isImmediate = true
        closed.stages = [.closed]
        let overdue = try lateImmediate(filter, today: today)
        counts.immediate = ImmediateTally(
            closed: try filter.isEmpty ? closedImmediate() : count(closed, today: today),
            running: (counts.presets[.immediate] ?? 0) - overdue, overdue: overdue)
        counts.lateLetters = try letters(LetterFilter(isOverdue: true), today: today)
        return counts
    }

    private func lateImmediate(_ filter: FindingFilter, today: Day) throws -> Int {
        var open = filter
        open.isImmediate = true
        open.isOpen = true
        guard var condition = SQLCondition(open, today: today, dialect: dialect) else { return 0 }
        // The sum keeps the planner on the index of immediate findings, which has the stage in it.
        condition.add("due < ? AND stage + 0 < 2", [.integer(today.number)])
        return try connection.first("SELECT count(*) FROM findings WHERE \(condition.sql)", condition.values) {
            $0.int(0)
        } ?? 0
    }

    private func closedImmediate() throws -> Int {
        try connection.first("SELECT sum(immediate) FROM counters WHERE stage = 3") { $0.int(0) } ?? 0
    }

    package func count(
        _ preset: DeskPreset, _ filter: FindingFilter, _ policy: Policy, today: Day
    ) throws -> Int {
        let whole = preset.filter(within: filter, policy)
        if let mark = preset.mark, filter.isEmpty {
            // Every finding has one round.
            return try connection.first(
                "SELECT sum(findings) FROM mark_counts WHERE mark = ? AND field = ?",
                [.integer(mark.rawValue), .integer(ClockCell.Field.round.rawValue)]
            ) { $0.int(0) } ?? 0
        }
        guard filter.isEmpty, preset == .overdue || whole.dueWithinDays != nil else {
            return try count(whole, today: today)
        }
        let first = preset == .overdue ? -PageAnchor.noDay : today.number
        let end = whole.dueWithinDays.map { today.number + $0 + 1 } ?? today.number
        return try connection.first(
            "SELECT sum(findings) FROM due_counts WHERE due >= ? AND due < ? AND stage < 2",
            [.integer(first), .integer(end)]
        ) { $0.int(0) } ?? 0
    }

    /// Whether a filter means a finding.
    package func holds(_ filter: FindingFilter, _ number: FindingNumber, today: Day) throws -> Bool {
        if filter.isEmpty { return true }
        guard var condition = SQLCondition(filter, today: today, dialect: dialect) else { return false }
        condition.add("number = ?", [.integer(number.value)])
        return try connection.first("SELECT 1 FROM findings WHERE \(condition.sql)", condition.values) { _ in true }
            ?? false
    }

    /// The last position whose event claims a time before `moment`, by halving: times are claims, but in the order of the log.
    package func position(before moment: Moment) throws -> Int {
        var low = 0
        var high = try head()
        while low < high {
            let middle = (low + high + 1) / 2
            var time: Moment?
            try events(after: middle - 1) { stored in
                time = stored.text.time
                return false
            }
            if let time, time < moment { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// How many findings a filter means.
    package func count(_ filter: FindingFilter, today: Day) throws -> Int {
        guard let condition = SQLCondition(filter, today: today, dialect: dialect) else { return 0 }
        return try connection.first("SELECT count(*) FROM findings WHERE \(condition.sql)", condition.values) {
            $0.int(0)
        } ?? 0
    }
}

extension ClockCell.Field {
    var column: String {
        switch self {
        case .unit: "unit"
        case .round: "round"
        case .category: "category"
        case .leader: "leader"
        }
    }
}

extension DeskGrouping {
    var isOfUnits: Bool {
        switch self {
        case .unit, .town, .district, .head: true
        case .leader, .category, .round: false
        }
    }

    var field: ClockCell.Field {
        switch self {
        case .unit, .town, .district, .head: .unit
        case .leader: .leader
        case .category: .category
        case .round: .round
        }
    }

    /// Value and label of a unit's group; a unit without a town, a district or a head stands for itself, or for nobody.
    fileprivate var organisationColumns: (value: String, label: String) {
        switch self {
        case .unit: ("o.id", "o.path")
        case .town: ("coalesce(t.id, o.id)", "coalesce(t.name, o.path)")
        case .district: ("coalesce(d.id, o.id)", "coalesce(d.name, o.path)")
        case .head:
            (
                "coalesce(o.head || '@' || coalesce(o.parent, ''), '')",
                "coalesce(o.head || coalesce(' · ' || p.name, ''), '')"
            )
        case .leader, .category, .round: ("''", "''")
        }
    }
}
