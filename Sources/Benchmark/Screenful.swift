import Foundation
import PseudoTerminal

/// A full-screen program in a pty, timed from outside: what tig and the board have in common.
final class Screenful {
    private let process: PtyProcess
    let start: ContinuousClock.Instant
    /// As a terminal would show it, without what came last.
    private var screen = VirtualScreen(size: WindowSize(columns: 200, rows: 50))
    private var unseen: [(at: ContinuousClock.Instant, bytes: [UInt8])] = []

    init(_ command: [String], environment: [String: String] = [:], directory: String? = nil) throws {
        process = try PtyProcess(
            command, size: WindowSize(columns: 200, rows: 50), environment: environment, directory: directory)
        start = process.started
    }

    var identifier: Int32 { process.identifier }

    /// Milliseconds from exec to the last bytes before the screen came to rest.
    func firstFrame(quiet: Duration = .milliseconds(150)) throws -> Double {
        guard let last = rest(within: .seconds(60), quiet: quiet) else {
            throw Workplace.Failed(command: "no first frame")
        }
        return (last - start) / .milliseconds(1)
    }

    /// Reads until nothing comes any more; when the last bytes came, `nil` when none did.
    @discardableResult
    func rest(within limit: Duration, quiet: Duration) -> ContinuousClock.Instant? {
        var last: ContinuousClock.Instant?
        var wait = limit
        while let bytes = process.read(within: wait), !bytes.isEmpty {
            let now = ContinuousClock.now
            unseen.append((now, bytes))
            last = now
            wait = quiet
        }
        return last
    }

    /// Milliseconds from the write of a key until the cards stood, and until nothing came any more: what is counted over them comes after them.
    func searchKey(_ key: String) throws -> (cards: Double, all: Double)? {
        rest(within: .zero, quiet: .zero)
        catchUp()
        let start = ContinuousClock.now
        try process.write(Array(key.utf8))
        guard let last = rest(within: .milliseconds(400), quiet: .milliseconds(60)) else { return nil }
        var cards = start
        for (at, bytes) in unseen {
            let before = self.cards
            screen.feed(bytes)
            if self.cards != before { cards = at }
        }
        unseen = []
        return ((cards - start) / .milliseconds(1), (last - start) / .milliseconds(1))
    }

    private func catchUp() {
        for (_, bytes) in unseen { screen.feed(bytes) }
        unseen = []
    }

    /// The screen without header, breadcrumbs, titles of columns and the lines at the bottom.
    private var cards: ArraySlice<[VirtualCell]> { screen.cells[3..<(screen.cells.count - 3)] }

    /// Milliseconds from the write of a key to the last bytes of its frame; `nil` when nothing was drawn.
    func key(_ key: String, quiet: Duration = .milliseconds(12), patience: Duration = .milliseconds(400)) throws
        -> Double?
    {
        // What others did meanwhile is not this key's.
        rest(within: .zero, quiet: .zero)
        let start = ContinuousClock.now
        try process.write(Array(key.utf8))
        return rest(within: patience, quiet: quiet).map { ($0 - start) / .milliseconds(1) }
    }

    func keys(_ keys: [String]) throws -> [Double] { try keys.compactMap { try key($0) } }

    /// Milliseconds that the last frame of a key held down at 30 a second comes after the last press.
    func hold(_ key: String, presses: Int) throws -> Double {
        for _ in 1..<presses {
            let next = ContinuousClock.now + .milliseconds(33)
            try process.write(Array(key.utf8))
            while ContinuousClock.now < next { rest(within: next - .now, quiet: .zero) }
        }
        let start = ContinuousClock.now
        try process.write(Array(key.utf8))
        return rest(within: .milliseconds(400), quiet: .milliseconds(20)).map { ($0 - start) / .milliseconds(1) } ?? 0
    }

    func resize(columns: Int, rows: Int) -> Double {
        rest(within: .zero, quiet: .zero)
        catchUp()
        screen.resize(to: WindowSize(columns: columns, rows: rows))
        let start = ContinuousClock.now
        process.resize(to: WindowSize(columns: columns, rows: rows))
        return rest(within: .seconds(2), quiet: .milliseconds(30)).map { ($0 - start) / .milliseconds(1) } ?? .infinity
    }

    /// MiB held now.
    var memory: Double { Double(Workplace.memory(of: identifier, "VmRSS")) / 1024 }

    /// Share of one core used while nothing is done, in per cent.
    func idle(seconds: Int) -> Double {
        let before = ticks()
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end { rest(within: end - .now, quiet: .zero) }
        return Double(ticks() - before) / Double(sysconf(Int32(_SC_CLK_TCK))) / Double(seconds) * 100
    }

    private func ticks() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return 0 }
        let fields = text[text.index(end, offsetBy: 2)...].split(separator: " ")
        return (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)
    }

    func end(_ keys: String) throws {
        try process.write(Array(keys.utf8))
        rest(within: .milliseconds(300), quiet: .milliseconds(60))
        process.hangUp()
    }
}
