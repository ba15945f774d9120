internal import Glibc

/// A text as somebody saved it: UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030.
package struct WrittenText: Sendable {
    package let encoding: String
    /// UTF-8 without a BOM.
    package let bytes: [UInt8]

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// - Parameter most: bytes beyond which a file is not read.
    ///
    /// Throws `SpreadsheetError`: missing, unknownEncoding (a file with NULs is no text), tooLarge.
    package init(path: String, most: Int = .max) throws {
        guard let file = fopen(path, "rb") else { throw SpreadsheetError.missing }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= most else { throw SpreadsheetError.tooLarge(bytes: most) }
        }
        try self.init(bytes)
    }

    package init(_ written: [UInt8]) throws {
        if written.starts(with: [0xEF, 0xBB, 0xBF]) {
            (encoding, bytes) = ("UTF-8", Array(written.dropFirst(3)))
            guard String(validating: bytes, as: UTF8.self) != nil else { throw SpreadsheetError.unknownEncoding }
        } else if written.starts(with: [0xFF, 0xFE]) {
            (encoding, bytes) = ("UTF-16", try Self.converted(Array(written.dropFirst(2)), from: "UTF-16LE"))
        } else if written.starts(with: [0xFE, 0xFF]) {
            (encoding, bytes) = ("UTF-16", try Self.converted(Array(written.dropFirst(2)), from: "UTF-16BE"))
        } else if String(validating: written, as: UTF8.self) != nil {
            (encoding, bytes) = ("UTF-8", written)
        } else {
            (encoding, bytes) = ("GB18030", try Self.converted(written, from: "GB18030"))
        }
        guard !bytes.contains(0) else { throw SpreadsheetError.unknownEncoding }
    }

    private static func converted(_ bytes: [UInt8], from name: String) throws -> [UInt8] {
        guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else {
            throw SpreadsheetError.unknownEncoding
        }
        defer { iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: bytes.count * 2 + 16)
        var inputLeft = input.count
        var outputLeft = output.count
        let isWhole = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var to = target.baseAddress
                return iconv(converter, &from, &inputLeft, &to, &outputLeft) != -1 && inputLeft == 0
            }
        }
        guard isWhole else { throw SpreadsheetError.unknownEncoding }
        return output[..<(output.count - outputLeft)].map { UInt8(bitPattern: $0) }
    }
}
