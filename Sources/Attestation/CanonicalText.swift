package import Rectification

/// Lines `key: value`, each ended by one LF: the only form in which anything is hashed (trust.md, “Canonical text”).
package struct CanonicalText: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() { bytes.reserveCapacity(768) }

    /// Adds a line; an absent or empty value adds none.
    package mutating func add(_ key: LineKey, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        begin(key)
        Self.escape(value, into: &bytes)
        bytes.append(UInt8(ascii: "\n"))
    }

    package mutating func add(_ key: LineKey, _ value: Int?) { add(key, value.map(String.init)) }

    /// Adds a line whose value is ASCII of a known length and needs no escape.
    mutating func add(_ key: LineKey, count: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
        begin(key)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 1) { buffer in
            fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            buffer[count] = UInt8(ascii: "\n")
            bytes.append(contentsOf: UnsafeBufferPointer(buffer))
        }
    }

    package mutating func add<Noun>(_ key: LineKey, _ identifier: Identifier<Noun>) {
        add(key, count: 36) { identifier.write(into: $0) }
    }

    private mutating func begin(_ key: LineKey) {
        bytes.append(contentsOf: key.name.bytes)
        if key.number > 0 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(contentsOf: String(key.number).utf8)
            if key.part.utf8CodeUnitCount > 0 {
                bytes.append(UInt8(ascii: "."))
                bytes.append(contentsOf: key.part.bytes)
            }
        }
        bytes.append(contentsOf: (": " as StaticString).bytes)
    }

    /// The text; every byte came from a `String`, so it is valid UTF-8.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The value as it stands in a line.
    static func escape(_ value: String, into bytes: inout [UInt8]) {
        let isPlain = value.utf8.withContiguousStorageIfAvailable { text in
            guard text.first != 0x20, text.last != 0x20, !needsEscape(text) else { return false }
            bytes.append(contentsOf: text)
            return true
        }
        guard isPlain != true else { return }
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

    /// Where printable ASCII that stands for itself ends: at a control, a backslash or another character.
    static func endOfPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var index = start
        while index + 8 <= bytes.count, isPlain(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
            index += 8
        }
        while index < bytes.count, bytes[index] >= 0x20, bytes[index] < 0x7F, bytes[index] != UInt8(ascii: "\\") {
            index += 1
        }
        return index
    }

    /// Whether eight bytes are all printable ASCII and no backslash: what is added brings the highest bit of such a byte to where it is asked for, and without one set before nothing is carried into the next byte.
    private static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let isNoControl = word &+ ones &* 0x60
        let isNoBackslash = (word ^ ones &* 0x5C) &+ ones &* 0x7F
        let isHigh = word | (word &+ ones)
        return isNoControl & isNoBackslash & ~isHigh & ones << 7 == ones << 7
    }

    /// Where what needs neither an escape nor a closer look ends: printable ASCII, and whole characters of three bytes, nearly all of what is Chinese, of which no two bytes that continue one make an invalid one.
    static func endOfUsual(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\\"): return index
            case 0x20..<0x7F: index += 1
            case 0xE1...0xEC, 0xEE, 0xEF:
                guard index + 2 < bytes.count else { return index }
                let (second, third) = (bytes[index + 1], bytes[index + 2])
                guard second & 0xC0 == 0x80, third & 0xC0 == 0x80, !isHidden(byte, second, third) else { return index }
                index += 3
            case _: return index
            }
        }
        return index
    }

    /// U+2000…U+206F, U+FEFF and U+FFF0…U+FFFF stand among common punctuation; false only for what is not hidden.
    private static func isHidden(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        switch first {
        case 0xE2: second == 0x80 ? third < 0x90 || third > 0xA7 && third < 0xAF : second == 0x81
        case 0xEF: second == 0xBB || second == 0xBF
        case _: false
        }
    }

    /// Whether some byte may begin what has to be escaped; false for nearly every text, Chinese ones included. True for bytes that are cut off.
    static func needsEscape(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = endOfUsual(bytes, from: 0)
        while index < bytes.count {
            switch bytes[index] {
            case 0..<0x20, 0x7F, UInt8(ascii: "\\"), 0xC2, 0xD8, 0xF3: return true
            case 0xE2, 0xEF:
                guard index + 2 < bytes.count, !isHidden(bytes[index], bytes[index + 1], bytes[index + 2]) else {
                    return true
                }
                index += 3
            case _: index += 1
            }
            index = endOfUsual(bytes, from: index)
        }
        return false
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
    package enum Problem: Hashable, Sendable {
        /// It says it in another form than the canonical one.
        case form
        case lineEnd, keyAndValue, key, emptyValue, encoding, escape
        /// A key that has to stand there.
        case expected(String)
        case bad(String)
        case unexpected(String)
        case unknownEvent(String)

        /// The last word of its sentence's key, and what stands in the sentence's blank.
        package var said: (code: String, found: String) {
            switch self {
            case .form: ("form", "")
            case .lineEnd: ("lineEnd", "")
            case .keyAndValue: ("keyAndValue", "")
            case .key: ("key", "")
            case .emptyValue: ("emptyValue", "")
            case .encoding: ("encoding", "")
            case .escape: ("escape", "")
            case .expected(let key): ("expected", key)
            case .bad(let key): ("bad", key)
            case .unexpected(let key): ("unexpected", key)
            case .unknownEvent(let code): ("unknownEvent", code)
            }
        }
    }

    package let line: Int
    package let problem: Problem

    package init(line: Int, problem: Problem) {
        self.line = line
        self.problem = problem
    }
}

extension CanonicalTextError? {
    /// The key of the sentence about a text that is not canonical, and what stands in its blanks; also when nothing more is known.
    package var said: (sentence: String, facts: [String: String]) {
        let (code, found) = self?.problem.said ?? ("form", "")
        return ("fault.form.\(code)", ["line": String(self?.line ?? 1), "found": found])
    }
}
