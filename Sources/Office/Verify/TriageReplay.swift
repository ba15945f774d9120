internal import Attestation
internal import Ledger
internal import Rectification

/// Decides the events of common issues, dismissed suggestions and letters again.
///
/// Who is a member of what is told by the issues' own events; that findings say the same is compared when their streams are replayed (`Memberships`).
struct TriageReplay {
    /// An event that another one brings with it in the same operation.
    private struct Expected: Equatable {
        let operation: OperationID
        let stream: Stream
        let event: AnyEvent
        let position: Int
    }

    private let reader: LedgerReader
    private var issues: [GroupID: CommonIssue] = [:]
    private var letters: [LetterID: Letter] = [:]
    private var dismissals: [GroupID: (dismissal: Dismissal, isLive: Bool)] = [:]
    private var issueOf: [FindingNumber: GroupID] = [:]
    private var issueNumbers: Set<Int> = []
    private var letterNumbers: Set<Int> = []
    private var serials: [Int: Int] = [:]
    private var expected: [Expected] = []
    private(set) var memberships = Memberships()
    /// Evidence of replies, by digest.
    private(set) var evidence: [String: FindingPass.EvidencePlace] = [:]

    init(_ reader: LedgerReader) { self.reader = reader }

    mutating func judge(
        _ text: EventText, _ actor: Person, _ history: LogHistory, _ position: Int, _ report: inout VerifyReport
    ) {
        let isBlind = history.isBlind(to: text, at: position) || history.unread.touches(.triage, before: position)
        let fault = Faults(text: text, position: position, isMute: isBlind)
        let stamp = text.stamp(in: history.settings.zone)
        switch (text.event, text.stream) {
        case (.group(.issue(let event)), .group(let id)):
            judge(event, id, stamp, text, actor, position, fault, &report)
        case (.group(.suggestion(let event)), .group(let id)): judge(event, id, actor, fault, &report)
        case (.letter(let event), .letter(let id)):
            judge(
                event, id, stamp, text, actor, history.policies.value(before: position)?.letterPattern ?? .standard,
                position, fault, &report)
        case (_, _): break
        }
    }

    /// What was still to follow at the end of the log.
    func finish(_ report: inout VerifyReport) {
        for missing in expected {
            report.add(
                Fault(
                    .rule, stream: missing.stream.description, position: missing.position, "fault.rule.missing",
                    ["expected": missing.event.code]))
        }
    }

    // MARK: Issues

    private mutating func judge(
        _ event: CommonIssueEvent, _ id: GroupID, _ stamp: EventStamp, _ text: EventText, _ actor: Person,
        _ position: Int, _ fault: Faults, _ report: inout VerifyReport
    ) {
        let before = issues[id]
        if dismissals[id] != nil { fault.add(.rule, "fault.rule.state", ["found": event.code], &report) }
        if case .formed(let formation) = event, !issueNumbers.insert(formation.number).inserted {
            fault.add(.number, "fault.number.twice", ["found": String(formation.number)], &report)
        }
        if event.followsAnother { take(.group(.issue(event)), text, fault, &report) }
        let context = context(for: event, before, stamp, position)
        do throws(TriageRefusal) {
            let given =
                if let before {
                    try before.decide(event.command, by: Actor(actor), in: context)
                } else {
                    try CommonIssue.decide(event.command, by: Actor(actor), in: context)
                }
            if given != [event] {
                fault.add(
                    .rule, "fault.rule.other", ["expected": given.first?.code ?? "—", "found": event.code], &report)
            }
        } catch {
            fault.add(.rule, "rule.\(error.rule.rawValue)", error.facts, &report)
        }
        evolve(event, id, stamp, text.operation)
        expect(event, id, before, text, position)
    }

    private func context(
        for event: CommonIssueEvent, _ issue: CommonIssue?, _ stamp: EventStamp, _ position: Int
    ) -> TriageContext {
        var findings: [FindingNumber: TriageContext.Place] = [:]
        for number in event.named(issue) where isFiled(number, before: position) {
            findings[number] = TriageContext.Place(issue: issueOf[number].flatMap { issues[$0]?.number })
        }
        let title = event.title ?? (event.code == "undone" ? issue?.undoable.last?.title : nil)
        let holder = title.flatMap { title in issues.values.first { $0.isLive && $0.title == title } }
        return TriageContext(
            findings: findings, titleHolder: holder?.number,
            letters: issue.map { issue in letters.values.count { $0.issue.id == issue.id && $0.state != .discarded } }
                ?? 0,
            today: stamp.day)
    }

    private mutating func evolve(
        _ event: CommonIssueEvent, _ id: GroupID, _ stamp: EventStamp, _ operation: OperationID
    ) {
        let before = issues[id]?.members ?? []
        if issues[id] == nil {
            issues[id] = CommonIssue(id: id, first: event, stamp: stamp)
        } else {
            issues[id]?.evolve(event, stamp)
        }
        let after = issues[id]?.members ?? []
        for number in before.subtracting(after) where issueOf[number] == id {
            issueOf[number] = nil
            memberships.move(number, to: nil, operation)
        }
        for number in after.subtracting(before) {
            issueOf[number] = id
            memberships.move(number, to: id, operation)
        }
    }

