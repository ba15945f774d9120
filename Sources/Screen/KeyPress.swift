/// One key as a person pressed it.
package enum KeyPress: Hashable, Sendable {
    /// A printable grapheme, typed or pasted.
    case character(Character)
    /// Ctrl with a lower-case letter.
    case control(Character)
    case enter, tab, backTab, escape, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
}
