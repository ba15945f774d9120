import BoardUI
import Requests
import Screen
import Testing
import Wording

/// One rule for everything that lies over a view: lists quit with `Q` and say their keys with `?`, what is typed is left with `^C`.
@Suite("Panes")
struct PaneTests {
    /// Every list that lies over a view, open.
    static let lists: [(name: String, open: @Sendable (inout UIState) -> Void)] = [
        ("menu", { BoardFixture.press(&$0, .character(".")) }),
        ("filters", { BoardFixture.press(&$0, .character("F")) }),
        ("frequency", { BoardFixture.press(&$0, .character("#")) }),
        ("neighbours", { BoardFixture.press(&$0, .character("~")) }),
        ("output", { _ = $0.update(.ran(reply(["#1 误工补助", "#2 固定资产", "#3 误工补助"]))) }),
    ]

    static func reply(_ lines: [String]) -> Message.CommandReply {
        Message.CommandReply(line: "list", output: lines, trouble: nil)
    }

    @Test("Q and ^C quit over a list as they do below it, and ? says its keys", arguments: lists.indices)
    func quit(index: Int) {
        let list = Self.lists[index]
        for key in [KeyPress.character("Q"), .control("c")] {
            var state = BoardFixture.board(80, 24)
            list.open(&state)
            if case .none = state.overlay { Issue.record("\(list.name) did not open") }
            _ = state.update(.key(key))
            #expect(state.isEnding, "\(list.name): \(KeyName.shown(key)) does nothing")
        }
        var state = BoardFixture.board(80, 24)
        list.open(&state)
        BoardFixture.press(&state, .character("?"))
        #expect(state.notice?.text == state.words.text("pane.keys.\(list.name)", ["quit": "Q"]))
        if case .none = state.overlay { Issue.record("\(list.name) is gone") }
        FrameTests.check(state.frame(), list.name)
    }

    @Test("where something is typed or asked, ^C is Esc and Q a letter", arguments: ["/", ":", "f", "?", "@"])
    func leave(opening: Character) {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character(opening))
        _ = state.update(.key(.character("Q")))
        #expect(!state.isEnding)
        BoardFixture.press(&state, .control("c"))
        #expect(!state.isEnding)
        if case .none = state.overlay {} else { Issue.record("\(opening) is still open") }
    }

    @Test("^C leaves a form that was changed with a question, as Esc does")
    func form() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("c"))
        BoardFixture.type(&state, "第六轮")
        BoardFixture.press(&state, .control("c"))
        guard case .question = state.overlay else { Issue.record("\(state.overlay)"); return }
        BoardFixture.press(&state, .control("c"))
        guard case .form = state.overlay else { Issue.record("\(state.overlay)"); return }
        #expect(!state.isEnding)
    }

    @Test("what a command printed late takes no form or search away, and its refusal is not the form's")
    func late() {
        let trouble = Message.Trouble(
            rule: "import.refused", facts: ["count": "2", "filed": "5"], candidates: [], isFailure: false)
        for (opening, typed) in [("c", "第六轮"), ("/", "误")] as [(Character, String)] {
            var state = BoardFixture.board(80, 24)
            BoardFixture.press(&state, .character(opening))
            BoardFixture.type(&state, typed)
            BoardFixture.settle(
                &state,
                state.update(.ran(Message.CommandReply(line: "import", output: ["1", "2", "3"], trouble: trouble))))
            #expect(state.notice?.text == state.words.explain(rule: trouble.rule, trouble.facts).message)
            switch state.overlay {
            case .form(let form): #expect(form.fields[0].value == typed && form.problem == nil)
            case .search(let input): #expect(input.text == typed)
            case let other: Issue.record("\(other)")
            }
            BoardFixture.press(&state, .escape)
            if case .question = state.overlay { BoardFixture.press(&state, .character("y")) }
            guard case .output(let pane) = state.overlay else { Issue.record("\(state.overlay)"); continue }
            #expect(pane.lines == ["1", "2", "3"])
            BoardFixture.press(&state, .escape)
            if case .none = state.overlay {} else { Issue.record("it comes again") }
        }
    }

    @Test("what a command printed is searched: /, n and N go from hit to hit and round the end")
    func search() {
        var state = BoardFixture.board(80, 24)
        let lines = (1...60).map { $0 % 25 == 7 ? "#\($0) 误工补助" : "#\($0) 固定资产" }
        _ = state.update(.ran(Self.reply(lines)))
        func top() -> String? {
            if case .output(let pane) = state.overlay { pane.lines[pane.top] } else { nil }
        }
        func hit() -> Int? { if case .output(let pane) = state.overlay { pane.hit } else { nil } }
        BoardFixture.press(&state, .character("n"))
        #expect(state.notice?.text == state.words["search.none"])
        BoardFixture.press(&state, .character("/"))
        BoardFixture.type(&state, "误工")
        #expect(state.frame().text.contains("/ 误工") && hit() == 6)
        BoardFixture.press(&state, .enter, .character("n"))
        #expect(hit() == 31 && top() == "#32 误工补助")
        BoardFixture.press(&state, .character("n"), .character("n"))
        #expect(hit() == 6)
        BoardFixture.press(&state, .character("N"))
        #expect(hit() == 56)
        BoardFixture.press(&state, .character("/"), .control("u"))
        BoardFixture.type(&state, "没有的")
        BoardFixture.press(&state, .enter)
        #expect(state.notice?.text == state.words.text("output.notFound", ["found": "没有的"]))
        BoardFixture.press(&state, .escape)
        if case .none = state.overlay {} else { Issue.record("Esc does not close it") }
    }
}
