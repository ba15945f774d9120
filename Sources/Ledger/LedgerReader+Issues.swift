internal import Attestation
package import Rectification
package import Requests

/// How a common issue stands in the table `common_issues`.
struct IssueRecord: Hashable, Sendable {
    let issue: CommonIssue

    init(of issue: CommonIssue) { self.issue = issue }

    static let columns = "number, id, version, title, live_title, field, scope, state, formed, letters, words"

    static let upsert = """
        INSERT INTO common_issues (\(columns)) VALUES (?,?,?,?,?,?,?,?,?,?,?)
        ON CONFLICT (number) DO UPDATE SET version = excluded.version, title = excluded.title,
          live_title = excluded.live_title, field = excluded.field, scope = excluded.scope, state = excluded.state,
          letters = excluded.letters, words = excluded.words
        """

    var values: [SQLValue] {
        [
            .integer(issue.number), .text(issue.id.description), .integer(issue.version), .text(issue.title),
            SQLValue(issue.isLive ? issue.title : nil), .text(issue.field), .text(issue.scope.rawValue),
            .text(issue.state.rawValue), .integer(issue.formedOn.number), .integer(issue.letters.count),
            .text(issue.words.joined(separator: "\n")),
        ]
    }

    /// The same columns as they are stored.
    static func stored(_ row: any SQLRow) -> [SQLValue] {
        [
            .integer(row.int(0)), .text(row.text(1)), .integer(row.int(2)), .text(row.text(3)),
            SQLValue(row.optionalText(4)), .text(row.text(5)), .text(row.text(6)), .text(row.text(7)),
            .integer(row.int(8)), .integer(row.int(9)), .text(row.text(10)),
        ]
    }
}

extension Projection {
    func write(_ record: IssueRecord) throws {
        try reader.connection.execute(IssueRecord.upsert, record.values)
    }

    func write(_ event: SuggestionEvent, _ id: GroupID, _ stamp: EventStamp) throws {
        switch event {
        case .dismissed(let dismissal):
            try reader.connection.execute(
                "INSERT INTO dismissals (id, suggestion, members, words, day, name) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .text(id.description), .text(dismissal.suggestion),
                    .text(dismissal.members.map(\.description).joined(separator: " ")),
                    .text(dismissal.words.joined(separator: "\n")), .integer(stamp.day.number), .text(stamp.name),
                ])
        case .restored:
            try reader.connection.execute("DELETE FROM dismissals WHERE id = ?", [.text(id.description)])
        }
    }
}

extension LedgerReader {
    /// The issue folded from its events, never from a read model. Throws `issue.missing`.
    package func issue(_ number: Int) throws -> CommonIssue {
        let id = try connection.first("SELECT id FROM common_issues WHERE number = ?", [.integer(number)]) {
            GroupID($0.text(0))
        }
        guard let id, let id, let issue = try issue(id) else {
            throw LedgerError(.issueMissing, ["number": String(number)])
        }
        return issue
    }

    package func issue(_ id: GroupID) throws -> CommonIssue? {
        var issue: CommonIssue?
        for stored in try events(of: .group(id)) { fold(stored, into: &issue) }
        return issue
    }

    private func fold(_ stored: StoredEvent, into issue: inout CommonIssue?) {
        guard case .group(.issue(let event)) = stored.text.event, case .group(let id) = stored.text.stream else {
            return
        }
        let stamp = stored.text.stamp(in: zone)
        if issue == nil {
            issue = CommonIssue(id: id, first: event, stamp: stamp)
        } else {
            issue?.evolve(event, stamp)
        }
    }

    package func issueHistory(_ id: GroupID) throws -> [GroupEntry] {
        try events(of: .group(id)).compactMap { stored in
            guard case .group(.issue(let event)) = stored.text.event else { return nil }
            return GroupEntry(
                version: stored.text.version, at: stored.text.time, by: stored.text.name, event: event)
        }
    }

    package func nextIssueNumber() throws -> Int {
        (try connection.first("SELECT max(number) FROM common_issues") { $0.int(0) } ?? 0) + 1
    }

