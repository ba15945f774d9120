import BoardUI
import Rectification
import Requests
import Screen
import Testing

@Suite("Lanes and zoom")
struct LaneTests {
    @Test("z goes through the lanes and back to none, the cursor on its finding")
    func cycle() {
        var state = BoardFixture.board(120, 40)
        for _ in 0..<5 { BoardFixture.press(&state, .down) }
        let number = state.board.selected?.number
        for field in LaneField.allCases.map(Optional.some) + [nil] {
            BoardFixture.press(&state, .character("z"))
            #expect(state.board.lanes == field && state.board.selected?.number == number)
        }
    }

    @Test("a heading with its count stands before each lane, and the card under the cursor is always seen")
    func headings() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("z"))
        #expect(state.frame().text.contains("── 下应街道 / 江六村 · 35 ──"))
        for _ in 0..<59 {
            BoardFixture.press(&state, .down)
            let number = state.board.selected.map { "▌#\($0.number) " } ?? "?"
            #expect(state.frame().text.contains(number))
            FrameTests.check(state.frame(), "lanes")
        }
        #expect(state.frame().text.contains("── 市教育局 · 35 ──"))
    }

    @Test("going to another column stays in the lane")
    func follow() {
        var state = BoardFixture.board(120, 40)
        BoardFixture.press(&state, .character("z"), .character("G"), .right)
        #expect(state.board.focus == 1 && state.board.selected?.unit.path == "市教育局")
        let first = state.board.columns[1].rows.firstIndex { $0.unit.path == "市教育局" }
        #expect(state.board.columns[1].cursor == first)
    }

    @Test("zoom: half the columns, then one; of the details, then the whole screen")
    func zoom() {
        var state = BoardFixture.board(200, 50)
        func columns() -> Int { BoardLayout(state).columns.count }
        #expect(columns() == 4)
        BoardFixture.press(&state, .character("+"))
        #expect(columns() == 2)
        BoardFixture.press(&state, .character("+"))
        #expect(columns() == 1)
        BoardFixture.press(&state, .character("_"), .character("_"), .enter)
        let normal = BoardLayout(state).detail?.width ?? 0
        BoardFixture.press(&state, .character("+"))
        #expect(BoardLayout(state).detail?.width ?? 0 > normal)
        BoardFixture.press(&state, .character("+"))
        #expect(BoardLayout(state).detail?.width == 200)
    }
}
