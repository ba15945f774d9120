internal import Glibc
package import Spreadsheet

/// A ledger's file, .xlsx or delimited text, as sheets of rows.
package struct LedgerFile: ~Copyable {
    package struct Sheet: Hashable, Sendable {
        package let name: String
        package let isHidden: Bool
    }

    private enum Content: ~Copyable {
        case workbook(Workbook)
        case delimited(DelimitedText)
    }

    package let sheets: [Sheet]
    /// Whether merged cells were lost in the file's format.
    package let losesMerges: Bool
    private let content: Content

    /// Throws `SpreadsheetError`.
    package init(path: String) throws {
        guard let file = fopen(path, "rb") else { throw SpreadsheetError.missing }
        var head = [UInt8](repeating: 0, count: 8)
        let count = fread(&head, 1, 8, file)
        fclose(file)
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw SpreadsheetError.oldExcel }
        if count >= 4, head.starts(with: [0x50, 0x4B]) {
            let book = try Workbook(path: path)
            sheets = book.sheets.map { Sheet(name: $0.name, isHidden: $0.isHidden) }
            content = .workbook(book)
            losesMerges = false
        } else {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            if name.lowercased().hasSuffix(".xlsx") {
                let found = head.prefix(4).map { String($0, radix: 16, uppercase: true) }.joined(separator: " ")
                throw SpreadsheetError.notASpreadsheet("50 4B ≠ \(found)")
            }
            content = .delimited(try DelimitedText(path: path))
            sheets = [Sheet(name: name, isHidden: false)]
            losesMerges = true
        }
    }

    package func merges(of index: Int) throws -> [MergedRange] {
        switch content {
        case .workbook(let book): try book.mergedRanges(of: book.sheets[index])
        case .delimited: []
        }
    }

    /// Every row that has a cell, in order; afterwards the hidden columns and rows.
    package func forEachRow(
        of index: Int, _ each: (SheetRow) throws -> Void
    ) throws -> (hiddenColumns: Int, hiddenRows: Int) {
        switch content {
        case .workbook(let book): return try book.forEachRow(of: book.sheets[index], each)
        case .delimited(let text):
            try text.forEachRow(each)
            return (0, 0)
        }
    }
}