    /// The issue in which a finding stands, `nil` when in none. Throws `finding.missing`.
    package func issueNumber(of finding: FindingNumber) throws -> Int? {
        let found = try connection.first(
            """
            SELECT f.number, i.number FROM findings f LEFT JOIN common_issues i ON i.id = f.group_id
            WHERE f.number = ?
            """, [.integer(finding.value)]
        ) { $0.optionalInt(1) }
        guard let found else { throw LedgerError(.findingMissing, ["number": finding.description]) }
        return found
    }

    /// The same as it is called now.
    package func issueReference(of finding: FindingNumber) throws -> IssueReference? {
        try connection.first(
            "SELECT i.id, i.number, i.title FROM findings f JOIN common_issues i ON i.id = f.group_id WHERE f.number = ?",
            [.integer(finding.value)]
        ) { row in
            GroupID(row.text(0)).map { IssueReference(id: $0, number: row.int(1), title: row.text(2)) }
        }.flatMap { $0 }
    }

    /// The same of those of several findings that are in one.
    package func issueReferences(of findings: [FindingNumber]) throws -> [FindingNumber: IssueReference] {
        guard !findings.isEmpty else { return [:] }
        let list = findings.map(\.description).joined(separator: ",")
        let found = try connection.rows(
            """
            SELECT i.id, i.number, i.title, f.number FROM findings f JOIN common_issues i ON i.id = f.group_id
            WHERE f.number IN (\(list))
            """, []
        ) { row in
            GroupID(row.text(0)).map {
                (FindingNumber(row.int(3)), IssueReference(id: $0, number: row.int(1), title: row.text(2)))
            }
        }
        return Dictionary(found.compactMap { $0 }) { first, _ in first }
    }

    /// The live issue that bears a title.
    package func issueNumber(titled title: String) throws -> Int? {
        try connection.first("SELECT number FROM common_issues WHERE live_title = ?", [.text(title)]) { $0.int(0) }
    }

    package func group(titled title: String) throws -> FindingGroup? {
        try groups("live_title = ?", [.text(title)]).first
    }

    /// A live issue by its number.
    package func group(numbered number: Int) throws -> FindingGroup? {
        try groups("live_title IS NOT NULL AND number = ?", [.integer(number)]).first
    }

    /// Every live issue, by title.
    package func groups() throws -> [FindingGroup] { try groups("live_title IS NOT NULL", []) }

    /// The current title of an issue.
    package func title(of group: GroupID) throws -> String? {
        try groups("id = ?", [.text(group.description)]).first?.title
    }

    private func groups(_ condition: String, _ values: [SQLValue]) throws -> [FindingGroup] {
        try connection.rows("SELECT id, title FROM common_issues WHERE \(condition) ORDER BY title", values) { row in
            GroupID(row.text(0)).map { FindingGroup(id: $0, title: row.text(1)) }
        }.compactMap { $0 }
    }

    /// Common issues, most members first.
    package func issues(_ filter: IssueFilter = IssueFilter()) throws -> [IssueRow] {
        var terms: [String] = []
        var values: [SQLValue] = []
        if filter.states.isEmpty {
            terms.append("live_title IS NOT NULL")
        } else {
            let states = filter.states.map(\.rawValue).sorted()
            terms.append("state IN (\(states.map { _ in "?" }.joined(separator: ", ")))")
            values += states.map { .text($0) }
        }
        if let field = filter.field {
            terms.append("field = ?")
            values.append(.text(field))
        }
        let rows = try issueRows(terms.joined(separator: " AND "), values)
        return rows.sorted { ($1.members, $0.number) < ($0.members, $1.number) }
    }

    package func issueRow(_ id: GroupID) throws -> IssueRow? {
        try issueRows("id = ?", [.text(id.description)]).first
    }

