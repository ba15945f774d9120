internal import CXlsxWriter

/// Writes an .xlsx file row by row in constant memory; every cell is text or a number, never a formula.
package struct WorkbookWriter: ~Copyable {
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let header: UnsafeMutablePointer<lxw_format>?
    private let wrapped: UnsafeMutablePointer<lxw_format>?
    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private var row: UInt32 = 0
    private var isOpen = true

    package init(path: String) throws {
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let book = workbook_new_opt(path, &options) else { throw SpreadsheetError.cannotWrite(path) }
        self.book = book
        header = workbook_add_format(book)
        format_set_bold(header)
        format_set_text_wrap(header)
        format_set_align(header, UInt8(LXW_ALIGN_CENTER.rawValue))
        format_set_align(header, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        format_set_border(header, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_bg_color(header, 0xDDE6F0)
        wrapped = workbook_add_format(book)
        format_set_text_wrap(wrapped)
        format_set_align(wrapped, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        format_set_border(wrapped, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_num_format(wrapped, "@")
    }

    deinit { if isOpen { lxw_workbook_free(book) } }

    /// Begins a sheet with a frozen header; widths in characters. Names lose what spreadsheet programs refuse.
    package mutating func beginSheet(_ name: String, headers: [String], widths: [Double]) throws {
        let clean = String(name.map { "[]:*?/\\'".contains($0) ? "_" : $0 }.prefix(31))
        guard let sheet = workbook_add_worksheet(book, clean.isEmpty ? nil : clean) else {
            throw SpreadsheetError.cannotWrite(name)
        }
        self.sheet = sheet
        row = 1
        for (column, width) in widths.enumerated() {
            worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil)
        }
        worksheet_freeze_panes(sheet, 1, 0)
        for (column, text) in headers.enumerated() {
            worksheet_write_string(sheet, 0, UInt16(column), text, header)
        }
        if !headers.isEmpty { worksheet_autofilter(sheet, 0, 0, 0, UInt16(headers.count - 1)) }
    }

    /// Writes one row of texts; a text longer than a cell can hold (32,767 characters) is an error.
    package mutating func write(_ cells: [String]) throws {
        for (column, text) in cells.enumerated() where !text.isEmpty {
            let code = worksheet_write_string(sheet, row, UInt16(column), text, wrapped)
            guard code == LXW_NO_ERROR else { throw SpreadsheetError.cannotWrite(String(cString: lxw_strerror(code))) }
        }
        row += 1
    }

    /// Finishes the file.
    package mutating func close() throws {
        isOpen = false
        let code = workbook_close(book)
        guard code == LXW_NO_ERROR else { throw SpreadsheetError.cannotWrite(String(cString: lxw_strerror(code))) }
    }
}
