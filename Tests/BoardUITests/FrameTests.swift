import BoardUI
import Requests
import Screen
import Testing
import Wording

@Suite("Frames at every size")
struct FrameTests {
    /// No half of a wide character stands alone, and no row is wider than the screen.
    static func check(_ frame: Frame, _ what: String) {
        for row in 0..<frame.size.rows {
            var column = 0
            while column < frame.size.columns {
                let cell = frame[row, column]
                guard let character = cell.text else {
                    Issue.record("\(what): a half without its left side at \(row),\(column)")
                    return
                }
                let width = DisplayWidth.of(character)
                if width == 2 {
                    guard column + 1 < frame.size.columns, frame[row, column + 1].isContinuation else {
                        Issue.record("\(what): a wide character is cut at \(row),\(column)")
                        return
                    }
                }
                column += max(1, width)
            }
        }
        if let cursor = frame.cursor {
            #expect(
                cursor.row < frame.size.rows && cursor.column < frame.size.columns, "\(what): the cursor is outside")
        }
    }

    @Test("wide characters are whole at every edge", arguments: Array(60...130))
    func widths(columns: Int) {
        for keys: [KeyPress] in [
            [], [.enter], [.character(".")], [.character("f")], [.character("?")], [.character("/"), .character("误")],
            [.character("c")],
        ] {
            var state = BoardFixture.board(columns, 24)
            for key in keys { BoardFixture.press(&state, key) }
            Self.check(state.frame(), "\(columns) columns, \(keys)")
        }
    }

    @Test("heights from 15 to 100", arguments: [15, 16, 20, 25, 30, 43, 60, 100])
    func heights(rows: Int) {
        for columns in [60, 80, 120, 200, 400] {
            var state = BoardFixture.board(columns, rows)
            Self.check(state.frame(), "\(columns)×\(rows)")
            BoardFixture.press(&state, .enter)
            Self.check(state.frame(), "\(columns)×\(rows) with details")
        }
    }

    @Test("resizing keeps the finding under the cursor in view")
    func resizing() {
        var state = BoardFixture.board(120, 40)
        for _ in 0..<17 { BoardFixture.press(&state, .down) }
        let number = state.board.selected?.number
        for size in [(80, 24), (200, 50), (60, 15), (120, 40), (70, 18)] {
            BoardFixture.settle(&state, state.update(.resized(Size(columns: size.0, rows: size.1))))
            #expect(state.board.selected?.number == number)
            #expect(state.frame().text.contains("#\(number.map(String.init(describing:)) ?? "") "), "\(size)")
        }
    }

    @Test("hostile characters are shown, never sent")
    func hostile() {
        var frame = Frame(Size(columns: 40, rows: 1))
        frame.put("a\u{1B}[31mb\u{202E}c\td\ne", row: 0, column: 0)
        let text = frame.text
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
        #expect(text.contains("a") && text.contains("b") && text.contains("e"))
    }

    @Test("lines keep numbers whole and begin with no closing mark; nothing is lost", arguments: Array(8...40))
    func wrapping(width: Int) {
        let text = "误工补助支出异常，2023年发放误工补助16.6万元，其中17笔无考勤记录、无事由说明（见2024-12-31核查表）。"
        let lines = VisibleText.wrap(text, width: width)
        #expect(lines.joined() == text)
        for (index, line) in lines.enumerated() {
            #expect(DisplayWidth.of(line) <= width)
            guard index > 0, width > 12, let first = line.first, let last = lines[index - 1].last else { continue }
            #expect(!"，。、）".contains(first), "\(line)")
            #expect(!(first.isASCII && first.isNumber && last.isASCII && last.isNumber), "\(lines)")
        }
    }
}
