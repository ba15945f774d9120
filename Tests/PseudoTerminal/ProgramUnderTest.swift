import Foundation

/// A program on an emulated terminal, driven and read as a person would: press, look, wait for.
///
/// Every call first shows what the program has written, so `screen` is what a person would see now. Calls that
/// wait throw `ProgramProblem.notSeen`, which carries the whole screen.
package final class ProgramUnderTest {
    /// The screen as of the last call.
    package private(set) var screen: VirtualScreen
    /// Every byte that the program wrote.
    package private(set) var transcript: [UInt8] = []
    /// The line settings before the program ran.
    package let lineSettingsBefore: LineSettings
    private let process: PtyProcess
    private var isClosed = false

    /// How long a wait may last when a test does not say: long, since a machine that does other things too is no fault.
    package static let patience = Duration.seconds(40)

    private init(_ process: PtyProcess, _ size: WindowSize) {
        self.process = process
        screen = VirtualScreen(size: size)
        lineSettingsBefore = process.lineSettings
    }

    /// Starts `command` in a window of `size`; `environment` as in `PtyProcess`.
    package static func start(
        _ command: [String], size: WindowSize = WindowSize(columns: 80, rows: 24), environment: [String: String] = [:],
        directory: String? = nil
    ) throws -> ProgramUnderTest {
        ProgramUnderTest(
            try PtyProcess(command, size: size, environment: environment, directory: directory), size)
    }

    /// The program of this package called `name`, as built beside the running tests; nil when it is not there.
    package static func built(_ name: String) -> String? {
        let here = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let loaded = Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
        return ([here] + loaded).map { $0.appending(path: name).path(percentEncoded: false) }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    // MARK: The keyboard and the mouse

    /// Presses keys at once: `"j"`, `"<down>"`, `"<c-d>"`, `"abc<enter>"`.
    package func press(_ keys: String) throws {
        read(within: .zero)
        try process.write(KeyBytes.of(keys, application: screen.modes.contains(1)))
    }

    /// Sends bytes as they are.
    package func send(_ bytes: [UInt8]) throws { try process.write(bytes) }

    /// Pastes text as the terminal would: between brackets when the program asked for them.
    package func paste(_ text: String) throws {
        read(within: .zero)
        let brackets = screen.takesBracketedPaste ? ("\u{1B}[200~", "\u{1B}[201~") : ("", "")
        try process.write(Array((brackets.0 + text + brackets.1).utf8))
    }

    /// Presses and releases the left button at a cell counted from 0.
    package func click(column: Int, row: Int) throws {
        try process.write(mouse(0, column, row, "M") + mouse(0, column, row, "m"))
    }

    /// Clicks on the first letter of `text`; throws when it is not on the screen.
    package func click(on text: String) throws {
        read(within: .zero)
        guard let place = screen.find(text) else { throw notSeen("“\(text)” to click on") }
        try click(column: place.column, row: place.row)
    }

    package func scrollDown(column: Int, row: Int) throws { try process.write(mouse(65, column, row, "M")) }

    package func scrollUp(column: Int, row: Int) throws { try process.write(mouse(64, column, row, "M")) }

    /// Drags with the left button from one cell to another.
    package func drag(from: (column: Int, row: Int), to: (column: Int, row: Int)) throws {
        try process.write(
            mouse(0, from.column, from.row, "M") + mouse(32, to.column, to.row, "M") + mouse(0, to.column, to.row, "m"))
    }

    private func mouse(_ button: Int, _ column: Int, _ row: Int, _ final: String) -> [UInt8] {
        Array("\u{1B}[<\(button);\(column + 1);\(row + 1)\(final)".utf8)
    }

    // MARK: The window and the process

    package func resize(columns: Int, rows: Int) {
        let size = WindowSize(columns: columns, rows: rows)
        read(within: .zero)
        screen.resize(to: size)
        process.resize(to: size)
    }

    package func signal(_ signal: Int32) { process.signal(signal) }

    /// Closes the terminal under the program.
    package func hangUp() {
        isClosed = true
        process.hangUp()
    }

    package var identifier: Int32 { process.identifier }

    /// The line settings now.
    package var lineSettings: LineSettings { process.lineSettings }

    /// Waits for the program's end, showing what it still writes.
    package func waitForEnd(within limit: Duration = patience) throws -> PtyProcess.Ending {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            read(within: .milliseconds(5))
            if let ending = process.pollEnding() {
                while read(within: .zero) {}
                return ending
            }
            if isClosed { usleep(2000) }
        }
        throw ProgramProblem.stillRunning(screen: screen.text)
    }

    // MARK: Looking

    /// Waits until `text` stands on the screen, within one row.
    @discardableResult
    package func waitFor(_ text: String, within limit: Duration = patience) throws -> VirtualScreen {
        try waitUntil("“\(text)”", within: limit) { $0.contains(text) }
    }

    /// Waits until `text` no longer stands on the screen.
    @discardableResult
    package func waitForNo(_ text: String, within limit: Duration = patience) throws -> VirtualScreen {
        try waitUntil("no “\(text)”", within: limit) { !$0.contains(text) }
    }

    /// Waits until the screen meets `condition`; `expectation` says in words what was waited for.
    @discardableResult
    package func waitUntil(
        _ expectation: String, within limit: Duration = patience, _ condition: (VirtualScreen) throws -> Bool
    ) throws -> VirtualScreen {
        let deadline = ContinuousClock.now + limit
        repeat {
            while read(within: .zero) {}
            if try condition(screen) { return screen }
            if isClosed { break }
            read(within: .milliseconds(20))
        } while ContinuousClock.now < deadline
        throw notSeen(expectation)
    }

    /// Waits until nothing has been written for `quiet` and the program waits for its keyboard: on a busy machine silence alone only means that others had their turn.
    @discardableResult
    package func settle(quiet: Duration = .milliseconds(60), within limit: Duration = patience) -> VirtualScreen {
        let deadline = ContinuousClock.now + limit
        repeat {
            while read(within: quiet), ContinuousClock.now < deadline {}
        } while !isClosed && !process.isAsleep && ContinuousClock.now < deadline
        return screen
    }

    private func notSeen(_ expectation: String) -> ProgramProblem { .notSeen(expectation, screen: screen.text) }

    /// Shows what was written; false when nothing came within `limit`.
    @discardableResult
    private func read(within limit: Duration) -> Bool {
        guard !isClosed else { return false }
        guard let bytes = process.read(within: limit) else {
            isClosed = true
            return false
        }
        guard !bytes.isEmpty else { return false }
        transcript += bytes
        screen.feed(bytes)
        return true
    }
}
