import Attestation
import Ledger
import Rectification
import Requests
import Testing

@Suite("Common issues and letters in the log", .timeLimit(.minutes(5)))
struct TriageLogTests {
    static let group = FindingGroup(id: Rig.id(80), title: "误工补助")
    static let department = OrganisationReference(id: Rig.town.id, path: "下应街道")
    static let code = LetterCode(year: 2026, serial: 1)

    /// An issue of two findings of two units with a letter that was answered, and a dismissed suggestion.
    static func triage(_ rig: Rig) throws -> (issue: CommonIssue, letter: Letter) {
        try rig.file("误工一")
        try rig.file("误工二", unit: Rig.town)
        try rig.file("接待")
        let numbers = [FindingNumber(1), FindingNumber(2)]
        let outcome = try rig.store.write(Rig.request("form")) { session in
            let formation = Formation(
                number: 1, title: "误工", field: "作风", scope: .field, members: numbers, words: ["误工", "补助"])
            _ = try session.append(
                [
                    CommonIssueEvent.formed(formation), .retitled("误工补助", was: "误工"),
                    .letterIssued(Rig.id(90), code: code), .letterAnswered(Rig.id(90)),
                ], to: nil, id: group.id, by: Rig.author)
            for number in numbers {
                let before = try session.reader.finding(number)
                _ = try session.append([.grouped(group)], to: before, id: before.id, by: Rig.author)
            }
            let words = Letter.Words(to: department, basis: "依据", suggestions: "建议", due: Day(number: 20_100))
            let basis = Letter.Basis(units: [Letter.Basis.Unit(name: "江六村", findings: 2)], examples: [])
            let letter = try session.append(
                [
                    LetterEvent.drafted(
                        LetterDraft(
                            number: 1, issue: IssueReference(id: group.id, number: 1, title: "误工补助"), words: words)),
                    .issued(code, due: Day(number: 20_200), basis),
                    .answered(Letter.Answer(text: "已改", on: Day(number: 20_150), evidence: nil)),
                ], to: nil, id: Rig.id(90), by: Rig.author)
            try session.append(
                .group(
                    .suggestion(
                        .dismissed(Dismissal(suggestion: "a", members: numbers, words: ["误工"])))),
                to: .group(Rig.id(81)), by: Rig.author)
            return letter
        }
        guard case .some(.some(let letter)) = outcome.value else { throw Rig.NoFinding() }
        return (try rig.store.read { try $0.issue(1) }, letter)
    }

    @Test(
        "an issue and a letter fold from their events, and their pages come from the counters",
        arguments: Driver.allCases)
    func folds(driver: Driver) throws {
        let rig = try Rig(driver)
        let (issue, written) = try Self.triage(rig)
        #expect(issue.state == .answered && issue.version == 4 && issue.title == "误工补助")
        try rig.store.read { (reader: LedgerReader) throws in
            #expect(try reader.letter(1) == written)
            let row = try #require(try reader.issues().first)
            #expect(row.members == 2 && row.units == 2 && row.stages == [2, 0, 0, 0] && row.letters == 1)
            #expect(row.words == ["误工", "补助"] && row.state == .answered)
            let units = try reader.issueUnits(Self.group.id)
            #expect(units.map(\.findings) == [1, 1] && units.map(\.closed) == [0, 0])
            #expect(try reader.group(titled: "误工补助") == Self.group && reader.group(titled: "误工") == nil)
            #expect(try reader.issueNumber(of: FindingNumber(3)) == nil)
            #expect(try reader.issueReference(of: FindingNumber(1))?.number == 1)
            #expect(try reader.groupedNumbers() == [1, 2])
            #expect(try reader.nextIssueNumber() == 2 && reader.nextLetterNumber() == 2)
            #expect(try reader.lastSerial(in: 2026) == 1 && reader.lastSerial(in: 2027) == 0)
            #expect(try reader.dismissals().map(\.dismissal.suggestion) == ["a"])
            let figures = try reader.letterFigures(today: Day(number: 20_300))
            #expect(figures == LetterFigures(issued: 1, answered: 1, overdue: 0))
            #expect(try reader.issues(IssueFilter(states: [.open])).isEmpty)
            #expect(try reader.issues(IssueFilter(field: "作风")).count == 1)
            #expect(try reader.letters(LetterFilter(states: [.draft]), today: Day(number: 20_000)).isEmpty)
        }
        #expect(throws: LedgerError(.issueMissing, ["number": "2"])) { try rig.store.read { try $0.issue(2) } }
        #expect(throws: LedgerError(.letterMissing, ["number": "2"])) { try rig.store.read { try $0.letter(2) } }
    }

