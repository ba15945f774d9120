import Screen
import Testing

@Suite("Themes")
struct ThemeTests {
    @Test("alarm is red as well as the terminal can, and bold and underlined where it cannot")
    func danger() {
        func number(_ ground: Theme.Ground, _ depth: ColourDepth) -> Int? {
            Theme(ground, depth: depth).paint(.danger).foreground?.number(depth)
        }
        #expect(number(.light, .direct) == 0xC00000)
        #expect(number(.light, .indexed) == 124)
        #expect(number(.dark, .sixteen) == 9)
        #expect(number(.dark, .eight) == 1)
        #expect(number(.dark, .none) == nil)
        let mono = Theme(depth: .none).paint(.danger)
        #expect(mono.isBold && mono.isUnderlined)
    }

    @Test("without colours there is no colour, and what is selected is reversed", arguments: Tone.allCases)
    func monochrome(tone: Tone) {
        for isReversed in [false, true] {
            let paint = Theme(depth: .none).paint(Style(tone, reversed: isReversed))
            #expect(paint.foreground == nil && paint.background == nil)
            #expect(paint.isReversed == isReversed)
        }
    }

    @Test("what is selected can be told from what is not", arguments: Tone.allCases, ColourDepth.allCases)
    func selected(tone: Tone, depth: ColourDepth) {
        guard tone != .bar else { return }
        for ground in Theme.Ground.allCases {
            let theme = Theme(ground, depth: depth)
            let plain = theme.paint(Style(tone))
            let chosen = theme.paint(Style(tone, reversed: true))
            #expect(plain.background?.number(depth) != chosen.background?.number(depth) || chosen.isReversed)
        }
    }

    @Test("text on every ground can be read: 4.5 to 1 by WCAG; borders stand back", arguments: Theme.Ground.allCases)
    func contrast(ground: Theme.Ground) {
        let theme = Theme(ground, depth: .direct)
        for tone in Tone.allCases {
            // No border is ever selected.
            for isReversed in tone == .border ? [false] : [false, true] {
                let paint = theme.paint(Style(tone, reversed: isReversed))
                let back = Self.luminance(paint.background, or: ground == .dark ? 0 : 1)
                let front = Self.luminance(paint.foreground, or: ground == .dark ? 0.8 : 0)
                let ratio = (max(front, back) + 0.05) / (min(front, back) + 0.05)
                #expect(ratio >= (tone == .border ? 2.3 : 4.5), "\(tone) \(isReversed ? "selected" : "") \(ratio)")
            }
        }
    }

    private static func luminance(_ colour: Colour?, or standard: Double) -> Double {
        guard let value = colour?.number(.direct) else { return standard }
        func linear(_ part: Int) -> Double {
            let value = Double(part & 0xFF) / 255
            return value <= 0.03928 ? value / 12.92 : power((value + 0.055) / 1.055)
        }
        return 0.2126 * linear(value >> 16) + 0.7152 * linear(value >> 8) + 0.0722 * linear(value)
    }

    /// x to the 2.4, near enough.
    private static func power(_ value: Double) -> Double {
        let square = value * value
        var root = value
        for _ in 0..<30 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
        return square * root
    }

    @Test(
        "a person's own paint wins",
        arguments: [
            ("bold #d70000", "bold #d70000"), ("white on blue", "white on blue"), ("bright-red", "bright-red"),
            ("236", "#303030"),
        ])
    func overrides(written: String, words: String) throws {
        let paint = try #require(Paint(words: written))
        #expect(paint.words == words)
        #expect(Theme(depth: .direct, overrides: [.danger: paint]).paint(.danger) == paint)
    }

    @Test("words that are no paint", arguments: ["purple", "#12", "300", "on", "red on"])
    func unknown(written: String) { #expect(Paint(words: written) == nil) }
}
