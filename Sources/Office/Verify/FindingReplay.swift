internal import Attestation
internal import Ledger
internal import Rectification
internal import Signing
internal import Synchronization

/// Decides the events of one finding again, each with the roles and the policy of its position and its own time (trust.md, “verify”: rule).
struct FindingReplay {
    let history: LogHistory
    private let grounds: Grounds
    private let id: FindingID
    /// Once its first event was read.
    private var folded: Folded?
    /// Where the round under review was submitted.
    private var submittedAt = 0
    /// Events that an earlier one gives and that must follow at once.
    private var expected: [FindingEvent] = []
    private var operation: OperationID?
    private var time = Moment(seconds: .min)
    /// A text that could not be read leaves the rest without its ground.
    private(set) var isBlind = false
    /// The common issues it went into, as its own events tell it.
    private var groups: [Memberships.Change] = []
    private var round: (name: String, states: Timeline<Round>)?
    private let content: SubmittedContent
    /// A pledge and a digest of content that were submitted.
    private(set) var submissions: [(position: Int, content: String, text: [UInt8])] = []

    init(_ id: FindingID, _ history: LogHistory, _ grounds: Grounds) {
        self.id = id
        self.history = history
        self.grounds = grounds
        content = SubmittedContent(history.ledger, history.settings.crypto.digest)
    }

    mutating func take(_ checked: CheckedEvent, _ report: inout VerifyReport) {
        guard let text = checked.text, case .finding(let event) = text.event else {
            isBlind = true
            return
        }
        if !isBlind { replay(event, text, checked.position, &report) }
        if text.time < time { report.notice(checked.position, "notice.clock", ["time": text.time.description]) }
        time = text.time
        let stamp = text.stamp(in: history.settings.zone)
        if case .submitted = event { submittedAt = checked.position }
        let group = folded?.finding.group?.id
        if let folded {
            folded.finding.evolve(event, stamp)
        } else {
            folded = Finding(id: id, first: event, stamp: stamp).map { Folded($0) }
        }
        let newGroup = folded?.finding.group?.id
        if newGroup != group {
            groups.append(Memberships.Change(operation: text.operation, group: newGroup, position: checked.position))
        }
    }

    var finding: Finding? { folded?.finding }

    /// What was still to follow at the end of the stream.
    mutating func finish(_ last: CheckedEvent, _ report: inout VerifyReport) {
        guard !isBlind else { return }
        if let finding, !history.unread.touches(.triage, before: .max),
            let change = history.memberships.difference(of: finding.number, groups)
        {
            report.add(
                Fault(
                    .rule, stream: last.stream, position: change.position ?? last.position, "fault.rule.member",
                    ["number": finding.number.description, "issue": change.group?.description ?? "—"]))
        }
        guard let next = expected.first else { return }
        report.add(
            Fault(
                .rule, stream: last.stream, version: last.text?.version, position: last.position, "fault.rule.missing",
                ["expected": next.code]))
    }

