import BoardUI
import Rectification
import Requests
import Screen
import Testing

/// Random keys, resizes and answers: the reducer never ends the program, and every frame is whole.
@Suite("Random keys")
struct FuzzTests {
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var x = state
            x ^= x >> 29
            return x &* 0xff51_afd7_ed55_8ccd ^ (x >> 32)
        }
    }

    static let keys: [KeyPress] =
        Keymap.meanings(on: .board).filter { $0 != .shell(.quit) }.flatMap { Keymap.standard.keys(of: $0) }
        + MenuEntry.all.map { .character($0.letter) }
        + [
            .character("误"), .character("👩‍👩‍👧"), .character("é"), .character("1"), .character("+"), .character(" "),
            .backspace,
            .delete, .insert, .function(5), .control("s"), .control("n"), .control("p"), .control("w"), .tab,
            .backTab,
            .enter, .escape, .enter, .enter, .paste("粘贴\n两行"), .paste("x"),
        ]

    static func pointing(_ size: Size, _ dice: inout Dice) -> KeyPress {
        func place() -> Place {
            Place(
                row: Int.random(in: 0..<size.rows, using: &dice),
                column: Int.random(in: 0..<size.columns, using: &dice))
        }
        return switch Int.random(in: 0..<5, using: &dice) {
        case 0: .click(place())
        case 1: .doubleClick(place())
        case 2: .wheelUp(place())
        case 3: .wheelDown(place())
        case _: .drag(from: place(), to: place())
        }
    }

    @Test("thousands of keys, and every frame is whole", arguments: 0..<24)
    func keys(seed: Int) {
        var dice = Dice(state: UInt64(seed) &* 104_729 &+ 7)
        var state = BoardFixture.board(80, 24, count: seed % 3 == 0 ? 0 : 150)
        var picture: Picture?
        for turn in 0..<400 {
            if Int.random(in: 0..<40, using: &dice) == 0 {
                let size = Size(
                    columns: Int.random(in: 1...210, using: &dice), rows: Int.random(in: 1...60, using: &dice))
                BoardFixture.settle(&state, state.update(.resized(size)), count: 150)
            }
            let key =
                Int.random(in: 0..<6, using: &dice) == 0
                ? Self.pointing(state.size, &dice) : Self.keys.randomElement(using: &dice) ?? .enter
            var effects = state.update(.key(key))
            // Some answers are refusals, some come late, some never.
            switch Int.random(in: 0..<8, using: &dice) {
            case 0:
                effects += state.update(
                    .refused(
                        .init(
                            rule: "version.moved", facts: ["number": "1", "current": "9", "expected": "6"],
                            isFailure: true)))
            case 1:
                effects += state.update(
                    .refused(.init(rule: "field.notADay", facts: ["field": "until"], isFailure: false)))
            case 2:
                effects += state.update(
                    .performed(
                        .init(
                            number: BoardFixture.row(2, .inProgress).number, events: ["commented"],
                            shell: "xiaohao comment 2 x",
                            row: BoardFixture.row(2, .inProgress), head: turn)))
            case 3: effects += state.update(.moved(head: turn, today: BoardFixture.today))
            case 4: effects += state.update(.suggestions(field: "unit", ["甲", "乙"]))
            case _: break
            }
            if Int.random(in: 0..<5, using: &dice) > 0 { BoardFixture.settle(&state, effects, count: 150) }
            let next = state.picture(after: picture)
            let frame = state.frame()
            FrameTests.check(frame, "seed \(seed), turn \(turn), \(key)")
            // Whatever was carried over from the frame before, it is what drawing anew gives.
            #expect(next.frame == frame, "seed \(seed), turn \(turn), \(key)")
            picture = next
            #expect(!state.isEnding)
        }
    }
}
