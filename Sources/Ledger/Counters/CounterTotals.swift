package import Rectification
import Requests

/// The counters as a value, to compare what is stored with what is true.
package struct CounterTotals: Sendable {
    private struct Place: Hashable {
        let round: String
        let unit: OrganisationID
        let stage: Int
    }

    private struct PlaceCount: Hashable {
        var findings = 0
        var listed = 0
        var immediate = 0

        mutating func add(_ row: FindingRow) {
            findings += 1
            listed += row.isListed ? 1 : 0
            immediate += row.isImmediate ? 1 : 0
        }

        static func + (left: PlaceCount, right: PlaceCount) -> PlaceCount {
            PlaceCount(
                findings: left.findings + right.findings, listed: left.listed + right.listed,
                immediate: left.immediate + right.immediate)
        }
    }

    private struct Due: Hashable {
        let day: Int
        let stage: Int
    }

    /// How many were counted.
    private(set) var findings = 0
    private(set) var largestNumber = 0
    private var places: [Place: PlaceCount] = [:]
    private var dues: [Due: Int] = [:]
    private var clocks: [ClockCell: Int] = [:]
    private var marks: [MarkCell: Int] = [:]
    private var units = UnitSums()
    private var issues = IssueCounts()
    private var chains: [OrganisationID: [OrganisationID]] = [:]

    package init() {}

    init(stored connection: any SQLConnection) throws {
        var totals = CounterTotals()
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
    func tables(differingFrom stored: CounterTotals) -> [String] {
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

    /// Counts one more finding.
    package mutating func add(_ record: FindingRecord, _ tree: OrganisationTree) {
        let row = record.row
        findings += 1
        largestNumber = max(largestNumber, row.number.value)
        places[Place(round: row.round, unit: row.unit.id, stage: row.stage.column), default: PlaceCount()].add(row)
        dues[Due(day: row.due?.number ?? PageAnchor.noDay, stage: row.stage.column), default: 0] += 1
        for cell in ClockCell.cells(of: row) { clocks[cell, default: 0] += 1 }
        for cell in MarkCell.cells(of: row) { marks[cell, default: 0] += 1 }
        let unit = row.unit.id
        let known = chains[unit] ?? tree.chain(from: unit).map(\.id)
        let chain = known.isEmpty ? [unit] : known
        chains[unit] = chain
        units.add(row, 1, chain)
        issues.add(record, 1)
    }

    /// Takes in what was counted elsewhere of other findings.
    package mutating func add(_ other: CounterTotals) {
        findings += other.findings
        largestNumber = max(largestNumber, other.largestNumber)
        places.merge(other.places) { $0 + $1 }
        dues.merge(other.dues, uniquingKeysWith: +)
        clocks.merge(other.clocks, uniquingKeysWith: +)
        marks.merge(other.marks, uniquingKeysWith: +)
        units.add(other.units)
        issues.add(other.issues)
    }
}
