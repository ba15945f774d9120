import Rectification
import Requests

/// What stands in `unit_tallies`, `unit_months`, `unit_clocks`, `unit_lateness` and `unit_opinions`: sums over a unit and everything below it, or changes to them.
struct UnitSums: Hashable {
    struct RoundKey: Hashable {
        let unit: OrganisationID
        let round: String
    }

    struct MonthKey: Hashable {
        let unit: OrganisationID
        let round: String
        /// Number of the month's first day.
        let month: Int
    }

    struct MonthSum: Hashable {
        var entered = 0
        var closed = 0
    }

    struct ClockKey: Hashable {
        let unit: OrganisationID
        let due: Int
    }

    struct DayKey: Hashable {
        let unit: OrganisationID
        let day: Int
    }

    /// Times of being overdue that are over: how many had their deadline on a day, and how many ended on it.
    struct LatenessSum: Hashable {
        var began = 0
        var ended = 0
    }

    struct OpinionKey: Hashable {
        let unit: OrganisationID
        let party: PartyCode
        let verdict: VerdictCode
        /// Empty unless it is a disagreement.
        let code: String
    }

    private(set) var tallies: [RoundKey: UnitTally] = [:]
    private(set) var months: [MonthKey: MonthSum] = [:]
    /// Of running findings strictly below a unit; its own are few and counted by index.
    private(set) var clocks: [ClockKey: Int] = [:]
    private(set) var lateness: [DayKey: LatenessSum] = [:]
    private(set) var opinions: [OpinionKey: Int] = [:]

    static let tallyColumns = UnitTally.Part.allCases.map { part in
        part.rawValue.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
    }

    // MARK: Adding up

    /// What the findings of one unit and round add up to.
    ///
    /// - Parameter chain: the unit and everything above it, nearest first.
    mutating func add(
        _ tally: UnitTally, _ months: [Int: MonthSum], _ clocks: [Int: Int], _ round: String,
        _ chain: [OrganisationID]
    ) {
        for (height, unit) in chain.enumerated() {
            tallies[RoundKey(unit: unit, round: round), default: UnitTally()] += tally
            for (month, sum) in months {
                let key = MonthKey(unit: unit, round: round, month: month)
                self.months[key, default: MonthSum()].entered += sum.entered
                self.months[key, default: MonthSum()].closed += sum.closed
            }
            guard height > 0 else { continue }
            for (due, count) in clocks { self.clocks[ClockKey(unit: unit, due: due), default: 0] += count }
        }
    }

    mutating func add(_ spells: [LateSpell], _ sign: Int, _ chain: [OrganisationID]) {
        for spell in spells {
            for unit in chain {
                lateness[DayKey(unit: unit, day: spell.deadline.number), default: LatenessSum()].began += sign
                lateness[DayKey(unit: unit, day: spell.until.number), default: LatenessSum()].ended += sign
            }
        }
    }

    mutating func add(_ verdict: Verdict, of party: PartyCode, _ chain: [OrganisationID]) {
        var code = ""
        if case .disagree(let coded, _, _) = verdict { code = coded }
        for unit in chain {
            opinions[OpinionKey(unit: unit, party: party, verdict: verdict.code, code: code), default: 0] += 1
        }
    }

    /// Takes in sums over other findings.
    mutating func add(_ other: UnitSums) {
        tallies.merge(other.tallies) { sum, more in
            var sum = sum
            sum += more
            return sum
        }
        months.merge(other.months) { MonthSum(entered: $0.entered + $1.entered, closed: $0.closed + $1.closed) }
        clocks.merge(other.clocks, uniquingKeysWith: +)
        lateness.merge(other.lateness) { LatenessSum(began: $0.began + $1.began, ended: $0.ended + $1.ended) }
        opinions.merge(other.opinions, uniquingKeysWith: +)
    }

    /// The same sums of one unit as changes of another, added or taken away.
    mutating func add(_ other: UnitSums, to unit: OrganisationID, _ sign: Int) {
        for (key, tally) in other.tallies {
            let key = RoundKey(unit: unit, round: key.round)
            if sign < 0 {
                tallies[key, default: UnitTally()] -= tally
            } else {
                tallies[key, default: UnitTally()] += tally
            }
        }
        for (key, sum) in other.months {
            let key = MonthKey(unit: unit, round: key.round, month: key.month)
            months[key, default: MonthSum()].entered += sign * sum.entered
            months[key, default: MonthSum()].closed += sign * sum.closed
        }
        for (key, count) in other.clocks { clocks[ClockKey(unit: unit, due: key.due), default: 0] += sign * count }
        for (key, sum) in other.lateness {
            let key = DayKey(unit: unit, day: key.day)
            lateness[key, default: LatenessSum()].began += sign * sum.began
            lateness[key, default: LatenessSum()].ended += sign * sum.ended
        }
        for (key, count) in other.opinions {
            let key = OpinionKey(unit: unit, party: key.party, verdict: key.verdict, code: key.code)
            opinions[key, default: 0] += sign * count
        }
    }

