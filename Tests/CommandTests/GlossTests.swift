import Testing
import Wording

@testable import xiaohao

@Suite("What the completion says beside a word")
struct GlossTests {
    @Test("every command and every option has a gloss in the reader's language", arguments: Language.allCases)
    func complete(language: Language) throws {
        let gloss = Gloss(words: .bundled(language))
        let grammar = try #require(Grammar.ofThisProgram)
        var seen = 0
        func check(_ text: String?, _ name: String) {
            seen += 1
            guard let text else {
                Issue.record("\(name) has no gloss")
                return
            }
            let isChinese = text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
            #expect(isChinese == (language != .english), "\(name): \(text)")
        }
        func walk(_ command: Grammar.Command, _ path: [String]) {
            for argument in command.arguments ?? [] where !argument.isPositional {
                guard let name = argument.longName else { continue }
                check(gloss.of(option: name), "--\(name)")
            }
            for next in command.subcommands ?? [] {
                check(gloss.of(command: path + [next.commandName]), (path + [next.commandName]).joined(separator: " "))
                walk(next, path + [next.commandName])
            }
        }
        walk(grammar.command, [])
        #expect(seen > 500, "the grammar was not walked")
    }
}
