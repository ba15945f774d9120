import Rectification
import Testing

/// Random people ask for random things; whatever they do, the record stays sound.
@Suite("Invariants under random commands")
struct PropertyTests {
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var x = state
            x ^= x >> 33
            return x &* 0xff51_afd7_ed55_8ccd ^ (x >> 29)
        }
    }

    static func command(_ life: Life, _ dice: inout Dice) -> FindingCommand {
        let finding = life.finding
        let day = World.today.adding(days: Int.random(in: -3...90, using: &dice))
        let party = [PartyCode.inspection, .discipline, .organisation].randomElement(using: &dice) ?? .inspection
        let verdicts: [Verdict] = [
            .agree, .agree, .agree, .disagree(code: "noEvidence", reason: "无数据", deadline: day),
            .defer(note: "看", until: day),
        ]
        let commands: [FindingCommand] = [
            .requestReturn(reason: "不属"), .refuseReturn(reason: "属"),
            .reassign(
                unit: World.reference(Bool.random(using: &dice) ? World.other : World.village), reason: "改",
                deadline: nil),
            .start(Life.plan), .start(Life.plan), .addMeasure(MeasureDraft(text: "再加")),
            .dropMeasure(number: Int.random(in: 1...4, using: &dice), reason: "并"),
            .report(
                Report(
                    steps: finding.liveMeasures.map { .init(number: $0.number, isDone: true) }, completion: .done,
                    inference: "查")),
            .attach(EvidenceFile(name: "a", bytes: 1, digest: "d\(Int.random(in: 0...3, using: &dice))")),
            .detach(number: Int.random(in: 1...3, using: &dice), reason: nil), .submit(pledge: "张书记"),
            .submit(pledge: "张书记"),
            .withdraw, .recall(reason: "撤"), life.opinion(party, verdicts.randomElement(using: &dice) ?? .agree),
            life.opinion(party, .agree), .list(supervisor: "纪委", limit: nil), .delist(reason: "好"),
            .requestExtension(until: day, reason: "等"), .grantExtension(until: nil), .refuseExtension(reason: "不"),
            .consolidate(note: "好"), .relapse(note: "又", deadline: day),
            .transferClue(reference: "X", receiver: "纪委", on: nil),
            .concludeClue(number: 1, on: nil),
            .supervise(SupervisionDraft(kind: .slip, addressee: "张", text: "办", due: day)),
            .answer(number: 1, text: "在办"), .group(FindingGroup(id: World.id(50), title: "类")), .ungroup,
            .flag(.key, isOn: Bool.random(using: &dice)), .comment(text: "记"),
            .correct(Correction(field: .category, value: .text(Bool.random(using: &dice) ? "甲" : "乙"), reason: "误")),
            .undo,
        ]
        return commands.randomElement(using: &dice) ?? .undo
    }

    static let people = [
        World.office, World.clerk, World.clerk, World.stranger, World.inspector, World.commissioner, World.organiser,
        World.supervisor, World.person(72, "两方", World.team, [.reviewer], [.inspection, .discipline]),
        World.person(73, "村民审", World.village, [.reviewer], [.inspection]),
    ]

    /// Mostly somebody who may, else anybody.
    static func person(for command: FindingCommand, _ life: Life, _ dice: inout Dice) -> Person {
        if Int.random(in: 0..<4, using: &dice) == 0 { return people.randomElement(using: &dice) ?? World.office }
        if case .opine(let draft) = command {
            return draft.party == .inspection
                ? World.inspector : draft.party == .discipline ? World.commissioner : World.organiser
        }
        if command.kind.roles == [.unit] {
            return life.finding.unit.id == World.other.id ? World.stranger : World.clerk
        }
        return StageTests.actor(command.kind)
    }

    @Test("random lives keep the invariants", arguments: 0..<60)
    func sound(seed: Int) throws {
        var dice = Dice(state: UInt64(seed) &* 7919 &+ 13)
        var life = try Life.assigned()
        var authors: [Int: Person] = [1: World.office]
        for _ in 0..<400 {
            let command = Self.command(life, &dice)
            let person = Self.person(for: command, life, &dice)
            let before = life.finding
            do throws(FindingRefusal) {
                let events = try life.do(command, by: person)
                for index in events.indices { authors[before.version + index + 1] = person }
            } catch {
                #expect(life.finding == before, "a refusal changed something")
            }
            check(life.finding, life.events.count)
        }
        try checkOpinions(life, authors)
        #expect(try Self.replayed(life, authors).stage == life.finding.stage, "the events alone give another stage")
    }

    @Test("random lives reach every stage")
    func reach() throws {
        var seen: Set<StageCode> = []
        for seed in 0..<60 {
            var dice = Dice(state: UInt64(seed) &* 7919 &+ 13)
            var life = try Life.assigned()
            for _ in 0..<400 {
                let command = Self.command(life, &dice)
                _ = try? life.do(command, by: Self.person(for: command, life, &dice))
                seen.insert(life.finding.stage.code)
            }
        }
        #expect(seen == Set(StageCode.allCases), "the sequences are too weak to prove anything")
    }

    private func check(_ finding: Finding, _ events: Int) {
        #expect(finding.version == events)
        #expect(
            finding.measures.map(\.number)
                == Array(1...max(1, finding.measures.count)).prefix(finding.measures.count).map { $0 })
        #expect(finding.evidence.map(\.number) == finding.evidence.indices.map { $0 + 1 })
        #expect(finding.grantedExtensions <= World.policy.extensionLimit)
    }

    /// Nobody speaks twice; closed only when all parties agreed in one round.
    private func checkOpinions(_ life: Life, _ authors: [Int: Person]) throws {
        var decided: [String: PersonID] = [:]
        var speakers: [String: PartyCode] = [:]
        var agreed: [Int: Set<PartyCode>] = [:]
        for (index, event) in life.events.enumerated() {
            switch event {
            case .opined(let opined):
                let person = try #require(authors[index + 1]).id
                let key = "\(opined.reviewRound) \(person)"
                #expect(speakers[key, default: opined.party] == opined.party, "one person spoke for two parties")
                speakers[key] = opined.party
                guard opined.verdict.code != .defer else { continue }
                let seat = "\(opined.reviewRound) \(opined.party)"
                #expect(decided[seat] == nil, "a party decided twice in a round")
                decided[seat] = person
                if opined.verdict == .agree { agreed[opined.reviewRound, default: []].insert(opined.party) }
            case .closed(let round, _, _):
                #expect(agreed[round] == [.inspection, .discipline, .organisation], "closed without every party")
            case _: continue
            }
        }
    }

    private static func replayed(_ life: Life, _ authors: [Int: Person]) throws -> Finding {
        let context = life.context
        func stamp(_ version: Int) -> EventStamp {
            EventStamp(
                version: version, at: context.now, day: context.today, person: (authors[version] ?? World.office).id,
                name: (authors[version] ?? World.office).name)
        }
        var finding = try #require(Finding(id: World.id(100), first: life.events[0], stamp: stamp(1)))
        for (index, event) in life.events.enumerated().dropFirst() { finding.evolve(event, stamp(index + 1)) }
        return finding
    }
}
