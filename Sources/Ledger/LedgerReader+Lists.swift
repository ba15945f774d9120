package import Rectification
package import Requests

extension LedgerReader {
    /// One page of a list or column, at most `limit` rows; read by key, never by offset. Backward pages come in list order too.
    package func page(_ request: PageRequest, today: Day) throws -> [FindingRow] {
        let isCommon = try request.lanes == nil && isCommon(request.filter.text)
        if !isCommon, let found = try found(request, today: today) { return try page(request, of: found) }
        if isCommon, request.filter.isTextInOneStage, let text = request.filter.text, let named = try named(text) {
            return try page(request, text, among: named, today: today)
        }
        let isNarrow = try request.lanes == nil && isNarrow(request.filter)
        guard
            var condition = SQLCondition(
                request.filter, today: today, dialect: dialect, usesWords: !isCommon || isNarrow, isNarrow: isNarrow)
        else { return [] }
        var (columns, isDescending) =
            request.lanes.map { ([$0.column, "due", "number"], false) } ?? request.order.columns
        // Few of a review are in trouble, and an index has them by day: a sign keeps a planner from walking all of it in another order.
        if request.filter.isTrouble, request.filter.stages == [.review], request.lanes == nil, request.order != .due {
            columns = columns.map { "+\($0)" }
        }
        let goesDown = isDescending != (request.direction == .backward)
        if let anchor = request.anchor {
            let keys: [SQLValue] = [.integer(anchor.key), .integer(anchor.number)]
            let values = request.lanes == nil ? Array(keys.prefix(columns.count)) : [.text(anchor.lane ?? "")] + keys
            condition.add(behind: values, in: columns, goesDown: goesDown)
        }
        let order = columns.map { "\($0) \(goesDown ? "DESC" : "ASC")" }.joined(separator: ", ")
        let rows = try connection.rows(
            "SELECT \(FindingRecord.columns) FROM findings WHERE \(condition.sql) ORDER BY \(order) LIMIT \(request.limit)",
            condition.values
        ) { FindingRecord($0)?.row }.compactMap { $0 }
        return request.direction == .backward ? rows.reversed() : rows
    }

    /// Every finding that a filter means, in order, one at a time.
    package func forEach(
        _ filter: FindingFilter, order: FindingOrder, today: Day, _ each: (FindingRow) throws -> Bool
    ) throws {
        try forEach(FindingQuery(filter, order: order), today: today, each)
    }

    package func forEach(_ query: FindingQuery, today: Day, _ each: (FindingRow) throws -> Bool) throws {
        guard let (sql, values) = query.sql(FindingRecord.columns, today, dialect) else { return }
        try connection.scan(sql, values) { row in
            guard let record = FindingRecord(row) else { return true }
            return try each(record.row)
        }
    }

    /// The numbers in the header and over the columns: from counters when nothing is filtered, else counted.
    package func counts(_ filter: FindingFilter, today: Day) throws -> BoardCounts {
        var counts = BoardCounts()
        if filter.isEmpty {
            try connection.forEach(
                "SELECT stage, sum(findings), sum(listed), sum(immediate) FROM counters GROUP BY stage", []
            ) { row in
                counts.stages[row.int(0)] = row.int(1)
                if row.int(0) < 3 {
                    counts.listed += row.int(2)
                    counts.immediate += row.int(3)
                }
                return true
            }
            counts.overdue =
                try connection.first(
                    "SELECT sum(findings) FROM due_counts WHERE due < ? AND stage < 2", [.integer(today.number)]
                ) { $0.int(0) } ?? 0
            return counts
        }
        guard let condition = SQLCondition(filter, today: today, dialect: dialect) else { return counts }
        try connection.forEach(
            """
            SELECT stage, count(*), sum(listed), sum(immediate),
              sum(CASE WHEN stage < 2 AND due < ? THEN 1 ELSE 0 END)
            FROM findings WHERE \(condition.sql) GROUP BY stage
            """, [.integer(today.number)] + condition.values
        ) { row in
            counts.stages[row.int(0)] = row.int(1)
            if row.int(0) < 3 {
                counts.listed += row.int(2)
                counts.immediate += row.int(3)
            }
            counts.overdue += row.int(4)
            return true
        }
        return counts
    }

    /// How many findings a filter means, by the values of one field, most first; months in their order.
    package func counts(by field: CountField, _ filter: FindingFilter, today: Day) throws -> [FieldCount] {
        if filter.isEmpty, let counts = try counters(by: field) { return counts }
        guard let condition = SQLCondition(filter, today: today, dialect: dialect) else { return [] }
        let (value, label) = field.columns
        let counts = try connection.rows(
            """
            SELECT \(value), min(\(label)), count(*) FROM findings WHERE \(condition.sql)
            GROUP BY \(value) ORDER BY count(*) DESC, min(\(label))
            """, condition.values
        ) { FieldCount(value: $0.text(0), label: $0.text(1), count: $0.int(2)) }
        return field == .month ? Self.months(counts) : counts
    }

