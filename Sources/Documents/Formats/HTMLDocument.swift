/// One .html file that prints like the .docx; nothing in it is loaded from elsewhere.
package enum HTMLDocument {
    package static func text(_ document: Document, language: String) -> String {
        var html = "<!DOCTYPE html>\n<html lang=\"\(language)\">\n<head>\n<meta charset=\"utf-8\">\n"
        html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        html += "<title>\(XMLText.escaped(document.title))</title>\n<style>\n\(style)</style>\n</head>\n<body>\n"
        if let mark = document.mark { html += "<p class=\"mark\">\(XMLText.escaped(mark))</p>\n" }
        for block in document.blocks { html += element(block) + "\n" }
        return html + "</body>\n</html>\n"
    }

    private static func element(_ block: Document.Block) -> String {
        switch block {
        case .title(let text): "<h1>\(inline(text))</h1>"
        case .heading(let level, let text): "<h\(level + 1)>\(inline(text))</h\(level + 1)>"
        case .paragraph(let text, let alignment): "<p class=\"\(alignment.name)\">\(inline(text))</p>"
        case .table(let table): element(table)
        case .pageBreak: "<div class=\"page\"></div>"
        }
    }

    private static func inline(_ text: String) -> String {
        XMLText.escaped(text).replacing("\n", with: "<br>")
    }

    private static func element(_ table: Document.Table) -> String {
        let total = max(1, table.widths.reduce(0, +))
        var html = "<table>\n<colgroup>"
        for width in table.widths { html += "<col style=\"width:\(100 * width / total)%\">" }
        html += "</colgroup>\n"
        if !table.header.isEmpty {
            html += "<thead>\n" + table.header.map { row($0, "th") }.joined() + "</thead>\n"
        }
        return html + "<tbody>\n" + table.rows.map { row($0, "td") }.joined() + "</tbody>\n</table>"
    }

    private static func row(_ cells: [Document.Table.Cell], _ tag: String) -> String {
        "<tr>"
            + cells.map { cell in
                let tag = cell.isLabel ? "th" : tag
                let span = cell.span > 1 ? " colspan=\"\(cell.span)\"" : ""
                return "<\(tag)\(span)>\(inline(cell.text))</\(tag)>"
            }.joined() + "</tr>\n"
    }

    private static let style = """
        @page { size: A4; margin: 37mm 26mm 35mm 28mm; }
        body { max-width: 156mm; margin: 2em auto; padding: 0 1em; font: 16pt/1.8 仿宋_GB2312, FangSong, 仿宋, STFangsong, \
        "Noto Serif CJK SC", serif; text-align: justify; }
        h1 { font: 22pt/1.4 方正小标宋简体, FZXiaoBiaoSong-B05S, STSong, "Noto Serif CJK SC", serif; text-align: center; }
        h2 { font: 16pt/1.8 黑体, SimHei, STHeiti, "Noto Sans CJK SC", sans-serif; text-indent: 2em; margin: 0; }
        h3 { font: 16pt/1.8 楷体_GB2312, KaiTi, STKaiti, "Noto Serif CJK SC", serif; text-indent: 2em; margin: 0; }
        h2, h3 { break-after: avoid; }
        p { margin: 0; overflow-wrap: anywhere; }
        p.body { text-indent: 2em; }
        p.centre { text-align: center; }
        p.right { text-align: right; padding-right: 2em; break-before: avoid; }
        :not(.right) + p.right { margin-top: 1.8em; }
        p.mark { color: #c00000; text-align: center; border: 1px solid; font-family: 黑体, SimHei, sans-serif; }
        table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 12pt; line-height: 1.5; \
        margin: .5em 0; }
        th, td { border: 1px solid; padding: .2em .4em; text-align: left; overflow-wrap: anywhere; }
        th { font-family: 黑体, SimHei, STHeiti, "Noto Sans CJK SC", sans-serif; font-weight: normal; text-align: center; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        .page { break-after: page; }
        @media print { body { max-width: none; margin: 0; padding: 0; } }

        """
}

extension Document.Alignment {
    fileprivate var name: String {
        switch self {
        case .body: "body"
        case .flush: "flush"
        case .centre: "centre"
        case .right: "right"
        }
    }
}
