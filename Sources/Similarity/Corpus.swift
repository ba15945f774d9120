/// Texts as weighted vectors of grams: findings with the same grams are one *shape* that counts as often as it stands.
struct Corpus {
    /// What stands in a text, kept as ideographs for the words that are shown.
    let runs: [[[UInt16]]]
    /// Indexes of the findings of each shape, ascending.
    private(set) var findings: [[Int]] = []
    /// Grams by their number; only those that two findings hold.
    private(set) var grams: [Gram] = []
    /// ln((findings + 1) / findings that hold the gram): what stands in every finding still ties those that say nothing else.
    private(set) var rarity: [Float] = []
    /// Grams of each shape: `terms[starts[shape]..<starts[shape + 1]]`, ascending.
    private(set) var terms: [UInt32] = []
    private(set) var starts: [Int] = [0]
    private(set) var hashes: [UInt64] = []

    var count: Int { findings.count }

    func terms(of shape: Int) -> ArraySlice<UInt32> { terms[starts[shape]..<starts[shape + 1]] }

    /// Findings that a shape stands for.
    func multiplicity(_ shape: Int) -> Int { findings[shape].count }

    init(_ texts: [String], _ boilerplate: Boilerplate) {
        runs = texts.map { boilerplate.runs(of: $0) }
        var shapes: [Fingerprint: Int] = [:]
        var codes: [[Gram]] = []
        for index in texts.indices {
            let grams = Gram.all(in: runs[index], boilerplate)
            guard !grams.isEmpty else { continue }
            let print = Fingerprint(grams)
            if let shape = shapes[print] {
                findings[shape].append(index)
            } else {
                shapes[print] = findings.count
                findings.append([index])
                hashes.append(print.low)
                codes.append(grams)
            }
        }
        var holders: [Gram: UInt32] = [:]
        holders.reserveCapacity(codes.count * 8)
        for shape in codes.indices {
            for gram in codes[shape] { holders[gram, default: 0] += UInt32(findings[shape].count) }
        }
        grams = holders.filter { $0.value > 1 }.map(\.key).sorted()
        var numbers: [Gram: UInt32] = Dictionary(minimumCapacity: grams.count)
        for (number, gram) in grams.enumerated() { numbers[gram] = UInt32(number) }
        rarity = grams.map { Float(naturalLogarithm(Double(texts.count + 1) / Double(holders[$0] ?? 1))) }
        for shape in codes.indices {
            for gram in codes[shape] { if let number = numbers[gram] { terms.append(number) } }
            starts.append(terms.count)
            codes[shape] = []
        }
    }

    /// At most `limit` shapes, those with the smallest hashes of their texts: the same for every order of the input.
    func sample(of shapes: [Int], limit: Int) -> [Int] {
        guard shapes.count > limit else { return shapes }
        return shapes.sorted { (hashes[$0], $0) < (hashes[$1], $1) }.prefix(limit).sorted()
    }
}

/// 128 bits by which texts with the same grams are known (FNV-1a over two seeds).
struct Fingerprint: Hashable {
    let high: UInt64
    let low: UInt64

    init(_ grams: [Gram]) {
        high = Self.hash(grams.lazy.map(\.code), seed: 0xCBF2_9CE4_8422_2325)
        low = Self.hash(grams.lazy.map(\.code), seed: 0x84222325_CBF29CE4)
    }

    static func hash(_ values: some Sequence<UInt64>, seed: UInt64) -> UInt64 {
        var hash = seed
        for var value in values {
            for _ in 0..<8 {
                hash = (hash ^ value & 0xFF) &* 0x100_0000_01B3
                value >>= 8
            }
        }
        return hash
    }
}
