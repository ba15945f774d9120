import ArgumentParser
import Rectification
import Requests
import Testing

@testable import xiaohao

/// Every row of domain §4 from the board and from the command line: what the footer shows, the command line reads back.
@Suite("One grammar")
struct GrammarTests {
    /// A value that a field of this kind may have.
    static func value(_ field: FormField) -> [String] {
        switch field.kind {
        case .line: ["张 书记"]
        case .text: ["两行\n带'引号'"]
        case .day: ["2026-12-31"]
        case .number: ["2"]
        case .amount: ["3.2"]
        case .file: ["/票 据.pdf"]
        case .choice(let codes, _): [codes[codes.count - 1]]
        case .reference: ["下应街道/江六村"]
        case .list: field.name == "measure-done" ? ["1", "2"] : ["1 甲", "2 乙"]
        }
    }

    @Test("the shell text of an action is the command that does it", arguments: FindingAction.allCases)
    func readsBack(action: FindingAction) throws {
        let form = FilledForm(
            action, values: Dictionary(uniqueKeysWithValues: action.fields.map { ($0.name, Self.value($0)) }))
        let text = ShellText.command(form, on: FindingNumber(12))
        let words = PlainBoard.split(text)
        #expect(words.first == "xiaohao")
        let command = try #require(try Xiaohao.command(Array(words.dropFirst())) as? any WorkCommand, "\(text)")
        #expect(command.number == 12)
        #expect(try command.form() == form, "\(text)")
    }

    @Test("an act of somebody else is shown with who it was")
    func actor() throws {
        let form = FilledForm(.agree, values: ["party": ["discipline"]])
        let text = ShellText.command(form, on: FindingNumber(1), as: "李 四")
        #expect(text == "xiaohao --as '李 四' opine 1 agree --party discipline")
        let command = try #require(try Xiaohao.command(Array(PlainBoard.split(text).dropFirst())) as? Opine)
        #expect(command.global.actor == "李 四")
    }

    @Test("the least that an action needs is enough", arguments: FindingAction.allCases)
    func required(action: FindingAction) throws {
        let needed = action.fields.filter { $0.isRequired || action.positionalFields.contains($0.name) }
        let form = FilledForm(
            action, values: Dictionary(uniqueKeysWithValues: needed.map { ($0.name, Self.value($0)) }))
        let words = PlainBoard.split(ShellText.command(form, on: FindingNumber(3)))
        let command = try #require(try Xiaohao.command(Array(words.dropFirst())) as? any WorkCommand)
        // A list that was not given is an empty one.
        #expect(try command.form().values.filter { !$0.value.isEmpty } == form.values)
    }

    @Test("every command of the domain is an action of the board, or is filing")
    func complete() {
        let kinds = Set(FindingAction.allCases.map(\.kind))
        #expect(Set(FindingCommandKind.allCases).subtracting(kinds) == [.file, .bringForward])
    }

    @Test(
        "words part as a shell parts them",
        arguments: [
            ("a b", ["a", "b"]), ("a 'b c' d", ["a", "b c", "d"]), ("--text 'it'\\''s'", ["--text", "it's"]),
            ("  ", []), ("''", [""]),
            ("a\\ b", ["a b"]), ("\"x y\"", ["x y"]),
        ])
    func split(line: String, words: [String]) {
        #expect(PlainBoard.split(line) == words)
    }

    @Test(
        "an accepted suggestion is said with what was left out; one that more was pulled into is formed of its members")
    func accepted() {
        func said(_ members: [Int]) -> String {
            let members = members.map { FindingNumber($0) }
            let shown = [3, 5, 8].map { FindingNumber($0) }
            return ShellText.accept(IssueDraft(title: "误工补助", members: members, suggestion: "5f1c"), of: shown)
        }
        #expect(said([3, 5, 8]) == "xiaohao triage accept 5f1c --title 误工补助")
        #expect(said([3, 8]) == "xiaohao triage accept 5f1c --without 5 --title 误工补助")
        #expect(said([3, 5, 8, 9]) == "xiaohao triage form 3 5 8 9 --title 误工补助")
    }

    @Test("options stand before and after the command")
    func options() throws {
        let before = try #require(
            try Xiaohao.command(["--as", "张会计", "--json", "comment", "1", "x"]) as? CommentCommand)
        let after = try #require(
            try Xiaohao.command(["comment", "1", "x", "--as", "张会计", "--json"]) as? CommentCommand)
        #expect(before.global.actor == "张会计" && after.global.actor == "张会计")
        #expect(before.global.json && after.global.json)
    }
}
