/// A text made ready to be compared with many.
package struct ComparableText: Hashable, Sendable {
    let runs: [[UInt16]]
    /// Pairs of neighbouring ideographs that are no boilerplate, ascending.
    let pairs: [UInt32]
    /// The text without spaces and marks, for one that is nothing but boilerplate.
    let letters: String

    package static func == (left: ComparableText, right: ComparableText) -> Bool { left.letters == right.letters }

    package func hash(into hasher: inout Hasher) { hasher.combine(letters) }
}

extension Similarity {
    /// From how alike on two findings of one unit are shown as the same.
    ///
    /// Cosine over pairs of characters, each counted once and alike: among the few dozen findings of a unit rarity says nothing. Half a
    /// finding repeated word for word has √½.
    package static let repeats = 0.6

    package func comparable(_ text: String) -> ComparableText {
        let runs = boilerplate.runs(of: text).filter { $0.count > 1 }
        let pairs = Set(runs.flatMap { run in zip(run, run.dropFirst()).map { UInt32($0) << 16 | UInt32($1) } })
        var letters = ""
        for character in text where character.isLetter || character.isNumber { letters.append(character) }
        return ComparableText(runs: runs, pairs: pairs.sorted(), letters: letters)
    }

    /// 0…1; texts of the same letters have 1.
    package func likeness(_ left: ComparableText, _ right: ComparableText) -> Double {
        if left == right { return left.letters.isEmpty ? 0 : 1 }
        var shared = 0
        var (mine, theirs) = (left.pairs[...], right.pairs[...])
        while let first = mine.first, let second = theirs.first {
            if first == second { shared += 1 }
            if first <= second { mine.removeFirst() }
            if second <= first { theirs.removeFirst() }
        }
        // A word or two in common is no repetition.
        guard shared > 2 else { return 0 }
        return Double(shared) / (Double(left.pairs.count) * Double(right.pairs.count)).squareRoot()
    }

    /// Words both hold, longest first.
    package func words(_ left: ComparableText, _ right: ComparableText) -> [String] {
        Self.sharedWords(left.runs, right.runs)
    }

    /// The one of some texts that a text repeats: the most alike, of equals the first; `nil` when none is near enough.
    package func repeated(_ text: ComparableText, among others: [ComparableText]) -> (index: Int, likeness: Double)? {
        var best: (index: Int, likeness: Double)?
        for (index, other) in others.enumerated() {
            let likeness = likeness(text, other)
            if likeness >= Self.repeats, likeness > best?.likeness ?? 0 { best = (index, likeness) }
        }
        return best
    }
}
