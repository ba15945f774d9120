/// What a group of findings is called: a clause of theirs, since inspectors name the problem before they tell the figures.
package enum GroupTitle {
    /// Shorter than this a clause names nothing; longer it does not fit a list.
    private static let length = 4...24
    /// Texts that are read.
    private static let texts = 120

    /// The clause without figures that holds the strongest word and that most of the texts have; of equals the one with
    /// more of the words, then the shorter. Where there is none, the two strongest words.
    ///
    /// - Parameters:
    ///   - texts: of the members; the first 120 are read.
    ///   - words: those that tie them, strongest first.
    package static func of(_ texts: some Sequence<String>, words: [String]) -> String {
        var holders: [String: Int] = [:]
        for text in texts.prefix(Self.texts) {
            for clause in Set(clauses(text)) { holders[clause, default: 0] += 1 }
        }
        let named = holders.filter { clause, _ in words.first.map { clause.contains($0) } ?? true }
        let best = named.map { clause, count in
            (clause: clause, count: count, words: words.count { clause.contains($0) })
        }.min { left, right in
            if left.count != right.count { return left.count > right.count }
            if left.words != right.words { return left.words > right.words }
            if left.clause.count != right.clause.count { return left.clause.count < right.clause.count }
            return left.clause < right.clause
        }
        return best?.clause ?? words.prefix(2).joined(separator: "、")
    }

    /// Between punctuation, without spaces around; none with a digit.
    private static func clauses(_ text: String) -> [String] {
        text.split { "，。；：！？,;:!?\n".contains($0) }.map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { clause in length.contains(clause.count) && !clause.contains(where: \.isNumber) }
    }
}
