/// Shapes given to the nearest of some centroids, again and again until nothing moves.
///
/// Clusters of a sample, then everything assigned to them: Buckshot, with assign-to-nearest refinement (Cutting, Karger, Pedersen, Tukey:
/// “Scatter/Gather”, SIGIR 1992). A shape never supports itself: one copy of it is left out of its own cluster's centroid.
struct Assignment {
    private let vectors: Vectors
    /// Cluster of each shape, or −1.
    private(set) var clusters: [Int]
    private(set) var count = 0

    init(_ vectors: Vectors) {
        self.vectors = vectors
        clusters = Array(repeating: -1, count: vectors.corpus.count)
    }

    private static let stride = 512

    /// Shapes that stand alone, ascending.
    var loose: [Int] { clusters.indices.filter { clusters[$0] < 0 } }

    mutating func add(_ found: [[Int]]) {
        for members in found {
            for shape in members { clusters[shape] = count }
            count += 1
        }
    }

    /// - Parameters:
    ///   - least: the cosine with a centroid (0…1) under which a shape stands alone.
    ///   - rounds: how often at most everything is assigned.
    ///   - step: called every few shapes with how many were assigned since; what it throws breaks off.
    mutating func refine(atLeast least: Float, rounds: Int, step: (Int) throws -> Void) rethrows {
        for _ in 0..<rounds {
            dropSmall()
            let centroids = Centroids(of: clusters, count: count, in: vectors)
            var scores = [Float](repeating: 0, count: count)
            var moved = false
            for shape in clusters.indices {
                if shape % Self.stride == Self.stride - 1 { try step(Self.stride) }
                let (best, score) = centroids.nearest(to: shape, in: vectors, home: clusters[shape], &scores)
                let cluster = score >= least ? best : -1
                if cluster != clusters[shape] {
                    clusters[shape] = cluster
                    moved = true
                }
            }
            guard moved else { break }
        }
        dropSmall()
    }

    /// Clusters of one finding are none; numbers close up.
    private mutating func dropSmall() {
        var sizes = [Int](repeating: 0, count: count)
        for shape in clusters.indices where clusters[shape] >= 0 {
            sizes[clusters[shape]] += vectors.corpus.multiplicity(shape)
        }
        var numbers = [Int](repeating: -1, count: count)
        var next = 0
        for cluster in sizes.indices where sizes[cluster] > 1 {
            numbers[cluster] = next
            next += 1
        }
        for shape in clusters.indices where clusters[shape] >= 0 { clusters[shape] = numbers[clusters[shape]] }
        count = next
    }

    /// Shapes of each cluster, and how near on average its findings are to the others (0…1).
    func groups() -> [(shapes: [Int], cohesion: Double)] {
        let centroids = Centroids(of: clusters, count: count, in: vectors)
        var groups = Array(repeating: (shapes: [Int](), cohesion: 0.0), count: count)
        var sizes = [Int](repeating: 0, count: count)
        var scores = [Float](repeating: 0, count: count)
        for shape in clusters.indices where clusters[shape] >= 0 {
            let cluster = clusters[shape]
            let copies = vectors.corpus.multiplicity(shape)
            let score = centroids.score(of: shape, in: vectors, with: cluster, &scores)
            groups[cluster].shapes.append(shape)
            groups[cluster].cohesion += Double(score) * Double(copies)
            sizes[cluster] += copies
        }
        for cluster in groups.indices { groups[cluster].cohesion /= Double(max(1, sizes[cluster])) }
        return groups
    }
}

/// Sums of the vectors of each cluster, as an inverted index.
///
/// The centroid of a large cluster keeps only its heaviest grams, which costs no quality (Schütze, Silverstein: “Projections for efficient
/// document clustering”, SIGIR 1997) and makes the work per finding independent of the ledger's size.
private struct Centroids {
    /// A cluster of more shapes is large.
    private static let small = 16
    private static let heaviest = 48
    /// For each gram: clusters that hold it and their sums.
    private var entries: [(cluster: Int32, value: Float)] = []
    private var starts: [Int] = []
    private var squares: [Float]
    private var isTruncated: [Bool]

    init(of clusters: [Int], count: Int, in vectors: Vectors) {
        let corpus = vectors.corpus
        squares = Array(repeating: 0, count: count)
        isTruncated = Array(repeating: false, count: count)
        var members: [[Int]] = Array(repeating: [], count: count)
        for shape in clusters.indices where clusters[shape] >= 0 { members[clusters[shape]].append(shape) }
        var sums = [Float](repeating: 0, count: corpus.grams.count)
        var found: [(term: Int, cluster: Int32, value: Float)] = []
        for cluster in 0..<count {
            var touched: [Int] = []
            for shape in members[cluster] {
                let copies = Float(corpus.multiplicity(shape))
                vectors.forEach(of: shape) { term, value in
                    if sums[term] == 0 { touched.append(term) }
                    sums[term] += value * copies
                }
            }
            var kept = touched
            if members[cluster].count > Self.small, touched.count > Self.heaviest {
                isTruncated[cluster] = true
                kept.sort { (sums[$1], $0) < (sums[$0], $1) }
                kept.removeLast(kept.count - Self.heaviest)
            }
            for term in kept {
                squares[cluster] += sums[term] * sums[term]
                found.append((term, Int32(cluster), sums[term]))
            }
            for term in touched { sums[term] = 0 }
        }
        // By term, keeping the order of clusters: a counting sort.
        starts = Array(repeating: 0, count: corpus.grams.count + 1)
        for one in found { starts[one.term + 1] += 1 }
        for term in 0..<corpus.grams.count { starts[term + 1] += starts[term] }
        var places = starts
        entries = Array(repeating: (0, 0), count: found.count)
        for one in found {
            entries[places[one.term]] = (one.cluster, one.value)
            places[one.term] += 1
        }
    }

    /// The cluster with the greatest cosine, the smaller number among equals.
    func nearest(to shape: Int, in vectors: Vectors, home: Int, _ scores: inout [Float]) -> (cluster: Int, score: Float)
    {
        var best = (cluster: -1, score: Float(0))
        scores.withUnsafeMutableBufferPointer { scores in
            entries.withUnsafeBufferPointer { entries in
                vectors.forEach(of: shape) { term, value in
                    for entry in entries[starts[term]..<starts[term + 1]] {
                        scores[Int(entry.cluster)] += value * entry.value
                    }
                }
            }
            for cluster in scores.indices where scores[cluster] != 0 {
                let score = cosine(scores[cluster], cluster, leavesOneOut: cluster == home)
                if score > best.score { best = (cluster, score) }
                scores[cluster] = 0
            }
        }
        return best
    }

    func score(of shape: Int, in vectors: Vectors, with cluster: Int, _ scores: inout [Float]) -> Float {
        var sum: Float = 0
        vectors.forEach(of: shape) { term, value in
            for index in starts[term]..<starts[term + 1] where Int(entries[index].cluster) == cluster {
                sum += value * entries[index].value
            }
        }
        return cosine(sum, cluster, leavesOneOut: true)
    }

    private func cosine(_ product: Float, _ cluster: Int, leavesOneOut: Bool) -> Float {
        // One of many changes nothing that shows.
        let leavesOneOut = leavesOneOut && !isTruncated[cluster]
        let square = leavesOneOut ? squares[cluster] - 2 * product + 1 : squares[cluster]
        let product = leavesOneOut ? product - 1 : product
        return square > 1e-6 ? max(0, product) / square.squareRoot() : 0
    }
}
