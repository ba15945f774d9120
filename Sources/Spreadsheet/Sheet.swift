/// One row of a sheet as it was found.
package struct SheetRow: Hashable, Sendable {
    /// From 1, as spreadsheet programs count.
    package let number: Int
    /// By column, from 0; missing cells are left out.
    package var cells: [Int: SheetCell]
    package let isHidden: Bool

    package init(number: Int, cells: [Int: SheetCell], isHidden: Bool = false) {
        self.number = number
        self.cells = cells
        self.isHidden = isHidden
    }

    package subscript(column: Int) -> String { cells[column]?.text ?? "" }
}

/// One cell: its text as a person reads it.
package struct SheetCell: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case text
        case number
        /// `text` is an ISO date.
        case date
        /// `#REF!` and its like
        case fault
    }

    package let text: String
    package let kind: Kind

    package init(_ text: String, _ kind: Kind = .text) {
        self.text = text
        self.kind = kind
    }
}

/// Cells joined into one, rows from 1, columns from 0, both ends included.
package struct MergedRange: Hashable, Sendable {
    package let rows: ClosedRange<Int>
    package let columns: ClosedRange<Int>

    package init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        self.rows = rows
        self.columns = columns
    }
}

/// Names of columns and cells: 0 is `A`, 26 is `AA`.
package enum CellName {
    package static func column(_ index: Int) -> String {
        var name = ""
        var rest = index + 1
        while rest > 0 {
            let digit = (rest - 1) % 26
            name = String(UnicodeScalar(UInt8(65 + digit))) + name
            rest = (rest - 1) / 26
        }
        return name
    }

    package static func cell(row: Int, column: Int) -> String { Self.column(column) + String(row) }

    /// Column (from 0) and row (from 1) of `AB12`; `nil` for anything else.
    static func parse(_ bytes: some Sequence<UInt8>) -> (column: Int, row: Int)? {
        var column = 0
        var row = 0
        for byte in bytes {
            switch byte {
            case 65...90 where row == 0: column = column * 26 + Int(byte - 64)
            case 97...122 where row == 0: column = column * 26 + Int(byte - 96)
            case 48...57 where column > 0: row = row * 10 + Int(byte - 48)
            case UInt8(ascii: "$"): continue
            case _: return nil
            }
            if column > 16_384 || row > 1_048_576 { return nil }
        }
        return column > 0 ? (column - 1, row) : nil
    }
}

/// Why a file is no spreadsheet this program reads.
package enum SpreadsheetError: Error, Hashable, Sendable {
    case missing
    case notASpreadsheet(String)
    /// The old binary .xls
    case oldExcel
    case damaged(String)
    case entityDeclared
    case bomb(entry: String, bytes: Int, most: Int)
    case unknownEncoding
    case tooLarge(bytes: Int)
    case cannotWrite(String)
}
