import Ledger

/// Rows as `COPY … FROM STDIN (FORMAT binary)` takes them: numbers as bigint, texts and bytes as they are.
struct CopyData {
    private var bytes: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0]

    /// Throws `notText` for a NUL, which the database cannot hold in a text.
    mutating func append(_ row: [SQLValue]) throws {
        big(Int16(row.count))
        for value in row {
            switch value {
            case .null: big(Int32(-1))
            case .integer(let number):
                big(Int32(8))
                big(Int64(number))
            case .text(let text):
                guard !text.utf8.contains(0) else { throw LedgerError(.notText, ["found": text]) }
                big(Int32(text.utf8.count))
                bytes.append(contentsOf: text.utf8)
            case .bytes(let value):
                big(Int32(value.count))
                bytes.append(contentsOf: value)
            }
        }
    }

    /// The whole, with its end mark.
    mutating func finish() -> [UInt8] {
        big(Int16(-1))
        return bytes
    }

    private mutating func big(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
