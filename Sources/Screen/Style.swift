/// What a cell means; a theme gives it colours, and monochrome terminals attributes.
package enum Tone: UInt8, Sendable, CaseIterable {
    case plain, dim, strong, title, border, edge, focus, accent, warning, danger, success, bar
}

/// Tone and whether the cell stands out in reverse.
package struct Style: Hashable, Sendable {
    package let tone: Tone
    package let isReversed: Bool

    package init(_ tone: Tone, reversed: Bool = false) {
        self.tone = tone
        isReversed = reversed
    }

    package static let plain = Style(.plain)
    package static let dim = Style(.dim)
    package static let strong = Style(.strong)
    package static let title = Style(.title)
    package static let border = Style(.border)
    /// The border of the pane that has the keys.
    package static let edge = Style(.edge)
    package static let focus = Style(.focus)
    package static let accent = Style(.accent)
    package static let warning = Style(.warning)
    package static let danger = Style(.danger)
    package static let success = Style(.success)
    package static let bar = Style(.bar, reversed: true)

    package var reversed: Style { Style(tone, reversed: true) }
}
