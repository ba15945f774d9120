import Rectification
import Requests

/// What a transaction adds to and takes from the counters, written once at its end.
struct CounterChanges {
    private var tally = FindingTally()
    private var opinions = UnitSums()

    mutating func move(from old: FindingRecord?, to new: FindingRecord) {
        if let old { tally.add(old, -1) }
        tally.add(new)
    }

    /// An opinion on a finding of a unit, which is said once and never taken back.
    mutating func add(_ verdict: Verdict, of party: PartyCode, on unit: OrganisationID, _ reader: LedgerReader) throws {
        opinions.add(verdict, of: party, try reader.chain(from: unit))
    }

    func write(_ reader: LedgerReader) throws {
        var chains: [OrganisationID: [OrganisationID]] = [:]
        var sums = try tally.sums { unit in
            if let known = chains[unit] { return known }
            let chain = try reader.chain(from: unit)
            chains[unit] = chain
            return chain
        }
        sums.units.add(opinions)
        try sums.write(to: reader.connection)
    }
}
