/// What triage looks at besides the issue, read in the transaction that will hold its events.
package struct TriageContext: Sendable {
    /// Where a finding stands.
    package struct Place: Hashable, Sendable {
        /// The number of the issue it belongs to.
        package let issue: Int?

        package init(issue: Int? = nil) { self.issue = issue }
    }

    /// Every finding that the command names; one that is missing here is none of the ledger's.
    package let findings: [FindingNumber: Place]
    /// The live issue that bears the title in question already.
    package let titleHolder: Int?
    /// Letters about the issue that were drafted and not discarded.
    package let letters: Int
    package let today: Day

    package init(
        findings: [FindingNumber: Place] = [:], titleHolder: Int? = nil, letters: Int = 0, today: Day
    ) {
        self.findings = findings
        self.titleHolder = titleHolder
        self.letters = letters
        self.today = today
    }
}

extension CommonIssue {
    /// Forms an issue; whatever else is asked needs one that was formed.
    package static func decide(
        _ command: CommonIssueCommand, by actor: Actor, in context: TriageContext
    ) throws(TriageRefusal) -> [CommonIssueEvent] {
        try actor.mayTriage()
        guard case .form(let formation) = command else { throw TriageRefusal(.issueNotFormed) }
        try context.admits(title: formation.title)
        guard !formation.field.isBlank else { throw TriageRefusal(.issueNoField) }
        try context.admits(formation.members, to: formation.number)
        return [.formed(formation)]
    }

    /// Which events follow from a command, or the rule that refuses it; pure.
    package func decide(
        _ command: CommonIssueCommand, by actor: Actor, in context: TriageContext
    ) throws(TriageRefusal) -> [CommonIssueEvent] {
        try actor.mayTriage()
        if case .undo = command { return try decideUndo(by: actor, context) }
        try requireOpen()
        switch command {
        case .form: throw TriageRefusal(.issueFormed, ["number": String(number)])
        case .undo: return []
        case .retitle(let title):
            guard title != self.title else { throw TriageRefusal(.issueTitleSame, ["title": title]) }
            try context.admits(title: title)
            return [.retitled(title, was: self.title)]
        case .scope(let scope, let newField):
            let field = newField?.unlessBlank ?? self.field
            guard scope != self.scope || field != self.field else { throw TriageRefusal(.issueScopeSame) }
            return [.scoped(scope, field: field)]
        case .add(let numbers):
            try context.admits(numbers, to: number)
            return [.membersAdded(numbers.sorted())]
        case .drop(let numbers):
            try require(numbers)
            if numbers.count == members.count, context.letters > 0 || !letters.isEmpty {
                throw TriageRefusal(.issueLastMember, ["number": String(number)])
            }
            return [.membersRemoved(numbers.sorted())]
        case .merge(let target):
            guard target.id != id else { throw TriageRefusal(.issueMergeSelf, ["number": String(number)]) }
            try requireNoLetters(context)
            return [.mergedInto(target)]
        case .absorb(let source, let numbers):
            try context.admits(numbers, to: number)
            return [.absorbed(source, members: numbers.sorted())]
        case .split(let other, let numbers):
            try require(numbers)
            guard numbers.count < members.count else { throw TriageRefusal(.issueSplitAll) }
            return [.splitOff(other, members: numbers.sorted())]
        case .record(let decision):
            guard !decision.text.isBlank else { throw TriageRefusal(.textMissing) }
            guard decision.on <= context.today else {
                throw TriageRefusal(.decisionFuture, ["date": decision.on.description])
            }
            return [.decisionRecorded(decision)]
        case .noteIssue(let letter, let code): return [.letterIssued(letter, code: code)]
        case .noteAnswer(let letter): return [.letterAnswered(letter)]
        case .rectify(let note):
            guard !note.isBlank else { throw TriageRefusal(.noteMissing) }
            if let waiting = letters.first(where: { !$0.isAnswered }) {
                throw TriageRefusal(.issueUnanswered, ["code": waiting.code.description])
            }
            return [.fieldRectified(note: note)]
        case .dissolve(let reason):
            try requireNoLetters(context)
            return [.dissolved(reason: reason?.unlessBlank)]
        }
    }

