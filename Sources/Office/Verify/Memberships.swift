internal import Rectification

/// Into which common issues findings went and when they left, operation by operation: told once by the issues and once by the findings, which must agree.
struct Memberships: Sendable {
    struct Change: Hashable, Sendable {
        let operation: OperationID
        /// `nil`: out of any.
        let group: GroupID?
        /// Where a finding's own event says it; `nil` for what an issue says.
        let position: Int?
    }

    private var changes: [FindingNumber: [Change]] = [:]

    mutating func move(_ number: FindingNumber, to group: GroupID?, _ operation: OperationID) {
        changes[number, default: []].append(Change(operation: operation, group: group, position: nil))
    }

    /// The first change of a finding that only one side tells; `nil` when both agree.
    func difference(of number: FindingNumber, _ told: [Change]) -> Change? {
        let ours = Self.settled(changes[number] ?? [])
        let theirs = Self.settled(told)
        for index in 0..<max(ours.count, theirs.count) {
            guard index < ours.count else { return theirs[index] }
            guard index < theirs.count else { return ours[index] }
            let (our, their) = (ours[index], theirs[index])
            if our.operation != their.operation || our.group != their.group { return their }
        }
        return nil
    }

    /// Where each operation left the finding, without those that left it where it was.
    private static func settled(_ changes: [Change]) -> [Change] {
        var settled: [Change] = []
        for change in changes {
            if settled.last?.operation == change.operation { settled.removeLast() }
            if settled.last?.group != change.group { settled.append(change) }
        }
        return settled
    }
}

extension CommonIssueEvent {
    /// The command that would give it.
    var command: CommonIssueCommand {
        switch self {
        case .formed(let formation): .form(formation)
        case .retitled(let title, _): .retitle(title)
        case .scoped(let scope, let field): .scope(scope, field: field)
        case .membersAdded(let numbers): .add(numbers)
        case .membersRemoved(let numbers): .drop(numbers)
        case .mergedInto(let target): .merge(into: target)
        case .absorbed(let source, let numbers): .absorb(source, numbers)
        case .splitOff(let other, let numbers): .split(other, numbers)
        case .decisionRecorded(let decision): .record(decision)
        case .letterIssued(let letter, let code): .noteIssue(of: letter, code)
        case .letterAnswered(let letter): .noteAnswer(to: letter)
        case .fieldRectified(let note): .rectify(note: note)
        case .dissolved(let reason): .dissolve(reason: reason)
        case .undone: .undo
        }
    }

    /// Whether it only ever comes with an event of another stream.
    var followsAnother: Bool {
        switch self {
        case .absorbed, .letterIssued, .letterAnswered: true
        case .formed(let formation): formation.splitFrom != nil
        case .retitled, .scoped, .membersAdded, .membersRemoved, .mergedInto, .splitOff, .decisionRecorded,
            .fieldRectified, .dissolved, .undone:
            false
        }
    }

    /// The findings whose place the decision looked at.
    func named(_ issue: CommonIssue?) -> [FindingNumber] {
        switch self {
        case .formed(let formation): formation.members
        case .membersAdded(let numbers), .absorbed(_, let numbers): numbers
        case .undone: issue?.undoable.last.map { Array($0.members.subtracting(issue?.members ?? [])) } ?? []
        case .retitled, .scoped, .membersRemoved, .mergedInto, .splitOff, .decisionRecorded, .letterIssued,
            .letterAnswered, .fieldRectified, .dissolved:
            []
        }
    }

    /// The title that must be free.
    var title: String? {
        switch self {
        case .formed(let formation): formation.title
        case .retitled(let title, _): title
        case .scoped, .membersAdded, .membersRemoved, .mergedInto, .absorbed, .splitOff, .decisionRecorded,
            .letterIssued, .letterAnswered, .fieldRectified, .dissolved, .undone:
            nil
        }
    }
}

extension LetterEvent {
    /// The command that would give it.
    var command: LetterCommand {
        switch self {
        case .drafted(let draft): .draft(draft)
        case .edited(let words): .edit(words)
        case .issued(_, _, let basis): .issue(basis)
        case .answered(let answer): .answer(answer)
        case .followedUp(let text): .followUp(text: text)
        case .closed: .close
        case .reopened: .reopen
        case .discarded: .discard
        case .undone: .undo
        }
    }

    /// What a new letter is about.
    var issue: GroupID? {
        if case .drafted(let draft) = self { draft.issue.id } else { nil }
    }
}
