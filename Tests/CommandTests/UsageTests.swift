import ArgumentParser
import Office
import Testing

@testable import xiaohao

@Suite("Usage")
struct UsageTests {
    /// Every command with the words that lead to it.
    static func commands(
        _ command: any ParsableCommand.Type = Xiaohao.self, _ words: [String] = []
    ) -> [(words: [String], type: any ParsableCommand.Type)] {
        command.configuration.subcommands.flatMap { next in
            let path = words + [next.configuration.commandName ?? ""]
            return [(path, next)] + commands(next, path)
        }
    }

    @Test("the help of every command has an example")
    func examples() {
        let all = Self.commands()
        #expect(all.count > 80)
        for (words, type) in all {
            let help = Xiaohao.helpMessage(for: type)
            #expect(help.contains("Example"), "\(words.joined(separator: " "))")
        }
    }

    @Test("values that a word could have been are offered, few and many")
    func values() {
        func candidates(_ words: [String]) -> [String] {
            do {
                _ = try Xiaohao.command(words)
                return []
            } catch {
                return UsageFault(Xiaohao.message(for: error), ["xiaohao"] + words).complaint.candidates
            }
        }
        #expect(candidates(["flag", "1", "key"]) == ["on", "off"])
        #expect(candidates(["--lang", "fr", "list"]) == ["zh-Hans", "zh-Hant", "en"])
        #expect(candidates(["meeting", "opne"]) == ["open"])
        #expect(candidates(["list", "--ledgre", "x"]) == ["--ledger"])
    }

    @Test("the parser's own completion scripts are no options of this program, and its own name is said as ever")
    func scripts() {
        #expect(throws: (any Error).self) { try Xiaohao.command(["--generate-completion-script", "bash"]) }
        #expect(Xiaohao.helpMessage(for: Show.self).contains("USAGE: xiaohao show "))
    }

    @Test("an argument too many is one, where the command has no others below it")
    func unexpected() {
        #expect(UsageFault("Unexpected argument 'x'", ["xiaohao", "check", "x"]).complaint.facts["case"] == nil)
        #expect(UsageFault("Unexpected argument 'x'", ["xiaohao", "x"]).complaint.facts["case"] == "command")
    }

    @Test(
        "words that do not go together are said in the person's language, by a rule of their own",
        arguments: [
            (["person", "key", "王五", "--enrol", "SHA256:x", "--retire"], "usage.together"),
            (["person", "key", "王五", "--reason", "离任"], "usage.belongs"),
            (["checkpoint", "--check", "a", "--out", "b"], "usage.together"),
            (["meeting", "seat", "discipline"], "usage.oneOf"),
            (["meeting", "seat", "discipline", "李四", "--empty"], "usage.oneOf"),
            (["meeting", "agenda", "drop"], "usage.missing"),
            (["document", "special-report", "--out", "x.md"], "usage.oneOf"),
            (["document", "special-report", "--field", "甲", "--issue", "1", "--out", "x.md"], "usage.oneOf"),
        ])
    func together(words: [String], rule: String) throws {
        var command = try Xiaohao.command(words)
        do {
            try command.run()
            Issue.record("\(words) ran")
        } catch {
            let complaint = try #require(Failure.complaint(error))
            #expect(complaint.rule == rule && complaint.exit == 64, "\(words)")
        }
    }

    @Test("the example is the one that has what is missing, else the first")
    func example() {
        func shown(_ field: String, _ words: String...) -> String? {
            UsageExample.of(Complaint(64, "field.missing", ["field": field]), ["xiaohao"] + words)
        }
        #expect(shown("code", "opine", "1", "disagree")?.contains("disagree --code noEvidence") == true)
        #expect(shown("until", "opine", "1", "defer")?.contains("defer --note") == true)
        #expect(shown("party", "opine", "1", "agree")?.contains("--party inspection agree") == true)
        #expect(shown("clue", "clue", "1", "conclude") == "xiaohao clue 12 conclude --clue 1")
        #expect(shown("title", "clue", "1", "conclude")?.hasPrefix("xiaohao clue 12 transfer") == true)
    }
}
