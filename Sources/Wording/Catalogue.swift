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
    package let texts: [String: String]

    /// The areas of a catalogue, one file each: `strings/<area>.<language>.txt`.
    package static let areas = [
        "domain", "board", "cli", "terminal", "meeting", "trust", "documents", "desk", "intake", "dossier", "triage",
        "server", "triage-screen", "gloss",
    ]

    package init(language: Language, texts: [String: String]) {
        self.language = language
        self.texts = texts
    }

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
        var texts: [String: String] = [:]
        texts.reserveCapacity(4096)
        for area in Self.areas {
            guard let file = BundledResource.bytes("strings/\(area).\(language.rawValue).txt") else { continue }
            Self.parse(file.bindMemory(to: UInt8.self), into: &texts)
        }
        self.init(language: language, texts: texts)
    }

    /// Lines `key = text`; `#` begins a comment line, `\n` a line break.
    package static func parse(_ file: String) -> [String: String] {
        var file = file
        var texts: [String: String] = [:]
        file.withUTF8 { parse($0, into: &texts) }
        return texts
    }

    /// The same from bytes, since every start of the program reads them all.
    private static func parse(_ file: UnsafeBufferPointer<UInt8>, into texts: inout [String: String]) {
        var start = 0
        while start < file.count {
            var equals = -1
            var isEscaped = false
            var end = start
            while end < file.count, file[end] != UInt8(ascii: "\n") {
                if equals < 0, file[end] == UInt8(ascii: "=") { equals = end }
                if file[end] == UInt8(ascii: "\\") { isEscaped = true }
                end += 1
            }
            defer { start = end + 1 }
            // `key = text`: one space on either side of the sign.
            guard file[start] != UInt8(ascii: "#"), equals > start + 1 else { continue }
            let key = String(decoding: UnsafeBufferPointer(rebasing: file[start..<(equals - 1)]), as: UTF8.self)
            let text = UnsafeBufferPointer(rebasing: file[min(equals + 2, end)..<end])
            texts[key] = isEscaped ? unescaped(text) : String(decoding: text, as: UTF8.self)
        }
    }

    /// With `\n` as a line break and `\s` as a space.
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

    package func has(_ key: String) -> Bool { texts[key] != nil }

    /// The text of a key with its `{blanks}` filled, as `filled` says; a key without a text shows itself, which the tests forbid.
    package func text(_ key: String, _ facts: [String: String] = [:]) -> String {
        guard let text = texts[key] else { return key }
        guard !facts.isEmpty, text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var result = ""
        var rest = text[...]
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            result += rest[..<open]
            rest = rest[open...]
            guard let close = rest.utf8.firstIndex(of: UInt8(ascii: "}")) else { break }
            let name = String(rest[rest.index(after: rest.startIndex)..<close])
            // What is not known stands as it was written.
            result += Self.filled(name, facts) ?? String(rest[...close])
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
