internal import Archive
internal import Glibc

/// An .xlsx file, read as a stream: the size of a sheet does not matter.
package struct Workbook: ~Copyable {
    package struct Sheet: Hashable, Sendable {
        package let name: String
        package let isHidden: Bool
        let entry: String
    }

    package let sheets: [Sheet]
    private let archive: ZipReader
    private let strings: SharedStrings
    private let styles: StyleTable

    /// Throws `SpreadsheetError` for anything that is no .xlsx file.
    package init(path: String) throws {
        let archive = try Self.translating { try ZipReader(path: path) }
        let strings = SharedStrings()
        let book = WorkbookHandler()
        let relations = RelationsHandler()
        guard archive.has("xl/workbook.xml") else { throw SpreadsheetError.notASpreadsheet("xl/workbook.xml") }
        do {
            try parseXML("xl/workbook.xml", of: archive, with: book)
            if archive.has("xl/_rels/workbook.xml.rels") {
                try parseXML("xl/_rels/workbook.xml.rels", of: archive, with: relations)
            }
            if archive.has("xl/sharedStrings.xml") { try parseXML("xl/sharedStrings.xml", of: archive, with: strings) }
        } catch {
            throw SpreadsheetError(error)
        }
        let styles = StyleTable(is1904: book.is1904)
        if archive.has("xl/styles.xml") {
            do { try parseXML("xl/styles.xml", of: archive, with: styles) } catch { throw SpreadsheetError(error) }
        }
        sheets = book.sheets.enumerated().map { index, sheet in
            let target = relations.targets[sheet.relation] ?? "worksheets/sheet\(index + 1).xml"
            let entry = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
            return Sheet(name: sheet.name, isHidden: sheet.isHidden, entry: entry)
        }
        self.strings = strings
        self.styles = styles
        self.archive = archive
    }

    private static func translating<Value: ~Copyable>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw SpreadsheetError(error) }
    }

    /// Cells that are joined; they stand after the rows, so they are looked for first.
    package func mergedRanges(of sheet: Sheet) throws -> [MergedRange] {
        do {
            let scanner = MergeScanner()
            try archive.read(sheet.entry) { bytes in
                scanner.take(bytes)
                return true
            }
            return scanner.ranges
        } catch {
            throw SpreadsheetError(error)
        }
    }

    /// Every row that has a cell, in order, and its 0-based hidden columns known before the first.
    package func forEachRow(
        of sheet: Sheet, _ each: (SheetRow) throws -> Void
    ) throws -> (hiddenColumns: Int, hiddenRows: Int) {
        try withoutActuallyEscaping(each) { each in
            let handler = SheetHandler(strings: strings, styles: styles, each)
            do {
                try parseXML(sheet.entry, of: archive, with: handler)
            } catch {
                throw SpreadsheetError(error)
            }
            if let failure = handler.failure { throw failure }
            return (handler.hiddenColumns, handler.hiddenRows)
        }
    }
}

extension SpreadsheetError {
    init(_ error: any Error) {
        switch error {
        case let error as SpreadsheetError: self = error
        case ArchiveError.notAnArchive(let why): self = .notASpreadsheet(why)
        case ArchiveError.missingEntry(let entry): self = .damaged(entry)
        case ArchiveError.bomb(let entry, let bytes, let most):
            self = .bomb(entry: entry, bytes: bytes, most: most)
        case ArchiveError.damaged(let entry): self = .damaged(entry)
        case XMLError.entityDeclared: self = .entityDeclared
        case XMLError.malformed(let line, let why): self = .damaged("XML \(line): \(why)")
        case _: self = .damaged("\(error)")
        }
    }
}

/// Sheets of xl/workbook.xml.
private final class WorkbookHandler: XMLHandler {
    var sheets: [(name: String, relation: String, isHidden: Bool)] = []
    var is1904 = false
    let isDone = false

    func start(_ element: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
        if isNamed(element, "workbookPr"), let value = attributes["date1904"] {
            is1904 = String(cString: value) == "1" || String(cString: value) == "true"
        }
        guard isNamed(element, "sheet"), let name = attributes["name"] else { return }
        let state = attributes["state"].map { String(cString: $0) } ?? "visible"
        sheets.append(
            (String(cString: name), attributes["id"].map { String(cString: $0) } ?? "", state != "visible"))
    }

    func end(_ element: UnsafePointer<CChar>) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

private final class RelationsHandler: XMLHandler {
    var targets: [String: String] = [:]
    let isDone = false

    func start(_ element: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
        guard isNamed(element, "Relationship"), let id = attributes["Id"], let target = attributes["Target"] else {
            return
        }
        targets[String(cString: id)] = String(cString: target)
    }

