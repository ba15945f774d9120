import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

/// 一村一档: its frames, and what each of its keys does.
@Suite("The dossier on screen")
struct DossierScreenTests {
    static func dossier(_ columns: Int, _ rows: Int, _ language: Language = .simplified) -> UIState {
        var state = BoardFixture.board(columns, rows, language)
        BoardFixture.press(&state, .character("5"))
        return state
    }

    @Test("the tree and the page", arguments: [(80, 24), (120, 40), (200, 50)], Language.allCases)
    func frames(size: (Int, Int), language: Language) throws {
        var state = Self.dossier(size.0, size.1, language)
        BoardFixture.press(&state, .down, .right, .down)
        try GoldenTests.compare(state.frame(), "dossier-\(size.0)x\(size.1)-\(language.rawValue)")
    }

    @Test("the page walked, the page alone, and a unit that was looked for", arguments: Language.allCases)
    func screens(language: Language) throws {
        for (name, keys) in [
            ("dossier-page", [KeyPress.tab, .pageDown]), ("dossier-zoomed", [.character("+"), .end]),
            ("dossier-search", [.character("/"), .character("溪"), .character("7")]),
        ] {
            var state = Self.dossier(80, 24, language)
            for key in keys { BoardFixture.press(&state, key) }
            try GoldenTests.compare(state.frame(), "\(name)-80x24-\(language.rawValue)")
        }
    }

    @Test(
        "one unit at the top is unfolded at once; l and Enter unfold, h folds and climbs; only what is unfolded is there"
    )
    func tree() {
        var state = Self.dossier(120, 40)
        #expect(state.dossier.rows.map(\.node.name) == ["澜州市", "下应街道", "溪口镇", "市教育局"])
        BoardFixture.press(&state, .down, .character("l"))
        #expect(state.dossier.rows.count == 44 && state.dossier.selected?.name == "下应街道")
        BoardFixture.press(&state, .character("l"))
        #expect(state.dossier.selected?.name == "下1村" && state.dossier.page?.organisation.name == "下1村")
        BoardFixture.press(&state, .character("h"))
        #expect(state.dossier.selected?.name == "下应街道")
        BoardFixture.press(&state, .character("h"))
        #expect(state.dossier.rows.count == 4)
        BoardFixture.press(&state, .enter)
        #expect(state.dossier.rows.count == 44)
        BoardFixture.press(&state, .enter, .character("G"))
        #expect(state.dossier.selected?.name == "市教育局")
        // A unit without children leads to its page.
        BoardFixture.press(&state, .enter)
        #expect(state.dossier.focus == .page)
    }

