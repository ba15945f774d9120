import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

/// The list of proposed findings: its frames, and what each of its keys does.
@Suite("Intake on screen")
struct IntakeScreenTests {
    static func intake(_ columns: Int, _ rows: Int, _ language: Language = .simplified) -> UIState {
        var state = BoardFixture.board(columns, rows, language)
        BoardFixture.settle(&state, state.update(.intake(.opened(IntakeFixture.sheet))))
        return state
    }

    @Test("every change of the list is kept, whatever made it; filed or refused, nothing is kept any more")
    func kept() {
        var state = BoardFixture.board(120, 40)
        let opened = state.update(.intake(.opened(IntakeFixture.sheet)))
        func kept(_ effects: [Effect]) -> IntakeSheet? {
            for case .intake(.keep(let sheets)) in effects { return sheets.first }
            return nil
        }
        #expect(kept(opened) == state.intake.sheet && kept(opened) != nil)
        for key in [KeyPress.character(" "), .character("J"), .character("u")] {
            let effects = state.update(.key(key))
            #expect(kept(effects) == state.intake.sheet, "\(key)")
            BoardFixture.settle(&state, effects)
        }
        // Walking changes nothing.
        #expect(kept(state.update(.key(.down))) == nil)
        let all = Set(state.intake.sheet?.items.map(\.id) ?? [])
        let filed = state.update(
            .intake(.filed(.init(source: "反馈.txt", done: all, filed: all.count, unchanged: 0, problems: [], head: 9))))
        #expect(filed.contains { if case .intake(.forget) = $0 { true } else { false } })
    }

    @Test(
        "a bulletin read while another is not done is asked about; y takes the new first, Esc the old, n drops the new; none else is lost"
    )
    func another() {
        let new = IntakeSheet(
            source: "新.txt", round: "第六轮", deadline: "2027-10-30", items: Array(IntakeFixture.sheet.items.prefix(2)))
        let old = IntakeFixture.sheet
        for (key, expected) in [
            (KeyPress.character("y"), [new, old]), (.escape, [old, new]), (.character("n"), [old]),
        ] {
            var state = Self.intake(120, 40)
            let asked = state.update(.intake(.opened(new)))
            // Both are kept while the question stands.
            #expect(asked.contains { if case .intake(.keep(let sheets)) = $0 { sheets == [old, new] } else { false } })
            #expect(state.frame().text.contains("“反馈.txt”还有 6 条没有交办"))
            BoardFixture.press(&state, key)
            #expect(state.intake.sheets == expected && state.tab == .intake, "\(key)")
            #expect(state.frame().text.contains("后面还有 1 份清单") == (expected.count > 1))
        }
        var state = Self.intake(120, 40)
        _ = state.update(.intake(.opened(new)))
        BoardFixture.press(&state, .character("y"))
        // What was filed of another list than the one at hand has gone from that one only.
        _ = state.update(
            .intake(.filed(.init(source: "反馈.txt", done: [1, 2], filed: 2, unchanged: 0, problems: [], head: 8))))
        #expect(state.intake.sheets.map(\.items.count) == [2, 4])
        _ = state.update(
            .intake(.filed(.init(source: "新.txt", done: [1, 2], filed: 2, unchanged: 0, problems: [], head: 9))))
        #expect(state.intake.sheet?.source == "反馈.txt" && state.tab == .intake)
        #expect(state.frame().text.contains("接着办“反馈.txt”，还有 4 条"))
    }

