/// A text made ready to be compared with many.
package struct ComparableText: Sendable {
    let runs: [[UInt16]]
    /// Pairs of neighbouring ideographs that are no boilerplate, ascending.
    let pairs: [UInt32]
    /// The text without spaces and marks, for one that is nothing but boilerplate.
    let letters: String
}

extension Similarity {
    /// From how alike on two findings of one unit are shown as the same.
    ///
    /// Cosine over pairs of characters, each counted once and alike: among the few dozen findings of a unit rarity says nothing. Half a
    /// finding repeated word for word has √½.
    package static let repeats = 0.6

    package func comparable(_ text: String) -> ComparableText {
        let runs = boilerplate.runs(of: text).filter { $0.count > 1 }
        var letters = ""
        for scalar in text.unicodeScalars where scalar.isOfWords { letters.unicodeScalars.append(scalar) }
        return ComparableText(runs: runs, pairs: Self.pairs(of: runs), letters: letters)
    }

    /// Pairs of neighbouring ideographs, each once and ascending.
    static func pairs(of runs: [[UInt16]]) -> [UInt32] {
        var all: [UInt32] = []
        for run in runs {
            for index in run.indices.dropFirst() { all.append(UInt32(run[index - 1]) << 16 | UInt32(run[index])) }
        }
        all.sort()
        var pairs: [UInt32] = []
        pairs.reserveCapacity(all.count)
        for pair in all where pairs.last != pair { pairs.append(pair) }
        return pairs
    }

    /// Words both hold, longest first.
    package func words(_ left: ComparableText, _ right: ComparableText) -> [String] {
        Self.sharedWords(left.runs, right.runs)
    }
}

/// Texts among which the one is found that another repeats, without comparing it with each of them.
package struct RepeatableTexts: Sendable {
    private var texts: [ComparableText] = []
    /// The first text of these letters.
    private var places: [String: Int] = [:]
    /// Texts that hold a pair, ascending.
    private var holders: [UInt32: [Int32]] = [:]

    package init() {}

    package var count: Int { texts.count }

    package subscript(index: Int) -> ComparableText { texts[index] }

    package mutating func append(_ text: ComparableText) {
        let index = texts.count
        texts.append(text)
        if !text.letters.isEmpty, places[text.letters] == nil { places[text.letters] = index }
        for pair in text.pairs { holders[pair, default: []].append(Int32(index)) }
    }

    /// The one that a text repeats: the most alike (0…1; the same letters have 1), of equals the first; `nil` when none is near enough.
    package func repeated(_ text: ComparableText) -> (index: Int, likeness: Double)? {
        if let same = places[text.letters] { return (same, 1) }
        var shared: [Int32: Int] = [:]
        for pair in text.pairs {
            for index in holders[pair] ?? [] { shared[index, default: 0] += 1 }
        }
        var best: (index: Int, likeness: Double)?
        // A word or two in common is no repetition.
        for (index, count) in shared where count > 2 {
            let index = Int(index)
            let product = Double(text.pairs.count) * Double(texts[index].pairs.count)
            let likeness = Double(count) / product.squareRoot()
            guard likeness >= Similarity.repeats else { continue }
            if let found = best, (found.likeness, -found.index) > (likeness, -index) { continue }
            best = (index, likeness)
        }
        return best
    }
}

extension Unicode.Scalar {
    /// A letter or a number, ideographs told without looking them up.
    fileprivate var isOfWords: Bool {
        switch value {
        case 0x3400...0x9FFF: true
        case _: properties.isAlphabetic || properties.numericType != nil
        }
    }
}
