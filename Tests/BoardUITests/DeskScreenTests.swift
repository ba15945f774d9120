import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

/// The supervisor's desk: its frames, and what each of its keys does.
@Suite("The desk on screen")
struct DeskScreenTests {
    static func desk(_ columns: Int, _ rows: Int, _ language: Language = .simplified) -> UIState {
        var state = BoardFixture.board(columns, rows, language)
        BoardFixture.press(&state, .character("3"))
        return state
    }

    @Test("the desk", arguments: [(80, 24), (120, 40), (200, 50)], Language.allCases)
    func frames(size: (Int, Int), language: Language) throws {
        try GoldenTests.compare(
            Self.desk(size.0, size.1, language).frame(), "desk-\(size.0)x\(size.1)-\(language.rawValue)")
    }

    @Test(
        "groups, actions and the form of a step",
        arguments: [
            ("desk-groups", [KeyPress.character("z")]), ("desk-actions", [.character("a")]),
            ("desk-form-slip", [.character("a"), .character("p")]),
            ("desk-form-ahead", [.character("a"), .character("w")]),
            ("desk-form-group", [.character("z"), .character("a"), .character("n")]),
        ])
    func screens(name: String, keys: [KeyPress]) throws {
        for language in Language.allCases {
            var state = Self.desk(80, 24, language)
            for key in keys { BoardFixture.press(&state, key) }
            try GoldenTests.compare(state.frame(), "\(name)-80x24-\(language.rawValue)")
        }
    }

    @Test("every letter after a opens the form of its step, with its proposals")
    func letters() {
        for (letter, kind) in [
            ("r", Supervision.Kind.reminder), ("p", .slip), ("n", .notice), ("i", .interview), ("v", .visit),
            ("w", .admonition), ("V", .evaluation),
        ] as [(Character, Supervision.Kind)] {
            var state = Self.desk(120, 40)
            BoardFixture.press(&state, .character("a"), .character(letter))
            guard case .form(let form) = state.overlay else {
                Issue.record("\(letter) opened nothing")
                continue
            }
            #expect(form.purpose == .press(kind, [FindingNumber(2)]))
            #expect(form.values["to"] == ["张书记"])
            #expect(form.fields.contains { $0.name == "reason" } == (kind == .admonition))
            #expect(form.fields.contains { $0.name == "with" } == (kind == .interview || kind == .evaluation))
        }
    }

    @Test("any other key takes the choice back, and Esc does nothing else")
    func takenBack() {
        var state = Self.desk(120, 40)
        BoardFixture.press(&state, .character("a"), .escape)
        #expect(!state.desk.isChoosing && state.tab == .desk)
        BoardFixture.press(&state, .character("a"), .character("ö"))
        #expect(!state.desk.isChoosing)
        if case .none = state.overlay {} else { Issue.record("something opened") }
    }

    @Test("a R answers for a unit, on one finding or on those marked")
    func answer() {
        for keys in [[KeyPress.character("a")], [.character(" "), .character(" "), .character("a")]] {
            var state = Self.desk(120, 40)
            for key in keys { BoardFixture.press(&state, key) }
            let effects = state.update(.key(.character("R")))
            guard case .desk(.act(.answer, .findings(let numbers)))? = effects.first else {
                Issue.record("\(effects)")
                continue
            }
            #expect(numbers.count == max(1, keys.count - 1))
        }
    }

