internal import Rectification
package import Spreadsheet

/// Reads the rows below a header one after the other: fills merged cells down, skips totals and notes, joins the parts of a row that spans several.
package struct LedgerRowReader {
    package enum Reading: Hashable, Sendable {
        case row(LedgerRow)
        /// A row of which nothing is filed, with everything that is wrong in its cells.
        case faulty(LedgerRow, [RowProblem])
    }

    /// Under what name a category's levels below the second are kept.
    static let thirdLevel = "三级标题"

    private let mapping: ColumnMapping
    private let synonyms: HeaderSynonyms
    private let fillsBlankUnits: Bool
    /// Vertically merged ranges by their first row.
    private let merges: [Int: [MergedRange]]
    private var filling: [Int: (until: Int, cell: SheetCell)] = [:]
    private var lastUnit: SheetCell?
    private var waiting: LedgerRow?
    /// The days of single measures of the waiting row, by place.
    private var ownDays: [Int: String] = [:]
    /// Rows whose blank unit was taken from the row above, in files that cannot say so.
    package private(set) var filledUnits = 0
    /// Names of extras that no column has: what was split off.
    package private(set) var madeExtras: Set<String> = []

    /// - Parameter fillsBlankUnits: for .csv, in which merged cells come out blank.
    package init(_ mapping: ColumnMapping, merges: [MergedRange], synonyms: HeaderSynonyms, fillsBlankUnits: Bool) {
        self.mapping = mapping
        self.synonyms = synonyms
        self.fillsBlankUnits = fillsBlankUnits
        self.merges = Dictionary(grouping: merges.filter { $0.rows.count > 1 }) { $0.rows.lowerBound }
    }

    /// Takes the next row; gives back what is complete, which may be the row before.
    package mutating func take(_ row: SheetRow) -> [Reading] {
        guard row.number >= mapping.firstDataRow else { return [] }
        let (cells, continued) = filled(row)
        let hasBlank = row.cells.values.contains { $0.text.isBlank }
        let own = hasBlank ? row.cells.filter { !$0.value.text.isBlank } : row.cells
        if own.isEmpty || isTotal(own) { return finish() }
        if let textColumn = mapping.columns(of: .text).first?.index, continued.contains(textColumn) {
            if waiting != nil { join(own) }
            return []
        }
        var cellsOfRow = cells
        fillUnit(&cellsOfRow)
        var result = finish()
        if isNote(own, cellsOfRow) { return result }
        let (read, problems) = read(row.number, cellsOfRow)
        if problems.isEmpty { waiting = read } else { result.append(.faulty(read, problems)) }
        return result
    }

    /// The last row, once there are no more.
    package mutating func finish() -> [Reading] {
        defer {
            waiting = nil
            ownDays = [:]
        }
        guard var row = waiting else { return [] }
        // Where lines have days of their own, each stays with the measures it was written beside.
        if !row.laterDeadlines.isEmpty {
            for index in row.measures.indices { row.measures[index] += "（\(ownDays[index] ?? row.deadline)）" }
        }
        return [.row(row)]
    }

    // MARK: Shape

    /// The cells with merged ones filled down, and the columns that only continue a merged cell.
    private mutating func filled(_ row: SheetRow) -> (cells: [Int: SheetCell], continued: Set<Int>) {
        for merge in merges[row.number] ?? [] {
            if let cell = row.cells[merge.columns.lowerBound] {
                filling[merge.columns.lowerBound] = (merge.rows.upperBound, cell)
            }
        }
        var cells = row.cells
        var continued: Set<Int> = []
        for (column, fill) in filling {
            if row.number > fill.until {
                filling[column] = nil
            } else if cells[column]?.text.isBlank ?? true {
                cells[column] = fill.cell
                continued.insert(column)
            }
        }
        return (cells, continued)
    }

    private mutating func fillUnit(_ cells: inout [Int: SheetCell]) {
        guard fillsBlankUnits, let unit = mapping.columns(of: .unit).first?.index else { return }
        if let cell = cells[unit], !cell.text.isBlank {
            lastUnit = cell
        } else if let lastUnit, let text = mapping.columns(of: .text).first?.index,
            !(cells[text]?.text.isBlank ?? true)
        {
            cells[unit] = lastUnit
            filledUnits += 1
        }
    }

    private static let totals = ["合计", "小计", "总计", "共计", "累计"]

    private func isTotal(_ cells: [Int: SheetCell]) -> Bool {
        let isNamed = cells.values.contains { cell in
            // 合计 in ten characters at most: longer cells, and those without 计, are not looked at.
            guard cell.text.utf8.count <= 40, cell.text.unicodeScalars.contains("计") else { return false }
            let text = cell.text.filter { !$0.isWhitespace }
            return Self.totals.contains {
                text == $0 || text.count <= 10 && (text.hasPrefix($0) || text.hasSuffix($0))
            }
        }
        guard isNamed else { return false }
        let text = mapping.columns(of: .text).first.flatMap { cells[$0.index]?.text } ?? ""
        return text.isBlank || text.count <= 12
    }

    private static let noteBeginnings = [
        "注：", "注:", "备注", "说明：", "说明:", "填报", "填表", "填写", "制表", "审核", "复核", "经办", "联系", "签字", "签名", "盖章", "分管领导",
        "主要领导", "主要负责人", "单位负责人", "打印",
    ]

    /// What they begin with, which few rows do.
    private static let noteScalars = Set(noteBeginnings.compactMap(\.unicodeScalars.first))

    /// Lines below a ledger: 注：…, 填报人：…; and rows in which only a number was prepared.
    private func isNote(_ own: [Int: SheetCell], _ cells: [Int: SheetCell]) -> Bool {
        func has(_ field: LedgerField) -> Bool {
            mapping.columns(of: field).contains { own[$0.index].map { !$0.text.isBlank } ?? false }
        }
        let first = own.min { $0.key < $1.key }?.value.text.trimmed ?? ""
        let mayBeMarked = first.unicodeScalars.first.map(Self.noteScalars.contains) ?? false
        let isMarked = mayBeMarked && Self.noteBeginnings.contains { first.hasPrefix($0) }
        if isMarked, own.count <= 4, !(has(.text) && has(.category)) { return true }
        if has(.text) { return false }
        return own.count <= 2
    }

    /// A further line of a finding that spans several: its measures and what was written beside them.
    private mutating func join(_ own: [Int: SheetCell]) {
        guard var row = waiting else { return }
        var due: String?
        let measures = row.measures.count
        for column in mapping.columns {
            guard let cell = own[column.index] else { continue }
            let text = cell.text.trimmed
            guard !text.isEmpty else { continue }
            guard case .field(let field) = column.target else {
                if column.target == .extra { row.join(Facts.Extra(name: column.header, value: cell.text)) }
                continue
            }
            switch field {
            case .measures: row.measures += CellItems.parts(text)
            case .deadline: due = Self.serialDay(cell)?.description ?? text
            case .supporting, .evidence, .reason, .basis: row.join(Facts.Extra(name: column.header, value: cell.text))
            case .progress: row.progress = joined(row.progress, text)
            case .effect: row.effect = joined(row.effect, text)
            case .inference: row.inference = joined(row.inference, text)
            case .person: row.person = joined(row.person, text, "、")
            case _: break
            }
        }
        if let due, !row.deadline.isEmpty {
            if due != row.deadline, !row.laterDeadlines.contains(due) { row.laterDeadlines.append(due) }
            for index in measures..<row.measures.count { ownDays[index] = due }
        }
        waiting = row
    }

    private func joined(_ old: String?, _ new: String, _ separator: String = "\n") -> String {
        guard let old, old != new else { return new }
        return old + separator + new
    }

    // MARK: Cells

    private mutating func read(_ number: Int, _ cells: [Int: SheetCell]) -> (row: LedgerRow, problems: [RowProblem]) {
        var row = LedgerRow(number: number)
        var problems: [RowProblem] = []
        var levels: [String] = []
        var withheldReason: String?
        var publicity: (written: String, header: String)?
        for column in mapping.columns {
            if case .field(let field) = column.target { row.columns[field] = row.columns[field] ?? column.index }
            guard let cell = cells[column.index] else { continue }
            let text = cell.text.trimmed.withPlainLineBreaks
            if text.isEmpty { continue }
            let field: LedgerField
            switch column.target {
            case .nothing: continue
            case .extra:
                row.extras.append(Facts.Extra(name: column.header, value: cell.text))
                continue
            case .field(let meant): field = meant
            }
            do throws(RowProblem) {
                if cell.kind == .fault { throw row.problem(field, .value, found: text) }
                switch field {
                case .number: row.findingNumber = Int(text.filter(\.isDigit))
                case .externalNumber: row.externalNumber = text
                case .round: row.round = text
                case .text: row.text = text
                case .category: if levels.last != text { levels.append(text) }
                case .unit: readUnits(text, column, into: &row)
                case .leadUnit: row.leadUnit = text
                case .leader: row.leader = text
                case .person: row.person = text
                case .goal: row.goal = text
                case .measures: row.measures += CellItems.parts(text)
                case .deadline: row.deadline = Self.serialDay(cell)?.description ?? text
                case .progress: row.progress = text
                case .effect: row.effect = text
                case .inference: row.inference = text
                case .completion:
                    row.completion = try code(text, field, row, Finding.Completion.init(rawValue:))
                case .closed:
                    let closed = try code(text, field, row, Bool.init)
                    row.claimedStage = closed ? .stage(.closed) : row.claimedStage ?? .open
                case .stage:
                    row.claimedStage = .stage(try code(text, field, row, StageCode.init(rawValue:)))
                case .closedAt:
                    guard let day = Self.day(cell) else { throw row.problem(field, .day, found: text) }
                    row.closedOn = day
                case .closedBy: row.closedBy = text
                case .source: row.source = try code(text, field, row, Finding.Source.init(rawValue:))
                case .key: row.isKey = try code(text, field, row, Bool.init)
                case .amount:
                    let number = text.filter { !",，万元 ".contains($0) }
                    guard let amount = Amount(tenThousandYuan: number) else {
                        throw row.problem(field, .amount, found: text)
                    }
                    row.amount = amount
                case .publicity: publicity = (text, column.header)
                case .publicityReason: withheldReason = text
                case .overdue: continue
                case .supporting, .evidence, .reason, .basis:
                    row.extras.append(Facts.Extra(name: column.header, value: cell.text))
                }
            } catch {
                problems.append(error)
            }
        }
        row.category = levels.prefix(2).joined(separator: " / ")
        if levels.count > 2 {
            madeExtras.insert(Self.thirdLevel)
            row.extras.append(Facts.Extra(name: Self.thirdLevel, value: levels.dropFirst(2).joined(separator: " / ")))
        }
        if let publicity {
            do throws(RowProblem) {
                row.publicity = try read(publicity.written, publicity.header, withheldReason, row)
            } catch {
                problems.append(error)
            }
        }
        // A cell whose value is none is not blank as well.
        problems += missing(in: row).filter { one in !problems.contains { $0.column == one.column } }
        return (row, problems)
    }

    private func missing(in row: LedgerRow) -> [RowProblem] {
        var problems: [RowProblem] = []
        if row.text.isEmpty { problems.append(row.problem(.text, .text, found: "")) }
        if row.unit.isEmpty { problems.append(row.problem(.unit, .unit, found: "")) }
        if row.category.isEmpty { problems.append(row.problem(.category, .category, found: "")) }
        let isClosed = row.claimedStage == .stage(.closed) && row.closedOn != nil
        if row.deadline.isEmpty, !isClosed { problems.append(row.problem(.deadline, .deadline, found: "")) }
        return problems
    }

    private func code<Value>(
        _ written: String, _ field: LedgerField, _ row: LedgerRow, _ make: (String) -> Value?
    ) throws(RowProblem) -> Value {
        if let code = synonyms.code(field, written), let value = make(code) { return value }
        if let value = make(written) { return value }
        throw row.problem(field, .word(synonyms.words(of: field)), found: written)
    }

    /// “甲、乙”: the first is responsible, the others help.
    private mutating func readUnits(_ text: String, _ column: ColumnMapping.Column, into row: inout LedgerRow) {
        let names = Self.names(in: text)
        row.unit = names.first ?? text
        if names.count > 1 {
            madeExtras.insert("配合单位")
            row.extras.append(Facts.Extra(name: "配合单位", value: names.dropFirst().joined(separator: "、")))
        }
    }

    /// A list of names; what stands in brackets is part of a name: 综合办（统计站、档案室）.
    private static func names(in text: String) -> [String] {
        let separators: [Unicode.Scalar] = ["、", "，", ",", "；", ";", "\n"]
        // Most cells hold one name.
        guard text.unicodeScalars.contains(where: separators.contains) else { return [text] }
        let isClosed = text.count { "（(【[".contains($0) } == text.count { "）)】]".contains($0) }
        var names = [""]
        var depth = 0
        for character in text {
            if isClosed { depth += "（(【[".contains(character) ? 1 : "）)】]".contains(character) ? -1 : 0 }
            if depth <= 0, "、，,；;\n".contains(character) {
                names.append("")
            } else {
                names[names.count - 1].append(character)
            }
        }
        return names.map(\.trimmed).filter { !$0.isEmpty }
    }

    /// Under 拟不公开, 是 means not to be published.
    private func read(
        _ written: String, _ header: String, _ reason: String?, _ row: LedgerRow
    ) throws(RowProblem) -> Finding.Publicity {
        var isOpen = try code(written, .publicity, row) { $0 == "open" ? true : $0 == "withheld" ? false : nil }
        if header.contains("不公开"), written == "是" || written == "否" { isOpen.toggle() }
        if isOpen { return .open }
        guard let reason else { throw row.problem(.publicityReason, .publicityReason, found: written) }
        return .withheld(reason: reason)
    }

    /// A day number of a spreadsheet in a column of days: 20000 is 1954, 80000 is 2119.
    static func serialDay(_ cell: SheetCell) -> Day? {
        guard cell.kind != .date, let number = Int(cell.text.trimmed), (20_000...80_000).contains(number) else {
            return nil
        }
        return Day(number: number - 25_569)
    }

    private static func day(_ cell: SheetCell) -> Day? {
        serialDay(cell) ?? DeadlinePhrase.plainDay(cell.text)
    }
}

extension String {
    /// CR LF and CR as LF.
    fileprivate var withPlainLineBreaks: String {
        guard hasByte(13) else { return self }
        return replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
}
