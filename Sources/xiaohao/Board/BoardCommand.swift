import BoardUI
import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Screen
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
            return try StillOpening.told(global, open)
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
        for key in ["first.demo", "first.take", "first.init", "first.leave"] { Output.line("  " + words[key]) }
        while true {
            guard let answer = ask("> ") else { return false }
            switch answer.lowercased() {
            case "i": if try takeLedger() { return true }
            case "d", "1":
                _ = try Demonstration.create(
                    path, size: 300, drivers: .all, surroundings: .ofThisProcess, progress: Progress.printer(false))
                return true
            case "n", "2":
                _ = try create()
                Output.line(words.text("first.import", ["path": path]))
                return true
            case "q", "3": return false
            case _: continue
            }
        }
    }

    private func create() throws -> OpenLedger {
        try OpenLedger.create(
            path,
            settings: LedgerSettings(name: LedgerSettings.name(of: path), crypto: .standard, isPractice: true),
            administrator: nil, drivers: .all, surroundings: .ofThisProcess)
    }

    /// Makes a ledger with a round and the rows of an office's own file; false when there is no such file.
    private func takeLedger() throws -> Bool {
        guard let file = ask(words["first.file"])?.trimmingCharacters(in: ["'", "\""]), !file.isEmpty else {
            return false
        }
        do {
            try InputPath.requireReadable(file)
        } catch {
            say(Complaint(error))
            return false
        }
        guard let round = ask(words["first.round"]), !round.isEmpty,
            let written = ask(words["first.feedback"])
        else { return false }
        let ledger = try create()
        do {
            let feedback = DeadlinePhrase.plainDay(written)
            if feedback == nil, !written.isEmpty { throw FieldProblem(.day, field: "feedback", found: written) }
            _ = try ledger.addRound(
                round, mode: nil, entered: nil, feedback: feedback, as: nil, WriteOptions())
            let report = try ledger.importLedger(
                ImportRequest(file: file, round: round, sheet: nil, mapFile: nil, isStrict: false), as: nil,
                WriteOptions(), progress: Progress.printer(false))
            for line in report.lines(words, isDryRun: false) { Output.line(VisibleText.line(line)) }
        } catch {
            // The ledger is there: what is lacking can be done from its board.
            say(Complaint(error))
            Output.line(words.text("first.import", ["path": path]))
        }
        return ask(words["first.open"]) != nil
    }

    /// `nil`: nobody answers any more.
    private func ask(_ prompt: String) -> String? {
        Output.write(prompt, to: 1)
        return readLine()?.trimmingCharacters(in: .whitespaces)
    }

    private func say(_ complaint: Complaint) {
        let (message, remedy) = words.explain(rule: complaint.rule, complaint.facts)
        Output.line(VisibleText.line(message) + (remedy.isEmpty ? "" : " → " + VisibleText.line(remedy)))
    }
}
