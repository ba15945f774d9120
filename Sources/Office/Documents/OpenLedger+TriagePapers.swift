internal import Documents
internal import Ledger
internal import Rectification
internal import Requests
internal import Wording

// 巡察建议书 and 专项报告: what the ledger holds of them.

extension OpenLedger {
    /// What a letter that has not gone out rests on today.
    func draftBasis(of letter: Letter, _ reader: LedgerReader) throws -> Letter.Basis {
        guard let issue = try reader.issue(letter.issue.id) else {
            throw LedgerError(.issueMissing, ["number": String(letter.issue.number)])
        }
        return try basis(of: issue, reader)
    }

    /// Throws `Complaint`: document.nothing 66 when no finding is meant.
    func specialReport(
        _ scope: ReportScope, _ setting: DocumentSetting, _ reader: LedgerReader
    ) throws -> SpecialReport {
        let subject: String
        let issues: [CommonIssue]
        var rows: [FindingRow] = []
        switch scope {
        case .field(let field):
            subject = field
            issues = try reader.issues(IssueFilter(field: field)).map { try reader.issue($0.number) }
            for issue in issues { rows += try members(of: issue, reader) }
        case .issue(let number):
            let issue = try reader.issue(number)
            subject = issue.title
            issues = [issue]
            rows = try members(of: issue, reader)
        case .selection(let selection, let written):
            subject = written
            rows = try self.rows(selection, .specialReport, setting, reader)
            let numbers = Set(try rows.compactMap { try reader.issueNumber(of: $0.number) })
            issues = try numbers.sorted().map { try reader.issue($0) }
        }
        guard !rows.isEmpty else {
            throw Complaint(66, "document.nothing", ["kind": setting.words["documentKind.special-report"]])
        }
        let found = Set(rows.map(\.round))
        let letters = try issues.flatMap { issue in
            try issue.letters.compactMap { try reader.letter($0.letter) }
        }
        return SpecialReport(
            subject: subject, rows: rows, issues: try issues.map { try sheet($0, reader) },
            letters: letters.sorted { $0.number < $1.number },
            rounds: try reader.roundsInOrder().filter { found.contains($0) })
    }

    private func members(of issue: CommonIssue, _ reader: LedgerReader) throws -> [FindingRow] {
        var filter = FindingFilter()
        filter.group = issue.id
        return try rows(filter, reader)
    }
}
