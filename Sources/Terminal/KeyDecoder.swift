internal import CNcurses
internal import Screen

/// Turns what ncurses reads into key presses; scalars that belong together become one grapheme.
struct KeyDecoder {
    private var presses: [KeyPress] = []
    private var text = ""
    private var hasEscape = false

    mutating func take(scalar value: UInt32) {
        if hasEscape {
            hasEscape = false
            if value == 27 {
                presses.append(.escape)
                hasEscape = true
                return
            }
            if value >= 32, let scalar = Unicode.Scalar(value) {
                closeText()
                presses.append(.alt(Character(scalar)))
                return
            }
            presses.append(.escape)
        }
        switch value {
        case 27:
            closeText()
            hasEscape = true
        case 13, 10: add(.enter)
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
        if hasEscape { presses.append(.escape) }
        hasEscape = false
        defer { presses = [] }
        return presses
    }

    private mutating func add(_ press: KeyPress) {
        closeText()
        if hasEscape { presses.append(.escape) }
        hasEscape = false
        presses.append(press)
    }

    private mutating func closeText() {
        for character in text { presses.append(.character(character)) }
        text = ""
    }
}
