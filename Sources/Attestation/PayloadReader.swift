package import Rectification
internal import Signing

/// Takes the lines of a payload in their fixed order; whatever is left or out of order is an error.
package struct PayloadReader {
    private let lines: CanonicalLines
    private var next = 0

    init(_ lines: CanonicalLines) { self.lines = lines }

    private func error(_ problem: String) -> CanonicalTextError {
        CanonicalTextError(line: next + 1, problem: problem)
    }

    /// Whether the next line has this key; it is then the one before `next`.
    private mutating func takes(_ key: String) -> Bool {
        guard next < lines.count, lines.isKey(next, key) else { return false }
        next += 1
        return true
    }

    package mutating func optional(_ key: String) -> String? { takes(key) ? lines.value(next - 1) : nil }

    package mutating func required(_ key: String) throws -> String {
        guard let value = optional(key) else { throw error("expected \(key)") }
        return value
    }

    package mutating func optionalValue<Value>(_ key: String, _ read: (String) -> Value?) throws -> Value? {
        guard let text = optional(key) else { return nil }
        guard let value = read(text) else { throw error("bad \(key)") }
        return value
    }

    package mutating func value<Value>(_ key: String, _ read: (String) -> Value?) throws -> Value {
        guard let value = try optionalValue(key, read) else { throw error("expected \(key)") }
        return value
    }

    /// What is read from ASCII bytes where they stand.
    private mutating func optionalBytes<Value>(
        _ key: String, _ read: (UnsafeBufferPointer<UInt8>) -> Value?
    ) throws -> Value? {
        guard takes(key) else { return nil }
        guard let value = lines.ascii(next - 1, read) else { throw error("bad \(key)") }
        return value
    }

    private mutating func bytes<Value>(_ key: String, _ read: (UnsafeBufferPointer<UInt8>) -> Value?) throws -> Value {
        guard let value = try optionalBytes(key, read) else { throw error("expected \(key)") }
        return value
    }

    /// Leaves a line unread that has to be there.
    mutating func pass(_ key: String) throws {
        guard takes(key) else { throw error("expected \(key)") }
    }

    /// Whether the next value is just this text.
    package mutating func expect(_ key: String, _ text: String) throws {
        guard takes(key) else { throw error("expected \(key)") }
        guard lines.isValue(next - 1, text) else { throw error("bad \(key)") }
    }

    package mutating func number(_ key: String) throws -> Int { try bytes(key, Int.init(canonical:)) }
    package mutating func optionalNumber(_ key: String) throws -> Int? { try optionalBytes(key, Int.init(canonical:)) }
    package mutating func day(_ key: String) throws -> Day { try bytes(key, Day.init(iso:)) }
    package mutating func optionalDay(_ key: String) throws -> Day? { try optionalBytes(key, Day.init(iso:)) }
    package mutating func moment(_ key: String) throws -> Moment { try bytes(key, Moment.init(iso:)) }
    package mutating func flag(_ key: String) throws -> Bool? { try optionalValue(key) { Bool($0) } }

    /// `none`, or a digest.
    mutating func previous(_ key: String) throws -> Digest? {
        try bytes(key) { text -> Digest?? in
            if text.elementsEqual("none".utf8) { return .some(nil) }
            return Digest(hex: text).map { .some($0) }
        }
    }

    mutating func stream(_ key: String) throws -> Stream { try bytes(key) { Stream($0) } }

    package mutating func identifier<Noun>(_ key: String) throws -> Identifier<Noun> {
        try bytes(key) { Identifier(lowercase: $0) }
    }

    package mutating func optionalIdentifier<Noun>(_ key: String) throws -> Identifier<Noun>? {
        try optionalBytes(key) { Identifier(lowercase: $0) }
    }

    package mutating func code<Code: RawRepresentable<String>>(_ key: String, _: Code.Type) throws -> Code {
        try value(key) { Code(rawValue: $0) }
    }

    package mutating func optionalCode<Code: RawRepresentable<String>>(_ key: String, _: Code.Type) throws -> Code? {
        try optionalValue(key) { Code(rawValue: $0) }
    }

    /// The list elements `prefix.1`, `prefix.2` …
    package mutating func list(_ prefix: String) -> [String] {
        var values: [String] = []
        while let value = optional(prefix, values.count + 1, "") { values.append(value) }
        return values
    }

    /// The part `prefix.number.part` of a list's element; without a part, the element itself.
    package mutating func optional(_ prefix: String, _ number: Int, _ part: String) -> String? {
        guard next < lines.count, lines.isKey(next, prefix, number, part) else { return nil }
        next += 1
        return lines.value(next - 1)
    }

    package mutating func required(_ prefix: String, _ number: Int, _ part: String) throws -> String {
        guard let value = optional(prefix, number, part) else { throw error("expected \(prefix).\(number).\(part)") }
        return value
    }

    package mutating func optionalValue<Value>(
        _ prefix: String, _ number: Int, _ part: String, _ read: (String) -> Value?
    ) throws -> Value? {
        guard let text = optional(prefix, number, part) else { return nil }
        guard let value = read(text) else { throw error("bad \(prefix).\(number).\(part)") }
        return value
    }

    /// Whether the next line belongs to element `number` of a list.
    package func isAt(_ prefix: String, _ number: Int) -> Bool {
        next < lines.count && lines.isKey(next, startingWith: prefix, number)
    }

    /// Whether the next line has this key.
    func isAt(_ key: String) -> Bool { next < lines.count && lines.isKey(next, key) }

    package func finish() throws {
        guard next == lines.count else { throw error("unexpected \(lines.key(next))") }
    }
}

extension Int {
    /// Decimal without leading zeros, as canonical texts write it.
    fileprivate init?(canonical bytes: UnsafeBufferPointer<UInt8>) {
        let isNegative = bytes.first == UInt8(ascii: "-")
        let digits = isNegative ? bytes.dropFirst() : bytes[...]
        guard let first = digits.first, digits.count < 19, first != 48 || (digits.count == 1 && !isNegative) else {
            return nil
        }
        var value = 0
        for digit in digits {
            guard digit >= 48, digit <= 57 else { return nil }
            value = value * 10 + Int(digit - 48)
        }
        self = isNegative ? -value : value
    }
}
