internal import Requests

/// What stands in the rows of a column that is cut into lanes: a heading before each lane, the cards below it.
struct LaneLines {
    /// With the row inside the border where it begins.
    enum Line: Equatable {
        /// The heading of the lane of a row.
        case heading(row: Int, at: Int)
        case card(row: Int, at: Int)
    }

    private(set) var lines: [Line] = []
    /// Index after the last row that is shown.
    private(set) var end: Int

    static func of(_ column: BoardColumn, _ field: LaneField, _ layout: BoardLayout) -> LaneLines {
        var result = LaneLines(end: column.top)
        var row = 0
        var lane: String?
        for index in column.top..<max(column.top, column.rows.count) {
            let own = column.rows[index].lane(field)
            let needed = layout.cardHeight + (own == lane ? 0 : 1)
            guard row + needed <= layout.rowsOfColumn else { break }
            if own != lane {
                result.lines.append(.heading(row: index, at: row))
                lane = own
                row += 1
            }
            result.lines.append(.card(row: index, at: row))
            row += layout.cardHeight
            result.end = index + 1
        }
        return result
    }

    private init(end: Int) { self.end = end }

    /// Whether a row's card is among them; a column too low for a card and a heading shows what it can.
    func shows(_ row: Int) -> Bool { row < end }
}