    private mutating func replay(
        _ event: FindingEvent, _ text: EventText, _ position: Int, _ report: inout VerifyReport
    ) {
        let isMute = isBlind(to: event, text, position)
        func fault(_ kind: FaultKind, _ sentence: String, _ facts: [String: String] = [:]) {
            guard !isMute else { return }
            report.add(
                Fault(
                    kind, stream: text.stream.description, version: text.version, position: position, sentence, facts))
        }
        defer { operation = text.operation }
        if let moved = history.movedAt, position > moved { fault(.rule, "rule.ledger.moved") }
        if let next = expected.first {
            expected.removeFirst()
            if next == event, text.operation == operation { return }
            fault(.rule, "fault.rule.other", ["expected": next.code, "found": event.code])
            expected = []
            if case .closed = event { return }
            if case .sentBack = event { return }
        }
        guard let command = event.command else { return fault(.rule, "fault.rule.alone", ["found": event.code]) }
        guard let actor = history.person(text.person, at: position) else {
            return fault(.rule, "fault.rule.nobody", ["person": text.name])
        }
        if actor.name != text.name { fault(.rule, "fault.rule.name", ["found": text.name, "expected": actor.name]) }
        if event.namedKey == nil, !actor.logins.isEmpty, !actor.logins.contains(text.login) {
            fault(
                .rule, "rule.person.otherLogin",
                [
                    "person": actor.name, "login": text.login,
                    "logins": actor.logins.sorted().joined(separator: ", "),
                ])
        }
        let isInReview = folded?.finding.stage.code == .review
        guard let ground = grounds.ground(at: position, submittedAt: isInReview ? submittedAt : nil) else {
            return fault(.rule, "fault.rule.nobody", ["person": "policy"])
        }
        let context = context(for: event, text, actor, ground, position)
        let given: [FindingEvent]
        do throws(FindingRefusal) {
            given =
                if let folded {
                    try folded.finding.decide(command, by: Actor(actor), in: context)
                } else {
                    try Finding.decide(command, by: Actor(actor), in: context)
                }
        } catch {
            return fault(FaultKind(refusal: error.rule), "rule.\(error.rule.rawValue)", error.facts)
        }
        guard let first = given.first else { return }
        expected = given.count > 1 ? Array(given.dropFirst()) : []
        if case .opined(let opined) = event, let folded {
            if opined.number != folded.finding.number {
                fault(.number, "fault.number.other", ["found": opined.number.description])
            }
            if opined.reviewRound != folded.finding.reviewRound {
                fault(.seat, "fault.seat.round", ["found": String(opined.reviewRound)])
            }
            if opined.head != context.head {
                fault(.head, "fault.head.other", ["found": opined.head ?? "—", "expected": context.head ?? "—"])
            }
        } else if case .submitted(_, _, let content) = event {
            guard case .submitted(_, _, let rebuilt) = first else { return }
            if content != rebuilt { fault(.content, "fault.content.other", ["found": content, "expected": rebuilt]) }
            submissions.append((position, content, self.content.bytes))
        } else if first != event {
            fault(.rule, "fault.rule.other", ["expected": first.code, "found": event.code])
        }
    }

    /// Whether what the event was decided by cannot all be read any more.
    private func isBlind(to event: FindingEvent, _ text: EventText, _ position: Int) -> Bool {
        guard !history.unread.isEmpty else { return false }
        let isInReview = folded?.finding.stage.code == .review
        let organisation = history.person(text.person, at: position)?.organisation?.id
        let units = [folded?.finding.facts.unit.id, folded?.finding.facts.leadUnit?.id, organisation, event.unit]
        return history.isBlind(to: text, at: position) || isInReview && history.lacksPolicy(at: submittedAt)
            || event.isOpinion && history.unread.touches(.ledger, before: position)
            || history.unread.touches(.round, before: position) || history.lacks(units, at: position)
    }

    private mutating func context(
        for event: FindingEvent, _ text: EventText, _ actor: Person, _ ground: Grounds.Ground, _ position: Int
    ) -> Context {
        let units = [folded?.finding.facts.unit.id, folded?.finding.facts.leadUnit?.id, actor.organisation?.id]
        if let name = folded?.finding.facts.round, name != round?.name {
            round = (name, history.rounds[name] ?? Timeline())
        }
        let content = content
        return Context(
            ground.policies, calendar: ground.calendar,
            organisations: folded == nil ? OrganisationTree() : history.tree(around: units, at: position),
            round: round?.states.value(before: position), now: text.time,
            today: text.time.day(in: history.settings.zone),
            head: event.isOpinion ? history.checkpoints.value(before: position)?.description : nil,
            key: event.isOpinion ? history.standing(of: event.namedKey, for: text.person, at: position) : .practice,
            contentDigest: { content.digest(of: $0, pledge: $1, policy: $2) })
    }
}

/// A finding in one place, looked at and changed where it stands: it is large, and every event looks at it.
private final class Folded {
    var finding: Finding

    init(_ finding: Finding) { self.finding = finding }
}

/// Builds the content text of a submission and keeps it: what the domain hashed is what has to be stored.
private final class SubmittedContent: Sendable {
    private let ledger: LedgerID
    private let algorithm: Digest.Algorithm
    private let last = Mutex<[UInt8]>([])

