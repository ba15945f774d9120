import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

@Suite("Keys")
struct KeyTests {
    static let bindings = Keymap.meanings(on: .board).flatMap { meaning in
        Keymap.standard.keys(of: meaning).map { (meaning, $0) }
    }

    /// A state in which the key has something to do.
    static func prepared(_ meaning: KeyMeaning) -> UIState {
        var state = BoardFixture.board(120, 30)
        switch meaning {
        case .view(.up), .view(.first), .view(.pageUp), .view(.halfUp):
            for _ in 0..<45 { BoardFixture.press(&state, .down) }
        case .view(.left), .view(.previousPane): BoardFixture.press(&state, .right)
        case .view(.back): BoardFixture.press(&state, .enter)
        case .board(.clear), .shell(.lastView): BoardFixture.press(&state, .character("!"))
        case .view(.zoomOut): BoardFixture.press(&state, .character("+"))
        case .view(.nextHit): BoardFixture.press(&state, .character("/"), .character("误"), .enter)
        case .view(.previousHit): BoardFixture.press(&state, .character("/"), .character("误"), .enter, .down, .down)
        case .view, .board, .shell, .desk, .meeting, .intake, .dossier, .triage, .figures: break
        }
        return state
    }

    @Test("every documented key does something that can be seen or is asked for", arguments: bindings)
    func documented(meaning: KeyMeaning, key: KeyPress) {
        var state = Self.prepared(meaning)
        let before = state.frame()
        let effects = state.update(.key(key))
        let isEnding = state.isEnding
        BoardFixture.settle(&state, effects)
        #expect(state.frame() != before || !effects.isEmpty || isEnding, "\(KeyName.shown(key)) does nothing")
    }

    @Test("a key that no table holds does nothing: the proof of the documented keys can fail", arguments: Tab.allCases)
    func nothing(tab: Tab) {
        var state = BoardFixture.board(120, 30)
        let keys: [Tab: Character] = [.meeting: "2", .desk: "3", .triage: "4", .dossier: "5", .figures: "6"]
        if let key = keys[tab] { BoardFixture.press(&state, .character(key)) }
        #expect(Keymap.standard.meaning(of: .function(12), on: tab) == nil)
        let before = state.frame()
        #expect(state.update(.key(.function(12))).isEmpty && state.frame() == before && !state.isEnding)
    }

    @Test(
        "^L and ^Z are the terminal's, over whatever is open, and change nothing of it",
        arguments: ["", "/", ":", ".", "f", "F", "#", "?", "@", "c", "u"])
    func terminal(opening: String) {
        var state = BoardFixture.board(120, 30)
        if let key = opening.first { BoardFixture.press(&state, .character(key)) }
        let before = state.frame()
        let drawn = state.update(.key(.control("l")))
        guard drawn.count == 1, case .redraw = drawn[0] else { Issue.record("^L: \(drawn)"); return }
        let left = state.update(.key(.control("z")))
        guard left.count == 1, case .suspend = left[0] else { Issue.record("^Z: \(left)"); return }
        #expect(state.frame() == before)
    }

    @Test("no key means two things, in any view", arguments: Tab.allCases)
    func unique(tab: Tab) {
        let keys = Keymap.meanings(on: tab).flatMap { Keymap.standard.keys(of: $0) }
        #expect(Set(keys).count == keys.count)
    }

    @Test("no letter of the actions menu means two things, and every action has one")
    func letters() {
        let letters = MenuEntry.all.map(\.letter)
        #expect(Set(letters).count == letters.count)
        #expect(!letters.contains { "jkgGq".contains($0) })
        #expect(Set(MenuEntry.all.map(\.action)) == Set(FindingAction.allCases))
        #expect(MenuEntry.all.compactMap(\.kind).count == Supervision.Kind.allCases.count)
    }

    @Test(
        "what an input method makes of a command key is that key",
        arguments: [
            ("？", "?"), ("／", "/"), ("。", "."), ("＞", ">"), ("！", "!"), ("＠", "@"), ("《", "<"), ("》", ">"),
        ])
    func fullWidth(typed: Character, meant: Character) {
        let keymap = Keymap.standard
        let meaning = keymap.meaning(of: .character(meant), on: .board)
        #expect(meaning != nil && keymap.meaning(of: .character(typed), on: .board) == meaning)
    }

