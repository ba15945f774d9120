internal import CNcurses
internal import Foundation
package import Screen

/// The process's terminal, owned by one place; giving it up restores it.
package struct CursesTerminal: ~Copyable {
    /// Why there is no terminal to draw on.
    package enum Unavailable: Error, Hashable {
        case noTerminal, unknown, dumb, noUTF8
    }

    private var decoder = InputDecoder()
    private let start = ContinuousClock.now
    private let modes: String
    private var theme: Theme
    /// What the terminal shows; `nil`: nothing that is known.
    private var shown: Frame?
    private var text: [wchar_t] = []
    /// What is left of a character of a PIN, last byte first; never more than three.
    var secretBytes: [UInt8] = []

    /// The size of the process's terminal before it is opened, by which work may begin that goes on beside that; `nil` when it does not say.
    package static func sizeAhead() -> Size? {
        _ = xh_prepare()
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else { return nil }
        return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    /// - Parameter mouse: asks for the pointer's clicks; without it the terminal selects text as it does elsewhere.
    package init(_ theme: Theme, mouse: Bool) throws {
        try self.init(theme, mouse: mouse, input: 0, output: 1, type: nil)
    }

    /// A screen on a terminal of a type that need not be the process's own.
    package init(_ theme: Theme, mouse: Bool, input: Int32, output: Int32, type: String?) throws {
        let opened = xh_open(25, mouse ? 1 : 0, input, output, type)
        switch opened {
        case XH_FINE: break
        case XH_UNKNOWN: throw Unavailable.unknown
        case XH_DUMB: throw Unavailable.dumb
        case XH_NO_UTF8: throw Unavailable.noUTF8
        case _: throw Unavailable.noTerminal
        }
        self.theme = theme
        // Pastes come in brackets, and the pointer from any column: ncurses has no call that asks for the one, and asks for the
        // other only where the description says so.
        modes = "\u{1B}[?2004h" + (mouse ? "\u{1B}[?1006h" : "")
        xh_on_close("\u{1B}[0m\u{1B}[?25h\u{1B}[?2004l" + (mouse ? "\u{1B}[?1006l\u{1B}[?1000l" : ""))
        send(modes)
        definePairs()
    }

    deinit { xh_close() }

    /// Colours that the terminal's description promises; of any terminal, the screen need not be open.
    /// COLORTERM is not asked: ncurses draws colours of 24 bits where the description has them (`xterm-direct`), and
    /// elsewhere the nearest of the 256, which leaves the palette as the person set it up.
    package static func colours(_ variables: [String: String]) -> ColourDepth {
        if let no = variables["NO_COLOR"], !no.isEmpty { return .none }
        let count = Int(xh_colors())
        return ColourDepth.allCases.last { $0.rawValue <= count } ?? .none
    }

    package var size: Size {
        var rows: Int32 = 0
        var columns: Int32 = 0
        xh_size(&rows, &columns)
        return Size(columns: Int(columns), rows: Int(rows))
    }

    /// Number of the signal that asked for an end.
    package var signal: Int32? {
        let number = xh_signal()
        return number == 0 ? nil : number
    }

    // MARK: Drawing

    /// Every style has a pair of colours of its own; pair 0 is the terminal's.
    private func definePairs() {
        for tone in Tone.allCases {
            for isReversed in [false, true] {
                let style = Style(tone, reversed: isReversed)
                let paint = theme.paint(style)
                let front = paint.foreground?.number(theme.depth).map { Int32($0) } ?? -1
                let back = paint.background?.number(theme.depth).map { Int32($0) } ?? -1
                xh_define_pair(Self.pair(style), front, back)
            }
        }
    }

    private static func pair(_ style: Style) -> Int32 { Int32(style.tone.rawValue) * 2 + (style.isReversed ? 2 : 1) }

    private static func attributes(_ style: Style, _ theme: Theme) -> UInt32 {
        let paint = theme.paint(style)
        return (paint.isBold ? XH_BOLD : 0) | (theme.isDim(paint) ? XH_DIM : 0)
            | (paint.isUnderlined ? XH_UNDERLINE : 0) | (paint.isReversed ? XH_REVERSE : 0)
    }

    /// Draws what differs from the frame before: runs of changed cells in one style.
    package mutating func show(_ frame: Frame) {
        let before = shown.flatMap { $0.size == frame.size ? $0 : nil }
        for row in 0..<frame.size.rows {
            let isCut = row == frame.size.rows - 1 && xh_has_corner() == 0
            if !isCut, let before, frame.change(in: row, from: 0, since: before) == nil { continue }
            let cells = isCut ? Self.withoutCorner(frame.row(row)) : frame.row(row)
            let old = before.map { isCut ? Self.withoutCorner($0.row(row)) : $0.row(row) }
            var index = cells.startIndex
            while index < cells.endIndex {
                if isCut, let old, old[index] == cells[index] {
                    index += 1
                    continue
                }
                if !isCut, let before {
                    guard let next = frame.change(in: row, from: index - cells.startIndex, since: before) else { break }
                    index = cells.startIndex + next
                }
                // A changed right half is drawn with its left one.
                if cells[index].isContinuation, index > cells.startIndex { index -= 1 }
                index = draw(row, cells, old, from: index)
            }
        }
        shown = frame
        xh_flush(Int32(frame.cursor?.row ?? -1), Int32(frame.cursor?.column ?? 0))
    }

    /// The last row as it can be had without a lower right cell: ncurses pushes even a blank there from the column before,
    /// so no wide character may end in either.
    private static func withoutCorner(_ row: ArraySlice<Frame.Cell>) -> ArraySlice<Frame.Cell> {
        var cells = row
        for index in [row.endIndex - 1, row.endIndex - 2] where index > row.startIndex && row[index].isContinuation {
            cells[index] = .blank
            cells[index - 1] = .blank
        }
        return cells.dropLast()
    }

    /// Draws a run from an index; returns the index after it.
    private mutating func draw(
        _ row: Int, _ cells: ArraySlice<Frame.Cell>, _ old: ArraySlice<Frame.Cell>?, from first: Int
    ) -> Int {
        let style = cells[first].style
        var index = first
        text.removeAll(keepingCapacity: true)
        while index < cells.endIndex, cells[index].style == style || cells[index].isContinuation {
            if index > first, let old, old[index] == cells[index], !cells[index].isContinuation { break }
            let isWide = index + 1 < cells.endIndex && cells[index + 1].isContinuation
            if !cells[index].isContinuation { append(cells[index], columns: isWide ? 2 : 1) }
            index += 1
        }
        xh_put(
            Int32(row), Int32(first - cells.startIndex), text, Int32(text.count), Self.attributes(style, theme),
            theme.depth > .none ? Self.pair(style) : 0)
        return index
    }

    /// A character that the C library counts otherwise than the frame would move all that follows it.
    private mutating func append(_ cell: Frame.Cell, columns: Int) {
        if DisplayWidth.isCertain(cell.scalar) || Int(xh_columns_of(cell.scalar)) == columns {
            text.append(wchar_t(bitPattern: cell.scalar))
        } else {
            for _ in 0..<columns { text.append(0x3F) }
        }
        if cell.mark != 0 { append(mark: cell.mark) }
        if cell.secondMark != 0 { append(mark: cell.secondMark) }
    }

    private mutating func append(mark: UInt32) {
        if xh_columns_of(mark) == 0 { text.append(wchar_t(bitPattern: mark)) }
    }

    /// Draws everything anew in other colours.
    package mutating func take(_ theme: Theme) {
        self.theme = theme
        definePairs()
        redraw()
    }

    // MARK: Keys

    /// The keys that are there, all of them, and what the terminal said of itself.
    package mutating func input() -> (presses: [KeyPress], reports: [TerminalReport]) {
        decoder.begin(now: Int((ContinuousClock.now - start) / .milliseconds(1)))
        var value: UInt32 = 0
        var column: UInt32 = 0
        while true {
            let kind = xh_next_key(&value, &column)
            let place = Place(row: Int(value), column: Int(column))
            switch kind {
            case XH_CHARACTER: if let scalar = Unicode.Scalar(value) { decoder.take(scalar: scalar) }
            case XH_CODE: decoder.take(key: Self.key(Int32(bitPattern: value)))
            case XH_POINTER_DOWN: decoder.take(.down, at: place)
            case XH_POINTER_UP: decoder.take(.up, at: place)
            case XH_WHEEL_UP: decoder.take(.wheelUp, at: place)
            case XH_WHEEL_DOWN: decoder.take(.wheelDown, at: place)
            case XH_PASTE_BEGIN: decoder.beginPaste()
            case XH_PASTE_END: decoder.endPaste()
            case _: return decoder.finish()
            }
        }
    }

    private static func key(_ code: Int32) -> KeyPress? {
        switch code {
        case KEY_UP: .up
        case KEY_DOWN: .down
        case KEY_LEFT: .left
        case KEY_RIGHT: .right
        case KEY_HOME, KEY_FIND: .home
        case KEY_END, KEY_SELECT: .end
        case KEY_PPAGE: .pageUp
        case KEY_NPAGE: .pageDown
        case KEY_ENTER: .enter
        case KEY_BACKSPACE: .backspace
        case KEY_DC: .delete
        case KEY_IC: .insert
        case KEY_BTAB: .backTab
        case KEY_F0...(KEY_F0 + 63): .function(Int(code - KEY_F0))
        case _: nil
        }
    }

    /// Whether more keys wait.
    package var hasInput: Bool { xh_has_input() != 0 }

    /// Waits for a key, a wake, a signal or the timeout.
    package func wait(milliseconds: Int) { xh_wait(Int32(milliseconds)) }

    package func drainWakes() { xh_drain_wakes() }

    /// Stops as another process asked, and draws anew after a stop of which nothing was said; true when the screen is to be drawn.
    package mutating func followJobControl() -> Bool {
        if xh_stop_asked() != 0 {
            suspend()
            return true
        }
        guard xh_was_continued() != 0 else { return false }
        lend {}
        return true
    }

    /// Stops the process until it is continued.
    package mutating func suspend() {
        xh_suspend()
        send(modes)
        shown = nil
    }

    /// Gives the terminal to another program while `body` runs.
    package mutating func lend<Value>(_ body: () throws -> Value) rethrows -> Value {
        xh_lend()
        defer {
            xh_take_back()
            send(modes)
            shown = nil
        }
        return try body()
    }

    /// Runs a shell command with one argument on this terminal and waits for it; its exit, −1 when it could not be run.
    package mutating func run(_ command: String, _ argument: String) -> Int {
        lend { Int(xh_run(command, argument, 0)) }
    }

    /// Starts a shell command that needs no terminal; 127 when there is no such command.
    package func launch(_ command: String, _ argument: String) -> Int { Int(xh_run(command, argument, 1)) }

    /// Draws everything again at the next frame.
    package mutating func redraw() {
        xh_redraw()
        shown = nil
    }

    /// Puts text on the clipboard of whoever sits at the terminal (OSC 52).
    ///
    /// - Parameter isInTmux: tmux may keep the sequence for itself or drop it, so it is asked to pass one on as well.
    package func copy(_ text: String, isInTmux: Bool) {
        let sequence = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
        send(sequence)
        if isInTmux { send("\u{1B}Ptmux;\u{1B}\(sequence)\u{1B}\\") }
    }

    /// Asks for the colour of the ground; the answer comes with the keys, from terminals that know the question.
    package func askForGround() { send("\u{1B}]11;?\u{07}") }

    /// Asks how wide an ambiguous character is: one is written at the left, before the first frame covers it. In the first
    /// row the answer would look like a function key.
    package func askForWidth() { send("\u{1B}[2;1H\u{201C}\u{1B}[6n") }

    private func send(_ text: String) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { xh_write($0.baseAddress, $0.count) }
    }
}

/// Wakes the loop from another thread.
package enum TerminalWake {
    package static func ring() { xh_wake() }
}
