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
    ///
    /// - Parameter chain: a unit and everything above it, nearest first.
    mutating func add(
        _ verdict: Verdict, of party: PartyCode, on unit: OrganisationID, _ chain: UnitChain
    ) throws {
        beside.add(verdict, of: party, try chain(unit))
    }

    /// What a finding's times of being overdue add to its unit, when they or the unit changed.
    mutating func move(latenessFrom old: Finding?, to new: Finding, _ chain: UnitChain) throws {
        guard old?.lateSpells ?? [] != new.lateSpells || old?.unit.id != new.unit.id else { return }
        if let old, !old.lateSpells.isEmpty { beside.add(old.lateSpells, -1, try chain(old.unit.id)) }
        if !new.lateSpells.isEmpty { beside.add(new.lateSpells, 1, try chain(new.unit.id)) }
    }

    func write(to connection: any SQLConnection, _ chain: UnitChain) throws {
        var chains: [OrganisationID: [OrganisationID]] = [:]
        var sums = try tally.sums { unit in
            if let known = chains[unit] { return known }
            let found = try chain(unit)
            chains[unit] = found
            return found
        }
        sums.units.add(beside)
        try sums.write(to: connection)
    }
}

/// A unit and everything above it, nearest first.
typealias UnitChain = (OrganisationID) throws -> [OrganisationID]

extension OrganisationTree {
    /// The identities of a whole tree's `chain`; a unit that is not in it stands alone.
    func identities(from unit: OrganisationID) -> [OrganisationID] {
        let chain = chain(from: unit).map(\.id)
        return chain.isEmpty ? [unit] : chain
    }
}
