import ArgumentParser
import BoardUI
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Wording

/// The board as linear text (`--plain`): says what stands where, then takes commands of the command line, one a line.
struct PlainBoard {
    let global: GlobalOptions
    let words: Catalogue

    init(_ global: GlobalOptions) throws {
        self.global = global
        words = global.words
    }

    func run() throws {
        try announce()
        Output.line(words["plain.how"])
        while true {
            Output.write("xiaohao> ", to: 1)
            guard let line = readLine() else { return Output.line("") }
            let words = Self.split(line)
            guard let first = words.first else { continue }
            if ["q", "quit", "exit"].contains(first) { return }
            if first == "board" {
                try announce()
                continue
            }
            do {
                var command = try Xiaohao.parseAsRoot(words + inherited)
                try command.run()
            } catch {
                _ = Failure.report(error)
            }
        }
    }

    /// The options this was started with go with every line.
    private var inherited: [String] {
        var options: [String] = []
        if let path = global.ledgerPath { options += ["--ledger", path] }
        if let person = global.person { options += ["--as", person] }
        if let language = global.lang { options += ["--lang", language.rawValue] }
        if global.isReadOnly { options.append("--readonly") }
        return options
    }

    private func announce() throws {
        let ledger = try global.open(forReading: true)
        try ledger.read { reader in
            let counts = try reader.counts(FindingFilter(), today: ledger.today)
            Output.line("\(ledger.store.settings.name) · \(CardWords(words).date(ledger.today))")
            for stage in StageCode.allCases { Output.line("\(words.word(stage)): \(counts.count(of: stage))") }
            Output.line(words.text("header.overdue", ["count": String(counts.overdue)]))
            Output.line(words.text("header.listed", ["count": String(counts.listed)]))
        }
    }

    /// Words as a POSIX shell parts them: blanks, quotes, backslashes.
    static func split(_ line: String) -> [String] {
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
        return words
    }
}