    /// What the maintained counters already hold; `nil` where there are none.
    private func counters(by field: CountField) throws -> [FieldCount]? {
        let sql: String
        switch field {
        case .unit:
            sql = """
                SELECT c.unit, min(o.path), sum(c.findings) FROM counters c JOIN organisations o ON o.id = c.unit
                GROUP BY c.unit HAVING sum(c.findings) > 0 ORDER BY sum(c.findings) DESC, min(o.path)
                """
        case .round:
            sql = """
                SELECT round, round, sum(findings) FROM counters GROUP BY round HAVING sum(findings) > 0
                ORDER BY sum(findings) DESC, round
                """
        case .stage:
            sql = """
                SELECT stage, stage, sum(findings) FROM counters GROUP BY stage HAVING sum(findings) > 0
                ORDER BY sum(findings) DESC
                """
        case .month: sql = "SELECT due, due, sum(findings) FROM due_counts GROUP BY due HAVING sum(findings) > 0"
        case .category, .leader, .source: return nil
        }
        let counts = try connection.rows(sql) { FieldCount(value: $0.text(0), label: $0.text(1), count: $0.int(2)) }
        return field == .month ? Self.months(counts) : counts
    }

    /// Counts by day as counts by month, in order; without a deadline last.
    private static func months(_ days: [FieldCount]) -> [FieldCount] {
        var counts: [Month?: Int] = [:]
        for day in days {
            let number = Int(day.value) ?? PageAnchor.noDay
            counts[number == PageAnchor.noDay ? nil : Month(of: Day(number: number)), default: 0] += day.count
        }
        return counts.sorted { left, right in
            guard let first = left.key else { return false }
            return right.key.map { first < $0 } ?? true
        }.map { FieldCount(value: $0.key?.description ?? "", label: $0.key?.description ?? "", count: $0.value) }
    }
}

extension CountField {
    var columns: (value: String, label: String) {
        switch self {
        case .stage: ("stage", "stage")
        case .unit: ("unit", "unit_path")
        case .round: ("round", "round")
        case .category: ("category", "category")
        case .leader: ("coalesce(leader, '')", "coalesce(leader, '')")
        case .source: ("source", "source")
        case .month: ("due", "due")
        }
    }
}

extension FindingOrder {
    var columns: (names: [String], isDescending: Bool) {
        switch self {
        case .due: (["due", "number"], false)
        case .number: (["number"], false)
        case .changed: (["changed", "number"], true)
        }
    }
}

/// A filter as a condition over the table `findings`.
struct SQLCondition {
    private(set) var parts: [String] = []
    private(set) var values: [SQLValue] = []

    /// What every finding meets.
    static let all = "1 = 1"

    var sql: String { parts.isEmpty ? Self.all : parts.joined(separator: " AND ") }

    mutating func add(_ sql: String, _ values: [SQLValue] = []) {
        parts.append(sql)
        self.values += values
    }

    /// Only what stands behind a place in an order, all of whose columns go one way.
    mutating func add(behind place: [SQLValue], in columns: [String], goesDown: Bool) {
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        add("(\(columns.joined(separator: ", "))) \(goesDown ? "<" : ">") (\(marks))", place)
    }

