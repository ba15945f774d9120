/// What a terminal understands of the bytes that a program writes.
enum ScreenCommand: Equatable {
    case print(Unicode.Scalar)
    case control(UInt8)
    /// ESC, intermediates, final: `ESC ( 0` is `escape([0x28], 0x30)`.
    case escape([UInt8], UInt8)
    case csi(ControlSequence)
    /// The text of an OSC string, without its introducer and terminator.
    case operatingSystem(String)
}

/// `CSI`, an optional private marker, numbers, intermediates and the final byte.
struct ControlSequence: Equatable {
    var marker: UInt8?
    var numbers: [Int?] = []
    var intermediates: [UInt8] = []
    var final: UInt8 = 0

    /// The number at `index`, or `fallback` when it is absent or zero, which mean the same to a terminal.
    func number(_ index: Int, or fallback: Int = 1) -> Int {
        guard index < numbers.count, let number = numbers[index], number != 0 else { return fallback }
        return number
    }
}

/// Cuts a byte stream into screen commands; sequences and UTF-8 may be split anywhere between two calls.
struct EscapeParser {
    private enum State {
        case ground, escape, csi, string, stringEscape
    }

    private var state = State.ground
    private var utf8: [UInt8] = []
    private var expected = 0
    private var intermediates: [UInt8] = []
    private var sequence = ControlSequence()
    private var text: [UInt8] = []
    private var isOperatingSystemCommand = false

    mutating func feed(_ byte: UInt8, _ emit: (ScreenCommand) -> Void) {
        switch state {
        case .ground: ground(byte, emit)
        case .escape: escape(byte, emit)
        case .csi: csi(byte, emit)
        case .string: string(byte, emit)
        case .stringEscape:
            if byte == 0x5C {
                endString(emit)
            } else {
                endString(emit)
                beginEscape()
                escape(byte, emit)
            }
        }
    }

    private mutating func ground(_ byte: UInt8, _ emit: (ScreenCommand) -> Void) {
        if expected > 0 {
            if byte & 0xC0 == 0x80 {
                utf8.append(byte)
                if utf8.count == expected {
                    expected = 0
                    emit(.print(String(decoding: utf8, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"))
                }
                return
            }
            expected = 0
            emit(.print("\u{FFFD}"))
        }
        switch byte {
        case 0x1B: beginEscape()
        case 0..<0x20, 0x7F: emit(.control(byte))
        case 0x20..<0x7F: emit(.print(Unicode.Scalar(byte)))
        case 0xC2...0xDF: begin(byte, length: 2)
        case 0xE0...0xEF: begin(byte, length: 3)
        case 0xF0...0xF4: begin(byte, length: 4)
        default: emit(.print("\u{FFFD}"))
        }
    }

    private mutating func begin(_ byte: UInt8, length: Int) {
        utf8 = [byte]
        expected = length
    }

    private mutating func beginEscape() {
        state = .escape
        intermediates = []
    }

    private mutating func escape(_ byte: UInt8, _ emit: (ScreenCommand) -> Void) {
        switch byte {
        case 0x5B where intermediates.isEmpty:
            sequence = ControlSequence()
            state = .csi
        case 0x5D, 0x50, 0x58, 0x5E, 0x5F:
            isOperatingSystemCommand = byte == 0x5D
            text = []
            state = .string
        case 0x20...0x2F: intermediates.append(byte)
        case 0x1B: beginEscape()
        case 0..<0x20: emit(.control(byte))
        default:
            state = .ground
            emit(.escape(intermediates, byte))
        }
    }

    private mutating func csi(_ byte: UInt8, _ emit: (ScreenCommand) -> Void) {
        switch byte {
        case 0x30...0x39:
            let last = (sequence.numbers.popLast() ?? nil) ?? 0
            sequence.numbers.append(min(last * 10 + Int(byte - 0x30), 0xFFFF))
        case 0x3A, 0x3B:
            if sequence.numbers.isEmpty { sequence.numbers.append(nil) }
            sequence.numbers.append(nil)
        case 0x3C...0x3F: sequence.marker = byte
        case 0x20...0x2F: sequence.intermediates.append(byte)
        case 0x40...0x7E:
            sequence.final = byte
            state = .ground
            emit(.csi(sequence))
        case 0x1B: beginEscape()
        case 0..<0x20: emit(.control(byte))
        default: state = .ground
        }
    }

    private mutating func string(_ byte: UInt8, _ emit: (ScreenCommand) -> Void) {
        switch byte {
        case 0x07: endString(emit)
        case 0x1B: state = .stringEscape
        default: text.append(byte)
        }
    }

    private mutating func endString(_ emit: (ScreenCommand) -> Void) {
        state = .ground
        if isOperatingSystemCommand { emit(.operatingSystem(String(decoding: text, as: UTF8.self))) }
    }
}
