/// A PIN being typed, byte by byte as the terminal sends it, without echo.
package struct PINEntry: ~Copyable {
    package enum State: Hashable, Sendable {
        /// So many characters stand; a prompt may show that many dots.
        case typing(characters: Int)
        case done
        case cancelled
    }

    private var secret = SecretBytes()

    package init() {}

    /// Takes the next byte: Enter ends, Backspace and ^U take back, Esc, ^C and ^D cancel.
    package mutating func take(_ byte: UInt8) -> State {
        switch byte {
        case 0x0A, 0x0D: return .done
        case 0x1B, 0x03, 0x04:
            secret.removeAll()
            return .cancelled
        case 0x08, 0x7F: secret.removeLastCharacter()
        case 0x15: secret.removeAll()
        case 0..<0x20: break
        case _: secret.append(byte)
        }
        return .typing(characters: secret.characters)
    }

    /// What was typed; twelve digits typed in three groups of four, as a made PIN is shown, are the twelve digits.
    package consuming func finish() -> SecretBytes {
        guard isInGroups else { return secret }
        var digits = SecretBytes()
        secret.withBytes { bytes in for byte in bytes where byte != 0x20 { digits.append(byte) } }
        return digits
    }

    private var isInGroups: Bool {
        secret.count == 14
            && secret.withBytes { bytes in
                bytes.indices.allSatisfy { $0 % 5 == 4 ? bytes[$0] == 0x20 : (0x30...0x39).contains(bytes[$0]) }
            }
    }
}
