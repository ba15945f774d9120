import PseudoTerminal
import Screen
import Testing

@Suite("Themes")
struct ThemeTests {
    static func style(_ style: Style, _ theme: Theme) -> VirtualStyle {
        var frame = Frame(Size(columns: 2, rows: 1))
        frame.put("x", row: 0, column: 0, style)
        var painter = Painter(theme)
        var screen = VirtualScreen(size: WindowSize(columns: 2, rows: 1))
        screen.feed(painter.paint(frame))
        return screen.cells[0][0].style
    }

    @Test("alarm is red as well as the terminal can, and bold or underlined where it cannot")
    func danger() {
        #expect(Self.style(.danger, Theme(.light, depth: .direct)).foreground == .rgb(0xC0, 0, 0))
        #expect(Self.style(.danger, Theme(.light, depth: .indexed)).foreground == .indexed(124))
        #expect(Self.style(.danger, Theme(.dark, depth: .sixteen)).foreground == .indexed(9))
        #expect(Self.style(.danger, Theme(.dark, depth: .eight)).foreground == .indexed(1))
        let mono = Self.style(.danger, Theme(depth: .none))
        #expect(mono.foreground == .standard && mono.bold && mono.underline)
    }

    @Test("without colours no colour is sent, and what is selected is reversed", arguments: Tone.allCases)
    func monochrome(tone: Tone) {
        for isReversed in [false, true] {
            let style = Self.style(Style(tone, reversed: isReversed), Theme(depth: .none))
            #expect(style.foreground == .standard && style.background == .standard)
            #expect(style.reverse == isReversed)
        }
    }

    @Test("what is selected can be told from what is not", arguments: Tone.allCases, ColourDepth.allCases)
    func selected(tone: Tone, depth: ColourDepth) {
        guard tone != .bar else { return }
        for ground in Theme.Ground.allCases {
            let theme = Theme(ground, depth: depth)
            #expect(Self.style(Style(tone), theme) != Self.style(Style(tone, reversed: true), theme))
        }
    }

    @Test(
        "text on every ground can be read: a ratio of 4.5 to 1 by WCAG; borders stand back",
        arguments: Theme.Ground.allCases)
    func contrast(ground: Theme.Ground) {
        let theme = Theme(ground, depth: .direct)
        for tone in Tone.allCases {
            // No border is ever selected.
            for isReversed in tone == .border ? [false] : [false, true] {
                let style = Self.style(Style(tone, reversed: isReversed), theme)
                let back = Self.luminance(style.background, or: ground == .dark ? 0 : 1)
                let front = Self.luminance(style.foreground, or: ground == .dark ? 0.8 : 0)
                let ratio = (max(front, back) + 0.05) / (min(front, back) + 0.05)
                #expect(ratio >= (tone == .border ? 2.3 : 4.5), "\(tone) \(isReversed ? "selected" : "") \(ratio)")
            }
        }
    }

    private static func luminance(_ colour: VirtualStyle.Colour, or standard: Double) -> Double {
        guard case .rgb(let red, let green, let blue) = colour else { return standard }
        func linear(_ part: Int) -> Double {
            let value = Double(part) / 255
            return value <= 0.03928 ? value / 12.92 : Self.power((value + 0.055) / 1.055)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
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
