import Glibc
import Ledger

/// Rows as `COPY … FROM STDIN (FORMAT binary)` takes them: numbers as bigint, texts and bytes as they are.
struct CopyData {
    private var bytes: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0]

    private static let head = 19

    /// Bytes so far.
    var count: Int { bytes.count }
    var isEmpty: Bool { bytes.count == Self.head }

    /// A row whose last column is a `tsvector` of words between blanks, each there once.
    mutating func append(_ row: ArraySlice<SQLValue>, words: [UInt8]) throws {
        big(Int16(row.count + 1))
        for value in row { try append(value) }
        let blanks = words.count { $0 == UInt8(ascii: " ") }
        let count = words.isEmpty ? 0 : blanks + 1
        // Each ends with a zero, and stands in no known place: two bytes more. The server puts them in order.
        big(Int32(4 + words.count - blanks + count * 3))
        big(Int32(count))
        var rest = words[...]
        while !rest.isEmpty {
            let word = rest.prefix { $0 != UInt8(ascii: " ") }
            bytes.append(contentsOf: word)
            for _ in 0..<3 { bytes.append(0) }
            rest = rest.dropFirst(word.count + 1)
        }
    }

    /// Throws `notText` for a NUL, which the database cannot hold in a text.
    mutating func append(_ row: [SQLValue]) throws {
        big(Int16(row.count))
        for value in row { try append(value) }
    }

    private mutating func append(_ value: SQLValue) throws {
        switch value {
        case .null: big(Int32(-1))
        case .integer(let number):
            big(Int32(8))
            big(Int64(number))
        case .text(let text):
            try reading(text) { bytes, text in
                Self.big(Int32(text.count), &bytes)
                bytes.append(contentsOf: text)
            }
        case .bytes(let value), .utf8(let value):
            big(Int32(value.count))
            bytes.append(contentsOf: value)
        }
    }

    /// The whole, with its end mark.
    mutating func finish() -> [UInt8] {
        big(Int16(-1))
        return bytes
    }

    /// The text's bytes, of which none is NUL.
    private mutating func reading(
        _ text: String, _ body: (inout [UInt8], UnsafeBufferPointer<UInt8>) -> Void
    ) throws {
        var whole = text
        let isText = whole.withUTF8 { utf8 in
            guard !utf8.holdsNUL else { return false }
            body(&bytes, utf8)
            return true
        }
        guard isText else { throw LedgerError(.notText, ["found": text]) }
    }

    private mutating func big(_ number: some FixedWidthInteger) { Self.big(number, &bytes) }

    private static func big(_ number: some FixedWidthInteger, _ bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether a byte of it is zero.
    var holdsNUL: Bool { baseAddress.map { memchr($0, 0, count) != nil } ?? false }
}
