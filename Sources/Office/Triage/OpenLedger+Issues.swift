internal import Attestation
internal import Ledger
package import Rectification
package import Requests

// Common issues: one call is one transaction under one operation id; what happens to members stands in their own events too.

extension OpenLedger {
    /// Forms a common issue of a suggestion, or of findings that a person picked; all or none.
    package func form(
        _ draft: IssueDraft, as name: String?, _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        try writeIssue("triage form \(draft)", nil, as: name, options) { session, work in
            try form(draft, &session, work)
        }
    }

    func form(_ draft: IssueDraft, _ session: inout WriteSession, _ work: Work) throws -> CommonIssue {
        let formation = Formation(
            number: try session.reader.nextIssueNumber(), title: draft.title.trimmed,
            field: try draft.field ?? usualField(of: draft.members, session.reader), scope: draft.scope,
            members: draft.members, words: draft.words, suggestion: draft.suggestion)
        let issue = try form(formation, surroundings.make(), free: [], &session, work)
        try move(issue.members, to: issue.group, &session, work)
        return issue
    }

    /// Does one thing to a common issue, as a person, through the domain.
    package func perform(
        _ request: IssueRequest, onIssue number: Int, as name: String?, _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        try writeIssue("triage \(number) \(request)", number, as: name, options) { session, work in
            let issue = try session.reader.issue(number)
            if let expected = options.ifVersion, expected != issue.version {
                throw LedgerError(
                    .versionMoved,
                    ["number": String(number), "expected": String(expected), "current": String(issue.version)])
            }
            switch request {
            case .retitle(let title):
                let after = try decide(.retitle(title.trimmed), on: issue, title: title.trimmed, &session, work)
                try move(after.members, to: after.group, &session, work)
                return after
            case .scope(let scope, let field):
                return try decide(.scope(scope, field: field), on: issue, &session, work)
            case .add(let numbers):
                let after = try decide(.add(numbers), on: issue, naming: numbers, &session, work)
                try move(numbers, to: after.group, &session, work)
                return after
            case .drop(let numbers):
                let after = try decide(.drop(numbers), on: issue, &session, work)
                try move(numbers, to: nil, &session, work)
                return after
            case .move(let numbers): return try takeOver(numbers, into: issue, &session, work)
            case .merge(let others): return try merge(others, into: issue, &session, work)
            case .split(let numbers, let title): return try split(numbers, title.trimmed, from: issue, &session, work)
            case .record(let decision): return try decide(.record(decision), on: issue, &session, work)
            case .rectify(let note): return try rectify(issue, note, &session, work)
            case .dissolve(let reason):
                let after = try decide(.dissolve(reason: reason), on: issue, &session, work)
                try move(issue.members, to: nil, &session, work)
                return after
            case .undo:
                guard let step = issue.undoable.last,
                    let operation = try session.reader.operation(of: .group(issue.id), version: step.version)
                else { throw TriageRefusal(.undoNothing) }
                try undoTriage(operation, &session, work)
                return try session.reader.issue(number)
            }
        }
    }

    /// Turns a suggestion down; it stays away until more than a third of it is new (`Dismissal.covers`).
    package func dismiss(
        _ dismissal: Dismissal, as name: String?, _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        try write("triage dismiss \(dismissal)", as: name, options) { session, actor, author in
            try dismiss(dismissal, &session, Work(actor: actor, author: author, isDryRun: options.isDryRun))
            return nil
        }
    }

    func dismiss(_ dismissal: Dismissal, _ session: inout WriteSession, _ work: Work) throws {
        let isLive = try session.reader.dismissals().contains { $0.dismissal.suggestion == dismissal.suggestion }
        let id: GroupID = surroundings.make()
        for event in try Dismissal.decide(dismissal, isLive: isLive, by: Actor(work.actor)) {
            try session.append(.group(.suggestion(event)), to: .group(id), by: work.author)
        }
    }

