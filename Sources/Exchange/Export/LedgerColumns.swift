package import Rectification

/// The columns of an exported ledger: the office's own, as its import was mapped, and the ones only this program knows.
package struct LedgerColumns: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case field(LedgerField)
        /// The first or the second level of the category, where an office has a column for each.
        case categoryLevel(Int)
        /// An office's own column, kept under its header.
        case extra(String)
    }

    package struct Column: Hashable, Sendable {
        package let header: String
        package let content: Content

        fileprivate var isCategoryLevel: Bool {
            if case .categoryLevel = content { true } else { false }
        }

        /// In characters of the default font.
        package var width: Double {
            switch content {
            case .field(let field):
                switch field {
                case .text, .measures, .goal, .progress, .effect, .inference: 40
                case .unit, .category, .leadUnit: 22
                case .number, .externalNumber, .overdue, .key: 8
                case .round, .supporting, .leader, .person, .deadline, .completion, .closed, .closedAt, .closedBy,
                    .evidence, .reason, .source, .amount, .publicity, .publicityReason, .basis, .stage:
                    14
                }
            case .categoryLevel: 22
            case .extra: 18
            }
        }
    }

    package let columns: [Column]

    private static let standard: [LedgerField] = [
        .externalNumber, .round, .unit, .text, .category, .source, .leadUnit, .leader, .person, .goal, .measures,
        .deadline, .progress, .completion, .effect, .inference, .amount, .key, .closed, .closedAt, .closedBy,
        .publicity,
        .publicityReason,
    ]
    private static let added: [LedgerField] = [.number, .stage, .overdue]

    /// - Parameter mappings: lines `field = header` of every import, oldest first; the newest gives the order.
    package init(mappings: [String], synonyms: HeaderSynonyms) {
        var columns: [Column] = []
        var seen: Set<LedgerField> = []
        let lines = (mappings.last ?? "").split(separator: "\n").map {
            $0.split(separator: " = ", maxSplits: 1).map(String.init)
        }.filter { $0.count == 2 }
        let hasLevels = lines.count { $0[0] == LedgerField.category.rawValue } > 1
        for parts in lines {
            if let field = LedgerField(rawValue: parts[0]) {
                if field == .category, hasLevels {
                    seen.insert(field)
                    let level = columns.count { $0.isCategoryLevel }
                    // What stands below the second level is kept as a column of the office's own.
                    let content = level < 2 ? Content.categoryLevel(level) : .extra(LedgerRowReader.thirdLevel)
                    if !columns.contains(where: { $0.content == content }) {
                        columns.append(Column(header: parts[1], content: content))
                    }
                    continue
                }
                if Self.added.contains(field) || !seen.insert(field).inserted { continue }
                columns.append(Column(header: parts[1], content: .field(field)))
            } else if parts[0] == "extra", !columns.contains(where: { $0.content == .extra(parts[1]) }) {
                columns.append(Column(header: parts[1], content: .extra(parts[1])))
            }
        }
        for field in Self.standard where seen.insert(field).inserted {
            columns.append(Column(header: synonyms.headers[field]?.first ?? field.rawValue, content: .field(field)))
        }
        for line in mappings.joined(separator: "\n").split(separator: "\n") where line.hasPrefix("extra = ") {
            let name = String(line.dropFirst("extra = ".count))
            if !columns.contains(where: { $0.header == name || $0.content == .extra(name) }) {
                columns.append(Column(header: name, content: .extra(name)))
            }
        }
        for field in Self.added {
            columns.append(Column(header: synonyms.headers[field]?.first ?? field.rawValue, content: .field(field)))
        }
        self.columns = columns
    }

    /// A finding in these columns, in words that an import reads back as they were.
    package func cells(of finding: Finding, today: Day, synonyms: HeaderSynonyms) -> [String] {
        columns.map { column in
            switch column.content {
            case .categoryLevel(let level): Self.category(finding.facts.category, level)
            case .extra(let name): finding.facts.extras.filter { $0.name == name }.map(\.value).joined(separator: "\n")
            case .field(let field): Self.cell(field, column.header, of: finding, today, synonyms)
            }
        }
    }

    private static func cell(
        _ field: LedgerField, _ header: String, of finding: Finding, _ today: Day, _ synonyms: HeaderSynonyms
    ) -> String {
        let facts = finding.facts
        switch field {
        case .number: return finding.number.description
        case .externalNumber: return facts.externalNumber ?? ""
        case .round: return facts.round
        case .text: return facts.text
        case .category: return facts.category
        case .unit: return facts.unit.path
        case .leadUnit: return facts.leadUnit?.path ?? ""
        case .leader: return facts.leader ?? ""
        case .person: return finding.responsible ?? ""
        case .goal: return finding.goal ?? ""
        case .measures: return measures(finding)
        case .deadline: return deadline(finding.deadline)
        case .progress: return finding.progress ?? ""
        case .effect: return finding.effect ?? ""
        case .inference: return finding.inference ?? ""
        case .completion:
            return finding.stage.code == .assigned && finding.completion == .none
                ? "" : synonyms.word(.completion, finding.completion.rawValue)
        case .closed: return synonyms.word(.closed, finding.closure == nil ? "false" : "true")
        case .closedAt:
            // A closure brought forward without its day stands on the day it was brought: that is no 销号时间.
            guard let closure = finding.closure, closure.kind != .broughtForward || closure.on != finding.filedOn else {
                return ""
            }
            return closure.on.description
        case .closedBy: return finding.closure?.by ?? ""
        case .source: return synonyms.word(.source, facts.source.rawValue)
        case .key: return facts.flags.contains(.key) ? synonyms.word(.key, "true") : ""
        case .amount: return facts.amount?.description ?? ""
        case .publicity:
            // Under 拟不公开, 是 means not to be published; the words of the list are read either way.
            switch finding.publicity {
            case .open: return "公开"
            case .withheld: return "不公开"
            case nil: return ""
            }
        case .publicityReason:
            if case .withheld(let reason) = finding.publicity { return reason }
            return ""
        case .stage: return synonyms.word(.stage, finding.stage.code.rawValue)
        case .overdue:
            let days = finding.overdueDays(on: today)
            return days > 0 ? String(days) : ""
        case .supporting, .evidence, .reason, .basis: return facts.extras.first { $0.name == header }?.value ?? ""
        }
    }

    private static func category(_ whole: String, _ level: Int) -> String {
        guard let end = whole.firstRange(of: " / ") else { return level == 0 ? whole : "" }
        return String(level == 0 ? whole[..<end.lowerBound] : whole[end.upperBound...])
    }

    private static func measures(_ finding: Finding) -> String {
        let live = finding.liveMeasures
        if live.count == 1, let only = live.first { return only.draft.text }
        return live.map { "\($0.number). \($0.draft.text)" }.joined(separator: "\n")
    }

    /// The words it was given, else words that mean the same day and kind.
    private static func deadline(_ deadline: Deadline) -> String {
        if let written = deadline.written { return written }
        switch deadline.kind {
        case .date(let day): return day.description
        case .immediate(let day): return "立行立改(\(day))"
        case .longTerm(let milestone): return milestone.map { "长期坚持(\($0))" } ?? "长期坚持"
        }
    }
}
