import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

@Suite("A key pressed before its row is there")
struct AwaitingTests {
    private static func admissions(_ effects: [Effect]) -> [FindingNumber] {
        effects.compactMap { effect in
            if case .admissions(let number, _) = effect { number } else { nil }
        }
    }

    private static func asks(_ effects: [Effect]) -> [PageAsk] {
        effects.compactMap { effect in
            if case .load(let ask) = effect { ask } else { nil }
        }
    }

    @Test("typed behind a search it means the first hit, not the card that still stands there")
    func search() throws {
        var state = BoardFixture.board(120, 40)
        let old = try #require(state.board.selected?.number)
        BoardFixture.press(&state, .character("/"))
        let asks = Self.asks(state.update(.key(.character("误"))))
        var early: [Effect] = []
        for key in [KeyPress.enter, .down, .character(">")] { early += state.update(.key(key)) }
        #expect(Self.admissions(early).isEmpty)
        let hits = Array(BoardFixture.rows(.assigned, 5).suffix(3))
        #expect(!hits.contains { $0.number == old })
        let ask = try #require(asks.first { $0.column == 0 })
        let late = state.update(.page(.init(request: ask, rows: hits, hasMoreAbove: false, hasMoreBelow: false)))
        #expect(Self.admissions(late) == [hits[1].number])
    }

    @Test("Esc forgets it; when nothing is found, or nothing can be had, it means nothing")
    func nothing() throws {
        for turn in 0..<3 {
            var state = BoardFixture.board(120, 40)
            BoardFixture.press(&state, .character("/"))
            let asks = Self.asks(state.update(.key(.character("误"))))
            _ = state.update(.key(.enter))
            _ = state.update(.key(.character(">")))
            if turn == 0 { _ = state.update(.key(.escape)) }
            let rows = turn == 0 ? BoardFixture.rows(.assigned, 3) : []
            let effects =
                turn < 2
                ? asks.flatMap { ask in
                    state.update(.page(.init(request: ask, rows: rows, hasMoreAbove: false, hasMoreBelow: false)))
                }
                : state.update(.refused(.init(rule: "ledger.ioError", facts: [:], candidates: [], isFailure: true)))
            #expect(Self.admissions(effects).isEmpty)
            // Keys go on as ever.
            BoardFixture.press(&state, .character("?"))
            guard case .help = state.overlay else {
                Issue.record("the help did not open (\(turn))")
                continue
            }
        }
    }

    @Test("Esc says that nobody waits any more, and breaks off what it waited behind")
    func brokenOff() {
        var state = BoardFixture.board(120, 40)
        #expect(Self.admissions(state.update(.key(.character(".")))).count == 1)
        let early = state.update(.key(.escape))
        #expect(early.contains { if case .forget = $0 { true } else { false } })
        #expect(!early.contains { if case .cancel = $0 { true } else { false } })
        _ = state.update(.key(.character(".")))
        _ = state.update(.busy(Busy(what: "")))
        let late = state.update(.key(.escape))
        #expect(late.contains { if case .forget = $0 { true } else { false } })
        #expect(late.contains { if case .cancel = $0 { true } else { false } })
        #expect(state.notice?.text == state.words["busy.cancelling"])
        _ = state.update(.busy(nil))
        #expect(state.notice == nil, "nothing is being broken off any more")
    }

    @Test("behind a number, a saved filter or another person it means what comes of them; when nothing does, nothing")
    func elsewhere() throws {
        var state = BoardFixture.board(120, 40)
        BoardFixture.press(&state, .character(":"))
        for digit in "207" { BoardFixture.press(&state, .character(digit)) }
        _ = state.update(.key(.enter))
        #expect(Self.admissions(state.update(.key(.character(".")))).isEmpty)
        let row = BoardFixture.row(207, .review)
        #expect(Self.admissions(state.update(.located(row))) == [row.number])

        state = BoardFixture.board(120, 40)
        BoardFixture.press(&state, .character("F"))
        _ = state.update(.key(.enter))
        #expect(Self.admissions(state.update(.key(.character(">")))).isEmpty)
        _ = state.update(.refused(.init(rule: "unit.unknown", facts: [:], candidates: [], isFailure: false)))
        guard case .none = state.overlay else {
            Issue.record("something opened")
            return
        }

        BoardFixture.press(&state, .character("@"))
        _ = state.update(.key(.enter))
        #expect(Self.admissions(state.update(.key(.character(".")))).isEmpty)
        #expect(Self.admissions(state.update(.actor(BoardFixture.clerk))).count == 1)
    }

    @Test("the board opens where cards are; where the pointer or a key went, it stays")
    func emptyColumn() throws {
        for turn in 0..<2 {
            var state = UIState(
                setting: BoardFixture.setting(), size: Size(columns: 120, rows: 40), today: BoardFixture.today)
            let asks = Self.asks(state.start())
            if turn == 1 { BoardFixture.press(&state, .left) }
            for ask in asks {
                let rows = ask.column < 2 ? [] : BoardFixture.rows(StageCode.allCases[ask.column], 3)
                _ = state.update(.page(.init(request: ask, rows: rows, hasMoreAbove: false, hasMoreBelow: false)))
            }
            #expect(state.board.focus == (turn == 0 ? 2 : 0))
        }
    }

    @Test("on the desk it waits for the preset's first page")
    func desk() throws {
        var state = BoardFixture.board(120, 40)
        BoardFixture.press(&state, .character("3"))
        let loads = state.update(.key(.tab))
        let early = state.update(.key(.character(">")))
        #expect(early.isEmpty)
        var late: [Effect] = []
        for case .desk(let effect) in loads {
            for message in DeskFixture.answer(effect) { late += state.update(.desk(message)) }
        }
        let proposals = late.filter { if case .desk(.propose) = $0 { true } else { false } }
        #expect(proposals.count == 1)
    }
}
