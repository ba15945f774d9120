/// Moving, printing, erasing, scrolling: the changes to cells that commands are made of.
extension VirtualScreen {
    mutating func move(toRow row: Int) {
        cursor.row = min(max(row, 0), size.rows - 1)
        wrapsNext = false
    }

    mutating func move(toColumn column: Int) {
        cursor.column = min(max(column, 0), size.columns - 1)
        wrapsNext = false
    }

    mutating func print(_ scalar: Unicode.Scalar) {
        let scalar = drawsLines ? Self.lineDrawing[scalar] ?? scalar : scalar
        let width = GlyphWidth.of(scalar)
        guard width > 0 else {
            combine(scalar)
            return
        }
        if wrapsNext || cursor.column + width > size.columns {
            guard modes.contains(7) else { return }
            move(toColumn: 0)
            lineFeed()
        }
        if insertMode { insertBlanks(width) }
        blankHalves(cursor.row, cursor.column)
        if width == 2 { blankHalves(cursor.row, cursor.column + 1) }
        cells[cursor.row][cursor.column] = VirtualCell(text: String(scalar), style: style)
        if width == 2 { cells[cursor.row][cursor.column + 1] = VirtualCell(text: "", style: style) }
        lastPrinted = scalar
        if cursor.column + width == size.columns {
            cursor.column = size.columns - 1
            wrapsNext = true
        } else {
            cursor.column += width
        }
    }

    private mutating func combine(_ scalar: Unicode.Scalar) {
        var column = wrapsNext ? cursor.column : cursor.column - 1
        guard column >= 0 else { return }
        if cells[cursor.row][column].isRightHalf { column -= 1 }
        cells[cursor.row][column].text.unicodeScalars.append(scalar)
    }

    /// Blanks the other half of a wide glyph of which the cell at `column` is about to be overwritten.
    private mutating func blankHalves(_ row: Int, _ column: Int) {
        if cells[row][column].isRightHalf, column > 0 {
            cells[row][column - 1] = VirtualCell(style: cells[row][column - 1].style)
        }
        if column + 1 < size.columns, cells[row][column + 1].isRightHalf {
            cells[row][column + 1] = VirtualCell(style: cells[row][column + 1].style)
        }
    }

    mutating func blank(_ row: Int, _ columns: Range<Int>) {
        guard let first = columns.first, let last = columns.last else { return }
        blankHalves(row, first)
        blankHalves(row, last)
        for column in columns { cells[row][column] = erased }
    }

    /// An erased cell keeps the background colour (xterm's `bce`).
    private var erased: VirtualCell {
        var erasedStyle = VirtualStyle()
        erasedStyle.background = style.background
        return VirtualCell(style: erasedStyle)
    }

    mutating func eraseLine(_ mode: Int) {
        switch mode {
        case 0: blank(cursor.row, cursor.column..<size.columns)
        case 1: blank(cursor.row, 0..<(cursor.column + 1))
        default: blank(cursor.row, 0..<size.columns)
        }
        wrapsNext = false
    }

    mutating func eraseScreen(_ mode: Int) {
        let rows: Range<Int>
        switch mode {
        case 0: rows = (cursor.row + 1)..<size.rows
        case 1: rows = 0..<cursor.row
        default: rows = 0..<size.rows
        }
        for row in rows { blank(row, 0..<size.columns) }
        if mode < 2 { eraseLine(mode) }
    }

    mutating func insertBlanks(_ count: Int) {
        let count = min(count, size.columns - cursor.column)
        blankHalves(cursor.row, cursor.column)
        cells[cursor.row].removeLast(count)
        cells[cursor.row].insert(contentsOf: Array(repeating: erased, count: count), at: cursor.column)
        mendLineEnd()
    }

    mutating func deleteCharacters(_ count: Int) {
        let count = min(count, size.columns - cursor.column)
        blank(cursor.row, cursor.column..<(cursor.column + count))
        cells[cursor.row].removeSubrange(cursor.column..<(cursor.column + count))
        cells[cursor.row].append(contentsOf: Array(repeating: erased, count: count))
    }

    /// A wide glyph whose right half was pushed over the edge becomes a blank.
    private mutating func mendLineEnd() {
        let last = size.columns - 1
        let cell = cells[cursor.row][last]
        if let scalar = cell.text.unicodeScalars.first, GlyphWidth.of(scalar) == 2 {
            cells[cursor.row][last] = VirtualCell(style: cell.style)
        }
    }

    mutating func lineFeed() {
        if cursor.row == margins.upperBound {
            scroll(margins, down: false, 1)
        } else {
            cursor.row = min(cursor.row + 1, size.rows - 1)
        }
        wrapsNext = false
    }

    mutating func reverseLineFeed() {
        if cursor.row == margins.lowerBound {
            scroll(margins, down: true, 1)
        } else {
            cursor.row = max(cursor.row - 1, 0)
        }
        wrapsNext = false
    }

    mutating func scrollFromCursor(down: Bool, _ count: Int) {
        guard margins.contains(cursor.row) else { return }
        scroll(cursor.row...margins.upperBound, down: down, count)
        move(toColumn: 0)
    }

    mutating func scroll(_ region: ClosedRange<Int>, down: Bool, _ count: Int) {
        let count = min(count, region.count)
        let fresh = Array(repeating: Array(repeating: erased, count: size.columns), count: count)
        let kept = Array(down ? cells[region].dropLast(count) : cells[region].dropFirst(count))
        cells.replaceSubrange(region, with: down ? fresh + kept : kept + fresh)
    }

    static let lineDrawing: [Unicode.Scalar: Unicode.Scalar] = [
        "`": "◆", "a": "▒", "f": "°", "g": "±", "j": "┘", "k": "┐", "l": "┌", "m": "└", "n": "┼", "q": "─", "t": "├",
        "u": "┤", "v": "┴", "w": "┬", "x": "│", "~": "·",
    ]
}
