internal import Rectification
internal import Requests
package import Screen

/// Where the columns and the details stand, by the size of the terminal (screens.md, “Sizes”).
package struct BoardLayout: Sendable {
    /// A column narrower than this cannot show a problem.
    private static let narrowestColumn = 36

    package let size: Size
    /// The columns, one rectangle each, for the stages that fit beside each other.
    package let columns: [(index: Int, rect: Rect)]
    /// A line with all four stages, when not all columns fit.
    package let strip: Rect?
    package let detail: Rect?
    package let cardHeight: Int

    package init(_ state: borrowing UIState) {
        let size = state.size
        self.size = size
        let body = ScreenLayout.body(size)
        var top = body.row
        let bottom = body.row + body.height
        var width = size.columns
        let isSplit = size.columns >= 110
        if let open = state.board.detail {
            if isSplit, open.zoom != .full {
                let pane = max(54, size.columns * (open.zoom == .half ? 60 : 45) / 100)
                width -= pane
                detail = Rect(row: top, column: width, width: pane, height: bottom - top)
            } else {
                detail = Rect(row: top, column: 0, width: size.columns, height: bottom - top)
            }
        } else {
            detail = nil
        }
        let fitting = max(1, min(StageCode.allCases.count, width / Self.narrowestColumn))
        let count =
            switch state.board.zoom {
            case .normal: fitting
            case .half: (fitting + 1) / 2
            case .full: 1
            }
        if count < StageCode.allCases.count {
            strip = Rect(row: top, column: 0, width: width, height: 1)
            top += 1
        } else {
            strip = nil
        }
        let height = max(3, bottom - top)
        cardHeight = max(height - 2 < 24 ? 1 : height - 2 < 42 ? 2 : 3, state.board.zoom.rawValue + 1)
        let last = StageCode.allCases.count - count
        let followed = max(0, min(state.board.focus - (count - 1) / 2, last))
        let pinned = state.board.pinned.map { min($0, last) }
        let start = pinned.flatMap { ($0..<$0 + count).contains(state.board.focus) ? $0 : nil } ?? followed
        columns = (0..<count).map { place in
            let left = width * place / count
            let right = width * (place + 1) / count
            return (start + place, Rect(row: top, column: left, width: right - left, height: height))
        }
    }

    /// Rows inside a column's border.
    var rowsOfColumn: Int { max(1, (columns.first?.rect.height ?? 3) - 2) }

    /// How many cards a column shows.
    package var visibleCards: Int {
        guard let rect = columns.first?.rect else { return 1 }
        return max(1, (rect.height - 2) / cardHeight)
    }
}
