/// What terminals disagree about, settled once around everything that measures and draws.
///
/// It is bound to a scope, `Drawing.$current.withValue(…) { … }`, and never changed inside it: a text measured in one
/// place and drawn in another takes the same columns.
package struct Drawing: Hashable, Sendable {
    /// How many columns a character takes of which Unicode says “ambiguous” (`“ ” … · ★ ①`): one in most terminals,
    /// two in those set up for Chinese as it was in GB 2312. ncurses counts one: where they are wide, twins of a width
    /// that is not in doubt are shown.
    package enum Ambiguous: String, Sendable, CaseIterable { case narrow, wide }

    package enum Borders: String, Sendable, CaseIterable { case lines, ascii }

    package var ambiguous: Ambiguous
    package var borders: Borders

    package init(ambiguous: Ambiguous = .narrow, borders: Borders = .lines) {
        self.ambiguous = ambiguous
        self.borders = borders
    }

    @TaskLocal package static var current = Drawing()

    var isWide: Bool { ambiguous == .wide }

    /// Lines are of ambiguous width themselves: where those are wide, a border of lines cannot be drawn.
    package var usesASCII: Bool { borders == .ascii || isWide }

    /// What stands at the end of a text that was cut: one column in every terminal.
    var ellipsis: String { usesASCII ? "~" : "…" }

    /// The ASCII twin of a character that the board draws with.
    static func ascii(_ value: UInt32) -> String? {
        switch value {
        case 0x2500, 0x2501, 0x2504...0x2505, 0x2508...0x2509, 0x254C...0x254D, 0x2550: "-"
        case 0x2502, 0x2503, 0x2506...0x2507, 0x250A...0x250B, 0x254E...0x254F, 0x2551: "|"
        case 0x250C...0x254B, 0x2552...0x257F: "+"
        case 0x2588...0x258F, 0x2580...0x2587: value == 0x258C ? ">" : "#"
        case 0x2591...0x2593: ":"
        case 0x25B2: "^"
        case 0x25BC: "v"
        case 0x2022: "*"
        case 0x2026: "..."
        case 0x2190: "<-"
        case 0x2192: "->"
        case 0x2191: "^"
        case 0x2193: "v"
        case _: nil
        }
    }
}
