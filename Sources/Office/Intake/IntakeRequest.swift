internal import Exchange
internal import Spreadsheet

/// A bulletin that is to be taken in.
package struct IntakeRequest: Hashable, Sendable {
    /// The file's name, or what stands for it.
    package let source: String
    package let text: String
    /// `nil`: the round with the newest feedback.
    package let round: String?
    /// Whose findings those are that name no unit; names are looked up below it first.
    package let unit: String?
    /// The category of all of them; `nil`: what headings or findings filed before propose.
    package let category: String?
    /// A date or phrase; `nil`: the last day that the policy allows.
    package let deadline: String?

    package init(
        source: String, text: String, round: String? = nil, unit: String? = nil, category: String? = nil,
        deadline: String? = nil
    ) {
        self.source = source
        self.text = text
        self.round = round
        self.unit = unit
        self.category = category
        self.deadline = deadline
    }
}

/// A bulletin's file: .txt, .md, or what comes through a pipe and is no table.
package enum BulletinFile {
    /// Bytes that are read of one; a bulletin of a whole province has a hundredth of it.
    package static let most = 32 << 20

    /// Whether a file is prose rather than a ledger; one that cannot be read is neither.
    package static func isProse(_ path: String, named name: String) -> Bool {
        let lower = name.lowercased()
        guard name == "-" || [".txt", ".md", ".markdown", ".text"].contains(where: lower.hasSuffix) else {
            return false
        }
        return !hasHeader(path)
    }

    /// The text of a file in UTF-8, UTF-16 or GB18030.
    ///
    /// Throws `Complaint`: file.missing 66, import.encoding 65, import.tooLarge 65.
    package static func text(_ path: String) throws -> String {
        do {
            return try WrittenText(path: path, most: most).text
        } catch let error as SpreadsheetError {
            if case .unknownEncoding = error { throw Complaint(65, "import.notAText", ["path": path]) }
            throw OpenLedger.complaint(error, path)
        }
    }

    private struct Enough: Error {}

    /// Among the first rows stands the header of a ledger.
    private static func hasHeader(_ path: String) -> Bool {
        guard let file = try? LedgerFile(path: path) else { return false }
        for index in file.sheets.indices {
            var rows: [SheetRow] = []
            _ = try? file.forEachRow(of: index) { row in
                rows.append(row)
                if rows.count >= 30 { throw Enough() }
            }
            let mapping = ColumnMapping(rows, merges: [], synonyms: OpenLedger.synonyms, overrides: [:])
            if mapping?.isUsable == true { return true }
        }
        return false
    }
}
