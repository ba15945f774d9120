internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// The columns of the desk that a width has room for; the text of the problem takes what is left.
struct DeskColumns {
    private enum Column: String {
        case number, days, unit, head, text, last, next
    }

    private let columns: [(column: Column, width: Int)]

    init(width: Int) {
        let unit = width < 100 ? 12 : width < 160 ? 16 : 32
        var fixed: [(Column, Int)] = [(.number, 8), (.days, 16), (.unit, unit)]
        var tail: [(Column, Int)] = []
        if width >= 100 {
            fixed.append((.head, width < 160 ? 10 : 16))
            tail.append((.last, 20))
        }
        tail.append((.next, width < 100 ? 14 : 18))
        let used = (fixed + tail).reduce(0) { $0 + $1.1 + 1 }
        columns = (fixed + [(.text, max(8, width - used - 1))] + tail).map { (column: $0.0, width: $0.1) }
    }

    /// The clock's column is called as its preset counts.
    func heads(_ words: Catalogue, _ preset: DeskPreset) -> [String] {
        columns.map { column, _ in
            switch column {
            case .number: "  #"
            case .days: words["desk.column.\(preset == .overdue ? column.rawValue : preset.clock.name)"]
            case .unit, .head, .text, .last, .next: words["desk.column.\(column.rawValue)"]
            }
        }
    }

    /// The cells after the number.
    func cells(_ row: DeskRow, _ words: DeskWords, _ preset: DeskPreset, _ catalogue: Catalogue) -> [String] {
        columns.dropFirst().map { column, _ in
            switch column {
            case .number: ""
            case .days: words.short(row, preset)
            case .unit: row.finding.unit.name
            case .head: row.head ?? ""
            case .text:
                [CardWords(catalogue).signs(row.finding), row.finding.text.replacing("\n", with: " ")]
                    .filter { !$0.isEmpty }.joined(separator: " ")
            case .last: words.lastShort(row)
            case .next: words.nextShort(row)
            }
        }
    }

    func start(of index: Int) -> Int { columns.prefix(index).reduce(0) { $0 + $1.width + 1 } }

    func fitted(_ text: String, _ index: Int) -> String { VisibleText.clip(text, width: columns[index].width) }

    func put(_ cells: [String], row: Int, _ style: Style, _ frame: inout Frame) {
        for (index, cell) in cells.enumerated() where columns.indices.contains(index) {
            frame.put(fitted(cell, index), row: row, column: start(of: index), style)
        }
    }
}

extension DeskPreset.Clock {
    fileprivate var name: String {
        switch self {
        case .due: "due"
        case .answer: "answer"
        case .consolidation: "consolidation"
        case .clue: "clue"
        }
    }
}
