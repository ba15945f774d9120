internal import Attestation
package import Exchange
internal import Ledger
internal import Rectification
internal import Spreadsheet
package import Wording

/// What an import of units did.
package struct OrganisationImportReport: Hashable, Sendable {
    package internal(set) var performed: ImportReport
    package var added: Int { performed.filed }

    /// The report for people, line by line.
    package func lines(_ words: Catalogue, isDryRun: Bool) -> [String] {
        let counts = [
            "rows": performed.rows, "added": added, "updated": performed.updated, "unchanged": performed.unchanged,
            "refused": performed.refused,
        ]
        return performed.problemLines(words) + [
            words.text(isDryRun ? "units.wouldDo" : "units.done", counts.mapValues(String.init))
        ]
    }

    package func json(_ words: Catalogue) -> JSONValue {
        guard case .object(let members) = performed.json(words) else { return .null }
        let kept = ["rows", "updated", "unchanged", "refused", "replayed", "problems"]
        return .object([JSONValue.Member("added", .number(added))] + members.filter { kept.contains($0.key) })
    }
}

extension OpenLedger {
    /// Adds the units of a table, or changes the kind and head of those there, in one transaction; a row with a problem is left out.
    ///
    /// A row is a name and a unit above it, or one path `甲街道/乙村`; a unit above must be known or stand in an earlier row.
    package func importOrganisations(
        _ file: String, as actor: String?, _ options: WriteOptions
    ) throws -> OrganisationImportReport {
        try InputPath.requireReadable(file)
        let table = try OrganisationTable(file)
        var report = ImportReport()
        report.rows = table.rows.count
        let digest = table.rows.map { "\($0)" }.joined(separator: "\n")
        let performed = try write("organisation import \(digest)", as: actor, options) { session, person, author in
            try person.mayManage([.admin, .office])
            for row in table.rows {
                do {
                    try take(row, &session, author, &report)
                } catch var problem as RowProblem {
                    problem.sheet = table.sheet
                    report.problems.append(problem)
                }
            }
            return nil
        }
        report.isReplayed = performed.isReplayed
        if performed.isReplayed { (report.filed, report.updated, report.problems) = (performed.events.count, 0, []) }
        return OrganisationImportReport(performed: report)
    }

    private func take(
        _ row: OrganisationTable.Row, _ session: inout WriteSession, _ author: Author, _ report: inout ImportReport
    ) throws {
        guard let name = row.names.last else { throw row.problem(.name, .unit, "") }
        let kind = try row.kind.map { written in
            guard let kind = Self.kind(written) else {
                throw row.problem(
                    .kind, .word(Organisation.Kind.allCases.compactMap { Self.words(of: $0).first }), written)
            }
            return kind
        }
        let above = row.names.dropLast().joined(separator: "/")
        var parent: OrganisationReference?
        if !above.isEmpty {
            let found = try session.reader.units(above)
            guard found.count <= 1 else { throw row.problem(.parent, .oneUnit(found.map(\.path)), above) }
            guard let one = found.first else { throw row.problem(.parent, .knownUnit, above) }
            parent = one
        }
        let same = try session.reader.organisations(named: name).first { $0.parent == parent?.id }
        guard let same else {
            let organisation = Organisation(
                id: surroundings.make(), name: name, kind: kind ?? Organisation.Kind(guessedFrom: name),
                parent: parent?.id, head: row.head)
            try session.append(.organisation(.added(organisation)), to: .organisation(organisation.id), by: author)
            report.filed += 1
            return
        }
        var changed = same
        if let kind { changed.kind = kind }
        if let head = row.head { changed.head = head }
        if changed == same {
            report.unchanged += 1
        } else {
            try session.append(.organisation(.changed(changed)), to: .organisation(same.id), by: author)
            report.updated += 1
        }
    }

    /// A kind by its code, or as offices write it.
    private static func kind(_ written: String) -> Organisation.Kind? {
        Organisation.Kind.allCases.first { $0.rawValue == written.lowercased() || words(of: $0).contains(written) }
    }

