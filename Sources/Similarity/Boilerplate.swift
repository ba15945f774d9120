/// The words that every finding could hold: verdicts (不到位), office nouns (制度), particles (的).
///
/// They cut a text into runs, as stop words cut candidate keywords in RAKE (Rose, Engel, Cramer, Cowley: “Automatic
/// Keyword Extraction from Individual Documents”, Text Mining, Wiley 2010), so that no n-gram holds or crosses one.
package struct Boilerplate: Sendable {
    /// Longest first under their first character.
    private let words: [UInt16: [[UInt16]]]
    /// Characters too frequent in any prose to say something alone.
    private let plain: Set<UInt16>
    /// Words that say how good or bad something is.
    private let verdicts: Set<[UInt16]>
    private let longest: Int

    /// - Parameter text: lines of words parted by spaces; a line `plain: …` lists single characters, a line `verdicts: …` words that judge; `#` begins a remark.
    package init(_ text: String) {
        var words: [UInt16: [[UInt16]]] = [:]
        var plain: Set<UInt16> = []
        var verdicts: Set<[UInt16]> = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("plain:") {
                plain.formUnion(line.utf16.filter(Self.isHan))
                continue
            }
            let judges = line.hasPrefix("verdicts:")
            for word in line.split(separator: " ").dropFirst(judges ? 1 : 0) {
                let units = Array(word.utf16)
                if judges { verdicts.insert(units) }
                words[units[0], default: []].append(units)
            }
        }
        self.words = words.mapValues { $0.sorted { $0.count > $1.count } }
        self.plain = plain
        self.verdicts = verdicts
        longest = words.values.joined().map(\.count).max() ?? 0
    }

    /// CJK ideographs of the basic plane, where every word of this prose stands.
    static func isHan(_ unit: UInt16) -> Bool { (0x3400...0x9FFF).contains(unit) }

    func isPlain(_ unit: UInt16) -> Bool { plain.contains(unit) }

    func isVerdict(_ word: [UInt16]) -> Bool { verdicts.contains(word) }

    /// The runs of ideographs between boilerplate, digits and marks.
    func runs(of text: String) -> [[UInt16]] {
        let units = Array(text.utf16)
        return ranges(in: units).map { Array(units[$0]) }
    }

    /// Where those runs stand.
    func ranges(in units: [UInt16]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var index = 0
        while index < units.count {
            let length = Self.isHan(units[index]) ? wordLength(in: units, at: index) : 1
            if length == 0 {
                index += 1
            } else {
                if start < index { ranges.append(start..<index) }
                index += length
                start = index
            }
        }
        if start < index { ranges.append(start..<index) }
        return ranges
    }

    /// The length of the longest word that ends before an index.
    func lengthOfWord(endingAt end: Int, in units: [UInt16]) -> Int? {
        guard end > 0 else { return nil }
        return (1...max(1, min(longest, end))).last { wordLength(in: units, at: end - $0) == $0 }
    }

    /// The length of the longest word that begins at an index; 0 where none does.
    func wordLength(in units: [UInt16], at index: Int) -> Int {
        guard let candidates = words[units[index]] else { return 0 }
        return candidates.first { word in
            index + word.count <= units.count && word.indices.allSatisfy { units[index + $0] == word[$0] }
        }?.count ?? 0
    }
}