    @Test("Chinese text outside a form says that the input method is on, and does nothing")
    func inputMethod() {
        var state = BoardFixture.board(80, 24)
        let number = state.board.selected?.number
        BoardFixture.press(&state, .character("整"))
        #expect(state.notice?.text == state.words["board.inputMethod"])
        #expect(state.board.selected?.number == number)
    }

    @Test("a burst of Chinese text does nothing, the letters in it neither")
    func burst() {
        var state = BoardFixture.board(80, 24)
        let keys: [KeyPress] = [.character("整"), .character("Q"), .character("改"), .character("u")]
        #expect(!state.isBurst([.character("/"), .character("误"), .character("工")]))
        #expect(state.isBurst(keys) && !state.isBurst([.character("j"), .character("k"), .character("。")]))
        #expect(state.update(.burst(keys)).isEmpty && !state.isEnding)
        #expect(state.notice?.text == state.words["board.inputMethod"])
    }

    static let writing = Keymap.meanings(on: .board).filter { !$0.onlyReads }

    @Test("read-only: nothing that writes answers", arguments: writing)
    func readOnly(meaning: KeyMeaning) throws {
        var state = BoardFixture.board(80, 24, isReadOnly: true)
        let key = try #require(Keymap.standard.keys(of: meaning).first)
        #expect(state.update(.key(key)).isEmpty)
        #expect(state.notice?.text == state.words["rule.readonly"])
    }

    @Test("a login that may only look is told what would let it write, not to leave out what it did not say")
    func onlyLooking() {
        var state = BoardFixture.board(160, 24)
        state.setting.barred = Message.Trouble(
            rule: "ledger.onlyReads", facts: ["login": "guan", "path": "office", "schema": "xiaohao"], isFailure: false)
        BoardFixture.press(&state, .character(">"))
        #expect(state.notice?.text.contains("guan") == true)
        #expect(state.notice?.remedy.contains("GRANT xiaohao_app TO guan") == true)
    }

    @Test("who may act for nobody is told so, and waits for no list", arguments: Language.allCases)
    func nobody(language: Language) {
        var state = BoardFixture.board(80, 24, language)
        _ = state.update(.key(.character("@")))
        #expect(state.frame().text.contains(state.words["board.loading"]))
        _ = state.update(.people([]))
        #expect(state.frame().text.contains("person add"))
        _ = state.update(.people([BoardFixture.clerk]))
        BoardFixture.type(&state, "没有这人")
        #expect(state.frame().text.contains(state.words["people.noneMatch"]))
    }

