/// A word that goes by a number, as in a catalogue: `{{count|finding|findings}}` is the number with its noun, `{{count?is|are}}` the word alone; the first of two for 1, the second for any other.
struct NumberWord: Hashable {
    let name: String
    private let one: Substring
    private let other: Substring
    private let hasNumber: Bool

    /// `nil` unless `tag`, without its braces, is one.
    init?(_ tag: Substring) {
        guard let sign = tag.firstIndex(where: { $0 == "|" || $0 == "?" }) else { return nil }
        let words = tag[tag.index(after: sign)...].split(separator: "|", omittingEmptySubsequences: false)
        guard words.count == 2 else { return nil }
        name = String(tag[..<sign])
        (one, other) = (words[0], words[1])
        hasNumber = tag[sign] == "|"
    }

    /// The flag that a record gives beside a text.
    static func isOne(_ name: String) -> String { name + "IsOne" }

    private var sections: String {
        let flag = Self.isOne(name)
        return (hasNumber ? "{{\(name)}} " : "") + "{{#\(flag)}}\(one){{/\(flag)}}{{^\(flag)}}\(other){{/\(flag)}}"
    }

    /// A template in which every such word is sections, as Mustache knows them.
    static func written(out text: String) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            result += rest[..<open.lowerBound]
            result +=
                NumberWord(rest[open.upperBound..<close.lowerBound])?.sections
                ?? String(rest[open.lowerBound..<close.upperBound])
            rest = rest[close.upperBound...]
        }
        return result + rest
    }
}
