import ArgumentParser
import BoardUI
import Foundation
import Office
import Rectification
import Requests
import Screen
import Wording

/// The board for screen readers and pipes (`--plain`): linear text, no cursor addressing. It says which finding is in
/// focus, walks as the board does, and takes every command of the command line.
struct PlainBoard {
    private let global: GlobalOptions
    private let words: Catalogue
    private var walk: PlainWalk
    private let ledger: OpenLedger
    /// Who acts, when the session was told.
    private var person: String?
    /// Exit of the last command that failed.
    private var failure: Int32 = 0

    init(_ global: GlobalOptions) throws {
        self.global = global
        words = global.words
        person = global.person
        ledger = try global.open(forReading: true)
        walk = try PlainWalk(ledger, words)
    }

    /// Ends with the input. From a pipe the exit is that of the last command that failed.
    mutating func run() throws {
        say(try walk.summary() + [words["plain.how"]] + walk.focused())
        // It reads the hash of every event: the ledger is announced before.
        if ledger.seen.remembers, try ledger.read({ try ledger.seen.isLost(in: $0) }) { say([words["plain.headLost"]]) }
        while let line = ask() {
            do {
                guard try take(line) else { break }
            } catch {
                let exit = Failure.report(error)
                if exit != 0 { failure = exit }
            }
        }
        if failure != 0, isatty(0) == 0 { throw ExitCode(failure) }
    }

    private func ask() -> String? {
        Output.write("xiaohao> ", to: 1)
        let line = readLine()
        // What is piped in is not echoed: the answer begins on a line of its own.
        if isatty(0) == 0 || line == nil { Output.line("") }
        return line
    }

    private func say(_ lines: [String]) { for line in lines { Output.line(VisibleText.line(line)) } }

    /// One line of a person; false: they leave.
    private mutating func take(_ line: String) throws -> Bool {
        // An input method writes `？`, `／` and `。` for the keys of the same name.
        let line = line.first.map { Keymap.halfWidth($0) + line.dropFirst() } ?? line
        if line.hasPrefix("/") {
            say(try walk.search(String(line.dropFirst())))
            return true
        }
        let parts = Self.split(line)
        guard let first = parts.first else {
            say(walk.focused())
            return true
        }
        switch Verb(first) {
        case .quit: return false
        case .go(let step): say(try walk.go(step))
        case .number(let number): say(try walk.go(to: number))
        case .open: say(try walk.dossier())
        case .actions: say(try walk.actions(as: person ?? global.actor))
        case .summary: say(try walk.summary() + walk.focused())
        case .order: say(try walk.turnOrder())
        case .clear: say(try walk.apply(FindingFilter()))
        case .trouble:
            var filter = FindingFilter()
            filter.isTrouble = true
            say(try walk.apply(filter))
        case .filter:
            let options = try FilterOptions.parse(Array(parts.dropFirst()))
            say(try walk.apply(try ledger.read { try options.filter($0) }))
        case .actAs:
            guard let name = parts.dropFirst().first else { throw Complaint(64, "usage.noValue", ["found": "@"]) }
            let found = try ledger.read { try $0.actor(named: name, login: NSUserName()) }
            person = found.id.description
            say([words.text("board.actingAs", ["name": found.name])])
        case .help: say(Verb.help(words))
        case .command: try runCommand(parts)
        }
        return true
    }

    /// A command of the command line; `.` stands for the finding in focus.
    private mutating func runCommand(_ parts: [String]) throws {
        let number = walk.selected?.number.description
        let whole = parts.map { $0 == "." ? number ?? $0 : $0 }
        defer { if let news = try? walk.refresh() { say(news) } }
        var command = try Xiaohao.command(inherited(by: whole) + whole)
        try command.run()
    }

    /// The options this was started with go with every line that does not say otherwise.
    private func inherited(by parts: [String]) -> [String] {
        func isSaid(_ name: String) -> Bool { parts.contains { $0 == name || $0.hasPrefix(name + "=") } }
        var options: [String] = []
        if let path = global.ledgerPath, !isSaid("--ledger") { options += ["--ledger", path] }
        if let person, !isSaid("--as") { options += ["--as", person] }
        if let language = global.lang, !isSaid("--lang") { options += ["--lang", language.rawValue] }
        if global.isReadOnly { options.append("--readonly") }
        return options
    }

    /// Words as a POSIX shell parts them: blanks, quotes, backslashes; a quote that is not closed ends with the line.
    static func split(_ line: String) -> [String] { parts(of: line).words }

    /// The words of a line whose quotes are all closed, else `nil`.
    static func whole(_ line: String) -> [String]? {
        let (words, isWhole) = parts(of: line)
        return isWhole ? words : nil
    }

    private static func parts(of line: String) -> (words: [String], isWhole: Bool) {
        var words: [String] = []
        var current: String?
        var quote: Character?
        var isEscaped = false
        for character in line {
            if isEscaped {
                current = (current ?? "") + String(character)
                isEscaped = false
            } else if let open = quote {
                if character == open { quote = nil } else { current = (current ?? "") + String(character) }
            } else if character == "\\" {
                isEscaped = true
            } else if character == "'" || character == "\"" {
                quote = character
                current = current ?? ""
            } else if character.isWhitespace {
                if let word = current { words.append(word) }
                current = nil
            } else {
                current = (current ?? "") + String(character)
            }
        }
        if let word = current { words.append(word) }
        return (words, quote == nil && !isEscaped)
    }
}
