internal import Glibc

/// Makes rows from the XML of one sheet.
final class SheetHandler: XMLHandler {
    private let strings: SharedStrings
    private let styles: StyleTable
    private let each: (SheetRow) throws -> Void
    private(set) var failure: (any Error)?
    private(set) var hiddenColumns = 0
    private(set) var hiddenRows = 0

    private var cells: [Int: SheetCell] = [:]
    private var rowNumber = 0
    private var isRowHidden = false
    private var column = -1
    private var style = 0
    private var type = CellType.number
    private var value: [UInt8] = []
    private var isInValue = false
    private var isFormula = false
    private var phoneticDepth = 0

    private enum CellType { case number, shared, inline, string, boolean, fault, isoDate }

    init(strings: SharedStrings, styles: StyleTable, _ each: @escaping (SheetRow) throws -> Void) {
        self.strings = strings
        self.styles = styles
        self.each = each
    }

    var isDone: Bool { failure != nil }

    func start(_ element: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
        if isNamed(element, "c") {
            startCell(attributes)
        } else if isNamed(element, "v") || isNamed(element, "t") {
            isInValue = phoneticDepth == 0
        } else if isNamed(element, "row") {
            rowNumber = attributes["r"].map { Int(atoi($0)) } ?? rowNumber + 1
            isRowHidden = attributes["hidden"].map { atoi($0) == 1 || String(cString: $0) == "true" } ?? false
            if isRowHidden { hiddenRows += 1 }
            cells.removeAll(keepingCapacity: true)
            column = -1
        } else if isNamed(element, "rPh") {
            phoneticDepth += 1
        } else if isNamed(element, "col"), let hidden = attributes["hidden"], atoi(hidden) == 1 {
            let first = attributes["min"].map { Int(atoi($0)) } ?? 0
            let last = attributes["max"].map { Int(atoi($0)) } ?? first
            if last - first < 200 { hiddenColumns += last - first + 1 }
        } else if isNamed(element, "f") {
            isFormula = true
        }
    }

    private func startCell(_ attributes: XMLAttributes) {
        column += 1
        if let name = attributes["r"],
            let place = CellName.parse(UnsafeRawBufferPointer(start: name, count: strlen(name)))
        {
            column = place.column
        }
        style = attributes["s"].map { Int(atoi($0)) } ?? 0
        value.removeAll(keepingCapacity: true)
        isFormula = false
        type = .number
        guard let code = attributes["t"] else { return }
        switch UInt8(bitPattern: code[0]) {
        case UInt8(ascii: "s"): type = code[1] == 0 ? .shared : .string
        case UInt8(ascii: "i"): type = .inline
        case UInt8(ascii: "b"): type = .boolean
        case UInt8(ascii: "e"): type = .fault
        case UInt8(ascii: "d"): type = .isoDate
        case _: type = .number
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isInValue { value.append(contentsOf: bytes) }
    }

    func end(_ element: UnsafePointer<CChar>) {
        if isNamed(element, "c") {
            guard failure == nil else { return }
            guard !value.isEmpty else {
                // A formula that was never reckoned: whoever opens the file sees a value that it does not hold.
                // One whose result is an empty text is of the type of texts.
                if isFormula, type != .string { cells[column] = SheetCell("=…", .fault) }
                return
            }
            do { cells[column] = try cell() } catch { failure = error }
        } else if isNamed(element, "v") || isNamed(element, "t") {
            isInValue = false
        } else if isNamed(element, "row") {
            guard !cells.isEmpty, failure == nil else { return }
            do {
                try each(SheetRow(number: rowNumber, cells: cells, isHidden: isRowHidden))
            } catch {
                failure = error
            }
        } else if isNamed(element, "rPh") {
            phoneticDepth -= 1
        }
    }

    /// Throws `damaged` when the cell names a text that the workbook does not have: read as empty, its words would be lost unsaid.
    private func cell() throws -> SheetCell {
        let text = String(decoding: value, as: UTF8.self)
        switch type {
        case .shared:
            guard let shared = Int(text).flatMap({ strings[$0] }) else {
                let place = CellName.cell(row: rowNumber, column: column)
                throw SpreadsheetError.damaged("\(place) → xl/sharedStrings.xml \(text)")
            }
            return SheetCell(EscapedText.decoded(shared))
        case .inline, .string: return SheetCell(EscapedText.decoded(text))
        case .boolean: return SheetCell(text == "1" ? "TRUE" : "FALSE")
        case .fault: return SheetCell(text, .fault)
        case .isoDate: return SheetCell(String(text.prefix(10)), .date)
        case .number:
            guard let number = Double(text) else { return SheetCell(text) }
            if styles.isDate(style), let day = Self.isoDay(serial: number, is1904: styles.is1904) {
                return SheetCell(day, .date)
            }
            return SheetCell(Self.plain(number, written: text), .number)
        }
    }

    /// A number as a person wrote it: `3.2000000000000002` is 3.2, `12.0` is 12.
    private static func plain(_ number: Double, written: String) -> String {
        if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
        return "\(number)"
    }

    /// The ISO date of an Excel serial; `nil` outside 1900–9999.
    package static func isoDay(serial: Double, is1904: Bool) -> String? {
        guard serial >= 1, serial < 2_958_466 else { return nil }
        let days = Int(serial) + (is1904 ? 1462 : 0)
        // Serial 25569 is 1970-01-01; before March 1900 the count is one off and not used by ledgers.
        var time = time_t((days - 25_569) * 86_400)
        var parts = tm()
        gmtime_r(&time, &parts)
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    }
}
