/// What a terminal says of itself when it is asked.
package enum TerminalReport: Hashable, Sendable {
    /// Its ground, 0xRRGGBB (OSC 11).
    case ground(UInt32)
    /// Where its cursor stands, from 0 (CPR).
    case cursor(Place)
}

/// Turns what a terminal sends into key presses: scalars that belong together become one grapheme, sequences that
/// ncurses does not know are read or swallowed, never typed.
package struct InputDecoder: Sendable {
    private enum Mode: Sendable {
        case ground
        case escape
        /// After `ESC [`: what came of it.
        case sequence([UInt8])
        /// After `ESC O`.
        case application
        /// After `ESC ]`.
        case string([UInt8], endsNext: Bool)
        /// Between the brackets of a paste.
        case paste(String.UnicodeScalarView)
    }

    private var mode = Mode.ground
    private var presses: [KeyPress] = []
    private var reports: [TerminalReport] = []
    private var text = ""
    /// Where the button went down.
    private var pressed: Place?
    private var lastClick: (place: Place, at: Int)?
    /// Milliseconds on a clock of the caller's.
    private var now = 0

    private static let longestSequence = 64
    private static let longestString = 4096
    /// A paste beyond this is cut: no field holds more.
    private static let longestPaste = 1 << 20
    private static let doubleClickMilliseconds = 400

    package init() {}

    package mutating func begin(now milliseconds: Int) { now = milliseconds }

    /// Takes a key that ncurses knows; `nil`: one that means nothing here.
    package mutating func take(key: KeyPress?) {
        switch mode {
        case .paste(let pasted):
            guard key == .enter else { return }
            mode = .paste(pasted + ["\n"])
        case .ground, .escape, .sequence, .application, .string:
            if case .escape = mode { add(.escape) }
            mode = .ground
            if let key { add(key) }
        }
    }

    package mutating func beginPaste() {
        closeText()
        mode = .paste(String.UnicodeScalarView())
    }

    package mutating func endPaste() {
        guard case .paste(let pasted) = mode else { return }
        mode = .ground
        if !pasted.isEmpty { add(.paste(String(pasted))) }
    }

    /// What the pointer did, as ncurses tells it.
    package enum Pointer: Hashable, Sendable { case down, up, wheelUp, wheelDown }

    package mutating func take(_ pointer: Pointer, at place: Place) {
        if case .paste = mode { return }
        switch pointer {
        case .wheelUp: add(.wheelUp(place))
        case .wheelDown: add(.wheelDown(place))
        case .down: pressed = place
        case .up:
            guard let from = pressed else { return }
            pressed = nil
            guard from == place else { return add(.drag(from: from, to: place)) }
            if let last = lastClick, last.place == place, now - last.at <= Self.doubleClickMilliseconds {
                lastClick = nil
                add(.doubleClick(place))
            } else {
                lastClick = (place, now)
                add(.click(place))
            }
        }
    }

    package mutating func take(scalar: Unicode.Scalar) {
        switch mode {
        case .ground: ground(scalar)
        case .escape: escape(scalar)
        case .sequence(var bytes):
            switch scalar.value {
            case 0x20...0x3F where bytes.count < Self.longestSequence:
                bytes.append(UInt8(scalar.value))
                mode = .sequence(bytes)
            case 0x40...0x7E:
                mode = .ground
                perform(bytes, UInt8(scalar.value))
            case _:
                mode = .ground
                if scalar.value == 27 { mode = .escape }
            }
        case .application:
            mode = .ground
            if let key = Self.cursorKey(UInt8(truncatingIfNeeded: scalar.value)) { add(key) }
        case .string(let bytes, let endsNext): string(scalar, bytes, endsNext)
        case .paste(let pasted):
            guard pasted.count < Self.longestPaste, scalar.value != 27 else { return }
            mode = .paste(pasted + [scalar.value == 13 ? "\n" : scalar])
        }
    }

    /// Everything that was taken, once nothing more waits. A sequence or a paste of which the end has not come waits on.
    package mutating func finish() -> (presses: [KeyPress], reports: [TerminalReport]) {
        if case .escape = mode {
            mode = .ground
            add(.escape)
        }
        closeText()
        defer {
            presses = []
            reports = []
        }
        return (presses, reports)
    }

    // MARK: Scalars

    private mutating func ground(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 27:
            closeText()
            mode = .escape
        case 13: add(.enter)
        case 9: add(.tab)
        case 8, 127: add(.backspace)
        case 0: add(.control("@"))
        case 1...26: Unicode.Scalar(scalar.value + 96).map { add(.control(Character($0))) }
        case 28...31: Unicode.Scalar(scalar.value + 64).map { add(.control(Character($0))) }
        case 0x80...0x9F: break
        case _: text.unicodeScalars.append(scalar)
        }
    }

    /// Esc and a key that arrive together are two keys: nothing is bound to Alt, and slow lines join them.
    private mutating func escape(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "[": mode = .sequence([])
        case "O": mode = .application
        case "]": mode = .string([], endsNext: false)
        case _:
            mode = .ground
            add(.escape)
            ground(scalar)
        }
    }

    private mutating func string(_ scalar: Unicode.Scalar, _ bytes: [UInt8], _ endsNext: Bool) {
        if endsNext || scalar.value == 7 {
            mode = .ground
            if scalar.value == 7 || scalar == "\\" { answer(bytes) }
        } else if scalar.value == 27 {
            mode = .string(bytes, endsNext: true)
        } else if bytes.count >= Self.longestString {
            mode = .ground
        } else {
            mode = .string(bytes + [UInt8(truncatingIfNeeded: scalar.value)], endsNext: false)
        }
    }

    // MARK: Sequences

    private mutating func perform(_ bytes: [UInt8], _ final: UInt8) {
        if bytes.first == UInt8(ascii: "<") { return point(Self.numbers(bytes[1...]), final) }
        // What begins with one of `= > ?` is an answer that nobody waits for.
        if let first = bytes.first, (0x3D...0x3F).contains(first) { return }
        let numbers = Self.numbers(bytes[...])
        switch (final, numbers.first ?? 0) {
        case (UInt8(ascii: "R"), _) where numbers.count == 2:
            reports.append(.cursor(Place(row: numbers[0] - 1, column: numbers[1] - 1)))
        case (UInt8(ascii: "Z"), _): add(.backTab)
        case (UInt8(ascii: "~"), let number): if let key = Self.editingKey(number) { add(key) }
        case _: if let key = Self.cursorKey(final) { add(key) }
        }
    }

    /// The pointer in sequences that reach beyond column 223 (`CSI < button ; column ; row M`, `m` when it goes up), which ncurses does not read
    /// where a terminal's description has only the older ones.
    private mutating func point(_ numbers: [Int], _ final: UInt8) {
        guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return }
        let place = Place(row: numbers[2] - 1, column: numbers[1] - 1)
        let isDown = final == UInt8(ascii: "M")
        // Shift, Meta and Control change nothing.
        switch numbers[0] & ~0b11100 {
        case 0: take(isDown ? .down : .up, at: place)
        case 64 where isDown: take(.wheelUp, at: place)
        case 65 where isDown: take(.wheelDown, at: place)
        case _: break
        }
    }

    private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
        bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { digits in
            digits.reduce(0) { number, digit in
                (0x30...0x39).contains(digit) ? min(0xFFFF, number * 10 + Int(digit - 0x30)) : number
            }
        }
    }

    private static func cursorKey(_ final: UInt8) -> KeyPress? {
        switch final {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "M"): .enter
        case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final) - 0x4F)
        case _: nil
        }
    }

    private static func editingKey(_ number: Int) -> KeyPress? {
        switch number {
        case 1, 7: .home
        case 2: .insert
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23...24: .function(number - 12)
        case _: nil
        }
    }

    /// `11;rgb:ffff/ffff/ffff`, two to four digits each.
    private mutating func answer(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("11;rgb"), let colon = text.firstIndex(of: ":") else { return }
        let parts = text[text.index(after: colon)...].split(separator: "/").prefix(3).map { $0.prefix(2) }
        let values = parts.compactMap { UInt32($0, radix: 16) }
        guard values.count == 3 else { return }
        reports.append(.ground(values[0] << 16 | values[1] << 8 | values[2]))
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

extension Theme.Ground {
    /// What a colour of the ground asks for: light above half of what the eye sees.
    package init(rgb: UInt32) {
        let light = 299 * (rgb >> 16 & 0xFF) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF)
        self = light > 127_500 ? .light : .dark
    }

    /// From `COLORFGBG`, which some terminals set: `15;0`, `0;default;15`.
    package init?(colorfgbg: String) {
        guard let last = colorfgbg.split(separator: ";").last, let number = Int(last) else { return nil }
        self = number == 7 || number > 8 ? .light : .dark
    }
}