    private static func words(of kind: Organisation.Kind) -> [String] {
        switch kind {
        case .city: ["市", "城市"]
        case .district: ["区", "县", "区县", "区(县)", "县区", "區", "縣", "區縣", "县级市"]
        case .town: ["镇", "街道", "乡", "乡镇", "镇街", "镇(街道)", "乡镇街道", "鎮", "鄉", "鄉鎮", "鎮街"]
        case .village: ["村", "社区", "村社区", "村(社区)", "社區"]
        case .bureau: ["部门", "局", "机关", "部門", "機關", "市直部门"]
        case .enterprise: ["国企", "企业", "公司", "國企", "企業"]
        case .team: ["组", "巡察组", "工作组", "組", "巡察組"]
        }
    }
}

/// A table of units as it was read.
private struct OrganisationTable {
    enum Column: CaseIterable {
        case name, kind, parent, head

        var headers: [String] {
            switch self {
            case .name: ["单位名称", "名称", "单位", "單位名稱", "名稱", "單位", "路径", "路徑", "name", "unit", "path"]
            case .kind: ["类别", "类型", "单位类别", "單位類別", "類別", "類型", "kind", "type"]
            case .parent: ["上级", "上级单位", "所属单位", "所属镇街", "上級", "上級單位", "parent", "above"]
            case .head: ["一把手", "负责人", "第一责任人", "負責人", "第一責任人", "head"]
            }
        }
    }

    struct Row: Hashable {
        let number: Int
        /// From the top down.
        let names: [String]
        let kind, head: String?
        let columns: [Column: Int]

        func problem(_ column: Column, _ expected: RowProblem.Expected, _ found: String) -> RowProblem {
            RowProblem(row: number, column: columns[column] ?? columns[.name], expected: expected, found: found)
        }
    }

    private(set) var rows: [Row] = []
    let sheet: String

    /// Throws `Complaint`: import.noHeader 65 and the file's own faults.
    init(_ path: String) throws {
        do {
            let file = try LedgerFile(path: path)
            for (index, sheet) in file.sheets.enumerated() {
                var columns: [Column: Int] = [:]
                var rows: [Row] = []
                _ = try file.forEachRow(of: index) { row in
                    if columns.isEmpty {
                        columns = Self.columns(row)
                    } else if let row = Self.row(row, columns) {
                        rows.append(row)
                    }
                }
                guard !columns.isEmpty else { continue }
                self.rows = rows
                self.sheet = sheet.name
                return
            }
            throw Complaint(
                65, "import.noHeader", ["path": path, "sheets": file.sheets.map(\.name).joined(separator: "、")])
        } catch let error as SpreadsheetError {
            throw OpenLedger.complaint(error, path)
        }
    }

    private static func columns(_ row: SheetRow) -> [Column: Int] {
        var columns: [Column: Int] = [:]
        for (index, cell) in row.cells.sorted(by: { $0.key < $1.key }) {
            let text = cell.text.trimmed.lowercased()
            for column in Column.allCases where column.headers.contains(text) && columns[column] == nil {
                columns[column] = index
            }
        }
        return columns[.name] == nil ? [:] : columns
    }

    private static func row(_ row: SheetRow, _ columns: [Column: Int]) -> Row? {
        func cell(_ column: Column) -> String? {
            columns[column].map { row[$0].trimmed }.flatMap { $0.isEmpty ? nil : $0 }
        }
        guard cell(.name) != nil || cell(.parent) != nil else { return nil }
        let path = [cell(.parent), cell(.name)].compactMap { $0 }.joined(separator: "/")
        let names = path.split(whereSeparator: { $0 == "/" || $0 == "／" }).map { String($0).trimmed }
        return Row(
            number: row.number, names: cell(.name) == nil ? [] : names.filter { !$0.isEmpty }, kind: cell(.kind),
            head: cell(.head), columns: columns)
    }
}
