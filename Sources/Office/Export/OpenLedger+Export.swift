internal import Exchange
import Foundation
internal import Ledger
internal import Rectification
package import Requests
internal import Spreadsheet

extension OpenLedger {
    /// Writes findings to .xlsx, .csv or .json by the extension, whole or not at all; `-` is JSON for stdout, given to `sink`.
    ///
    /// Throws `Complaint`: export.format 64, file.exists 73, file.cannotWrite 73.
    package func export(
        to path: String, _ filter: FindingFilter, force: Bool, sheetPerUnit: Bool,
        sink: (String) -> Void, progress: (Int, Int) -> Void
    ) throws -> Int {
        if path == "-" { return try exportJSON(filter, sink, progress) }
        let format = (path as NSString).pathExtension.lowercased()
        guard ["xlsx", "csv", "json"].contains(format) else {
            throw Complaint(64, "export.format", ["path": path], candidates: [".xlsx", ".csv", ".json"])
        }
        if !force, FileManager.default.fileExists(atPath: path) { throw Complaint(73, "file.exists", ["path": path]) }
        let temporary = WholeFile.making(path)
        // A folder that takes no file is found before everything is written, and not by the library, which complains on its own.
        try WholeFile.requireWritable(path)
        defer { unlink(temporary) }
        let count: Int
        do {
            count =
                switch format {
                case "xlsx": try exportWorkbook(temporary, filter, sheetPerUnit, progress)
                case "csv": try exportText(temporary, filter, progress)
                case _: try exportJSONFile(temporary, filter, progress)
                }
        } catch SpreadsheetError.cannotWrite(let why) {
            throw Complaint(errno == ENOSPC ? 74 : 73, "file.cannotWrite", ["path": path, "why": why])
        }
        guard rename(temporary, path) == 0 else {
            throw Complaint(73, "file.cannotWrite", ["path": path, "why": String(cString: strerror(errno))])
        }
        return count
    }

    private func exportWorkbook(
        _ path: String, _ filter: FindingFilter, _ sheetPerUnit: Bool, _ progress: (Int, Int) -> Void
    ) throws -> Int {
        var book = try WorkbookWriter(path: path)
        var count = 0
        try read { reader in
            let columns = try columns(reader)
            func begin(_ name: String) throws {
                try book.beginSheet(name, headers: columns.columns.map(\.header), widths: columns.columns.map(\.width))
            }
            let today = today
            func write(_ filter: FindingFilter) throws {
                try forEachFinding(
                    FindingQuery(filter), reader,
                    make: { columns.cells(of: $0, today: today, synonyms: Self.synonyms) }
                ) { rows in
                    for row in rows { try book.write(row) }
                    count += rows.count
                    progress(count, 0)
                }
            }
            guard sheetPerUnit else {
                try begin("整改台账")
                return try write(filter)
            }
            let units = try reader.counts(by: .unit, filter, today: today).sorted { $0.label < $1.label }
            if units.isEmpty { try begin("整改台账") }
            for unit in units {
                guard let id = OrganisationID(unit.value) else { continue }
                try begin(SheetNames.shared(unit.label, among: units.map(\.label)))
                var own = filter
                own.exactUnit = id
                try write(own)
            }
        }
        try book.close()
        progress(count, count)
        return count
    }

    private func exportText(_ path: String, _ filter: FindingFilter, _ progress: (Int, Int) -> Void) throws -> Int {
        try writing(path) { write in
            write("\u{FEFF}")
            return try read { reader in
                let columns = try columns(reader)
                write(DelimitedText.record(columns.columns.map(\.header)))
                let today = today
                return try forEachText(filter, reader, progress, write) {
                    DelimitedText.record(columns.cells(of: $0, today: today, synonyms: Self.synonyms))
                }
            }
        }
    }

    private func exportJSONFile(_ path: String, _ filter: FindingFilter, _ progress: (Int, Int) -> Void) throws -> Int {
        try writing(path) { write in try exportJSON(filter, write, progress) }
    }

    private func exportJSON(
        _ filter: FindingFilter, _ write: (String) -> Void, _ progress: (Int, Int) -> Void
    ) throws -> Int {
        write("[")
        let today = today
        var lead = "\n"
        let count = try read { reader in
            try forEachText(
                filter, reader, progress,
                {
                    write(lead + $0)
                    lead = ",\n"
                }
            ) { FindingJSON.value($0, today: today).text }
        }
        write("\n]\n")
        return count
    }

    private func forEachText(
        _ filter: FindingFilter, _ reader: LedgerReader, _ progress: (Int, Int) -> Void, _ write: (String) -> Void,
        make: @escaping @Sendable (Finding) -> String
    ) throws -> Int {
        var count = 0
        try forEachFinding(FindingQuery(filter), reader, make: make) { texts in
            for text in texts { write(text) }
            count += texts.count
            progress(count, 0)
        }
        progress(count, count)
        return count
    }

    /// Text written through one buffered file, flushed and checked at the end.
    private func writing(_ path: String, _ body: ((String) -> Void) throws -> Int) throws -> Int {
        guard let file = fopen(path, "wb") else { throw SpreadsheetError.cannotWrite(String(cString: strerror(errno))) }
        var isWhole = true
        let result = Result {
            try body { text in
                let bytes = Array(text.utf8)
                if fwrite(bytes, 1, bytes.count, file) != bytes.count { isWhole = false }
            }
        }
        let isFlushed = fflush(file) == 0 && fsync(fileno(file)) == 0
        let why = String(cString: strerror(errno))
        guard fclose(file) == 0, isFlushed, isWhole else { throw SpreadsheetError.cannotWrite(why) }
        return try result.get()
    }

    private func columns(_ reader: LedgerReader) throws -> LedgerColumns {
        LedgerColumns(mappings: try reader.mappings(), synonyms: Self.synonyms)
    }
}

/// Names of sheets: at most 31 characters, and no two alike.
enum SheetNames {
    static func shared(_ path: String, among paths: [String]) -> String {
        let name = path.components(separatedBy: " / ").last ?? path
        let same = paths.filter { ($0.components(separatedBy: " / ").last ?? $0) == name }.sorted()
        guard same.count > 1, let index = same.firstIndex(of: path) else { return String(name.prefix(31)) }
        return "\(name.prefix(27))(\(index + 1))"
    }
}
