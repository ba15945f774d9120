/// One picture of the whole terminal, cell by cell: wide characters are never cut, and nothing stands in a place it does not fit.
package struct Frame: Hashable, Sendable {
    /// A character and its style; the right half of a wide character is a cell with an empty text.
    package struct Cell: Hashable, Sendable {
        package var text: Character?
        package var style: Style

        package static let blank = Cell(text: " ", style: .plain)
        /// Covered by the wide character to its left.
        package var isContinuation: Bool { text == nil }
    }

    package let size: Size
    package private(set) var cells: [Cell]
    /// Where the terminal's own cursor stands, for input methods; hidden when `nil`.
    package var cursor: Place?
    /// What answers the pointer, in the order of drawing.
    package var spots: [Spot] = []

    package init(_ size: Size) {
        self.size = size
        cells = Array(repeating: .blank, count: max(0, size.columns * size.rows))
    }

    package subscript(row: Int, column: Int) -> Cell { cells[row * size.columns + column] }

    /// The cells of a row.
    package func row(_ row: Int) -> ArraySlice<Cell> { cells[(row * size.columns)..<((row + 1) * size.columns)] }

    /// Writes text from a place to the right; it ends at the frame's edge or after `width` columns. Returns the columns taken.
    @discardableResult
    package mutating func put(_ text: String, row: Int, column: Int, width: Int = .max, _ style: Style = .plain) -> Int
    {
        guard row >= 0, row < size.rows, column >= 0, column < size.columns else { return 0 }
        let limit = width == .max ? size.columns : min(size.columns, column + max(0, width))
        var next = column
        DisplayWidth.forEach(VisibleText.line(text)) { character, columns in
            guard columns > 0 else { return true }
            guard next + columns <= limit else { return false }
            set(character, columns, row, next, style)
            next += columns
            return true
        }
        return next - column
    }

    private mutating func set(_ character: Character, _ columns: Int, _ row: Int, _ column: Int, _ style: Style) {
        let index = row * size.columns + column
        clearNeighbours(row, column)
        cells[index] = Cell(text: character, style: style)
        guard columns == 2 else { return }
        clearNeighbours(row, column + 1, keeping: index)
        cells[index + 1] = Cell(text: nil, style: style)
    }

    /// The other half of a wide character that is about to lose one becomes a space.
    private mutating func clearNeighbours(_ row: Int, _ column: Int, keeping kept: Int = -1) {
        let index = row * size.columns + column
        if cells[index].isContinuation, column > 0, index - 1 != kept { cells[index - 1].text = " " }
        if column + 1 < size.columns, cells[index + 1].isContinuation, !cells[index].isContinuation || index - 1 == kept
        {
            cells[index + 1].text = " "
        }
    }

    /// Fills a rectangle with spaces of a style.
    package mutating func fill(_ rect: Rect, _ style: Style = .plain) {
        let blank = String(repeating: " ", count: rect.width)
        for row in rect.row..<(rect.row + rect.height) { put(blank, row: row, column: rect.column, style) }
    }

    /// Draws a border around a rectangle, with a title in its upper edge.
    package mutating func box(_ rect: Rect, title: String = "", _ style: Style = .border, titleStyle: Style = .title) {
        guard rect.width >= 2, rect.height >= 2 else { return }
        let line = String(repeating: "─", count: rect.width - 2)
        put("┌" + line + "┐", row: rect.row, column: rect.column, style)
        for row in (rect.row + 1)..<(rect.row + rect.height - 1) {
            put("│", row: row, column: rect.column, style)
            put("│", row: row, column: rect.column + rect.width - 1, style)
        }
        put("└" + line + "┘", row: rect.row + rect.height - 1, column: rect.column, style)
        if !title.isEmpty, rect.width > 4 {
            put(VisibleText.clip(title, width: rect.width - 3), row: rect.row, column: rect.column + 1, titleStyle)
        }
    }

    /// Changes the style of the cells in a rectangle and leaves the text.
    package mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
        for row in max(0, rect.row)..<min(size.rows, rect.row + rect.height) {
            for column in max(0, rect.column)..<min(size.columns, rect.column + rect.width) {
                let index = row * size.columns + column
                cells[index].style = change(cells[index].style)
            }
        }
    }

    /// The text of a row as a terminal would show it, without trailing spaces.
    package func line(_ row: Int) -> String {
        var text = ""
        for column in 0..<size.columns { if let character = self[row, column].text { text.append(character) } }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// All rows, joined by line breaks: the golden form of a frame.
    package var text: String { (0..<size.rows).map(line).joined(separator: "\n") }
}
