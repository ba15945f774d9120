package import Signing

/// The Merkle tree of RFC 6962 over event hashes in order of position: an event's hash is its leaf, nodes are prefixed with 0x01.
package struct MerkleFrontier: Sendable {
    /// Complete subtrees from left to right: height and root.
    private var peaks: [(height: Int, root: Digest)] = []
    package private(set) var size = 0
    private let algorithm: Digest.Algorithm

    package init(_ algorithm: Digest.Algorithm) { self.algorithm = algorithm }

    /// Takes in the next leaf; amortised two node hashes, memory log2(size).
    package mutating func append(leaf: Digest) {
        size += 1
        var peak = (height: 0, root: leaf)
        while let last = peaks.last, last.height == peak.height {
            peaks.removeLast()
            peak = (peak.height + 1, Self.node(last.root, peak.root, algorithm))
        }
        peaks.append(peak)
    }

    /// The root over everything taken in; of nothing, H of the empty string.
    package var root: Digest {
        guard var root = peaks.last?.root else { return Digest(of: [], algorithm) }
        for peak in peaks.dropLast().reversed() { root = Self.node(peak.root, root, algorithm) }
        return root
    }

    static func node(_ left: Digest, _ right: Digest, _ algorithm: Digest.Algorithm) -> Digest {
        Digest(of: left, right, prefix: 1, algorithm)
    }
}

/// The way from some leaves to the root, collected while the leaves come one by one; memory log2(size) for each leaf.
package struct MerklePaths: Sendable {
    package struct Step: Hashable, Sendable, CustomStringConvertible {
        package enum Side: String, Sendable {
            case left, right
        }

        /// Where the other hash stands.
        package let side: Side
        package let hash: Digest

        package var description: String { "\(side.rawValue) \(hash.hex)" }
    }

    private struct Peak {
        var height: Int
        var root: Digest
        /// Wanted leaves below it.
        var leaves: [Int]
    }

    private let wanted: Set<Int>
    private var peaks: [Peak] = []
    private var paths: [Int: [Step]] = [:]
    package private(set) var size = 0
    private let algorithm: Digest.Algorithm

    /// - Parameter leaves: indexes from 0.
    package init(leaves: some Sequence<Int>, _ algorithm: Digest.Algorithm) {
        wanted = Set(leaves)
        self.algorithm = algorithm
    }

    package mutating func append(leaf: Digest) {
        let isWanted = wanted.contains(size)
        if isWanted { paths[size] = [] }
        var peak = Peak(height: 0, root: leaf, leaves: isWanted ? [size] : [])
        size += 1
        while let last = peaks.last, last.height == peak.height {
            peaks.removeLast()
            peak = join(last, peak)
        }
        peaks.append(peak)
    }

    private mutating func join(_ left: Peak, _ right: Peak) -> Peak {
        for leaf in left.leaves { paths[leaf]?.append(Step(side: .right, hash: right.root)) }
        for leaf in right.leaves { paths[leaf]?.append(Step(side: .left, hash: left.root)) }
        return Peak(
            height: right.height + 1, root: MerkleFrontier.node(left.root, right.root, algorithm),
            leaves: left.leaves + right.leaves)
    }

    /// The root over everything taken in, and for each wanted leaf its path, leaf to root.
    package consuming func finish() -> (root: Digest, paths: [Int: [Step]]) {
        guard var peak = peaks.popLast() else { return (Digest(of: [], algorithm), paths) }
        while let left = peaks.popLast() { peak = join(left, peak) }
        return (peak.root, paths)
    }
}