    private func decideUndo(
        by actor: Actor, _ context: TriageContext
    ) throws(TriageRefusal) -> [CommonIssueEvent] {
        guard let step = undoable.last else { throw TriageRefusal(.undoNothing) }
        guard step.person == actor.person.id else { throw TriageRefusal(.undoOther) }
        if step.members.isEmpty { try requireNoLetters(context) }
        if let title = step.title, title != self.title || !isLive { try context.admits(title: title) }
        let regained = step.members.subtracting(members).sorted()
        if !regained.isEmpty { try context.admits(regained, to: number) }
        return [.undone(version: step.version, event: step.event)]
    }

    /// What has ended takes nothing more.
    func requireOpen() throws(TriageRefusal) {
        switch ending {
        case .rectified(let day, _):
            throw TriageRefusal(.issueRectified, ["number": String(number), "date": day.description])
        case .merged(let target):
            throw TriageRefusal(.issueMerged, ["number": String(number), "into": String(target.number)])
        case .dissolved: throw TriageRefusal(.issueDissolved, ["number": String(number)])
        case nil: return
        }
    }

    /// Whether a letter may be written about it.
    package func admitsLetter() throws(TriageRefusal) {
        try requireOpen()
        guard !members.isEmpty else { throw TriageRefusal(.issueNoMembers) }
    }

    private func requireNoLetters(_ context: TriageContext) throws(TriageRefusal) {
        guard context.letters == 0, letters.isEmpty else {
            throw TriageRefusal(.issueHasLetters, ["number": String(number)])
        }
    }

    private func require(_ numbers: [FindingNumber]) throws(TriageRefusal) {
        guard !numbers.isEmpty else { throw TriageRefusal(.issueNoMembers) }
        var seen: Set<FindingNumber> = []
        for finding in numbers {
            guard members.contains(finding), seen.insert(finding).inserted else {
                throw TriageRefusal(.issueNotMember, ["number": finding.description, "issue": String(number)])
            }
        }
    }
}

extension TriageContext {
    func admits(title: String) throws(TriageRefusal) {
        guard !title.isBlank else { throw TriageRefusal(.issueNoTitle) }
        if let titleHolder {
            throw TriageRefusal(.issueTitleTaken, ["title": title, "issue": String(titleHolder)])
        }
    }

    /// A finding belongs to one issue at most.
    func admits(_ numbers: [FindingNumber], to issue: Int) throws(TriageRefusal) {
        guard !numbers.isEmpty else { throw TriageRefusal(.issueNoMembers) }
        var seen: Set<FindingNumber> = []
        for number in numbers {
            guard let place = findings[number] else {
                throw TriageRefusal(.issueNoFinding, ["number": number.description])
            }
            if let other = place.issue, other != issue {
                throw TriageRefusal(.issueElsewhere, ["number": number.description, "issue": String(other)])
            }
            guard place.issue == nil, seen.insert(number).inserted else {
                throw TriageRefusal(.issueAlready, ["number": number.description, "issue": String(issue)])
            }
        }
    }
}

extension Dismissal {
    /// - Parameter isLive: whether the same suggestion is turned down already.
    package static func decide(
        _ dismissal: Dismissal, isLive: Bool, by actor: Actor
    ) throws(TriageRefusal) -> [SuggestionEvent] {
        try actor.mayTriage()
        guard dismissal.members.count > 1 else { throw TriageRefusal(.suggestionNoMembers) }
        guard !isLive else { throw TriageRefusal(.suggestionDismissed, ["id": dismissal.suggestion]) }
        return [.dismissed(dismissal)]
    }

    package func decideRestoring(isLive: Bool, by actor: Actor) throws(TriageRefusal) -> [SuggestionEvent] {
        try actor.mayTriage()
        guard isLive else { throw TriageRefusal(.suggestionRestored, ["id": suggestion]) }
        return [.restored]
    }
}