    @Test("a member that moves on moves in the counters", arguments: Driver.allCases)
    func counters(driver: Driver) throws {
        let rig = try Rig(driver)
        _ = try Self.triage(rig)
        try rig.append([Rig.started], to: 1)
        #expect(try rig.store.read { try $0.issues() }.first?.stages == [1, 1, 0, 0])
        _ = try rig.store.write(Rig.request("drop")) { session in
            let issue = try session.reader.issue(1)
            _ = try session.append(
                [CommonIssueEvent.membersRemoved([FindingNumber(1)])], to: issue, id: issue.id, by: Rig.author)
            let before = try session.reader.finding(FindingNumber(1))
            _ = try session.append([.ungrouped], to: before, id: before.id, by: Rig.author)
        }
        let row = try rig.store.read { try $0.issues() }.first
        #expect(row?.stages == [1, 0, 0, 0] && row?.units == 1)
        #expect(try rig.store.check().isEmpty)
    }

    @Test("a letter whose reply is late comes first, and is counted", arguments: Driver.allCases)
    func overdue(driver: Driver) throws {
        let rig = try Rig(driver)
        _ = try Self.triage(rig)
        _ = try rig.store.write(Rig.request("second")) { session in
            let words = Letter.Words(to: Self.department, basis: "依据", suggestions: "建议", due: nil)
            let issue = IssueReference(id: Self.group.id, number: 1, title: "误工补助")
            for number in [2, 3] {
                _ = try session.append(
                    [
                        LetterEvent.drafted(LetterDraft(number: number, issue: issue, words: words)),
                        .issued(
                            LetterCode(year: 2026, serial: number), due: Day(number: 20_000 + number),
                            Letter.Basis(units: [], examples: [])),
                    ], to: nil, id: Rig.id(90 + UInt64(number)), by: Rig.author)
            }
        }
        try rig.store.read { (reader: LedgerReader) throws in
            let today = Day(number: 20_010)
            #expect(try reader.letters(today: today).map(\.number) == [2, 3, 1])
            #expect(
                try reader.letters(LetterFilter(isOverdue: true), today: today).map { $0.overdueDays(on: today) } == [
                    8, 7,
                ])
            #expect(try reader.letterFigures(today: today) == LetterFigures(issued: 3, answered: 1, overdue: 2))
        }
    }

    @Test("rebuild gives the same tables, and check is content", arguments: Driver.allCases)
    func rebuild(driver: Driver) throws {
        let rig = try Rig(driver)
        _ = try Self.triage(rig)
        let before = try rig.readModels()
        for table in ["common_issues", "issue_counts", "issue_units", "dismissals", "letters"] {
            #expect(before.contains { $0.hasPrefix(table + ": ") }, "\(table)")
        }
        _ = try rig.store.rebuild()
        #expect(try rig.readModels() == before)
        #expect(try rig.store.check().isEmpty)
    }

    @Test(
        "a table that differs from the log is found",
        arguments: [
            "UPDATE common_issues SET title = '别的'", "UPDATE common_issues SET state = 'open'",
            "DELETE FROM common_issues",
            "UPDATE issue_counts SET findings = 9", "DELETE FROM issue_units", "DELETE FROM dismissals",
            "UPDATE dismissals SET members = '1 3'", "UPDATE letters SET serial = 2", "DELETE FROM letters",
            "UPDATE findings SET group_id = NULL WHERE number = 1", "UPDATE letters SET answered = NULL",
        ])
    func tampering(statement: String) throws {
        let rig = try Rig(.sqlite)
        _ = try Self.triage(rig)
        try rig.driver.tamper(rig.path, [statement])
        #expect(try rig.store.check().contains { $0.kind == "readModel" })
    }
}
