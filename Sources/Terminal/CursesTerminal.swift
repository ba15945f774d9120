internal import CNcurses
internal import Foundation
package import Screen

/// The process's terminal, owned by one place; giving it up restores it.
package struct CursesTerminal: ~Copyable {
    /// Why there is no terminal to draw on.
    package enum Unavailable: Error, Hashable {
        case noTerminal, unknown, dumb, noUTF8
    }

    private var painter: Painter
    private var decoder = InputDecoder()
    private let start = ContinuousClock.now
    private let modes: String

    /// - Parameter mouse: asks for the pointer's clicks; without it the terminal selects text as it does elsewhere.
    package init(_ theme: Theme, mouse: Bool) throws {
        switch xh_open(25) {
        case XH_FINE: break
        case XH_UNKNOWN: throw Unavailable.unknown
        case XH_DUMB: throw Unavailable.dumb
        case XH_NO_UTF8: throw Unavailable.noUTF8
        case _: throw Unavailable.noTerminal
        }
        painter = Painter(theme)
        // Pastes come in brackets; clicks, releases and the wheel in SGR form.
        modes = "\u{1B}[?2004h" + (mouse ? "\u{1B}[?1000h\u{1B}[?1006h" : "")
        xh_on_close("\u{1B}[0m\u{1B}[?25h\u{1B}[?2004l" + (mouse ? "\u{1B}[?1006l\u{1B}[?1000l" : ""))
        send(modes)
    }

    deinit { xh_close() }

    /// Colours that the terminal's description promises; of any terminal, the screen need not be open.
    package static func colours(_ variables: [String: String]) -> ColourDepth {
        if let no = variables["NO_COLOR"], !no.isEmpty { return .none }
        let name = variables["TERM"] ?? ""
        if ["truecolor", "24bit"].contains(variables["COLORTERM"] ?? "") || name.hasSuffix("-direct") {
            return .direct
        }
        let count = Int(xh_colors())
        return ColourDepth.allCases.last { $0.rawValue <= count } ?? .none
    }

    package var size: Size {
        var rows: Int32 = 0
        var columns: Int32 = 0
        xh_size(&rows, &columns)
        return Size(columns: Int(columns), rows: Int(rows))
    }

    /// Number of the signal that asked for an end.
    package var signal: Int32? {
        let number = xh_signal()
        return number == 0 ? nil : number
    }

    /// Draws what differs from the frame before.
    package mutating func show(_ frame: Frame) {
        let bytes = painter.paint(frame)
        bytes.withUnsafeBufferPointer { xh_write($0.baseAddress, $0.count) }
    }

    /// Draws everything anew in other colours.
    package mutating func take(_ theme: Theme) { painter = Painter(theme) }

    /// The keys that are there, all of them, and what the terminal said of itself.
    package mutating func input() -> (presses: [KeyPress], reports: [TerminalReport]) {
        decoder.begin(now: Int((ContinuousClock.now - start) / .milliseconds(1)))
        var value: UInt32 = 0
        while true {
            switch xh_next_key(&value) {
            case XH_CHARACTER: if let scalar = Unicode.Scalar(value) { decoder.take(scalar: scalar) }
            case XH_CODE where Int32(bitPattern: value) == KEY_MOUSE: decoder.takePointer()
            case XH_CODE: decoder.take(key: Self.key(Int32(bitPattern: value)))
            case _: return decoder.finish()
            }
        }
    }

    private static func key(_ code: Int32) -> KeyPress? {
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
    }

    /// Whether more keys wait.
    package var hasInput: Bool { xh_has_input() != 0 }

    /// Waits for a key, a wake, a signal or the timeout.
    package func wait(milliseconds: Int) { xh_wait(Int32(milliseconds)) }

    package func drainWakes() { xh_drain_wakes() }

    /// Stops as another process asked, and draws anew after a stop of which nothing was said; true when the screen is to be drawn.
    package mutating func followJobControl() -> Bool {
        if xh_stop_asked() != 0 {
            suspend()
            return true
        }
        guard xh_was_continued() != 0 else { return false }
        lend {}
        return true
    }

    /// Stops the process until it is continued.
    package mutating func suspend() {
        xh_suspend()
        send(modes)
        painter.forget()
    }

    /// Gives the terminal to another program while `body` runs.
    package mutating func lend<Value>(_ body: () throws -> Value) rethrows -> Value {
        xh_lend()
        defer {
            xh_take_back()
            send(modes)
            painter.forget()
        }
        return try body()
    }

    /// Runs a shell command with one argument on this terminal and waits for it; its exit, −1 when it could not be run.
    package mutating func run(_ command: String, _ argument: String) -> Int {
        lend { Int(xh_run(command, argument, 0)) }
    }

    /// Starts a shell command that needs no terminal; 127 when there is no such command.
    package func launch(_ command: String, _ argument: String) -> Int { Int(xh_run(command, argument, 1)) }

    /// Draws everything again at the next frame.
    package mutating func redraw() { painter.forget() }

    /// Puts text on the clipboard of whoever sits at the terminal (OSC 52).
    ///
    /// - Parameter isInTmux: tmux may keep the sequence for itself or drop it, so it is asked to pass one on as well.
    package func copy(_ text: String, isInTmux: Bool) {
        let sequence = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
        send(sequence)
        if isInTmux { send("\u{1B}Ptmux;\u{1B}\(sequence)\u{1B}\\") }
    }

    /// Asks for the colour of the ground; the answer comes with the keys, from terminals that know the question.
    package func askForGround() { send("\u{1B}]11;?\u{07}") }

    /// Asks how wide an ambiguous character is: one is written at the left, before the first frame covers it. In the first
    /// row the answer would look like a function key.
    package func askForWidth() { send("\u{1B}[2;1H\u{201C}\u{1B}[6n") }

    private func send(_ text: String) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { xh_write($0.baseAddress, $0.count) }
    }
}

/// Wakes the loop from another thread.
package enum TerminalWake {
    package static func ring() { xh_wake() }
}
