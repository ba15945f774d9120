/// What a store must answer so that neighbours are found without reading the ledger; full text over pairs of characters will do.
package protocol NeighbourSource {
    /// Numbers of findings whose text holds all of some pairs of characters, at most `limit`, in an order of the store's own.
    func numbers(holding pairs: [String], limit: Int) throws -> [Int]
    /// The findings themselves.
    func findings(_ numbers: [Int]) throws -> [ComparedFinding]
}

/// A finding that says something like another.
package struct Neighbour: Hashable, Sendable {
    package let number: Int
    package let unit: String
    package let category: String
    /// Cosine with the text asked about, 0…1.
    package let likeness: Double
    /// The reason: words both hold, longest first.
    package let words: [String]

    /// The same with whole phrases for the pieces, those that lie in another left out.
    fileprivate func showing(_ phrases: [[UInt16]]) -> Neighbour {
        var words: [String] = []
        for phrase in phrases.map({ String(decoding: $0, as: UTF16.self) })
        where !words.contains(where: { $0.contains(phrase) }) { words.append(phrase) }
        return Neighbour(number: number, unit: unit, category: category, likeness: likeness, words: words)
    }
}

extension Similarity {
    /// How many numbers are asked for at once.
    private static let asked = 256

    /// How many texts are compared in the end: five times what is wanted hold the nearest, and 48 where little is.
    private static func compared(_ limit: Int) -> Int { max(48, 5 * limit) }

    /// The nearest neighbours of a text, nearest first; equal ones by number.
    ///
    /// Candidates are those that hold a pair of characters few others hold; where every pair is common, those that hold all pairs of one run.
    /// A pair weighs by how many hold it, counted no further than 256, so the time does not grow with the ledger.
    /// - Parameter excluding: the finding itself.
    package func neighbours(
        of text: String, excluding number: Int? = nil, limit: Int = 10, in source: some NeighbourSource
    ) throws -> [Neighbour] {
        let runs = boilerplate.runs(of: text).filter { $0.count > 1 }
        var holders: [UInt32: [Int]] = [:]
        for pair in Set(runs.flatMap(Self.pairs)) {
            holders[pair] = try source.numbers(holding: [Self.text(of: pair)], limit: Self.asked)
        }
        let rarity = holders.mapValues { Self.rarity($0.count) }
        guard let candidates = try candidates(runs, holders, rarity, excluding: number, in: source) else { return [] }
        // Who shares the rarest pairs with the text is nearest; the cosine puts them in order.
        let mine = Set(holders.keys)
        let length = Self.length(mine, rarity)
        guard length > 0 else { return [] }
        var texts: [Int: String] = [:]
        let ranked = try source.findings(Array(candidates.prefix(Self.compared(limit)))).compactMap {
            finding -> Neighbour? in
            let theirRuns = boilerplate.runs(of: finding.text)
            let theirs = Set(theirRuns.flatMap(Self.pairs))
            let shared = mine.intersection(theirs).sorted().reduce(0.0) { sum, pair in
                let weight = rarity[pair] ?? 0
                return sum + weight * weight
            }
            let likeness = shared / (length * Self.length(theirs, rarity))
            guard likeness > 0.1 else { return nil }
            let words = Self.sharedWords(runs, theirRuns)
            guard !words.isEmpty else { return nil }
            texts[finding.number] = finding.text
            return Neighbour(
                number: finding.number, unit: finding.unit, category: finding.category, likeness: min(1, likeness),
                words: words)
        }
        let nearest = ranked.sorted { ($1.likeness, $0.number) < ($0.likeness, $1.number) }.prefix(limit)
        let whole = WholePhrases(boilerplate, among: [text])
        let units = Array(text.utf16)
        return nearest.map { neighbour in
            guard let other = texts[neighbour.number].map({ Array($0.utf16) }) else { return neighbour }
            return neighbour.showing(
                neighbour.words.map { whole.phrase(around: Array($0.utf16), in: [units, other]) })
        }
    }

