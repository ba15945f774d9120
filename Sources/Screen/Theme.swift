/// What every tone looks like on one kind of ground.
package struct Theme: Hashable, Sendable {
    package enum Ground: String, Sendable, CaseIterable { case dark, light }

    package let ground: Ground
    package let depth: ColourDepth
    /// The user's own paint, by tone.
    package let overrides: [Tone: Paint]

    package init(_ ground: Ground = .dark, depth: ColourDepth, overrides: [Tone: Paint] = [:]) {
        self.ground = ground
        self.depth = depth
        self.overrides = overrides
    }

    /// The paint of a style. What is selected has a ground of its own where there are colours to spare, and is reversed
    /// elsewhere; a sign beside it says the same.
    package func paint(_ style: Style) -> Paint {
        guard depth > .none else { return monochrome(style) }
        let isRich = depth >= .indexed
        var paint = overrides[style.tone] ?? (ground == .dark ? Self.dark(style.tone) : Self.light(style.tone))
        if style.tone == .bar, isRich || overrides[.bar] != nil { return paint }
        guard style.isReversed else { return paint }
        if isRich, overrides[style.tone]?.background == nil {
            paint.background = ground == .dark ? Colour(0x26354D) : Colour(0xDCE7F5)
            if style.tone == .dim { paint.foreground = ground == .dark ? Colour(0xB8B8B8) : Colour(0x4A4A4A) }
        } else {
            // A reversed colour makes a coloured ground; the signs say what the colour said.
            paint = Paint(bold: paint.isBold, reversed: true)
        }
        return paint
    }

    /// Whether a paint is dim at this depth: grey that a terminal does not have is.
    package func isDim(_ paint: Paint) -> Bool {
        paint.isDim || depth == .eight && paint.foreground != nil && paint.foreground?.number(depth) == nil
    }

    private func monochrome(_ style: Style) -> Paint {
        var paint: Paint =
            switch style.tone {
            case .plain, .border, .accent, .success, .bar: Paint()
            case .dim: Paint(dim: true)
            case .strong, .title, .edge, .focus, .warning: Paint(bold: true)
            case .danger: Paint(bold: true, underlined: true)
            }
        paint.isReversed = style.isReversed
        return paint
    }

    private static func dark(_ tone: Tone) -> Paint {
        switch tone {
        case .plain: Paint()
        case .dim: Paint(Colour(0x8A8A8A, basic: 8))
        case .strong: Paint(bold: true)
        case .title: Paint(Colour(0x87AFFF, basic: 12), bold: true)
        case .border: Paint(Colour(0x5F6773, basic: 8))
        // Not bold: a terminal leaves bold only by leaving every attribute, and a border changes in every row.
        case .edge: Paint(Colour(0x5FD7D7, basic: 14))
        case .focus: Paint(Colour(0x5FD7D7, basic: 14), bold: true)
        case .accent: Paint(Colour(0xAF9FFF, basic: 13))
        case .warning: Paint(Colour(0xFFAF00, basic: 11))
        case .danger: Paint(Colour(0xFF6E67, basic: 9), bold: true)
        case .success: Paint(Colour(0x87D787, basic: 10))
        case .bar: Paint(Colour(0xEEEEEE, basic: 15), on: Colour(0x1F4E79, basic: 4))
        }
    }

    private static func light(_ tone: Tone) -> Paint {
        switch tone {
        case .plain: Paint()
        case .dim: Paint(Colour(0x6C6C6C, basic: 8))
        case .strong: Paint(bold: true)
        case .title: Paint(Colour(0x005FAF, basic: 4), bold: true)
        case .border: Paint(Colour(0xA8A8A8, basic: 7))
        case .edge: Paint(Colour(0x006A71, basic: 6))
        case .focus: Paint(Colour(0x006A71, basic: 6), bold: true)
        case .accent: Paint(Colour(0x6B2FB3, basic: 5))
        case .warning: Paint(Colour(0x8A5000, basic: 3))
        case .danger: Paint(Colour(0xC00000, basic: 1), bold: true)
        case .success: Paint(Colour(0x11692B, basic: 2))
        case .bar: Paint(Colour(0x1C1C1C, basic: 0), on: Colour(0xC9DAF0, basic: 7))
        }
    }
}

extension Tone {
    /// Its name in the configuration.
    package var name: String { String(describing: self) }
    package static func named(_ name: String) -> Tone? { allCases.first { $0.name == name } }
}
