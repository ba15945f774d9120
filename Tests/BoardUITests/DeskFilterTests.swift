import BoardUI
import Rectification
import Requests
import Screen
import Testing

@Suite("The desk narrowed")
struct DeskFilterTests {
    @Test("a search, a filter form and a saved filter narrow the desk, and Esc takes them off again")
    func filtered() {
        var state = DeskScreenTests.desk(120, 40)
        BoardFixture.press(&state, .character("/"))
        BoardFixture.type(&state, "误工")
        #expect(state.desk.filter.text == "误工")
        BoardFixture.press(&state, .enter)
        #expect(state.tab == .desk && state.frame().text.contains("/误工"))
        let cursor = state.desk.cursor
        BoardFixture.press(&state, .character("n"))
        #expect(state.desk.cursor == cursor + 1)
        BoardFixture.press(&state, .character("N"), .character("N"))
        #expect(state.desk.cursor == state.desk.rows.count - 1)
        BoardFixture.press(&state, .character("F"), .character("s"))
        BoardFixture.type(&state, "误工的")
        let saved = state.update(.key(.enter))
        guard case .storeFilters(let filters) = saved.first else {
            Issue.record("nothing was saved")
            return
        }
        #expect(filters.contains(SavedFilter(name: "误工的", values: ["text": ["误工"]])))
        BoardFixture.press(&state, .escape, .escape)
        #expect(state.desk.filter.isEmpty && state.tab == .desk)
        BoardFixture.press(&state, .character("f"))
        guard case .form(let form) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.purpose == .filter)
        var filter = FindingFilter()
        filter.round = "第六轮"
        _ = state.update(.filter(filter, words: ["round": ["第六轮"]]))
        #expect(state.tab == .desk && state.desk.filter == filter && state.board.filter.isEmpty)
    }

    @Test("C takes marks and filter off, and a paper of what is filtered says of what and has a name of its own")
    func scoped() {
        var state = DeskScreenTests.desk(120, 40)
        #expect(Self.exported(state) == nil)
        var filter = FindingFilter()
        filter.round = "第六轮"
        BoardFixture.settle(&state, state.update(.filter(filter, words: ["round": ["第六轮"]])))
        BoardFixture.press(&state, .character(" "))
        let scope = Self.exported(state)
        #expect(scope?.words == "轮次：第六轮" && scope?.name == "轮次：第六轮")
        BoardFixture.press(&state, .character("C"))
        #expect(state.desk.filter.isEmpty && state.desk.marks.isEmpty && state.tab == .desk)
    }

    private static func exported(_ state: UIState) -> DeskScope? {
        var copy = state
        for case .desk(.export(_, _, let scope)) in copy.update(.key(.character("X"))) { return scope }
        return nil
    }
}