    // MARK: Stored

    /// What is stored, of all units or of one.
    init(stored connection: any SQLConnection, of unit: OrganisationID? = nil) throws {
        let condition = unit == nil ? "" : " WHERE unit = ?"
        let values: [SQLValue] = unit.map { [.text($0.description)] } ?? []
        try connection.forEach(
            "SELECT unit, round, \(Self.tallyColumns.joined(separator: ", ")) FROM unit_tallies\(condition)", values
        ) { row in
            if let unit = OrganisationID(row.text(0)) {
                tallies[RoundKey(unit: unit, round: row.text(1))] = UnitTally(row, from: 2)
            }
            return true
        }
        try connection.forEach("SELECT unit, round, month, entered, closed FROM unit_months\(condition)", values) {
            row in
            if let unit = OrganisationID(row.text(0)) {
                months[MonthKey(unit: unit, round: row.text(1), month: row.int(2))] = MonthSum(
                    entered: row.int(3), closed: row.int(4))
            }
            return true
        }
        try connection.forEach("SELECT unit, due, findings FROM unit_clocks\(condition)", values) { row in
            if let unit = OrganisationID(row.text(0)) { clocks[ClockKey(unit: unit, due: row.int(1))] = row.int(2) }
            return true
        }
        try connection.forEach("SELECT unit, day, began, ended FROM unit_lateness\(condition)", values) { row in
            if let unit = OrganisationID(row.text(0)) {
                lateness[DayKey(unit: unit, day: row.int(1))] = LatenessSum(began: row.int(2), ended: row.int(3))
            }
            return true
        }
        try connection.forEach("SELECT unit, party, verdict, code, opinions FROM unit_opinions\(condition)", values) {
            row in
            if let unit = OrganisationID(row.text(0)), let verdict = VerdictCode(rawValue: row.text(2)) {
                let key = OpinionKey(unit: unit, party: PartyCode(row.text(1)), verdict: verdict, code: row.text(3))
                opinions[key] = row.int(4)
            }
            return true
        }
    }

    init() {}

    /// Adds these changes to what is stored.
    func write(to connection: any SQLConnection) throws {
        func text(_ unit: OrganisationID) -> SQLValue { .text(unit.description) }
        try connection.addWhatChanges(
            tallies.map { SumChange([text($0.unit), .text($0.round)], $1.counts) }, to: .unitTallies)
        try connection.addWhatChanges(
            months.map { SumChange([text($0.unit), .text($0.round), .integer($0.month)], [$1.entered, $1.closed]) },
            to: .unitMonths)
        try connection.addWhatChanges(
            clocks.map { SumChange([text($0.unit), .integer($0.due)], [$1]) }, to: .unitClocks)
        try connection.addWhatChanges(
            lateness.map { SumChange([text($0.unit), .integer($0.day)], [$1.began, $1.ended]) }, to: .unitLateness)
        try connection.addWhatChanges(
            opinions.map { key, count in
                SumChange(
                    [text(key.unit), .text(key.party.description), .text(key.verdict.rawValue), .text(key.code)],
                    [count])
            }, to: .unitOpinions)
    }
}

extension UnitTally {
    init(_ row: any SQLRow, from first: Int) {
        self.init()
        for index in counts.indices { counts[index] = row.int(first + index) }
    }
}

extension UnitSums {
    /// Carries what a unit and everything below it adds up to from the units above it to those that will be; called before the tree changes.
    static func carry(_ organisation: Organisation, _ reader: LedgerReader) throws {
        guard let known = try reader.organisation(organisation.id), known.parent != organisation.parent else { return }
        let old = try known.parent.map { try reader.chain(from: $0) } ?? []
        let new = try organisation.parent.map { try reader.chain(from: $0) } ?? []
        var carried = try UnitSums(stored: reader.connection, of: organisation.id)
        try reader.connection.forEach(
            "SELECT due, count(*) FROM findings WHERE unit = ? AND stage < 2 AND due < ? GROUP BY due",
            [.text(organisation.id.description), .integer(PageAnchor.noDay)]
        ) { row in
            carried.clocks[ClockKey(unit: organisation.id, due: row.int(0)), default: 0] += row.int(1)
            return true
        }
        var changes = UnitSums()
        for unit in old where !new.contains(unit) { changes.add(carried, to: unit, -1) }
        for unit in new where !old.contains(unit) { changes.add(carried, to: unit, 1) }
        try changes.write(to: reader.connection)
    }
}

extension LedgerReader {
    /// A unit and everything above it, nearest first.
    func chain(from unit: OrganisationID) throws -> [OrganisationID] {
        try tree(around: [unit]).identities(from: unit)
    }
}
