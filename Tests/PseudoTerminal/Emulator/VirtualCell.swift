/// One column of one row of an emulated screen.
///
/// A wide glyph stands in its left cell; the cell to its right has an empty `text`.
package struct VirtualCell: Equatable, Sendable {
    package var text: String
    package var style: VirtualStyle

    package init(text: String = " ", style: VirtualStyle = VirtualStyle()) {
        self.text = text
        self.style = style
    }

    /// True for the right half of a wide glyph.
    package var isRightHalf: Bool { text.isEmpty }
}

/// How a cell is drawn: what SGR last said.
package struct VirtualStyle: Equatable, Sendable {
    package enum Colour: Equatable, Sendable {
        case standard
        case indexed(Int)
        case rgb(Int, Int, Int)
    }

    package var bold = false
    package var dim = false
    package var italic = false
    package var underline = false
    package var blink = false
    package var reverse = false
    package var foreground = Colour.standard
    package var background = Colour.standard

    package init() {}
}
