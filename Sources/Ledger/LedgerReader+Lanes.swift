package import Rectification
package import Requests

extension LedgerReader {
    /// How many findings of each of these lanes stand in each stage, under a filter.
    package func counts(
        ofLanes lanes: [String], by field: LaneField, _ filter: FindingFilter, today: Day
    ) throws -> [LaneCount] {
        guard !lanes.isEmpty, var condition = SQLCondition(filter, today: today, dialect: dialect) else { return [] }
        // With the stages named, the lanes' own index finds them.
        if filter.stages.isEmpty { condition.add("stage IN (0, 1, 2, 3)") }
        let marks = lanes.map { _ in "?" }.joined(separator: ", ")
        condition.add("\(field.column) IN (\(marks))", lanes.map { .text($0) })
        var counts = Dictionary(lanes.map { ($0, LaneCount(lane: $0)) }) { first, _ in first }
        try connection.forEach(
            "SELECT \(field.column), stage, count(*) FROM findings WHERE \(condition.sql) GROUP BY \(field.column), stage",
            condition.values
        ) { row in
            counts[row.text(0)]?.stages[row.int(1)] = row.int(2)
            return true
        }
        return lanes.compactMap { counts[$0] }
    }
}

extension LaneField {
    /// As the indexes `findings_by_lane_…` have it.
    var column: String {
        switch self {
        case .unit: "unit_path"
        case .round: "round"
        case .leader: "coalesce(leader, '')"
        case .category: "category"
        }
    }
}
