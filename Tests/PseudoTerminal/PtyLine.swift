import CPseudoTerminal
import Foundation
import Synchronization

/// A pty with both ends in this process: what is drawn on its terminal end is gathered from the other.
package final class PtyLine: Sendable {
    private static let turn = Mutex<Void>(())

    /// Lets one at a time draw: a process has one screen, and suites run side by side.
    package static func alone<Value>(_ body: () throws -> Value) rethrows -> Value {
        try turn.withLock { _ in try body() }
    }

    /// The terminal's end, for whoever draws.
    package let terminal: Int32
    private let master: Int32
    private let bytes = Mutex<[UInt8]>([])

    package init(_ size: WindowSize) throws {
        var path = [CChar](repeating: 0, count: 64)
        let master = pty_open(&path, path.count)
        guard master >= 0 else { throw ProgramProblem.cannotStart("no pty: \(String(cString: strerror(errno)))") }
        _ = pty_resize(master, UInt16(size.columns), UInt16(size.rows))
        self.master = master
        terminal = open(path, O_RDWR | O_NOCTTY)
        guard terminal >= 0 else { throw ProgramProblem.cannotStart("no terminal end") }
        // The pty holds few bytes: somebody must read while a frame is written.
        let reader = Thread { [weak self] in
            var buffer = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = Foundation.read(master, &buffer, buffer.count)
                guard count > 0, let self else { return }
                self.bytes.withLock { $0 += buffer[..<count] }
            }
        }
        reader.start()
    }

    deinit {
        close(terminal)
        close(master)
    }

    /// What was written since the last call: everything before a mark of its own.
    package func written() -> [UInt8] {
        let mark = Array("\u{1B}]0;mark\u{7}".utf8)
        _ = write(terminal, mark, mark.count)
        while true {
            let whole = bytes.withLock { bytes -> [UInt8]? in
                guard bytes.count >= mark.count, bytes.suffix(mark.count).elementsEqual(mark) else { return nil }
                defer { bytes = [] }
                return Array(bytes.dropLast(mark.count))
            }
            if let whole { return whole }
            usleep(500)
        }
    }
}
