import Archive
import Documents
import Foundation
import FoundationXML
import Testing

@Suite("What a document says")
struct MarkupTests {
    static let fields = TemplateFields("value")

    static func blocks(_ template: String, _ value: String = "") throws -> [Document.Block] {
        try Template(template, fields: fields).fill(
            DocumentRecord(["value": .text(value)]), mark: nil, numbering: .chinese
        )
        .blocks
    }

    @Test("what a line begins with says what it is; headings count by themselves")
    func lines() throws {
        let text = """
            # 题目
            = 中
            > 右
            < 顶
            ## 甲
            ### 子
            ### 子
            ## 乙
            ### 子
            正文
            ---
            """
        #expect(
            try Self.blocks(text) == [
                .title("题目"), .paragraph("中", .centre), .paragraph("右", .right), .paragraph("顶", .flush),
                .heading(level: 1, "一、甲"), .heading(level: 2, "（一）子"), .heading(level: 2, "（二）子"),
                .heading(level: 1, "二、乙"), .heading(level: 2, "（一）子"), .paragraph("正文", .body), .pageBreak,
            ])
    }

    @Test("a table has a head, widths, labels and cells that take several columns")
    func tables() throws {
        let blocks = try Self.blocks("| a | b | c |\n|-|---|--|\n| *x | y | << |\n| {{value}} |", "1|2\n3")
        guard case .table(let table) = blocks.first, blocks.count == 1 else {
            Issue.record("no table: \(blocks)")
            return
        }
        #expect(table.widths == [1, 3, 2])
        #expect(table.header.map { $0.map(\.text) } == [["a", "b", "c"]])
        #expect(table.rows.map { $0.map(\.text) } == [["x", "y"], ["1|2\n3"]])
        #expect(table.rows.map { $0.map(\.span) } == [[1, 2], [3]])
        #expect(table.rows[0][0].isLabel && !table.rows[0][1].isLabel)
    }

    static let hostile = [
        "# 题目", "## 标题", "| a | b |", "---", "> 右", "*标", "<<", "|--|--|", "a\\nb", "\\", "\\\\|", "= 中", "- x",
        "<script>alert(1)</script>", "&amp; \"'", "{{value}}", "[x](javascript:1)", "![x](y)", "`code`", "1. 一",
        "~~x~~",
        "]]>", "<!--", "_x_ **y**", "a\r\nb", "\u{202E}反", "\u{1B}[31m", "\u{0}", "\u{FFFF}", "\u{200B}x",
    ]

    @Test("a value is never a mark", arguments: hostile)
    func values(value: String) throws {
        let shown = value.replacing("\r\n", with: "\n").unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar.value {
            case 0x0A: text += "\n"
            case 0...0x1F, 0x200B, 0x202E, 0xFFFF: text += "⟨U+\(String(scalar.value, radix: 16, uppercase: true))⟩"
            case _: text.unicodeScalars.append(scalar)
            }
        }
        #expect(try Self.blocks("{{value}}", value) == [.paragraph(shown, .body)])
        #expect(try Self.blocks("# {{value}}", value) == [.title(shown)])
        guard case .table(let table) = try Self.blocks("| {{value}} | x |", value).first else {
            Issue.record("no table")
            return
        }
        #expect(table.rows.map { $0.map(\.text) } == [[shown, "x"]])
    }

    @Test("in every format a value stays text", arguments: hostile)
    func formats(value: String) throws {
        let document = try Template("# t\n{{value}}\n| {{value}} |", fields: Self.fields).fill(
            DocumentRecord(["value": .text(value)]), mark: "<m>", numbering: .chinese)
        let html = HTMLDocument.text(document, language: "zh-Hans")
        #expect(!html.contains("<script") && !html.contains("<m>") && !html.contains("<!--"))
        #expect(html.components(separatedBy: "<td>").count == 2 && html.components(separatedBy: "<h1>").count == 2)
        let markdown = MarkdownDocument.text(document)
        #expect(!markdown.contains("<script") && !markdown.contains(#/[^\\]\]\(/#) && !markdown.contains("\u{1B}"))
        for line in markdown.split(separator: "\n").dropFirst(2) {
            #expect(!line.hasPrefix("#") && !line.hasPrefix("---") && !line.hasPrefix("> ") && !line.hasPrefix("- "))
        }
        let path = NSTemporaryDirectory() + "xiaohao-word-\(UUID().uuidString).docx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try WordDocument.write(document, to: path)
        // Foundation's parser is strict where a word processor is kind.
        let parser = XMLParser(data: try Word(path).part("word/document.xml"))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
    }
}
