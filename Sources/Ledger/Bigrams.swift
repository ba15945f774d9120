/// Text cut into overlapping pairs of letters, so that two-character Chinese words are found and the stock `sqlite3` can read the index (trust.md, measured traps).
package enum Bigrams {
    /// Every pair of neighbouring letters or digits, lower case, and the last letter of each run alone, joined by spaces, in UTF-8.
    package static func words(of texts: [String]) -> [UInt8] {
        // A letter is written twice at most, with one space.
        let most = texts.reduce(0) { $0 + $1.utf8.count } * 3
        return [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            var seen = SeenPairs()
            func add(_ first: Unicode.Scalar, _ second: Unicode.Scalar?) {
                guard seen.insert(UInt64(first.value) << 32 | UInt64(second?.value ?? 0)) else { return }
                if count > 0 { write(" ", buffer, &count) }
                write(first, buffer, &count)
                if let second { write(second, buffer, &count) }
            }
            for text in texts {
                var previous: Unicode.Scalar?
                for scalar in text.unicodeScalars {
                    guard let letter = folded(scalar) else {
                        if let last = previous { add(last, nil) }
                        previous = nil
                        continue
                    }
                    if let first = previous { add(first, letter) }
                    previous = letter
                }
                if let last = previous { add(last, nil) }
            }
        }
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

    private static func write(
        _ scalar: Unicode.Scalar, _ buffer: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
    ) {
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            buffer[count] = byte
            count += 1
        }
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
