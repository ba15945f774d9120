import Rectification
import Testing

/// One row for every rule that can refuse: given a life, when a command is asked for, then that rule.
struct GuardCase: Sendable, CustomTestStringConvertible {
    let rule: Rule
    let given: @Sendable () throws -> Life
    let when: @Sendable (Life) -> FindingCommand
    let by: Person

    init(
        _ rule: Rule, by: Person, given: @escaping @Sendable () throws -> Life = { try .assigned() },
        when: @escaping @Sendable (Life) -> FindingCommand
    ) {
        self.rule = rule
        self.given = given
        self.when = when
        self.by = by
    }

    var testDescription: String { rule.rawValue }
}

@Suite("Guards")
struct GuardTests {
    @Test("each rule refuses what it forbids and changes nothing", arguments: GuardCases.all)
    func guardRefuses(_ row: GuardCase) throws {
        let life = try row.given()
        let before = life.finding
        #expect(life.refusal(row.when(life), by: row.by) == row.rule)
        #expect(life.finding == before)
    }

    @Test("every rule of the domain has its row")
    func complete() {
        let ofFiling: Set<Rule> = Set(Self.filings.map(\.rule)).union([.notFiled])
        let ofKeys: Set<Rule> = [
            .keyPractice, .keyNone, .keyLocked, .keyForeign, .keyOfAnother, .keyNotEnrolled, .keyRetired, .keyKnown,
            .keyNotOffered, .keySecond, .keyNotLive, .keyLastAdministrator,
        ]
        // The rows of keys stand in KeyRuleTests.
        let covered = Set(GuardCases.all.map(\.rule)).union(ofFiling).union(ofKeys)
        #expect(Set(Rule.allCases).subtracting(covered).map(\.rawValue).sorted() == [])
    }

    @Test("a command other than filing needs a finding")
    func notFiled() throws {
        #expect(throws: FindingRefusal(.notFiled)) {
            try Finding.decide(.comment(text: "x"), by: Actor(World.office), in: World.context())
        }
    }

    static let filings: [(rule: Rule, filing: Filing)] = [
        (.fileNoText, World.filing(text: "　")), (.fileNoRound, World.filing(round: "")),
        (.fileNoCategory, World.filing(category: " ")),
        (.fileNoUnit, World.filing(unit: Organisation(id: World.id(77), name: "", kind: .village))),
    ]

    @Test("filing refuses what it lacks, and so does bringing forward", arguments: filings)
    func filing(rule: Rule, filing: Filing) {
        for command in [FindingCommand.file(filing), .bringForward(BroughtForward(filing: filing, stage: .closed))] {
            #expect(throws: FindingRefusal(rule)) {
                try Finding.decide(command, by: Actor(World.office), in: World.context())
            }
        }
    }
}
