/// One key as a person pressed it, or what the pointer or the clipboard did.
package enum KeyPress: Hashable, Sendable {
    /// A printable grapheme, typed.
    case character(Character)
    /// Ctrl with a lower-case letter.
    case control(Character)
    case enter, tab, backTab, escape, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
    /// The left button, pressed and let go in one cell; the second time at once.
    case click(Place), doubleClick(Place)
    case wheelUp(Place), wheelDown(Place)
    /// Pressed in one cell, let go in another.
    case drag(from: Place, to: Place)
    /// Text from the clipboard, as the terminal brackets it.
    case paste(String)

    /// Whether the pointer did it.
    package var isOfThePointer: Bool {
        switch self {
        case .click, .doubleClick, .wheelUp, .wheelDown, .drag: true
        case .character, .control, .enter, .tab, .backTab, .escape, .backspace, .delete, .insert, .up, .down, .left,
            .right, .home, .end, .pageUp, .pageDown, .function, .paste:
            false
        }
    }
}
