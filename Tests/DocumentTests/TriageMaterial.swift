import Documents
import Rectification
import Requests

// A common issue over some findings, its letter, and what was decided on it.

extension Material {
    static func stamp(_ version: Int, _ day: Day) -> EventStamp {
        EventStamp(version: version, at: Moment(seconds: 0), day: day, person: id(2), name: "研判员")
    }

    private static func issue(_ rows: [FindingRow], _ day: Day) -> CommonIssue? {
        let formation = Formation(
            number: 3, title: "误工补助发放不规范", field: "村级财务", scope: .field, members: rows.map(\.number),
            words: ["误工补助", "代签", "无考勤"])
        var issue = CommonIssue(id: id(40), first: .formed(formation), stamp: stamp(1, day))
        issue?.evolve(.letterIssued(id(41), code: LetterCode(year: 2026, serial: 3)), stamp(2, day))
        issue?.evolve(
            .decisionRecorded(
                Decision(body: .secretaryMeeting, on: day, text: "由区农业农村局牵头，在全区开展村级误工补助专项整治，年底前完成。")),
            stamp(3, day))
        return issue
    }

    static func letter(_ rows: [FindingRow], _ day: Day) -> Letter? {
        guard let issue = issue(rows, day) else { return nil }
        let words = Letter.Words(
            to: OrganisationReference(id: id(42), path: "澜州市 / 澜西区 / 区农业农村局"),
            basis: "巡察发现，“误工补助发放不规范”方面的问题共 \(rows.count) 个，集中表现在误工补助、代签、无考勤等方面，属于共性问题。",
            suggestions: "一是对照上述问题开展全面排查；\n二是修订完善误工补助管理办法；\n三是加强业务指导和日常检查。",
            due: day.adding(months: 2))
        var letter = Letter(
            id: id(41), first: .drafted(LetterDraft(number: 1, issue: issue.reference, words: words)),
            stamp: stamp(1, day))
        letter?.evolve(
            .issued(LetterCode(year: 2026, serial: 3), due: day.adding(months: 2), basis(rows)), stamp(2, day))
        return letter
    }

    /// Every finding of a unit of its own, so that the worst case has many units.
    private static func basis(_ rows: [FindingRow]) -> Letter.Basis {
        Letter.Basis(
            units: rows.enumerated().map { Letter.Basis.Unit(name: "\($1.unit.name)\($0 + 1)", findings: 1) },
            examples: rows.prefix(5).map {
                Letter.Basis.Example(finding: $0.number, unit: $0.unit.name, text: $0.text)
            })
    }

    static func recommendation(_ rows: [FindingRow], _ day: Day) -> Recommendation? {
        letter(rows, day).flatMap { letter in letter.basis.map { Recommendation(letter, basis: $0) } }
    }

    static func specialReport(_ rows: [FindingRow], _ day: Day) -> SpecialReport? {
        guard let issue = issue(rows, day), let letter = letter(rows, day) else { return nil }
        let round = rows.first?.round ?? ""
        let row = IssueRow(
            number: issue.number, id: issue.id, version: issue.version, title: issue.title, field: issue.field,
            scope: issue.scope, state: issue.state, formedOn: day, letters: 1, words: issue.words, units: rows.count,
            stages: [rows.count, 0, 0, 0], trend: Trend(rounds: [Trend.Count(round: round, findings: rows.count)]))
        let sheet = IssueSheet(issue: issue, row: row, units: [], letters: [LetterRow(of: letter)], history: [])
        return SpecialReport(subject: "村级财务", rows: rows, issues: [sheet], letters: [letter], rounds: [round])
    }
}
