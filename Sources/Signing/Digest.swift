internal import COpenSSL

/// 32 bytes of SHA-256 or SM3 (trust.md, `H`).
package struct Digest: Hashable, Sendable {
    package enum Algorithm: Sendable {
        case sha256, sm3

        var method: OpaquePointer? {
            switch self {
            case .sha256: EVP_sha256()
            case .sm3: EVP_sm3()
            }
        }
    }

    /// Exactly 32.
    package let bytes: [UInt8]

    /// `nil` unless there are 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// 64 hexadecimal digits in lower case; `nil` for anything else.
    package init?(hex: some StringProtocol) {
        var text = String(hex)
        let bytes: [UInt8]? = text.withUTF8 { digits in
            guard digits.count == 64 else { return nil }
            var bytes = [UInt8](repeating: 0, count: 32)
            for index in 0..<32 {
                guard let high = Self.value(digits[index * 2]), let low = Self.value(digits[index * 2 + 1]) else {
                    return nil
                }
                bytes[index] = high << 4 | low
            }
            return bytes
        }
        guard let bytes else { return nil }
        self.init(bytes: bytes)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case _: nil
        }
    }

    /// The digest of some bytes, an optional prefix byte before them (RFC 6962: 0x00 for a leaf).
    package init(of content: some Collection<UInt8>, prefix: UInt8? = nil, _ algorithm: Algorithm) {
        var machine = DigestMachine(algorithm)
        if let prefix { machine.update([prefix]) }
        machine.update(content)
        self = machine.finish()
    }

    package init(of text: String, _ algorithm: Algorithm) {
        self.init(of: text.utf8, algorithm)
    }

    fileprivate init(checked bytes: [UInt8]) { self.bytes = bytes }

    /// 64 digits, lower case.
    package var hex: String {
        String(unsafeUninitializedCapacity: 64) { buffer in
            for (index, byte) in bytes.enumerated() {
                let high = byte >> 4
                let low = byte & 0xF
                buffer[index * 2] = high < 10 ? 48 + high : 87 + high
                buffer[index * 2 + 1] = low < 10 ? 48 + low : 87 + low
            }
            return 64
        }
    }
}

/// Digests content that comes piece by piece.
package struct DigestMachine: ~Copyable {
    private let context: OpaquePointer?

    package init(_ algorithm: Digest.Algorithm) {
        context = EVP_MD_CTX_new()
        // libcrypto's own default provider always has both digests; a build without them fails the vector tests.
        EVP_DigestInit_ex(context, algorithm.method, nil)
    }

    deinit { EVP_MD_CTX_free(context) }

    package mutating func update(_ bytes: some Collection<UInt8>) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { buffer in
            _ = EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
        }
        if isDone == nil { update(Array(bytes)) }
    }

    package consuming func finish() -> Digest {
        var bytes = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &bytes, nil)
        return Digest(checked: bytes)
    }
}
