internal import CNcurses
internal import Foundation
package import Screen

/// The process's terminal, owned by one place; giving it up restores it.
package struct CursesTerminal: ~Copyable {
    /// Why there is no terminal to draw on.
    package struct Unavailable: Error {}

    private var shown: Frame?
    private var pairs: [Style: (attributes: UInt32, pair: Int32)] = [:]
    private var decoder = KeyDecoder()

    /// - Parameter usesColour: false under `NO_COLOR`: attributes alone then.
    package init(usesColour: Bool) throws {
        guard isatty(0) != 0, isatty(1) != 0, xh_open(25) == 0 else { throw Unavailable() }
        for (index, tone) in Tone.allCases.enumerated() {
            let colour = usesColour ? tone.colour(of: Int(xh_colors())) : nil
            let pair = Int32(index + 1)
            if let colour { xh_define_pair(pair, colour, -1) }
            for isReversed in [false, true] {
                var attributes = tone.attributes
                if isReversed { attributes |= XH_REVERSE }
                pairs[Style(tone, reversed: isReversed)] = (attributes, colour == nil ? 0 : pair)
            }
        }
    }

    deinit { xh_close() }

    package var size: Size { Size(columns: Int(xh_columns()), rows: Int(xh_rows())) }

    /// Number of the signal that asked for an end.
    package var signal: Int32? {
        let number = xh_signal()
        return number == 0 ? nil : number
    }

    /// Draws what differs from the frame before.
    package mutating func show(_ frame: Frame) {
        for row in 0..<frame.size.rows {
            if let shown, shown.size == frame.size, shown.row(row) == frame.row(row) { continue }
            draw(frame, row)
        }
        shown = frame
        if let cursor = frame.cursor {
            xh_flush(Int32(cursor.row), Int32(cursor.column))
        } else {
            xh_flush(-1, 0)
        }
    }

    private func draw(_ frame: Frame, _ row: Int) {
        var column = 0
        while column < frame.size.columns {
            let style = frame[row, column].style
            let start = column
            var text: [wchar_t] = []
            while column < frame.size.columns, frame[row, column].style == style {
                if let character = frame[row, column].text {
                    for scalar in character.unicodeScalars { text.append(wchar_t(bitPattern: scalar.value)) }
                }
                column += 1
            }
            let (attributes, pair) = pairs[style] ?? (0, 0)
            xh_put(Int32(row), Int32(start), text, Int32(text.count), attributes, pair)
        }
    }

    /// The keys that are there, all of them; a resize is not a key, `size` has changed.
    package mutating func keys() -> [KeyPress] {
        var value: UInt32 = 0
        while true {
            switch xh_next_key(&value) {
            case XH_CHARACTER: decoder.take(scalar: value)
            case XH_CODE: decoder.take(code: Int32(bitPattern: value))
            case _: return decoder.finish()
            }
        }
    }

    /// Waits for a key, a wake, a signal or the timeout.
    package func wait(milliseconds: Int) { xh_wait(Int32(milliseconds)) }

    package func drainWakes() { xh_drain_wakes() }

    /// Stops the process until it is continued.
    package mutating func suspend() {
        xh_suspend()
        shown = nil
    }

    /// Draws everything again at the next frame.
    package mutating func redraw() {
        xh_redraw()
        shown = nil
    }

    /// Puts text on the clipboard of whoever sits at the terminal (OSC 52).
    package func copy(_ text: String) {
        let sequence = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
        xh_write_raw(sequence, Int32(sequence.utf8.count))
    }
}

/// Wakes the loop from another thread.
package enum TerminalWake {
    package static func ring() { xh_wake() }
}

extension Tone {
    fileprivate var attributes: UInt32 {
        switch self {
        case .plain, .border, .accent, .success, .bar: 0
        case .dim: XH_DIM
        case .strong, .title, .focus, .warning, .danger: XH_BOLD
        }
    }

    /// A colour that can be read on light and dark ground; `nil`: the terminal's own.
    fileprivate func colour(of count: Int) -> Int32? {
        guard count >= 8 else { return nil }
        let isRich = count >= 256
        return switch self {
        case .plain, .strong, .bar: nil
        case .dim: isRich ? 244 : nil
        case .title: isRich ? 32 : 4
        case .border: isRich ? 240 : nil
        case .focus: isRich ? 37 : 6
        case .accent: isRich ? 37 : 6
        case .warning: isRich ? 172 : 3
        case .danger: isRich ? 160 : 1
        case .success: isRich ? 34 : 2
        }
    }
}