    /// `nil` when nothing can match.
    ///
    /// - Parameters:
    ///   - usesWords: whether the index of words narrows a search; the text itself is looked at in any case.
    ///   - isNarrow: whether the filter finds fewer than the order would have to walk past.
    init?(
        _ filter: FindingFilter, today: Day, dialect: any SQLDialect, usesWords: Bool = true, isNarrow: Bool = false
    ) {
        // A sign before a column keeps a planner from walking its index, in every database.
        let column = isNarrow ? "+stage" : "stage"
        if filter.stages.count == 1, let stage = filter.stages.first {
            add("\(column) = \(stage.column)")
        } else if !filter.stages.isEmpty {
            add("\(column) IN (\(filter.stages.sorted().map { String($0.column) }.joined(separator: ",")))")
        }
        if filter.isOverdue { add("stage < 2 AND due < ?", [.integer(today.number)]) }
        if let days = filter.dueWithinDays {
            add("stage < 2 AND due BETWEEN ? AND ?", [.integer(today.number), .integer(today.number + days)])
        }
        if let day = filter.dueFrom { add("due >= ?", [.integer(day.number)]) }
        if let month = filter.dueMonth {
            add("due BETWEEN ? AND ?", [.integer(month.first.number), .integer(month.last.number)])
        }
        if filter.isListed { add("listed = 1") }
        // Of open findings the desk's own indexes tell, without the stage.
        let marks = filter.isOpen ? "open_flags" : "flags"
        if filter.isStarred { add("\(marks) & \(Finding.Flag.key.bit) <> 0") }
        if filter.isProvincial { add("\(marks) & \(Finding.Flag.provincial.bit) <> 0") }
        if filter.isImmediate {
            add(filter.isOpen ? "open_flags & \(Finding.Flag.immediate.bit) <> 0" : "immediate = 1")
        }
        if filter.isLeaderOwned { add("\(marks) & \(Finding.Flag.leaderOwned.bit) <> 0") }
        let isMarked = filter.isStarred || filter.isProvincial || filter.isImmediate || filter.isLeaderOwned
        if filter.isOpen, !isMarked { add("stage < 3") }
        if filter.isLongTerm { add("deadline = '\(DeadlineCode.longTerm.rawValue)'") }
        if filter.isSecondRound { add("review_round > 1") }
        if filter.isExtensionPending { add("extension = 1") }
        if filter.isAwaitingAnswer { add("answer_due IS NOT NULL") }
        if filter.isUnanswered { add("answer_due < ?", [.integer(today.number)]) }
        if filter.isConsolidationDue { add("consolidate_from <= ?", [.integer(today.number)]) }
        if filter.isClueOut { add("clue_due IS NOT NULL") }
        if let unit = filter.exactUnit { add("unit = ?", [.text(unit.description)]) }
        if let head = filter.head {
            let named = head.name.isEmpty ? "head IS NULL" : "head = ?"
            let (place, above): (String, [SQLValue]) =
                switch head.place {
                case .anywhere: ("", [])
                case .top: (" AND parent IS NULL", [])
                case .below(let parent): (" AND parent = ?", [.text(parent.description)])
                }
            add(
                "unit IN (SELECT id FROM organisations WHERE \(named)\(place))",
                (head.name.isEmpty ? [] : [.text(head.name)]) + above)
        }
        if let unit = filter.unit {
            add(Self.below, [.text(unit.description)])
        }
        if let round = filter.round { add("round = ?", [.text(round)]) }
        if let category = filter.category { add(Self.category, Self.values(category: category)) }
        if let leader = filter.leader {
            if leader.isEmpty { add("leader IS NULL") } else { add("leader = ?", [.text(leader)]) }
        }
        if let source = filter.source { add("source = ?", [.text(source.rawValue)]) }
        if let group = filter.group { add("group_id = ?", [.text(group.description)]) }
        if filter.isTrouble {
            // What is closed is neither overdue nor listed nor in a round: nobody has to walk all of it to see that.
            if filter.stages == [.closed] { return nil }
            if filter.stages == [.review] {
                add("(\(Self.trouble))")
            } else {
                let isLate = "(stage < 2 AND due < ?)"
                add("(\(isLate) OR listed = 1 OR (review_round > 1 AND stage < 3))", [.integer(today.number)])
            }
        }
        if let text = filter.text, !text.isEmpty {
            let words = usesWords ? Bigrams.query(text) : []
            if !words.isEmpty { add(dialect.searchCondition, [.text(dialect.searchParameter(words))]) }
            let places = ["text", "external_number", "unit_path"]
            if text.utf8.allSatisfy({ $0 >= 0x80 }) {
                // Chinese alone has no capitals and does not run from one place into the next: nothing has to be put together.
                add(
                    "(" + places.map(dialect.contains).joined(separator: " OR ") + ")",
                    places.map { _ in .text(text) })
            } else {
                let haystack = "lower(text || ' ' || coalesce(external_number, '') || ' ' || unit_path)"
                add(dialect.contains(haystack), [.text(text.lowercasedASCII)])
            }
        }
    }
}

extension SQLCondition {
    /// In trouble whatever the day; an index is by these very words.
    static let trouble = "listed = 1 OR review_round > 1"

    /// A unit and everything below it.
    static let below = """
        unit IN (WITH RECURSIVE below(id) AS (SELECT id FROM organisations WHERE id = ? UNION \
        SELECT o.id FROM organisations o JOIN below ON o.parent = below.id) SELECT id FROM below)
        """

    /// A category, or everything below a level 1; `!` follows the blank of ` / `.
    static let category = "(category = ? OR (category > ? AND category < ?))"

    static func values(category: String) -> [SQLValue] {
        [.text(category), .text(category + " / "), .text(category + " /!")]
    }
}

extension LedgerReader {
    /// Where walking in order and fetching by filter cost about the same.
    private static let few = 3_000

    /// Whether some part of a filter is met by so few findings that a page is found quickest by fetching those and sorting them, not by walking in order.
    func isNarrow(_ filter: FindingFilter) throws -> Bool {
        var parts: [(source: String, values: [SQLValue])] = []
        if let leader = filter.leader, !leader.isEmpty { parts.append(("findings WHERE leader = ?", [.text(leader)])) }
        if let round = filter.round { parts.append(("findings WHERE round = ?", [.text(round)])) }
        if let category = filter.category {
            parts.append(("findings WHERE \(SQLCondition.category)", SQLCondition.values(category: category)))
        }
        if let unit = filter.unit, try count(below: unit) < Self.few { return true }
        for part in parts {
            let met = try connection.first(
                "SELECT count(*) FROM (SELECT 1 FROM \(part.source) LIMIT \(Self.few)) met", part.values
            ) { $0.int(0) }
            if (met ?? 0) < Self.few { return true }
        }
        return false
    }
}

extension String {
    /// As SQL's `lower` does where no collation is loaded: A–Z only.
    var lowercasedASCII: String {
        String(decoding: utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }
}