    private func issueRows(_ condition: String, _ values: [SQLValue]) throws -> [IssueRow] {
        let rounds = try roundsInOrder()
        let counts = try connection.rows(
            """
            SELECT c.issue, c.round, c.stage, c.findings FROM issue_counts c
            JOIN common_issues i ON i.id = c.issue WHERE \(condition)
            """, values
        ) { (issue: $0.text(0), round: $0.text(1), stage: $0.int(2), findings: $0.int(3)) }
        let ofIssue = Dictionary(grouping: counts, by: \.issue)
        return try connection.rows(
            """
            SELECT \(IssueRecord.columns), (SELECT count(*) FROM issue_units u WHERE u.issue = i.id)
            FROM common_issues i WHERE \(condition) ORDER BY number
            """, values
        ) { row -> IssueRow? in
            guard let id = GroupID(row.text(1)), let scope = CommonIssue.Scope(rawValue: row.text(6)),
                let state = CommonIssue.State(rawValue: row.text(7))
            else { return nil }
            var stages = [0, 0, 0, 0]
            var found: [String: Int] = [:]
            for count in ofIssue[row.text(1)] ?? [] {
                stages[count.stage] += count.findings
                found[count.round, default: 0] += count.findings
            }
            return IssueRow(
                number: row.int(0), id: id, version: row.int(2), title: row.text(3), field: row.text(5), scope: scope,
                state: state, formedOn: Day(number: row.int(8)), letters: row.int(9),
                words: row.text(10).split(separator: "\n").map(String.init), units: row.int(11), stages: stages,
                trend: Trend(found, in: rounds))
        }.compactMap { $0 }
    }

    /// The units of an issue's members, most findings first.
    package func issueUnits(_ id: GroupID, limit: Int = IssueSheet.mostUnits) throws -> [IssueSheet.Unit] {
        try connection.rows(
            """
            SELECT u.unit, o.path, u.findings, u.closed FROM issue_units u JOIN organisations o ON o.id = u.unit
            WHERE u.issue = ? ORDER BY u.findings DESC, o.path LIMIT \(limit)
            """, [.text(id.description)]
        ) { row in
            OrganisationID(row.text(0)).map {
                IssueSheet.Unit(
                    unit: OrganisationReference(id: $0, path: row.text(1)), findings: row.int(2), closed: row.int(3))
            }
        }.compactMap { $0 }
    }

    /// Names of all rounds, oldest first: by 反馈, else 进驻, else name.
    package func roundsInOrder() throws -> [String] {
        try rounds().sorted { left, right in
            let days = [left, right].map { ($0.feedback ?? $0.entered)?.number ?? Int.max }
            return (days[0], left.name) < (days[1], right.name)
        }.map(\.name)
    }

    /// Numbers of all findings that belong to an issue.
    package func groupedNumbers() throws -> Set<Int> {
        var numbers: Set<Int> = []
        try connection.forEach("SELECT number FROM findings WHERE group_id IS NOT NULL", []) { row in
            numbers.insert(row.int(0))
            return true
        }
        return numbers
    }

    /// Suggestions that were turned down, newest first.
    package func dismissals() throws -> [DismissalRow] {
        try connection.rows(
            "SELECT id, suggestion, members, words, day, name FROM dismissals ORDER BY day DESC, id", []
        ) { row -> DismissalRow? in
            guard let id = GroupID(row.text(0)) else { return nil }
            let members = row.text(2).split(separator: " ").compactMap { Int($0).map { FindingNumber($0) } }
            return DismissalRow(
                id: id,
                dismissal: Dismissal(
                    suggestion: row.text(1), members: members,
                    words: row.text(3).split(separator: "\n").map(String.init)),
                on: Day(number: row.int(4)), by: row.text(5))
        }.compactMap { $0 }
    }
}

extension Trend {
    /// Counts by round put in order, with the last two rounds of the ledger in any case.
    package init(_ found: [String: Int], in rounds: [String]) {
        let last = Set(rounds.suffix(2))
        self.init(
            rounds: rounds.filter { found[$0] != nil || last.contains($0) }.map {
                Count(round: $0, findings: found[$0] ?? 0)
            })
    }
}
