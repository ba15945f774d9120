internal import Attestation
import Foundation
internal import Ledger
internal import Rectification
internal import Signing
internal import Synchronization

/// A ledger of generated findings of one invented city, for trying the program and for measuring it.
package enum Demonstration {
    /// Makes the ledger at a path where there is none; every event went through the domain.
    package static func create(
        _ path: String, size: Int, drivers: Drivers, surroundings: Surroundings, progress: (Int, Int) -> Void
    ) throws -> OpenLedger {
        let present = surroundings.now()
        // Evidence that lies there already is somebody's, though its ledger is gone.
        let own = ["", "-wal", "-shm", ".evidence"].filter { !FileManager.default.fileExists(atPath: path + $0) }
        let clock = Mutex(Moment(seconds: present.seconds - Int64(DemonstrationBuilder.founded + 1) * 86_400))
        let moving = Surroundings(
            login: surroundings.login, now: { clock.withLock { $0 } }, identity: surroundings.identity)
        let ledger = try OpenLedger.create(
            path, settings: LedgerSettings(name: "澜州市委巡察办（演示）", crypto: .standard, isPractice: true),
            administrator: nil, drivers: drivers, surroundings: moving)
        do {
            var builder = try DemonstrationBuilder(ledger, present: present) { moment in
                clock.withLock { $0 = moment }
            }
            try builder.makeReferences()
            var made = 0
            while made < size {
                let count = min(DemonstrationBuilder.chunk, size - made)
                try builder.makeFindings(count)
                made += count
                progress(made, size)
            }
        } catch {
            // Half a demonstration is none; a schema on a server is its administrator's to take away.
            try? ledger.store.database.close()
            if !drivers.isServer(path) {
                for suffix in own { try? FileManager.default.removeItem(atPath: path + suffix) }
            }
            throw error
        }
        return OpenLedger(store: ledger.store, path: path, surroundings: surroundings)
    }
}

/// Builds the demonstration day by day, so that its log is in the order of its times.
struct DemonstrationBuilder {
    /// Findings whose lives are told together.
    static let chunk = 2_000
    /// So many days ago the office's units, people and rounds were written down; the ledger is a day older.
    static let founded = 510

    private let ledger: OpenLedger
    private let present: Moment
    private let today: Day
    private let setClock: (Moment) -> Void
    private let corpus = DemonstrationCorpus()
    private let problems: [Organisation.Kind: [DemonstrationCorpus.Problem]]
    private let policy: Policy
    private var random = FixedRandom(seed: 20_241_220)
    private var tree = OrganisationTree()
    private var units: [Organisation] = []
    private var rounds: [(line: DemonstrationCorpus.RoundLine, round: Round)] = []
    private var persons: [DemonstrationStory.Player: [Person]] = [:]
    private var clerks: [OrganisationID: Person] = [:]
    private var evidence: [EvidenceFile] = []
    private var serial = 0

    init(_ ledger: OpenLedger, present: Moment, _ setClock: @escaping (Moment) -> Void) throws {
        self.ledger = ledger
        self.present = present
        today = present.day(in: ledger.store.settings.zone)
        self.setClock = setClock
        policy = try ledger.read { try ledger.policy($0) }
        let corpus = corpus
        problems = Dictionary(uniqueKeysWithValues: Organisation.Kind.allCases.map { ($0, corpus.problems(of: $0)) })
    }

    private func author(_ person: Person) -> Author {
        Author(person: person.id, name: person.name, login: ledger.surroundings.login)
    }

    /// One transaction at nine in the morning of a day, or a minute ago where that is still to come.
    private func write(on day: Day, _ body: (inout WriteSession) throws -> Void) throws {
        let zone = ledger.store.settings.zone
        let morning = Int64(day.number) * 86_400 + 9 * 3600 - Int64(zone.minutes) * 60
        let moment = Moment(seconds: min(morning, present.seconds - 60))
        setClock(moment)
        let request = WriteRequest(operation: ledger.surroundings.make(), command: "demo \(day)", at: moment)
        _ = try ledger.store.write(request) { try body(&$0) }
    }

    // MARK: References

