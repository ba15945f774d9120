import BoardUI
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Terminal
import Wording

/// `xiaohao` without a command: the board.
enum BoardCommand {
    static func open(_ global: GlobalOptions) throws {
        guard global.plain || isatty(0) != 0 && isatty(1) != 0 else { throw Complaint(64, "board.noTerminal") }
        if global.plain {
            guard var board = try opened(global, { try PlainBoard(global) }) else { return }
            return try board.run()
        }
        guard var driver = try opened(global, { try BoardDriver(global) }) else { return }
        try driver.run()
    }

    /// Where there is no ledger yet, a person is offered to make one; `nil`: they leave.
    private static func opened<Board>(_ global: GlobalOptions, _ open: () throws -> Board) throws -> Board? {
        do {
            return try open()
        } catch let error as LedgerError where error.rule == .missing && isatty(0) != 0 {
            // Nobody is at a pipe to choose.
            guard try FirstRun(global, path: try global.path).offer() else { return nil }
            return try open()
        }
    }
}

/// What a first run offers when there is no ledger yet.
struct FirstRun {
    let path: String
    let global: GlobalOptions
    let words: Catalogue

    init(_ global: GlobalOptions, path: String) throws {
        self.path = path
        self.global = global
        words = global.words
    }

    /// False: the person chose to leave.
    func offer() throws -> Bool {
        guard !global.noInput, !global.isReadOnly else { throw Complaint(66, "ledger.missing", ["path": path]) }
        Output.line(words.text("first.none", ["path": path]))
        for key in ["first.demo", "first.init", "first.leave"] { Output.line("  " + words[key]) }
        while true {
            Output.write("> ", to: 1)
            guard let answer = readLine() else { return false }
            switch answer.lowercased().trimmingCharacters(in: .whitespaces) {
            case "d", "1":
                _ = try Demonstration.create(
                    path, size: 300, drivers: .all, surroundings: .ofThisProcess, progress: Progress.printer(false))
                return true
            case "n", "2":
                let name = LedgerSettings.name(of: path)
                _ = try OpenLedger.create(
                    path, settings: LedgerSettings(name: name, crypto: .standard, isPractice: true),
                    administrator: nil, drivers: .all, surroundings: .ofThisProcess)
                Output.line(words.text("first.import", ["path": path]))
                return true
            case "q", "3": return false
            case _: continue
            }
        }
    }
}