    @Test("a list that was kept is offered: y goes on with it, n drops it, Esc leaves it where - goes")
    func recalled() {
        for (key, isShown) in [(KeyPress.character("y"), true), (.character("n"), false), (.escape, false)] {
            var state = BoardFixture.board(120, 40)
            let asked = state.start()
            #expect(asked.contains { if case .intake(.recall) = $0 { true } else { false } })
            _ = state.update(.intake(.recalled([IntakeFixture.sheet], at: "2026-11-23 17:00")))
            #expect(state.frame().text.contains("接着办吗"))
            let effects = state.update(.key(key))
            #expect((state.tab == .intake) == isShown)
            let forgets = effects.contains { if case .intake(.forget) = $0 { true } else { false } }
            #expect(forgets == (key == .character("n")))
            if key == .escape {
                BoardFixture.press(&state, .character("-"))
                #expect(state.tab == .intake)
            }
            if key != .character("n") { #expect(state.intake.sheet == IntakeFixture.sheet) }
        }
        // Nobody is asked who is at something already, nor one who only reads.
        var busy = BoardFixture.board(120, 40)
        BoardFixture.press(&busy, .character("c"))
        _ = busy.update(.intake(.recalled([IntakeFixture.sheet], at: "")))
        if case .form = busy.overlay {} else { Issue.record("the form has gone") }
        #expect(busy.intake.sheet == IntakeFixture.sheet)
        var reading = BoardFixture.board(120, 40, isReadOnly: true)
        let reads = reading.start()
        #expect(!reads.contains { if case .intake = $0 { true } else { false } })
    }

    @Test("the list", arguments: [(80, 24), (120, 40), (200, 50)], Language.allCases)
    func frames(size: (Int, Int), language: Language) throws {
        try GoldenTests.compare(
            Self.intake(size.0, size.1, language).frame(), "intake-\(size.0)x\(size.1)-\(language.rawValue)")
    }

    @Test(
        "cutting, the form of a proposal, of the whole, and the question before filing",
        arguments: [
            ("intake-cut", [KeyPress.character("S"), .tab]), ("intake-form", [.down, .down, .down, .enter]),
            ("intake-setting", [.character("R")]), ("intake-ask", [.character("c")]),
            ("intake-help", [.character("?")]),
        ])
    func screens(name: String, keys: [KeyPress]) throws {
        for language in Language.allCases {
            var state = Self.intake(80, 24, language)
            for key in keys { BoardFixture.press(&state, key) }
            try GoldenTests.compare(state.frame(), "\(name)-80x24-\(language.rawValue)")
        }
    }

    @Test("Space takes out and in and goes on; u takes it back")
    func inAndOut() {
        var state = Self.intake(120, 40)
        BoardFixture.press(&state, .character(" "))
        #expect(state.intake.sheet?.items[0].isIn == false && state.intake.cursor == 1)
        BoardFixture.press(&state, .character("u"))
        #expect(state.intake.sheet?.items[0].isIn == true)
        BoardFixture.press(&state, .character("u"))
        #expect(state.notice?.kind == .refused)
    }

    @Test("J joins with the next of the same unit and nothing else; u takes it back")
    func join() {
        var state = Self.intake(120, 40)
        BoardFixture.press(&state, .character("J"))
        #expect(state.intake.sheet?.items.count == 5)
        #expect(state.intake.sheet?.items[0].text.hasSuffix("说明；村务公开不及时") == true)
        BoardFixture.press(&state, .character("u"))
        #expect(state.intake.sheet == IntakeFixture.sheet)
        BoardFixture.press(&state, .down, .down, .character("J"))
        #expect(state.intake.sheet == IntakeFixture.sheet && state.notice?.kind == .refused)
    }

    @Test("S looks for a place, clause by clause or letter by letter, Enter cuts there, Esc does not")
    func split() {
        var state = Self.intake(120, 40)
        BoardFixture.press(&state, .character("S"))
        #expect(state.intake.cut == 12)
        BoardFixture.press(&state, .tab, .right, .left)
        #expect(state.intake.cut == 18)
        BoardFixture.press(&state, .escape)
        #expect(state.intake.cut == nil && state.intake.sheet == IntakeFixture.sheet)
        BoardFixture.press(&state, .character("S"), .tab, .enter)
        #expect(state.intake.sheet?.items.map(\.text).prefix(2) == ["误工补助发放无考勤记录，由一人代签", "2023年涉及16.6万元；另有17笔无事由说明"])
        #expect(Set(state.intake.sheet?.items.map(\.id) ?? []).count == 7)
        BoardFixture.press(&state, .character("u"))
        #expect(state.intake.sheet == IntakeFixture.sheet)
    }

    @Test("Enter edits in a form that offers what could be meant; what a person gives is no proposal any more")
    func edit() {
        var state = Self.intake(120, 40)
        BoardFixture.press(&state, .down, .down, .down, .enter)
        guard case .form(let form) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.hints == ["云龙镇 / 李家村", "姜山镇 / 李家村"])
        BoardFixture.press(&state, .control("u"))
        BoardFixture.type(&state, "云龙镇/李家村")
        BoardFixture.press(&state, .control("s"))
        if case .none = state.overlay {} else { Issue.record("the form stayed") }
        #expect(state.intake.sheet?.items[3].unit == .known(IntakeFixture.village, .given))
        BoardFixture.press(&state, .down, .enter, .tab, .right)
        BoardFixture.press(&state, .control("s"))
        #expect(state.intake.sheet?.items[4].category?.basis == .given)
    }

    @Test("R changes round and deadline of all, and the deadline is no proposal then")
    func setting() {
        var state = Self.intake(120, 40)
        BoardFixture.press(&state, .character("R"), .tab, .control("u"))
        BoardFixture.type(&state, "12月底")
        BoardFixture.press(&state, .control("s"))
        #expect(state.intake.sheet?.deadline == "12月底" && state.intake.sheet?.isDeadlineProposed == false)
    }

    @Test("R gives category and unit to those that have none, and to no other")
    func filling() {
        var state = Self.intake(120, 40)
        BoardFixture.press(&state, .character("R"), .tab, .tab, .right, .tab)
        BoardFixture.type(&state, "江六村")
        BoardFixture.press(&state, .control("s"))
        if case .none = state.overlay {} else { Issue.record("the form stayed") }
        let items = state.intake.sheet?.items ?? []
        #expect(items.allSatisfy { $0.category != nil } && items[0].category == IntakeFixture.sheet.items[0].category)
        #expect(items[4].category?.basis == .given && items[5].unit == .known(IntakeFixture.village, .given))
        #expect(items[3].unit == IntakeFixture.sheet.items[3].unit)
    }

