import Rectification
import Requests

/// The counters as a value, to compare what is stored with what is true.
struct CounterTotals {
    private var places: [String: [Int]] = [:]
    private var dues: [String: Int] = [:]
    private var clocks: [ClockCell: Int] = [:]
    private var marks: [MarkCell: Int] = [:]
    private var units = UnitSums()
    private var issues = IssueCounts()
    private var chains: [OrganisationID: [OrganisationID]] = [:]

    init() {}

    init(stored connection: any SQLConnection) throws {
        var totals = CounterTotals()
        try connection.forEach("SELECT round, unit, stage, findings, listed, immediate FROM counters", []) { row in
            totals.places["\(row.text(0))\n\(row.text(1))\n\(row.int(2))"] = [row.int(3), row.int(4), row.int(5)]
            return true
        }
        try connection.forEach("SELECT due, stage, findings FROM due_counts", []) { row in
            totals.dues["\(row.int(0)) \(row.int(1))"] = row.int(2)
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

    mutating func add(_ record: FindingRecord, _ tree: OrganisationTree) {
        let row = record.row
        let key = "\(row.round)\n\(row.unit.id)\n\(row.stage.column)"
        let old = places[key] ?? [0, 0, 0]
        places[key] = [
            old[0] + 1, old[1] + (row.isListed ? 1 : 0), old[2] + (row.isImmediate ? 1 : 0),
        ]
        dues["\(row.due?.number ?? PageAnchor.noDay) \(row.stage.column)", default: 0] += 1
        for cell in ClockCell.cells(of: row) { clocks[cell, default: 0] += 1 }
        for cell in MarkCell.cells(of: row) { marks[cell, default: 0] += 1 }
        let unit = row.unit.id
        let known = chains[unit] ?? tree.chain(from: unit).map(\.id)
        let chain = known.isEmpty ? [unit] : known
        chains[unit] = chain
        units.add(row, 1, chain)
        issues.add(record, 1)
    }
}
