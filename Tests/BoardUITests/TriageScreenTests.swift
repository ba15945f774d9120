import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

/// Triage: its frames, and what each of its keys does.
@Suite("Triage on screen")
struct TriageScreenTests {
    static func triage(_ columns: Int, _ rows: Int, _ language: Language = .simplified) -> UIState {
        var state = BoardFixture.board(columns, rows, language)
        BoardFixture.press(&state, .character("4"))
        return state
    }

    @Test("the queue", arguments: [(80, 24), (120, 40), (200, 50)], Language.allCases)
    func frames(size: (Int, Int), language: Language) throws {
        try GoldenTests.compare(
            Self.triage(size.0, size.1, language).frame(), "triage-\(size.0)x\(size.1)-\(language.rawValue)")
    }

    @Test(
        "issues, their page, letters, members marked out, pulling in, forms and questions",
        arguments: [
            ("triage-issues", [KeyPress.tab]), ("triage-page", [.tab, .enter]), ("triage-letters", [.tab, .tab]),
            ("triage-members", [.right, .character(" "), .down]), ("triage-pull", [.character("/"), .character("误")]),
            ("triage-draft", [.tab, .character("L")]), ("triage-edit", [.tab, .tab, .character("L")]),
            ("triage-ask", [.tab, .tab, .character("i")]), ("triage-help", [.character("?")]),
            ("triage-neighbours", [.character("~"), .character(" ")]),
            ("triage-accepted", [.character("a"), .character("x")]),
        ])
    func screens(name: String, keys: [KeyPress]) throws {
        for language in Language.allCases {
            var state = Self.triage(80, 24, language)
            for key in keys { BoardFixture.press(&state, key) }
            try GoldenTests.compare(state.frame(), "\(name)-80x24-\(language.rawValue)")
        }
        guard ["triage-issues", "triage-page", "triage-letters"].contains(name) else { return }
        for (columns, rows) in [(120, 40), (200, 50)] {
            var state = Self.triage(columns, rows)
            for key in keys { BoardFixture.press(&state, key) }
            try GoldenTests.compare(state.frame(), "\(name)-\(columns)x\(rows)-zh-Hans")
        }
    }

    @Test(
        "a accepts, x dismisses: one key each, and the next suggestion stands under the cursor; u brings each back where it stood"
    )
    func deciding() {
        var state = Self.triage(120, 40)
        let (first, second, third) = (
            TriageFixture.suggestions[0].id, TriageFixture.suggestions[1].id, TriageFixture.suggestions[2].id
        )
        BoardFixture.press(&state, .character("a"))
        #expect(state.triage.entry?.id == second && state.triage.queue?.count == 49)
        BoardFixture.press(&state, .character("x"))
        #expect(state.triage.entry?.id == third && state.triage.queue?.count == 48)
        BoardFixture.press(&state, .character("u"))
        #expect(state.triage.entry?.id == second && state.triage.queue?.count == 49)
        BoardFixture.press(&state, .character("u"))
        #expect(state.triage.entry?.id == first && state.triage.queue?.count == 50)
        BoardFixture.press(&state, .character("u"))
        #expect(state.notice?.kind == .refused)
    }

    @Test("u pressed before the decision was answered takes it back as soon as it is")
    func undoneEarly() {
        var state = Self.triage(120, 40)
        let id = TriageFixture.suggestions[0].id
        let effects = state.update(.key(.character("a")))
        #expect(state.update(.key(.character("u"))).isEmpty && state.triage.entry?.id != id)
        BoardFixture.settle(&state, effects)
        #expect(state.triage.entry?.id == id && state.triage.queue?.count == 50)
    }

    @Test("the whole queue is cleared at one press a suggestion")
    func clearing() {
        var state = Self.triage(120, 40)
        var presses = 0
        while state.triage.entry != nil, presses < 200 {
            BoardFixture.press(&state, .character(presses % 3 == 2 ? "x" : "a"))
            presses += 1
        }
        #expect(presses == 50)
    }

