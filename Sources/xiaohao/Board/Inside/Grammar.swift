import ArgumentParser
import Foundation

/// The commands and options of the command line, as the parser itself describes them: completion knows no other grammar.
struct Grammar: Decodable, Sendable {
    struct Command: Decodable, Sendable {
        let commandName: String
        let abstract: String?
        let subcommands: [Command]?
        let arguments: [Argument]?
    }

    struct Argument: Decodable, Sendable {
        struct Name: Decodable, Sendable {
            let kind: String
            let name: String
        }

        let kind: String
        let names: [Name]?
        let valueName: String?
        let abstract: String?
        let allValues: [String]?

        var isPositional: Bool { kind == "positional" }
        var takesValue: Bool { kind == "option" }
        /// `due-within` for `--due-within`.
        var longName: String? { names?.first { $0.kind == "long" }?.name }
    }

    let command: Command

    /// `nil` when the parser describes itself in a way that is not understood.
    static let ofThisProgram: Grammar? = try? JSONDecoder().decode(Grammar.self, from: Data(Xiaohao._dumpHelp().utf8))
}
