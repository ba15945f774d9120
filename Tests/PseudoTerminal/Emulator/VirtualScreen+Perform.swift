/// What each command does to the screen.
extension VirtualScreen {
    mutating func perform(_ command: ScreenCommand) {
        switch command {
        case .print(let scalar): print(scalar)
        case .control(let byte): control(byte)
        case .escape(let intermediates, let final): escape(intermediates, final)
        case .csi(let sequence):
            if sequence.marker == 0x3F {
                setModes(sequence)
            } else if sequence.marker == nil, sequence.intermediates.isEmpty {
                perform(sequence)
            }
        case .operatingSystem(let text): operatingSystem(text)
        }
    }

    private mutating func control(_ byte: UInt8) {
        switch byte {
        case 0x07: bells += 1
        case 0x08: move(toColumn: cursor.column - 1)
        case 0x09: move(toColumn: (cursor.column / 8 + 1) * 8)
        case 0x0A, 0x0B, 0x0C: lineFeed()
        case 0x0D: move(toColumn: 0)
        case 0x0E: drawsLines = true
        case 0x0F: drawsLines = false
        default: break
        }
    }

    private mutating func escape(_ intermediates: [UInt8], _ final: UInt8) {
        if intermediates == [0x28] {
            drawsLines = final == UInt8(ascii: "0")
            return
        }
        guard intermediates.isEmpty else { return }
        switch final {
        case UInt8(ascii: "7"): saved = (cursor, style)
        case UInt8(ascii: "8"): restoreCursor()
        case UInt8(ascii: "D"): lineFeed()
        case UInt8(ascii: "E"):
            lineFeed()
            move(toColumn: 0)
        case UInt8(ascii: "M"): reverseLineFeed()
        case UInt8(ascii: "c"): self = VirtualScreen(size: size)
        default: break
        }
    }

    mutating func restoreCursor() {
        (cursor, style) = saved
        cursor.row = min(cursor.row, size.rows - 1)
        cursor.column = min(cursor.column, size.columns - 1)
        wrapsNext = false
    }

    private mutating func perform(_ sequence: ControlSequence) {
        let count = sequence.number(0)
        switch sequence.final {
        case UInt8(ascii: "A"):
            move(toRow: max(cursor.row - count, margins.lowerBound <= cursor.row ? margins.lowerBound : 0))
        case UInt8(ascii: "B"), UInt8(ascii: "e"):
            move(toRow: min(cursor.row + count, margins.upperBound >= cursor.row ? margins.upperBound : size.rows - 1))
        case UInt8(ascii: "C"), UInt8(ascii: "a"): move(toColumn: cursor.column + count)
        case UInt8(ascii: "D"): move(toColumn: cursor.column - count)
        case UInt8(ascii: "E"):
            move(toRow: cursor.row + count)
            move(toColumn: 0)
        case UInt8(ascii: "F"):
            move(toRow: cursor.row - count)
            move(toColumn: 0)
        case UInt8(ascii: "G"), UInt8(ascii: "`"): move(toColumn: count - 1)
        case UInt8(ascii: "d"): move(toRow: count - 1)
        case UInt8(ascii: "H"), UInt8(ascii: "f"):
            move(toRow: count - 1)
            move(toColumn: sequence.number(1) - 1)
        case UInt8(ascii: "I"): move(toColumn: (cursor.column / 8 + count) * 8)
        case UInt8(ascii: "Z"): move(toColumn: max(0, ((cursor.column + 7) / 8 - count) * 8))
        case UInt8(ascii: "J"): eraseScreen(sequence.number(0, or: 0))
        case UInt8(ascii: "K"): eraseLine(sequence.number(0, or: 0))
        case UInt8(ascii: "X"): blank(cursor.row, cursor.column..<min(cursor.column + count, size.columns))
        case UInt8(ascii: "@"): insertBlanks(count)
        case UInt8(ascii: "P"): deleteCharacters(count)
        case UInt8(ascii: "L"): scrollFromCursor(down: true, count)
        case UInt8(ascii: "M"): scrollFromCursor(down: false, count)
        case UInt8(ascii: "S"): scroll(margins, down: false, count)
        case UInt8(ascii: "T"): scroll(margins, down: true, count)
        case UInt8(ascii: "b"): for _ in 0..<min(count, size.columns * size.rows) { print(lastPrinted) }
        case UInt8(ascii: "m"): setStyle(sequence.numbers)
        case UInt8(ascii: "r"): setMargins(sequence)
        case UInt8(ascii: "h"): if sequence.number(0, or: 0) == 4 { insertMode = true }
        case UInt8(ascii: "l"): if sequence.number(0, or: 0) == 4 { insertMode = false }
        case UInt8(ascii: "s"): saved = (cursor, style)
        case UInt8(ascii: "u"): restoreCursor()
        default: break
        }
    }

    private mutating func setMargins(_ sequence: ControlSequence) {
        let top = sequence.number(0) - 1
        let bottom = min(sequence.number(1, or: size.rows), size.rows) - 1
        guard top < bottom else { return }
        margins = top...bottom
        move(toRow: 0)
        move(toColumn: 0)
    }

    private mutating func setModes(_ sequence: ControlSequence) {
        let turnsOn = sequence.final == UInt8(ascii: "h")
        guard turnsOn || sequence.final == UInt8(ascii: "l") else { return }
        for mode in sequence.numbers.compactMap({ $0 }) {
            if mode == 1049, turnsOn != modes.contains(1049) { switchScreen(toAlternate: turnsOn) }
            if turnsOn { modes.insert(mode) } else { modes.remove(mode) }
        }
    }

    private mutating func switchScreen(toAlternate: Bool) {
        if toAlternate {
            saved = (cursor, style)
            mainCells = cells
            cells = Self.blank(size, VirtualStyle())
        } else {
            cells = mainCells
            restoreCursor()
        }
    }

    private mutating func operatingSystem(_ text: String) {
        let parts = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return }
        switch parts[0] {
        case "0", "2": title = parts[1]
        case "52":
            clipboard.append(
                parts[1].split(separator: ";", omittingEmptySubsequences: false).last.map(String.init) ?? "")
        default: break
        }
    }
}
