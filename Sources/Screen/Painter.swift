/// Turns frames into what a terminal is sent: only the cells that differ, each run at its own place.
///
/// ncurses keeps the terminal's modes and keys, but not its picture: it knows neither true colour beside an entry of 256
/// colours nor characters of ambiguous width, and it compares what was compared already.
package struct Painter: Sendable {
    private let sequences: [[UInt8]]
    private var shown: Frame?
    private var style: Style?
    /// Where the terminal's cursor is known to stand.
    private var row = -1
    private var column = -1
    private var showsCursor: Bool?
    private var output: [UInt8] = []

    package init(_ theme: Theme) {
        sequences = Tone.allCases.flatMap { tone in
            [false, true].map { Array(theme.paint(Style(tone, reversed: $0)).sequence(theme.depth).utf8) }
        }
    }

    /// Forgets what the terminal shows: the next frame is drawn whole.
    package mutating func forget() { shown = nil }

    /// The bytes that make the terminal show a frame.
    package mutating func paint(_ frame: Frame) -> [UInt8] {
        output.removeAll(keepingCapacity: true)
        let before: Frame
        if let shown, shown.size == frame.size {
            before = shown
        } else {
            before = Frame(frame.size)
            showsCursor = nil
            hideCursor()
            write("\u{1B}[0m\u{1B}[H\u{1B}[2J")
            style = nil
        }
        row = -1
        frame.cells.withUnsafeBufferPointer { cells in
            before.cells.withUnsafeBufferPointer { old in
                for row in 0..<frame.size.rows {
                    let start = row * frame.size.columns
                    paintRow(
                        row, cells[start..<(start + frame.size.columns)], old[start..<(start + frame.size.columns)])
                }
            }
        }
        shown = frame
        placeCursor(frame.cursor)
        return output
    }

    private mutating func paintRow(
        _ row: Int, _ cells: Slice<UnsafeBufferPointer<Frame.Cell>>, _ old: Slice<UnsafeBufferPointer<Frame.Cell>>
    ) {
        let start = cells.startIndex
        let width = cells.count
        // Blanks up to the edge are erased, not written.
        var end = width
        while end > 0, cells[start + end - 1] == .blank { end -= 1 }
        var index = 0
        while index < end {
            guard cells[start + index] != old[start + index] else {
                index += 1
                continue
            }
            // A changed right half is drawn with its left one.
            if cells[start + index].isContinuation, index > 0 { index -= 1 }
            index += draw(
                cells[start + index], row, index, isWide: index + 1 < width && cells[start + index + 1].isContinuation)
        }
        if (end..<width).contains(where: { cells[start + $0] != old[start + $0] }) {
            move(row, end)
            set(.plain)
            write("\u{1B}[K")
        }
    }

    /// Returns the columns taken.
    private mutating func draw(_ cell: Frame.Cell, _ row: Int, _ column: Int, isWide: Bool) -> Int {
        hideCursor()
        move(row, column)
        set(cell.style)
        write(cell.scalar)
        if cell.mark != 0 { write(cell.mark) }
        if cell.secondMark != 0 { write(cell.secondMark) }
        let columns = isWide ? 2 : 1
        // After a character that terminals may measure differently, the next one gets a place of its own.
        self.column = cell.mark == 0 && DisplayWidth.isCertain(cell.scalar) ? column + columns : -1
        return columns
    }

    private mutating func move(_ row: Int, _ column: Int) {
        guard self.row != row || self.column != column else { return }
        hideCursor()
        write("\u{1B}[\(row + 1);\(column + 1)H")
        self.row = row
        self.column = column
    }

    private mutating func set(_ style: Style) {
        guard self.style != style else { return }
        output += sequences[Int(style.tone.rawValue) * 2 + (style.isReversed ? 1 : 0)]
        self.style = style
    }

    private mutating func hideCursor() {
        guard showsCursor != false else { return }
        write("\u{1B}[?25l")
        showsCursor = false
    }

    private mutating func placeCursor(_ place: Place?) {
        guard let place else { return hideCursor() }
        move(place.row, place.column)
        guard showsCursor != true else { return }
        write("\u{1B}[?25h")
        showsCursor = true
    }

    private mutating func write(_ text: String) { output += text.utf8 }

    private mutating func write(_ scalar: UInt32) {
        switch scalar {
        case 0..<0x80: output.append(UInt8(scalar))
        case 0x80..<0x800:
            output.append(UInt8(0xC0 | scalar >> 6))
            output.append(UInt8(0x80 | scalar & 0x3F))
        case 0x800..<0x10000:
            output.append(UInt8(0xE0 | scalar >> 12))
            output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            output.append(UInt8(0x80 | scalar & 0x3F))
        case _:
            output.append(UInt8(0xF0 | scalar >> 18 & 7))
            output.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            output.append(UInt8(0x80 | scalar & 0x3F))
        }
    }
}
