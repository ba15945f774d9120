/// What a bulletin is taken to say of one unit (ledgers.md, “Feedback texts”).
package struct ProposedFinding: Hashable, Sendable {
    /// The unit as written; blank where the bulletin names none.
    package var unit: String
    /// Headings above it, outermost first.
    package var headings: [String]
    package var text: String
    /// Line of the bulletin where it begins, from 1.
    package var line: Int

    package init(unit: String, headings: [String] = [], text: String, line: Int = 1) {
        self.unit = unit
        self.headings = headings
        self.text = text
        self.line = line
    }
}
