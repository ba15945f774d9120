/// The texts of one catalogue, by key, as the bytes of its files: every start needs a few dozen of some two thousand, so that none is made before it is asked for.
package struct TextTable: Sendable {
    /// A line `key = text`: where both stand in `bytes`.
    private struct Entry {
        let key: Range<Int>
        let text: Range<Int>
        let isEscaped: Bool
    }

    private let bytes: [UInt8]
    private let entries: [Entry]
    /// Places in `entries` from 1, by the hash of the key; 0 where none is.
    private var slots: [UInt16]

    /// Lines `key = text` in UTF-8; `#` begins a comment line, `\n` is a line break and `\s` a space. The later of two lines with one key counts.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        entries = bytes.withUnsafeBufferPointer(Self.entries)
        var size = 64
        while size < entries.count * 2 { size *= 2 }
        slots = [UInt16](repeating: 0, count: size)
        bytes.withUnsafeBufferPointer { all in
            for (place, entry) in entries.enumerated() {
                slots[slot(of: UnsafeBufferPointer(rebasing: all[entry.key]), all)] = UInt16(place + 1)
            }
        }
    }

    package subscript(key: String) -> String? {
        bytes.withUnsafeBufferPointer { all in
            guard let place = place(of: key, all) else { return nil }
            let text = UnsafeBufferPointer(rebasing: all[entries[place].text])
            return entries[place].isEscaped ? Self.unescaped(text) : String(decoding: text, as: UTF8.self)
        }
    }

    package func has(_ key: String) -> Bool { bytes.withUnsafeBufferPointer { place(of: key, $0) } != nil }

    /// Every key as often as it stands there.
    package var keys: [String] { entries.map { String(decoding: bytes[$0.key], as: UTF8.self) } }

    private func place(of key: String, _ all: UnsafeBufferPointer<UInt8>) -> Int? {
        var key = key
        let place = key.withUTF8 { Int(slots[slot(of: $0, all)]) - 1 }
        return place < 0 ? nil : place
    }

    /// Where a key stands, or may be put.
    private func slot(of key: UnsafeBufferPointer<UInt8>, _ all: UnsafeBufferPointer<UInt8>) -> Int {
        // FNV-1a
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
        while slots[slot] != 0 {
            let there = UnsafeBufferPointer(rebasing: all[entries[Int(slots[slot]) - 1].key])
            if there.count == key.count, there.elementsEqual(key) { return slot }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private static func entries(_ all: UnsafeBufferPointer<UInt8>) -> [Entry] {
        var entries: [Entry] = []
        entries.reserveCapacity(3072)
        var start = 0
        while start < all.count {
            var equals = -1
            var isEscaped = false
            var end = start
            while end < all.count, all[end] != UInt8(ascii: "\n") {
                if equals < 0, all[end] == UInt8(ascii: "=") { equals = end }
                if all[end] == UInt8(ascii: "\\") { isEscaped = true }
                end += 1
            }
            // `key = text`: one space on either side of the sign.
            if all[start] != UInt8(ascii: "#"), equals > start + 1 {
                entries.append(
                    Entry(key: start..<(equals - 1), text: min(equals + 2, end)..<end, isEscaped: isEscaped))
            }
            start = end + 1
        }
        return entries
    }

    private static func unescaped(_ text: UnsafeBufferPointer<UInt8>) -> String {
        String(unsafeUninitializedCapacity: text.count) { result in
            var (index, count) = (0, 0)
            while index < text.count {
                let next = index + 1 < text.count ? text[index + 1] : 0
                let isBreak = next == UInt8(ascii: "n")
                let isEscape = text[index] == UInt8(ascii: "\\") && (isBreak || next == UInt8(ascii: "s"))
                result[count] = !isEscape ? text[index] : isBreak ? 0x0A : 0x20
                index += isEscape ? 2 : 1
                count += 1
            }
            return count
        }
    }
}
