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

    private static func node(_ left: Digest, _ right: Digest, _ algorithm: Digest.Algorithm) -> Digest {
        Digest(of: left.bytes + right.bytes, prefix: 1, algorithm)
    }
}
