package import Screen

/// What every view has around it: header, tabs and breadcrumbs above, notices and keys below.
package enum ScreenLayout {
    package static let smallest = Size(columns: 60, rows: 15)

    static let header = 0
    static let crumbs = 1

    /// The rectangle that belongs to the view.
    package static func body(_ size: Size) -> Rect {
        Rect(row: 2, column: 0, width: size.columns, height: size.rows - 4)
    }

    static func notice(_ size: Size) -> Int { size.rows - 2 }
    static func footer(_ size: Size) -> Int { size.rows - 1 }

    static func isTooSmall(_ size: Size) -> Bool { size.columns < smallest.columns || size.rows < smallest.rows }
}
