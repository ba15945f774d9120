internal import Attestation
import Rectification
import Requests

extension LedgerReader {
    /// Every common issue folded from its events, with the position of the last; one in memory at a time.
    func forEachIssue(_ each: (CommonIssue, Int) throws -> Void) throws {
        var current: (issue: CommonIssue, position: Int)?
        try forEachText(in: "group") { stored in
            guard case .group(.issue(let event)) = stored.text.event, case .group(let id) = stored.text.stream else {
                return
            }
            let stamp = stored.text.stamp(in: zone)
            if stored.text.version == 1 {
                if let current { try each(current.issue, current.position) }
                current = CommonIssue(id: id, first: event, stamp: stamp).map { ($0, stored.position) }
            } else {
                current?.issue.evolve(event, stamp)
                current?.position = stored.position
            }
        }
        if let current { try each(current.issue, current.position) }
    }

    /// Every letter folded from its events, with the position of the last.
    func forEachLetter(_ each: (Letter, Int) throws -> Void) throws {
        var current: (letter: Letter, position: Int)?
        try forEachText(in: "letter") { stored in
            guard case .letter(let event) = stored.text.event, case .letter(let id) = stored.text.stream else {
                return
            }
            let stamp = stored.text.stamp(in: zone)
            if stored.text.version == 1 {
                if let current { try each(current.letter, current.position) }
                current = Letter(id: id, first: event, stamp: stamp).map { ($0, stored.position) }
            } else {
                current?.letter.evolve(event, stamp)
                current?.position = stored.position
            }
        }
        if let current { try each(current.letter, current.position) }
    }

    /// The events of all streams of a kind, stream by stream.
    private func forEachText(in kind: String, _ each: (StoredEvent) throws -> Void) throws {
        try connection.forEach(
            """
            SELECT position, hash, text FROM events WHERE stream >= '\(kind)/' AND stream < '\(kind)0'
            ORDER BY stream, version
            """, []
        ) { row in
            try each(try StoredEvent(row))
            return true
        }
    }

    /// Issues, letters and dismissals against their tables, and members against what findings say.
    func checkTriage(_ problems: inout [IntegrityProblem]) throws {
        func problem(_ position: Int?, _ detail: String) {
            problems.append(IntegrityProblem(readModel: detail, position: position))
        }
        var issues = 0
        var members = 0
        try forEachIssue { issue, position in
            issues += 1
            members += issue.members.count
            let stored = try connection.first(
                "SELECT \(IssueRecord.columns) FROM common_issues WHERE number = ?", [.integer(issue.number)],
                IssueRecord.stored)
            if stored != IssueRecord(of: issue).values { problem(position, "common_issues \(issue.number)") }
            let numbers = try connection.rows(
                "SELECT number FROM findings WHERE group_id = ?", [.text(issue.id.description)]
            ) { FindingNumber($0.int(0)) }
            if numbers.sorted() != issue.members.sorted() { problem(position, "members of issue \(issue.number)") }
        }
        var letters = 0
        try forEachLetter { letter, position in
            letters += 1
            let stored = try connection.first(
                "SELECT \(LetterRecord.columns) FROM letters WHERE number = ?", [.integer(letter.number)],
                LetterRecord.stored)
            if stored != LetterRecord(of: letter).values { problem(position, "letters \(letter.number)") }
        }
        if try count(of: "common_issues") != issues { problem(nil, "common_issues") }
        if try count(of: "letters") != letters { problem(nil, "letters") }
        if try groupedNumbers().count != members { problem(nil, "members of issues") }
        try checkDismissals(problem)
    }

    private func checkDismissals(_ problem: (Int?, String) -> Void) throws {
        var live: [GroupID: Dismissal] = [:]
        try forEachText(in: "group") { stored in
            guard case .group(let id) = stored.text.stream, case .group(.suggestion(let event)) = stored.text.event
            else { return }
            switch event {
            case .dismissed(let dismissal): live[id] = dismissal
            case .restored: live[id] = nil
            }
        }
        let stored = Dictionary(try dismissals().map { ($0.id, $0.dismissal) }) { first, _ in first }
        if stored != live { problem(nil, "dismissals") }
    }

    private func count(of table: String) throws -> Int {
        try connection.first("SELECT count(*) FROM \(table)") { $0.int(0) } ?? 0
    }
}
