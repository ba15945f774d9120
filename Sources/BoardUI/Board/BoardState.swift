package import Rectification
package import Requests

/// The kanban board: four columns under one filter and order, and the pane beside them.
package struct BoardState: Sendable {
    package var columns: [BoardColumn] = StageCode.allCases.map { BoardColumn(stage: $0) }
    /// The column with the cursor.
    package var focus = 0
    /// The leftmost column in view since the pointer was used: nothing moves away from under it until a key goes to another column.
    package var pinned: Int?
    /// The columns are being read under something new: when they are there and the one with the cursor is empty, it goes to the first that is not.
    var seeksCards = false
    package var filter = FindingFilter()
    /// The filter in words, as the form was filled.
    package var filterValues: [String: [String]] = [:]
    package var order = FindingOrder.due
    package var lanes: LaneField?
    /// Findings by stage in the lanes that were seen; a lane that was asked for and has no answer yet is empty.
    package var laneCounts: [String: [Int]] = [:]
    /// How much of the screen the columns take.
    package var zoom = Zoom.normal
    package var counts: BoardCounts?
    package var detail: DetailPane?
    /// The round of the finding that was filed last.
    package var filedRound: String?
    /// What this screen wrote last: those cards are not marked as changed elsewhere.
    package var ownWrites: Set<FindingNumber> = []
    /// Raised by every change of filter and order.
    package var generation = 0
    package var marks: Set<FindingNumber> = []
    /// Where a range of marks began, in the column with the cursor.
    package var rangeStart: FindingNumber?

    /// The finding under the cursor; the one that the cursor was sent to, while its column is still being read.
    package var selected: FindingRow? { columns[focus].wanted ?? columns[focus].selectedRow }

    /// The filter's words change together with the filter itself.
    mutating func note(_ field: String, _ value: String?) { filterValues[field] = value.map { [$0] } }
}

/// The pane with everything about one finding.
package struct DetailPane: Sendable {
    package var dossier: FindingDossier?
    package var number: FindingNumber
    /// First line shown.
    package var top = 0
    /// Whether keys scroll it rather than walk the board.
    package var hasFocus: Bool
    package var zoom = Zoom.normal
}

/// How much of the screen a pane takes; full is what goes on the projector.
package enum Zoom: Int, Hashable, Sendable, CaseIterable {
    case normal, half, full

    func changed(by step: Int) -> Zoom? { Zoom(rawValue: rawValue + step) }
}
