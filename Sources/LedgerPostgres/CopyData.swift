import Ledger

/// Rows as `COPY … FROM STDIN (FORMAT binary)` takes them: numbers as bigint, texts and bytes as they are.
struct CopyData {
    private var bytes: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0]

    private static let head = 19

    /// Bytes so far.
    var count: Int { bytes.count }
    var isEmpty: Bool { bytes.count == Self.head }

    /// A row whose last column is a `tsvector` of words between blanks.
    mutating func append(_ row: [SQLValue], words: String) throws {
        let all = Set(words.utf8.split(separator: UInt8(ascii: " ")).map(Array.init))
        var vector: [UInt8] = withUnsafeBytes(of: Int32(all.count).bigEndian) { Array($0) }
        // Each ends with a zero, and stands in no known place. The server puts them in order.
        for word in all { vector += word + [0, 0, 0] }
        try append(row + [.bytes(vector)])
    }

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
