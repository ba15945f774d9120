internal import Rectification

/// What the columns of the board can be cut into lanes by (screens.md, 看板: `z`).
package enum LaneField: String, Hashable, Sendable, CaseIterable {
    case unit, round, leader, category
}

/// How many findings of one lane stand in each stage, by `StageCode.column`.
package struct LaneCount: Hashable, Sendable {
    package let lane: String
    package var stages: [Int]

    package init(lane: String, stages: [Int] = [0, 0, 0, 0]) {
        self.lane = lane
        self.stages = stages
    }
}

extension FindingRow {
    /// The lane it stands in; blank when it has none. A unit's lane is its whole path, since names are shared.
    package func lane(_ field: LaneField) -> String {
        switch field {
        case .unit: unit.path
        case .round: round
        case .leader: leader ?? ""
        case .category: category
        }
    }

    /// Where this row stands: in its lane by deadline, else in the order alone.
    package func anchor(in order: FindingOrder, lanes: LaneField?) -> PageAnchor {
        guard let lanes else { return anchor(in: order) }
        let due = anchor(in: .due)
        return PageAnchor(lane: lane(lanes), key: due.key, number: due.number)
    }
}
