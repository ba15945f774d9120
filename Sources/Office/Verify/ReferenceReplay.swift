internal import Attestation
internal import Ledger
internal import Rectification
internal import Signing

/// Goes through everything that is no finding, in order of position: it judges each event by what came before and makes the history that findings are judged by.
struct ReferenceReplay {
    private(set) var history: LogHistory
    private(set) var calendars: [String: WorkCalendar] = [:]
    private var meetings: MeetingReplay
    private var triage: TriageReplay
    /// Positions of the signatures that events needed and have.
    private(set) var signed: Set<Int> = []
    private var founding: OperationID?
    private var time = Moment(seconds: .min)

    init(settings: LedgerSettings, ledger: LedgerID, reader: LedgerReader) {
        history = LogHistory(settings: settings, ledger: ledger)
        meetings = MeetingReplay(reader)
        triage = TriageReplay(reader)
    }

    /// - Parameter signature: of the event, if it has one.
    mutating func take(
        _ checked: CheckedEvent, signature: () throws -> [UInt8]?, _ report: inout VerifyReport
    ) throws {
        let position = checked.position
        guard let text = checked.text else {
            guard let stream = Stream(checked.stream) else { return }
            history.unread.add(stream, at: position)
            if case .meeting(let id) = stream { meetings.lose(id) }
            return
        }
        if founding == nil { founding = text.operation }
        if text.time < time { report.notice(position, "notice.clock", ["time": text.time.description]) }
        time = text.time
        judge(text, position, &report)
        let needed =
            history.settings.isPractice
            ? nil : text.event.namespace(hasRootKey: history.hasRootKey(before: position))
        // A key that is offered signs its own offer: it is known from then on.
        if case .person(.keyOffered) = text.event { learn(text, position, &report) }
        if let needed {
            let signature = try signature()
            SignatureCheck(history).check(checked, text, needed, signature, &report)
            if signature != nil { signed.insert(position) }
        }
        if case .person(.keyOffered) = text.event { return }
        learn(text, position, &report)
    }

    /// After the last event: what was still to follow, and what the findings will be held against.
    mutating func finish(_ report: inout VerifyReport) {
        if !history.unread.touches(.triage, before: .max) { triage.finish(&report) }
        history.memberships = triage.memberships
    }

    /// Evidence of replies to letters, by digest.
    var evidence: [String: FindingPass.EvidencePlace] { triage.evidence }

    private func fault(
        _ kind: FaultKind, _ text: EventText, _ position: Int, _ report: inout VerifyReport, _ sentence: String,
        _ facts: [String: String] = [:]
    ) {
        guard !history.isBlind(to: text, at: position) else { return }
        report.add(
            Fault(kind, stream: text.stream.description, version: text.version, position: position, sentence, facts))
    }

    // MARK: Rules

    private mutating func judge(_ text: EventText, _ position: Int, _ report: inout VerifyReport) {
        if let moved = history.movedAt, position > moved { fault(.rule, text, position, &report, "rule.ledger.moved") }
        // A ledger begins with its settings, its first person and its policy, by that person.
        if text.operation == founding, position <= 3 { return }
        guard let actor = history.person(text.person, at: position) else {
            return fault(.rule, text, position, &report, "fault.rule.nobody", ["person": text.name])
        }
        if actor.name != text.name {
            fault(
                .rule, text, position, &report, "fault.rule.name", ["found": text.name, "expected": actor.name])
        }
        if let allowed = text.event.roles, actor.roles.isDisjoint(with: allowed) {
            fault(
                .rule, text, position, &report, "rule.role",
                ["person": actor.name, "roles": allowed.sorted().map(\.rawValue).joined(separator: ",")])
        }
        if actor.isRetired { fault(.rule, text, position, &report, "rule.person.retired", ["person": actor.name]) }
        do throws(FindingRefusal) {
            try judgeKeys(text, actor, position, &report)
        } catch {
            fault(
                FaultKind(refusal: error.rule), text, position, &report, "rule.\(error.rule.rawValue)", error.facts)
        }
        judgeState(text, position, &report)
        if case .meeting(let event) = text.event, case .meeting(let id) = text.stream {
            meetings.judge(event, id, text, actor, history, position, &report)
        }
        triage.judge(text, actor, history, position, &report)
    }

