import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

@Suite("The pointer and the clipboard")
struct PointerTests {
    /// The cell where a text begins.
    static func place(of text: String, in state: UIState) throws -> Place {
        let frame = state.frame()
        for row in 0..<frame.size.rows {
            for column in 0..<frame.size.columns {
                var rest = ""
                for cell in frame.row(row).dropFirst(column) { if let character = cell.text { rest.append(character) } }
                if rest.hasPrefix(text) { return Place(row: row, column: column) }
            }
        }
        Issue.record("“\(text)” is not on the screen")
        throw CancellationError()
    }

    @Test("a click selects the card under it, a double click opens it")
    func cards() throws {
        var state = BoardFixture.board(120, 40)
        BoardFixture.press(&state, .click(try Self.place(of: "#6 ", in: state)))
        #expect(state.board.focus == 1 && state.board.selected?.number == FindingNumber(6))
        #expect(state.board.detail == nil)
        let place = try Self.place(of: "#9 ", in: state)
        BoardFixture.press(&state, .click(place), .doubleClick(place))
        #expect(state.board.detail?.number == FindingNumber(9))
    }

    @Test(
        "columns stay where they are pointed at, by click and by wheel, until a key goes to another",
        arguments: [80, 120])
    func pinned(columns: Int) throws {
        var state = BoardFixture.board(columns, 40)
        let text = columns == 80 ? "#6 " : "#7 "
        let place = try Self.place(of: text, in: state)
        BoardFixture.press(&state, .click(place))
        #expect(try Self.place(of: text, in: state) == place)
        let focus = state.board.focus
        BoardFixture.press(&state, .wheelDown(place), .wheelDown(place), .wheelUp(place))
        #expect(state.board.focus == focus && state.board.columns[focus].cursor > 0)
        BoardFixture.press(&state, .click(place), .doubleClick(place))
        #expect(state.board.detail != nil)
        BoardFixture.press(&state, .escape, .tab, .backTab)
        let shown = BoardLayout(state).columns
        #expect(shown.first?.index == max(0, min(focus - (shown.count - 1) / 2, 4 - shown.count)))
    }

    @Test("the wheel scrolls what is under it")
    func wheel() throws {
        var state = BoardFixture.board(120, 40)
        let place = try Self.place(of: "#6 ", in: state)
        BoardFixture.press(&state, .wheelDown(place), .wheelDown(place))
        #expect(state.board.focus == 1 && state.board.columns[1].cursor == 6 && state.board.columns[0].cursor == 0)
        BoardFixture.press(&state, .wheelUp(place))
        #expect(state.board.columns[1].cursor == 3)
    }

    @Test("a card let go in the next column asks for that transition")
    func drag() throws {
        var state = BoardFixture.board(120, 40)
        let card = try Self.place(of: "#5 ", in: state)
        var copy = state
        let effects = state.update(.key(.drag(from: card, to: try Self.place(of: "#6 ", in: state))))
        guard case .admissions(let number, let opening)? = effects.last else {
            Issue.record("nothing was asked")
            return
        }
        #expect(number == FindingNumber(5) && opening == .start)
        #expect(copy.update(.key(.drag(from: card, to: try Self.place(of: "#3 ", in: copy)))).isEmpty)
        #expect(copy.notice?.text == copy.words["board.oneColumn"])
    }

    @Test("a key in the footer is pressed by a click")
    func footer() throws {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .click(try Self.place(of: "? ", in: state)))
        guard case .help = state.overlay else {
            Issue.record("no help")
            return
        }
    }

    @Test("an entry of the menu is chosen by a click and done by a double click")
    func menu() throws {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("."))
        let entry = try Self.place(of: "报进展", in: state)
        BoardFixture.press(&state, .click(entry), .doubleClick(entry))
        guard case .form(let form) = state.overlay, case .action(.report, _, _) = form.purpose else {
            Issue.record("no form")
            return
        }
        BoardFixture.press(&state, .click(try Self.place(of: "整改成效", in: state)))
        guard case .form(let clicked) = state.overlay else { return }
        #expect(clicked.fields[clicked.focus].name == "effect")
    }

    @Test("a completion of the command line is taken by a click; a second click runs nothing")
    func completion() throws {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character(":"))
        let second = try Self.place(of: "事件日志", in: state)
        BoardFixture.press(&state, .click(second), .doubleClick(second))
        guard case .command(let command) = state.overlay else {
            Issue.record("the command line is gone")
            return
        }
        #expect(command.input.text == "log" && command.chosen == 1)
    }

    @Test("what lies under a form does not answer")
    func covered() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .character("?"))
        let number = state.board.selected?.number
        for row in 0..<24 { BoardFixture.press(&state, .click(Place(row: row, column: 0))) }
        #expect(state.board.selected?.number == number)
    }

    @Test("pasted text goes into the input with the caret, lines kept where several are taken; outside it never acts")
    func paste() {
        var state = BoardFixture.board(80, 24)
        BoardFixture.press(&state, .paste("QQQ\n!"))
        #expect(!state.isEnding && !state.board.filter.isTrouble)
        #expect(state.notice?.text == state.words["board.pastedNowhere"])
        BoardFixture.press(&state, .character("."), .character(";"), .paste("第一行\r\n第二行"))
        guard case .form(let form) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.values["text"] == ["第一行\n第二行"])
        BoardFixture.press(&state, .escape, .character("y"), .character("/"), .paste("误工\n"))
        #expect(state.board.filter.text == "误工")
    }

    @Test("- goes back to what was shown before")
    func lastView() {
        var state = BoardFixture.board(80, 24)
        for _ in 0..<3 { BoardFixture.press(&state, .down) }
        let number = state.board.selected?.number
        BoardFixture.press(&state, .character("!"))
        #expect(state.board.filter.isTrouble)
        BoardFixture.press(&state, .character("-"))
        #expect(!state.board.filter.isTrouble && state.board.selected?.number == number)
    }
}
