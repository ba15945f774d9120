internal import CNcurses

extension CursesTerminal {
    /// The next byte of a PIN, typed past the decoder, so that nothing of it ever is a `KeyPress` (trust.md, “Key files”); false when none waits.
    ///
    /// Enter is a line feed, Backspace DEL, Esc itself. A pasted PIN is taken; other keys and the pointer are not.
    package mutating func nextSecretByte(_ byte: inout UInt8) -> Bool {
        if let waiting = secretBytes.popLast() {
            byte = waiting
            return true
        }
        var value: UInt32 = 0
        var second: UInt32 = 0
        defer { value = 0 }
        while true {
            switch xh_next_key(&value, &second) {
            case XH_NO_KEY: return false
            case XH_CHARACTER:
                guard let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else { continue }
                for next in encoded { secretBytes.insert(next, at: 0) }
                byte = secretBytes.removeLast()
                return true
            case XH_CODE where Int32(bitPattern: value) == KEY_ENTER: byte = 0x0A
            case XH_CODE where Int32(bitPattern: value) == KEY_BACKSPACE: byte = 0x7F
            case _: continue
            }
            return true
        }
    }
}