    private func judgeKeys(
        _ text: EventText, _ actor: Person, _ position: Int, _ report: inout VerifyReport
    ) throws(FindingRefusal) {
        guard case .person(let event) = text.event, case .person(let id) = text.stream else { return }
        let keys = history.keys(of: id, at: position)
        let signer = text.event.namedSigner
        let context = KeyContext(
            actor: actor, standing: history.standing(of: signer, for: actor.id, at: position),
            rootKey: history.rootKey?.fingerprint, administrators: history.administrators(at: position))
        switch event {
        case .added, .changed: return
        case .keyOffered(let key, let publicKey):
            let standing: KeyStanding = history.settings.isPractice ? .practice : .none
            let own = KeyContext(
                actor: actor, standing: standing, rootKey: context.rootKey, administrators: context.administrators)
            _ = try own.decideOffer(key, publicKey, isKnown: history.keys[key] != nil, keys: keys)
            if actor.id != id {
                fault(.key, text, position, &report, "fault.key.offeredForAnother", ["person": actor.name])
            }
            if PublicKey(line: publicKey)?.fingerprint != key {
                fault(.key, text, position, &report, "fault.key.fingerprint", ["key": key])
            }
        case .keyEnrolled(let key, let signer):
            // The ledger's first key enrols itself.
            if context.rootKey == nil, key == signer, actor.id == id, keys[key] != nil { return }
            let person = history.person(id, at: position) ?? actor
            _ = try context.decideEnrolment(of: key, person: person, keys: keys)
        case .keyRetired(let key, _, let reason):
            let person = history.person(id, at: position) ?? actor
            _ = try context.decideRetirement(of: key, person: person, keys: keys, reason: reason)
        }
    }

    /// What must not be there yet, or must be there already.
    private func judgeState(_ text: EventText, _ position: Int, _ report: inout VerifyReport) {
        func isKnown(_ known: Bool, mustBe: Bool) {
            if known != mustBe {
                fault(.rule, text, position, &report, "fault.rule.state", ["found": text.event.code])
            }
        }
        switch (text.event, text.stream) {
        case (.person(.added), .person(let id)): isKnown(history.persons[id] != nil, mustBe: false)
        case (.person(.changed), .person(let id)): isKnown(history.persons[id] != nil, mustBe: true)
        case (.organisation(.added(let organisation)), _):
            isKnown(history.organisations[organisation.id] != nil, mustBe: false)
        case (.organisation(.changed(let organisation)), _):
            isKnown(history.organisations[organisation.id] != nil, mustBe: true)
        case (.round(.added(let round)), _): isKnown(history.rounds[round.name] != nil, mustBe: false)
        case (.ledger(.initialised), _): isKnown(true, mustBe: false)
        case (.ledger(.checkpointed(let size, let root, let rootKey)), _):
            if size != position - 1 || rootKey != history.rootKey?.fingerprint {
                fault(
                    .head, text, position, &report, "fault.head.other",
                    [
                        "found": "\(size):\(root) \(rootKey ?? "")",
                        "expected": "\(position - 1) \(history.rootKey?.fingerprint ?? "")",
                    ])
            }
        case (.policy(let adopted), _):
            if Digest(of: adopted.text, history.settings.crypto.digest).hex != adopted.digest {
                fault(.content, text, position, &report, "fault.content.policy", ["found": adopted.digest])
            }
        case (_, _): break
        }
    }

    // MARK: History

    private mutating func learn(_ text: EventText, _ position: Int, _ report: inout VerifyReport) {
        switch text.event {
        case .finding, .meeting, .group, .letter: break
        case .ledger(.checkpointed(let size, let root, _)):
            report.checkpoints += 1
            guard let root = Digest(hex: root) else { break }
            history.checkpoints.append(LogHead(size: size, root: root), at: position)
            history.heads.append((position, LogHead(size: size, root: root)))
        case .ledger(.moved): history.movedAt = position
        case .ledger: break
        case .policy(let adopted):
            guard let policy = try? PolicyFile(text: adopted.text, history.settings.crypto.digest).policy else {
                fault(.rule, text, position, &report, "fault.rule.policy")
                break
            }
            history.policies.append(policy, at: position)
            calendars[policy.digest] = PublicCalendar.calendar(policy)
        case .organisation(.added(let organisation)), .organisation(.changed(let organisation)):
            history.take(organisation, at: position)
        case .person(let event):
            if case .person(let id) = text.stream { history.take(event, of: id, at: position) }
        case .round(.added(let round)), .round(.changed(let round)):
            history.rounds[round.name, default: Timeline()].append(round, at: position)
        }
    }
}

extension AnyEvent {
    /// The roles of which its author needs one; `nil` where other rules decide.
    var roles: Set<Role>? {
        switch self {
        case .finding, .meeting, .group, .letter, .person(.keyOffered), .person(.keyEnrolled), .person(.keyRetired): nil
        case .ledger(.initialised), .ledger(.checkpointed): nil
        case .ledger(.mappingRemembered): [.office]
        case .ledger(.moved), .policy, .person(.added), .person(.changed): [.admin]
        case .organisation, .round: [.admin, .office]
        }
    }
}
