import BoardUI
import Requests
import Screen
import Testing
import Wording

/// What the header counts and the breadcrumbs say while something is filtered.
@Suite("Narrowing")
struct NarrowingTests {
    /// Answers as a ledger of which the filter leaves one overdue finding.
    static func settle(_ state: inout UIState, _ effects: [Effect]) {
        for effect in effects {
            guard case .count(let filter, let generation) = effect else {
                BoardFixture.settle(&state, [effect])
                continue
            }
            let counts = BoardCounts(stages: [9, 9, 9, 9], overdue: filter.isEmpty ? 19 : 1)
            settle(&state, state.update(.counts(counts, of: filter, generation: generation)))
        }
    }

    static func press(_ state: inout UIState, _ keys: KeyPress...) {
        for key in keys { settle(&state, state.update(.key(key))) }
    }

    static func header(_ state: UIState) -> Substring { state.frame().text.split(separator: "\n")[0] }

    @Test("the header counts what the view keeps to: the board's filter is not the desk's, and not the dossier's")
    func header() {
        var state = BoardFixture.board(120, 40)
        #expect(!state.frame().text.contains("C 全部"))
        Self.press(&state, .character("!"))
        #expect(Self.header(state).contains("逾期 1 ") && state.frame().text.contains("C 全部"))
        for (key, _) in [("2", 0), ("3", 0), ("4", 0), ("5", 0), ("6", 0)] {
            Self.press(&state, .character(Character(key)))
            #expect(Self.header(state).contains("逾期 19 "), "\(key): \(Self.header(state))")
        }
        Self.press(&state, .character("1"))
        #expect(Self.header(state).contains("逾期 1 "))
        Self.press(&state, .character("C"), .character("3"), .character("/"), .character("误"), .enter)
        #expect(Self.header(state).contains("逾期 1 "))
        Self.press(&state, .character("1"))
        #expect(Self.header(state).contains("逾期 19 "))
    }

    @Test("on a narrow screen the other views give way to what is filtered", arguments: Language.allCases)
    func crumbs(language: Language) {
        var state = BoardFixture.board(80, 24, language)
        func line() -> Substring { state.frame().text.split(separator: "\n")[1] }
        let whole = line()
        state.board.filterValues = ["unit": ["下应街道"], "round": ["十四届市委第六轮"], "trouble": ["yes"], "text": ["误工"]]
        #expect(line().contains("下应街道 · 十四届市委第六轮 · \(state.words["field.trouble"]) · /误工"), "\(line())")
        FrameTests.check(state.frame(), "crumbs")
        // The keys of the other views stay where a pointer finds them.
        let targets = (0..<80).compactMap { state.frame().target(at: Place(row: 1, column: $0)) }
        for key in "123456" { #expect(targets.contains(.key(.character(key)))) }
        state.board.filterValues = [:]
        #expect(line() == whole)
    }

    @Test("the desk's footer says how its filter comes off, and the form what days and months look like")
    func hints() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("3"))
        #expect(!state.frame().text.contains("C 全部"))
        BoardFixture.press(&state, .character("/"), .character("误"), .enter)
        #expect(state.frame().text.contains("C 全部"))
        BoardFixture.press(&state, .character("f"))
        for (name, hint) in [("due-within", "form.hint.days"), ("due-month", "form.hint.month")] {
            guard case .form(var form) = state.overlay else { Issue.record("no form"); return }
            form.focus = form.fields.firstIndex { $0.name == name } ?? 0
            state.overlay = .form(form)
            #expect(state.frame().text.contains(state.words[hint]))
        }
    }

    @Test("a saved filter is not put out of its place without a word, by a new one or by a renamed one")
    func replace() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("!"), .character("F"))
        guard case .filters(let list) = state.overlay, list.filters.count > 1 else {
            Issue.record("no filters"); return
        }
        let before = list.filters
        func filters() -> [SavedFilter] { if case .filters(let list) = state.overlay { list.filters } else { [] } }
        for opening in ["s", "r"] as [Character] {
            BoardFixture.press(&state, .character(opening), .control("u"))
            BoardFixture.type(&state, before[1].name)
            BoardFixture.press(&state, .enter)
            #expect(state.frame().text.contains(state.words.text("filters.replace", ["name": before[1].name])))
            BoardFixture.press(&state, .character("n"))
            #expect(filters() == before && state.frame().text.contains("名称：\(before[1].name)"))
            BoardFixture.press(&state, .escape)
        }
        BoardFixture.press(&state, .character("s"))
        BoardFixture.type(&state, before[1].name)
        BoardFixture.press(&state, .enter, .character("y"))
        #expect(filters().count == before.count)
        #expect(filters().first { $0.name == before[1].name }?.values == ["trouble": ["yes"]])
    }
}