    func end(_ element: UnsafePointer<CChar>) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// xl/sharedStrings.xml in one buffer with offsets; phonetic guides are left out.
final class SharedStrings: XMLHandler {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var isInText = false
    private var phoneticDepth = 0
    let isDone = false

    func start(_ element: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
        if isNamed(element, "rPh") { phoneticDepth += 1 }
        if isNamed(element, "t") { isInText = phoneticDepth == 0 }
    }

    func end(_ element: UnsafePointer<CChar>) {
        if isNamed(element, "rPh") { phoneticDepth -= 1 }
        if isNamed(element, "t") { isInText = false }
        if isNamed(element, "si") { ends.append(bytes.count) }
    }

    func text(_ piece: UnsafeBufferPointer<UInt8>) {
        if isInText { bytes.append(contentsOf: piece) }
    }

    subscript(index: Int) -> String? {
        guard ends.indices.contains(index) else { return nil }
        let start = index == 0 ? 0 : ends[index - 1]
        return String(decoding: bytes[start..<ends[index]], as: UTF8.self)
    }
}

/// Which cell styles show a date (xl/styles.xml).
final class StyleTable: XMLHandler {
    private var dateFormats: Set<Int> = Set(14...22).union(27...36).union(45...47).union(50...58)
    private var isInCellFormats = false
    private var dateStyles: [Bool] = []
    let is1904: Bool
    let isDone = false

    init(is1904: Bool) { self.is1904 = is1904 }

    func start(_ element: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
        if isNamed(element, "numFmt"), let id = attributes["numFmtId"], let code = attributes["formatCode"] {
            if Self.showsDate(String(cString: code)) { dateFormats.insert(Int(atoi(id))) }
        }
        if isNamed(element, "cellXfs") { isInCellFormats = true }
        if isInCellFormats, isNamed(element, "xf") {
            dateStyles.append(attributes["numFmtId"].map { dateFormats.contains(Int(atoi($0))) } ?? false)
        }
    }

    func end(_ element: UnsafePointer<CChar>) {
        if isNamed(element, "cellXfs") { isInCellFormats = false }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    func isDate(_ style: Int) -> Bool { dateStyles.indices.contains(style) && dateStyles[style] }

    /// Year, month or day outside quotes and brackets.
    private static func showsDate(_ code: String) -> Bool {
        var isQuoted = false
        var isBracketed = false
        for character in code {
            switch character {
            case "\"": isQuoted.toggle()
            case "[": isBracketed = true
            case "]": isBracketed = false
            case "y", "Y", "d", "D", "年", "月", "日": if !isQuoted, !isBracketed { return true }
            case _: break
            }
        }
        return code.contains("年") || code.contains("月")
    }
}

/// Finds `mergeCell ref="A1:B2"` in a stream of bytes, wherever the pieces are cut.
private final class MergeScanner {
    private(set) var ranges: [MergedRange] = []
    private var tail: [UInt8] = []
    private static let mark = Array("mergeCell ref=\"".utf8)

    func take(_ bytes: UnsafeRawBufferPointer) {
        var window = tail
        window.append(contentsOf: bytes)
        var from = 0
        window.withUnsafeBytes { buffer in
            while let mark = Self.next(in: buffer, from: from) {
                let start = mark + Self.mark.count
                guard let end = buffer[start...].firstIndex(of: UInt8(ascii: "\"")) else {
                    from = mark
                    return
                }
                if let range = Self.range(buffer[start..<end]) { ranges.append(range) }
                from = end
            }
            from = max(from, buffer.count - 64)
        }
        tail = Array(window[max(0, min(from, window.count))...])
    }

    /// Where the next mark begins.
    private static func next(in buffer: UnsafeRawBufferPointer, from: Int) -> Int? {
        guard let base = buffer.baseAddress else { return nil }
        var index = from
        while index + mark.count <= buffer.count {
            guard let hit = memchr(base + index, Int32(mark[0]), buffer.count - index - mark.count + 1) else {
                return nil
            }
            index = base.distance(to: UnsafeRawPointer(hit))
            if memcmp(base + index, mark, mark.count) == 0 { return index }
            index += 1
        }
        return nil
    }

    private static func range(_ bytes: some Collection<UInt8>) -> MergedRange? {
        let parts = bytes.split(separator: UInt8(ascii: ":"))
        guard parts.count == 2, let first = CellName.parse(parts[0]), let last = CellName.parse(parts[1]),
            first.column <= last.column, first.row <= last.row
        else { return nil }
        return MergedRange(rows: first.row...last.row, columns: first.column...last.column)
    }
}
