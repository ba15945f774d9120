internal import CPostgres
import Ledger

/// The rows of one answer, in binary; freed with the last reference.
final class PostgresResult {
    let library: UnsafePointer<PostgresLibrary>
    let handle: OpaquePointer
    let count: Int
    /// Type of each column, by the server's numbers.
    let types: [UInt32]

    init(_ handle: OpaquePointer, _ library: UnsafePointer<PostgresLibrary>) {
        self.library = library
        self.handle = handle
        count = Int(library.pointee.ntuples(handle))
        types = (0..<library.pointee.nfields(handle)).map { library.pointee.ftype(handle, $0) }
    }

    deinit { library.pointee.clear(handle) }

    func row(_ index: Int) -> PostgresRow { PostgresRow(result: self, row: Int32(index)) }
}

struct PostgresRow: SQLRow {
    let result: PostgresResult
    let row: Int32

    private enum Kind {
        static let bool: UInt32 = 16
        static let int8: UInt32 = 20
        static let int2: UInt32 = 21
        static let int4: UInt32 = 23
        static let numeric: UInt32 = 1700
    }

    func isNull(_ column: Int) -> Bool { result.library.pointee.getisnull(result.handle, row, Int32(column)) == 1 }

    private func raw(_ column: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: result.library.pointee.getvalue(result.handle, row, Int32(column)),
            count: Int(result.library.pointee.getlength(result.handle, row, Int32(column))))
    }

    func int(_ column: Int) -> Int {
        guard !isNull(column) else { return 0 }
        let raw = raw(column)
        switch result.types[column] {
        case Kind.bool, Kind.int2, Kind.int4, Kind.int8:
            let isNegative = result.types[column] != Kind.bool && (raw.first ?? 0) >= 128
            return raw.reduce(isNegative ? -1 : 0) { $0 << 8 | Int($1) }
        case Kind.numeric: return Self.whole(raw)
        case _: return Int(String(decoding: raw, as: UTF8.self)) ?? 0
        }
    }

    /// The whole part of a numeric: count of base-10000 digits, weight of the first, sign, scale, digits.
    private static func whole(_ raw: UnsafeRawBufferPointer) -> Int {
        func short(_ index: Int) -> Int { Int(Int16(truncatingIfNeeded: Int(raw[index]) << 8 | Int(raw[index + 1]))) }
        guard raw.count >= 8 else { return 0 }
        let (digits, weight) = (short(0), short(2))
        var value = 0
        for place in 0..<max(0, weight + 1) { value = value * 10_000 + (place < digits ? short(8 + place * 2) : 0) }
        return short(4) == 0x4000 ? -value : value
    }

    func text(_ column: Int) -> String {
        guard !isNull(column) else { return "" }
        switch result.types[column] {
        case Kind.bool, Kind.int2, Kind.int4, Kind.int8, Kind.numeric: return String(int(column))
        case _: return String(decoding: raw(column), as: UTF8.self)
        }
    }

    func bytes(_ column: Int) -> [UInt8] { isNull(column) ? [] : Array(raw(column)) }

    func withBytes<Value>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Value) rethrows -> Value {
        try raw(column).withMemoryRebound(to: UInt8.self, body)
    }
}
