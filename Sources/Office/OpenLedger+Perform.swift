internal import Attestation
internal import Exchange
package import Ledger
package import Rectification
package import Requests
internal import Signing

/// How a writing command is to be done (cli.md, “Every writing command”).
package struct WriteOptions: Hashable, Sendable {
    package var operation: OperationID?
    package var ifVersion: Int?
    package var isDryRun = false

    package init(operation: OperationID? = nil, ifVersion: Int? = nil, isDryRun: Bool = false) {
        self.operation = operation
        self.ifVersion = ifVersion
        self.isDryRun = isDryRun
    }
}

/// What a writing command did.
package struct Performed: Sendable {
    package let operation: OperationID
    package let isReplayed: Bool
    /// Position of the last event.
    package let position: Int
    package let events: [StoredEvent]
    /// How many events it made; `events` holds the first thousand.
    package let count: Int
    /// The finding afterwards, when it was about one.
    package let finding: Finding?
    /// The meeting afterwards, when it was about one.
    package internal(set) var meeting: MeetingSheet?
    /// The common issue afterwards, when it was about one; `nil` after a dry run.
    package internal(set) var issue: IssueSheet?
    /// The letter afterwards, when it was about one.
    package internal(set) var letter: Letter?
}

extension OpenLedger {
    /// Does one thing to one finding, as a person, through the domain.
    ///
    /// - Parameter key: signs an opinion inside the transaction, over the event as it will stand; other actions leave it alone.
    package func perform(
        _ form: FilledForm, on number: FindingNumber, as name: String?, _ options: WriteOptions = WriteOptions(),
        signedBy key: UnlockedKey? = nil
    ) throws -> Performed {
        let text = ShellText.command(form, on: number)
        let signing = form.action.isOpinion ? key : nil
        return try write(text, as: name, options, hasVersion: true, of: number, signedBy: signing) {
            session, actor, author in
            let work = Work(actor: actor, author: author, isDryRun: options.isDryRun, key: key)
            return try carryOut(form, on: number, ifVersion: options.ifVersion, &session, work)
        }
    }

    /// Who does something, inside a transaction.
    struct Work {
        let actor: Person
        let author: Author
        let isDryRun: Bool
        /// Signs opinions.
        var key: UnlockedKey?
    }

    /// Whoever speaks for a seat that has spoken meanwhile is told who gave its opinion, also when that decided the finding.
    private func refuseSecondOpinion(_ form: FilledForm, _ finding: Finding, _ reader: LedgerReader) throws {
        guard form.action.isOpinion, let party = form.values["party"]?.first.map({ PartyCode($0) }) else { return }
        let said = finding.opinions.last {
            $0.party == party && $0.reviewRound == finding.reviewRound && $0.verdict.code != .defer
        }
        guard let said else { return }
        throw FindingRefusal(
            .opinePartyDecided,
            ["party": try policy(reader).party(party)?.name ?? party.description, "person": said.reviewerName])
    }

    /// One command on one finding, decided and appended inside a transaction.
    func carryOut(
        _ form: FilledForm, on number: FindingNumber, ifVersion: Int?, _ session: inout WriteSession, _ work: Work
    ) throws -> Finding? {
        let before = try session.reader.finding(number)
        if let expected = ifVersion, expected != before.version,
            try !(form.action.isOpinion && session.reader.onlyOpinionsOfOthers(before, since: expected, work.actor.id))
        {
            try refuseSecondOpinion(form, before, session.reader)
            throw LedgerError(
                .versionMoved,
                ["number": number.description, "expected": String(expected), "current": String(before.version)])
        }
        let lookup = LedgerLookup(ledger: self, reader: session.reader, finding: before, isDryRun: work.isDryRun)
        let context = try context(session.reader, for: before, by: work.actor, key: work.key)
        let command = try form.command(lookup)
        let events = try before.decide(command, by: Actor(work.actor), in: context)
        let after = try session.append(events, to: before, id: before.id, by: work.author)
        if let after { try follow(before, after, &session, work) }
        if case .submitted(_, let pledge, _) = events.first {
            try session.keep(
                ContentText(of: before, ledger: session.reader.ledger, pledge: pledge, policy: context.policy.digest))
        }
        return after
    }

