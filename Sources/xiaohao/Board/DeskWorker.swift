import BoardUI
import Documents
import Ledger
import Office
import Rectification
import Requests
import Wording

/// What the desk wants done to the ledger.
extension BoardWorker {
    func messages(for effect: DeskEffect, _ operation: OperationID) throws -> [DeskMessage] {
        let today = ledger.today
        switch effect {
        case .load(let ask):
            return [try ledger.read { try $0.page(for: ask, try ledger.policy($0), today: today) }]
        case .groups(let preset, let grouping, let filter, let generation):
            let groups = try ledger.read {
                try $0.deskGroups(preset, by: grouping, filter, try ledger.policy($0), today: today)
            }
            return [.groups(groups, generation: generation)]
        case .count(let filter, let generation):
            let counts = try ledger.read { try $0.deskCounts(filter, try ledger.policy($0), today: today) }
            return [.counts(counts, generation: generation)]
        // Its answer is a menu or a form of the shell: see `act`.
        case .act: return []
        case .propose(let kind, let target): return [try propose(kind, target)]
        case .press(let form, let numbers, let steps):
            return [.pressed(try press(form, numbers, steps, operation))]
        case .export(let paper, let filter, let scope):
            return [.exported(paper, paths: try write(paper, filter, scope))]
        }
    }

    private func write(_ paper: DeskPaper, _ filter: FindingFilter, _ scope: DeskScope?) throws -> [String] {
        let templates = TemplateFolder.ofThisPerson
        let document =
            switch paper {
            case .publicList:
                try ledger.document(
                    .publicList(FindingSelection(numbers: [], filter: filter)), words, templates: templates)
            case .digest: try digestPaper(filter, scope?.words, templates)
            }
        let kind = words["documentKind.\(paper.rawValue)"]
        return try ledger.writeDeskPaper(document, kind, of: scope?.name ?? "", words)
    }

    private func digestPaper(
        _ filter: FindingFilter, _ scope: String?, _ templates: TemplateFolder
    ) throws -> Document {
        let digest = try ledger.digest(filter)
        return try ledger.document(.digest, words, templates: templates) {
            DigestPaper(words, digest, of: scope).record($0)
        }
    }

    /// What the domain says to an action on one finding, or on all that are meant.
    func act(_ action: FindingAction?, _ target: PressTarget) throws -> [Message] {
        let numbers = try ledger.read { reader in
            try rows(target, try ledger.policy(reader), reader).map(\.number)
        }
        guard numbers.count > 1 else { return try numbers.first.map { try admissions($0, action) } ?? [] }
        return [.bulkAdmissions(try bulkAdmissions(numbers), count: numbers.count, opening: action)]
    }

    /// - Parameter asked: `nil` for the ladder's next step, which only those are proposed for that stand before it.
    private func propose(_ asked: Supervision.Kind?, _ target: PressTarget) throws -> DeskMessage {
        try ledger.read { reader in
            let policy = try ledger.policy(reader)
            let ladder = Ladder(policy)
            let meant = try rows(target, policy, reader)
            let step = asked.map { (kind: $0, indices: Array(meant.indices)) }
            guard let step = step ?? ladder.step(for: meant.map { $0.standing(ladder, on: ledger.today) }) else {
                return .noStep
            }
            let kind = step.kind
            let rows = step.indices.map { meant[$0] }
            let units = Dictionary(grouping: rows, by: \.unit.id).values.sorted {
                ($0.first?.unit.path ?? "") < ($1.first?.unit.path ?? "")
            }
            let proposals = try units.map { (rows: $0, proposal: try ledger.proposal(kind, for: $0, words, reader)) }
            let isAhead = rows.contains { row in
                ladder.isAhead(
                    kind, deadline: row.runningTo, row.beside.pressing, on: ledger.today)
            }
            // What differs from unit to unit stays blank and is filled in for each.
            var values: [String: String] = [:]
            if let only = proposals.first?.proposal, proposals.count == 1 {
                values["to"] = only.to
                values["text"] = only.text
            }
            values["due"] = proposals.first?.proposal.due?.description
            let proposal = DeskMessage.Proposal(
                kind: kind, numbers: rows.map(\.number), values: values,
                units: proposals.prefix(8).map { rows, proposal in
                    words.text(
                        proposal.to == nil ? "desk.unit.nobody" : "desk.unit",
                        [
                            "unit": rows.first?.unit.name ?? "", "count": String(rows.count),
                            "to": proposal.to ?? "",
                        ])
                } + (proposals.count > 8 ? ["… \(proposals.count - 8)"] : []), isAhead: isAhead,
                isPastCalendar: proposals.contains { $0.proposal.isPastCalendar }, others: meant.count - rows.count,
                steps: Dictionary(rows.map { ($0.number, $0.beside.pressing.last?.number ?? 0) }) { first, _ in first })
            return .proposed(proposal)
        }
    }

