/// Columns × rows of a terminal window.
package struct WindowSize: Equatable, Sendable {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

/// A terminal's idea of its screen after the bytes it was fed: what an xterm would show.
///
/// It understands what ncurses emits under `xterm-256color` (cursor movement, erasing, SGR, the alternate
/// screen, scroll regions, insert and delete, REP, wide and combining characters) and ignores the rest.
package struct VirtualScreen: Sendable {
    package private(set) var size: WindowSize
    package internal(set) var cells: [[VirtualCell]]
    /// The cursor's place, counted from 0.
    package internal(set) var cursor = Position()
    /// Private modes that are on now, by number: 25 cursor, 1049 alternate screen, 2004 bracketed paste …
    package internal(set) var modes: Set<Int> = [7, 25]
    /// What OSC 52 put on the clipboard (still base64), newest last.
    package internal(set) var clipboard: [String] = []
    package internal(set) var title = ""
    package internal(set) var bells = 0

    package struct Position: Equatable, Sendable {
        package var column = 0
        package var row = 0
    }

    var parser = EscapeParser()
    var style = VirtualStyle()
    var saved = (cursor: Position(), style: VirtualStyle())
    var margins: ClosedRange<Int>
    var mainCells: [[VirtualCell]] = []
    var wrapsNext = false
    var insertMode = false
    var drawsLines = false
    var lastPrinted: Unicode.Scalar = " "

    package init(size: WindowSize) {
        self.size = size
        cells = Self.blank(size, VirtualStyle())
        margins = 0...(size.rows - 1)
    }

    static func blank(_ size: WindowSize, _ style: VirtualStyle) -> [[VirtualCell]] {
        Array(repeating: Array(repeating: VirtualCell(style: style), count: size.columns), count: size.rows)
    }

    /// Shows `bytes`, which may begin or end in the middle of a sequence.
    package mutating func feed(_ bytes: some Sequence<UInt8>) {
        var parser = self.parser
        for byte in bytes {
            parser.feed(byte) { perform($0) }
        }
        self.parser = parser
    }

    /// Takes a new size; what no longer fits is cut off at the right and below.
    package mutating func resize(to newSize: WindowSize) {
        cells = Self.fitted(cells, newSize)
        if !mainCells.isEmpty { mainCells = Self.fitted(mainCells, newSize) }
        size = newSize
        margins = 0...(newSize.rows - 1)
        cursor.row = min(cursor.row, newSize.rows - 1)
        cursor.column = min(cursor.column, newSize.columns - 1)
        wrapsNext = false
    }

    private static func fitted(_ cells: [[VirtualCell]], _ size: WindowSize) -> [[VirtualCell]] {
        var fitted = blank(size, VirtualStyle())
        for row in 0..<min(cells.count, size.rows) {
            let columns = min(cells[row].count, size.columns)
            fitted[row].replaceSubrange(0..<columns, with: cells[row].prefix(columns))
        }
        return fitted
    }

    // MARK: Reading

    /// The text of a row, counted from 0, without the blanks at its end.
    package func row(_ row: Int) -> String {
        trimmed(cells[row].map(\.text).joined())
    }

    /// The text of a row in a range of columns, counted from 0, blanks included.
    package func row(_ row: Int, columns: Range<Int>) -> String {
        cells[row][columns].map(\.text).joined()
    }

    /// Every row, joined by line feeds, without blanks at the end of rows and without empty rows at the bottom.
    package var text: String {
        var rows = (0..<size.rows).map(row)
        while rows.last?.isEmpty == true { rows.removeLast() }
        return rows.joined(separator: "\n")
    }

    /// The place of the first occurrence of `text` within one row, or nil.
    package func find(_ text: String) -> Position? {
        let wanted = Array(text.unicodeScalars)
        for row in 0..<size.rows {
            var scalars: [Unicode.Scalar] = []
            var columns: [Int] = []
            for (column, cell) in cells[row].enumerated() {
                for scalar in cell.text.unicodeScalars {
                    scalars.append(scalar)
                    columns.append(column)
                }
            }
            guard !wanted.isEmpty, scalars.count >= wanted.count else { continue }
            for start in 0...(scalars.count - wanted.count) where scalars[start...].starts(with: wanted) {
                return Position(column: columns[start], row: row)
            }
        }
        return nil
    }

    package func contains(_ text: String) -> Bool { find(text) != nil }

    /// The style of the cell under the first letter of `text`, or nil when it is not on the screen.
    package func style(of text: String) -> VirtualStyle? {
        find(text).map { cells[$0.row][$0.column].style }
    }

    package var showsCursor: Bool { modes.contains(25) }
    package var isAlternate: Bool { modes.contains(1049) }
    package var takesBracketedPaste: Bool { modes.contains(2004) }
    package var reportsMouse: Bool { !modes.isDisjoint(with: [1000, 1002, 1003]) }

    private func trimmed(_ text: String) -> String {
        var scalars = Substring(text).unicodeScalars
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }
}