    @Test("counts are asked for the units that are seen, and only once")
    func counts() {
        var state = Self.dossier(80, 24)
        BoardFixture.press(&state, .down, .right)
        #expect(state.dossier.troubles.count < 30 && state.dossier.troubles[DossierFixture.towns[1].id] != nil)
        let effects = state.update(.key(.down))
        #expect(
            effects.allSatisfy { effect in
                if case .units(.troubles) = effect { return false }
                return true
            })
        BoardFixture.press(&state, .end)
        #expect(state.dossier.rows.suffix(5).allSatisfy { state.dossier.troubles[$0.node.id] != nil })
    }

    @Test("typing behind / goes to the first unit found and unfolds the way there; n and N go round")
    func search() {
        var state = Self.dossier(120, 40)
        BoardFixture.press(&state, .character("/"))
        BoardFixture.type(&state, "溪7")
        BoardFixture.press(&state, .enter)
        #expect(state.dossier.selected?.name == "溪7村" && state.dossier.page?.path == "澜州市 / 溪口镇 / 溪7村")
        BoardFixture.press(&state, .character("/"))
        BoardFixture.type(&state, "村")
        #expect(state.dossier.query == "溪7村")
        BoardFixture.press(&state, .escape)
        #expect(state.dossier.query.isEmpty)
        BoardFixture.press(&state, .character("/"))
        BoardFixture.type(&state, "街道")
        BoardFixture.press(&state, .enter, .character("n"))
        #expect(state.dossier.selected?.name == "下应街道")
        BoardFixture.press(&state, .escape, .character("n"))
        #expect(state.notice?.kind == .refused)
    }

    @Test("Enter on a finding of the page opens it, and - comes back to the unit")
    func opens() {
        var state = Self.dossier(120, 40)
        BoardFixture.press(&state, .down, .tab, .character("G"))
        guard let number = state.dossier.selectedLine?.finding else {
            Issue.record("the page does not end with a finding")
            return
        }
        BoardFixture.press(&state, .enter)
        #expect(state.tab == .board && state.board.detail?.number == number)
        BoardFixture.press(&state, .character("-"))
        #expect(state.tab == .dossier && state.dossier.page?.organisation.name == "下应街道")
    }

    @Test("more findings come when the cursor nears the end of those that are there")
    func more() {
        var state = Self.dossier(80, 24)
        #expect(state.dossier.page?.next != nil)
        BoardFixture.press(&state, .tab, .character("G"))
        #expect(state.dossier.page?.next == nil && state.dossier.page?.findings.count == 16)
    }

    @Test("X writes the document and says where; b and d show the unit's findings on board and desk")
    func leads() {
        var state = Self.dossier(120, 40)
        BoardFixture.press(&state, .down, .character("X"))
        #expect(
            state.notice?.text.contains("一村一档") == true && state.shell?.hasPrefix("xiaohao document dossier") == true)
        BoardFixture.press(&state, .character("d"))
        #expect(state.tab == .desk && state.desk.filter.unit == DossierFixture.towns[0].id)
        BoardFixture.press(&state, .character("-"), .character("b"))
        #expect(state.tab == .board && state.board.filter.unit == DossierFixture.towns[0].id)
    }

    @Test("a page that comes late is not shown for another unit")
    func late() {
        var state = Self.dossier(120, 40)
        let effects = state.update(.key(.down))
        _ = state.update(.key(.down))
        BoardFixture.settle(&state, effects)
        #expect(state.dossier.page?.organisation.name == "澜州市")
    }

    @Test(
        "at every size the frame is whole and the cursor is seen",
        arguments: [(60, 15), (80, 24), (133, 37), (250, 70)])
    func sizes(columns: Int, rows: Int) {
        for language in Language.allCases {
            var state = Self.dossier(columns, rows, language)
            for key in [KeyPress.down, .right, .end, .tab, .end, .character("+"), .home, .character("_")] {
                BoardFixture.press(&state, key)
                FrameTests.check(state.frame(), "\(columns)×\(rows) \(key)")
                for line in state.dossier.lines {
                    #expect(DisplayWidth.of(line.text) <= max(20, columns - 4), "\(line.text)")
                }
            }
        }
    }

    static let bindings = Keymap.meanings(on: .dossier).flatMap { meaning in
        Keymap.standard.keys(of: meaning).map { (meaning, $0) }
    }

    @Test("every documented key of the dossier does something that can be seen or is asked for", arguments: bindings)
    func documented(meaning: KeyMeaning, key: KeyPress) {
        var state = Self.dossier(120, 30)
        switch meaning {
        case .view(.up), .view(.first), .view(.pageUp), .view(.halfUp): BoardFixture.press(&state, .end)
        case .view(.left): BoardFixture.press(&state, .down)
        case .view(.zoomOut): BoardFixture.press(&state, .character("+"))
        case .view(.nextHit), .view(.previousHit):
            BoardFixture.press(&state, .character("/"))
            BoardFixture.type(&state, "村")
            BoardFixture.press(&state, .enter)
        case .view, .board, .shell, .desk, .meeting, .intake, .dossier, .triage, .figures: break
        }
        let before = state.frame()
        let effects = state.update(.key(key))
        let isEnding = state.isEnding
        BoardFixture.settle(&state, effects)
        #expect(state.frame() != before || !effects.isEmpty || isEnding, "\(KeyName.shown(key)) does nothing")
    }
}
