internal import CNcurses
internal import Screen

/// Turns what ncurses reads into key presses; scalars that belong together become one grapheme.
struct KeyDecoder {
    private var presses: [KeyPress] = []
    private var text = ""

    /// Esc and a key that arrive together are two keys: nothing is bound to Alt, and slow lines join them.
    mutating func take(scalar value: UInt32) {
        switch value {
        case 27: add(.escape)
        case 13: add(.enter)
        case 9: add(.tab)
        case 8, 127: add(.backspace)
        case 0: add(.control("@"))
        case 1...26: Unicode.Scalar(value + 96).map { add(.control(Character($0))) }
        case 28...31: Unicode.Scalar(value + 64).map { add(.control(Character($0))) }
        case _: if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
    }

    mutating func take(code: Int32) {
        let press: KeyPress? =
            switch code {
            case KEY_UP: .up
            case KEY_DOWN: .down
            case KEY_LEFT: .left
            case KEY_RIGHT: .right
            case KEY_HOME, KEY_FIND: .home
            case KEY_END, KEY_SELECT: .end
            case KEY_PPAGE: .pageUp
            case KEY_NPAGE: .pageDown
            case KEY_ENTER: .enter
            case KEY_BACKSPACE: .backspace
            case KEY_DC: .delete
            case KEY_IC: .insert
            case KEY_BTAB: .backTab
            case KEY_F0...(KEY_F0 + 63): .function(Int(code - KEY_F0))
            case _: nil
            }
        if let press { add(press) }
    }

    /// Everything that was taken, once nothing more waits.
    mutating func finish() -> [KeyPress] {
        closeText()
        defer { presses = [] }
        return presses
    }

    private mutating func add(_ press: KeyPress) {
        closeText()
        presses.append(press)
    }

    private mutating func closeText() {
        for character in text { presses.append(.character(character)) }
        text = ""
    }
}
