import BoardUI
import Foundation
import Screen
import Testing
import Wording

/// Frames compared line by line with those of the folder Golden; `XIAOHAO_RECORD=1` writes them anew, to be read before they are committed.
@Suite("Golden frames")
struct GoldenTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

    static func compare(_ frame: Frame, _ name: String) throws {
        let file = folder.appendingPathComponent(name + ".txt")
        if ProcessInfo.processInfo.environment["XIAOHAO_RECORD"] != nil {
            try (frame.text + "\n").write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        let expected = golden.split(separator: "\n", omittingEmptySubsequences: false)
        let found = (frame.text + "\n").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(expected.count == found.count)
        for (row, (left, right)) in zip(expected, found).enumerated() { #expect(left == right, "\(name), row \(row)") }
    }

    @Test("the board", arguments: [(80, 24), (120, 40), (200, 50)], Language.allCases)
    func board(size: (Int, Int), language: Language) throws {
        try Self.compare(
            BoardFixture.board(size.0, size.1, language).frame(), "board-\(size.0)x\(size.1)-\(language.rawValue)")
    }

    @Test("the detail pane", arguments: [(80, 24), (120, 40), (200, 50)])
    func detail(columns: Int, rows: Int) throws {
        var state = BoardFixture.board(columns, rows)
        BoardFixture.press(&state, .enter)
        try Self.compare(state.frame(), "detail-\(columns)x\(rows)")
    }

    static let allScreens: [(name: String, keys: [KeyPress])] = [
        ("menu", [.character("."), .end]), ("form-report", [.character("."), .character("b")]),
        ("form-filter", [.character("f")]), ("form-filing", [.character("c")]), ("help", [.character("?")]),
        ("people", [.character("@")]), ("search", [.character("/"), .character("误"), .character("工")]),
        ("refused", [.character(">")]), ("detail", [.enter]),
        ("marks", [.character(" "), .character("V"), .down, .down]),
        ("marked-menu", [.character(" "), .character(" "), .character("."), .down]),
        ("lanes", [.character("z"), .down]), ("zoomed", [.character("+"), .character("+")]),
        ("frequency", [.character("#")]), ("filters", [.character("F")]),
        ("filter-name", [.character("!"), .character("F"), .character("s"), .character("甲")]),
        ("command", [.character(":"), .character("l"), .tab]),
        (
            "date",
            [.character("."), .character("x"), .character("+"), .character("3"), .character("0"), .character("d")]
        ),
        ("undo-bulk", [.character("l"), .character("u")]),
    ]

    @Test("every screen in three languages at 80×24", arguments: allScreens, Language.allCases)
    func screens(screen: (name: String, keys: [KeyPress]), language: Language) throws {
        var state = BoardFixture.board(80, 24, language)
        for key in screen.keys { BoardFixture.press(&state, key) }
        try Self.compare(state.frame(), "\(screen.name)-80x24-\(language.rawValue)")
    }

    @Test(
        "a ledger that lacks what this machine saw says so in red, whole, whatever kind it is",
        arguments: Language.allCases)
    func headLost(language: Language) throws {
        for isReadOnly in [false, true] {
            var state = BoardFixture.board(80, 24, language)
            state.setting.barred = isReadOnly ? BoardFixture.lookOnly : nil
            #expect(!state.frame().text.contains(state.words["board.headLost"]))
            #expect(state.update(.headLost).isEmpty)
            let frame = state.frame()
            #expect(frame.text.split(separator: "\n").first?.contains(state.words["board.headLost"]) == true)
            let red = (0..<80).count { frame[0, $0].style == .danger }
            #expect(red == DisplayWidth.of(state.words["board.headLost"]) + 2)
            try Self.compare(frame, "head-lost\(isReadOnly ? "-read-only" : "")-80x24-\(language.rawValue)")
        }
        for columns in 60...100 {
            var state = BoardFixture.board(columns, 24, language)
            _ = state.update(.headLost)
            FrameTests.check(state.frame(), "\(columns) columns")
        }
    }

    @Test(
        "a server that is away is said in red as long as it lasts, with what waits for it; what is on the screen stays",
        arguments: Language.allCases)
    func absent(language: Language) throws {
        var state = BoardFixture.board(80, 24, language)
        let before = state.frame().text.split(separator: "\n", omittingEmptySubsequences: false)
        for waiting in [0, 2] {
            #expect(state.update(.absent(Absence(since: "14:02", waiting: waiting))).isEmpty)
            let frame = state.frame()
            let lines = frame.text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.dropFirst() == before.dropFirst())
            let name = waiting == 0 ? "absence.line" : "absence.waiting"
            let text = state.words.text(name, ["since": "14:02", "count": "2"])
            #expect(lines.first?.contains(text) == true)
            #expect((0..<80).count { frame[0, $0].style == .danger } == DisplayWidth.of(text) + 2)
            try Self.compare(frame, "absent-\(waiting)-80x24-\(language.rawValue)")
        }
        // What waits can be dropped, and is not left behind without a word.
        BoardFixture.press(&state, .character("Q"))
        #expect(!state.isEnding && state.notice?.kind == .refused)
        guard case .cancel? = state.update(.key(.escape)).first else {
            return #expect(Bool(false), "nothing is dropped")
        }
        // Back again: everything that may have been left out is asked for.
        #expect(!state.update(.absent(nil)).isEmpty)
        #expect(state.notice == Notice(.done, state.words["absence.over"]))
        // Away once more: nothing says any longer that it answers.
        _ = state.update(.absent(Absence(since: "14:05", waiting: 0)))
        #expect(state.notice == nil)
        for columns in 60...100 {
            var state = BoardFixture.board(columns, 24, language)
            _ = state.update(.absent(Absence(since: "14:02", waiting: 12)))
            FrameTests.check(state.frame(), "\(columns) columns")
        }
    }

    @Test("a terminal that is too small says so")
    func small() throws {
        try Self.compare(BoardFixture.board(50, 12).frame(), "small-50x12")
    }
}
