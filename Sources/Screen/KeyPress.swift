/// One key as a person pressed it.
package enum KeyPress: Hashable, Sendable {
    /// A printable grapheme, typed or pasted.
    case character(Character)
    /// Ctrl with a lower-case letter.
    case control(Character)
    /// Esc, then a character.
    case alt(Character)
    case enter, tab, backTab, escape, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
    case mouse(Mouse)

    package struct Mouse: Hashable, Sendable {
        package enum Kind: Hashable, Sendable { case press, doublePress, release, wheelUp, wheelDown }
        package let kind: Kind
        package let place: Place

        package init(kind: Kind, place: Place) {
            self.kind = kind
            self.place = place
        }
    }
}
