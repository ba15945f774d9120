import Screen
import Testing

/// What a terminal sends, cut anywhere, becomes the keys that were meant.
@Suite("Input")
struct InputTests {
    static func decode(_ pieces: [String]) -> [KeyPress] {
        var decoder = InputDecoder()
        var presses: [KeyPress] = []
        for piece in pieces {
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
        #expect(Self.decode(["\u{1B}[?1;2c\u{1B}[200u\u{1B}[I\u{1B}[<0;1;1M\u{1B}[99~"]) == [])
        #expect(Self.decode(["误工e\u{301}"]) == [.character("误"), .character("工"), .character("e\u{301}")])
    }

    @Test("a paste is one text, and its keys never act")
    func paste() {
        var decoder = InputDecoder()
        decoder.take(scalar: "a")
        decoder.beginPaste()
        for scalar in "Q\r第二".unicodeScalars { decoder.take(scalar: scalar) }
        #expect(decoder.finish().presses == [.character("a")], "the end of the paste has not come")
        decoder.take(key: .up)
        decoder.take(.down, at: Place(row: 1, column: 1))
        for scalar in "行\u{1B}[".unicodeScalars { decoder.take(scalar: scalar) }
        decoder.endPaste()
        decoder.take(scalar: "j")
        #expect(decoder.finish().presses == [.paste("Q\n第二行["), .character("j")])
    }

    @Test("a click, a double click, a slow second click, a drag, the wheel")
    func pointer() {
        let place = Place(row: 2, column: 4)
        let other = Place(row: 2, column: 8)
        var decoder = InputDecoder()
        func click(at time: Int) {
            decoder.begin(now: time)
            decoder.take(.down, at: place)
            decoder.take(.up, at: place)
        }
        click(at: 0)
        click(at: 200)
        click(at: 900)
        click(at: 1900)
        #expect(decoder.finish().presses == [.click(place), .doubleClick(place), .click(place), .click(place)])
        decoder.take(.down, at: place)
        decoder.take(.up, at: other)
        decoder.take(.up, at: other)
        decoder.take(.wheelUp, at: place)
        decoder.take(.wheelDown, at: place)
        #expect(decoder.finish().presses == [.drag(from: place, to: other), .wheelUp(place), .wheelDown(place)])
    }

    @Test("the pointer in sequences that reach any column, with a modifier too; motion and other buttons are nothing")
    func farPointer() {
        let place = Place(row: 7, column: 311)
        var decoder = InputDecoder()
        func send(_ button: Int, _ final: Character, row: Int = 8) {
            for scalar in "\u{1B}[<\(button);312;\(row)\(final)".unicodeScalars { decoder.take(scalar: scalar) }
        }
        send(0, "M")
        send(32, "M")
        send(16, "m")
        send(2, "M")
        send(2, "m")
        send(64, "M")
        send(65, "M")
        send(0, "M")
        send(0, "m", row: 12)
        #expect(
            decoder.finish().presses == [
                .click(place), .wheelUp(place), .wheelDown(place),
                .drag(from: place, to: Place(row: 11, column: 311)),
            ])
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
