import Rectification
import Requests

/// What a transaction adds to and takes from the counters, written once at its end.
struct CounterChanges {
    private struct Key: Hashable {
        let round: String
        let unit: OrganisationID
        let stage: Int
    }

    private struct DueKey: Hashable {
        let due: Int
        let stage: Int
    }

    private var places: [Key: (findings: Int, listed: Int, immediate: Int)] = [:]
    private var dues: [DueKey: Int] = [:]
    private var clocks: [ClockCell: Int] = [:]
    private var marks: [MarkCell: Int] = [:]
    private var units = UnitSums()
    private var issues = IssueCounts()
    private var chains: [OrganisationID: [OrganisationID]] = [:]

    mutating func move(from old: FindingRecord?, to new: FindingRecord, _ reader: LedgerReader) throws {
        if let old { try add(old, -1, reader) }
        try add(new, 1, reader)
    }

    /// An opinion on a finding of a unit, which is said once and never taken back.
    mutating func add(_ verdict: Verdict, of party: PartyCode, on unit: OrganisationID, _ reader: LedgerReader) throws {
        units.add(verdict, of: party, try chain(from: unit, reader))
    }

    private mutating func chain(from unit: OrganisationID, _ reader: LedgerReader) throws -> [OrganisationID] {
        if let known = chains[unit] { return known }
        let chain = try reader.chain(from: unit)
        chains[unit] = chain
        return chain
    }

    private mutating func add(_ record: FindingRecord, _ sign: Int, _ reader: LedgerReader) throws {
        let row = record.row
        let key = Key(round: row.round, unit: row.unit.id, stage: row.stage.column)
        var place = places[key] ?? (0, 0, 0)
        place.findings += sign
        place.listed += row.isListed ? sign : 0
        place.immediate += row.isImmediate ? sign : 0
        places[key] = place
        dues[DueKey(due: row.due?.number ?? PageAnchor.noDay, stage: row.stage.column), default: 0] += sign
        for cell in ClockCell.cells(of: row) { clocks[cell, default: 0] += sign }
        for cell in MarkCell.cells(of: row) { marks[cell, default: 0] += sign }
        units.add(row, sign, try chain(from: row.unit.id, reader))
        issues.add(record, sign)
    }

    func write(to connection: any SQLConnection) throws {
        try connection.addWhatChanges(
            places.map { key, change in
                SumChange(
                    [.text(key.round), .text(key.unit.description), .integer(key.stage)],
                    [change.findings, change.listed, change.immediate])
            }, to: .counters)
        try connection.addWhatChanges(
            dues.map { SumChange([.integer($0.due), .integer($0.stage)], [$1]) }, to: .dueCounts)
        try connection.addWhatChanges(clocks.map { SumChange($0.key, [$1]) }, to: .clockCounts)
        try connection.addWhatChanges(marks.map { SumChange($0.key, [$1]) }, to: .markCounts)
        try units.write(to: connection)
        try issues.write(to: connection)
    }
}
