import ArgumentParser
import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Wording

struct Move: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract:
            "迁移: moves the ledger between a file and a server, verified event by event; this one then takes no more events.",
        discussion: """
            Broken off at any point, the same command goes on where it stopped. The ledger that is left stays readable.

            Examples: xiaohao move postgres://db.example/office
                      xiaohao --ledger postgres://db.example/office move 台账.db
            """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "Where to: a path, or postgres://….") var to: String

    func run() throws {
        let words = global.words
        let moved = try global.open().move(
            to: to, as: global.actor, drivers: .all, progress: Self.printer(global.quiet, words))
        if global.json {
            Output.json(
                .object([
                    "path": .string(moved.target), "events": .number(moved.events),
                    "evidence": .number(moved.evidence), "resumed": .bool(moved.isResumed),
                    "problems": .array(moved.problems.map(\.json)),
                ]))
        } else if !global.quiet {
            Output.line(
                words.text(
                    "move.done",
                    [
                        "path": moved.target, "events": String(moved.events), "evidence": String(moved.evidence),
                    ]))
        }
        if !moved.problems.isEmpty { throw Complaint(65, "check.faults", ["count": String(moved.problems.count)]) }
    }

    /// One line on stderr that says what is copied and how far it is.
    private static func printer(_ isQuiet: Bool, _ words: Catalogue) -> @Sendable (MoveStep) -> Void {
        guard !isQuiet, isatty(2) != 0 else { return { _ in } }
        let start = Date()
        return { step in
            guard Date().timeIntervalSince(start) > 1 else { return }
            let (name, done, all) =
                switch step {
                case .events(let done, let all): ("move.events", done, all)
                case .evidence(let done, let all): ("move.evidence", done, all)
                case .readModels(let done, let all): ("move.readModels", done, all)
                }
            let share = all > 0 ? done * 100 / all : 100
            Output.write(
                "\r\u{1B}[K" + words.text(name, ["done": String(done), "share": String(share)]), to: 2)
            if case .readModels = step, done + 1000 > all { Output.write("\r\u{1B}[K", to: 2) }
        }
    }
}
