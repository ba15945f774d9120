/// What a group of findings is called: a clause of theirs, since inspectors name the problem before they tell the figures.
package enum GroupTitle {
    /// Shorter than this a clause names nothing; longer it does not fit a list.
    private static let length = 4...24
    /// Texts that are read.
    private static let texts = 120

    /// The clause without figures that most of the texts have, if it holds the strongest word or at least half of them have
    /// it; of equals the one that stands first, then the shorter. Where there is none, the two strongest words.
    ///
    /// - Parameters:
    ///   - texts: of the members; the first 120 are read.
    ///   - words: those that tie them, strongest first.
    package static func of(_ texts: some Sequence<String>, words: [String]) -> String {
        var holders: [String: (count: Int, places: Int)] = [:]
        var read = 0
        for text in texts.prefix(Self.texts) {
            read += 1
            var seen: Set<String> = []
            for (place, clause) in clauses(text).enumerated() where seen.insert(clause).inserted {
                holders[clause, default: (0, 0)].count += 1
                holders[clause, default: (0, 0)].places += place
            }
        }
        // The strongest word often stands beside the figures, behind the clause that names the problem.
        let named = holders.filter { clause, held in
            held.count * 2 >= max(2, read) || words.first.map { clause.contains($0) } ?? true
        }
        let best = named.min { left, right in
            if left.value.count != right.value.count { return left.value.count > right.value.count }
            if left.value.places != right.value.places { return left.value.places < right.value.places }
            if left.key.count != right.key.count { return left.key.count < right.key.count }
            return left.key < right.key
        }
        return best?.key ?? words.prefix(2).joined(separator: "、")
    }

    /// Between punctuation, without spaces around; none with a digit. Numbers in words stay: 三会一课, 化整为零.
    private static func clauses(_ text: String) -> [String] {
        text.split { "，。；：！？,;:!?\n".contains($0) }.map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { clause in length.contains(clause.count) && !clause.contains(where: isDigit) }
    }

    private static func isDigit(_ character: Character) -> Bool {
        ("0"..."9").contains(character) || ("０"..."９").contains(character)
    }
}
