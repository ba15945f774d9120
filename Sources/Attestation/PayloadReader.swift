package import Rectification
internal import Signing

/// Takes the lines of a payload in their fixed order; whatever is left or out of order is an error.
package struct PayloadReader {
    private let lines: CanonicalLines
    private var next = 0

    init(_ lines: CanonicalLines) { self.lines = lines }

    private func error(_ problem: CanonicalTextError.Problem) -> CanonicalTextError {
        CanonicalTextError(line: next + 1, problem: problem)
    }

    /// Whether the next line has this key; it is then the one before `next`.
    private mutating func takes(_ key: LineKey) -> Bool {
        guard next < lines.count, lines.isKey(next, key) else { return false }
        next += 1
        return true
    }

    package mutating func optional(_ key: LineKey) -> String? { takes(key) ? lines.value(next - 1) : nil }

    package mutating func required(_ key: LineKey) throws -> String {
        guard let value = optional(key) else { throw error(.expected("\(key)")) }
        return value
    }

    package mutating func optionalValue<Value>(_ key: LineKey, _ read: (String) -> Value?) throws -> Value? {
        guard let text = optional(key) else { return nil }
        guard let value = read(text) else { throw error(.bad("\(key)")) }
        return value
    }

    package mutating func value<Value>(_ key: LineKey, _ read: (String) -> Value?) throws -> Value {
        guard let value = try optionalValue(key, read) else { throw error(.expected("\(key)")) }
        return value
    }

    /// What is read from ASCII bytes where they stand.
    private mutating func optionalBytes<Value>(
        _ key: LineKey, _ read: (UnsafeBufferPointer<UInt8>) -> Value?
    ) throws -> Value? {
        guard takes(key) else { return nil }
        guard let value = lines.ascii(next - 1, read) else { throw error(.bad("\(key)")) }
        return value
    }

    private mutating func bytes<Value>(_ key: LineKey, _ read: (UnsafeBufferPointer<UInt8>) -> Value?) throws -> Value {
        guard let value = try optionalBytes(key, read) else { throw error(.expected("\(key)")) }
        return value
    }

    /// Leaves a line unread that has to be there.
    mutating func pass(_ key: LineKey) throws {
        guard takes(key) else { throw error(.expected("\(key)")) }
    }

    /// Whether the next value is just this text.
    package mutating func expect(_ key: LineKey, _ text: StaticString) throws {
        guard takes(key) else { throw error(.expected("\(key)")) }
        guard lines.isValue(next - 1, text) else { throw error(.bad("\(key)")) }
    }

    package mutating func number(_ key: LineKey) throws -> Int { try bytes(key, Int.init(canonical:)) }
    package mutating func optionalNumber(_ key: LineKey) throws -> Int? { try optionalBytes(key, Int.init(canonical:)) }
    package mutating func day(_ key: LineKey) throws -> Day { try bytes(key, Day.init(iso:)) }
    package mutating func optionalDay(_ key: LineKey) throws -> Day? { try optionalBytes(key, Day.init(iso:)) }
    package mutating func moment(_ key: LineKey) throws -> Moment { try bytes(key, Moment.init(iso:)) }
    package mutating func flag(_ key: LineKey) throws -> Bool? { try optionalValue(key) { Bool($0) } }

    /// `none`, or a digest.
    mutating func previous(_ key: LineKey) throws -> Digest? {
        try bytes(key) { text -> Digest?? in
            if text.elementsEqual("none".utf8) { return .some(nil) }
            return Digest(hex: text).map { .some($0) }
        }
    }

    mutating func stream(_ key: LineKey) throws -> Stream { try bytes(key) { Stream($0) } }

    package mutating func identifier<Noun>(_ key: LineKey) throws -> Identifier<Noun> {
        try bytes(key) { Identifier(lowercase: $0) }
    }

    package mutating func optionalIdentifier<Noun>(_ key: LineKey) throws -> Identifier<Noun>? {
        try optionalBytes(key) { Identifier(lowercase: $0) }
    }

    package mutating func code<Code: RawRepresentable<String>>(_ key: LineKey, _: Code.Type) throws -> Code {
        try value(key) { Code(rawValue: $0) }
    }

    package mutating func optionalCode<Code: RawRepresentable<String>>(_ key: LineKey, _: Code.Type) throws -> Code? {
        try optionalValue(key) { Code(rawValue: $0) }
    }

    /// The list elements `name.1`, `name.2` …
    package mutating func list(_ name: StaticString) -> [String] {
        var values: [String] = []
        while let value = optional(LineKey(name, values.count + 1)) { values.append(value) }
        return values
    }

    /// Whether the next line is a part of element `number` of a list.
    package func isAt(_ list: StaticString, _ number: Int) -> Bool {
        next < lines.count && lines.isKey(next, startingWith: list, number)
    }

    /// Whether the next line has this key.
    func isAt(_ key: LineKey) -> Bool { next < lines.count && lines.isKey(next, key) }

    package func finish() throws {
        guard next == lines.count else { throw error(.unexpected("\(lines.key(next))")) }
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
