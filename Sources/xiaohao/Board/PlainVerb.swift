import Rectification
import Wording

extension PlainBoard {
    /// What the first word of a line asks for: the board's keys and their names, else a command of the command line.
    enum Verb: Equatable {
        case quit
        case go(PlainWalk.Step)
        case number(FindingNumber)
        case open, actions, summary, order, clear, trouble, filter, actAs, help, command

        private static let table: [(words: [String], verb: Verb, help: String)] = [
            (["n", "j", "next"], .go(.next), "plain.help.next"),
            (["p", "k", "previous"], .go(.previous), "plain.help.previous"),
            (["l", "right"], .go(.nextColumn), "plain.help.right"),
            (["h", "left"], .go(.previousColumn), "plain.help.left"),
            (["g", "first"], .go(.first), "plain.help.first"), (["G", "last"], .go(.last), "plain.help.last"),
            (["o", "open"], .open, "plain.help.open"), ([".", "a", "actions"], .actions, "plain.help.actions"),
            (["f", "filter"], .filter, "plain.help.filter"), (["!", "trouble"], .trouble, "plain.help.trouble"),
            (["C", "clear"], .clear, "plain.help.clear"), (["order"], .order, "plain.help.order"),
            (["@", "as"], .actAs, "plain.help.as"), (["b", "board"], .summary, "plain.help.board"),
            (["?", "help"], .help, "plain.help.help"), (["q", "quit", "exit"], .quit, "plain.help.quit"),
        ]

        init(_ word: String) {
            if let known = Self.table.first(where: { $0.words.contains(word) }) {
                self = known.verb
            } else if let number = Int(word.hasPrefix("#") ? String(word.dropFirst()) : word), number > 0 {
                self = .number(FindingNumber(number))
            } else {
                self = .command
            }
        }

        static func help(_ words: Catalogue) -> [String] {
            let lines = table.map { $0.words.joined(separator: " ") + words["list.colon"] + words[$0.help] }
            return lines + [words["plain.help.search"], words["plain.help.number"], words["plain.help.command"]]
        }
    }
}
