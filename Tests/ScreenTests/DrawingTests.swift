import Foundation
import PseudoTerminal
import Screen
import Terminal
import Testing

/// What a terminal shows after ncurses drew a frame is the frame, cell by cell: through a real pty, read by an emulator
/// that has a width table of its own.
@Suite("Drawing through ncurses", .serialized)
struct DrawingTests {
    static let size = Size(columns: 70, rows: 16)

    /// - Parameter corner: columns at the end of the last row that the terminal cannot have.
    static func difference(_ screen: VirtualScreen, _ frame: Frame, corner: Int) -> String? {
        for row in 0..<frame.size.rows {
            for column in 0..<(frame.size.columns - (row == frame.size.rows - 1 ? corner : 0)) {
                let text = frame[row, column].text.map { String($0) } ?? ""
                if screen.cells[row][column].text != text {
                    return "\(row),\(column) is “\(screen.cells[row][column].text)”, not “\(text)”"
                }
            }
        }
        if let cursor = frame.cursor, screen.cursor.column != cursor.column || screen.cursor.row != cursor.row {
            return "the cursor is at \(screen.cursor), not \(cursor)"
        }
        return screen.showsCursor == (frame.cursor != nil) ? nil : "the cursor is not hidden or shown"
    }

    /// A frame of borders and texts, another one for every seed.
    static func frame(_ seed: Int) -> Frame {
        var random = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ limit: Int) -> Int {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            return Int(random % UInt64(limit))
        }
        func style() -> Style { Style(Tone.allCases[next(Tone.allCases.count)], reversed: next(3) == 0) }
        var frame = Frame(size)
        for _ in 0..<12 {
            let rect = Rect(row: next(size.rows), column: next(size.columns), width: next(30), height: next(8))
            if rect.row + rect.height <= size.rows, rect.column + rect.width <= size.columns {
                frame.fill(rect, style())
                frame.box(rect, title: WidthTests.odd[next(WidthTests.odd.count)])
            }
            for _ in 0..<3 {
                frame.put(
                    WidthTests.odd[next(WidthTests.odd.count)] + "误工补助", row: next(size.rows),
                    column: next(size.columns), style())
            }
        }
        if next(2) == 0 { frame.cursor = Place(row: next(size.rows), column: next(size.columns)) }
        return frame
    }

    @Test(
        "frame after frame, the terminal shows each",
        arguments: [
            ("xterm-256color", ColourDepth.indexed), ("tmux-256color", .indexed), ("xterm", .eight), ("vt220", .none),
        ])
    func frames(type: String, depth: ColourDepth) throws {
        try PtyLine.alone { try draw(type, depth) }
    }

    private func draw(_ type: String, _ depth: ColourDepth) throws {
        let line = try PtyLine(WindowSize(columns: Self.size.columns, rows: Self.size.rows))
        var terminal = try CursesTerminal(
            Theme(depth: depth), mouse: false, input: line.terminal, output: line.terminal, type: type)
        var screen = VirtualScreen(size: WindowSize(columns: Self.size.columns, rows: Self.size.rows))
        for seed in 1...120 {
            let frame = Self.frame(seed)
            terminal.show(frame)
            screen.feed(line.written())
            if let difference = Self.difference(screen, frame, corner: type.hasPrefix("tmux") ? 3 : 0) {
                Issue.record("\(type), frame \(seed): \(difference)")
                return
            }
        }
    }

    @Test("nothing is sent when nothing changed, and little when a word did")
    func little() throws { try PtyLine.alone { try drawLittle() } }

    private func drawLittle() throws {
        let line = try PtyLine(WindowSize(columns: Self.size.columns, rows: Self.size.rows))
        var terminal = try CursesTerminal(
            Theme(depth: .indexed), mouse: false, input: line.terminal, output: line.terminal, type: "xterm-256color")
        var frame = Self.frame(7)
        frame.cursor = nil
        terminal.show(frame)
        _ = line.written()
        terminal.show(frame)
        #expect(line.written().isEmpty)
        frame.put("改", row: 3, column: 10)
        terminal.show(frame)
        #expect(line.written().count < 60)
    }
}
