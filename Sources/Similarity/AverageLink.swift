/// Average-link clustering (UPGMA: Sokal and Michener 1958) of a few hundred shapes.
///
/// By chains of nearest neighbours (Murtagh, “A survey of recent advances in hierarchical clustering algorithms”, 1983): the tree of the
/// greedy method in quadratic time. Equal likenesses go to the smaller index, so that the result is one.
enum AverageLink {
    /// Below this cosine two wordings that each stand for several findings are not alike at all: what many units have in the
    /// same words is a theme of its own, and one word shared with another such theme ties nothing.
    private static let repeated: Float = 0.2

    /// - Parameter shapes: ascending.
    /// - Returns: the clusters whose members are on average at least `least` alike (cosine 0…1), each ascending; single shapes too.
    static func clusters(of shapes: [Int], in vectors: Vectors, atLeast least: Float) -> [[Int]] {
        let count = shapes.count
        var likeness = pairwise(shapes, vectors)
        var sizes = shapes.map { Float(vectors.corpus.multiplicity($0)) }
        var members = shapes.map { [$0] }
        var isAlive = Array(repeating: true, count: count)
        var chain: [Int] = []
        var next = 0
        while true {
            if chain.isEmpty {
                while next < count, !isAlive[next] { next += 1 }
                guard next < count else { break }
                chain = [next]
            }
            let top = chain[chain.count - 1]
            let below = chain.count > 1 ? chain[chain.count - 2] : -1
            var best = -1
            var bestLikeness = least
            for other in 0..<count where isAlive[other] && other != top {
                let value = likeness[top * count + other]
                if value > bestLikeness || value == bestLikeness && (best < 0 || other == below) {
                    best = other
                    bestLikeness = value
                }
            }
            if best < 0 {
                // Nothing is near enough: the cluster is whole. What stands under it in the chain pointed to it and must look again.
                isAlive[top] = false
                chain.removeLast()
                continue
            }
            if best != below {
                chain.append(best)
                continue
            }
            chain.removeLast(2)
            let (kept, gone) = (min(top, best), max(top, best))
            let total = sizes[kept] + sizes[gone]
            for other in 0..<count where other != kept && other != gone {
                let value =
                    (likeness[kept * count + other] * sizes[kept] + likeness[gone * count + other] * sizes[gone])
                    / total
                likeness[kept * count + other] = value
                likeness[other * count + kept] = value
            }
            sizes[kept] = total
            members[kept] += members[gone]
            members[gone] = []
            isAlive[gone] = false
        }
        return members.filter { !$0.isEmpty }.map { $0.sorted() }
    }

    /// The cosines of all pairs, through an inverted index.
    private static func pairwise(_ shapes: [Int], _ vectors: Vectors) -> [Float] {
        let count = shapes.count
        var likeness = [Float](repeating: 0, count: count * count)
        var holders: [Int: [(place: Int, value: Float)]] = [:]
        for (place, shape) in shapes.enumerated() {
            vectors.forEach(of: shape) { term, value in
                for holder in holders[term, default: []] {
                    likeness[place * count + holder.place] += value * holder.value
                }
                holders[term, default: []].append((place, value))
            }
        }
        let isRepeated = shapes.map { vectors.corpus.multiplicity($0) > 1 }
        for place in 0..<count {
            for other in 0..<place {
                let value = likeness[place * count + other]
                let counts = value >= repeated || !isRepeated[place] || !isRepeated[other]
                likeness[place * count + other] = counts ? value : 0
                likeness[other * count + place] = counts ? value : 0
            }
        }
        return likeness
    }
}