    private func rows(_ target: PressTarget, _ policy: Policy, _ reader: LedgerReader) throws -> [FindingRow] {
        switch target {
        case .findings(let numbers): return try numbers.compactMap { try reader.row($0) }
        case .scope(let preset, let filter):
            var rows: [FindingRow] = []
            try reader.forEachOnDesk(preset, filter, policy, today: ledger.today) { row in
                rows.append(row.finding)
                return rows.count <= OpenLedger.mostPressed
            }
            guard rows.count <= OpenLedger.mostPressed else {
                throw Complaint(
                    65, "press.tooMany", ["count": "\(rows.count)+", "most": String(OpenLedger.mostPressed)])
            }
            return rows
        }
    }

    private func press(
        _ form: FilledForm, _ numbers: [FindingNumber], _ steps: [FindingNumber: Int], _ operation: OperationID
    ) throws -> DeskMessage.Done {
        let draft = try PressDraft(form)
        let pressed = try ledger.press(
            draft, on: numbers, as: actorName, WriteOptions(operation: operation), skipsRefused: true, steps: steps,
            words: words)
        let folder = ledger.pressFolder
        let paths = try ledger.writePapers(of: pressed, to: folder, words, templates: .ofThisPerson)
        let findings = pressed.units.reduce(0) { $0 + $1.findings.count }
        let first = pressed.refused.first?.refusal
        let options = form.action.fields.filter { $0.name != "kind" }.flatMap { field in
            form.all(field.name).flatMap { ["--" + field.name, ShellText.quoted($0)] }
        }
        let named = numbers.prefix(12).map(\.description) + (numbers.count > 12 ? ["…"] : [])
        return DeskMessage.Done(
            kind: draft.kind, numbers: numbers, findings: findings, units: pressed.units.count,
            refused: pressed.refused.count,
            reason: first.map { Message.Trouble(rule: $0.rule.rawValue, facts: $0.facts, isFailure: false) },
            folder: paths.isEmpty ? nil : folder,
            shell: (["xiaohao", "supervise"] + named + [draft.kind.rawValue] + options).joined(separator: " "),
            head: pressed.performed.position)
    }
}

extension LedgerReader {
    /// The rows of the desk that were asked for.
    fileprivate func page(for ask: DeskAsk, _ policy: Policy, today: Day) throws -> DeskMessage {
        func rows(
            _ anchor: PageAnchor?, _ direction: PageRequest.Direction, _ limit: Int
        ) throws -> [DeskRow] {
            try desk(
                DeskRequest(ask.preset, filter: ask.filter, anchor: anchor, direction: direction, limit: limit),
                policy, today: today)
        }
        func page(_ rows: [DeskRow], above: Bool, below: Bool, index: Int? = nil) -> DeskMessage {
            .page(ask, rows: rows, hasMoreAbove: above, hasMoreBelow: below, index: index)
        }
        switch ask.place {
        case .first:
            let found = try rows(nil, .forward, ask.limit)
            return page(found, above: false, below: found.count == ask.limit)
        case .last:
            let found = try rows(nil, .backward, ask.limit)
            return page(found, above: found.count == ask.limit, below: false)
        case .after(let anchor):
            let found = try rows(anchor, .forward, ask.limit)
            return page(found, above: true, below: found.count == ask.limit)
        case .before(let anchor):
            let found = try rows(anchor, .backward, ask.limit)
            return page(found, above: found.count == ask.limit, below: true)
        case .around(let number, let anchor):
            let above = try rows(anchor, .backward, ask.limit / 2)
            let below = try rows(above.last?.anchor(on: ask.preset.clock), .forward, ask.limit)
            let all = above + below
            return page(
                all, above: above.count == ask.limit / 2, below: below.count == ask.limit,
                index: all.firstIndex { $0.finding.number == number } ?? min(above.count, max(0, all.count - 1)))
        }
    }
}
