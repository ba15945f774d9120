import Glibc
import Ledger

/// Rows as `COPY … FROM STDIN (FORMAT binary)` takes them: numbers as bigint, texts and bytes as they are.
struct CopyData {
    private static let mark = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0]

    /// Longer than what is written: a row is written where there is room, not appended byte by byte.
    private var bytes: [UInt8]
    /// Bytes so far.
    private(set) var count = mark.count
    var isEmpty: Bool { count == Self.mark.count }

    /// - Parameter room: how many bytes it will hold or so.
    init(room: Int = 0) { bytes = Self.mark + [UInt8](repeating: 0, count: room) }

    /// A row whose last column is a `tsvector` of words between blanks, each there once.
    mutating func append(_ row: ArraySlice<SQLValue>, words: [UInt8]) throws {
        let blanks = words.count { $0 == UInt8(ascii: " ") }
        // Each ends with a zero, and stands in no known place: two bytes more. The server puts them in order.
        let number = words.isEmpty ? 0 : blanks + 1
        let length = 4 + words.count - blanks + number * 3
        try write(row, columns: row.count + 1, more: 4 + length) { end in
            end.put(Int32(length))
            end.put(Int32(number))
            guard number > 0 else { return }
            for byte in words {
                if byte == UInt8(ascii: " ") {
                    end.putEndOfWord()
                } else {
                    end.put(byte)
                }
            }
            end.putEndOfWord()
        }
    }

    /// Throws `notText` for a NUL, which the database cannot hold in a text.
    mutating func append(_ row: [SQLValue]) throws { try write(row[...], columns: row.count, more: 0) { _ in } }

    /// The whole, with its end mark; begins anew.
    mutating func take() -> ArraySlice<UInt8> {
        write(2) { $0.put(Int16(-1)) }
        defer { self = CopyData(room: count) }
        return bytes[..<count]
    }

    private mutating func write(
        _ row: ArraySlice<SQLValue>, columns: Int, more: Int, _ rest: (inout End) -> Void
    ) throws {
        let most = row.reduce(2 + more) { $0 + 4 + $1.copiedLength }
        try write(most) { end in
            end.put(Int16(columns))
            for value in row { try end.put(value) }
            rest(&end)
        }
    }

    /// - Parameter most: how many bytes `body` puts at the most.
    private mutating func write(_ most: Int, _ body: (inout End) throws -> Void) rethrows {
        if bytes.count - count < most { bytes += [UInt8](repeating: 0, count: max(most, bytes.count)) }
        let start = count
        count = try bytes.withUnsafeMutableBytes { buffer in
            var end = End(place: buffer, count: start)
            try body(&end)
            return end.count
        }
    }

    /// Where the next byte goes.
    private struct End {
        let place: UnsafeMutableRawBufferPointer
        var count: Int

        mutating func put<Number: FixedWidthInteger>(_ number: Number) {
            place.storeBytes(of: number.bigEndian, toByteOffset: count, as: Number.self)
            count += MemoryLayout<Number>.size
        }

        /// A zero after it, and no places.
        mutating func putEndOfWord() {
            put(UInt8(0))
            put(UInt16(0))
        }

        mutating func put(_ value: SQLValue) throws {
            switch value {
            case .null: put(Int32(-1))
            case .integer(let number):
                put(Int32(8))
                put(Int64(number))
            case .text(var text):
                let isText = text.withUTF8 { utf8 in
                    put(UnsafeRawBufferPointer(utf8))
                    return !utf8.holdsNUL
                }
                guard isText else { throw LedgerError(.notText, ["found": text]) }
            case .bytes(let bytes), .utf8(let bytes): bytes.withUnsafeBytes { put($0) }
            }
        }

        private mutating func put(_ bytes: UnsafeRawBufferPointer) {
            put(Int32(bytes.count))
            UnsafeMutableRawBufferPointer(rebasing: place[count...]).copyMemory(from: bytes)
            count += bytes.count
        }
    }
}

extension SQLValue {
    /// Bytes of it in a copied row, beside its length.
    fileprivate var copiedLength: Int {
        switch self {
        case .null: 0
        case .integer: 8
        case .text(let text): text.utf8.count
        case .bytes(let bytes), .utf8(let bytes): bytes.count
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether a byte of it is zero.
    var holdsNUL: Bool { baseAddress.map { memchr($0, 0, count) != nil } ?? false }
}
