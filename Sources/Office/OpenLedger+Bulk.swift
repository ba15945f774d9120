internal import Ledger
package import Rectification
package import Requests

// The same thing done to several findings: one operation, one transaction, one step to undo.

extension OpenLedger {
    /// Does one thing to several findings, to all of them or to none; one that is so already is left as it is.
    ///
    /// Throws `version.moved` 75 for a finding that is not at its version any more, and the refusal of the first that is refused, with its
    /// number as the fact `of`; what all are already is refused too.
    package func perform(
        _ form: FilledForm, onAll targets: [(number: FindingNumber, version: Int)], as name: String?,
        _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        let text = targets.map { ShellText.command(form, on: $0.number) }.joined(separator: "\n")
        return try write(text, as: name, options) { session, actor, author in
            let work = Work(actor: actor, author: author, isDryRun: options.isDryRun)
            var same: [FindingRefusal] = []
            for target in targets {
                do {
                    let expected = form.action.standsBesideOthers ? nil : target.version
                    _ = try carryOut(form, on: target.number, ifVersion: expected, &session, work)
                } catch let refusal as FindingRefusal where refusal.rule.saysAlreadySo {
                    same.append(refusal)
                } catch let refusal as FindingRefusal {
                    throw FindingRefusal(refusal.rule, refusal.facts.merging(["of": "\(target.number)"]) { $1 })
                }
            }
            if let refusal = same.first, same.count == targets.count { throw refusal }
            return nil
        }
    }

    /// What the domain says to every action that can be done to several findings, of each of them.
    package func admissions(
        ofAll numbers: [FindingNumber], as name: String?
    ) throws -> [(number: FindingNumber, version: Int, answers: [(action: FindingAction, refusal: FindingRefusal?)])] {
        try read { reader in
            let actor = try reader.actor(named: name, login: surroundings.login)
            return try numbers.map { number in
                let finding = try reader.finding(number)
                let context = try context(reader, for: finding, by: actor)
                let answers = FindingAction.allCases.filter(\.isForMany).map { action in
                    (action, finding.refusal(of: action, by: Actor(actor), in: context))
                }
                return (number, finding.version, answers)
            }
        }
    }

    /// The operation that did a finding's last undoable step, and how many findings it did it to; `nil` when there is no such step.
    package func lastStep(of number: FindingNumber) throws -> (operation: OperationID, event: String, findings: Int)? {
        try read { try $0.lastStep(of: number) }
    }

    /// Takes back everything that an operation did to findings, or nothing.
    ///
    /// Throws `undo.bulk` 1 when a finding has moved on since.
    package func undo(
        _ operation: OperationID, as name: String?, _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        try write("undo operation \(operation)", as: name, options) { session, actor, author in
            try takeBack(operation, &session, Work(actor: actor, author: author, isDryRun: options.isDryRun))
            return nil
        }
    }

    /// Takes back the operation that did a finding's last undoable step, with everything it did to other findings.
    ///
    /// Throws `undo.nothing` 1 when there is no such step, `undo.bulk` 1 when another finding has moved on since.
    package func undoBulk(
        of number: FindingNumber, as name: String?, _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        try write("undo \(number) bulk", as: name, options, hasVersion: true) { session, actor, author in
            let work = Work(actor: actor, author: author, isDryRun: options.isDryRun)
            guard let step = try session.reader.lastStep(of: number) else {
                // The domain says why not.
                return try carryOut(FilledForm(.undo), on: number, ifVersion: options.ifVersion, &session, work)
            }
            let finding = try session.reader.finding(number)
            try requireVersion(finding, options.ifVersion)
            try takeBack(step.operation, &session, work)
            return try session.reader.finding(finding.id)
        }
    }

    private func takeBack(_ operation: OperationID, _ session: inout WriteSession, _ work: Work) throws {
        if try !session.reader.groups(of: operation).isEmpty { return try undoTriage(operation, &session, work) }
        let ids = try session.reader.findings(of: operation)
        for id in ids {
            var finding = try session.reader.finding(id)
            var isUndone = false
            while let step = finding.undoable.last,
                try session.reader.operation(of: id, version: step.version) == operation
            {
                let after = try carryOut(
                    FilledForm(.undo), on: finding.number, ifVersion: finding.version, &session, work)
                guard let after else { break }
                finding = after
                isUndone = true
            }
            guard isUndone else {
                throw Complaint(1, "undo.bulk", ["number": finding.number.description, "count": String(ids.count)])
            }
        }
    }

    private func requireVersion(_ finding: Finding, _ expected: Int?) throws {
        guard let expected, expected != finding.version else { return }
        throw LedgerError(
            .versionMoved,
            [
                "number": finding.number.description, "expected": String(expected),
                "current": String(finding.version),
            ])
    }
}

extension LedgerReader {
    func lastStep(of number: FindingNumber) throws -> (operation: OperationID, event: String, findings: Int)? {
        let finding = try finding(number)
        guard let step = finding.undoable.last, let operation = try operation(of: finding.id, version: step.version)
        else { return nil }
        return (operation, step.event, try findings(of: operation).count)
    }
}

extension Finding {
    /// The domain's refusal of an action, `nil` when it admits it.
    func refusal(of action: FindingAction, by actor: Actor, in context: Context) -> FindingRefusal? {
        do throws(FindingRefusal) {
            try admits(action.kind, by: actor, in: context)
            return nil
        } catch {
            return error
        }
    }
}
