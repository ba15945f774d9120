package import Rectification
package import Requests

/// A window onto one kanban column: the rows near the cursor, never the whole column.
package struct BoardColumn: Sendable {
    package let stage: StageCode
    package var rows: [FindingRow] = []
    package var hasMoreAbove = false
    package var hasMoreBelow = false
    /// Index of the row under the cursor.
    package var cursor = 0
    /// Index of the first row shown.
    package var top = 0
    package var isLoading = false
    /// The rows are of the filter before: those of this one are on their way.
    var isStale = false
    /// Raised when filter or order change, so that late pages of an older question are dropped.
    package var generation = 0
    /// Cards that changed elsewhere since they were looked at.
    package var changed: Set<FindingNumber> = []

    /// The finding that the cursor was sent to, until the rows around it are there.
    var wanted: FindingRow?

    package init(stage: StageCode) { self.stage = stage }

    package var selectedRow: FindingRow? { rows.indices.contains(cursor) ? rows[cursor] : nil }

    /// Rows kept around the cursor.
    static let window = 400
    /// Rows asked for at once.
    static let page = 100

    mutating func clear() {
        rows = []
        cursor = 0
        top = 0
        isStale = false
    }

    mutating func scroll(showing visible: Int) {
        cursor = max(0, min(cursor, rows.count - 1))
        top = max(0, min(top, rows.count - 1))
        if cursor < top { top = cursor }
        if cursor >= top + visible { top = cursor - visible + 1 }
        if !hasMoreBelow { top = max(0, min(top, rows.count - visible)) }
    }

    /// Adds a page below and forgets what is far above.
    mutating func append(_ page: [FindingRow], isLast: Bool) {
        rows += page
        hasMoreBelow = !isLast
        let surplus = min(rows.count - Self.window, top - Self.page)
        guard surplus > 0 else { return }
        rows.removeFirst(surplus)
        cursor -= surplus
        top -= surplus
        hasMoreAbove = true
    }

    mutating func prepend(_ page: [FindingRow], isFirst: Bool) {
        rows = page + rows
        cursor += page.count
        top += page.count
        hasMoreAbove = !isFirst
        if rows.count > Self.window {
            let keep = max(Self.window, cursor + Self.page)
            if keep < rows.count {
                rows.removeLast(rows.count - keep)
                hasMoreBelow = true
            }
        }
    }
}