    /// Files one finding; the number is the ledger's next.
    package func file(_ draft: FilingDraft, as name: String?, _ options: WriteOptions = WriteOptions()) throws
        -> Performed
    {
        // A set has no order: the same command said by another process would be another text.
        var ordered = draft
        ordered.flags = []
        let command = "file \(ordered) \(draft.flags.sorted().map(\.rawValue))"
        return try write(command, as: name, options) { session, actor, author in
            let reader = session.reader
            let round = try Complaint.about("round") { try reader.round(draft.round) }
            let policy = try policy(reader)
            let phrase = DeadlinePhrase(
                round: round, policy: policy, calendar: PublicCalendar.calendar(policy), today: today)
            let deadline: Deadline
            if case .success(let read) = phrase.read(draft.deadline) {
                deadline = read
            } else if let day = phrase.day(of: draft.deadline) {
                deadline = Deadline(.date(day))
            } else {
                throw FieldProblem(.day, field: "deadline", found: draft.deadline)
            }
            let filing = Filing(
                number: session.takeNumber(),
                facts: Facts(
                    externalNumber: draft.externalNumber, round: round.name,
                    unit: try Complaint.about("unit") { try reader.unit(draft.unit) },
                    leadUnit: try draft.leadUnit.map { named in
                        try Complaint.about("lead-unit") { try reader.unit(named) }
                    }, leader: draft.leader, text: draft.text,
                    category: draft.category, source: draft.source, flags: draft.flags, amount: draft.amount),
                deadline: deadline, goal: draft.goal, responsible: draft.responsible,
                measures: draft.measures.map { MeasureDraft(text: $0) })
            let context = try context(reader, for: nil, by: actor)
            let events = try Finding.decide(.file(filing), by: Actor(actor), in: context)
            return try session.append(events, to: nil, id: surroundings.make(), by: author)
        }
    }

    /// Which actions the domain admits now, each with its refusal: the actions menu.
    package func admissions(
        of number: FindingNumber, as name: String?
    ) throws -> [(action: FindingAction, refusal: FindingRefusal?)] {
        try read { reader in
            let actor = try reader.actor(named: name, login: surroundings.login)
            let finding = try reader.finding(number)
            let context = try context(reader, for: finding, by: actor)
            return FindingAction.allCases.map { action in
                do throws(FindingRefusal) {
                    try finding.admits(action.kind, by: Actor(actor), in: context)
                    return (action, nil)
                } catch {
                    return (action, error)
                }
            }
        }
    }

    /// One transaction by a person, with every answer a replay needs.
    ///
    /// - Parameters:
    ///   - hasVersion: `body` compares `options.ifVersion` with something; where nothing has a version it is refused.
    ///   - finding: what `body` asks for first.
    func write(
        _ command: String, as name: String?, _ options: WriteOptions, hasVersion: Bool = false,
        of finding: FindingNumber? = nil, signedBy key: UnlockedKey? = nil, signer: Signer? = nil,
        _ body: (inout WriteSession, Person, Author) throws -> Finding?
    ) throws -> Performed {
        guard hasVersion || options.ifVersion == nil else { throw Complaint(64, "version.noFinding") }
        let operation = options.operation ?? surroundings.make()
        let who = name ?? "login \(surroundings.login)"
        let request = WriteRequest(
            operation: operation, command: "\(who): \(command)", at: surroundings.now(), finding: finding)
        try store.readAhead { reader in
            let actor = try reader.actor(named: name, login: surroundings.login, key: key?.fingerprint)
            _ = try context(reader, for: try finding.map(reader.finding), by: actor, key: key)
        }
        let outcome = try store.write(request, isDryRun: options.isDryRun) { session in
            let actor = try session.reader.actor(named: name, login: surroundings.login, key: key?.fingerprint)
            session.signer = key?.signer ?? signer
            if session.signer != nil { try seen.require(in: session.reader) }
            let author = Author(person: actor.id, name: actor.name, login: surroundings.login)
            let finding = try body(&session, actor, author)
            return (finding: finding, events: session.events)
        }
        if let value = outcome.value {
            return Performed(
                operation: operation, isReplayed: false, position: outcome.position, events: value.events,
                count: outcome.count, finding: value.finding)
        }
        return try replay(operation, first: outcome.first, count: outcome.count)
    }

