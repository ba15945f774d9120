import LabelledFindings
import Similarity
import Testing

@Suite("Neighbours")
struct NeighbourTests {
    private let similarity = Similarity(LabelledSet.boilerplate)

    @Test("for most labelled findings the nearest neighbour is of the same theme")
    func nearest() throws {
        let set = try LabelledSet(.reportedOn)
        let source = NeighboursInMemory(set.findings)
        var right = 0
        var asked = 0
        for (finding, theme) in zip(set.findings, set.themes) where theme != nil {
            let found = try similarity.neighbours(of: finding.text, excluding: finding.number, limit: 1, in: source)
            guard let first = found.first else { continue }
            asked += 1
            right += set.themes[first.number - 1] == theme ? 1 : 0
        }
        #expect(asked > 180 && Double(right) / Double(asked) >= 0.8, "\(right) of \(asked)")
    }

    @Test("a neighbour shows the words both hold, never itself, nearest first")
    func reasons() throws {
        let set = try LabelledSet(.reportedOn)
        let source = NeighboursInMemory(set.findings)
        let one = try #require(set.findings.first { $0.text.contains("白条") })
        let found = try similarity.neighbours(of: one.text, excluding: one.number, limit: 8, in: source)
        #expect(!found.isEmpty && !found.contains { $0.number == one.number })
        #expect(found.map(\.likeness) == found.map(\.likeness).sorted(by: >))
        for neighbour in found {
            for word in neighbour.words {
                #expect(one.text.contains(word) && set.findings[neighbour.number - 1].text.contains(word))
            }
        }
    }

    @Test("where every pair of characters is common the whole run decides")
    func saturated() throws {
        let findings = (1...900).map { number in
            ComparedFinding(
                number: number, unit: "u\(number)", text: number % 3 == 0 ? "误工补助" : number % 3 == 1 ? "误工补偿" : "公务接待")
        }
        let found = try similarity.neighbours(of: "误工补助", excluding: 3, limit: 5, in: NeighboursInMemory(findings))
        #expect(found.map(\.number) == [6, 9, 12, 15, 18] && found.allSatisfy { $0.likeness > 0.99 })
    }
}
