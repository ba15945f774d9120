/// One picture of the whole terminal, cell by cell: wide characters are never cut, and nothing stands in a place it does not fit.
package struct Frame: Hashable, Sendable {
    /// A character and its style; the right half of a wide character has none.
    package struct Cell: Hashable, Sendable {
        /// The character's first scalar; 0 in the right half of a wide one.
        package internal(set) var scalar: UInt32
        /// Marks that stand on it, 0 where there are none.
        package internal(set) var mark: UInt32 = 0
        package internal(set) var secondMark: UInt32 = 0
        package internal(set) var style: Style
        /// Makes a cell of two words, so that frames are compared by words.
        private let rest: UInt16 = 0

        init(scalar: UInt32, style: Style) {
            self.scalar = scalar
            self.style = style
        }

        /// More marks on one character than these are not kept: what piles them up would cover other rows.
        static let marksKept = 2
        package static let blank = Cell(scalar: 0x20, style: .plain)

        /// Covered by the wide character to its left.
        package var isContinuation: Bool { scalar == 0 }

        var scalars: [Unicode.Scalar] { [scalar, mark, secondMark].compactMap { $0 == 0 ? nil : Unicode.Scalar($0) } }

        /// `nil` for a covered cell.
        package var text: Character? {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            return String(view).first
        }

        mutating func add(mark value: UInt32) {
            if mark == 0 { mark = value } else if secondMark == 0 { secondMark = value }
        }

        mutating func clear() { self = Cell(scalar: 0x20, style: style) }
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

    /// What a cell shows, without its style and with A–Z in lower case, as a search folds them.
    package struct Sign: Equatable, Sendable {
        private let scalar: UInt32
        private let mark: UInt32
        private let secondMark: UInt32

        /// A character as a cell holds it.
        package init(_ character: Character) {
            let scalars = character.unicodeScalars.map(\.value)
            self.init(scalars[0], scalars.count > 1 ? scalars[1] : 0, scalars.count > 2 ? scalars[2] : 0)
        }

        fileprivate init(_ scalar: UInt32, _ mark: UInt32, _ secondMark: UInt32) {
            self.scalar = scalar >= 0x41 && scalar <= 0x5A ? scalar + 0x20 : scalar
            self.mark = mark
            self.secondMark = secondMark
        }
    }

    package func sign(_ row: Int, _ column: Int) -> Sign {
        let cell = self[row, column]
        return Sign(cell.scalar, cell.mark, cell.secondMark)
    }

    /// The cells of a row.
    package func row(_ row: Int) -> ArraySlice<Cell> { cells[(row * size.columns)..<((row + 1) * size.columns)] }

    /// Writes text from a place to the right; it ends at the frame's edge or after `width` columns. Returns the columns taken.
    @discardableResult
    package mutating func put(_ text: String, row: Int, column: Int, width: Int = .max, _ style: Style = .plain) -> Int
    {
        guard row >= 0, row < size.rows, column >= 0, column < size.columns else { return 0 }
        let drawing = Drawing.current
        let limit = width == .max ? size.columns : min(size.columns, column + max(0, width))
        guard !DisplayWidth.isSimple(text, drawing) else {
            var next = column
            for scalar in text.unicodeScalars {
                let columns = DisplayWidth.simple(scalar.value, drawing)
                guard next + columns <= limit else { break }
                set(scalar.value, columns, row, next, style)
                next += columns
            }
            return next - column
        }
        var next = column
        var last: Int?
        for scalar in VisibleText.line(text, drawing).unicodeScalars {
            let columns = DisplayWidth.of(scalar, drawing)
            if columns == 0 {
                if let last { cells[last].add(mark: scalar.value) }
                continue
            }
            guard next + columns <= limit else { break }
            last = row * size.columns + next
            set(scalar.value, columns, row, next, style)
            next += columns
        }
        return next - column
    }

    private mutating func set(_ scalar: UInt32, _ columns: Int, _ row: Int, _ column: Int, _ style: Style) {
        let index = row * size.columns + column
        clearNeighbours(row, column)
        cells[index] = Cell(scalar: scalar, style: style)
        guard columns == 2 else { return }
        clearNeighbours(row, column + 1, keeping: index)
        cells[index + 1] = Cell(scalar: 0, style: style)
    }

    /// The other half of a wide character that is about to lose one becomes a space.
    private mutating func clearNeighbours(_ row: Int, _ column: Int, keeping kept: Int = -1) {
        let index = row * size.columns + column
        if cells[index].isContinuation, column > 0, index - 1 != kept { cells[index - 1].clear() }
        if column + 1 < size.columns, cells[index + 1].isContinuation, !cells[index].isContinuation || index - 1 == kept
        {
            cells[index + 1].clear()
        }
    }

    /// Fills a rectangle with spaces of a style.
    package mutating func fill(_ rect: Rect, _ style: Style = .plain) {
        let blank = String(repeating: " ", count: max(0, rect.width))
        for row in rect.row..<(rect.row + max(0, rect.height)) { put(blank, row: row, column: rect.column, style) }
    }

    /// Draws a border around a rectangle, with a title in its upper edge.
    package mutating func box(_ rect: Rect, title: String = "", _ style: Style = .border, titleStyle: Style = .title) {
        guard rect.width >= 2, rect.height >= 2 else { return }
        let line = String(repeating: "─", count: rect.width - 2)
        put("┌" + line + "┐", row: rect.row, column: rect.column, style)
        for column in [rect.column, rect.column + rect.width - 1] {
            putDown("│", rows: (rect.row + 1)..<(rect.row + rect.height - 1), column: column, style)
        }
        put("└" + line + "┘", row: rect.row + rect.height - 1, column: rect.column, style)
        if !title.isEmpty, rect.width > 4 {
            put(VisibleText.clip(title, width: rect.width - 3), row: rect.row, column: rect.column + 1, titleStyle)
        }
    }

    /// Writes one sign in a column, once a row.
    private mutating func putDown(_ sign: Unicode.Scalar, rows: Range<Int>, column: Int, _ style: Style) {
        let drawing = Drawing.current
        guard DisplayWidth.simple(sign.value, drawing) == 1 else {
            for row in rows { put(String(sign), row: row, column: column, style) }
            return
        }
        guard column >= 0, column < size.columns else { return }
        for row in rows where row >= 0 && row < size.rows { set(sign.value, 1, row, column, style) }
    }

    /// The first cell of a row from a column on that differs from another frame of this size; `nil` when none does.
    package func change(in row: Int, from column: Int, since before: Frame) -> Int? {
        let start = row * size.columns
        return withWords { now in
            before.withWords { old in
                for index in (start + column)..<(start + size.columns)
                where now[2 * index] != old[2 * index] || now[2 * index + 1] != old[2 * index + 1] {
                    return index - start
                }
                return nil
            }
        }
    }

    private func withWords<Value>(_ body: (UnsafeBufferPointer<UInt64>) -> Value) -> Value {
        cells.withUnsafeBytes { $0.withMemoryRebound(to: UInt64.self, body) }
    }

    /// Takes over the cells of a rectangle of another frame, into one of the same size; no wide character may lie across its edges.
    package mutating func copy(_ rect: Rect, of other: Frame, to place: Rect) {
        cells.withUnsafeMutableBufferPointer { cells in
            other.cells.withUnsafeBufferPointer { others in
                for line in 0..<rect.height {
                    let from = (rect.row + line) * other.size.columns + rect.column
                    let to = (place.row + line) * size.columns + place.column
                    _ = cells[to..<(to + rect.width)].update(fromContentsOf: others[from..<(from + rect.width)])
                }
            }
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
        for cell in self.row(row) { text.unicodeScalars.append(contentsOf: cell.scalars) }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// All rows, joined by line breaks: the golden form of a frame.
    package var text: String { (0..<size.rows).map(line).joined(separator: "\n") }
}
