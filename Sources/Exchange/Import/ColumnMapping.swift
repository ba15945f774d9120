internal import Rectification
package import Spreadsheet

/// Which column of a sheet holds what, found from its header rows.
package struct ColumnMapping: Hashable, Sendable {
    /// What a column is: a field, or an office's own column that is kept under its header.
    package enum Target: Hashable, Sendable {
        case field(LedgerField)
        case extra
        /// A column without a header
        case nothing
    }

    package struct Column: Hashable, Sendable {
        package let index: Int
        package let header: String
        package var target: Target
    }

    package var columns: [Column]
    /// The first row after the header.
    package let firstDataRow: Int

    package func columns(of field: LedgerField) -> [Column] { columns.filter { $0.target == .field(field) } }

    /// Whether a problem and a unit can be read from it.
    package var isUsable: Bool { !columns(of: .text).isEmpty && !columns(of: .unit).isEmpty }

    /// Finds the header among the first rows of a sheet; `nil` when no row has the words of at least two columns.
    ///
    /// - Parameter overrides: header (normalised) to target, from `--map` or an earlier import.
    package init?(
        _ rows: [SheetRow], merges: [MergedRange], synonyms: HeaderSynonyms, overrides: [String: Target] = [:]
    ) {
        func target(_ text: String) -> Target? {
            overrides[HeaderSynonyms.normalised(text)] ?? synonyms.field(text).map { .field($0) }
        }
        func matches(_ row: SheetRow) -> Int {
            Set(row.cells.values.compactMap { cell in cell.text.count <= 40 ? target(cell.text) : nil }).count
        }
        guard let start = rows.firstIndex(where: { matches($0) >= 2 }) else { return nil }
        // The widest of the next rows counts as the header when it has more of the words: two- and three-row headers.
        let top = rows[start]
        var lastNumber = top.number
        for merge in merges where merge.rows.contains(top.number) && merge.rows.upperBound <= top.number + 2 {
            lastNumber = max(lastNumber, merge.rows.upperBound)
        }
        let hasWideMerge = merges.contains { $0.rows == top.number...top.number && $0.columns.count > 1 }
        for next in rows.dropFirst(start + 1).prefix(2) where next.number <= lastNumber + 1 {
            if matches(next) >= 2
                || (hasWideMerge && next.number == top.number + 1
                    && next.cells.values.allSatisfy { $0.text.count <= 20 && $0.kind == .text })
            {
                lastNumber = max(lastNumber, next.number)
            }
        }
        let header = rows[start...].prefix { $0.number <= lastNumber }
        let width = (rows.compactMap { $0.cells.keys.max() }.max() ?? 0) + 1
        columns = (0..<width).compactMap { index in
            var levels: [String] = []
            for row in header {
                let text = Self.text(row, index, rows, merges).trimmed
                if !text.isEmpty, levels.last != text { levels.append(text) }
            }
            guard let lowest = levels.last else { return nil }
            let found = levels.reversed().lazy.compactMap { target($0) }.first ?? target(levels.joined())
            let label = levels.count > 1 && found == nil ? levels.joined(separator: "/") : lowest
            return Column(index: index, header: Self.onOneLine(label), target: found ?? .extra)
        }
        firstDataRow = lastNumber + 1
        keepOnePerField()
    }

    /// A header that is broken over lines for want of room: one line, as it is remembered and written back.
    private static func onOneLine(_ header: String) -> String {
        guard header.contains(where: \.isNewline) else { return header }
        return header.split(whereSeparator: \.isNewline).map { String($0).trimmed }.joined()
    }

    /// The text over a column: a merged cell stands over all of its columns.
    private static func text(_ row: SheetRow, _ column: Int, _ rows: [SheetRow], _ merges: [MergedRange]) -> String {
        if let cell = row.cells[column] { return cell.text }
        guard let merge = merges.first(where: { $0.rows.contains(row.number) && $0.columns.contains(column) }) else {
            return ""
        }
        return rows.first { $0.number == merge.rows.lowerBound }?[merge.columns.lowerBound] ?? ""
    }

    /// A second column with the same meaning is kept as an extra, categories and measures apart, which add up.
    private mutating func keepOnePerField() {
        var seen: Set<LedgerField> = []
        for index in columns.indices {
            guard case .field(let field) = columns[index].target else { continue }
            if field == .category || field == .measures { continue }
            if !seen.insert(field).inserted || field.isExtra { columns[index].target = .extra }
        }
    }

    /// Lines `field = header`, as remembered by the ledger and read from `--map`.
    package var lines: String {
        columns.map { column in
            switch column.target {
            case .field(let field): "\(field.rawValue) = \(column.header)"
            case .extra: "extra = \(column.header)"
            case .nothing: "nothing = \(column.header)"
            }
        }.joined(separator: "\n")
    }

    /// Reads what the ledger remembers; a line that is none counts for nothing.
    package static func remembered(_ lines: String) -> [String: Target] {
        lines.split(separator: "\n").reduce(into: [:]) { all, line in
            if let one = try? overrides(String(line)) { all.merge(one) { $1 } }
        }
    }

    /// Reads such lines; throws the first one that is none, by its number.
    package static func overrides(_ lines: String) throws -> [String: Target] {
        var overrides: [String: Target] = [:]
        for (number, line) in lines.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let text = String(line).trimmed
            if text.isEmpty || text.hasPrefix("#") { continue }
            guard let equals = text.firstIndex(of: "=") else { throw MappingProblem(line: number + 1, found: text) }
            let name = String(text[..<equals]).trimmed
            let header = String(text[text.index(after: equals)...]).trimmed
            let target: Target? =
                switch name {
                case "extra": .extra
                case "nothing": .nothing
                case _: LedgerField(rawValue: name).map { .field($0) }
                }
            guard let target, !header.isEmpty else { throw MappingProblem(line: number + 1, found: text) }
            overrides[HeaderSynonyms.normalised(header)] = target
        }
        return overrides
    }
}

/// A line of a mapping that is not `field = header`.
package struct MappingProblem: Error, Hashable, Sendable {
    package let line: Int
    package let found: String

    package init(line: Int, found: String) {
        self.line = line
        self.found = found
    }
}
