/// A read model of numbers that add up: its key, its sums, and which of them all being zero means that nothing is there.
package struct SumTable: Sendable {
    package enum Kind: Sendable { case integer, text }

    package let name: String
    package let keys: [(name: String, kind: Kind)]
    package let sums: [String]
    /// How many of the sums, the first ones, decide whether a row stays.
    package let deciding: Int

    init(_ name: String, _ keys: [(name: String, kind: Kind)], _ sums: [String], deciding: Int? = nil) {
        self.name = name
        self.keys = keys
        self.sums = sums
        self.deciding = deciding ?? sums.count
    }

    package var columns: [String] { keys.map(\.name) + sums }

    /// What an INSERT does where the key is there already.
    package var conflict: String {
        let sums = sums.map { "\($0) = \(name).\($0) + excluded.\($0)" }.joined(separator: ", ")
        return "ON CONFLICT (\(keys.map(\.name).joined(separator: ", "))) DO UPDATE SET \(sums)"
    }

    /// The condition of a row that goes.
    package var isNothing: String { sums.prefix(deciding).map { "\($0) = 0" }.joined(separator: " AND ") }
}

/// What is added to the row of one key.
package struct SumChange: Sendable {
    package let key: [SQLValue]
    package let sums: [Int]

    init(_ key: [SQLValue], _ sums: [Int]) {
        self.key = key
        self.sums = sums
    }

    /// Whether the row may come to nothing by it: its numbers are never below zero.
    package func takesAway(from table: SumTable) -> Bool { sums.prefix(table.deciding).reduce(0, +) < 0 }
}

extension SQLConnection {
    /// The same, leaving out what changes nothing.
    func addWhatChanges(_ changes: [SumChange], to table: SumTable) throws {
        let changes = changes.filter { $0.sums.contains { $0 != 0 } }
        if !changes.isEmpty { try add(changes, to: table) }
    }
}

extension SumTable {
    static let counters = SumTable(
        "counters", [("round", .text), ("unit", .text), ("stage", .integer)], ["findings", "listed", "immediate"],
        deciding: 1)
    static let dueCounts = SumTable("due_counts", [("due", .integer), ("stage", .integer)], ["findings"])
    static let clockCounts = SumTable(
        "clock_counts", [("field", .integer), ("value", .text), ("span", .integer)], ["findings"])
    static let markCounts = SumTable(
        "mark_counts", [("mark", .integer), ("field", .integer), ("value", .text)], ["findings"])
    static let unitTallies = SumTable(
        "unit_tallies", [("unit", .text), ("round", .text)], UnitSums.tallyColumns, deciding: 4)
    static let unitMonths = SumTable(
        "unit_months", [("unit", .text), ("round", .text), ("month", .integer)], ["entered", "closed"])
    static let unitClocks = SumTable("unit_clocks", [("unit", .text), ("due", .integer)], ["findings"])
    static let unitLateness = SumTable("unit_lateness", [("unit", .text), ("day", .integer)], ["began", "ended"])
    static let unitOpinions = SumTable(
        "unit_opinions", [("unit", .text), ("party", .text), ("verdict", .text), ("code", .text)], ["opinions"])
    static let issueCounts = SumTable(
        "issue_counts", [("issue", .text), ("round", .text), ("stage", .integer)], ["findings"])
    static let issueUnits = SumTable(
        "issue_units", [("issue", .text), ("unit", .text)], ["findings", "closed"], deciding: 1)
}
