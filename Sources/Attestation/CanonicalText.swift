/// Lines `key: value`, each ended by one LF: the only form in which anything is hashed (trust.md, “Canonical text”).
package struct CanonicalText: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() { bytes.reserveCapacity(768) }

    /// Adds a line; an absent or empty value adds none.
    package mutating func add(_ key: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        bytes.append(contentsOf: key.utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(UInt8(ascii: " "))
        Self.escape(value, into: &bytes)
        bytes.append(UInt8(ascii: "\n"))
    }

    package mutating func add(_ key: String, _ value: Int?) { add(key, value.map(String.init)) }

    /// The text; every byte came from a `String`, so it is valid UTF-8.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The value as it stands in a line.
    static func escape(_ value: String, into bytes: inout [UInt8]) {
        let utf8 = value.utf8
        if utf8.first != 0x20, utf8.last != 0x20, !needsEscape(utf8) {
            bytes.append(contentsOf: utf8)
            return
        }
        let scalars = value.unicodeScalars
        let last = scalars.index(before: scalars.endIndex)
        for index in scalars.indices {
            let scalar = scalars[index]
            let isOuterSpace = scalar == " " && (index == scalars.startIndex || index == last)
            if scalar == "\\" {
                bytes.append(contentsOf: "\\\\".utf8)
            } else if scalar == "\n" {
                bytes.append(contentsOf: "\\n".utf8)
            } else if isOuterSpace || isHidden(scalar) {
                bytes.append(contentsOf: "\\u{".utf8)
                bytes.append(contentsOf: String(scalar.value, radix: 16).utf8)
                bytes.append(UInt8(ascii: "}"))
            } else {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    /// Whether some byte may begin what has to be escaped; false for nearly every text, Chinese ones included.
    static func needsEscape(_ utf8: String.UTF8View) -> Bool {
        utf8.withContiguousStorageIfAvailable { bytes in
            var index = 0
            while index < bytes.count {
                switch bytes[index] {
                case 0..<0x20, 0x7F, UInt8(ascii: "\\"), 0xC2, 0xD8, 0xF3: return true
                // U+2000…U+206F, U+FEFF and U+FFF9…U+FFFB stand among common punctuation.
                case 0xE2:
                    if bytes[index + 1] == 0x80
                        ? bytes[index + 2] < 0x90 || bytes[index + 2] > 0xA7 && bytes[index + 2] < 0xAF
                        : bytes[index + 1] == 0x81
                    {
                        return true
                    }
                case 0xEF: if bytes[index + 1] == 0xBB || bytes[index + 1] == 0xBF { return true }
                case _: break
                }
                index += 1
            }
            return false
        } ?? true
    }

    /// Controls, bidi marks, invisible separators: never raw in a canonical text.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
            0xE0000...0xE007F:
            true
        case _: false
        }
    }
}

/// Why bytes are no canonical text: the line (from 1) and what is wrong there.
package struct CanonicalTextError: Error, Hashable, Sendable {
    package let line: Int
    package let problem: String

    package init(line: Int, problem: String) {
        self.line = line
        self.problem = problem
    }
}

/// The lines of a canonical text, read strictly: whatever is accepted encodes back to the same bytes.
package struct CanonicalLines: Sendable {
    package struct Line: Hashable, Sendable {
        package let key: String
        package let value: String
    }

    package let lines: [Line]

    package init(_ all: [UInt8]) throws {
        var lines: [Line] = []
        lines.reserveCapacity(24)
        var start = 0
        while start < all.count {
            let number = lines.count + 1
            guard let end = all[start...].firstIndex(of: UInt8(ascii: "\n")) else {
                throw CanonicalTextError(line: number, problem: "no final LF")
            }
            lines.append(try Self.line(all[start..<end], number))
            start = end + 1
        }
        self.lines = lines
    }

    private static func line(_ bytes: ArraySlice<UInt8>, _ number: Int) throws -> Line {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon + 2 <= bytes.endIndex,
            colon + 1 < bytes.endIndex, bytes[colon + 1] == 0x20
        else { throw CanonicalTextError(line: number, problem: "no key and value") }
        let key = bytes[bytes.startIndex..<colon]
        guard isKey(key) else { throw CanonicalTextError(line: number, problem: "bad key") }
        let written = bytes[(colon + 2)...]
        guard !written.isEmpty else { throw CanonicalTextError(line: number, problem: "empty value") }
        guard let raw = String(validating: written, as: UTF8.self) else {
            throw CanonicalTextError(line: number, problem: "invalid UTF-8")
        }
        let isEscaped = written.contains(UInt8(ascii: "\\"))
        let value = isEscaped ? try unescaped(raw, number) : raw
        if !isEscaped, written.first != 0x20, written.last != 0x20, !CanonicalText.needsEscape(raw.utf8) {
            return Line(key: String(decoding: key, as: UTF8.self), value: value)
        }
        var again: [UInt8] = []
        CanonicalText.escape(value, into: &again)
        guard again.elementsEqual(written) else {
            throw CanonicalTextError(line: number, problem: "not in canonical form")
        }
        return Line(key: String(decoding: key, as: UTF8.self), value: value)
    }

    private static func isKey(_ key: ArraySlice<UInt8>) -> Bool {
        guard let first = key.first, first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z") else { return false }
        return key.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
                true
            case _: false
            }
        }
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
                else { throw CanonicalTextError(line: number, problem: "bad escape") }
                result.append(hidden)
                rest = rest[rest.index(after: end)...]
            case _: throw CanonicalTextError(line: number, problem: "unknown escape")
            }
        }
        return String(result)
    }
}