    init(_ ledger: LedgerID, _ algorithm: Digest.Algorithm) {
        self.ledger = ledger
        self.algorithm = algorithm
    }

    var bytes: [UInt8] { last.withLock { $0 } }

    func digest(of finding: Finding, pledge: String, policy: String) -> String {
        let text = ContentText(of: finding, ledger: ledger, pledge: pledge, policy: policy)
        last.withLock { $0 = text.bytes }
        return text.digest(algorithm).hex
    }
}

extension FaultKind {
    /// What a refusal of the domain is called when it is found in the log.
    init(refusal rule: Rule) {
        switch rule {
        case .keyNone, .keyLocked, .keyForeign, .keyOfAnother, .keyNotEnrolled, .keyRetired, .keyKnown, .keyNotOffered,
            .keySecond, .keyNotLive, .keyLastAdministrator, .keyPractice:
            self = .key
        case .opinePartyDecided, .opineSpokeForOther: self = .seat
        case .opineOtherContent: self = .content
        case _: self = .rule
        }
    }
}

extension FindingEvent {
    /// The unit to which it gives the finding.
    fileprivate var unit: OrganisationID? {
        switch self {
        case .filed(let filing): filing.facts.unit.id
        case .broughtForward(let brought): brought.filing.facts.unit.id
        case .reassigned(let unit, _, _): unit.id
        case _: nil
        }
    }

    var isOpinion: Bool {
        if case .opined = self { true } else { false }
    }

    var namedKey: String? {
        if case .opined(let opined) = self { opined.key } else { nil }
    }

    /// The command that would give it; `nil` for what only follows from an opinion.
    var command: FindingCommand? {
        switch self {
        case .filed(let filing): .file(filing)
        case .broughtForward(let brought): .bringForward(brought)
        case .returned(let reason): .requestReturn(reason: reason)
        case .returnRefused(let reason): .refuseReturn(reason: reason)
        case .reassigned(let unit, let reason, let deadline): .reassign(unit: unit, reason: reason, deadline: deadline)
        case .started(let plan): .start(plan)
        case .measureAdded(_, let draft): .addMeasure(draft)
        case .measureChanged(let number, let draft): .changeMeasure(number: number, draft)
        case .measureDropped(let number, let reason): .dropMeasure(number: number, reason: reason)
        case .reported(let report): .report(report)
        case .evidenceAttached(_, let file): .attach(file)
        case .evidenceDetached(let number, let reason): .detach(number: number, reason: reason)
        case .submitted(_, let pledge, _): .submit(pledge: pledge)
        case .withdrawn: .withdraw
        case .recalled(_, let reason): .recall(reason: reason)
        case .opined(let opined):
            .opine(OpinionDraft(party: opined.party, verdict: opined.verdict, content: opined.content))
        case .closed, .sentBack: nil
        case .listed(let supervisor, let limit): .list(supervisor: supervisor, limit: limit)
        case .delisted(let reason): .delist(reason: reason)
        case .extensionRequested(let until, let reason): .requestExtension(until: until, reason: reason)
        case .extensionGranted(let until): .grantExtension(until: until)
        case .extensionRefused(let reason): .refuseExtension(reason: reason)
        case .consolidated(let note): .consolidate(note: note)
        case .relapsed(_, let note, let deadline, _, _): .relapse(note: note, deadline: deadline)
        case .clueTransferred(_, let reference, let receiver, let on, _):
            .transferClue(reference: reference, receiver: receiver, on: on)
        case .clueConcluded(let number, let on): .concludeClue(number: number, on: on)
        case .supervised(_, let draft): .supervise(draft)
        case .answered(let number, let text): .answer(number: number, text: text)
        case .grouped(let group): .group(group)
        case .ungrouped: .ungroup
        case .flagged(let flag, let isOn): .flag(flag, isOn: isOn)
        case .commented(let text): .comment(text: text)
        case .corrected(let correction, _): .correct(correction)
        case .undone: .undo
        }
    }
}
