import Rectification
import Testing

/// Common issues and letters over a few findings, as a ledger would keep them.
struct TriageWorld {
    static func id<Noun>(_ number: UInt64) -> Identifier<Noun> { MeetingTests.id(number) }

    static let triage = Person(id: id(1), name: "研判员", roles: [.triage])
    static let other = Person(id: id(2), name: "周主任", roles: [.office])
    static let clerk = Person(id: id(3), name: "张会计", roles: [.unit])
    static let department = OrganisationReference(id: id(4), path: "区农业农村局")
    static let today = Day(number: 20_000)

    var issues: [CommonIssue] = []
    var letters: [Letter] = []
    var filed = 12
    var today = TriageWorld.today
    var pattern = LetterPattern.standard
    var person = TriageWorld.triage

    static func numbers(_ values: Int...) -> [FindingNumber] { values.map { FindingNumber($0) } }

    func place(of number: FindingNumber) -> Int? {
        issues.first { $0.members.contains(number) }?.number
    }

    func context(
        _ issue: CommonIssue?, _ numbers: [FindingNumber] = [], free: Set<FindingNumber> = [], title: String? = nil
    ) -> TriageContext {
        var findings: [FindingNumber: TriageContext.Place] = [:]
        for number in numbers where (1...filed).contains(number.value) {
            findings[number] = TriageContext.Place(issue: free.contains(number) ? nil : place(of: number))
        }
        return TriageContext(
            findings: findings, titleHolder: title.flatMap { holder($0) },
            letters: letters.count { $0.issue.id == issue?.id && $0.state != .discarded }, today: today)
    }

    private func holder(_ title: String) -> Int? { issues.first { $0.isLive && $0.title == title }?.number }

    func stamp(_ version: Int) -> EventStamp {
        EventStamp(
            version: version, at: Moment(seconds: Int64(version)), day: today, person: person.id, name: person.name)
    }

    mutating func form(
        _ numbers: [FindingNumber], title: String = "误工补助", field: String = "村级财务", free: Set<FindingNumber> = [],
        splitFrom: IssueReference? = nil
    ) throws(TriageRefusal) {
        let formation = Formation(
            number: issues.count + 1, title: title, field: field, scope: .field, members: numbers,
            splitFrom: splitFrom)
        let context = context(nil, numbers, free: free, title: title)
        for event in try CommonIssue.decide(.form(formation), by: Actor(person), in: context) {
            let id: GroupID = Self.id(UInt64(100 + issues.count))
            if let issue = CommonIssue(id: id, first: event, stamp: stamp(1)) { issues.append(issue) }
        }
    }

    mutating func ask(
        _ number: Int, _ command: CommonIssueCommand, naming numbers: [FindingNumber] = [],
        free: Set<FindingNumber> = [], title: String? = nil
    ) throws(TriageRefusal) {
        let issue = issues[number - 1]
        let context = context(issue, numbers, free: free, title: title)
        for event in try issue.decide(command, by: Actor(person), in: context) {
            issues[number - 1].evolve(event, stamp(issues[number - 1].version + 1))
        }
    }

    mutating func undo(_ number: Int) throws(TriageRefusal) {
        let issue = issues[number - 1]
        let step = issue.undoable.last
        let regained = (step?.members ?? []).subtracting(issue.members).sorted()
        try ask(number, .undo, naming: regained, title: step?.title)
    }

    mutating func merge(_ source: Int, into target: Int) throws(TriageRefusal) {
        let members = issues[source - 1].members
        let before = self
        do throws(TriageRefusal) {
            try ask(source, .merge(into: issues[target - 1].reference))
            try ask(
                target, .absorb(issues[source - 1].reference, members.sorted()), naming: members.sorted(),
                free: members)
        } catch {
            self = before
            throw error
        }
    }

    mutating func draft(about number: Int, due: Day? = today.adding(days: 60)) throws(TriageRefusal) {
        let words = Letter.Words(to: Self.department, basis: "依据", suggestions: "建议", due: due)
        let draft = LetterDraft(number: letters.count + 1, issue: issues[number - 1].reference, words: words)
        for event in try Letter.decide(.draft(draft), by: Actor(person), in: letterContext(number)) {
            let id: LetterID = Self.id(UInt64(500 + letters.count))
            if let letter = Letter(id: id, first: event, stamp: stamp(1)) { letters.append(letter) }
        }
    }

    func letterContext(_ issue: Int) -> LetterContext {
        let serials = letters.compactMap(\.code).filter { $0.year == today.year }.map(\.serial)
        return LetterContext(
            issue: issues[issue - 1], lastSerial: serials.max() ?? 0, pattern: pattern, today: today)
    }

    func basis(_ issue: Int) -> Letter.Basis {
        Letter.Basis(
            units: [Letter.Basis.Unit(name: "江六村", findings: issues[issue - 1].members.count)],
            examples: issues[issue - 1].members.sorted().prefix(1).map {
                Letter.Basis.Example(finding: $0, unit: "江六村", text: "文")
            })
    }

    mutating func ask(letter number: Int, _ command: LetterCommand) throws(TriageRefusal) {
        let letter = letters[number - 1]
        let issue = letter.issue.number
        for event in try letter.decide(command, by: Actor(person), in: letterContext(issue)) {
            letters[number - 1].evolve(event, stamp(letters[number - 1].version + 1))
            if case .issued(let code, _, _) = event { try ask(issue, .noteIssue(of: letter.id, code)) }
            if case .answered = event { try ask(issue, .noteAnswer(to: letter.id)) }
        }
    }

    mutating func rectify(_ number: Int) throws(TriageRefusal) {
        try ask(number, .rectify(note: "已改"))
        for index in letters.indices where letters[index].issue.number == number && letters[index].code != nil {
            try ask(letter: index + 1, .close)
        }
    }

    /// The rule that refuses, `nil` when nothing does; the world stays as it was.
    func refusal(_ body: (inout TriageWorld) throws(TriageRefusal) -> Void) -> TriageRule? {
        var copy = self
        do throws(TriageRefusal) {
            try body(&copy)
            return nil
        } catch {
            return error.rule
        }
    }
}
