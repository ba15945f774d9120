package import Rectification

/// Takes the lines of a payload in their fixed order; whatever is left or out of order is an error.
package struct PayloadReader {
    private let lines: [CanonicalLines.Line]
    private var next: Int

    init(_ lines: [CanonicalLines.Line], from index: Int) {
        self.lines = lines
        next = index
    }

    private func error(_ problem: String) -> CanonicalTextError {
        CanonicalTextError(line: next + 1, problem: problem)
    }

    package mutating func optional(_ key: String) -> String? {
        guard next < lines.count, lines[next].key == key else { return nil }
        next += 1
        return lines[next - 1].value
    }

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

    package mutating func number(_ key: String) throws -> Int { try value(key) { Int($0) } }
    package mutating func day(_ key: String) throws -> Day { try value(key) { Day(iso: $0) } }
    package mutating func optionalDay(_ key: String) throws -> Day? { try optionalValue(key) { Day(iso: $0) } }
    package mutating func flag(_ key: String) throws -> Bool? { try optionalValue(key) { Bool($0) } }

    package mutating func code<Code: RawRepresentable<String>>(_ key: String, _: Code.Type) throws -> Code {
        try value(key) { Code(rawValue: $0) }
    }

    package mutating func optionalCode<Code: RawRepresentable<String>>(_ key: String, _: Code.Type) throws -> Code? {
        try optionalValue(key) { Code(rawValue: $0) }
    }

    /// The list elements `prefix.1`, `prefix.2` …
    package mutating func list(_ prefix: String) -> [String] {
        var values: [String] = []
        while let value = optional("\(prefix).\(values.count + 1)") { values.append(value) }
        return values
    }

    /// Whether the next line belongs to element `number` of a list.
    package func isAt(_ prefix: String, _ number: Int) -> Bool {
        next < lines.count && lines[next].key.hasPrefix("\(prefix).\(number).")
    }

    package func finish() throws {
        guard next == lines.count else { throw error("unexpected \(lines[next].key)") }
    }
}
