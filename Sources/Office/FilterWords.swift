package import Ledger
internal import Rectification
package import Requests

extension LedgerReader {
    /// The filter that cli.md's words mean, by option name without dashes; the command line and the board's form both come here.
    ///
    /// Throws `Complaint`: code.unknown 64, unit.missing 66, round.missing 66, field.nothingSuch 66.
    package func filter(_ values: [String: [String]]) throws -> FindingFilter {
        func one(_ name: String) -> String? { values[name]?.first { !$0.trimmed.isEmpty } }
        var filter = FindingFilter()
        for written in values["stage"] ?? [] {
            let code = written == "in-progress" ? "inProgress" : written
            filter.stages.insert(try known(code, "stage", StageCode.self))
        }
        filter.isOverdue = one("overdue") != nil
        if let written = one("due-within") {
            guard let days = Self.days(written) else {
                throw Complaint(
                    64, "code.unknown", ["field": "due-within", "found": written], candidates: ["10d", "10天", "2周"])
            }
            filter.dueWithinDays = days
        }
        if let written = one("due-month") {
            guard let month = Month(written) else {
                throw Complaint(
                    64, "code.unknown", ["field": "due-month", "found": written], candidates: ["2026-11", "2026年11月"])
            }
            filter.dueMonth = month
        }
        filter.isTrouble = one("trouble") != nil
        filter.isListed = one("listed") != nil
        filter.isStarred = one("starred") != nil
        filter.isImmediate = one("immediate") != nil
        filter.isLongTerm = one("long-term") != nil
        filter.isSecondRound = one("second-round") != nil
        filter.isOpen = one("open") != nil
        filter.isProvincial = one("provincial") != nil
        filter.isLeaderOwned = one("leader-owned") != nil
        filter.isExtensionPending = one("extension-pending") != nil
        filter.isAwaitingAnswer = one("awaiting-answer") != nil
        filter.isUnanswered = one("unanswered") != nil
        filter.isConsolidationDue = one("consolidation-due") != nil
        filter.isClueOut = one("clue-out") != nil
        filter.head = one("head").map { HeadReference($0) }
        filter.unit = try one("unit").map { named in try Complaint.about("unit") { try unit(named).id } }
        filter.round = try one("round").map { named in try Complaint.about("round") { try round(named).name } }
        filter.category = one("category")
        filter.leader = one("leader")
        filter.source = try one("source").map { try known($0, "source", Finding.Source.self) }
        if let title = one("group") {
            guard let found = try group(titled: title) ?? numbered(title) else {
                throw Complaint(
                    66, "field.nothingSuch", ["field": "group", "found": title], candidates: try groups().map(\.title))
            }
            filter.group = found.id
        }
        filter.text = one("text")
        return filter
    }

    /// `10` `10d` `10天内` `2周`: so many days from today.
    private static func days(_ written: String) -> Int? {
        let text = written.trimmed
        let digits = text.prefix { $0.isDigit }
        guard let count = Int(digits), count <= 100_000 else { return nil }
        switch String(text.dropFirst(digits.count)).trimmed {
        case "", "d", "天", "日", "天内", "日内", "天內", "日內": return count
        case "w", "周", "周内", "週", "週內": return count * 7
        case _: return nil
        }
    }

    private func numbered(_ written: String) throws -> FindingGroup? {
        try Int(written).flatMap { try group(numbered: $0) }
    }

    private func known<Code: RawRepresentable<String> & CaseIterable>(
        _ written: String, _ field: String, _: Code.Type
    ) throws -> Code {
        guard let code = Code(rawValue: written) else {
            throw Complaint(
                64, "code.unknown", ["field": field, "found": written], candidates: Code.allCases.map(\.rawValue))
        }
        return code
    }
}
