/// What is compared: one finding with the unit it stands against.
package struct ComparedFinding: Hashable, Sendable {
    package let number: Int
    /// Identity of the unit.
    package let unit: String
    package let category: String
    package let text: String

    package init(number: Int, unit: String, category: String = "", text: String) {
        self.number = number
        self.unit = unit
        self.category = category
        self.text = text
    }
}

/// Findings of several units that say the same thing.
package struct SimilarGroup: Hashable, Sendable {
    /// 16 hex digits made from the members: the same group has the same name in every run.
    package let id: String
    /// Numbers of findings, ascending.
    package let members: [Int]
    /// Units, ascending.
    package let units: [String]
    /// The category that most members have; of equals the first.
    package let category: String
    /// How near members are to the rest of the group on average, 0…1.
    package let cohesion: Double
    /// The reason, strongest first: words that members share.
    package let words: [String]

    package static func id(of members: [Int]) -> String {
        let hash = Fingerprint.hash(members.lazy.map { UInt64(bitPattern: Int64($0)) }, seed: 0xCBF2_9CE4_8422_2325)
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Which findings say the same thing, for Chinese public-sector prose; no model, no network, the same answer for every order of the input.
///
/// Texts are cut at boilerplate (RAKE's stop words as delimiters), what remains is one to three neighbouring ideographs, weighed by inverse
/// document frequency and clarity (`Vectors`). A sample is clustered by average link, everything is assigned to the
/// nearest centroid (Buckshot, `Assignment`), and what stays alone is sampled again, so that small themes are found in large ledgers.
package struct Similarity: Sendable {
    /// Thresholds, chosen on one half of the labelled themes (`Tests/SimilarityTests`).
    package struct Settings: Sendable {
        /// Average cosine within a cluster of the sample.
        package var link: Float = 0.05
        /// Cosine of a member with the rest of its group.
        package var membership: Float = 0.13
        package var rounds = 6
        package var sample = 1_500
        /// Samples of what stayed alone.
        package var resamples = 3

        package init() {}
    }

    let boilerplate: Boilerplate
    private let settings: Settings

    package init(_ boilerplate: Boilerplate, _ settings: Settings = Settings()) {
        self.boilerplate = boilerplate
        self.settings = settings
    }

    /// Groups across at least two units, biggest first; numbers must be distinct.
    package func suggestions(over findings: some Sequence<ComparedFinding>) -> [SimilarGroup] {
        suggestions(over: findings) { _, _ in }
    }

    /// The same with progress: steps done and at most needed. What that throws breaks off.
    package func suggestions(
        over findings: some Sequence<ComparedFinding>, progress: (Int, Int) throws -> Void
    ) rethrows -> [SimilarGroup] {
        let findings = findings.sorted { $0.number < $1.number }
        let corpus = Corpus(findings.map(\.text), boilerplate)
        let rounds = corpus.count > settings.sample ? 2 : settings.rounds
        // A sample is about as much work as assigning everything once.
        let steps = (settings.resamples + 1) * (rounds + 1) * corpus.count
        var done = 0
        func step(_ count: Int) throws {
            done += count
            try progress(min(done, steps), steps)
        }
        try step(0)
        let first = corpus.sample(of: Array(0..<corpus.count), limit: settings.sample)
        let vectors = Vectors.clear(corpus, sample: first)
        var assignment = Assignment(vectors)
        var sample = first
        for _ in 0...settings.resamples {
            try step(corpus.count)
            let clusters = AverageLink.clusters(of: sample, in: vectors, atLeast: settings.link)
            let found = clusters.filter { $0.count > 1 || corpus.multiplicity($0[0]) > 1 }
            guard !found.isEmpty else { break }
            let before = assignment.loose.count
            assignment.add(found)
            try assignment.refine(atLeast: settings.membership, rounds: rounds, step: step)
            let loose = assignment.loose
            guard sample.count == settings.sample, loose.count < before else { break }
            sample = corpus.sample(of: loose, limit: settings.sample)
        }
        let words = TyingWords(vectors, boilerplate, texts: findings.map(\.text))
        return assignment.groups().compactMap { group in
            let indexes = group.shapes.flatMap { corpus.findings[$0] }.sorted()
            return Self.group(indexes.map { findings[$0] }, group.cohesion, words.words(of: indexes))
        }.sorted { left, right in
            left.members.count != right.members.count
                ? left.members.count > right.members.count : left.members[0] < right.members[0]
        }
    }

    /// `nil` for what lies within one unit, or has no word to show for itself.
    private static func group(_ members: [ComparedFinding], _ cohesion: Double, _ words: [String]) -> SimilarGroup? {
        let units = Set(members.map(\.unit)).sorted()
        guard units.count > 1, !words.isEmpty else { return nil }
        var categories: [String: Int] = [:]
        for member in members { categories[member.category, default: 0] += 1 }
        let category = categories.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
        let numbers = members.map(\.number)
        return SimilarGroup(
            id: SimilarGroup.id(of: numbers), members: numbers, units: units, category: category, cohesion: cohesion,
            words: words)
    }
}
