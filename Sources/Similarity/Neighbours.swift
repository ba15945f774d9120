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
}

extension Similarity {
    /// The nearest neighbours of one text, nearest first; equal ones by number.
    ///
    /// - Parameter excluding: the finding itself.
    package func neighbours(
        of text: String, excluding number: Int? = nil, limit: Int = 10, in source: some NeighbourSource
    ) throws -> [Neighbour] {
        let search = NeighbourSearch(self, in: source)
        return try search.nearest(to: text, excluding: number, limit: limit).map { near in
            Neighbour(
                number: near.number, unit: near.unit, category: near.category, likeness: near.likeness,
                words: try search.words(of: near.number, and: text))
        }
    }

    /// The longest pieces, of two characters and more, that both texts hold, those that lie in another left out; at most five.
    static func sharedWords(_ left: [[UInt16]], _ right: [[UInt16]]) -> [String] {
        sharedPieces(left, right).map { String(decoding: $0, as: UTF16.self) }
    }

    static func sharedPieces(_ left: [[UInt16]], _ right: [[UInt16]]) -> [[UInt16]] {
        var found: Set<[UInt16]> = []
        for mine in left {
            for theirs in right {
                for start in mine.indices {
                    for place in theirs.indices where mine[start] == theirs[place] {
                        if start > 0, place > 0, mine[start - 1] == theirs[place - 1] { continue }
                        var length = 1
                        while start + length < mine.count, place + length < theirs.count,
                            mine[start + length] == theirs[place + length]
                        {
                            length += 1
                        }
                        if length > 1 { found.insert(Array(mine[start..<(start + length)])) }
                    }
                }
            }
        }
        let words = found.sorted { $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1) }
        var whole: [[UInt16]] = []
        for word in words where whole.count < 5 && !whole.contains(where: { $0.contains(word) }) { whole.append(word) }
        return whole
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
