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

    mutating func add(_ other: IssueCounts) {
        cells.merge(other.cells, uniquingKeysWith: +)
        places.merge(other.places) {
            Members(findings: $0.findings + $1.findings, closed: $0.closed + $1.closed)
        }
    }

    func write(to connection: any SQLConnection) throws {
        try connection.addWhatChanges(
            cells.map { SumChange([.text($0.issue), .text($0.round), .integer($0.stage)], [$1]) }, to: .issueCounts)
        try connection.addWhatChanges(
            places.map { SumChange([.text($0.issue), .text($0.unit)], [$1.findings, $1.closed]) }, to: .issueUnits)
    }
}
