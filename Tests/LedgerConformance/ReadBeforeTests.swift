import Attestation
import Ledger
import Rectification
import Requests
import Testing

/// What is remembered of the log between transactions is never anything but the log's own fold.
@Suite("What was read before", .timeLimit(.minutes(5)))
struct ReadBeforeTests {
    /// The finding as a process reads it that has just started.
    private func afresh(_ rig: Rig, _ number: Int) throws -> Finding {
        let store = try LedgerStore(try rig.driver.open(rig.path))
        return try store.read { try $0.finding(FindingNumber(number)) }
    }

    private static func event(_ kind: Int, _ turn: Int) -> FindingEvent {
        switch kind {
        case 0: .commented(text: "第\(turn)次")
        case 1: .flagged(.key, isOn: turn % 2 == 0)
        case 2: .measureAdded(number: turn + 10, MeasureDraft(text: "措施\(turn)"))
        case 3: .reported(Report(summaryOf: turn))
        case _: .listed(supervisor: "区纪委", limit: nil)
        }
    }

    @Test(
        "random events by two processes in turns, some rolled back: each sees what a fresh one sees",
        arguments: Driver.allCases)
    func random(driver: Driver) throws {
        let rig = try Rig(driver)
        for text in ["甲", "乙", "丙"] { try rig.file(text) }
        let other = try LedgerStore(try driver.open(rig.path))
        var random = SeededGenerator(state: 20_261_124)
        for turn in 0..<400 {
            let number = Int.random(in: 1...3, using: &random)
            let store = Bool.random(using: &random) ? rig.store : other
            let events = (0...Int.random(in: 0...2, using: &random)).map { _ in
                Self.event(Int.random(in: 0...4, using: &random), turn)
            }
            let ending = Int.random(in: 0...3, using: &random)
            do {
                let outcome = try store.write(Rig.request("turn \(turn)"), isDryRun: ending == 0) { session in
                    let before = try session.reader.finding(FindingNumber(number))
                    let after = try session.append(events, to: before, id: before.id, by: Rig.author)
                    if ending == 1 { throw Abandoned() }
                    return after
                }
                let said = outcome.value.flatMap { $0 }
                if ending > 1 { #expect(said == (try afresh(rig, number)), "turn \(turn)") }
            } catch is Abandoned {}
            let fresh = try afresh(rig, number)
            for store in [rig.store, other] {
                #expect(try store.read { try $0.finding(FindingNumber(number)) } == fresh, "turn \(turn)")
            }
        }
        #expect(try rig.store.check().isEmpty)
    }

    @Test("a person changed by another process is read anew", arguments: Driver.allCases)
    func reference(driver: Driver) throws {
        let rig = try Rig(driver)
        let other = try LedgerStore(try driver.open(rig.path))
        var person = Person(id: Rig.id(20), name: "王五", roles: [.reviewer])
        func write(_ store: LedgerStore, _ event: PersonEvent, isDryRun: Bool = false) throws {
            _ = try store.write(Rig.request("person \(event)"), isDryRun: isDryRun) { session in
                try session.append(.person(event), to: .person(person.id), by: Rig.author)
                _ = try session.reader.persons(named: "王五")
            }
        }
        try write(rig.store, .added(person))
        #expect(try rig.store.read { try $0.persons(named: "王五") } == [person])
        let before = person
        person.roles = [.office]
        try write(rig.store, .changed(person), isDryRun: true)
        #expect(try rig.store.read { try $0.persons(named: "王五") } == [before])
        person.roles = [.viewer]
        try write(other, .changed(person))
        #expect(try rig.store.read { try $0.persons(named: "王五") } == [person])
    }

    @Test(
        "what was read ahead of a write does not outlive what another process changed before it",
        arguments: Driver.allCases)
    func readAhead(driver: Driver) throws {
        let rig = try Rig(driver)
        var person = Person(id: Rig.id(20), name: "王五", roles: [.reviewer])
        func write(_ event: PersonEvent) throws {
            _ = try rig.store.write(Rig.request("person \(event)")) {
                try $0.append(.person(event), to: .person(person.id), by: Rig.author)
            }
        }
        try write(.added(person))
        let late = try LedgerStore(try driver.open(rig.path))
        let before = person
        try late.readAhead { reader in
            #expect(try reader.persons(named: "王五") == [before])
            person.roles = [.office]
            try write(.changed(person))
        }
        let seen = try late.write(Rig.request("look"), isDryRun: true) { try $0.reader.persons(named: "王五") }
        #expect(seen.value == [person])
    }

    private struct Abandoned: Error {}
}

extension Report {
    fileprivate init(summaryOf turn: Int) {
        self.init()
        progress = "进展\(turn)"
        completion = turn % 3 == 0 ? .basic : Finding.Completion.none
    }
}

/// The same numbers at every run (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
