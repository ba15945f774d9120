internal import CResources

/// The three languages of screens, sentences and documents.
package enum Language: String, Sendable, CaseIterable {
    case simplified = "zh-Hans"
    case traditional = "zh-Hant"
    case english = "en"

    /// The language of a POSIX locale such as `zh_CN.UTF-8`; English for anything that is not Chinese.
    package init(locale: String) {
        let lower = locale.lowercased()
        if lower.hasPrefix("zh_tw") || lower.hasPrefix("zh_hk") || lower.hasPrefix("zh_mo")
            || lower.hasPrefix("zh-hant")
        {
            self = .traditional
        } else if lower.hasPrefix("zh") {
            self = .simplified
        } else {
            self = .english
        }
    }
}

/// Every sentence and label of one language, by key: the only place where wording lives.
package struct Catalogue: Sendable {
    package let language: Language
    private let table: TextTable

    /// The areas of a catalogue, one file each: `strings/<area>.<language>.txt`.
    package static let areas = [
        "domain", "board", "cli", "terminal", "meeting", "trust", "documents", "desk", "intake", "dossier", "triage",
        "server", "triage-screen", "gloss",
    ]

    package static func bundled(_ language: Language) -> Catalogue {
        switch language {
        case .simplified: simplified
        case .traditional: traditional
        case .english: english
        }
    }

    private static let simplified = Catalogue(bundled: .simplified)
    private static let traditional = Catalogue(bundled: .traditional)
    private static let english = Catalogue(bundled: .english)

    private init(bundled language: Language) {
        self.language = language
        var lines: [UInt8] = []
        lines.reserveCapacity(1 << 18)
        for area in Self.areas {
            guard let file = BundledResource.bytes("strings/\(area).\(language.rawValue).txt") else { continue }
            lines.append(contentsOf: file)
            lines.append(UInt8(ascii: "\n"))
        }
        table = TextTable(lines)
    }

    /// Every key with its text.
    package var texts: [String: String] {
        Dictionary(table.keys.map { ($0, self[$0]) }) { _, new in new }
    }

    package func has(_ key: String) -> Bool { table.has(key) }

    /// The text of a key with its `{blanks}` filled, as `fill` does; a key without a text shows itself, which the tests forbid.
    package func text(_ key: String, _ facts: [String: String] = [:]) -> String {
        table[key].map { Self.fill($0, facts) } ?? key
    }

    /// A text with its `{blanks}` filled, as `filled` says.
    package static func fill(_ text: String, _ facts: [String: String]) -> String {
        guard !facts.isEmpty, text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var result = ""
        var rest = text[...]
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            result += rest[..<open]
            rest = rest[open...]
            guard let close = rest.utf8.firstIndex(of: UInt8(ascii: "}")) else { break }
            let name = String(rest[rest.index(after: rest.startIndex)..<close])
            // What is not known stands as it was written.
            result += filled(name, facts) ?? String(rest[...close])
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// `{count}` is the fact itself, `{count|fault|faults}` a number with its noun, `{count?is|are}` the word alone: the first of two for 1, the second for any other.
    private static func filled(_ blank: String, _ facts: [String: String]) -> String? {
        guard let sign = blank.firstIndex(where: { $0 == "|" || $0 == "?" }) else { return facts[blank] }
        let words = blank[blank.index(after: sign)...].split(separator: "|", omittingEmptySubsequences: false)
        guard let fact = facts[String(blank[..<sign])], words.count == 2 else { return nil }
        let word = fact == "1" ? words[0] : words[1]
        return blank[sign] == "|" ? "\(fact) \(word)" : String(word)
    }

    package subscript(key: String) -> String { text(key) }
}

/// A file compiled into the program, so that it needs no folder beside it.
package enum BundledResource {
    /// The text of `Resources/<name>`; `nil` when there is none.
    package static func text(_ name: String) -> String? {
        bytes(name).map { String(decoding: $0, as: UTF8.self) }
    }

    package static func bytes(_ name: String) -> UnsafeRawBufferPointer? {
        var length = 0
        guard let start = xiaohao_resource(name, &length) else { return nil }
        return UnsafeRawBufferPointer(start: start, count: length)
    }
}
