/// Markdown as GitHub reads it; every value is text, never markup.
package enum MarkdownDocument {
    package static func text(_ document: Document) -> String {
        var parts: [String] = []
        if let mark = document.mark { parts.append("**\(escaped(mark))**") }
        for block in document.blocks { parts.append(element(block)) }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func element(_ block: Document.Block) -> String {
        switch block {
        case .title(let text): "# " + oneLine(text)
        case .heading(let level, let text): String(repeating: "#", count: level + 1) + " " + oneLine(text)
        case .paragraph(let text, _): text.split(separator: "\n").map { escaped(String($0)) }.joined(separator: "  \n")
        case .table(let table): element(table)
        case .pageBreak: "---"
        }
    }

    private static func element(_ table: Document.Table) -> String {
        let columns = table.widths.count
        var lines: [String] = []
        // A table needs a head; that of a form is blank.
        let header = table.header.isEmpty ? [row([], columns)] : table.header.map { row($0, columns) }
        lines.append(header[0])
        lines.append("|" + String(repeating: " --- |", count: columns))
        lines += header.dropFirst()
        lines += table.rows.map { row($0, columns) }
        return lines.joined(separator: "\n")
    }

    private static func row(_ cells: [Document.Table.Cell], _ columns: Int) -> String {
        var texts = cells.flatMap { cell in
            [cell.isLabel ? "**\(oneLine(cell.text))**" : oneLine(cell.text)]
                + Array(repeating: "", count: cell.span - 1)
        }
        while texts.count < columns { texts.append("") }
        return "| " + texts.joined(separator: " | ") + " |"
    }

    private static func oneLine(_ text: String) -> String {
        text.split(separator: "\n").map { escaped(String($0)) }.joined(separator: "<br>")
    }

    /// Every sign that Markdown or the HTML inside it reads stands for itself; a line that begins like a list or a heading does too.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for (index, character) in text.enumerated() {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!": result += "\\\(character)"
            case "-" where index == 0, "+" where index == 0, "=" where index == 0: result += "\\\(character)"
            case ".", ")":
                // “1. ” would begin a list.
                let isListMark = index > 0 && text.prefix(index).allSatisfy { $0.isASCII && $0.isNumber }
                result += isListMark ? "\\\(character)" : String(character)
            case _: result.append(character)
            }
        }
        return result
    }
}