    mutating func makeReferences() throws {
        let administrator = try ledger.read { try $0.persons() }.first
        guard let administrator else { return }
        let by = author(administrator)
        var all: [Organisation] = []
        var byPath: [[String]: Organisation] = [:]
        for line in corpus.organisations {
            let organisation = Organisation(
                id: ledger.surroundings.make(), name: line.path.last ?? "", kind: line.kind,
                parent: byPath[Array(line.path.dropLast())]?.id, head: line.head)
            byPath[line.path] = organisation
            tree.insert(organisation)
            all.append(organisation)
        }
        units = all.filter { ![.city, .team, .district].contains($0.kind) }
        var people: [Person] = []
        for line in corpus.persons {
            let organisation = byPath[[line.organisation]].flatMap { tree.reference(to: $0.id) }
            let person = Person(
                id: ledger.surroundings.make(), name: line.name, organisation: organisation, roles: line.roles,
                parties: line.parties)
            people.append(person)
            if line.roles.contains(.office) { persons[.office, default: []].append(person) }
            if line.roles.contains(.supervisor) { persons[.supervisor, default: []].append(person) }
            if line.parties.contains(.inspection) { persons[.inspection, default: []].append(person) }
            if line.parties.contains(.discipline) { persons[.discipline, default: []].append(person) }
            if line.parties.contains(.organisation) { persons[.organisation, default: []].append(person) }
        }
        for (index, unit) in units.enumerated() {
            let surname = corpus.surnames[index % max(1, corpus.surnames.count)]
            let title = unit.kind == .village ? "会计" : unit.kind == .town ? "干事" : "科长"
            let clerk = Person(
                id: ledger.surroundings.make(), name: surname + title, organisation: tree.reference(to: unit.id),
                roles: [.unit])
            clerks[unit.id] = clerk
            people.append(clerk)
        }
        rounds = corpus.rounds.map { line in
            let round = Round(
                id: ledger.surroundings.make(), name: line.name, mode: line.mode,
                entered: today.adding(days: -line.enteredDaysAgo), feedback: today.adding(days: -line.feedbackDaysAgo))
            return (line, round)
        }
        let manager = administrator.with(roles: [.admin, .office, .supervisor, .triage])
        try write(on: today.adding(days: -Self.founded)) { session in
            try session.append(.person(.changed(manager)), to: .person(manager.id), by: by)
            for organisation in all {
                try session.append(.organisation(.added(organisation)), to: .organisation(organisation.id), by: by)
            }
            for person in people { try session.append(.person(.added(person)), to: .person(person.id), by: by) }
            for (_, round) in rounds { try session.append(.round(.added(round)), to: .round(round.id), by: by) }
        }
        evidence = try corpus.evidence.map { name in
            try ledger.evidence.keep(
                name, Array("演示用佐证材料：\(name)\n本文件为程序生成，不含任何真实信息。\n".utf8), ledger.store.settings.crypto)
        }
    }

    // MARK: Findings

    private struct Life {
        var finding: Finding?
        let id: FindingID
        let unit: Organisation
        let round: Round
    }

    private struct Move {
        let day: Day
        let sequence: Int
        let life: Int
        let step: DemonstrationStory.Step?
        let filing: FindingCommand?
    }

    mutating func makeFindings(_ count: Int) throws {
        var lives: [Life] = []
        var moves: [Move] = []
        for index in 0..<count {
            let (life, filing, filedOn, story) = invent()
            lives.append(life)
            moves.append(Move(day: filedOn, sequence: index, life: index, step: nil, filing: filing))
            for (order, step) in story.steps.enumerated() {
                moves.append(
                    Move(day: step.day, sequence: index + (order + 1) * count, life: index, step: step, filing: nil))
            }
        }
        moves.sort { ($0.day, $0.sequence) < ($1.day, $1.sequence) }
        var start = 0
        while start < moves.count {
            let end = moves[start...].firstIndex { $0.day != moves[start].day } ?? moves.count
            try write(on: moves[start].day) { session in
                for move in moves[start..<end] { try perform(move, &lives[move.life], &session) }
            }
            start = end
        }
    }

    private func perform(_ move: Move, _ life: inout Life, _ session: inout WriteSession) throws {
        let player = move.step?.player ?? .office
        let choices = player == .clerk ? clerks[life.unit.id].map { [$0] } ?? [] : persons[player] ?? []
        guard !choices.isEmpty else { return }
        let person = choices[move.life % choices.count]
        let context = context(on: move.day, life.round, session.reader.ledger)
        let command: FindingCommand
        if let filing = move.filing {
            command = filing.numbered(session.takeNumber())
            let events = try Finding.decide(command, by: Actor(person), in: context)
            life.finding = try session.append(events, to: nil, id: life.id, by: author(person))
            return
        }
        guard let before = life.finding, let step = move.step else { return }
        command = step.command(before)
        // A step that the domain refuses on its day is one that nobody could have taken.
        guard let events = Self.decided(before, command, Actor(person), context) else { return }
        life.finding = try session.append(events, to: before, id: life.id, by: author(person))
        if case .submitted(_, let pledge, _) = events.first {
            try session.keep(
                ContentText(of: before, ledger: session.reader.ledger, pledge: pledge, policy: policy.digest))
        }
    }

    private static func decided(
        _ finding: Finding, _ command: FindingCommand, _ actor: Actor, _ context: Context
    ) -> [FindingEvent]? {
        do throws(FindingRefusal) { return try finding.decide(command, by: actor, in: context) } catch { return nil }
    }

