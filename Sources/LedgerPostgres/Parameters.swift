import Ledger

/// Values as libpq takes them: texts and numbers as text, bytes as they are.
struct Parameters {
    private var store: [UInt8] = []
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    /// Throws `notText` for a NUL, which the database cannot hold in a text.
    init(_ values: [SQLValue]) throws {
        offsets.reserveCapacity(values.count)
        for value in values {
            switch value {
            case .null: add([UInt8]?.none, 0)
            case .integer(let number): add(String(number).utf8, 0)
            case .text(let text):
                guard !text.utf8.contains(0) else { throw LedgerError(.notText, ["found": text]) }
                add(text.utf8, 0)
            case .utf8(let bytes): add(bytes, 0)
            case .bytes(let bytes): add(bytes, 1)
            }
        }
    }

    private mutating func add(_ bytes: (some Sequence<UInt8>)?, _ format: Int32) {
        formats.append(format)
        guard let bytes else {
            offsets.append(nil)
            lengths.append(0)
            return
        }
        let start = store.count
        offsets.append(start)
        store.append(contentsOf: bytes)
        lengths.append(Int32(store.count - start))
        store.append(0)
    }

    func withPointers<Result>(
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) throws -> Result
    ) rethrows -> Result {
        guard !offsets.isEmpty else { return try body(0, nil, nil, nil) }
        return try store.withUnsafeBytes { raw in
            let base = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
            return try body(Int32(offsets.count), pointers, lengths, formats)
        }
    }
}

/// `?` in the queries that are written once, `$1` on the wire.
enum Placeholders {
    static func numbered(_ sql: String) -> String {
        guard sql.utf8.contains(UInt8(ascii: "?")) else { return sql }
        var result: [UInt8] = []
        result.reserveCapacity(sql.utf8.count + 32)
        var number = 0
        var isQuoted = false
        for byte in sql.utf8 {
            switch byte {
            case UInt8(ascii: "'"):
                isQuoted.toggle()
                result.append(byte)
            case UInt8(ascii: "?") where !isQuoted:
                number += 1
                result.append(contentsOf: "$\(number)".utf8)
            case _: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
