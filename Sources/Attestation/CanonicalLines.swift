/// The lines of a canonical text, read strictly: whatever is accepted encodes back to the same bytes.
///
/// Reads bytes in place: an event has a dozen lines that are compared or counted and never become texts.
package struct CanonicalLines: Sendable {
    package struct Line: Hashable, Sendable {
        package let key: String
        package let value: String
    }

    /// Where a line's key begins and ends, and where its value ends; `: ` stands between them.
    private struct Span {
        let start: Int
        let colon: Int
        let end: Int
        let value: Value

        enum Value {
            /// Printable ASCII that stands for itself.
            case plain
            /// Other characters too, each standing for itself.
            case text
            /// With escapes.
            case escaped
        }
    }

    private let bytes: [UInt8]
    private let spans: [Span]

    package init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        spans = try Self.spans(bytes)
    }

    package var count: Int { spans.count }

    package var lines: [Line] { spans.indices.map { Line(key: key($0), value: value($0)) } }

    func key(_ line: Int) -> String { String(decoding: bytes[spans[line].start..<spans[line].colon], as: UTF8.self) }

    func value(_ line: Int) -> String {
        let span = spans[line]
        let written = bytes.withUnsafeBufferPointer {
            String(decoding: UnsafeBufferPointer(rebasing: $0[(span.colon + 2)..<span.end]), as: UTF8.self)
        }
        return switch span.value {
        case .plain, .text: written
        // Read once before, without an error.
        case .escaped: (try? Self.unescaped(written, line + 1)) ?? written
        }
    }

    /// What a reader makes of a value's bytes as they stand, in ASCII; `nil` too for a value with other characters.
    func ascii<Value>(_ line: Int, _ read: (UnsafeBufferPointer<UInt8>) -> Value?) -> Value? {
        let span = spans[line]
        guard case .plain = span.value else { return nil }
        return bytes.withUnsafeBufferPointer { read(UnsafeBufferPointer(rebasing: $0[(span.colon + 2)..<span.end])) }
    }

    /// Whether a line's value is just this ASCII text.
    func isValue(_ line: Int, _ text: StaticString) -> Bool {
        let span = spans[line]
        return span.end - span.colon - 2 == text.utf8CodeUnitCount && matches(span.colon + 2, text)
    }

    /// Whether the text goes on from a line with just these bytes to its end.
    func ends(from line: Int, with other: [UInt8]) -> Bool {
        let start = line < spans.count ? spans[line].start : bytes.count
        guard bytes.count - start == other.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            other.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: bytes[start...]).isSame(as: $0) }
        }
    }

    func isKey(_ line: Int, _ key: LineKey) -> Bool {
        let span = spans[line]
        guard key.number > 0 else {
            return span.colon - span.start == key.name.utf8CodeUnitCount && matches(span.start, key.name)
        }
        guard let rest = rest(of: span, after: key.name, key.number) else { return false }
        guard key.part.utf8CodeUnitCount > 0 else { return rest == span.colon }
        return span.colon - rest == key.part.utf8CodeUnitCount + 1 && bytes[rest] == UInt8(ascii: ".")
            && matches(rest + 1, key.part)
    }

    /// Whether a line's key begins `list.number.`.
    func isKey(_ line: Int, startingWith list: StaticString, _ number: Int) -> Bool {
        let span = spans[line]
        guard let rest = rest(of: span, after: list, number) else { return false }
        return rest < span.colon && bytes[rest] == UInt8(ascii: ".")
    }

    /// Where a key goes on after `list.number`.
    private func rest(of span: Span, after list: StaticString, _ number: Int) -> Int? {
        let dot = span.start + list.utf8CodeUnitCount
        guard dot < span.colon, bytes[dot] == UInt8(ascii: "."), matches(span.start, list) else { return nil }
        var position = dot + 1
        var found = 0
        while position < span.colon, bytes[position] >= 48, bytes[position] <= 57, found < 1_000_000 {
            found = found * 10 + Int(bytes[position] - 48)
            position += 1
        }
        return found == number && position > dot + 1 && bytes[dot + 1] != 48 ? position : nil
    }

    /// Whether the bytes from a place on, of which there are enough, are those of a text.
    private func matches(_ start: Int, _ text: StaticString) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            UnsafeBufferPointer(rebasing: bytes[start..<(start + text.utf8CodeUnitCount)]).isSame(as: text.bytes)
        }
    }

    private static func spans(_ bytes: [UInt8]) throws -> [Span] {
        var spans: [Span] = []
        spans.reserveCapacity(24)
        try bytes.withUnsafeBufferPointer { all in
            var position = 0
            while position < all.count {
                let span = try span(all, at: position, spans.count + 1)
                spans.append(span)
                position = span.end + 1
            }
        }
        for (index, span) in spans.enumerated() {
            guard case .escaped = span.value else { continue }
            let written = bytes[(span.colon + 2)..<span.end]
            var again: [UInt8] = []
            CanonicalText.escape(try unescaped(String(decoding: written, as: UTF8.self), index + 1), into: &again)
            guard again.elementsEqual(written) else {
                throw CanonicalTextError(line: index + 1, problem: .form)
            }
        }
        return spans
    }

    private static func span(_ all: UnsafeBufferPointer<UInt8>, at start: Int, _ number: Int) throws -> Span {
        var position = start
        while position < all.count, isKeyByte(all[position]) { position += 1 }
        let colon = position
        guard position < all.count else { throw CanonicalTextError(line: number, problem: .lineEnd) }
        guard all[colon] == UInt8(ascii: ":"), colon + 1 < all.count, all[colon + 1] == 0x20 else {
            throw CanonicalTextError(line: number, problem: .keyAndValue)
        }
        guard colon > start, all[start] >= UInt8(ascii: "a"), all[start] <= UInt8(ascii: "z") else {
            throw CanonicalTextError(line: number, problem: .key)
        }
        position = CanonicalText.endOfPlain(all, from: colon + 2)
        let isPlain = position < all.count && all[position] == UInt8(ascii: "\n")
        if !isPlain { position = CanonicalText.endOfUsual(all, from: position) }
        let firstUnusual = position
        while position < all.count, all[position] != UInt8(ascii: "\n") { position += 1 }
        guard position < all.count else { throw CanonicalTextError(line: number, problem: .lineEnd) }
        guard position > colon + 2 else { throw CanonicalTextError(line: number, problem: .emptyValue) }
        let unusual = UnsafeBufferPointer(rebasing: all[firstUnusual..<position])
        guard unusual.isEmpty || String(validating: unusual, as: UTF8.self) != nil else {
            throw CanonicalTextError(line: number, problem: .encoding)
        }
        let hasOuterSpace = all[colon + 2] == 0x20 || all[position - 1] == 0x20
        let value: Span.Value =
            if hasOuterSpace || CanonicalText.needsEscape(unusual) {
                .escaped
            } else if isPlain {
                .plain
            } else {
                .text
            }
        return Span(start: start, colon: colon, end: position, value: value)
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        // Letters of either case differ in one bit.
        let lower = byte | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
            || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: ".")
    }

    private static func unescaped(_ raw: String, _ number: Int) throws -> String {
        var result = String.UnicodeScalarView()
        var rest = raw.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                result.append(scalar)
                continue
            }
            switch rest.popFirst() {
            case "\\": result.append("\\")
            case "n": result.append("\n")
            case "u":
                guard rest.popFirst() == "{", let end = rest.firstIndex(of: "}"),
                    let value = UInt32(String(rest[..<end]), radix: 16), let hidden = Unicode.Scalar(value)
                else { throw CanonicalTextError(line: number, problem: .escape) }
                result.append(hidden)
                rest = rest[rest.index(after: end)...]
            case _: throw CanonicalTextError(line: number, problem: .escape)
            }
        }
        return String(result)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether both hold the same bytes, compared eight at a time.
    package func isSame(as other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        let left = UnsafeRawBufferPointer(self)
        let right = UnsafeRawBufferPointer(other)
        var index = 0
        while index + 8 <= count {
            let isSame =
                left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if !isSame { return false }
            index += 8
        }
        while index < count {
            if left[index] != right[index] { return false }
            index += 1
        }
        return true
    }
}