    /// What an event of an issue brings with it.
    private mutating func expect(
        _ event: CommonIssueEvent, _ id: GroupID, _ before: CommonIssue?, _ text: EventText, _ position: Int
    ) {
        func expect(_ stream: Stream, _ event: AnyEvent) {
            expected.append(
                Expected(operation: text.operation, stream: stream, event: event, position: position))
        }
        guard let before else { return }
        switch event {
        case .mergedInto(let target):
            expect(
                .group(target.id),
                .group(.issue(.absorbed(before.reference, members: before.members.sorted()))))
        case .splitOff(let other, let members):
            expect(
                .group(other.id),
                .group(
                    .issue(
                        .formed(
                            Formation(
                                number: other.number, title: other.title, field: before.field, scope: before.scope,
                                members: members, words: before.words, splitFrom: before.reference)))))
        case .fieldRectified:
            for mark in before.letters { expect(.letter(mark.letter), .letter(.closed)) }
        case .undone where before.state == .rectified:
            for mark in before.letters { expect(.letter(mark.letter), .letter(.reopened)) }
        case .undone, .formed, .retitled, .scoped, .membersAdded, .membersRemoved, .absorbed, .decisionRecorded,
            .letterIssued, .letterAnswered, .dissolved:
            break
        }
    }

    /// An event that only follows from another must be expected, and is so once.
    private mutating func take(
        _ event: AnyEvent, _ text: EventText, _ fault: Faults, _ report: inout VerifyReport
    ) {
        let index = expected.firstIndex {
            $0.operation == text.operation && $0.stream == text.stream && $0.event == event
        }
        if let index {
            expected.remove(at: index)
        } else {
            fault.add(.rule, "fault.rule.alone", ["found": event.code], &report)
        }
    }

    /// Whether the ledger had filed a finding when an event happened.
    private func isFiled(_ number: FindingNumber, before position: Int) -> Bool {
        guard let id = try? reader.id(of: number), let first = try? reader.position(of: id, version: 1) else {
            return false
        }
        return first < position
    }

    // MARK: Suggestions

    private mutating func judge(
        _ event: SuggestionEvent, _ id: GroupID, _ actor: Person, _ fault: Faults, _ report: inout VerifyReport
    ) {
        if issues[id] != nil { fault.add(.rule, "fault.rule.state", ["found": event.code], &report) }
        do throws(TriageRefusal) {
            switch event {
            case .dismissed(let dismissal):
                let isLive = dismissals.values.contains {
                    $0.isLive && $0.dismissal.suggestion == dismissal.suggestion
                }
                _ = try Dismissal.decide(dismissal, isLive: isLive, by: Actor(actor))
                dismissals[id] = (dismissal, true)
            case .restored:
                guard let (dismissal, isLive) = dismissals[id] else {
                    return fault.add(.rule, "fault.rule.state", ["found": event.code], &report)
                }
                _ = try dismissal.decideRestoring(isLive: isLive, by: Actor(actor))
                dismissals[id] = (dismissal, false)
            }
        } catch {
            fault.add(.rule, "rule.\(error.rule.rawValue)", error.facts, &report)
        }
    }

    // MARK: Letters

    private mutating func judge(
        _ event: LetterEvent, _ id: LetterID, _ stamp: EventStamp, _ text: EventText, _ actor: Person,
        _ pattern: LetterPattern, _ position: Int, _ fault: Faults, _ report: inout VerifyReport
    ) {
        let before = letters[id]
        if case .drafted(let draft) = event, !letterNumbers.insert(draft.number).inserted {
            fault.add(.number, "fault.number.twice", ["found": String(draft.number)], &report)
        }
        if event == .closed || event == .reopened { take(.letter(event), text, fault, &report) }
        let about = before?.issue.id ?? event.issue
        if let about, let issue = issues[about] {
            let year = stamp.day.year
            let context = LetterContext(
                issue: issue, lastSerial: serials[year] ?? 0, pattern: pattern, today: stamp.day)
            do throws(TriageRefusal) {
                let given =
                    if let before {
                        try before.decide(event.command, by: Actor(actor), in: context)
                    } else {
                        try Letter.decide(event.command, by: Actor(actor), in: context)
                    }
                if given != [event] {
                    fault.add(
                        .rule, "fault.rule.other", ["expected": given.first?.code ?? "—", "found": event.code],
                        &report)
                }
            } catch {
                fault.add(.rule, "rule.\(error.rule.rawValue)", error.facts, &report)
            }
            if case .issued(let code, _, _) = event {
                serials[code.year] = max(serials[code.year] ?? 0, code.serial)
                expected.append(
                    Expected(
                        operation: text.operation, stream: .group(about),
                        event: .group(.issue(.letterIssued(id, code: code))), position: position))
            }
            if case .answered(let answer) = event {
                expected.append(
                    Expected(
                        operation: text.operation, stream: .group(about),
                        event: .group(.issue(.letterAnswered(id))), position: position))
                if let file = answer.evidence, evidence[file.digest] == nil {
                    evidence[file.digest] = FindingPass.EvidencePlace(
                        file: file, stream: text.stream.description, version: text.version, position: position)
                }
            }
        } else {
            fault.add(.rule, "fault.rule.state", ["found": event.code], &report)
        }
        if before == nil {
            letters[id] = Letter(id: id, first: event, stamp: stamp)
        } else {
            letters[id]?.evolve(event, stamp)
        }
    }

    /// Adds faults about one event.
    private struct Faults {
        let text: EventText
        let position: Int
        /// What came before could not all be read: nothing of it can be judged.
        let isMute: Bool

        func add(
            _ kind: FaultKind, _ sentence: String, _ facts: [String: String], _ report: inout VerifyReport
        ) {
            guard !isMute else { return }
            report.add(
                Fault(
                    kind, stream: text.stream.description, version: text.version, position: position, sentence, facts))
        }
    }
}
