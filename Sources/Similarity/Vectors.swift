/// Unit vectors of the shapes of a corpus: rarity of each gram × how clear it is.
struct Vectors {
    let corpus: Corpus
    /// Weight of each gram.
    let weights: [Float]
    /// Values beside `corpus.terms`, of length 1 for each shape that has any.
    let values: [Float]

    init(_ corpus: Corpus, weights: [Float]) {
        self.corpus = corpus
        self.weights = weights
        var values = corpus.terms.map { weights[Int($0)] }
        for shape in 0..<corpus.count {
            let range = corpus.starts[shape]..<corpus.starts[shape + 1]
            let length = range.reduce(Float(0)) { $0 + values[$1] * values[$1] }.squareRoot()
            if length > 0 { for index in range { values[index] /= length } }
        }
        self.values = values
    }

    /// Calls with number and value of each gram of a shape.
    @inline(__always)
    func forEach(of shape: Int, _ body: (_ term: Int, _ value: Float) -> Void) {
        for index in corpus.starts[shape]..<corpus.starts[shape + 1] { body(Int(corpus.terms[index]), values[index]) }
    }

    /// Vectors weighed by clarity: how alike the holders of a gram are in everything else.
    ///
    /// 第一议题 is said where also 党委会, 首个, 传达 are said; 多年 is said anywhere. The measure is the mean cosine among the holders over the
    /// grams that share no character with it, after the clarity of a query (Cronen-Townsend, Zhou, Croft: “Predicting Query
    /// Performance”, SIGIR 2002), drawn towards a prior where few hold it.
    static func clear(_ corpus: Corpus, sample: [Int]) -> Vectors {
        let bare = Vectors(corpus, weights: corpus.rarity)
        var holders: [[Int]] = Array(repeating: [], count: corpus.grams.count)
        for shape in sample { bare.forEach(of: shape) { term, _ in holders[term].append(shape) } }
        var sums = [Float](repeating: 0, count: corpus.grams.count)
        let weights = corpus.grams.indices.map { gram in
            corpus.rarity[gram]
                * (clarity(of: gram, among: bare, holders[gram].prefix(Clarity.holders), &sums) + Clarity.floor)
                .squareRoot()
        }
        return Vectors(corpus, weights: weights)
    }

    private enum Clarity {
        /// What a gram is worth that nobody else supports.
        static let floor: Float = 0.03
        static let prior: Float = 0.04
        /// Weight of the prior, in pairs of holders.
        static let priorPairs: Float = 2
        /// More holders than this tell nothing new.
        static let holders = 48
    }

    private static func clarity(
        of gram: Int, among vectors: Vectors, _ holders: ArraySlice<Int>, _ sums: inout [Float]
    ) -> Float {
        let pairs = Float(holders.count * (holders.count - 1))
        guard pairs > 0 else { return Clarity.prior }
        let code = vectors.corpus.grams[gram]
        var touched: [Int] = []
        var own: Float = 0
        for shape in holders {
            var others: [(term: Int, value: Float)] = []
            var length: Float = 0
            vectors.forEach(of: shape) { term, value in
                guard !code.touches(vectors.corpus.grams[term]) else { return }
                others.append((term, value))
                length += value * value
            }
            guard length > 0 else { continue }
            own += 1
            let scale = 1 / length.squareRoot()
            for (term, value) in others {
                if sums[term] == 0 { touched.append(term) }
                sums[term] += value * scale
            }
        }
        var total: Float = 0
        for term in touched {
            total += sums[term] * sums[term]
            sums[term] = 0
        }
        let mean = max(0, total - own) / pairs
        return (mean * pairs + Clarity.priorPairs * Clarity.prior) / (pairs + Clarity.priorPairs)
    }
}