    @Test("what is refused comes back to its place with the reason; a title that is taken opens the form for another")
    func refused() {
        var state = Self.triage(120, 40)
        let id = TriageFixture.suggestions[0].id
        _ = state.update(.key(.character("a")))
        #expect(state.triage.entry?.id != id)
        let effects = state.update(
            .triage(
                .refused(
                    entry: id,
                    .init(rule: "issue.titleTaken", facts: ["title": "甲", "issue": "1"], isFailure: false))))
        BoardFixture.settle(&state, effects)
        #expect(state.triage.entry?.id == id)
        guard case .form(let form) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.purpose == .triage(.entryTitle, about: nil))
        BoardFixture.press(&state, .control("u"))
        BoardFixture.type(&state, "乙")
        BoardFixture.press(&state, .control("s"))
        #expect(state.triage.entry?.title == "乙")
    }

    @Test(
        "Space takes members out and in; s makes what is out a suggestion of its own; m takes it back in; u goes back step by step"
    )
    func members() {
        var state = Self.triage(120, 40)
        let entry = state.triage.entry
        BoardFixture.press(&state, .right, .character(" "), .character(" "))
        #expect(state.triage.entry?.left.count == 2 && state.triage.entry?.kept.count == 50)
        BoardFixture.press(&state, .character("s"))
        #expect(state.triage.queue?.count == 51 && state.triage.entry?.members.count == 50)
        #expect(state.triage.queue?[1].members == [FindingNumber(1), FindingNumber(2)])
        #expect(state.triage.queue?[1].draft.suggestion == nil)
        BoardFixture.press(&state, .character("m"))
        #expect(state.triage.entry?.members.count == 52 && state.triage.queue?.count == 50)
        for _ in 0..<4 { BoardFixture.press(&state, .character("u")) }
        #expect(state.triage.entry == entry)
        BoardFixture.press(&state, .character("s"))
        #expect(state.notice?.kind == .refused)
    }

    @Test("marked suggestions are merged into the one under the cursor")
    func merging() {
        var state = Self.triage(120, 40)
        BoardFixture.press(&state, .down, .down, .character(" "), .character(" "), .character("g"), .character("m"))
        #expect(state.triage.queue?.count == 48 && state.triage.entry?.members.count == 52 + 50 + 49)
        #expect(state.triage.marks.isEmpty)
    }

    @Test("t and S change title and scope of a suggestion before it is accepted")
    func titleAndScope() {
        var state = Self.triage(120, 40)
        BoardFixture.press(&state, .character("S"))
        #expect(state.triage.entry?.draft.scope == .whole)
        BoardFixture.press(&state, .character("t"), .control("u"))
        BoardFixture.type(&state, "误工补助发放不规范")
        BoardFixture.press(&state, .control("s"))
        #expect(state.triage.entry?.draft.title == "误工补助发放不规范")
    }

    @Test("/ finds other findings and Enter pulls them in, words typed at once are words")
    func pulling() {
        var state = Self.triage(120, 40)
        BoardFixture.press(&state, .character("/"))
        #expect(!state.isBurst([.character("误"), .character("工")]))
        BoardFixture.type(&state, "误工")
        #expect(state.triage.pull?.rows.count == 7)
        BoardFixture.press(&state, .down, .enter, .escape)
        #expect(state.triage.entry?.members.contains(FindingNumber(901)) == true)
        BoardFixture.press(&state, .character("u"))
        #expect(state.triage.entry?.members.contains(FindingNumber(901)) == false)
    }

    @Test("pulled into an issue out of another one only when that is agreed to")
    func takingOver() {
        var state = Self.triage(120, 40)
        BoardFixture.press(&state, .tab, .character("/"))
        let trouble = Message.Trouble(
            rule: "issue.elsewhere", facts: ["number": "901", "issue": "2"], isFailure: false)
        let answer = Message.triage(.elsewhere([FindingNumber(901)], issue: 1, trouble))
        _ = state.update(answer)
        #expect(state.frame().text.contains("#901 属于第 2 号共性问题，一个问题只归入一个。移到第 1 号"))
        #expect(state.update(.key(.escape)).isEmpty)
        #expect(state.triage.pull != nil, "the search goes on")
        _ = state.update(answer)
        guard case .triage(.ask(let request, issue: 1))? = state.update(.key(.character("y"))).first else {
            Issue.record("nothing was asked")
            return
        }
        #expect(request == .move([FindingNumber(901)]))
    }

    @Test("a letter: L drafts it and it stands under the cursor, L edits, i asks and issues, r records the reply")
    func letters() {
        var state = Self.triage(120, 40)
        BoardFixture.press(&state, .tab, .character("L"))
        BoardFixture.type(&state, "市农业农村局")
        BoardFixture.press(&state, .control("s"))
        #expect(state.triage.list == .letters && state.triage.letterRow?.number == 3)
        BoardFixture.press(&state, .character("L"))
        guard case .form(let form) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.values["basis"]?.first?.contains("12 个") == true)
        BoardFixture.press(&state, .control("s"), .character("i"))
        guard case .question = state.overlay else {
            Issue.record("nothing was asked")
            return
        }
        BoardFixture.press(&state, .character("y"), .down, .character("r"))
        guard case .form(let answer) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(answer.purpose == .triage(.answer, about: 2))
    }

    @Test("after a letter went out u takes nothing older back, and the split of an issue is not called as its issue")
    func issuedIsLast() {
        var state = Self.triage(120, 40)
        BoardFixture.press(&state, .character("a"), .tab, .tab)
        let done = TriageFixture.done(["letter.issued", "group.letterIssued"], issue: 1, letter: 1)
        _ = state.update(.triage(.wrote(done)))
        let effects = state.update(.key(.character("u")))
        #expect(effects.isEmpty && state.notice?.kind == .refused)

        BoardFixture.press(&state, .backTab, .character("l"), .character(" "), .character("s"))
        guard case .form(let form) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.values["title"]?.first != state.triage.issue?.title)
    }

    @Test("what a key needs and is not there is said, whatever the list")
    func senseless() {
        for (list, keys) in [(0, "Liwrd"), (1, "airw"), (2, "amstSR")] as [(Int, String)] {
            for key in keys {
                var state = Self.triage(120, 40)
                for _ in 0..<list { BoardFixture.press(&state, .tab) }
                if list == 2 { BoardFixture.press(&state, .character("G")) }
                let before = state.triage.queue
                BoardFixture.press(&state, .character(key))
                let isOpen: Bool
                if case .none = state.overlay { isOpen = false } else { isOpen = true }
                #expect(isOpen || state.notice?.kind == .refused || state.notice?.kind == .done, "\(list) \(key)")
                #expect(state.triage.queue == before)
            }
        }
    }

    @Test("~ shows the nearest of whatever finding is in view; Enter goes there, m groups")
    func neighbours() {
        for tab in ["1", "3", "4"] as [Character] {
            var state = BoardFixture.board(120, 40)
            BoardFixture.press(&state, .character(tab), .character("~"))
            guard case .neighbours(let list) = state.overlay else {
                Issue.record("\(tab): nothing")
                continue
            }
            #expect(list.rows.count == 7)
            BoardFixture.press(&state, .down, .enter)
            #expect(state.tab == .board && state.board.detail != nil)
        }
        var state = BoardFixture.board(120, 40)
        BoardFixture.press(&state, .character("~"), .character(" "), .character("m"))
        guard case .form(let form) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.values["title"] == ["误工补助、考勤"])
        BoardFixture.press(&state, .control("s"))
        #expect(state.notice?.kind == .done)
    }

    @Test("suggestions that come anew keep what was changed and not decided, and what is on its way")
    func anew() {
        var state = Self.triage(120, 40)
        BoardFixture.press(&state, .character("S"), .down)
        let selected = state.triage.entry?.id
        BoardFixture.press(&state, .control("r"))
        #expect(state.triage.entry?.id == selected && state.triage.queue?.count == 50)
        #expect(state.triage.queue?[0].scope == .whole)
    }

    @Test("read-only, triage is looked at and nothing is decided")
    func readOnly() {
        var state = BoardFixture.board(120, 40, isReadOnly: true)
        BoardFixture.press(&state, .character("4"), .character("a"))
        #expect(state.triage.queue?.count == 50 && state.notice?.kind == .refused)
    }

    static let bindings = Keymap.meanings(on: .triage).flatMap { meaning in
        Keymap.standard.keys(of: meaning).map { (meaning, $0) }
    }

    @Test("every documented key of triage does something that can be seen or is asked for", arguments: bindings)
    func documented(meaning: KeyMeaning, key: KeyPress) {
        var state = Self.triage(120, 30)
        switch meaning {
        case .view(.up), .view(.first), .view(.pageUp), .view(.halfUp): BoardFixture.press(&state, .character("G"))
        case .view(.undo): BoardFixture.press(&state, .character("S"))
        case .view(.left): BoardFixture.press(&state, .right)
        case .triage(.split): BoardFixture.press(&state, .right, .character(" "))
        case .triage(.letter), .triage(.decide), .triage(.rectify), .triage(.paper): BoardFixture.press(&state, .tab)
        case .triage(.issue): BoardFixture.press(&state, .tab, .tab)
        case .triage(.answer), .triage(.followUp): BoardFixture.press(&state, .tab, .tab, .down)
        case .view, .board, .shell, .desk, .meeting, .intake, .dossier, .triage, .figures: break
        }
        let before = state.frame()
        let effects = state.update(.key(key))
        let isEnding = state.isEnding
        BoardFixture.settle(&state, effects)
        #expect(state.notice?.kind != .refused, "\(KeyName.shown(key)): \(state.notice?.text ?? "")")
        #expect(state.frame() != before || !effects.isEmpty || isEnding, "\(KeyName.shown(key)) does nothing")
    }
}
