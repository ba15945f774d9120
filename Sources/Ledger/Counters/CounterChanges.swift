import Rectification
import Requests

/// What a transaction adds to and takes from the counters, written once at its end.
struct CounterChanges {
    private var tally = FindingTally()
    /// What no row of a finding tells: opinions, and times of being overdue that are over.
    private var beside = UnitSums()

    mutating func move(from old: FindingRecord?, to new: FindingRecord) {
        if let old { tally.add(old, -1) }
        tally.add(new)
    }

    /// An opinion on a finding of a unit, which is said once and never taken back.
    mutating func add(_ verdict: Verdict, of party: PartyCode, on unit: OrganisationID, _ reader: LedgerReader) throws {
        beside.add(verdict, of: party, try reader.chain(from: unit))
    }

    /// What a finding's times of being overdue add to its unit, when they or the unit changed.
    mutating func move(latenessFrom old: Finding?, to new: Finding, _ reader: LedgerReader) throws {
        guard old?.lateSpells ?? [] != new.lateSpells || old?.unit.id != new.unit.id else { return }
        if let old, !old.lateSpells.isEmpty { beside.add(old.lateSpells, -1, try reader.chain(from: old.unit.id)) }
        if !new.lateSpells.isEmpty { beside.add(new.lateSpells, 1, try reader.chain(from: new.unit.id)) }
    }

    func write(_ reader: LedgerReader) throws {
        var chains: [OrganisationID: [OrganisationID]] = [:]
        var sums = try tally.sums { unit in
            if let known = chains[unit] { return known }
            let chain = try reader.chain(from: unit)
            chains[unit] = chain
            return chain
        }
        sums.units.add(beside)
        try sums.write(to: reader.connection)
    }
}