    /// Takes a dismissal back. Throws `suggestion.notDismissed` 66.
    package func restore(
        suggestion: String, as name: String?, _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        try write("triage restore \(suggestion)", as: name, options) { session, actor, author in
            guard let row = try session.reader.dismissals().first(where: { $0.dismissal.suggestion == suggestion })
            else { throw Complaint(66, "suggestion.notDismissed", ["id": suggestion]) }
            for event in try row.dismissal.decideRestoring(isLive: true, by: Actor(actor)) {
                try session.append(.group(.suggestion(event)), to: .group(row.id), by: author)
            }
            return nil
        }
    }

    /// An issue with everything its page shows, but its members. Throws `issue.missing` 66.
    package func issueSheet(_ number: Int) throws -> IssueSheet {
        try read { try sheet(try $0.issue(number), $0) }
    }

    func sheet(_ issue: CommonIssue, _ reader: LedgerReader) throws -> IssueSheet {
        guard let row = try reader.issueRow(issue.id) else {
            throw LedgerError(.issueMissing, ["number": String(issue.number)])
        }
        return IssueSheet(
            issue: issue, row: row, units: try reader.issueUnits(issue.id),
            letters: try reader.letters(LetterFilter(issue: issue.id), today: today),
            history: try reader.issueHistory(issue.id))
    }

    // MARK: Inside a transaction

    /// One command on one issue, decided and appended.
    ///
    /// - Parameters:
    ///   - numbers: findings whose place the decision looks at.
    ///   - free: those among them that left their issue in this transaction.
    ///   - title: the one in question.
    func decide(
        _ command: CommonIssueCommand, on issue: CommonIssue, naming numbers: [FindingNumber] = [],
        free: Set<FindingNumber> = [], title: String? = nil, _ session: inout WriteSession, _ work: Work
    ) throws -> CommonIssue {
        let context = try triageContext(session.reader, issue, naming: numbers, free: free, title: title)
        let events = try issue.decide(command, by: Actor(work.actor), in: context)
        return try session.append(events, to: issue, id: issue.id, by: work.author) ?? issue
    }

    func form(
        _ formation: Formation, _ id: GroupID, free: Set<FindingNumber>, _ session: inout WriteSession, _ work: Work
    ) throws -> CommonIssue {
        let context = try triageContext(
            session.reader, nil, naming: formation.members, free: free, title: formation.title)
        let events = try CommonIssue.decide(.form(formation), by: Actor(work.actor), in: context)
        guard let issue = try session.append(events, to: nil, id: id, by: work.author) else {
            throw LedgerError(.issueMissing, ["number": String(formation.number)])
        }
        return issue
    }

    private func triageContext(
        _ reader: LedgerReader, _ issue: CommonIssue?, naming numbers: [FindingNumber], free: Set<FindingNumber>,
        title: String?
    ) throws -> TriageContext {
        var findings: [FindingNumber: TriageContext.Place] = [:]
        for number in numbers where findings[number] == nil {
            let place = try reader.issueNumber(of: number)
            findings[number] = TriageContext.Place(issue: free.contains(number) ? nil : place)
        }
        return TriageContext(
            findings: findings, titleHolder: try title.flatMap { try reader.issueNumber(titled: $0) },
            letters: try issue.map { try reader.letters(LetterFilter(issue: $0.id), today: today).count } ?? 0,
            today: today)
    }

    /// Puts findings into a group, also the same under a new title, or out of any: each through its own events, so that its timeline says it.
    func move(
        _ numbers: some Sequence<FindingNumber>, to group: FindingGroup?, _ session: inout WriteSession, _ work: Work
    ) throws {
        for number in numbers.sorted() {
            let before = try session.reader.finding(number)
            guard before.group != group else { continue }
            let context = try context(session.reader, for: before, by: work.actor)
            let events = try before.decide(group.map { .group($0) } ?? .ungroup, by: Actor(work.actor), in: context)
            _ = try session.append(events, to: before, id: before.id, by: work.author)
        }
    }