    @Test("> offers the ladder's next step of the finding under the cursor, Enter opens the finding, - comes back")
    func next() {
        var state = Self.desk(120, 40)
        BoardFixture.press(&state, .character(">"))
        guard case .form(let form) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.purpose == .press(.slip, [FindingNumber(2)]))
        BoardFixture.press(&state, .escape, .enter)
        #expect(state.tab == .board && state.board.detail?.number == FindingNumber(2))
        BoardFixture.press(&state, .character("-"))
        #expect(state.tab == .desk && state.desk.selected?.finding.number == FindingNumber(2))
    }

    @Test(
        "> on marked findings proposes the lowest rung that is due, to those before it; the others stay marked for theirs"
    )
    func nextOfSeveral() {
        var state = Self.desk(120, 40)
        // Numbers 2 and 4 were reminded or got a slip, 6 was never asked; the cursor ends on 8.
        BoardFixture.press(&state, .character(" "), .character(" "), .character(" "), .character(">"))
        guard case .form(let form) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.purpose == .press(.reminder, [FindingNumber(6)]))
        #expect(form.hints.contains { $0.contains("另有 2 个") })
        BoardFixture.press(&state, .control("s"))
        #expect(state.desk.marks == [FindingNumber(2), FindingNumber(4)])
    }

    @Test("u takes a step on several findings back wherever the cursor went, until something else is done")
    func undoOfSeveral() {
        var state = Self.desk(120, 40)
        BoardFixture.press(&state, .character(" "), .character(" "), .character("a"), .character("p"), .control("s"))
        BoardFixture.press(&state, .down, .down, .down)
        #expect(state.desk.marks.isEmpty && state.desk.selected?.finding.number == FindingNumber(8))
        var later = state
        let effects = state.update(.key(.character("u")))
        #expect(effects.contains { if case .undo(FindingNumber(2)) = $0 { true } else { false } })
        _ = later.update(
            .performed(.init(number: FindingNumber(8), events: ["commented"], shell: "", row: nil, head: 101)))
        let cursor = later.desk.selected?.finding.number
        #expect(
            later.update(.key(.character("u"))).contains {
                if case .undo(let number) = $0 { number == cursor } else { false }
            })
    }

    @Test("what was done to a marked finding takes its mark away")
    func servedMark() {
        var state = Self.desk(120, 40)
        BoardFixture.press(&state, .character(" "), .character(" "))
        _ = state.update(
            .performed(.init(number: FindingNumber(2), events: ["extensionRefused"], shell: "", row: nil, head: 101)))
        #expect(state.desk.marks == [FindingNumber(4)])
    }

    @Test(
        "a visit asks for no answer: the one that is still out is said to be an earlier step's; another year is written"
    )
    func words() {
        let today = BoardFixture.today
        var policy = BoardFixture.policy
        policy.answerTimes = [.init(kind: .slip, workingDays: 5), .init(kind: .visit, workingDays: 0)]
        let words = DeskWords(
            BoardFixture.setting().words, policy, WorkCalendar(holidays: [], makeUpDays: []), today: today)
        func row(_ steps: [(Supervision.Kind, Day, Day?)]) -> DeskRow {
            DeskFixture.row(
                pressed: steps.enumerated().map { index, step in
                    Supervision(
                        number: index + 1,
                        SupervisionDraft(kind: step.0, addressee: "张书记", text: "请办", due: step.2), on: step.1)
                })
        }
        let slip = (Supervision.Kind.slip, today.adding(days: -9), today.adding(days: 2) as Day?)
        let visited = row([slip, (.visit, today.adding(days: -1), nil)])
        #expect(words.lastShort(visited).hasSuffix("走访 (…)"))
        #expect(words.last(visited).contains("· 此前督办 "))
        #expect(words.lastShort(row([slip])).hasSuffix("提示单 …"))
        let old = row([(.slip, today.adding(days: -400), nil)])
        #expect(words.lastShort(old).hasPrefix("25-10-"))
    }

    @Test("a e decides the extensions of all that are marked in one form, and > does so on their queue")
    func extensions() {
        for keys in [[KeyPress.character(" "), .character(" "), .character("a"), .character("e")], []] {
            var state = Self.desk(120, 40)
            if keys.isEmpty {
                while state.desk.preset != .extension { BoardFixture.press(&state, .tab) }
                BoardFixture.press(&state, .character(" "), .character(" "), .character(">"))
            }
            for key in keys { BoardFixture.press(&state, key) }
            guard case .form(let form) = state.overlay, case .bulk(let action, let targets) = form.purpose else {
                Issue.record("no form")
                return
            }
            #expect(action == .extensionGrant && targets.map(\.number) == [FindingNumber(2), FindingNumber(4)])
            // What each of them asked for is what each of them gets.
            #expect(form.fields.allSatisfy { !$0.isRequired })
        }
    }

    @Test("a day past the holiday calendar is said in the form, and only there")
    func pastCalendar() {
        for (letter, isSaid) in [("n", true), ("p", false)] as [(Character, Bool)] {
            var state = Self.desk(120, 40)
            state.setting.publicCalendar = WorkCalendar(
                holidays: [BoardFixture.today.adding(days: -300)], makeUpDays: [])
            BoardFixture.press(&state, .character("a"), .character(letter))
            #expect(state.frame().text.contains("节假日安排只到 2026-12-31") == isSaid)
        }
    }

    @Test(
        "> in the queues of consolidations and clues asks for what ends the waiting; elsewhere a refusal says what else there is"
    )
    func queues() {
        for (preset, action) in [(DeskPreset.consolidation, FindingAction.consolidate), (.clue, .clueConclude)] {
            var state = Self.desk(120, 40)
            for _ in 0..<(DeskPreset.allCases.firstIndex(of: preset) ?? 0) { BoardFixture.press(&state, .tab) }
            let number = state.desk.selected?.finding.number
            #expect(state.frame().text.contains("> " + state.words["action.\(action.rawValue)"]))
            guard case .desk(.act(let asked, .findings(let numbers)))? = state.update(.key(.character(">"))).last else {
                Issue.record("nothing was asked in \(preset)")
                continue
            }
            #expect(asked == action && numbers == [number])
        }
        for language in Language.allCases {
            #expect(!Catalogue.bundled(language)["desk.noNext.remedy"].isEmpty)
        }
    }

    @Test("the menu of steps is about all that a range would mark, and a wide desk has room for the names of units")
    func subjects() {
        var state = Self.desk(200, 50)
        BoardFixture.press(&state, .character("V"), .down, .down, .character("a"))
        #expect(state.frame().text.contains("┌ 已标记 3 个 ─"))
        #expect(Self.desk(200, 50).frame().text.contains("单位                             一把手"))
    }

    @Test("where nothing stands, the tally of immediate rectifications is told only of these")
    func tally() {
        for (preset, isTold) in [(DeskPreset.immediate, true), (.consolidation, false)] {
            var state = Self.desk(120, 40)
            // Nothing was told yet of what stands there.
            for _ in 0..<(DeskPreset.allCases.firstIndex(of: preset) ?? 0) { _ = state.update(.key(.tab)) }
            #expect(state.frame().text.contains("立行立改：已销号 5") == isTold, "\(preset)")
        }
    }

    @Test("marked findings are pressed together, and the marks have served")
    func marked() {
        var state = Self.desk(120, 40)
        BoardFixture.press(&state, .character(" "), .character(" "), .character(" "))
        #expect(state.desk.marks == [FindingNumber(2), FindingNumber(4), FindingNumber(6)])
        BoardFixture.press(&state, .character("a"), .character("p"))
        guard case .form(let form) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.purpose == .press(.slip, [2, 4, 6].map { FindingNumber($0) }))
        BoardFixture.press(&state, .control("s"))
        #expect(state.desk.marks.isEmpty)
        #expect(state.notice?.kind == .done && state.notice?.text.contains("2026-11-24") == true)
        #expect(state.shell == "xiaohao supervise 2 slip")
    }

    @Test("V begins a range and ends it: everything between is marked, pressed together, and Esc takes it back")
    func range() {
        var state = Self.desk(120, 40)
        BoardFixture.press(&state, .down, .character("V"), .down, .down)
        // What the range would mark is seen before it is closed.
        let lines = state.frame().text.split(separator: "\n").map(String.init)
        for number in [4, 6, 8] { #expect(lines.contains { $0.contains("✓#\(number) ") }, "#\(number)") }
        BoardFixture.press(&state, .escape)
        #expect(state.desk.rangeStart == nil && state.desk.marks.isEmpty && state.tab == .desk)
        BoardFixture.press(&state, .character("V"), .up, .up, .character("V"))
        #expect(state.desk.marks == Set([4, 6, 8].map { FindingNumber($0) }) && state.desk.rangeStart == nil)
        BoardFixture.press(&state, .character("G"), .character("V"), .up)
        // A step closes the range by itself.
        BoardFixture.press(&state, .character("a"), .character("p"))
        guard case .form(let form) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.purpose == .press(.slip, [4, 6, 8, 118, 120].map { FindingNumber($0) }))
        BoardFixture.press(&state, .control("s"))
        #expect(state.desk.marks.isEmpty && state.desk.rangeStart == nil)
        // Groups have no findings to mark.
        BoardFixture.press(&state, .character("z"), .character("V"))
        #expect(state.desk.rangeStart == nil)
    }

    @Test("Tab and arrows go through the presets, z and # group, Enter drills, Esc climbs back")
    func walking() {
        var state = Self.desk(120, 40)
        BoardFixture.press(&state, .tab, .right, .right)
        #expect(state.desk.preset == .listed)
        BoardFixture.press(&state, .backTab, .left, .left, .left)
        #expect(state.desk.pane == .letters)
        BoardFixture.press(&state, .left)
        #expect(state.desk.preset == .clue && state.desk.pane == .findings(.clue))
        BoardFixture.press(&state, .right, .right, .character("z"), .character("z"))
        #expect(state.desk.preset == .overdue && state.desk.grouping == .town)
        BoardFixture.press(&state, .character("#"))
        #expect(state.desk.grouping == nil)
        BoardFixture.press(&state, .character("#"), .down, .enter)
        #expect(state.desk.grouping == nil && state.desk.path.map(\.group.label) == ["市教育局"])
        BoardFixture.press(&state, .escape)
        #expect(state.desk.path.isEmpty && state.desk.grouping == .town)
        BoardFixture.press(&state, .escape)
        #expect(state.desk.grouping == nil && state.tab == .desk)
        BoardFixture.press(&state, .escape)
        #expect(state.tab == .board)
    }

    @Test("the cursor walks, pages, jumps and never leaves the list, at every size")
    func cursor() {
        for (columns, rows) in [(60, 15), (80, 24), (200, 50)] {
            var state = Self.desk(columns, rows)
            BoardFixture.press(&state, .character("G"))
            #expect(state.desk.cursor == 59)
            BoardFixture.press(&state, .down, .pageDown)
            #expect(state.desk.cursor == 59)
            BoardFixture.press(&state, .character("g"), .up)
            #expect(state.desk.cursor == 0)
            BoardFixture.press(&state, .control("d"), .pageDown)
            #expect(state.desk.cursor > 0)
            #expect(state.frame().text.contains("#\(state.desk.rows[state.desk.cursor].finding.number)"))
        }
    }

    @Test("read-only, nothing presses")
    func readOnly() {
        var state = BoardFixture.board(120, 40, isReadOnly: true)
        BoardFixture.press(&state, .character("3"), .character("a"))
        #expect(!state.desk.isChoosing)
        BoardFixture.press(&state, .character(">"))
        if case .none = state.overlay {} else { Issue.record("something opened") }
    }
}

extension DeskScreenTests {
    static let bindings = Keymap.meanings(on: .desk).flatMap { meaning in
        Keymap.standard.keys(of: meaning).map { (meaning, $0) }
    }

    @Test("every documented key of the desk does something that can be seen or is asked for", arguments: bindings)
    func documented(meaning: KeyMeaning, key: KeyPress) {
        var state = Self.desk(120, 30)
        switch meaning {
        case .view(.up), .view(.first), .view(.pageUp), .view(.halfUp):
            for _ in 0..<45 { BoardFixture.press(&state, .down) }
        case .view(.back): BoardFixture.press(&state, .character("z"))
        case .desk(.clear): BoardFixture.press(&state, .character(" "))
        case .view(.nextHit), .view(.previousHit):
            BoardFixture.press(&state, .character("/"))
            BoardFixture.type(&state, "误工")
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
