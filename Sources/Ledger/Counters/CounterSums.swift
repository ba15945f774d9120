import Rectification
import Requests

/// What the tables of counters hold, or changes to it: summed over findings, but for opinions.
package struct CounterSums: Sendable {
    struct Place: Hashable {
        let round: String
        let unit: OrganisationID
        let stage: Int
    }

    struct PlaceCount: Hashable {
        var findings = 0
        var listed = 0
        var immediate = 0

        mutating func add(_ row: FindingRow, _ sign: Int) {
            findings += sign
            listed += row.isListed ? sign : 0
            immediate += row.isImmediate ? sign : 0
        }

        static func + (left: PlaceCount, right: PlaceCount) -> PlaceCount {
            PlaceCount(
                findings: left.findings + right.findings, listed: left.listed + right.listed,
                immediate: left.immediate + right.immediate)
        }
    }

    struct Due: Hashable {
        let day: Int
        let stage: Int
    }

    /// How many findings were counted, and the largest of their numbers; stands in no table.
    var findings = 0
    var largestNumber = 0
    var places: [Place: PlaceCount] = [:]
    var dues: [Due: Int] = [:]
    var clocks: [ClockCell: Int] = [:]
    var marks: [MarkCell: Int] = [:]
    var units = UnitSums()
    var issues = IssueCounts()

    package init() {}

    init(stored connection: any SQLConnection) throws {
        var totals = CounterSums()
        try connection.forEach("SELECT round, unit, stage, findings, listed, immediate FROM counters", []) { row in
            if let unit = OrganisationID(row.text(1)) {
                totals.places[Place(round: row.text(0), unit: unit, stage: row.int(2))] = PlaceCount(
                    findings: row.int(3), listed: row.int(4), immediate: row.int(5))
            }
            return true
        }
        try connection.forEach("SELECT due, stage, findings FROM due_counts", []) { row in
            totals.dues[Due(day: row.int(0), stage: row.int(1))] = row.int(2)
            return true
        }
        try connection.forEach("SELECT field, value, span, findings FROM clock_counts", []) { row in
            totals.clocks[ClockCell(field: row.int(0), value: row.text(1), span: row.int(2))] = row.int(3)
            return true
        }
        try connection.forEach("SELECT mark, field, value, findings FROM mark_counts", []) { row in
            totals.marks[MarkCell(mark: row.int(0), field: row.int(1), value: row.text(2))] = row.int(3)
            return true
        }
        totals.units = try UnitSums(stored: connection)
        totals.issues = try IssueCounts(stored: connection)
        self = totals
    }

    /// The tables that do not hold these counts. Opinions are not counted from findings, and are left to the log.
    func tables(differingFrom stored: CounterSums) -> [String] {
        var tables: [String] = []
        if places != stored.places || dues != stored.dues || clocks != stored.clocks { tables.append("counters") }
        if marks != stored.marks { tables.append("mark_counts") }
        if units.tallies != stored.units.tallies { tables.append("unit_tallies") }
        if units.months.filter({ $0.value != UnitSums.MonthSum() }) != stored.units.months {
            tables.append("unit_months")
        }
        if units.clocks != stored.units.clocks { tables.append("unit_clocks") }
        if issues != stored.issues { tables.append("issue_counts") }
        return tables
    }

    /// Takes in what was counted of other findings.
    package mutating func add(_ other: CounterSums) {
        findings += other.findings
        largestNumber = max(largestNumber, other.largestNumber)
        places.merge(other.places) { $0 + $1 }
        dues.merge(other.dues, uniquingKeysWith: +)
        clocks.merge(other.clocks, uniquingKeysWith: +)
        marks.merge(other.marks, uniquingKeysWith: +)
        units.add(other.units)
        issues.add(other.issues)
    }

    /// Adds these changes to what is stored.
    func write(to connection: any SQLConnection) throws {
        try connection.addWhatChanges(
            places.map { key, change in
                SumChange(
                    [.text(key.round), .text(key.unit.description), .integer(key.stage)],
                    [change.findings, change.listed, change.immediate])
            }, to: .counters)
        try connection.addWhatChanges(
            dues.map { SumChange([.integer($0.day), .integer($0.stage)], [$1]) }, to: .dueCounts)
        try connection.addWhatChanges(clocks.map { SumChange($0.key, [$1]) }, to: .clockCounts)
        try connection.addWhatChanges(marks.map { SumChange($0.key, [$1]) }, to: .markCounts)
        try units.write(to: connection)
        try issues.write(to: connection)
    }
}
