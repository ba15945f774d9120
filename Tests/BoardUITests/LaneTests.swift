import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

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

    @Test("} goes to the first finding of the next lane, { to the start of this one and then of the one before")
    func jump() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("}"))
        #expect(state.notice?.text == state.words["lanes.off"])
        BoardFixture.press(&state, .character("z"), .character("g"), .down, .down)
        func rows() -> [FindingRow] { state.board.columns[0].rows }
        let start = rows().firstIndex { $0.unit.path == "市教育局" } ?? 0
        BoardFixture.press(&state, .character("}"))
        #expect(state.board.columns[0].cursor == start && start > 0)
        #expect(state.frame().text.contains("── 市教育局"))
        BoardFixture.press(&state, .character("}"))
        #expect(state.board.columns[0].cursor == start && state.notice?.text == state.words["lanes.last"])
        BoardFixture.press(&state, .down, .down, .character("{"))
        #expect(state.board.columns[0].cursor == start)
        BoardFixture.press(&state, .character("{"))
        #expect(state.board.columns[0].cursor == 0)
        BoardFixture.press(&state, .character("{"))
        #expect(state.board.columns[0].cursor == 0 && state.notice?.text == state.words["lanes.first"])
    }

    @Test("a lane whose end the window does not hold is asked for from the ledger")
    func jumpFar() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("z"), .character("g"))
        state.board.columns[0].rows = state.board.columns[0].rows.filter { $0.unit.path != "市教育局" }
        state.board.columns[0].hasMoreBelow = true
        let effects = state.update(.key(.character("}")))
        guard case .load(let ask)? = effects.first, case .around(_, let start) = ask.place else {
            Issue.record("\(effects)")
            return
        }
        #expect(start.lane == "下应街道 / 江六村" && start.key == .max)
    }

    @Test("a heading has its count after every key and every size, and the footer says how to go from lane to lane")
    func counted() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("z"), .character("G"))
        #expect(state.frame().text.contains("{ } 泳道") && !state.frame().text.contains("o 排序"))
        func check(_ what: String) { #expect(!state.frame().text.contains(" · … ─"), "\(what)") }
        // What somebody else wrote makes all counts new.
        for key in [KeyPress.character("g"), .character("{"), .character("+"), .character("_"), .character("G")] {
            BoardFixture.settle(&state, state.update(.moved(head: state.head + 1, today: BoardFixture.today)))
            BoardFixture.press(&state, key)
            check("\(key)")
        }
        for size in [Size(columns: 200, rows: 50), Size(columns: 120, rows: 40), Size(columns: 80, rows: 24)] {
            BoardFixture.settle(&state, state.update(.resized(size)))
            check("\(size)")
        }
        BoardFixture.press(&state, .click(Place(row: 6, column: 50)))
        check("a click")
    }
}
