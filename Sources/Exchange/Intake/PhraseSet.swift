/// Phrases looked for in one walk through a text.
struct PhraseSet: Sendable {
    /// By their first code unit.
    private let phrases: [UInt16: [[UInt16]]]

    init(_ phrases: [String]) {
        self.phrases = Dictionary(grouping: phrases.map { Array($0.utf16) }.filter { !$0.isEmpty }) { $0[0] }
    }

    func stands(in text: some StringProtocol) -> Bool {
        let units = Array(text.utf16)
        return units.indices.contains { start in
            guard let candidates = phrases[units[start]] else { return false }
            return candidates.contains { units[start...].starts(with: $0) }
        }
    }
}
