import PseudoTerminal
import Screen
import Testing

/// What a terminal shows after the bytes is the frame, cell by cell.
@Suite("The painter")
struct PainterTests {
    static func expect(_ screen: VirtualScreen, shows frame: Frame, _ what: String) {
        for row in 0..<frame.size.rows {
            for column in 0..<frame.size.columns {
                let text = frame[row, column].text.map { String($0) } ?? ""
                guard screen.cells[row][column].text == text else {
                    Issue.record("\(what): \(row),\(column) is “\(screen.cells[row][column].text)”, not “\(text)”")
                    return
                }
            }
        }
        #expect(screen.showsCursor == (frame.cursor != nil))
        if let cursor = frame.cursor {
            #expect(screen.cursor.column == cursor.column && screen.cursor.row == cursor.row, "\(what)")
        }
    }

    /// A frame of borders and texts, another one for every seed.
    static func frame(_ seed: Int, _ size: Size = Size(columns: 70, rows: 16)) -> Frame {
        var random = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ limit: Int) -> Int {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            return Int(random % UInt64(limit))
        }
        var frame = Frame(size)
        for _ in 0..<12 {
            let rect = Rect(row: next(size.rows), column: next(size.columns), width: next(30), height: next(8))
            if rect.row + rect.height <= size.rows, rect.column + rect.width <= size.columns {
                frame.fill(rect, Style(Tone.allCases[next(Tone.allCases.count)], reversed: next(2) == 0))
                frame.box(rect, title: WidthTests.odd[next(WidthTests.odd.count)])
            }
            for _ in 0..<3 {
                frame.put(
                    WidthTests.odd[next(WidthTests.odd.count)] + "误工补助", row: next(size.rows),
                    column: next(size.columns), Style(Tone.allCases[next(Tone.allCases.count)], reversed: next(3) == 0))
            }
        }
        if next(2) == 0 { frame.cursor = Place(row: next(size.rows), column: next(size.columns)) }
        return frame
    }

    @Test("frame after frame, the terminal shows each as if it were the first", arguments: 0..<40)
    func differences(seed: Int) {
        for depth in ColourDepth.allCases {
            var painter = Painter(Theme(depth: depth))
            var screen = VirtualScreen(size: WindowSize(columns: 70, rows: 16))
            for step in 0..<6 {
                let frame = Self.frame(seed * 100 + step)
                screen.feed(painter.paint(frame))
                Self.expect(screen, shows: frame, "seed \(seed), step \(step)")
                var fresh = Painter(Theme(depth: depth))
                var other = VirtualScreen(size: WindowSize(columns: 70, rows: 16))
                other.feed(fresh.paint(frame))
                #expect(screen.cells == other.cells, "styles differ at seed \(seed), step \(step)")
            }
        }
    }

    @Test("nothing is sent when nothing changed, and little when a line did")
    func little() {
        var painter = Painter(Theme(depth: .direct))
        var frame = Self.frame(7)
        frame.cursor = nil
        _ = painter.paint(frame)
        #expect(painter.paint(frame).isEmpty)
        frame.put("改", row: 3, column: 10)
        #expect(painter.paint(frame).count < 40)
    }

    @Test("a terminal that measures a character otherwise keeps every border in its place")
    func disagreement() {
        var frame = Frame(Size(columns: 20, rows: 1))
        frame.put("“误工”★|", row: 0, column: 0)
        let bytes = String(
            decoding: {
                var painter = Painter(Theme(depth: .none)); return painter.paint(frame)
            }(), as: UTF8.self)
        // After each character in doubt the next one is placed, not appended.
        #expect(bytes.contains("“\u{1B}[1;2H误"))
        #expect(bytes.contains("★\u{1B}[1;8H|"))
    }
}
