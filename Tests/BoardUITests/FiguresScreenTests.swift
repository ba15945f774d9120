import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

/// 态势: its frames, and what each of its keys does.
@Suite("The figures on screen")
struct FiguresScreenTests {
    static func figures(_ columns: Int, _ rows: Int, _ language: Language = .simplified) -> UIState {
        var state = BoardFixture.board(columns, rows, language)
        BoardFixture.press(&state, .character("6"))
        return state
    }

    @Test("every figure", arguments: FigureKind.allCases, Language.allCases)
    func frames(kind: FigureKind, language: Language) throws {
        for (columns, rows) in [(80, 24), (120, 40), (200, 50)] {
            var state = Self.figures(columns, rows, language)
            while state.figures.kind != kind { BoardFixture.press(&state, .right) }
            try GoldenTests.compare(
                state.frame(), "figures-\(kind.rawValue)-\(columns)x\(rows)-\(language.rawValue)")
        }
    }

    @Test("l, h, Tab and arrows go round the figures")
    func walking() {
        var state = Self.figures(120, 40)
        #expect(state.figures.kind == .closure)
        BoardFixture.press(&state, .character("l"), .right, .tab)
        #expect(state.figures.kind == .coverage)
        BoardFixture.press(&state, .character("h"), .left, .backTab, .left)
        #expect(state.figures.kind == .letters)
        BoardFixture.press(&state, .right)
        #expect(state.figures.kind == .closure)
    }

    @Test("Enter on a unit shows its own figures, Esc comes back, and then leaves")
    func drilling() {
        var state = Self.figures(120, 40)
        guard let line = state.figures.lines.firstIndex(where: { $0.unit == DossierFixture.towns[0].id }) else {
            Issue.record("no line of the town")
            return
        }
        for _ in 0..<line { BoardFixture.press(&state, .down) }
        BoardFixture.press(&state, .enter)
        #expect(state.figures.path == [DossierFixture.towns[0].id])
        #expect(state.frame().text.contains("澜州市 / 下应街道"))
        BoardFixture.press(&state, .escape)
        #expect(state.figures.path.isEmpty && state.tab == .figures)
        BoardFixture.press(&state, .escape)
        #expect(state.tab == .board)
    }

    @Test("X writes the figure that is shown and says where")
    func export() {
        var state = Self.figures(120, 40)
        BoardFixture.press(&state, .right, .character("X"))
        #expect(state.shell == "xiaohao figures --chart burn-up")
        #expect(state.notice?.text.hasSuffix("/ledger.db.documents/2026-11-24/burn-up .xlsx .html .md") == true)
    }

    @Test("what is drawn is printed as numbers, and no line is wider than the screen", arguments: [60, 80, 133, 250])
    func numbers(columns: Int) {
        for kind in FigureKind.allCases {
            var state = Self.figures(columns, 30)
            while state.figures.kind != kind { BoardFixture.press(&state, .right) }
            FrameTests.check(state.frame(), "\(kind) \(columns)")
            for line in state.figures.lines {
                #expect(DisplayWidth.of(line.text) <= max(40, columns - 4), "\(line.text)")
            }
            let text = state.figures.lines.map(\.text).joined(separator: "\n")
            let figures = FiguresFixture.figures(of: nil)
            switch kind {
            case .closure:
                for unit in figures.units {
                    #expect(text.contains("\(unit.tally.fullyClosed)/\(unit.tally.counted)"))
                }
            case .burnUp:
                for point in figures.burnUp { #expect(text.contains(point.month.description)) }
            case .overdue:
                for unit in figures.units {
                    let line = state.figures.lines.first { $0.text.hasPrefix(unit.isOwn ? unit.name + "（" : unit.name) }
                    let cells = line?.text.replacing("·", with: "0").filter { !"░▒▓█".contains($0) }
                        .split(separator: " ")
                    let counts = cells.map { $0.compactMap { Int($0) } } ?? []
                    // A narrow screen keeps the newest weeks, today last, and what changed in four weeks behind them.
                    #expect(counts.count >= 2 && counts == unit.weeks.suffix(counts.count))
                    #expect(counts.count == 12 || columns < 100)
                    let change = unit.weeks[11] - unit.weeks[7]
                    #expect(cells?.last == (change > 0 ? "↑\(change)" : change < 0 ? "↓\(-change)" : "→"))
                }
            case .issues: #expect(text.contains("22/61") && text.contains("36.1%") && text.contains("4"))
            case .letters: #expect(text.contains("2/3") && text.contains("1/1"))
            case .coverage: #expect(text.contains("2720/2920") && text.contains("93.2%") && text.contains("2024-12-31"))
            }
        }
    }

    static let bindings = Keymap.meanings(on: .figures).flatMap { meaning in
        Keymap.standard.keys(of: meaning).map { (meaning, $0) }
    }

    @Test("every documented key of the figures does something that can be seen or is asked for", arguments: bindings)
    func documented(meaning: KeyMeaning, key: KeyPress) {
        var state = Self.figures(120, 20)
        switch meaning {
        case .view(.up), .view(.first), .view(.pageUp), .view(.halfUp): BoardFixture.press(&state, .end)
        case .view(.open): for _ in 0..<6 { BoardFixture.press(&state, .down) }
        case .view, .board, .shell, .desk, .meeting, .intake, .dossier, .triage, .figures: break
        }
        let before = state.frame()
        let effects = state.update(.key(key))
        let isEnding = state.isEnding
        BoardFixture.settle(&state, effects)
        #expect(state.frame() != before || !effects.isEmpty || isEnding, "\(KeyName.shown(key)) does nothing")
    }
}
