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
        // A short file is stored before the database is made ready for a long one.
        guard !options.isDryRun, try InputPath.size(request.file) >= Self.longFile else {
            return try importRows(request, as: name, options, progress: progress)
        }
        return try store.filling { try importRows(request, as: name, options, progress: progress) }
    }

    /// From this many bytes on a file is a long one: a thousand rows or so.
    private static let longFile = 128 * 1024

    private func importRows(
        _ request: ImportRequest, as name: String?, _ options: WriteOptions,
        progress: @escaping @Sendable (Int, Int) -> Void
    ) throws -> ImportReport {
        var report = ImportReport()
        do {
            let performed = try write(try commandText(request), as: name, options) { session, actor, author in
                guard actor.roles.contains(.office) else {
                    throw FindingRefusal(.role, ["roles": Role.office.rawValue, "person": actor.name])
                }
                try session.expectMany(knowsItsOwn: true)
                var importer = try LedgerImporter(self, request, session, actor, author)
                if let round = request.round, importer.rounds[round] == nil {
                    throw Complaint(66, "round.missing", ["found": round], candidates: importer.rounds.keys.sorted())
                }
                let (lines, sheets) = try takeRows(request, &importer, &session, progress)
                try importer.store(&session)
                guard !lines.isEmpty else {
                    throw Complaint(
                        65, "import.noHeader",
                        ["path": request.file, "sheets": sheets.joined(separator: "、")])
                }
                let text = lines.joined(separator: "\n")
                if importer.report.filed + importer.report.updated > 0, try session.reader.mappings().last != text {
                    try session.append(
                        .ledger(.mappingRemembered(lines: text)), to: .ledger(session.reader.ledger), by: author)
                }
                report = importer.report
                report.closeRepeats()
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
        try InputPath.requireReadable(request.file)
        guard let handle = FileHandle(forReadingAtPath: request.file) else {
            throw Complaint(66, "file.missing", ["path": request.file, "why": String(cString: strerror(errno))])
        }
        defer { try? handle.close() }
        var machine = DigestMachine(.sha256)
        while let data = try handle.read(upToCount: 1 << 18), !data.isEmpty { machine.update(data) }
        return "import \(machine.finish().hex) \(request.round ?? "") \(request.sheet ?? "") \(request.isStrict)"
    }

    private func overrides(_ request: ImportRequest, _ reader: LedgerReader) throws -> [String: ColumnMapping.Target] {
        var overrides: [String: ColumnMapping.Target] = [:]
        if let remembered = try reader.mappings().last {
            for (header, target) in ColumnMapping.remembered(remembered) where target != .extra {
                overrides[header] = target
            }
        }
        guard let path = request.mapFile else { return overrides }
        try InputPath.requireReadable(path)
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Complaint(65, "import.encoding", ["path": path])
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

    /// Takes every row of the file; returns the lines of its mapping, none when no sheet has a header that can be used, and its sheets.
    private func takeRows(
        _ request: ImportRequest, _ importer: inout LedgerImporter, _ session: inout WriteSession,
        _ progress: @escaping @Sendable (Int, Int) -> Void
    ) throws -> (lines: [String], sheets: [String]) {
        let stream = LedgerFileStream(
            request.file, sheet: request.sheet, overrides: try overrides(request, session.reader),
            synonyms: Self.synonyms)
        defer { stream.cancel() }
        var lines: [String] = []
        while true {
            switch stream.next() {
            case .rows(let sheet, let readings):
                for reading in readings { try importer.take(reading, sheet: sheet, &session) }
                progress(importer.report.rows, 0)
            case .sheetDone(let outcome): lines += importer.close(outcome)
            case .finished(let sheets):
                progress(importer.report.rows, importer.report.rows)
                if let wanted = request.sheet, !sheets.contains(wanted) {
                    throw Complaint(66, "import.noSheet", ["found": wanted], candidates: sheets)
                }
                return (lines, sheets)
            case .failed(let error): throw Self.complaint(error, request.file)
            }
        }
    }

    static let synonyms = HeaderSynonyms(BundledResource.text("exchange/headers.txt") ?? "")

    func replayed(_ performed: Performed) throws -> ImportReport {
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

    static func complaint(_ error: any Error, _ path: String) -> Complaint {
        guard let error = error as? SpreadsheetError else { return Complaint(error) }
        switch error {
        case .missing: return Complaint(66, "file.missing", ["path": path, "why": String(cString: strerror(ENOENT))])
        case .oldExcel: return Complaint(65, "import.oldExcel", ["path": path])
        case .notASpreadsheet(let why): return Complaint(65, "import.notASheet", ["path": path, "why": why])
        case .damaged(let why): return Complaint(65, "import.damaged", ["path": path, "why": why])
        case .entityDeclared: return Complaint(65, "import.entity", ["path": path])
        case .bomb(let entry, let bytes, let most):
            return Complaint(
                65, "import.bomb",
                ["path": path, "entry": entry, "bytes": String(bytes >> 20), "most": String(most >> 20)])
        case .unknownEncoding: return Complaint(65, "import.encoding", ["path": path])
        case .tooLarge(let bytes):
            return Complaint(65, "import.tooLarge", ["path": path, "most": String(bytes >> 20)])
        case .cannotWrite(let why): return Complaint(73, "file.cannotWrite", ["path": path, "why": why])
        }
    }
}
