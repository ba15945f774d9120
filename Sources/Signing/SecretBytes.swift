internal import COpenSSL

/// Bytes of a PIN in a C buffer that is wiped when its owner goes; never a `String`, an array or a key press (trust.md, “Key files”).
package struct SecretBytes: ~Copyable {
    private let start: UnsafeMutablePointer<UInt8>
    /// The most that fits, in bytes.
    package let capacity: Int
    package private(set) var count = 0

    /// - Parameter capacity: at least 1.
    package init(capacity: Int = 256) {
        _ = Self.heap
        self.capacity = max(1, capacity)
        // Of an empty secure heap libcrypto gives ordinary memory, which is wiped all the same; of an empty machine, nothing.
        guard let memory = CRYPTO_secure_malloc(self.capacity, #file, #line) else { fatalError("no memory for a PIN") }
        start = memory.bindMemory(to: UInt8.self, capacity: self.capacity)
        start.initialize(repeating: 0, count: self.capacity)
    }

    deinit { CRYPTO_secure_clear_free(start, capacity, #file, #line) }

    /// 64 KB that are locked into memory; before the first PIN the process also stops leaving core files and being traced.
    private static let heap: Int32 = {
        _ = xiaohao_seal_process()
        return CRYPTO_secure_malloc_init(1 << 16, 32)
    }()

    /// Whether this process can neither be dumped nor traced by its peers.
    package static var isProcessSealed: Bool { xiaohao_is_sealed() == 1 }

    /// Adds a byte; false when there is no room.
    @discardableResult
    package mutating func append(_ byte: UInt8) -> Bool {
        guard count < capacity else { return false }
        start[count] = byte
        count += 1
        return true
    }

    /// Takes away the last character, all bytes of it.
    package mutating func removeLastCharacter() {
        while count > 0 {
            count -= 1
            let byte = start[count]
            start[count] = 0
            // 10xxxxxx continues a character of UTF-8.
            if byte & 0xC0 != 0x80 { return }
        }
    }

    package mutating func removeAll() {
        OPENSSL_cleanse(start, capacity)
        count = 0
    }

    /// Characters of UTF-8, without looking at what they are.
    package var characters: Int {
        var characters = 0
        for index in 0..<count where start[index] & 0xC0 != 0x80 { characters += 1 }
        return characters
    }

    package func withBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Compares in a time that does not depend on where the difference is.
    package func equals(_ other: borrowing SecretBytes) -> Bool {
        count == other.count && CRYPTO_memcmp(start, other.start, count) == 0
    }
}

extension SecretBytes {
    /// Digits of a PIN that the program makes: six would fall in 89 core-hours (trust.md).
    package static let generatedDigits = 12
    /// Characters that a PIN of one's own has at least.
    package static let leastCharacters = 12

    /// Twelve digits, each equally likely.
    package static func generatedPIN() -> SecretBytes {
        var pin = SecretBytes(capacity: generatedDigits)
        var byte: UInt8 = 0
        while pin.count < generatedDigits {
            // 250 is the largest multiple of ten in a byte: nothing is folded.
            guard RAND_priv_bytes(&byte, 1) == 1, byte < 250 else { continue }
            pin.append(UInt8(ascii: "0") + byte % 10)
        }
        byte = 0
        return pin
    }
}
