import Rectification
import Requests

/// Members of common issues by round and stage, and by unit: `issue_counts` and `issue_units`, as a sum of changes.
///
/// A page of issues is read from these few rows, however many findings the ledger has.
struct IssueCounts: Hashable {
    private struct Cell: Hashable {
        let issue: String
        let round: String
        let stage: Int
    }

    private struct Place: Hashable {
        let issue: String
        let unit: String
    }

    private struct Members: Hashable {
        var findings = 0
        var closed = 0
    }

    private var cells: [Cell: Int] = [:]
    private var places: [Place: Members] = [:]

    init() {}

    init(stored connection: any SQLConnection) throws {
        var counts = IssueCounts()
        try connection.forEach("SELECT issue, round, stage, findings FROM issue_counts", []) { row in
            counts.cells[Cell(issue: row.text(0), round: row.text(1), stage: row.int(2))] = row.int(3)
            return true
        }
        try connection.forEach("SELECT issue, unit, findings, closed FROM issue_units", []) { row in
            counts.places[Place(issue: row.text(0), unit: row.text(1))] = Members(
                findings: row.int(2), closed: row.int(3))
            return true
        }
        self = counts
    }

    mutating func add(_ record: FindingRecord, _ sign: Int) {
        guard let issue = record.group?.description else { return }
        let row = record.row
        cells[Cell(issue: issue, round: row.round, stage: row.stage.column), default: 0] += sign
        let place = Place(issue: issue, unit: row.unit.id.description)
        places[place, default: Members()].findings += sign
        places[place, default: Members()].closed += row.stage.isOpen ? 0 : sign
    }

    func write(to connection: any SQLConnection) throws {
        for (cell, change) in cells where change != 0 {
            let key: [SQLValue] = [.text(cell.issue), .text(cell.round), .integer(cell.stage)]
            try connection.execute(
                """
                INSERT INTO issue_counts (issue, round, stage, findings) VALUES (?, ?, ?, ?)
                ON CONFLICT (issue, round, stage) DO UPDATE SET findings = issue_counts.findings + excluded.findings
                """, key + [.integer(change)])
            try connection.execute(
                "DELETE FROM issue_counts WHERE issue = ? AND round = ? AND stage = ? AND findings = 0", key)
        }
        for (place, change) in places where change != Members() {
            let key: [SQLValue] = [.text(place.issue), .text(place.unit)]
            try connection.execute(
                """
                INSERT INTO issue_units (issue, unit, findings, closed) VALUES (?, ?, ?, ?)
                ON CONFLICT (issue, unit) DO UPDATE SET findings = issue_units.findings + excluded.findings,
                  closed = issue_units.closed + excluded.closed
                """, key + [.integer(change.findings), .integer(change.closed)])
            try connection.execute("DELETE FROM issue_units WHERE issue = ? AND unit = ? AND findings = 0", key)
        }
    }
}