    private func context(on day: Day, _ round: Round, _ id: LedgerID) -> Context {
        let algorithm = ledger.store.settings.algorithm
        return Context(
            policy: policy, calendar: PublicCalendar.calendar(policy), organisations: tree, round: round,
            now: ledger.surroundings.now(), today: day
        ) { finding, pledge, policy in
            ContentText(of: finding, ledger: id, pledge: pledge, policy: policy).digest(algorithm).hex
        }
    }

    private mutating func invent() -> (Life, FindingCommand, Day, DemonstrationStory) {
        let (line, round) = rounds[serial % rounds.count]
        let suited = units.filter { unit in
            switch round.mode {
            case .village: unit.kind == .village
            case .special: unit.kind == .bureau || unit.kind == .enterprise
            case .routine, .elevated, .mobile, .linked, .sector, .auditLinked, .financeLinked: true
            }
        }
        let unit = suited[Int.random(in: 0..<suited.count, using: &random)]
        let problems = problems[unit.kind] ?? corpus.problems
        let problem = problems[Int.random(in: 0..<problems.count, using: &random)]
        let outcome = outcome(daysAgo: line.feedbackDaysAgo)
        let filed = min(today, (round.feedback ?? today).adding(days: Int.random(in: 2...14, using: &random)))
        var story = DemonstrationStory(
            outcome, filed: filed, today: today, random: FixedRandom(seed: UInt64(serial) &+ 7))
        let numbers = (
            year: String(today.year - Int.random(in: 1...3, using: &random)),
            count: String(Int.random(in: 2...36, using: &random)),
            sum: "\(Int.random(in: 1...68, using: &random)).\(Int.random(in: 1...9, using: &random))"
        )
        func fill(_ text: String) -> String {
            text.replacing("{年}", with: numbers.year).replacing("{数}", with: numbers.count).replacing(
                "{额}", with: numbers.sum)
        }
        let deadline = story.deadline()
        serial += 1
        let leader = corpus.leaders[Int.random(in: 0..<corpus.leaders.count, using: &random)]
        let sources: [Finding.Source] = [
            .inspection, .inspection, .inspection, .inspection, .petition, .audit, .transferred, .lookBack, .finance,
        ]
        var flags: Set<Finding.Flag> = []
        if Int.random(in: 0..<8, using: &random) == 0 { flags.insert(.key) }
        if Int.random(in: 0..<30, using: &random) == 0 { flags.insert(.provincial) }
        if Int.random(in: 0..<20, using: &random) == 0 { flags.insert(.leaderOwned) }
        let filing = Filing(
            number: FindingNumber(1),
            facts: Facts(
                externalNumber: String(serial), round: round.name,
                unit: tree.reference(to: unit.id) ?? OrganisationReference(id: unit.id, path: unit.name),
                leader: leader,
                text: fill(problem.text), category: problem.category, source: sources[serial % sources.count],
                flags: flags,
                amount: problem.text.contains("{额}") ? Amount(tenThousandYuan: numbers.sum) : nil),
            deadline: deadline)
        story.write(
            problem, goal: fill(problem.goal), measures: problem.measures.map(fill), effect: fill(problem.effect),
            clerk: clerks[unit.id]?.name ?? "经办人", head: unit.head ?? "党组织书记",
            evidence: evidence[serial % evidence.count])
        let command: FindingCommand =
            outcome == .broughtForward
            ? .bringForward(
                BroughtForward(
                    filing: filing, stage: .closed, completion: .done, effect: fill(problem.effect),
                    closedOn: filed.adding(days: 30),
                    closedBy: "第三轮联审组")) : .file(filing)
        return (Life(finding: nil, id: ledger.surroundings.make(), unit: unit, round: round), command, filed, story)
    }

    private mutating func outcome(daysAgo: Int) -> DemonstrationStory.Outcome {
        let all = DemonstrationStory.Outcome.allCases
        let weights = all.map { $0.weight(daysAgo: daysAgo) }
        var ticket = Int.random(in: 0..<weights.reduce(0, +), using: &random)
        for (outcome, weight) in zip(all, weights) {
            if ticket < weight { return outcome }
            ticket -= weight
        }
        return .assigned
    }
}

extension Person {
    fileprivate func with(roles: Set<Role>) -> Person {
        var person = self
        person.roles = roles
        return person
    }
}

extension FindingCommand {
    /// The same filing under its number.
    fileprivate func numbered(_ number: FindingNumber) -> FindingCommand {
        switch self {
        case .file(let filing): .file(filing.numbered(number))
        case .bringForward(var brought):
            {
                brought.filing = brought.filing.numbered(number)
                return .bringForward(brought)
            }()
        case _: self
        }
    }
}

extension Filing {
    fileprivate func numbered(_ number: FindingNumber) -> Filing {
        Filing(
            number: number, facts: facts, deadline: deadline, goal: goal, responsible: responsible, measures: measures)
    }
}
