/// The key of a line: a name such as `unit`, an element of a list such as `flags.2`, or a part of one such as `measures.2.text`.
package struct LineKey: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    let name: StaticString
    /// Place in the list, from 1; 0 for what is in none.
    let number: Int
    /// Empty for a whole element.
    let part: StaticString

    package init(stringLiteral name: StaticString) { self.init(name, 0, "") }

    package init(_ list: StaticString, _ number: Int, _ part: StaticString = "") {
        name = list
        self.number = number
        self.part = part
    }

    package var description: String {
        number == 0 ? "\(name)" : part.utf8CodeUnitCount == 0 ? "\(name).\(number)" : "\(name).\(number).\(part)"
    }
}

extension StaticString {
    /// Its bytes, where they stand for ever.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
