import Foundation
package import Similarity
import Wording

/// One part of the labelled findings (`*.txt` beside this file).
package struct LabelledSet {
    package let findings: [ComparedFinding]
    /// Theme of each finding; `nil` for one that belongs to none.
    package let themes: [String?]

    package enum Part: String { case chosenOn = "chosen-on", reportedOn = "reported-on", bulletins }

    package init(_ part: Part) throws {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent(part.rawValue + ".txt")
        var findings: [ComparedFinding] = []
        var themes: [String?] = []
        var theme: String?
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("theme: ") {
                theme = line == "theme: -" ? nil : String(line.dropFirst(7))
                continue
            }
            let parts = line.split(separator: "|", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            findings.append(ComparedFinding(number: findings.count + 1, unit: parts[0], text: parts[1]))
            themes.append(theme)
        }
        self.findings = findings
        self.themes = themes
    }

    package static let boilerplate = Boilerplate(BundledResource.text("similarity/boilerplate.txt") ?? "")

    /// Pairwise precision, recall and F1 of groups of finding numbers.
    package func quality(of groups: [[Int]]) -> (precision: Double, recall: Double, f1: Double) {
        var group: [Int: Int] = [:]
        for (index, members) in groups.enumerated() { for member in members { group[member] = index } }
        var together = 0
        var found = 0
        var meant = 0
        for left in findings.indices {
            for right in 0..<left {
                let isMeant = themes[left] != nil && themes[left] == themes[right]
                let isFound = group[left + 1] != nil && group[left + 1] == group[right + 1]
                meant += isMeant ? 1 : 0
                found += isFound ? 1 : 0
                together += isMeant && isFound ? 1 : 0
            }
        }
        let precision = Double(together) / Double(max(1, found))
        let recall = Double(together) / Double(max(1, meant))
        return (precision, recall, 2 * precision * recall / max(1e-9, precision + recall))
    }
}
