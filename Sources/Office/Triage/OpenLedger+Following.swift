internal import Attestation
internal import Ledger
internal import Rectification
internal import Requests

// A finding and its common issue say the same: whichever was asked, the other follows in the same transaction.

extension OpenLedger {
    /// What a change of one finding means for the issues it left and entered; an issue that is not there yet is formed.
    func follow(
        _ before: Finding, _ after: Finding, _ session: inout WriteSession, _ work: Work
    ) throws {
        guard before.group?.id != after.group?.id else { return }
        if let old = before.group, let issue = try session.reader.issue(old.id) {
            _ = try decide(.drop([after.number]), on: issue, &session, work)
        }
        guard let new = after.group else { return }
        if let issue = try session.reader.issue(new.id) {
            _ = try decide(
                .add([after.number]), on: issue, naming: [after.number], free: [after.number], &session, work)
        } else {
            let formation = Formation(
                number: try session.reader.nextIssueNumber(), title: new.title, field: after.facts.category,
                scope: .single, members: [after.number])
            _ = try form(formation, new.id, free: [after.number], &session, work)
        }
    }

    /// Takes back everything that an operation did to common issues, and puts their findings back where they were.
    ///
    /// Throws `undo.issue` 1 when an issue has moved on since.
    func undoTriage(
        _ operation: OperationID, _ session: inout WriteSession, _ work: Work
    ) throws {
        var freed: Set<FindingNumber> = []
        var places: [FindingNumber: FindingGroup?] = [:]
        // What took members in gives them back before the issue they came from takes them again.
        for id in try session.reader.groups(of: operation).reversed() {
            guard var issue = try session.reader.issue(id) else { continue }
            let before = issue
            while let step = issue.undoable.last,
                try session.reader.operation(of: .group(id), version: step.version) == operation
            {
                let regained = step.members.subtracting(issue.members)
                let lost = issue.members.subtracting(step.members)
                let isRectified = issue.state == .rectified
                issue = try decide(
                    .undo, on: issue, naming: regained.sorted(), free: freed, title: step.title, &session, work)
                freed.formUnion(lost)
                if isRectified { try reopenLetters(of: issue, &session, work) }
            }
            guard issue.version != before.version else {
                throw Complaint(1, "undo.issue", ["number": String(issue.number)])
            }
            for number in before.members.subtracting(issue.members) where places[number] == nil {
                places[number] = .some(nil)
            }
            let told = issue.title == before.title ? before.members : []
            for number in issue.members.subtracting(told) { places[number] = issue.group }
        }
        guard !places.isEmpty || !freed.isEmpty else { return }
        for (number, group) in places.sorted(by: { $0.key < $1.key }) {
            try move([number], to: group, &session, work)
        }
    }

    private func reopenLetters(
        of issue: CommonIssue, _ session: inout WriteSession, _ work: Work
    ) throws {
        for mark in issue.letters {
            guard let letter = try session.reader.letter(mark.letter), letter.state == .closed else { continue }
            let context = LetterContext(issue: issue, lastSerial: 0, today: today)
            let events = try letter.decide(.reopen, by: Actor(work.actor), in: context)
            _ = try session.append(events, to: letter, id: letter.id, by: work.author)
        }
    }
}