    /// Numbers of the findings that are compared, the likeliest first; `nil` when the text says nothing.
    private func candidates(
        _ runs: [[UInt16]], _ holders: [UInt32: [Int]], _ rarity: [UInt32: Double], excluding number: Int?,
        in source: some NeighbourSource
    ) throws -> [Int]? {
        guard !holders.isEmpty else { return nil }
        var scores: [Int: Double] = [:]
        for (pair, numbers) in holders.sorted(by: { $0.key < $1.key }) where numbers.count < Self.asked {
            for number in numbers { scores[number, default: 0] += rarity[pair] ?? 0 }
        }
        for run in runs {
            let pairs = Self.pairs(run)
            guard pairs.allSatisfy({ (holders[$0]?.count ?? 0) >= Self.asked }) else { continue }
            let weight = pairs.reduce(0) { $0 + (rarity[$1] ?? 0) }
            for number in try source.numbers(holding: pairs.map(Self.text), limit: Self.asked) {
                scores[number, default: 0] += weight
            }
        }
        if let number { scores[number] = nil }
        return scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    private static func pairs(_ run: [UInt16]) -> [UInt32] {
        zip(run, run.dropFirst()).map { UInt32($0) << 16 | UInt32($1) }
    }

    private static func text(of pair: UInt32) -> String {
        String(decoding: [UInt16(pair >> 16), UInt16(truncatingIfNeeded: pair)], as: UTF16.self)
    }

    /// How rare a pair is, as far as its holders were counted.
    private static func rarity(_ holders: Int) -> Double { naturalLogarithm(2_048 / Double(max(1, holders))) }

    /// Of a pair that only the other text holds.
    private static let middling = rarity(asked)

    private static func length(_ pairs: Set<UInt32>, _ rarity: [UInt32: Double]) -> Double {
        pairs.sorted().reduce(0.0) { sum, pair in
            let weight = rarity[pair] ?? middling
            return sum + weight * weight
        }.squareRoot()
    }

    /// The longest pieces, of two characters and more, that both texts hold; at most five.
    static func sharedWords(_ left: [[UInt16]], _ right: [[UInt16]]) -> [String] {
        var found: Set<[UInt16]> = []
        for mine in left {
            for theirs in right {
                for start in mine.indices {
                    for place in theirs.indices where mine[start] == theirs[place] {
                        if start > 0, place > 0, mine[start - 1] == theirs[place - 1] { continue }
                        let length = zip(mine[start...], theirs[place...]).prefix { $0 == $1 }.count
                        if length > 1 { found.insert(Array(mine[start..<(start + length)])) }
                    }
                }
            }
        }
        let words = found.sorted { $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1) }
        return words.prefix(5).map { String(decoding: $0, as: UTF16.self) }
    }
}

/// Findings held in memory, for a ledger small enough and for tests.
package struct NeighboursInMemory: NeighbourSource, Sendable {
    private let findings: [Int: ComparedFinding]
    private var holders: [String: [Int]] = [:]

    package init(_ findings: some Sequence<ComparedFinding>) {
        self.findings = Dictionary(findings.map { ($0.number, $0) }) { first, _ in first }
        for (number, finding) in self.findings.sorted(by: { $0.key < $1.key }) {
            let units = Array(finding.text.utf16)
            for pair in Set(zip(units, units.dropFirst()).map { String(decoding: [$0, $1], as: UTF16.self) }) {
                holders[pair, default: []].append(number)
            }
        }
    }

    package func numbers(holding pairs: [String], limit: Int) -> [Int] {
        guard let first = pairs.first else { return [] }
        var numbers = holders[first] ?? []
        for pair in pairs.dropFirst() {
            let others = Set(holders[pair] ?? [])
            numbers.removeAll { !others.contains($0) }
        }
        return Array(numbers.prefix(limit))
    }

    package func findings(_ numbers: [Int]) -> [ComparedFinding] { numbers.compactMap { findings[$0] } }
}
