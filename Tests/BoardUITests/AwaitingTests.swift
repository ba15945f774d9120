import BoardUI
import Rectification
import Requests
import Screen
import Testing

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
            let ask = try #require(Self.asks(state.update(.key(.character("误")))).first { $0.column == 0 })
            _ = state.update(.key(.enter))
            _ = state.update(.key(.character(">")))
            if turn == 0 { _ = state.update(.key(.escape)) }
            let rows = turn == 0 ? BoardFixture.rows(.assigned, 3) : []
            let effects =
                turn < 2
                ? state.update(.page(.init(request: ask, rows: rows, hasMoreAbove: false, hasMoreBelow: false)))
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
