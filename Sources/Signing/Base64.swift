internal import COpenSSL

/// Base64 with padding, without line breaks (RFC 4648), read strictly: what decodes encodes back to the same text.
package enum Base64 {
    package static func encode(_ bytes: [UInt8]) -> String {
        guard !bytes.isEmpty else { return "" }
        return String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4 + 1) { buffer in
            Int(EVP_EncodeBlock(buffer.baseAddress, bytes, Int32(bytes.count)))
        }
    }

    package static func decode(_ text: String) -> [UInt8]? { decode(Array(text.utf8)) }

    static func decode(_ letters: [UInt8]) -> [UInt8]? {
        guard !letters.isEmpty else { return [] }
        guard letters.count % 4 == 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: letters.count / 4 * 3)
        let count = EVP_DecodeBlock(&bytes, letters, Int32(letters.count))
        guard count >= 0 else {
            ERR_clear_error()
            return nil
        }
        let padding = letters.suffix(2).count { $0 == UInt8(ascii: "=") }
        bytes.removeLast(bytes.count - Int(count) + padding)
        return encode(bytes).utf8.elementsEqual(letters) ? bytes : nil
    }
}
