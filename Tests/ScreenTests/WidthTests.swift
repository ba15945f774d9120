import Screen
import Testing

/// What every terminal is told, whatever was typed into a ledger.
@Suite("Widths and hostile text")
struct WidthTests {
    static let odd = [
        "👩‍👩‍👧 一家", "👍🏽 好", "🇨🇳 旗", "❤️ 心", "⌚︎ 表", "1️⃣ 一", "e\u{301}\u{327}\u{328}\u{329} 符", "\u{301}孤",
        "\u{1112}\u{1161}\u{11AB}글",
        "\u{1161}半", "葛\u{E0100}城", "“引”…·★①", "ｶﾞ全ＡＢ", "กำ", "नमस्ते", "مرحبا", "𠮷野家", "\u{E7C7}字",
        "a\u{1B}[31mb", "左\u{202E}右", "零\u{200B}宽", "连\u{200D}接", "软\u{AD}连", "\u{3164}空", "\u{FEFF}标", "行\u{2028}行",
        "🏴\u{E0067}\u{E007F}",
        "\u{378}未", "表\t格", "\u{7F}删", "🏽独",
    ]

    @Test("a text takes the columns it is measured at, and what follows stands where it should", arguments: odd)
    func measured(text: String) {
        for drawing in [Drawing(), Drawing(ambiguous: .wide), Drawing(borders: .ascii)] {
            Drawing.$current.withValue(drawing) {
                var frame = Frame(Size(columns: 60, rows: 1))
                let taken = frame.put(text, row: 0, column: 0)
                #expect(taken == DisplayWidth.of(text), "\(text)")
                frame.put("│", row: 0, column: taken)
                #expect(frame.line(0).hasSuffix(drawing == Drawing() ? "│" : "|"))
                let shown = VisibleText.line(text)
                #expect(VisibleText.line(shown) == shown, "shown twice, \(text) is another text")
                #expect(
                    shown.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.properties.generalCategory != .format })
            }
        }
    }

    @Test(
        "what terminals measure differently is taken apart",
        arguments: [
            ("👩‍👩‍👧", "👩👩👧"), ("👍🏽", "👍"), ("🇨🇳", "CN"), ("❤️", "❤"), ("1️⃣", "1"), ("\u{1112}\u{1161}\u{11AB}", "한"),
            ("\u{301}a", "\u{25CC}\u{301}a"), ("a\u{202E}b", "a‹U+202E›b"), ("a\u{200D}b", "a‹U+200D›b"),
            ("a\nb", "a⏎b"),
            ("葛\u{E0100}", "葛"), ("\u{1B}", "␛"),
        ])
    func apart(text: String, shown: String) { #expect(VisibleText.line(text) == shown) }

    @Test(
        "widths that are known",
        arguments: [("误工", 4), ("ｶﾞ", 2), ("é", 1), ("e\u{301}", 1), ("“”", 2), ("…", 1), ("─", 1)])
    func known(text: String, width: Int) { #expect(DisplayWidth.of(text) == width) }

    @Test("ambiguous characters are wide where the terminal draws them so, and then no border is drawn with them")
    func wide() {
        Drawing.$current.withValue(Drawing(ambiguous: .wide)) {
            #expect(VisibleText.line("“引”…·★①—") == "＂引＂..・*(1)－")
            #expect(VisibleText.line("lǘ Ж") == "lv ‹U+416›")
            var frame = Frame(Size(columns: 10, rows: 3))
            frame.box(Rect(row: 0, column: 0, width: 10, height: 3), title: "甲")
            #expect(frame.text == "+甲------+\n|        |\n+--------+")
            #expect(VisibleText.clip("一二三四五", width: 6) == "一二~")
        }
    }

    @Test("clipped text is as wide as asked or less, and ends in a sign", arguments: odd)
    func clipped(text: String) {
        for width in 1...8 {
            let clipped = VisibleText.clip(text, width: width)
            #expect(DisplayWidth.of(clipped) <= width)
            #expect(DisplayWidth.of(VisibleText.pad(text, width: width)) == width)
        }
    }
}
