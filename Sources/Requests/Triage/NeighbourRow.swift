package import Rectification

/// A finding that says something like another, as a list shows it.
package struct NeighbourRow: Hashable, Sendable {
    package let finding: FindingRow
    /// 0…1
    package let likeness: Double
    /// Words both hold.
    package let words: [String]
    /// The common issue it belongs to.
    package let issue: IssueReference?

    package init(finding: FindingRow, likeness: Double, words: [String], issue: IssueReference?) {
        self.finding = finding
        self.likeness = likeness
        self.words = words
        self.issue = issue
    }
}
