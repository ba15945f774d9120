import BoardUI
import Foundation
import PseudoTerminal
import Screen
import Terminal
import Testing

/// Frames with their colours and attributes, as ncurses sends them and a terminal has them then.
@Suite("Golden frames in colour", .serialized)
struct ColourTests {
    static let themes: [(name: String, theme: Theme, type: String)] = [
        ("dark", Theme(.dark, depth: .indexed), "xterm-256color"),
        ("light", Theme(.light, depth: .indexed), "xterm-256color"), ("eight", Theme(.dark, depth: .eight), "xterm"),
        ("mono", Theme(depth: .none), "xterm-256color"),
    ]

    static let screens: [(name: String, keys: [KeyPress])] = [
        ("board", []), ("menu", [.character("."), .end]), ("refused", [.character(">")]), ("detail", [.enter]),
        ("desk", [.character("3")]), ("dossier", [.character("5")]),
    ]

    @Test("board, menu, refusal, details, desk and dossier in four sets of colours", arguments: themes, screens)
    func frames(
        theme: (name: String, theme: Theme, type: String), screen: (name: String, keys: [KeyPress])
    ) throws {
        var state = BoardFixture.board(80, 24)
        for key in screen.keys { BoardFixture.press(&state, key) }
        let frame = state.frame()
        let shown = try PtyLine.alone { try Self.show(frame, theme.theme, theme.type) }
        #expect(shown.text == frame.text.trimmingEmptyRows, "what the terminal shows is not the frame")
        let file = GoldenTests.folder.appendingPathComponent("colour-\(screen.name)-\(theme.name).txt")
        let text = Self.described(shown)
        if ProcessInfo.processInfo.environment["XIAOHAO_RECORD"] != nil {
            return try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        for (left, right) in zip(golden.split(separator: "\n"), text.split(separator: "\n")) { #expect(left == right) }
        #expect(golden.count == text.count)
    }

    static func show(_ frame: Frame, _ theme: Theme, _ type: String) throws -> VirtualScreen {
        let size = WindowSize(columns: frame.size.columns, rows: frame.size.rows)
        let line = try PtyLine(size)
        var terminal = try CursesTerminal(
            theme, mouse: false, input: line.terminal, output: line.terminal, type: type)
        terminal.show(frame)
        var screen = VirtualScreen(size: size)
        screen.feed(line.written())
        return screen
    }

    /// Runs of one style, each behind its own: `{80 on 237 bold}text`.
    static func described(_ screen: VirtualScreen) -> String {
        (0..<screen.size.rows).map { row in
            var text = ""
            var style: VirtualStyle?
            for cell in screen.cells[row] {
                if cell.style != style {
                    style = cell.style
                    text += "{\(words(cell.style))}"
                }
                text += cell.text
            }
            return text
        }.joined(separator: "\n") + "\n"
    }

    private static func words(_ style: VirtualStyle) -> String {
        func colour(_ colour: VirtualStyle.Colour) -> String? {
            switch colour {
            case .standard: nil
            case .indexed(let number): String(number)
            case .rgb(let red, let green, let blue): "\(red),\(green),\(blue)"
            }
        }
        let attributes = [
            (style.bold, "bold"), (style.dim, "dim"), (style.underline, "underline"), (style.reverse, "reverse"),
        ]
        let all =
            [colour(style.foreground), colour(style.background).map { "on \($0)" }].compactMap { $0 }
            + attributes.filter(\.0).map(\.1)
        return all.joined(separator: " ")
    }
}

extension String {
    fileprivate var trimmingEmptyRows: String {
        var rows = split(separator: "\n", omittingEmptySubsequences: false)
        while rows.last?.isEmpty == true { rows.removeLast() }
        return rows.joined(separator: "\n")
    }
}
