/// Writes JSON on one line as it goes, keys in the order in which they come.
package struct JSONWriter {
    /// What is written, and room after it.
    private var room: [UInt8]
    private var count = 0
    private var needsComma = false

    package init(capacity: Int = 256) { room = Array(repeating: 0, count: max(64, capacity)) }

    package var bytes: [UInt8] { Array(room[..<count]) }

    // MARK: Structure

    package mutating func beginObject() { begin(UInt8(ascii: "{")) }
    package mutating func endObject() { end(UInt8(ascii: "}")) }
    package mutating func beginArray() { begin(UInt8(ascii: "[")) }
    package mutating func endArray() { end(UInt8(ascii: "]")) }

    private mutating func begin(_ bracket: UInt8) {
        write(upTo: 1) { end in end.put(bracket) }
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        needsComma = false
        write(upTo: 1) { end in end.put(bracket) }
    }

    /// The key of the value that is written next; it needs no escape.
    package mutating func key(_ key: StaticString) {
        let text = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        write(upTo: text.count + 3) { end in
            end.put(UInt8(ascii: "\""))
            end.put(text)
            end.put(UInt8(ascii: "\""))
            end.put(UInt8(ascii: ":"))
        }
        needsComma = false
    }

    /// A key that somebody chose.
    package mutating func key(named key: String) {
        value(key)
        needsComma = false
        write(upTo: 1) { end in end.put(UInt8(ascii: ":")) }
        needsComma = false
    }

    // MARK: Values

    package mutating func null() { raw("null") }
    package mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }
    package mutating func value(_ number: Int) { raw(String(number)) }
    /// A number in the digits it is written with.
    package mutating func decimal(_ digits: String) { raw(digits) }

    package mutating func value(_ text: String) {
        var text = text
        text.withUTF8 { text in
            if Self.needsEscape(text) {
                let escaped = Self.escaped(text)
                escaped.withUnsafeBufferPointer { quote($0) }
            } else {
                quote(text)
            }
        }
    }

    /// JSON that is there already.
    package mutating func written(_ json: [UInt8]) { json.withUnsafeBufferPointer { raw($0) } }

    private mutating func raw(_ text: String) {
        var text = text
        text.withUTF8 { raw($0) }
    }

    private mutating func raw(_ text: UnsafeBufferPointer<UInt8>) {
        write(upTo: text.count) { end in end.put(text) }
    }

    private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
        write(upTo: text.count + 2) { end in
            end.put(UInt8(ascii: "\""))
            end.put(text)
            end.put(UInt8(ascii: "\""))
        }
    }

    // MARK: Bytes

    /// A place in the room that moves on with what is written.
    private struct End {
        var position: UnsafeMutablePointer<UInt8>

        mutating func put(_ byte: UInt8) {
            position.pointee = byte
            position += 1
        }

        mutating func put(_ text: UnsafeBufferPointer<UInt8>) {
            guard let start = text.baseAddress else { return }
            position.update(from: start, count: text.count)
            position += text.count
        }
    }

    /// Writes a comma where one is due, and then at most so many bytes.
    private mutating func write(upTo most: Int, _ body: (inout End) -> Void) {
        if count + most + 1 > room.count { room += Array(repeating: 0, count: max(room.count, most + 1)) }
        count = room.withUnsafeMutableBufferPointer { room in
            guard let start = room.baseAddress else { return 0 }
            var end = End(position: start + count)
            if needsComma { end.put(UInt8(ascii: ",")) }
            body(&end)
            return end.position - start
        }
        needsComma = true
    }

    // MARK: Fields

    package mutating func field(_ key: StaticString, _ flag: Bool) {
        self.key(key)
        value(flag)
    }

    package mutating func field(_ key: StaticString, _ number: Int) {
        self.key(key)
        value(number)
    }

    /// `null` where there is none.
    package mutating func field(_ key: StaticString, _ text: String?) {
        self.key(key)
        if let text { value(text) } else { null() }
    }

    package mutating func field<Value>(
        _ key: StaticString, _ value: Value?, _ write: (Value, inout JSONWriter) -> Void
    ) {
        self.key(key)
        if let value { write(value, &self) } else { null() }
    }

    package mutating func array<Value>(
        _ key: StaticString, _ values: [Value], _ write: (Value, inout JSONWriter) -> Void
    ) {
        self.key(key)
        beginArray()
        for value in values { write(value, &self) }
        endArray()
    }

    // MARK: Text

    private static func escaped(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
            case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x0D: bytes.append(contentsOf: "\\r".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7F:
                let hex = String(byte, radix: 16)
                bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8)
            case _: bytes.append(byte)
            }
        }
        return bytes
    }

    /// Whether a quotation mark, a backslash or a control is among the bytes; eight at a time.
    private static func needsEscape(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        /// The top bit of every byte that is zero.
        func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & tops }
        let raw = UnsafeRawBufferPointer(text)
        var index = 0
        while index + 8 <= text.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let controls = (word &- ones &* 0x20) & ~word & tops
            if controls | zeros(word ^ ones &* 0x22) | zeros(word ^ ones &* 0x5C) | zeros(word ^ ones &* 0x7F) != 0 {
                return true
            }
            index += 8
        }
        while index < text.count {
            let byte = text[index]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F { return true }
            index += 1
        }
        return false
    }
}