    private func replay(_ operation: OperationID, first: Int, count: Int) throws -> Performed {
        try read { reader in
            var events: [StoredEvent] = []
            try reader.events(after: first - 1) { stored in
                guard stored.position < first + count, events.count < 1000 else { return false }
                events.append(stored)
                return true
            }
            var finding: Finding?
            for case .finding(let id) in events.map(\.text.stream) { finding = try reader.finding(id) }
            return Performed(
                operation: operation, isReplayed: true, position: first + count - 1, events: events, count: count,
                finding: finding)
        }
    }

    package func policy(_ reader: LedgerReader, at position: Int? = nil) throws -> Policy {
        guard let digest = try reader.policyDigest(at: position) else {
            throw LedgerError(.damaged, ["why": "policy"])
        }
        return try PolicyCache.shared.policy(digest) {
            try PolicyFile(text: try reader.policy(at: position)?.text ?? "", digest: digest).policy
        }
    }

    /// The policy by which the running review round is judged: that of its submission; `nil` outside of review.
    package func reviewPolicy(of finding: Finding, _ reader: LedgerReader) throws -> Policy? {
        guard let submission = finding.submission else { return nil }
        return try policy(reader, at: try reader.position(of: finding.id, version: submission.version))
    }

    /// Everything a decision looks at, read in its own transaction.
    ///
    /// - Parameter key: the one in the actor's hand, if any.
    package func context(
        _ reader: LedgerReader, for finding: Finding?, by actor: Person, key: UnlockedKey? = nil
    ) throws -> Context {
        let policy = try policy(reader)
        let reviewPolicy = try finding.flatMap { try self.reviewPolicy(of: $0, reader) }
        let units = [finding?.unit.id, finding?.facts.leadUnit?.id, actor.organisation?.id].compactMap { $0 }
        let ledger = reader.ledger
        let algorithm = store.settings.algorithm
        let now = surroundings.now()
        return Context(
            policy: policy, reviewPolicy: reviewPolicy, calendar: PublicCalendar.calendar(policy),
            organisations: try reader.tree(around: units),
            round: try finding.flatMap { try reader.round(named: $0.facts.round) }, now: now,
            today: now.day(in: store.settings.zone), head: try reader.newestCheckpoint()?.description,
            key: try reader.standing(of: key?.fingerprint, for: actor.id)
        ) { finding, pledge, policy in
            ContentText(of: finding, ledger: ledger, pledge: pledge, policy: policy).digest(algorithm).hex
        }
    }
}

extension FindingAction {
    /// The three verdicts of a review: what a key signs.
    package var isOpinion: Bool {
        switch self {
        case .agree, .disagree, .defer: true
        case _: false
        }
    }
}

extension LedgerReader {
    /// Whether nothing but opinions of other people in the same round came after a version: such a conflict is signed anew at once, without asking (trust.md, “Opinions”).
    func onlyOpinionsOfOthers(_ finding: Finding, since version: Int, _ person: PersonID) throws -> Bool {
        guard let submission = finding.submission, submission.version <= version, version < finding.version else {
            return false
        }
        return try events(of: .finding(finding.id)).dropFirst(version).allSatisfy { stored in
            guard case .finding(.opined(let opined)) = stored.text.event else { return false }
            return opined.reviewRound == finding.reviewRound && stored.text.person != person
        }
    }
}

/// What `file` is told, before names are looked up.
package struct FilingDraft: Hashable, Sendable {
    package var round: String
    package var unit: String
    package var text: String
    package var category: String
    package var source: Finding.Source
    package var deadline: String
    package var externalNumber: String?
    package var leadUnit: String?
    package var leader: String?
    package var responsible: String?
    package var goal: String?
    package var measures: [String]
    package var amount: Amount?
    package var flags: Set<Finding.Flag>

    package init(
        round: String, unit: String, text: String, category: String, source: Finding.Source, deadline: String,
        externalNumber: String? = nil, leadUnit: String? = nil, leader: String? = nil, responsible: String? = nil,
        goal: String? = nil, measures: [String] = [], amount: Amount? = nil, flags: Set<Finding.Flag> = []
    ) {
        self.round = round
        self.unit = unit
        self.text = text
        self.category = category
        self.source = source
        self.deadline = deadline
        self.externalNumber = externalNumber
        self.leadUnit = leadUnit
        self.leader = leader
        self.responsible = responsible
        self.goal = goal
        self.measures = measures
        self.amount = amount
        self.flags = flags
    }
}
