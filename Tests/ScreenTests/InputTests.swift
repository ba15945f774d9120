import Screen
import Testing

/// What a terminal sends, cut anywhere, becomes the keys that were meant.
@Suite("Input")
struct InputTests {
    static func decode(_ pieces: [String], at times: [Int] = []) -> [KeyPress] {
        var decoder = InputDecoder()
        var presses: [KeyPress] = []
        for (index, piece) in pieces.enumerated() {
            decoder.begin(now: times.indices.contains(index) ? times[index] : 0)
            for scalar in piece.unicodeScalars { decoder.take(scalar: scalar) }
            presses += decoder.finish().presses
        }
        return presses
    }

    @Test("Esc alone is a key, and with a letter behind it two")
    func escape() {
        #expect(Self.decode(["\u{1B}"]) == [.escape])
        #expect(Self.decode(["\u{1B}C"]) == [.escape, .character("C")])
        #expect(Self.decode(["\u{1B}\u{1B}"]) == [.escape, .escape])
    }

    @Test("sequences with modifiers are their keys, unknown ones are nothing")
    func sequences() {
        #expect(Self.decode(["\u{1B}[1;5A\u{1B}OB\u{1B}[6~\u{1B}[Z"]) == [.up, .down, .pageDown, .backTab])
        #expect(Self.decode(["\u{1B}[?1;2c\u{1B}[200u\u{1B}[I"]) == [])
        #expect(Self.decode(["误工e\u{301}"]) == [.character("误"), .character("工"), .character("e\u{301}")])
    }

    @Test("a paste is one text, wherever the pieces are cut, and its keys never act")
    func paste() {
        let whole = "\u{1B}[200~Q\r第二行\u{1B}[x\u{1B}[201~j"
        for cut in 1..<whole.unicodeScalars.count {
            let index = whole.unicodeScalars.index(whole.startIndex, offsetBy: cut)
            let pieces = [String(whole.unicodeScalars[..<index]), String(whole.unicodeScalars[index...])]
            // A lone Esc at the end of a piece is a key by then.
            if pieces[0].hasSuffix("\u{1B}"), cut == 1 { continue }
            #expect(Self.decode(pieces) == [.paste("Q\n第二行[x"), .character("j")], "cut at \(cut)")
        }
    }

    @Test("a click, a double click, a slow second click, a drag, the wheel")
    func pointer() {
        let press = "\u{1B}[<0;5;3M"
        let release = "\u{1B}[<0;5;3m"
        let place = Place(row: 2, column: 4)
        #expect(Self.decode([press, release]) == [.click(place)])
        #expect(
            Self.decode([press + release, press + release], at: [0, 200]) == [.click(place), .doubleClick(place)])
        #expect(Self.decode([press + release, press + release], at: [0, 900]) == [.click(place), .click(place)])
        #expect(
            Self.decode([press, "\u{1B}[<32;9;3M", "\u{1B}[<0;9;3m"])
                == [.drag(from: place, to: Place(row: 2, column: 8))])
        #expect(Self.decode(["\u{1B}[<64;5;3M\u{1B}[<65;5;3M"]) == [.wheelUp(place), .wheelDown(place)])
        #expect(Self.decode(["\u{1B}[<0;5;", "3M\u{1B}[<0;5;3m"]) == [.click(place)])
    }

    @Test("what a terminal says of itself is no key")
    func reports() {
        var decoder = InputDecoder()
        for scalar in "\u{1B}]11;rgb:ffff/fefe/fdfd\u{1B}\\\u{1B}]11;rgb:00/10/20\u{7}\u{1B}[1;3R".unicodeScalars {
            decoder.take(scalar: scalar)
        }
        let (presses, reports) = decoder.finish()
        #expect(presses.isEmpty)
        #expect(reports == [.ground(0xFFFEFD), .ground(0x001020), .cursor(Place(row: 0, column: 2))])
        #expect(Theme.Ground(rgb: 0xFFFEFD) == .light && Theme.Ground(rgb: 0x001020) == .dark)
        #expect(Theme.Ground(colorfgbg: "0;default;15") == .light && Theme.Ground(colorfgbg: "15;0") == .dark)
    }
}
