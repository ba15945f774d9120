/// How many colours a terminal has.
package enum ColourDepth: Int, Sendable, CaseIterable, Comparable {
    case none = 0
    case eight = 8
    case sixteen = 16
    case indexed = 256
    case direct = 16_777_216

    package static func < (left: ColourDepth, right: ColourDepth) -> Bool { left.rawValue < right.rawValue }
}

/// One colour, drawn as well as a terminal can.
package struct Colour: Hashable, Sendable {
    /// 0xRRGGBB; `nil`: one of the terminal's own sixteen, at every depth.
    let rgb: UInt32?
    /// Which of the sixteen stands in for it: 0–7, 8–15 bright.
    let basic: Int

    package init(_ rgb: UInt32, basic: Int? = nil) {
        self.rgb = rgb & 0xFFFFFF
        self.basic = basic ?? Self.nearest(rgb, Self.sixteen)
    }

    package init(basic: Int) {
        rgb = nil
        self.basic = basic
    }

    /// 16–255 of the 256 colours.
    package init(indexed: Int) {
        self = indexed < 16 ? Colour(basic: indexed) : Colour(Self.indexed[indexed - 16])
    }

    /// Its number among a terminal's colours; `nil`: it cannot be told from the ground at this depth.
    package func number(_ depth: ColourDepth) -> Int? {
        switch depth {
        case .none: nil
        // A bright black is black where there are eight.
        case .eight: basic == 8 ? nil : basic % 8
        case .sixteen: basic
        case .indexed: rgb.map { 16 + Self.nearest($0, Self.indexed) } ?? basic
        case .direct: rgb.map { Int($0) } ?? Int(Self.sixteen[basic])
        }
    }

    private static func nearest(_ rgb: UInt32, _ table: [UInt32]) -> Int {
        func distance(_ other: UInt32) -> Int {
            [16, 8, 0].reduce(0) { sum, shift in
                let difference = Int(rgb >> shift & 0xFF) - Int(other >> shift & 0xFF)
                return sum + difference * difference
            }
        }
        return table.indices.min { distance(table[$0]) < distance(table[$1]) } ?? 0
    }

    /// xterm's sixteen; terminals have their own, which is why built-in themes name theirs.
    private static let sixteen: [UInt32] = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]

    /// 16–255: a cube of six steps and 24 greys.
    private static let indexed: [UInt32] = {
        let steps: [UInt32] = [0, 95, 135, 175, 215, 255]
        var all: [UInt32] = []
        for red in steps { for green in steps { for blue in steps { all.append(red << 16 | green << 8 | blue) } } }
        for grey in 0..<24 { all.append(UInt32(8 + grey * 10) * 0x010101) }
        return all
    }()

    var name: String {
        guard let rgb else { return (basic < 8 ? "" : "bright-") + Self.names[basic % 8] }
        let digits = String(rgb, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    package static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
}

/// What a tone is drawn with.
package struct Paint: Hashable, Sendable {
    package var foreground: Colour?
    package var background: Colour?
    package var isBold = false
    package var isDim = false
    package var isUnderlined = false
    package var isReversed = false

    package init(
        _ foreground: Colour? = nil, on background: Colour? = nil, bold: Bool = false, dim: Bool = false,
        underlined: Bool = false, reversed: Bool = false
    ) {
        self.foreground = foreground
        self.background = background
        isBold = bold
        isDim = dim
        isUnderlined = underlined
        isReversed = reversed
    }

    /// As a person writes it: `bold #d70000 on 236`, `dim`, `bright-blue underline`; `nil` when a word is not known.
    package init?(words: String) {
        self.init()
        var isBackground = false
        for word in words.lowercased().split(separator: " ") {
            switch word {
            case "bold": isBold = true
            case "dim": isDim = true
            case "underline": isUnderlined = true
            case "reverse": isReversed = true
            case "default": break
            case "on":
                isBackground = true
                continue
            case _:
                guard let colour = Self.colour(String(word)) else { return nil }
                if isBackground { background = colour } else { foreground = colour }
            }
            isBackground = false
        }
        if isBackground { return nil }
    }

    /// As `init(words:)` reads it.
    package var words: String {
        let attributes = [(isBold, "bold"), (isDim, "dim"), (isUnderlined, "underline"), (isReversed, "reverse")]
        let all =
            attributes.filter(\.0).map(\.1) + [foreground?.name, background.map { "on " + $0.name }].compactMap { $0 }
        return all.isEmpty ? "default" : all.joined(separator: " ")
    }

    private static func colour(_ word: String) -> Colour? {
        if word.hasPrefix("#") {
            let digits = word.dropFirst()
            guard digits.count == 6, let value = UInt32(digits, radix: 16) else { return nil }
            return Colour(value)
        }
        if let number = Int(word) { return (0...255).contains(number) ? Colour(indexed: number) : nil }
        let isBright = word.hasPrefix("bright-")
        let name = isBright ? String(word.dropFirst(7)) : word
        return Colour.names.firstIndex(of: name).map { Colour(basic: $0 + (isBright ? 8 : 0)) }
    }
}
