import CPseudoTerminal
import Foundation

/// A program running on a pty of its own: bytes in, bytes out, size, signals, its end.
///
/// Nothing is interpreted here and nothing runs in the background: output waits in the pty until it is read.
package final class PtyProcess {
    /// How a program ended.
    package enum Ending: Equatable, Sendable {
        case exited(code: Int32)
        case killed(signal: Int32)
    }

    package let identifier: Int32
    /// When the program was started, on `ContinuousClock`.
    package let started: ContinuousClock.Instant
    private var master: Int32
    private var ending: Ending?

    /// Starts `command` (a path, or a name looked up in PATH, and its arguments).
    ///
    /// The environment is `environment` on top of PATH, HOME, a UTF-8 locale and `TERM=xterm-256color`; nothing
    /// else of this process's own environment gets through. Throws `ProgramProblem.cannotStart`.
    package init(
        _ command: [String], size: WindowSize, environment: [String: String] = [:], directory: String? = nil
    ) throws {
        guard let program = command.first else { throw ProgramProblem.cannotStart("an empty command") }
        var path = [CChar](repeating: 0, count: 64)
        master = pty_open(&path, path.count)
        guard master >= 0 else { throw ProgramProblem.cannotStart("no pty: \(String(cString: strerror(errno)))") }
        _ = pty_resize(master, UInt16(size.columns), UInt16(size.rows))

        let own = ProcessInfo.processInfo.environment
        var whole = ["PATH": own["PATH"] ?? "/usr/bin:/bin", "HOME": own["HOME"] ?? "/", "LC_ALL": "C.UTF-8"]
        whole["TERM"] = "xterm-256color"
        whole["LD_LIBRARY_PATH"] = own["LD_LIBRARY_PATH"]
        whole.merge(environment) { $1 }

        var pid: pid_t = 0
        started = .now
        let problem = Self.withCStrings(command) { arguments in
            Self.withCStrings(whole.map { "\($0)=\($1)" }.sorted()) { variables in
                pty_spawn(&pid, program, arguments, variables, path, directory)
            }
        }
        identifier = pid
        guard problem == 0 else {
            close(master)
            throw ProgramProblem.cannotStart("\(program): \(String(cString: strerror(problem)))")
        }
    }

    deinit {
        hangUp()
        if ending == nil {
            kill(identifier, SIGKILL)
            var status: Int32 = 0
            waitpid(identifier, &status, 0)
        }
    }

    private static func withCStrings<R>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
    ) -> R {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        return pointers.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("a buffer that holds nil is not empty") }
            return body(base)
        }
    }

    /// Writes all of `bytes` to the program's keyboard.
    package func write(_ bytes: some Collection<UInt8>) throws {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(master, $0.baseAddress, $0.count) }
            if count > 0 {
                rest.removeFirst(count)
            } else if errno != EINTR && errno != EAGAIN {
                throw ProgramProblem.gone
            }
        }
    }

    /// What the program wrote since the last call: waits up to `limit` for something; empty when nothing came
    /// in that time, nil when the program's side of the pty is closed for good.
    package func read(within limit: Duration) -> [UInt8]? {
        guard master >= 0 else { return nil }
        var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        let milliseconds = Int32(clamping: (limit / .milliseconds(1)).rounded(.up).asInt)
        guard poll(&descriptor, 1, max(0, milliseconds)) > 0 else { return [] }
        let bytes = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
            count = max(0, Foundation.read(master, buffer.baseAddress, buffer.count))
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// Whether every thread of the program waits for something; one that could run, or waits for the disk, is not asleep.
    package var isAsleep: Bool {
        let tasks = "/proc/\(identifier)/task"
        return ((try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []).allSatisfy { task in
            guard let line = try? String(contentsOfFile: "\(tasks)/\(task)/stat", encoding: .utf8),
                let state = line.split(separator: ")").last?.first(where: { $0 != " " })
            else { return true }
            return state != "R" && state != "D"
        }
    }

    /// Gives the window another size; the kernel sends the program SIGWINCH.
    package func resize(to size: WindowSize) {
        _ = pty_resize(master, UInt16(size.columns), UInt16(size.rows))
    }

    package func signal(_ signal: Int32) { kill(identifier, signal) }

    /// Closes the terminal's side of the pty, as a terminal window that is closed does.
    package func hangUp() {
        if master >= 0 { close(master) }
        master = -1
    }

    /// The line settings of the pty: what a shell would find after the program.
    package var lineSettings: LineSettings { LineSettings(descriptor: master) }

    /// How the program ended, or nil while it runs.
    package func pollEnding() -> Ending? {
        if ending == nil {
            var status: Int32 = 0
            if waitpid(identifier, &status, WNOHANG) == identifier {
                let signal = pty_ending_signal(status)
                ending = signal == 0 ? .exited(code: pty_exit_code(status)) : .killed(signal: signal)
            }
        }
        return ending
    }
}

/// The termios flags and control characters of a terminal line.
package struct LineSettings: Equatable, Sendable {
    package let flags: [UInt32]
    package let controlCharacters: [UInt8]

    init(descriptor: Int32) {
        var settings = termios()
        tcgetattr(descriptor, &settings)
        flags = [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
        controlCharacters = withUnsafeBytes(of: settings.c_cc) { Array($0) }
    }

    /// True while the line echoes and edits as a shell expects.
    package var isCooked: Bool { flags[3] & UInt32(ICANON) != 0 && flags[3] & UInt32(ECHO) != 0 }
}

/// Why a program under test could not be driven.
package enum ProgramProblem: Error, CustomStringConvertible {
    case cannotStart(String)
    case gone
    case stillRunning(screen: String)
    /// What was expected did not come in time; with what stood on the screen instead.
    case notSeen(String, screen: String)

    package var description: String {
        switch self {
        case .cannotStart(let why): "cannot start \(why)"
        case .gone: "the program is gone"
        case .stillRunning(let screen): "the program still runs; its screen:\n\(screen)"
        case .notSeen(let expected, let screen): "expected \(expected), but the screen says:\n\(screen)"
        }
    }
}

extension Double {
    fileprivate var asInt: Int { isFinite ? Int(self) : Int(Int32.max) }
}
