/// The words that tie texts together: the longest phrases many of them hold and few others do.
struct TyingWords {
    private let corpus: Corpus
    private let weights: [UInt64: Float]
    private let texts: [String]
    private let phrases: WholePhrases

    init(_ vectors: Vectors, _ boilerplate: Boilerplate, texts: [String]) {
        corpus = vectors.corpus
        self.texts = texts
        phrases = WholePhrases(boilerplate, among: texts)
        var weights: [UInt64: Float] = Dictionary(minimumCapacity: corpus.grams.count)
        for (number, gram) in corpus.grams.enumerated() { weights[gram.code] = vectors.weights[number] }
        self.weights = weights
    }

    private static let limit = 5
    /// Pieces that are widened; some turn out to be of one phrase.
    private static let pieces = 12
    private static let longest = 8
    /// Texts that are read for the words of one group.
    private static let read = 120

    /// - Parameter findings: indexes of the texts of a group; of a large group as many as tell its words are read, spread evenly.
    /// - Returns: at most five words, the strongest first; each held by at least two of the texts and a tenth of them.
    func words(of findings: [Int]) -> [String] {
        let step = max(1, findings.count / Self.read)
        let findings = stride(from: 0, to: findings.count, by: step).map { findings[$0] }
        var holders: [[UInt16]: Int] = [:]
        for finding in findings {
            var seen: Set<[UInt16]> = []
            for run in corpus.runs[finding] where run.count > 1 {
                for start in 0..<(run.count - 1) {
                    for end in (start + 2)...min(run.count, start + Self.longest) where end - start > 1 {
                        seen.insert(Array(run[start..<end]))
                    }
                }
            }
            for phrase in seen { holders[phrase, default: 0] += 1 }
        }
        let least = max(2, findings.count / 10)
        let kept = whole(holders.filter { $0.value >= least }).map { (phrase: $0.key, score: score($0.key, $0.value)) }
            .sorted { left, right in
                left.score != right.score
                    ? left.score > right.score : left.phrase.lexicographicallyPrecedes(right.phrase)
            }
        var chosen: [[UInt16]] = []
        for (phrase, _) in kept where !chosen.contains(where: { Self.overlap($0, phrase) }) {
            chosen.append(phrase)
            if chosen.count == Self.pieces { break }
        }
        return whole(chosen, in: findings.map { Array(texts[$0].utf16) })
    }

    /// Pieces as the phrases they were cut from, those that lie in another left out.
    private func whole(_ pieces: [[UInt16]], in texts: [[UInt16]]) -> [String] {
        let all = pieces.map { String(decoding: phrases.phrase(around: $0, in: texts), as: UTF16.self) }
        var chosen: [String] = []
        for phrase in all where chosen.count < Self.limit {
            guard !chosen.contains(where: { $0.contains(phrase) || phrase.contains($0) }) else { continue }
            chosen.append(phrase)
        }
        return chosen
    }

    /// Drops what is a piece of a longer phrase that nearly as many hold: 第一议 where 第一议题 stands.
    private func whole(_ holders: [[UInt16]: Int]) -> [[UInt16]: Int] {
        var pieces: Set<[UInt16]> = []
        for (phrase, count) in holders where phrase.count > 2 {
            for piece in [Array(phrase.dropFirst()), Array(phrase.dropLast())] {
                if let other = holders[piece], count * 10 >= other * 8 { pieces.insert(piece) }
            }
        }
        return holders.filter { !pieces.contains($0.key) }
    }

    /// How many hold it × what its grams weigh: a longer phrase wins when as many hold it.
    private func score(_ phrase: [UInt16], _ holders: Int) -> Float {
        var weight: Float = 0
        for index in 1..<phrase.count {
            weight += weights[UInt64(phrase[index - 1]) << 16 | UInt64(phrase[index])] ?? 0
        }
        return Float(holders) * weight.squareRoot()
    }

    /// Whether two phrases share two neighbouring characters, or one begins where the other ends: pieces of one word.
    private static func overlap(_ left: [UInt16], _ right: [UInt16]) -> Bool {
        let pairs = Set(zip(left, left.dropFirst()).map { UInt32($0) << 16 | UInt32($1) })
        return left.last == right.first || left.first == right.last
            || zip(right, right.dropFirst()).contains { pairs.contains(UInt32($0) << 16 | UInt32($1)) }
    }
}
