/// What the method is measured against: both with the threshold that suits them best on the very half they are measured on.
package enum Baselines {
    /// Cosine of TF-IDF over pairs of characters, linked where it passes a threshold.
    package static func cosine(_ texts: [String], _ quality: ([[Int]]) -> Double) -> Double {
        let grams = texts.map { Set(pairs($0)) }
        var holders: [String: Double] = [:]
        for text in grams { for gram in text { holders[gram, default: 0] += 1 } }
        func weight(_ gram: String) -> Double {
            // log2 by halving: enough for a baseline, and the same everywhere.
            var ratio = Double(texts.count) / (holders[gram] ?? 1)
            var weight = 0.0
            while ratio >= 2 {
                ratio /= 2
                weight += 1
            }
            return weight + ratio - 1
        }
        let lengths = grams.map { text in text.reduce(0.0) { $0 + weight($1) * weight($1) }.squareRoot() }
        return best(texts.count, quality) { left, right in
            let shared = grams[left].intersection(grams[right]).reduce(0.0) { $0 + weight($1) * weight($1) }
            return shared / max(1e-9, lengths[left] * lengths[right])
        }
    }

    /// MinHash over pairs of characters, 128 hashes (Broder 1997).
    package static func minHash(_ texts: [String], _ quality: ([[Int]]) -> Double) -> Double {
        let signatures = texts.map { text in
            let pairs = pairs(text)
            return (0..<128).map { seed in pairs.map { hash($0, seed: UInt64(seed)) }.min() ?? 0 }
        }
        return best(texts.count, quality) { left, right in
            Double(zip(signatures[left], signatures[right]).count { $0 == $1 }) / 128
        }
    }

    private static func hash(_ text: String, seed: UInt64) -> UInt64 {
        var hash: UInt64 = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15
        for byte in text.utf8 {
            hash ^= UInt64(byte)
            hash &*= 0x100_0000_01B3
            hash ^= hash >> 29
        }
        return hash
    }

    private static func pairs(_ text: String) -> [String] {
        let characters = Array(text)
        return zip(characters, characters.dropFirst()).map { String([$0, $1]) }
    }

    /// The best quality over all thresholds, findings linked by single links.
    private static func best(
        _ count: Int, _ quality: ([[Int]]) -> Double, _ likeness: (Int, Int) -> Double
    ) -> Double {
        var links: [(Double, Int, Int)] = []
        for left in 0..<count { for right in 0..<left { links.append((likeness(left, right), left, right)) } }
        return (1...60).map { step in
            var parents = Array(0..<count)
            func root(_ one: Int) -> Int {
                var one = one
                while parents[one] != one { one = parents[one] }
                return one
            }
            for (value, left, right) in links where value >= Double(step) / 100 { parents[root(left)] = root(right) }
            return quality(
                Dictionary(grouping: 0..<count, by: root).values.filter { $0.count > 1 }.map { $0.map { $0 + 1 } })
        }.max() ?? 0
    }
}
