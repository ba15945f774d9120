internal import Attestation
internal import Exchange
import Foundation
internal import Ledger
internal import Rectification
internal import Signing
internal import Spreadsheet
internal import Wording

extension OpenLedger {
    /// Files the rows of a ledger's file in one transaction; rows with problems are reported and left out.
    ///
    /// - Parameter progress: rows done, rows in all (0 while unknown).
    package func importLedger(
        _ request: ImportRequest, as name: String?, _ options: WriteOptions,
        progress: @escaping @Sendable (Int, Int) -> Void
    ) throws -> ImportReport {
        let file = try Self.translating(request.file) { () throws in try LedgerFile(path: request.file) }
        let wanted = try sheets(of: file, request)
        var report = ImportReport()
        do {
            let performed = try write(try commandText(request), as: name, options) { session, actor, author in
                guard actor.roles.contains(.office) else {
                    throw FindingRefusal(.role, ["roles": Role.office.rawValue, "person": actor.name])
                }
                var importer = try LedgerImporter(self, request, session, actor, author)
                if let round = request.round, importer.rounds[round] == nil {
                    throw Complaint(66, "round.missing", ["found": round], candidates: importer.rounds.keys.sorted())
                }
                let overrides = try overrides(request, session.reader)
                var lines: [String] = []
                for index in wanted {
                    try Self.translating(request.file) {
                        lines += try read(
                            sheet: index, of: file, overrides, isOnly: wanted.count == 1, &importer, &session, progress)
                    }
                }
                guard !lines.isEmpty else {
                    throw Complaint(
                        65, "import.noHeader",
                        ["path": request.file, "sheets": wanted.map { file.sheets[$0].name }.joined(separator: "、")])
                }
                let text = lines.joined(separator: "\n")
                if importer.report.filed + importer.report.updated > 0, try session.reader.mappings().last != text {
                    try session.append(
                        .ledger(.mappingRemembered(lines: text)), to: .ledger(session.reader.ledger), by: author)
                }
                report = importer.report
                if request.isStrict, report.refused > 0 { throw RolledBack() }
                return nil
            }
            if performed.isReplayed { report = try replayed(performed) }
        } catch is RolledBack {
            report.filed = 0
            report.updated = 0
            report.notice("strict", [:])
        }
        return report
    }

    private struct RolledBack: Error {}

    /// What the rows are, by a digest: the same operation with another file is another command.
    private func commandText(_ request: ImportRequest) throws -> String {
        guard let handle = FileHandle(forReadingAtPath: request.file) else {
            throw Complaint(66, "file.missing", ["path": request.file, "why": String(cString: strerror(errno))])
        }
        defer { try? handle.close() }
        var machine = DigestMachine(.sha256)
        while let data = try handle.read(upToCount: 1 << 18), !data.isEmpty { machine.update(data) }
        return "import \(machine.finish().hex) \(request.round ?? "") \(request.sheet ?? "") \(request.isStrict)"
    }

    private func sheets(of file: borrowing LedgerFile, _ request: ImportRequest) throws -> [Int] {
        guard let wanted = request.sheet else { return Array(file.sheets.indices) }
        guard let index = file.sheets.firstIndex(where: { $0.name == wanted }) else {
            throw Complaint(66, "import.noSheet", ["found": wanted], candidates: file.sheets.map(\.name))
        }
        return [index]
    }