    @Test("a form asks for what is missing before anything is sent, and sends what was typed")
    func form() throws {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("."), .character("x"))
        var effects = state.update(.key(.control("s")))
        #expect(effects.isEmpty || !effects.contains { if case .perform = $0 { true } else { false } })
        BoardFixture.type(&state, "+30d")
        BoardFixture.press(&state, .tab)
        BoardFixture.type(&state, "等待审计结论")
        effects = state.update(.key(.control("s")))
        guard case .perform(let form, let number, let version)? = effects.first else {
            Issue.record("nothing was sent")
            return
        }
        #expect(form == FilledForm(.extensionRequest, values: ["until": ["+30d"], "reason": ["等待审计结论"]]))
        #expect(number == FindingNumber(1) && version == 6)
    }

    @Test("a refusal stands beside its field and what was typed is kept")
    func refusedForm() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("."), .character("x"))
        BoardFixture.type(&state, "明天")
        _ = state.update(
            .refused(
                Message.Trouble(rule: "field.notADay", facts: ["field": "until", "found": "明天"], isFailure: false)))
        let text = state.frame().text
        #expect(text.contains("明天") && text.contains("不是日期"))
    }

    @Test("Esc on a changed form asks; y gives it up, n goes on")
    func discard() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("."), .character(";"))
        BoardFixture.type(&state, "记")
        BoardFixture.press(&state, .escape, .character("n"))
        #expect(state.frame().text.contains("记"))
        BoardFixture.press(&state, .escape, .character("y"))
        if case .none = state.overlay { return }
        Issue.record("the form is still there")
    }

    @Test("what cannot be taken back asks once, by name")
    func confirm() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("."), .character("c"))
        #expect(state.frame().text.contains("撤回"))
        let effects = state.update(.key(.enter))
        #expect(effects.isEmpty, "Enter must not confirm")
        guard case .perform(let form, _, _)? = state.update(.key(.character("y"))).first else {
            Issue.record("y did not send it")
            return
        }
        #expect(form.action == .withdraw)
    }

    @Test("< goes back in the way that is open to whoever presses it: the unit withdraws, the office recalls")
    func backward() {
        func opened(_ refused: Set<FindingAction>) -> FindingAction? {
            var state = BoardFixture.board(80, 24)
            let admissions = FindingAction.allCases.map { action in
                Admission(
                    action,
                    refusal: refused.contains(action)
                        ? FindingRefusal(.role, ["roles": "unit", "person": "周主任"]) : nil)
            }
            _ = state.update(.admissions(BoardFixture.finding(), admissions, opening: .withdraw))
            guard case .form(let form) = state.overlay, case .action(let action, _, _) = form.purpose else {
                return nil
            }
            return action
        }
        #expect(opened([]) != .recall)
        #expect(opened([.withdraw]) == .recall)
        #expect(opened([.withdraw, .recall]) == nil)
    }

    @Test("a refused transition says why and opens the form that cures it")
    func cure() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .right, .character(">"))
        guard case .form(let form) = state.overlay, case .action(.report, _, _) = form.purpose else {
            Issue.record("no form was opened")
            return
        }
        #expect(state.notice?.text == state.words["rule.submit.noInference"])
    }

    @Test(
        "a change elsewhere keeps the cursor on its finding and marks the card, also under the cursor, until it goes on"
    )
    func live() throws {
        var state = BoardFixture.board(120, 30)
        for _ in 0..<5 { BoardFixture.press(&state, .down) }
        let number = state.board.selected?.number
        let effects = state.update(.moved(head: 99, today: BoardFixture.today))
        for effect in effects {
            guard case .load(let ask) = effect else { continue }
            let rows = BoardFixture.rows(StageCode.allCases[ask.column]).map { row in
                row.number.value == 1 || row.number == number ? Self.changed(row) : row
            }
            _ = state.update(.page(.init(request: ask, rows: rows, hasMoreAbove: false, hasMoreBelow: false, index: 5)))
        }
        #expect(state.board.selected?.number == number)
        let selected = try #require(number)
        #expect(state.board.columns[0].changed == [FindingNumber(1), selected])
        #expect(state.frame().text.contains("•#1 ") && state.frame().text.contains("●#\(selected) "))
        BoardFixture.press(&state, .down, .up)
        #expect(state.board.columns[0].changed == [FindingNumber(1)])
        #expect(state.frame().text.contains("▌#\(selected) "))
    }

    @Test("a new finding begins with the round and the unit in view, else with the round filed to last")
    func newFinding() throws {
        var state = BoardFixture.board(120, 40)
        state.board.filedRound = "第五轮"
        BoardFixture.press(&state, .character("c"))
        guard case .form(let first) = state.overlay else { throw Missing.form }
        #expect(first.fields[0].value == "第五轮" && first.fields[first.focus].name == "unit" && !first.isChanged)
        BoardFixture.press(&state, .escape)
        state.board.filterValues = ["round": ["第六轮"], "unit": ["下应街道 / 江六村"]]
        BoardFixture.press(&state, .character("c"))
        guard case .form(let second) = state.overlay else { throw Missing.form }
        #expect(second.fields[0].value == "第六轮" && second.fields[second.focus].name == "text")
    }

    private enum Missing: Error { case form }

    @Test("a search asks each column for what shows and little more, and for the rest when that is there")
    func searches() {
        var state = BoardFixture.board(200, 50)
        BoardFixture.press(&state, .character("/"))
        let first = Self.asks(state.update(.key(.character("误"))))
        #expect(first.map(\.column).sorted() == [0, 1, 2, 3])
        let visible = BoardLayout(state).visibleCards
        #expect(first.allSatisfy { $0.limit > visible && $0.limit < 2 * visible })
        for ask in first {
            let rows = BoardFixture.rows(StageCode.allCases[ask.column], ask.limit)
            let more = Self.asks(
                state.update(.page(.init(request: ask, rows: rows, hasMoreAbove: false, hasMoreBelow: true))))
            #expect(more.map(\.column) == [ask.column])
            #expect(more.allSatisfy { $0.limit > 2 * ask.limit })
        }
    }

    @Test("while somebody types cards stay until the hits come; when none can be had, nothing else stands for them")
    func staysWhileTyping() {
        var state = BoardFixture.board(200, 50)
        for _ in 0..<30 { BoardFixture.press(&state, .down) }
        let before = state.board.columns.map(\.rows)
        BoardFixture.press(&state, .character("/"))
        let asks = Self.asks(state.update(.key(.character("误"))))
        #expect(state.board.columns.map(\.rows) == before)
        #expect(asks.allSatisfy { if case .first = $0.place { true } else { false } })
        let again = Self.asks(state.update(.key(.character("工"))))
        #expect(again.allSatisfy { if case .first = $0.place { true } else { false } })
        // The answer to what was typed before comes too late.
        let late = BoardFixture.rows(.assigned, 3)
        _ = state.update(.page(.init(request: asks[0], rows: late, hasMoreAbove: false, hasMoreBelow: false)))
        #expect(state.board.columns.map(\.rows) == before)
        _ = state.update(.page(.init(request: again[0], rows: late, hasMoreAbove: false, hasMoreBelow: false)))
        #expect(state.board.columns[0].rows == late)
        #expect(state.board.columns[0].cursor == 0 && state.board.columns[0].top == 0)
        _ = state.update(.refused(.init(rule: "ledger.ioError", facts: [:], candidates: [], isFailure: true)))
        #expect(state.board.columns.map(\.rows.isEmpty) == [false, true, true, true])
    }

    private static func asks(_ effects: [Effect]) -> [PageAsk] {
        effects.compactMap { effect in
            if case .load(let ask) = effect { ask } else { nil }
        }
    }

    static func changed(_ row: FindingRow) -> FindingRow {
        FindingRow(
            number: row.number, id: row.id, version: row.version + 1, changed: 99, stage: row.stage,
            externalNumber: row.externalNumber,
            round: row.round, unit: row.unit, text: row.text, category: row.category, source: row.source,
            leader: row.leader,
            flags: row.flags, deadlineCode: row.deadlineCode, due: row.due, isListed: row.isListed,
            hasPendingExtension: row.hasPendingExtension, hasPendingReturn: row.hasPendingReturn,
            isBroughtForward: row.isBroughtForward, reviewRound: row.reviewRound, relapses: row.relapses,
            seats: row.seats,
            closedOn: row.closedOn, closure: row.closure, consolidateFrom: row.consolidateFrom, beside: row.beside)
    }

    @Test("help finds by typing, and Enter does it")
    func help() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("?"))
        BoardFixture.type(&state, "筛选")
        BoardFixture.press(&state, .down, .up, .enter)
        guard case .form(let form) = state.overlay else {
            if case .none = state.overlay { return }
            Issue.record("help did nothing")
            return
        }
        #expect(form.purpose == .filter)
    }

    @Test("a long column is walked to its end and back with pages in between")
    func paging() {
        var state = BoardFixture.board(80, 24, count: 1000)
        for _ in 0..<999 { BoardFixture.settle(&state, state.update(.key(.down)), count: 1000) }
        #expect(state.board.selected?.number == BoardFixture.rows(.assigned, 1000).last?.number)
        #expect(state.board.columns[0].rows.count <= 700, "the whole column was kept")
        for _ in 0..<999 { BoardFixture.settle(&state, state.update(.key(.up)), count: 1000) }
        #expect(state.board.selected?.number == BoardFixture.rows(.assigned, 1000).first?.number)
        BoardFixture.settle(&state, state.update(.key(.character("G"))), count: 1000)
        #expect(state.board.selected?.number == BoardFixture.rows(.assigned, 1000).last?.number)
    }
}
