import ArgumentParser
import BoardUI
import Foundation
import Office
import Requests
import Synchronization
import Wording

/// What commands typed behind `:` work with instead of a process of their own: the ledger that is open, the person who acts, and a place for what they print.
struct InsideSession: Sendable {
    @TaskLocal static var current: InsideSession?

    let ledger: OpenLedger
    let actor: String?
    let language: Language
    /// Why nothing can be written; `nil`: it can.
    let barred: Complaint?
    let printed = Printed()
    private let offered = Offered()
    let progress: @Sendable (Int, Int) -> Void
    /// `Esc` was pressed.
    let isCancelled: @Sendable () -> Bool

    /// What was printed so far.
    final class Printed: Sendable {
        private let text = Mutex("")

        func append(_ more: String) { text.withLock { $0 += more } }

        /// Lines, without blank ones at the end.
        var lines: [String] {
            var lines = text.withLock { $0 }.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            while lines.last?.isEmpty == true { lines.removeLast() }
            return lines
        }
    }

    /// A bulletin's proposals, which the board confirms in a list of their own.
    private final class Offered: Sendable {
        let sheet = Mutex<IntakeSheet?>(nil)
    }

    /// Hands proposals to the board.
    func offer(_ sheet: IntakeSheet) { offered.sheet.withLock { $0 = sheet } }

    /// What was handed over.
    var proposals: IntakeSheet? { offered.sheet.withLock { $0 } }

    /// Runs a line with the command line's own grammar; throws what the command throws.
    func run(_ line: String) throws {
        let words = try Self.words(of: line)
        try Self.$current.withValue(self) {
            var command = try Xiaohao.command(words)
            try Self.refuseSenseless(command, words)
            try command.run()
        }
    }

    private static func words(of line: String) throws -> [String] {
        guard let parts = PlainBoard.whole(line) else { throw Complaint(64, "inside.quote") }
        let words = parts.first == "xiaohao" ? Array(parts.dropFirst()) : parts
        // Nothing can be read from the terminal that the board draws on.
        if words.contains("-") { throw Complaint(64, "inside.stdin") }
        return words
    }

    private static func refuseSenseless(_ command: any ParsableCommand, _ words: [String]) throws {
        if command is Init || command is Demo || command is Restore || command is Move || command is Xiaohao {
            throw Complaint(64, "inside.senseless", ["command": words.first ?? "xiaohao"])
        }
        if let log = command as? Log, log.follow { throw Complaint(64, "inside.follow") }
    }
}
