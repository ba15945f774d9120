internal import Similarity

/// The neighbours of many texts: thousands of proposals hold the same few thousand pairs of characters, and each pair is looked up once.
final class RememberedNeighbours: NeighbourSource {
    private let ledger: LedgerNeighbours
    private var known: [String: [UInt32]] = [:]

    /// Pairs that are remembered: some 20 MB where all of them are common.
    private static let most = 20_000

    init(_ ledger: LedgerNeighbours) { self.ledger = ledger }

    func numbers(holding pairs: [String], limit: Int) throws -> [Int] {
        let key = pairs.joined(separator: " ")
        if let numbers = known[key] { return numbers.map { Int($0) } }
        let numbers = try ledger.numbers(holding: pairs, limit: limit)
        if known.count < Self.most { known[key] = numbers.map { UInt32(truncatingIfNeeded: $0) } }
        return numbers
    }

    func findings(_ numbers: [Int]) throws -> [ComparedFinding] { try ledger.findings(numbers) }
}
