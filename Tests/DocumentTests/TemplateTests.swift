import Documents
import Testing
import Wording

@Suite("Templates")
struct TemplateTests {
    @Test("every bundled template is good in every language", arguments: DocumentKind.allCases, Language.allCases)
    func bundled(kind: DocumentKind, language: Language) throws {
        let text = BundledTemplate.text(kind, language)
        #expect(text.contains("{{"), "\(kind) \(language) is not bundled")
        _ = try Template(text, fields: kind.fields)
    }

    @Test("a document is filled with exactly the fields that its templates may name", arguments: DocumentKind.allCases)
    func fields(kind: DocumentKind) throws {
        let dossiers = [Material.dossier(1), Material.dossier(2, verdict: Material.disagreement)]
        let record = try #require(Material.record(kind, Material.setting(), dossiers))
        #expect(kind.fields.differences(record) == [])
    }

    static let fields = TemplateFields("title isOpen? items[name tags[word]]")

    @Test(
        "a name that the document does not have is refused with its line and what could stand there",
        arguments: [
            ("{{titel}}", TemplateProblem.Rule.unknownName, 1),
            ("一\n二\n{{#items}}{{title}}{{word}}{{/items}}", .unknownName, 3),
            ("{{#title}}{{/title}}", .wrongKind, 1), ("{{items}}", .wrongKind, 1), ("{{isOpen}}", .wrongKind, 1),
            ("\n{{{title}}}", .notAllowed, 2), ("{{&title}}", .notAllowed, 1), ("{{>other}}", .notAllowed, 1),
            ("{{=<% %>=}}", .notAllowed, 1), ("{{%CONTENT_TYPE:HTML}}", .notAllowed, 1), ("{{$block}}", .notAllowed, 1),
            ("{{uppercased(title)}}", .notAllowed, 1), ("{{items.first}}", .notAllowed, 1), ("{{.}}", .notAllowed, 1),
            ("{{#items}}\n{{name}}", .unbalanced, 1), ("{{#items}}{{/isOpen}}", .unbalanced, 1),
            ("{{title", .unbalanced, 1),
            ("{{/items}}", .unbalanced, 1),
        ])
    func refused(text: String, rule: TemplateProblem.Rule, line: Int) throws {
        let problem = #expect(throws: TemplateProblem.self) { try Template(text, fields: Self.fields) }
        #expect(problem?.rule == rule && problem?.line == line, "\(text): \(String(describing: problem))")
    }

    @Test("a word goes by its number: the first for 1, the second for any other, of the innermost list that has it")
    func numbers() throws {
        let text = "{{title|finding|findings}} {{title?is|are}}\n{{#items}}\n{{title}}: {{name|day|days}}\n{{/items}}"
        func filled(_ title: String, _ names: [String]) throws -> [Document.Block] {
            let items = names.map { DocumentRecord(["name": $0, "tags": ""]) }
            let record = DocumentRecord(["title": .text(title), "items": .list(items)])
            return try Template(text, fields: Self.fields).fill(record, mark: nil, numbering: .arabic).blocks
        }
        #expect(
            try filled("1", ["1", "12"]) == [
                .paragraph("1 finding is", .body), .paragraph("1: 1 day", .body), .paragraph("1: 12 days", .body),
            ])
        #expect(try filled("0", []) == [.paragraph("0 findings are", .body)])
        for wrong in ["{{titel|a|b}}", "{{items|a|b}}", "{{title|a}}", "{{title|a|b|c}}", "{{|a|b}}"] {
            #expect(throws: TemplateProblem.self, "\(wrong)") { try Template(wrong, fields: Self.fields) }
        }
    }

    @Test("no English template counts one thing in the plural", arguments: DocumentKind.allCases)
    func plurals(kind: DocumentKind) {
        let written = BundledTemplate.text(kind, .english)
        let counted = written.matches(of: #/\{\{\w+\}\} (?:findings|units|days|bytes|stage closures)\b/#)
        #expect(counted.isEmpty, "\(kind): \(counted.map { $0.output })")
    }

    @Test("names of a list and of what is around it are known inside; a list has its presence")
    func scopes() throws {
        let text = """
            # {{title}}
            {{#hasItems}}
            {{#items}}
            {{title}}: {{name}} {{#tags}}[{{word}}]{{/tags}}{{^hasTags}}(none){{/hasTags}}
            {{/items}}
            {{/hasItems}}
            {{^isOpen}}
            closed
            {{/isOpen}}
            """
        let record = DocumentRecord([
            "title": "T", "isOpen": .flag(false),
            "items": .list([
                DocumentRecord(["name": "a", "tags": .list([DocumentRecord(["word": .text("x")])])]),
                DocumentRecord(["name": "b", "tags": .list([])]),
            ]),
        ])
        let document = try Template(text, fields: Self.fields).fill(record, mark: nil, numbering: .chinese)
        #expect(
            document.blocks == [
                .title("T"), .paragraph("T: a [x]", .body), .paragraph("T: b (none)", .body),
                .paragraph("closed", .body),
            ])
    }
}