    private func overrides(_ request: ImportRequest, _ reader: LedgerReader) throws -> [String: ColumnMapping.Target] {
        var overrides: [String: ColumnMapping.Target] = [:]
        if let remembered = try reader.mappings().last {
            for (header, target) in try ColumnMapping.overrides(remembered) where target != .extra {
                overrides[header] = target
            }
        }
        guard let path = request.mapFile else { return overrides }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Complaint(66, "file.missing", ["path": path, "why": "UTF-8"])
        }
        do {
            overrides.merge(try ColumnMapping.overrides(text)) { _, new in new }
        } catch let problem as MappingProblem {
            throw Complaint(
                65, "import.mapping", ["path": path, "line": String(problem.line), "found": problem.found],
                candidates: LedgerField.allCases.map(\.rawValue) + ["extra", "nothing"])
        }
        return overrides
    }

    private static let headerRows = 30

    /// Reads one sheet; returns the lines of its mapping, none when it has no header that can be used.
    private func read(
        sheet index: Int, of file: borrowing LedgerFile, _ overrides: [String: ColumnMapping.Target], isOnly: Bool,
        _ importer: inout LedgerImporter, _ session: inout WriteSession,
        _ progress: @escaping @Sendable (Int, Int) -> Void
    ) throws -> [String] {
        let name = file.sheets[index].name
        let merges = try file.merges(of: index)
        var waiting: [SheetRow] = []
        var reader: LedgerRowReader?
        var mapping: ColumnMapping?
        var isUseless = false
        var last = 0
        func begin() {
            let found = ColumnMapping(waiting, merges: merges, synonyms: Self.synonyms, overrides: overrides)
            guard let found, found.isUsable else {
                isUseless = true
                return
            }
            mapping = found
            reader = LedgerRowReader(found, merges: merges, synonyms: Self.synonyms, fillsBlankUnits: file.losesMerges)
        }
        func feed(_ readings: [LedgerRowReader.Reading]) throws {
            for reading in readings {
                importer.report.rows += 1
                do {
                    switch reading {
                    case .row(let row): try importer.take(row, &session)
                    case .problem(let problem): throw problem
                    }
                } catch var problem as RowProblem {
                    problem.sheet = name
                    importer.report.problems.append(problem)
                }
                if importer.report.rows % 500 == 0 { progress(importer.report.rows, 0) }
            }
        }
        func each(_ row: SheetRow) throws {
            last = row.number
            if isUseless { return }
            if reader == nil {
                waiting.append(row)
                guard waiting.count >= Self.headerRows else { return }
                begin()
                for row in waiting { try feed(reader?.take(row) ?? []) }
                waiting = []
                return
            }
            try feed(reader?.take(row) ?? [])
        }
        let hidden = try file.forEachRow(of: index, each)
        if reader == nil, !isUseless {
            begin()
            for row in waiting { try feed(reader?.take(row) ?? []) }
        }
        try feed(reader?.finish() ?? [])
        progress(importer.report.rows, importer.report.rows)
        guard let mapping else {
            if last > 0 { importer.report.notice("sheetSkipped", ["sheet": name]) }
            return []
        }
        importer.report.mapping += mapping.columns.map {
            ImportReport.MappedColumn(
                sheet: name, column: CellName.column($0.index), header: $0.header, target: $0.target)
        }
        if hidden.hiddenColumns > 0 || hidden.hiddenRows > 0 {
            importer.report.notice(
                "hidden", ["sheet": name, "rows": String(hidden.hiddenRows), "columns": String(hidden.hiddenColumns)])
        }
        if file.sheets[index].isHidden { importer.report.notice("hiddenSheet", ["sheet": name]) }
        if let filled = reader?.filledUnits, filled > 0 {
            importer.report.notice("unitsFilled", ["sheet": name, "count": String(filled)])
        }
        return mapping.lines.split(separator: "\n").map(String.init)
            + (reader?.madeExtras.sorted().map { "extra = \($0)" } ?? [])
    }

    static let synonyms = HeaderSynonyms(BundledResource.text("exchange/headers.txt") ?? "")

    private func replayed(_ performed: Performed) throws -> ImportReport {
        var report = ImportReport()
        report.isReplayed = true
        var corrected: Set<String> = []
        try read { reader in
            try reader.events(after: (performed.events.first?.position ?? 1) - 1) { stored in
                guard stored.position <= performed.position else { return false }
                switch stored.text.event.code {
                case "filed", "broughtForward": report.filed += 1
                case "corrected": corrected.insert(stored.text.stream.description)
                case _: break
                }
                return true
            }
        }
        report.updated = corrected.count
        report.rows = report.filed + report.updated
        return report
    }

    private static func translating<Value: ~Copyable>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as SpreadsheetError {
            switch error {
            case .missing:
                throw Complaint(66, "file.missing", ["path": path, "why": String(cString: strerror(errno))])
            case .oldExcel: throw Complaint(65, "import.oldExcel", ["path": path])
            case .notASpreadsheet(let why): throw Complaint(65, "import.notASheet", ["path": path, "why": why])
            case .damaged(let why): throw Complaint(65, "import.damaged", ["path": path, "why": why])
            case .entityDeclared: throw Complaint(65, "import.entity", ["path": path])
            case .bomb(let entry, let bytes):
                throw Complaint(65, "import.bomb", ["path": path, "entry": entry, "bytes": String(bytes)])
            case .unknownEncoding: throw Complaint(65, "import.encoding", ["path": path])
            case .noSuchSheet(let names): throw Complaint(66, "import.noSheet", ["found": path], candidates: names)
            case .cannotWrite(let why): throw Complaint(73, "file.cannotWrite", ["path": path, "why": why])
            }
        }
    }
}
