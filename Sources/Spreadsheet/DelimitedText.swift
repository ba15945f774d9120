/// A .csv or tab-separated file in UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030.
package struct DelimitedText: Sendable {
    package let encoding: String
    private let text: [UInt8]
    private let separator: UInt8

    package init(path: String) throws { self.init(try WrittenText(path: path)) }

    package init(bytes: [UInt8]) throws { self.init(try WrittenText(bytes)) }

    private init(_ written: WrittenText) {
        encoding = written.encoding
        text = written.bytes
        let sample = text.prefix(8192)
        let tabs = sample.count { $0 == UInt8(ascii: "\t") }
        let commas = sample.count { $0 == UInt8(ascii: ",") }
        let semicolons = sample.count { $0 == UInt8(ascii: ";") }
        if tabs > commas, tabs >= semicolons {
            separator = UInt8(ascii: "\t")
        } else {
            separator = semicolons > commas * 2 ? UInt8(ascii: ";") : UInt8(ascii: ",")
        }
    }

    /// Every row that has a cell, in order; quoted line breaks stay in their cell. Rows are counted as records, which is what spreadsheet programs show.
    package func forEachRow(_ each: (SheetRow) throws -> Void) throws {
        var index = 0
        var number = 0
        while index < text.count {
            number += 1
            var cells: [Int: SheetCell] = [:]
            var column = 0
            var isRowDone = false
            while !isRowDone {
                let (field, next, ending) = field(at: index)
                let shown = Self.unguarded(field)
                if !shown.isEmpty { cells[column] = SheetCell(shown) }
                index = next
                column += 1
                isRowDone = ending != .separator
            }
            if !cells.isEmpty { try each(SheetRow(number: number, cells: cells)) }
        }
    }

    private enum Ending { case separator, line, file }

    private func field(at start: Int) -> (String, Int, Ending) {
        var index = start
        var value: [UInt8] = []
        if index < text.count, text[index] == UInt8(ascii: "\"") {
            index += 1
            while index < text.count {
                if text[index] == UInt8(ascii: "\"") {
                    guard index + 1 < text.count, text[index + 1] == UInt8(ascii: "\"") else {
                        index += 1
                        break
                    }
                    index += 1
                }
                value.append(text[index])
                index += 1
            }
        }
        while index < text.count {
            let byte = text[index]
            if byte == separator { return (String(decoding: value, as: UTF8.self), index + 1, .separator) }
            if byte == 0x0A || byte == 0x0D {
                let isPair = byte == 0x0D && index + 1 < text.count && text[index + 1] == 0x0A
                return (String(decoding: value, as: UTF8.self), index + (isPair ? 2 : 1), .line)
            }
            value.append(byte)
            index += 1
        }
        return (String(decoding: value, as: UTF8.self), index, .file)
    }

    /// A cell as text that a spreadsheet program would take for a formula, with the guard `'` that export puts before it.
    package static func guarded(_ text: String) -> String { startsFormula(text) ? "'" + text : text }

    /// The inverse of `guarded`.
    package static func unguarded(_ text: String) -> String {
        text.hasPrefix("'") && startsFormula(String(text.dropFirst())) ? String(text.dropFirst()) : text
    }

    private static func startsFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        return "=+-@\t\r＝＋－＠".unicodeScalars.contains(first)
    }

    /// One record with quotes where they are needed, ended by CRLF.
    package static func record(_ cells: [String]) -> String {
        cells.map { cell in
            let safe = guarded(cell)
            let needsQuotes = safe.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
            return needsQuotes ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
        }.joined(separator: ",") + "\r\n"
    }
}