    @Test("c asks once, files what is whole and keeps the rest; with nothing left the view before comes back")
    func file() {
        var state = Self.intake(120, 40)
        BoardFixture.press(&state, .character("c"), .character("n"))
        #expect(state.intake.sheet == IntakeFixture.sheet)
        BoardFixture.press(&state, .character("c"), .character("y"))
        #expect(state.intake.sheet?.items.map(\.id) == [4, 5, 6] && state.tab == .intake)
        #expect(state.notice?.remedy.contains("第 7 行") == true)
        var rest = IntakeFixture.sheet
        rest.remove([4, 5, 6])
        state = BoardFixture.board(120, 40)
        BoardFixture.settle(&state, state.update(.intake(.opened(rest))))
        BoardFixture.press(&state, .character("c"), .character("y"))
        #expect(state.tab == .board && state.notice?.kind == .done)
    }

    @Test("Esc leaves the list where it is, and - returns to it")
    func leave() {
        var state = Self.intake(120, 40)
        BoardFixture.press(&state, .escape)
        #expect(state.tab == .board && state.notice?.kind == .told)
        BoardFixture.press(&state, .character("-"))
        #expect(state.tab == .intake && state.intake.sheet == IntakeFixture.sheet)
    }

    @Test("prose pasted on a view is offered as a bulletin; a word or a command is not, and read-only nothing is")
    func paste() {
        var state = BoardFixture.board(120, 40)
        BoardFixture.press(&state, .paste("江六村\n误工补助发放无考勤记录，由一人代签。"))
        guard case .question = state.overlay else {
            Issue.record("nothing was asked")
            return
        }
        BoardFixture.press(&state, .character("y"))
        #expect(state.tab == .intake)
        for text in ["误工补助", "list --overdue", "第六轮巡察反馈会议通知材料文件"] {
            var other = BoardFixture.board(120, 40)
            BoardFixture.press(&other, .paste(text))
            if case .none = other.overlay {} else { Issue.record("\(text)") }
        }
        var closed = BoardFixture.board(120, 40, isReadOnly: true)
        BoardFixture.press(&closed, .paste("江六村\n误工补助发放无考勤记录，由一人代签。"))
        if case .none = closed.overlay {} else { Issue.record("read-only") }
    }

    @Test("a bulletin that comes while a form is open waits for it")
    func waits() {
        var state = BoardFixture.board(120, 40)
        BoardFixture.press(&state, .character("c"))
        BoardFixture.settle(&state, state.update(.intake(.opened(IntakeFixture.sheet))))
        guard case .form = state.overlay else {
            Issue.record("the form went away")
            return
        }
        BoardFixture.press(&state, .escape, .character("-"))
        #expect(state.tab == .intake)
    }

    static let bindings = Keymap.meanings(on: .intake).flatMap { meaning in
        Keymap.standard.keys(of: meaning).map { (meaning, $0) }
    }

    @Test("every documented key of the list does something that can be seen or is asked for", arguments: bindings)
    func documented(meaning: KeyMeaning, key: KeyPress) {
        var state = Self.intake(120, 30)
        switch meaning {
        case .view(.up), .view(.first), .view(.pageUp), .view(.halfUp): BoardFixture.press(&state, .character("G"))
        case .view(.undo): BoardFixture.press(&state, .character("J"))
        case .view, .board, .shell, .desk, .meeting, .intake, .dossier, .triage, .figures: break
        }
        let before = state.frame()
        let effects = state.update(.key(key))
        let isEnding = state.isEnding
        BoardFixture.settle(&state, effects)
        #expect(state.frame() != before || !effects.isEmpty || isEnding, "\(KeyName.shown(key)) does nothing")
    }
}

/// What a person does to proposals, as values.
@Suite("Proposals")
struct IntakeSheetTests {
    @Test("joining, splitting, turning: what makes no sense is refused and changes nothing")
    func operations() {
        var sheet = IntakeFixture.sheet
        let before = sheet
        let refused = [
            sheet.join(at: 2), sheet.join(at: 5), sheet.join(at: -1), sheet.split(at: 0, before: 0),
            sheet.split(at: 0, before: 99), sheet.turn(at: 6), sheet.split(at: 1, before: 0),
        ]
        #expect(!refused.contains(true) && sheet == before)
        let isJoined = sheet.join(at: 1)
        #expect(isJoined && sheet.items[1].text == "村务公开不及时；固定资产未入账")
        let isSplit = sheet.split(at: 1, before: 8)
        #expect(isSplit && sheet.items.map(\.text) == before.items.map(\.text))
    }

    @Test("what was asked for a text that has changed since is not taken over")
    func stale() {
        var sheet = IntakeFixture.sheet
        var judged = sheet.items[1]
        judged.category = .init("别的", .filed([]))
        sheet.change(at: 1) { $0.text = "另一个问题" }
        sheet.take(judged: [judged])
        #expect(sheet.items[1].category?.name == "群众身边不正之风 / 三资管理")
    }

    @Test("a text is cut after the marks that end a clause, not before a closing quote")
    func places() {
        #expect(IntakeSheet.places(in: "甲，乙；丙。”丁。") == [2, 4])
        #expect(IntakeSheet.places(in: "公开不及时").isEmpty)
    }
}
