/// The few marks of a template: what a line begins with says what it is. Values never carry marks, since they are escaped before they are filled in.
///
///     # title      ## heading     ### heading below it
///     = centred    > right        < without indent
///     | a | b |    a row; |--|----| ends the head and gives widths; << belongs to the cell on its left; *label
///     ---          a new page
enum Markup {
    /// A value as it stands in filled text: no character of it is a mark, a line break is `\n`, what would be invisible is shown.
    static func escaped(_ value: String) -> String {
        var result = String.UnicodeScalarView()
        var scalars = value.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\r" where scalars.first == "\n": break
            case "\n", "\r", "\u{2028}", "\u{2029}": result.append(contentsOf: "\\n".unicodeScalars)
            case "\t": result.append(" ")
            case "\\", "|", "#", "=", ">", "<", "*", "-":
                result.append("\\")
                result.append(scalar)
            case _ where isHidden(scalar):
                result.append(contentsOf: "⟨U+\(String(scalar.value, radix: 16, uppercase: true))⟩".unicodeScalars)
            case _: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Controls, bidi overrides and other marks that a reader would not see, and what XML cannot hold.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x61C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFF,
            0xE0000...0xE007F:
            true
        case _: false
        }
    }

    static func blocks(_ text: String, _ numbering: Numbering) -> [Document.Block] {
        var blocks: [Document.Block] = []
        var numbers = (first: 0, second: 0)
        var rows: [Substring] = []
        func endTable() {
            if let table = table(rows) { blocks.append(.table(table)) }
            rows = []
        }
        for raw in text.split(separator: "\n", omittingEmptySubsequences: true) {
            let line = raw.drop { $0 == " " }
            if line.hasPrefix("|") {
                rows.append(line)
                continue
            }
            endTable()
            guard let block = block(line) else { continue }
            if case .heading(let level, let text) = block {
                numbers = level == 1 ? (numbers.first + 1, 0) : (numbers.first, numbers.second + 1)
                blocks.append(
                    .heading(level: level, numbering.mark(level: level, numbers.first, numbers.second) + text))
            } else {
                blocks.append(block)
            }
        }
        endTable()
        return blocks
    }

    private static func block(_ line: Substring) -> Document.Block? {
        guard !line.isEmpty else { return nil }
        if line == "---" { return .pageBreak }
        func rest(_ mark: String) -> String? {
            line.hasPrefix(mark) ? plain(line.dropFirst(mark.count)) : nil
        }
        if let text = rest("### ") { return .heading(level: 2, text) }
        if let text = rest("## ") { return .heading(level: 1, text) }
        if let text = rest("# ") { return .title(text) }
        if let text = rest("= ") { return .paragraph(text, .centre) }
        if let text = rest("> ") { return .paragraph(text, .right) }
        if let text = rest("< ") { return .paragraph(text, .flush) }
        return .paragraph(plain(line), .body)
    }

    private static func table(_ lines: [Substring]) -> Document.Table? {
        guard !lines.isEmpty else { return nil }
        var header: [[Document.Table.Cell]] = []
        var rows: [[Document.Table.Cell]] = []
        var widths: [Int] = []
        for line in lines {
            let cells = cells(line)
            if widths.isEmpty, !cells.isEmpty, cells.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0 == "-" } }) {
                widths = cells.map(\.count)
                header = rows
                rows = []
            } else {
                rows.append(row(cells))
            }
        }
        let columns = (header + rows).map { $0.reduce(0) { $0 + $1.span } }.max() ?? 0
        while widths.count < columns { widths.append(widths.last ?? 1) }
        return Document.Table(
            widths: widths, header: header.map { filled($0, columns) }, rows: rows.map { filled($0, columns) })
    }

    private static func row(_ cells: [Substring]) -> [Document.Table.Cell] {
        var row: [Document.Table.Cell] = []
        for cell in cells {
            if cell == "<<", let last = row.indices.last {
                row[last].span += 1
            } else {
                let isLabel = cell.hasPrefix("*")
                row.append(
                    .init(text: withoutLastBreak(plain(isLabel ? cell.dropFirst() : cell)), isLabel: isLabel, span: 1))
            }
        }
        return row
    }

    /// A list in a cell ends every element with a line break; after the last one nothing follows. Breaks alone are room to write.
    private static func withoutLastBreak(_ text: String) -> String {
        text.hasSuffix("\n") && text.contains { $0 != "\n" } ? String(text.dropLast()) : text
    }

    /// A short row is filled up: its last cell takes what is left.
    private static func filled(_ row: [Document.Table.Cell], _ columns: Int) -> [Document.Table.Cell] {
        var row = row
        let missing = columns - row.reduce(0) { $0 + $1.span }
        if missing > 0, let last = row.indices.last { row[last].span += missing }
        return row
    }

    /// The cells between bars that no backslash hides.
    private static func cells(_ line: Substring) -> [Substring] {
        var cells: [Substring] = []
        var start = line.index(after: line.startIndex)
        var index = start
        while index < line.endIndex {
            if line[index] == "\\" {
                index = line.index(after: index)
                guard index < line.endIndex else { break }
            } else if line[index] == "|" {
                cells.append(trimmed(line[start..<index]))
                start = line.index(after: index)
            }
            index = line.index(after: index)
        }
        let last = trimmed(line[start...])
        if !last.isEmpty { cells.append(last) }
        return cells
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// Text without its escapes.
    private static func plain(_ text: Substring) -> String {
        var result = String.UnicodeScalarView()
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            guard scalar == "\\", let next = scalars.popFirst() else {
                result.append(scalar)
                continue
            }
            result.append(next == "n" ? "\n" : next)
        }
        return String(result)
    }
}