    private func merge(
        _ others: [Int], into issue: CommonIssue, _ session: inout WriteSession, _ work: Work
    ) throws -> CommonIssue {
        guard !others.isEmpty else { throw TriageRefusal(.issueNoMembers) }
        var target = issue
        for other in others {
            let source = try session.reader.issue(other)
            let members = source.members
            _ = try decide(.merge(into: target.reference), on: source, &session, work)
            target = try decide(
                .absorb(source.reference, members.sorted()), on: target, naming: members.sorted(), free: members,
                &session, work)
            try move(members, to: target.group, &session, work)
        }
        return target
    }

    /// Each issue that has some of them loses those first.
    private func takeOver(
        _ numbers: [FindingNumber], into issue: CommonIssue, _ session: inout WriteSession, _ work: Work
    ) throws -> CommonIssue {
        var leaving: [Int: [FindingNumber]] = [:]
        for number in numbers {
            guard let other = try session.reader.issueNumber(of: number), other != issue.number else { continue }
            leaving[other, default: []].append(number)
        }
        for (other, members) in leaving.sorted(by: { $0.key < $1.key }) {
            _ = try decide(.drop(members), on: try session.reader.issue(other), &session, work)
        }
        let free = Set(leaving.values.joined())
        let after = try decide(.add(numbers), on: issue, naming: numbers, free: free, &session, work)
        try move(numbers, to: after.group, &session, work)
        return after
    }

    private func split(
        _ numbers: [FindingNumber], _ title: String, from issue: CommonIssue, _ session: inout WriteSession,
        _ work: Work
    ) throws -> CommonIssue {
        let id: GroupID = surroundings.make()
        let number = try session.reader.nextIssueNumber()
        let other = IssueReference(id: id, number: number, title: title)
        _ = try decide(.split(other, numbers), on: issue, &session, work)
        let formation = Formation(
            number: number, title: title, field: issue.field, scope: issue.scope, members: numbers,
            words: issue.words, splitFrom: issue.reference)
        let new = try form(formation, id, free: Set(numbers), &session, work)
        try move(numbers, to: new.group, &session, work)
        return new
    }

    private func rectify(
        _ issue: CommonIssue, _ note: String, _ session: inout WriteSession, _ work: Work
    ) throws -> CommonIssue {
        let after = try decide(.rectify(note: note), on: issue, &session, work)
        for mark in issue.letters {
            guard let letter = try session.reader.letter(mark.letter) else { continue }
            let context = LetterContext(issue: after, lastSerial: 0, today: today)
            let events = try letter.decide(.close, by: Actor(work.actor), in: context)
            _ = try session.append(events, to: letter, id: letter.id, by: work.author)
        }
        return after
    }

    /// The category that most of some findings have; of equals the first.
    private func usualField(of numbers: [FindingNumber], _ reader: LedgerReader) throws -> String {
        var counts: [String: Int] = [:]
        for row in try reader.rows(of: numbers.map(\.value)) { counts[row.category, default: 0] += 1 }
        return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
    }

    func writeIssue(
        _ command: String, _ number: Int?, as name: String?, _ options: WriteOptions,
        _ body: (inout WriteSession, Work) throws -> CommonIssue
    ) throws -> Performed {
        var issue: CommonIssue?
        var sheet: IssueSheet?
        var performed = try write(command, as: name, options, hasVersion: number != nil) { session, actor, author in
            let done = try body(&session, Work(actor: actor, author: author, isDryRun: options.isDryRun))
            issue = done
            return nil
        }
        if issue == nil {
            let id = performed.events.lazy.compactMap { stored -> GroupID? in
                guard case .group(let id) = stored.text.stream else { return nil }
                return id
            }.first
            issue = try read { reader in try number.map { try reader.issue($0) } ?? id.flatMap { try reader.issue($0) }
            }
        }
        // A dry run left nothing to read.
        if !options.isDryRun { sheet = try issue.map { issue in try read { try self.sheet(issue, $0) } } }
        performed.issue = sheet
        return performed
    }
}
