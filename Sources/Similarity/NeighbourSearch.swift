/// A finding near to a text, without the words that are the reason.
package struct NearFinding: Hashable, Sendable {
    package let number: Int
    package let unit: String
    package let category: String
    /// Cosine with the text asked about, 0…1.
    package let likeness: Double
}

/// Looks for the neighbours of one text after the other: what one of them asked of the store serves the next.
///
/// Thousands of proposals hold the same few thousand pairs of characters and are near to the same few thousand findings.
package final class NeighbourSearch<Source: NeighbourSource> {
    private let boilerplate: Boilerplate
    private let source: Source
    private var holders: [[UInt32]: [UInt32]] = [:]
    private var compared: [Int: Compared] = [:]

    private struct Compared {
        let finding: ComparedFinding
        let runs: [[UInt16]]
        /// Ascending.
        let pairs: [UInt32]
    }

    package init(_ similarity: Similarity, in source: Source) {
        boilerplate = similarity.boilerplate
        self.source = source
    }

    /// How many numbers are asked for at once.
    private static var asked: Int { 256 }
    /// Less like than this is nothing like it.
    private static var least: Double { 0.1 }
    /// Answers that are remembered: some 20 MB where all pairs are common.
    private static var mostAnswers: Int { 20_000 }
    /// Findings that are remembered: some 4 MB.
    private static var mostFindings: Int { 4_000 }

    /// How many texts are compared in the end: five times what is wanted hold the nearest, and 48 where little is.
    private static func compared(_ limit: Int) -> Int { max(48, 5 * limit) }

    /// The nearest to a text, nearest first; equal ones by number.
    ///
    /// Candidates are those that hold a pair of characters few others hold; where every pair is common, those that hold all pairs of one run.
    /// A pair weighs by how many hold it, counted no further than 256, so the time does not grow with the ledger.
    /// - Parameter excluding: the finding itself.
    package func nearest(to text: String, excluding number: Int? = nil, limit: Int) throws -> [NearFinding] {
        let runs = boilerplate.runs(of: text).filter { $0.count > 1 }
        let mine = Similarity.pairs(of: runs)
        guard !mine.isEmpty else { return [] }
        let holders = try mine.map { try numbers(holding: [$0]) }
        let rarity = holders.map { Self.rarity($0.count) }
        let candidates = try candidates(runs, mine, holders, rarity, excluding: number)
        // Who shares the rarest pairs with the text is nearest; the cosine puts them in order.
        let length = rarity.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0 else { return [] }
        let near = try findings(Array(candidates.prefix(Self.compared(limit)))).compactMap { other -> NearFinding? in
            let likeness = Self.cosine(mine, rarity, length, with: other.pairs)
            guard likeness > Self.least else { return nil }
            return NearFinding(
                number: other.finding.number, unit: other.finding.unit, category: other.finding.category,
                likeness: min(1, likeness))
        }
        return Array(near.sorted { ($1.likeness, $0.number) < ($0.likeness, $1.number) }.prefix(limit))
    }

    /// The reason why a finding is near to a text: whole phrases both hold, longest first, those that lie in another left out.
    package func words(of number: Int, and text: String) throws -> [String] {
        guard let other = try findings([number]).first else { return [] }
        let runs = boilerplate.runs(of: text).filter { $0.count > 1 }
        let whole = WholePhrases(boilerplate, among: [text])
        let texts = [Array(text.utf16), Array(other.finding.text.utf16)]
        var words: [String] = []
        for piece in Similarity.sharedPieces(runs, other.runs) {
            let word = String(decoding: whole.phrase(around: piece, in: texts), as: UTF16.self)
            if !words.contains(where: { $0.contains(word) }) { words.append(word) }
        }
        return words
    }

    /// Numbers of the findings that are compared, the likeliest first.
    private func candidates(
        _ runs: [[UInt16]], _ mine: [UInt32], _ holders: [[UInt32]], _ rarity: [Double], excluding number: Int?
    ) throws -> [Int] {
        var scores: [UInt32: Double] = [:]
        var common: [UInt32: Double] = [:]
        for (index, numbers) in holders.enumerated() {
            guard numbers.count < Self.asked else {
                common[mine[index]] = rarity[index]
                continue
            }
            for number in numbers { scores[number, default: 0] += rarity[index] }
        }
        for run in runs {
            let pairs = Similarity.pairs(of: [run])
            guard pairs.allSatisfy({ common[$0] != nil }) else { continue }
            let weight = pairs.reduce(0) { $0 + (common[$1] ?? 0) }
            for number in try numbers(holding: pairs) { scores[number, default: 0] += weight }
        }
        if let number { scores[UInt32(truncatingIfNeeded: number)] = nil }
        return scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { Int($0.key) }
    }

    // MARK: What the store says

    private func numbers(holding pairs: [UInt32]) throws -> [UInt32] {
        if let numbers = holders[pairs] { return numbers }
        let numbers = try source.numbers(holding: pairs.map { Gram.text(ofPair: $0) }, limit: Self.asked).map {
            UInt32(truncatingIfNeeded: $0)
        }
        if holders.count < Self.mostAnswers { holders[pairs] = numbers }
        return numbers
    }

    private func findings(_ numbers: [Int]) throws -> [Compared] {
        let missing = numbers.filter { compared[$0] == nil }
        if !missing.isEmpty {
            if compared.count + missing.count > Self.mostFindings { compared = [:] }
            let asked = compared.isEmpty ? numbers : missing
            for finding in try source.findings(asked) {
                let runs = boilerplate.runs(of: finding.text).filter { $0.count > 1 }
                compared[finding.number] = Compared(finding: finding, runs: runs, pairs: Similarity.pairs(of: runs))
            }
        }
        return numbers.compactMap { compared[$0] }
    }

    // MARK: Weights

    /// How rare a pair is, as far as its holders were counted.
    private static func rarity(_ holders: Int) -> Double { naturalLogarithm(2_048 / Double(max(1, holders))) }

    /// The cosine of two lists of pairs, both ascending; what only the other holds weighs as a pair that is common.
    private static func cosine(_ mine: [UInt32], _ rarity: [Double], _ length: Double, with theirs: [UInt32]) -> Double
    {
        let middling = Self.rarity(asked)
        var shared = 0.0
        var square = 0.0
        var index = 0
        for pair in theirs {
            while index < mine.count, mine[index] < pair { index += 1 }
            if index < mine.count, mine[index] == pair {
                shared += rarity[index] * rarity[index]
                square += rarity[index] * rarity[index]
            } else {
                square += middling * middling
            }
        }
        return square > 0 ? shared / (length * square.squareRoot()) : 0
    }
}
