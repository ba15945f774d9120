/// Text cut into overlapping pairs of letters, so that two-character Chinese words are found and the stock `sqlite3` can read the index (trust.md, measured traps).
package enum Bigrams {
    /// Every pair of neighbouring letters or digits, lower case, and the last letter of each run alone, joined by spaces.
    package static func words(of texts: [String]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(texts.reduce(0) { $0 + $1.utf8.count } * 3)
        var seen = SeenPairs()
        for text in texts {
            var previous: Unicode.Scalar?
            for scalar in text.unicodeScalars {
                guard let letter = folded(scalar) else {
                    if let last = previous { add(last, nil, &seen, &result) }
                    previous = nil
                    continue
                }
                if let first = previous { add(first, letter, &seen, &result) }
                previous = letter
            }
            if let last = previous { add(last, nil, &seen, &result) }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The words that must all stand in the index where `text` stands in a finding; empty when it has no letter or digit.
    package static func query(_ text: String) -> [SearchWord] {
        var words: [SearchWord] = []
        var run: [Unicode.Scalar] = []
        func flush() {
            if run.count == 1 { words.append(.prefix(String(Character(run[0])))) }
            for (first, second) in zip(run, run.dropFirst()) {
                words.append(.whole(String(Character(first)) + String(Character(second))))
            }
            run = []
        }
        for scalar in text.unicodeScalars {
            if let letter = folded(scalar) { run.append(letter) } else { flush() }
        }
        flush()
        return words
    }

    private static func add(
        _ first: Unicode.Scalar, _ second: Unicode.Scalar?, _ seen: inout SeenPairs, _ result: inout [UInt8]
    ) {
        guard seen.insert(UInt64(first.value) << 32 | UInt64(second?.value ?? 0)) else { return }
        if !result.isEmpty { result.append(UInt8(ascii: " ")) }
        result.append(contentsOf: UTF8.encode(first) ?? UTF8.encodedReplacementCharacter)
        if let second { result.append(contentsOf: UTF8.encode(second) ?? UTF8.encodedReplacementCharacter) }
    }

    /// The letter or digit in the form it is indexed; `nil` for what separates words.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x30...0x39, 0x61...0x7A, 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x3FFFF: scalar
        case 0x41...0x5A: Unicode.Scalar(scalar.value + 32)
        case 0...0x7F: nil
        case _:
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber:
                scalar
            case _: nil
            }
        }
    }
}

/// The pairs of one finding that are in its words already: a small open table, since they are a few dozen, and a set for the rest of a long text.
private struct SeenPairs {
    private var slots = [UInt64](repeating: 0, count: 256)
    private var count = 0
    private var more: Set<UInt64> = []

    /// Whether it is new; no pair is 0.
    mutating func insert(_ pair: UInt64) -> Bool {
        var slot = Int(truncatingIfNeeded: (pair &* 0x9E37_79B9_7F4A_7C15) >> 56)
        while slots[slot] != 0 {
            if slots[slot] == pair { return false }
            slot = (slot + 1) & 255
        }
        guard count < 192 else { return more.insert(pair).inserted }
        slots[slot] = pair
        count += 1
        return true
    }
}
