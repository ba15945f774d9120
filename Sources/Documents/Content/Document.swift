/// A document as blocks, before it is known which format it becomes.
package struct Document: Hashable, Sendable {
    package enum Alignment: Hashable, Sendable {
        /// Justified, the first line indented by two characters.
        case body
        /// Without an indent.
        case flush
        case centre, right
    }

    package enum Block: Hashable, Sendable {
        case title(String)
        /// Level 1 or 2 of GB/T 9704 (一、 and （一）).
        case heading(level: Int, String)
        /// `\n` in a text is a line break.
        case paragraph(String, Alignment)
        case table(Table)
        case pageBreak
    }

    package struct Table: Hashable, Sendable {
        package struct Cell: Hashable, Sendable {
            package let text: String
            /// A label beside a value, in a form.
            package let isLabel: Bool
            /// How many columns it takes, at least 1.
            package internal(set) var span: Int
        }

        /// Relative, one for each column.
        package let widths: [Int]
        /// Repeated at the top of every page that the table reaches.
        package let header: [[Cell]]
        package let rows: [[Cell]]
    }

    /// Stands above every page, out of a template's reach: a ledger without signing marks its documents.
    package let mark: String?
    package let blocks: [Block]

    package init(mark: String?, blocks: [Block]) {
        self.mark = mark
        self.blocks = blocks
    }

    /// Where the signature begins, the lines at the right that end the document: whose it is and of which day.
    package var signature: Int {
        let last = blocks.lastIndex { if case .paragraph(_, .right) = $0 { false } else { true } }
        return last.map { $0 + 1 } ?? 0
    }

    /// The first title, which also names the file's properties.
    package var title: String {
        for case .title(let title) in blocks { return title }
        return ""
    }
}
