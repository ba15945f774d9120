internal import COpenSSL
internal import Hexadecimal

/// 32 bytes of SHA-256 or SM3 (trust.md, `H`).
package struct Digest: Hashable, Sendable {
    package enum Algorithm: Sendable {
        case sha256, sm3

        /// Looked up once: the library would do it for every digest. Lives as long as the process.
        var method: OpaquePointer? {
            switch self {
            case .sha256: OpaquePointer(bitPattern: Self.sha256Method)
            case .sm3: OpaquePointer(bitPattern: Self.sm3Method)
            }
        }

        private static let sha256Method = UInt(bitPattern: EVP_MD_fetch(nil, "SHA256", nil))
        private static let sm3Method = UInt(bitPattern: EVP_MD_fetch(nil, "SM3", nil))
    }

    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// Exactly 32.
    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            write(into: UnsafeMutableRawBufferPointer(buffer))
            count = 32
        }
    }

    private func write(into buffer: UnsafeMutableRawBufferPointer) {
        buffer.storeBytes(of: first.bigEndian, as: UInt64.self)
        buffer.storeBytes(of: second.bigEndian, toByteOffset: 8, as: UInt64.self)
        buffer.storeBytes(of: third.bigEndian, toByteOffset: 16, as: UInt64.self)
        buffer.storeBytes(of: fourth.bigEndian, toByteOffset: 24, as: UInt64.self)
    }

    /// `nil` unless there are 32 bytes.
    package init?(bytes: [UInt8]) {
        guard let digest = bytes.withUnsafeBufferPointer({ Digest(bytes: $0) }) else { return nil }
        self = digest
    }

    /// The same from bytes where they lie.
    package init?(bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.init(checked: bytes)
    }

    /// 64 hexadecimal digits in lower case; `nil` for anything else.
    package init?(hex: some StringProtocol) {
        var text = String(hex)
        guard let digest = text.withUTF8({ Digest(hex: $0) }) else { return nil }
        self = digest
    }

    /// The same from bytes.
    package init?(hex digits: UnsafeBufferPointer<UInt8>) {
        guard digits.count == 64 else { return nil }
        let raw = UnsafeRawBufferPointer(digits)
        func word(_ start: Int) -> UInt64? {
            func half(_ start: Int) -> UInt64? {
                HexDigits.value(UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: start, as: UInt64.self)))
            }
            guard let high = half(start), let low = half(start + 8) else { return nil }
            return high << 32 | low
        }
        guard let first = word(0), let second = word(16), let third = word(32), let fourth = word(48) else {
            return nil
        }
        self.first = first
        self.second = second
        self.third = third
        self.fourth = fourth
    }

    /// The digest of some bytes, an optional prefix byte before them (RFC 6962: 0x00 for a leaf).
    package init(of content: some Collection<UInt8>, prefix: UInt8? = nil, _ algorithm: Algorithm) {
        var machine = DigestMachine(algorithm)
        if let prefix { machine.update([prefix]) }
        machine.update(content)
        self = machine.finish()
    }

    /// The same of bytes where they lie.
    package init(of content: UnsafeBufferPointer<UInt8>, prefix: UInt8, _ algorithm: Algorithm) {
        var machine = DigestMachine(algorithm)
        withUnsafePointer(to: prefix) { machine.update(UnsafeBufferPointer(start: $0, count: 1)) }
        machine.update(content)
        self = machine.finish()
    }

    /// The digest of a prefix byte and two digests (RFC 6962: 0x01 for a node).
    package init(of left: Digest, _ right: Digest, prefix: UInt8, _ algorithm: Algorithm) {
        var machine = DigestMachine(algorithm)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65) { buffer in
            buffer[0] = prefix
            left.write(into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[1..<33]))
            right.write(into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[33...]))
            machine.update(UnsafeBufferPointer(buffer))
        }
        self = machine.finish()
    }

    package init(of text: String, _ algorithm: Algorithm) {
        self.init(of: text.utf8, algorithm)
    }

    fileprivate init(checked bytes: UnsafeBufferPointer<UInt8>) {
        let raw = UnsafeRawBufferPointer(bytes)
        func word(_ start: Int) -> UInt64 {
            UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        }
        first = word(0)
        second = word(8)
        third = word(16)
        fourth = word(24)
    }

    /// 64 digits, lower case.
    package var hex: String {
        String(unsafeUninitializedCapacity: 64) { buffer in
            writeHex(into: buffer)
            return 64
        }
    }

    /// The same 64 bytes.
    package func writeHex(into buffer: UnsafeMutableBufferPointer<UInt8>) {
        func write(_ word: UInt64, at start: Int) {
            for index in 0..<16 {
                let nibble = UInt8(truncatingIfNeeded: word >> UInt64(60 - index * 4)) & 0xF
                buffer[start + index] = nibble < 10 ? 48 + nibble : 87 + nibble
            }
        }
        write(first, at: 0)
        write(second, at: 16)
        write(third, at: 32)
        write(fourth, at: 48)
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
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { update($0) }
        if isDone == nil { update(Array(bytes)) }
    }

    package mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
        _ = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    package consuming func finish() -> Digest {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { buffer in
            EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            return Digest(checked: UnsafeBufferPointer(buffer))
        }
    }
}
