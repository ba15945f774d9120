internal import Archive

/// WordprocessingML in the layout of GB/T 9704-2012, as far as it applies: A4, margins 37/35/28/26 mm, 22 lines of 28 characters, title 2号小标宋, body 3号仿宋, headings 黑体 and 楷体, page numbers — 1 — on the outer side.
package enum WordDocument {
    /// Writes a .docx. Throws `ArchiveError.cannotWrite`.
    package static func write(_ document: Document, to path: String) throws {
        let hasMark = document.mark != nil
        try ZipWriter.write(
            [
                "[Content_Types].xml": bytes(WordParts.contentTypes(hasMark: hasMark)),
                "_rels/.rels": bytes(WordParts.packageRelations),
                "docProps/core.xml": bytes(WordParts.properties(title: document.title)),
                "word/document.xml": bytes(body(document)),
                "word/styles.xml": bytes(WordParts.styles),
                "word/settings.xml": bytes(WordParts.settings),
                "word/fontTable.xml": bytes(WordParts.fontTable),
                "word/footer1.xml": bytes(WordParts.footer(isOdd: true)),
                "word/footer2.xml": bytes(WordParts.footer(isOdd: false)),
                "word/header1.xml": bytes(WordParts.header(document.mark ?? "")),
                "word/_rels/document.xml.rels": bytes(WordParts.documentRelations),
            ], to: path)
    }

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// The text's width in twips: 156 mm.
    static let textWidth = 8844
    /// 225 mm by 22 lines, in twips.
    static let lineHeight = 579

    private static func body(_ document: Document) -> String {
        var xml = WordParts.open("w:document") + "<w:body>"
        let signature = document.signature
        for (index, block) in document.blocks.enumerated() {
            // A signature never stands on a page of its own, nor apart from its day; what announces a table stands over it.
            let next = index + 1 < document.blocks.count ? document.blocks[index + 1] : nil
            let place = Place(
                keepsNext: next.map { index + 1 >= signature || $0.isTable } ?? false,
                hasGap: index == signature && index > 0)
            xml += element(block, place)
        }
        // A table may not be the last thing before the section's end.
        if case .table = document.blocks.last { xml += "<w:p><w:pPr><w:pStyle w:val=\"Tail\"/></w:pPr></w:p>" }
        return xml + WordParts.section(hasMark: document.mark != nil) + "</w:body></w:document>"
    }

    /// How a block stands to its neighbours.
    private struct Place {
        /// It stays on the page of what follows.
        var keepsNext = false
        /// A line is left free above it.
        var hasGap = false

        var properties: String {
            (keepsNext ? "<w:keepNext/>" : "") + (hasGap ? "<w:spacing w:before=\"\(lineHeight)\"/>" : "")
        }
    }

    private static func element(_ block: Document.Block, _ place: Place) -> String {
        switch block {
        case .title(let text): paragraph(TitleLines.broken(text), style: "Title", place)
        case .heading(let level, let text): paragraph(text, style: "Heading\(level)", place)
        case .paragraph(let text, let alignment): paragraph(text, style: alignment.style, place)
        case .table(let table): element(table, place)
        case .pageBreak: "<w:p><w:pPr><w:pStyle w:val=\"Tail\"/></w:pPr><w:r><w:br w:type=\"page\"/></w:r></w:p>"
        }
    }

    private static func paragraph(_ text: String, style: String, _ place: Place = Place()) -> String {
        "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>\(place.properties)</w:pPr>\(run(text))</w:p>"
    }

    private static func run(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            "<w:t xml:space=\"preserve\">\(XMLText.escaped(String($0)))</w:t>"
        }
        return "<w:r>\(lines.joined(separator: "<w:br/>"))</w:r>"
    }

    private static func element(_ table: Document.Table, _ place: Place) -> String {
        let total = max(1, table.widths.reduce(0, +))
        let widths = table.widths.map { textWidth * $0 / total }
        var xml = "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"\(textWidth)\" w:type=\"dxa\"/>"
        xml += "<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
        for width in widths { xml += "<w:gridCol w:w=\"\(width)\"/>" }
        xml += "</w:tblGrid>"
        for row in table.header { xml += element(row, widths, isHeader: true) }
        for (index, row) in table.rows.enumerated() {
            let isLast = index == table.rows.count - 1
            xml += element(row, widths, isFirst: index == 0, isLast ? place : Place())
        }
        return xml + "</w:tbl>"
    }

    /// A row longer than this, in characters, may break across pages; a shorter one stays whole.
    private static let longestWholeRow = 240

    /// - Parameter isFirst: the first below the header. Neither it nor the header is kept whole: where they fill a page to its end, LibreOffice loses everything below what must not break.
    private static func element(
        _ row: [Document.Table.Cell], _ widths: [Int], isHeader: Bool = false, isFirst: Bool = false,
        _ place: Place = Place()
    ) -> String {
        let isWhole = row.reduce(0) { $0 + $1.text.count } <= longestWholeRow
        var xml = "<w:tr><w:trPr>" + (isWhole && !isHeader && !isFirst ? "<w:cantSplit/>" : "")
        xml += isHeader ? "<w:tblHeader/>" : ""
        xml += "</w:trPr>"
        var column = 0
        for cell in row {
            let end = min(column + cell.span, widths.count)
            let width = widths[min(column, widths.count)..<end].reduce(0, +)
            xml += "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>"
            if cell.span > 1 { xml += "<w:gridSpan w:val=\"\(cell.span)\"/>" }
            // In the middle of a row that breaks, a text would stand on neither page where it is looked for.
            if isWhole { xml += "<w:vAlign w:val=\"center\"/>" }
            xml += "</w:tcPr>"
            xml += paragraph(cell.text, style: isHeader || cell.isLabel ? "CellLabel" : "Cell", place) + "</w:tc>"
            column = end
        }
        return xml + "</w:tr>"
    }
}

extension Document.Block {
    fileprivate var isTable: Bool { if case .table = self { true } else { false } }
}

extension Document.Alignment {
    fileprivate var style: String {
        switch self {
        case .body: "Body"
        case .flush: "Flush"
        case .centre: "Centre"
        case .right: "Right"
        }
    }
}

/// Text inside an element or an attribute in quotes.
enum XMLText {
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case _: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
