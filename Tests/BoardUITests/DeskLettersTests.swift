import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

/// Letters whose reply is overdue, at the supervisor's desk.
@Suite("Late letters at the desk")
struct DeskLettersTests {
    static func letters(_ columns: Int, _ rows: Int, _ language: Language = .simplified) -> UIState {
        var state = DeskScreenTests.desk(columns, rows, language)
        BoardFixture.press(&state, .left)
        return state
    }

    @Test("the list, and what can be done to a letter", arguments: [(80, 24), (120, 40)], Language.allCases)
    func frames(size: (Int, Int), language: Language) throws {
        var state = Self.letters(size.0, size.1, language)
        try GoldenTests.compare(state.frame(), "desk-letters-\(size.0)x\(size.1)-\(language.rawValue)")
        BoardFixture.press(&state, .character("a"))
        try GoldenTests.compare(state.frame(), "desk-letters-actions-\(size.0)x\(size.1)-\(language.rawValue)")
    }

    @Test("the latest stands first, with its days; the cursor walks, and y copies it")
    func list() {
        var state = Self.letters(120, 40)
        #expect(state.desk.letters.map(\.number) == [1, 2] && state.desk.selectedLetter?.number == 1)
        #expect(state.desk.selected == nil)
        let text = state.frame().text
        #expect(text.contains("巡建〔2026〕1号") && text.contains("逾期 11 天") && text.contains("区农业农村局"))
        BoardFixture.press(&state, .down, .down)
        #expect(state.desk.selectedLetter?.number == 2)
        guard case .copy(let copied)? = state.update(.key(.character("y"))).first else {
            Issue.record("nothing was copied")
            return
        }
        #expect(copied.contains("巡建〔2026〕2号"))
    }

    @Test("a and r record the reply, a and w or > a follow-up, of the letter under the cursor")
    func recorded() {
        for (keys, request) in [
            (
                [KeyPress.character("a"), .character("r")],
                LetterRequest.answer(text: "已复", on: "2026-11-24", evidence: nil)
            ),
            ([.character("a"), .character("w")], .followUp(text: "已复")), ([.character(">")], .followUp(text: "已复")),
        ] {
            var state = Self.letters(120, 40)
            BoardFixture.press(&state, .down)
            for key in keys { BoardFixture.press(&state, key) }
            guard case .form = state.overlay else {
                Issue.record("no form after \(keys)")
                continue
            }
            BoardFixture.type(&state, "已复")
            let sent = state.update(.key(.control("s")))
            guard case .triage(.askLetter(let asked, let letter))? = sent.first else {
                Issue.record("nothing was asked for")
                continue
            }
            #expect(asked == request && letter == 2)
            BoardFixture.settle(&state, sent)
            #expect(state.tab == .desk && state.desk.isOnLetters && state.notice?.kind == .done)
            // A reply that came stays: the footer does not offer what the domain refuses.
            let isReply = if case .answer = request { true } else { false }
            #expect(state.frame().text.contains("u 撤销") == !isReply)
            let undoing = state.update(.key(.character("u"))).first
            if case .triage(.askLetter(.undo, 2))? = undoing {
                #expect(!isReply)
            } else {
                #expect(isReply && state.notice?.kind == .refused, "u takes nothing back")
            }
        }
    }

    @Test("u takes back nothing that was not done here, and letters are not grouped: both are said")
    func refused() {
        for key in [KeyPress.character("u"), .character("z"), .character("#")] {
            var state = Self.letters(120, 40)
            BoardFixture.press(&state, key)
            #expect(state.notice?.kind == .refused && state.desk.isOnLetters && state.desk.grouping == nil)
        }
    }

    @Test("Enter opens the letter's page in triage, and - comes back to it")
    func drilled() {
        var state = Self.letters(120, 40)
        BoardFixture.press(&state, .down, .enter)
        #expect(state.tab == .triage && state.triage.list == .letters && state.triage.page == 0)
        #expect(state.triage.letterRow?.number == 2)
        BoardFixture.press(&state, .character("-"))
        #expect(state.tab == .desk && state.desk.selectedLetter?.number == 2)
    }

    @Test("a search is of letters too, and Esc takes it off before it leaves")
    func searched() {
        var state = Self.letters(120, 40)
        BoardFixture.press(&state, .character("/"))
        BoardFixture.type(&state, "〕2号")
        BoardFixture.press(&state, .enter)
        #expect(state.desk.letters.map(\.number) == [2])
        BoardFixture.press(&state, .escape)
        #expect(state.desk.letters.count == 2 && state.tab == .desk)
        BoardFixture.press(&state, .escape)
        #expect(state.tab == .board)
    }

    @Test("read-only, nothing is recorded, and the page still opens")
    func readOnly() {
        var state = BoardFixture.board(120, 40, isReadOnly: true)
        BoardFixture.press(&state, .character("3"), .left, .character("a"))
        #expect(!state.desk.isChoosing && state.desk.isOnLetters)
        BoardFixture.press(&state, .character(">"))
        if case .none = state.overlay {} else { Issue.record("something opened") }
        BoardFixture.press(&state, .enter)
        #expect(state.tab == .triage && state.triage.page == 0)
    }
}
