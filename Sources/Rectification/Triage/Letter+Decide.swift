/// What a letter's decision looks at besides the letter.
package struct LetterContext: Sendable {
    package let issue: CommonIssue
    /// The highest serial of the year of `today`; 0 when none went out.
    package let lastSerial: Int
    /// How a letter that goes out is numbered.
    package let pattern: LetterPattern
    package let today: Day

    package init(issue: CommonIssue, lastSerial: Int, pattern: LetterPattern = .standard, today: Day) {
        self.issue = issue
        self.lastSerial = lastSerial
        self.pattern = pattern
        self.today = today
    }
}

extension Letter {
    /// Drafts a letter; whatever else is asked needs one.
    package static func decide(
        _ command: LetterCommand, by actor: Actor, in context: LetterContext
    ) throws(TriageRefusal) -> [LetterEvent] {
        try actor.mayTriage()
        guard case .draft(let draft) = command else { throw TriageRefusal(.letterNotDrafted) }
        try context.issue.admitsLetter()
        return [.drafted(draft)]
    }

    /// Which events follow from a command, or the rule that refuses it; pure.
    package func decide(
        _ command: LetterCommand, by actor: Actor, in context: LetterContext
    ) throws(TriageRefusal) -> [LetterEvent] {
        try actor.mayTriage()
        switch command {
        case .draft: throw TriageRefusal(.letterDrafted, ["number": String(number)])
        case .edit(let words):
            try requireDraft()
            guard words != self.words else { throw TriageRefusal(.letterUnchanged) }
            return [.edited(words)]
        case .issue(let basis):
            try requireDraft()
            try context.issue.admitsLetter()
            guard basis.isOf(context.issue) else {
                throw TriageRefusal(
                    .letterBasisOther,
                    ["count": String(basis.findings), "members": String(context.issue.members.count)])
            }
            guard !words.basis.isBlank else { throw TriageRefusal(.letterNoBasis) }
            guard !words.suggestions.isBlank else { throw TriageRefusal(.letterNoSuggestions) }
            guard let due = words.due else { throw TriageRefusal(.letterNoDue) }
            guard due > context.today else { throw TriageRefusal(.letterDueEarly, ["date": due.description]) }
            let code = LetterCode(year: context.today.parts.year, serial: context.lastSerial + 1, in: context.pattern)
            return [.issued(code, due: due, basis)]
        case .answer(let answer):
            try requireOut()
            if let answered = self.answer {
                throw TriageRefusal(.letterAnswered, ["date": answered.on.description])
            }
            guard !answer.text.isBlank else { throw TriageRefusal(.textMissing) }
            guard let issuedOn, answer.on >= issuedOn, answer.on <= context.today else {
                throw TriageRefusal(
                    .letterAnswerDay,
                    [
                        "date": answer.on.description, "from": issuedOn?.description ?? "",
                        "to": context.today.description,
                    ])
            }
            return [.answered(answer)]
        case .followUp(let text):
            try requireOut()
            guard !text.isBlank else { throw TriageRefusal(.textMissing) }
            return [.followedUp(text: text)]
        case .close:
            try requireOut()
            return [.closed]
        case .reopen:
            guard state == .closed else { throw TriageRefusal(.letterNotIssued) }
            return [.reopened]
        case .discard:
            try requireDraft()
            return [.discarded]
        case .undo:
            guard let step = undoable.last else { throw TriageRefusal(.undoNothing) }
            guard step.person == actor.person.id else { throw TriageRefusal(.undoOther) }
            // A draft that comes back needs something to be about.
            if step.event == "discarded" { try context.issue.admitsLetter() }
            return [.undone(version: step.version, event: step.event)]
        }
    }

    private func requireDraft() throws(TriageRefusal) {
        switch state {
        case .draft: return
        case .discarded: throw TriageRefusal(.letterDiscarded, ["number": String(number)])
        case .issued, .answered, .closed:
            throw TriageRefusal(.letterNotDraft, ["number": String(number), "code": code?.description ?? ""])
        }
    }

    private func requireOut() throws(TriageRefusal) {
        switch state {
        case .issued, .answered: return
        case .draft: throw TriageRefusal(.letterNotIssued, ["number": String(number)])
        case .discarded: throw TriageRefusal(.letterDiscarded, ["number": String(number)])
        case .closed: throw TriageRefusal(.letterClosed, ["number": String(number)])
        }
    }
}

extension Letter.Basis {
    /// Whether it counts every member of an issue, and quotes no other finding.
    func isOf(_ issue: CommonIssue) -> Bool {
        findings == issue.members.count && examples.allSatisfy { issue.members.contains($0.finding) }
    }
}
