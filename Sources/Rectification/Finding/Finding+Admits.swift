extension Finding {
    /// Whether a command may be asked for at all, whatever it will carry: role, unit, stage, and what the finding itself lacks (domain §4).
    ///
    /// The actions menu dims what this refuses; `decide` begins with it.
    package func admits(
        _ kind: FindingCommandKind, by actor: Actor, in context: Context
    ) throws(FindingRefusal) {
        try actor.mayAsk(for: kind)
        if kind.isOfTheUnit { try requireUnit(of: actor, context) }
        switch kind {
        case .file, .bringForward: throw FindingRefusal(.alreadyFiled, ["number": number.description])
        case .requestReturn:
            guard case .assigned(let pending) = stage else { throw refusedStage(.stageNotAssigned) }
            guard pending == nil else { throw FindingRefusal(.returnPending) }
        case .refuseReturn:
            guard case .assigned(let pending) = stage else { throw refusedStage(.stageNotAssigned) }
            guard pending != nil else { throw FindingRefusal(.returnNonePending) }
        case .reassign: try requireAssignedOrInProgress()
        case .start:
            guard case .assigned(let pending) = stage else { throw refusedStage(.stageNotAssigned) }
            guard pending == nil else { throw FindingRefusal(.returnPending) }
        case .measure, .report: try requireInProgress()
        case .attach, .detach:
            guard stage.code != .review else { throw FindingRefusal(.evidenceLocked) }
            try requireInProgress()
            if kind == .detach, liveEvidence.isEmpty { throw FindingRefusal(.evidenceNone) }
        case .submit:
            try requireInProgress()
            try admitsSubmission(context.policy)
        case .withdraw:
            guard let submission else { throw refusedStage(.stageNotReview) }
            if let first = submission.opinions.first {
                throw FindingRefusal(.withdrawAfterOpinion, ["name": first.reviewerName])
            }
        case .recall:
            guard stage.code == .review else { throw refusedStage(.stageNotReview) }
        case .opine:
            guard let submission else { throw refusedStage(.stageNotReview) }
            try admitsOpinion(on: submission, by: actor, in: context)
        case .list:
            try requireOpen()
            guard listing == nil else { throw FindingRefusal(.listedAlready) }
        case .delist:
            guard listing != nil else { throw FindingRefusal(.listedNot) }
        case .requestExtension: try admitsExtensionRequest(context)
        case .grantExtension, .refuseExtension:
            try requireAssignedOrInProgress()
            guard pendingExtension != nil else { throw FindingRefusal(.extensionNonePending) }
            if actor.isWithin(unit.id, context) { throw FindingRefusal(.extensionOwnUnit) }
        case .consolidate:
            guard let closure else { throw refusedStage(.stageNotClosed) }
            try actor.requireInspectionOrDiscipline()
            try closure.admitsConsolidation(on: context.today)
        case .relapse:
            guard stage.code == .closed else { throw refusedStage(.stageNotClosed) }
            try actor.requireInspectionOrDiscipline()
        case .transferClue: try actor.requireInspectionOrDiscipline()
        case .concludeClue:
            try actor.requireInspectionOrDiscipline()
            guard clues.contains(where: { $0.concludedOn == nil }) else {
                throw FindingRefusal(.clueUnknown, ["number": "1"])
            }
        case .supervise: try requireOpen()
        case .answer:
            try requireOpen()
            guard supervisions.contains(where: { $0.answer == nil }) else {
                throw FindingRefusal(.answerUnknown, ["number": "1"])
            }
        case .group, .comment: break
        case .ungroup:
            guard group != nil else { throw FindingRefusal(.groupNone) }
        case .flag, .correct: try requireAssignedOrInProgress()
        case .undo: try admitsUndo(by: actor)
        }
    }

    /// Row 7: what must stand before a finding is submitted.
    private func admitsSubmission(_ policy: Policy) throws(FindingRefusal) {
        let silent = liveMeasures.filter { !$0.isReported }.map { String($0.number) }
        guard silent.isEmpty else {
            throw FindingRefusal(.submitUnreported, ["numbers": silent.joined(separator: ", ")])
        }
        let needed: Completion = policy.basicCompletionMaySubmit ? .basic : .done
        guard completion >= needed else {
            throw FindingRefusal(.submitNotComplete, ["completion": completion.rawValue, "needed": needed.rawValue])
        }
        guard inference != nil else { throw FindingRefusal(.submitNoInference) }
        guard !liveEvidence.isEmpty else { throw FindingRefusal(.submitNoEvidence) }
        if policy.openClueBlocksClosure, let open = clues.first(where: { $0.concludedOn == nil }) {
            throw FindingRefusal(.submitOpenClue, ["reference": open.reference])
        }
    }

    /// Row 11: before expiry, one at a time, at most the policy's number.
    private func admitsExtensionRequest(_ context: Context) throws(FindingRefusal) {
        try requireAssignedOrInProgress()
        guard pendingExtension == nil else { throw FindingRefusal(.extensionPending) }
        guard let day = deadline.day else { throw FindingRefusal(.extensionNoDeadline) }
        guard context.today <= day else { throw FindingRefusal(.extensionExpired, ["date": day.description]) }
        guard grantedExtensions < context.policy.extensionLimit else {
            throw FindingRefusal(.extensionLimit, ["limit": String(context.policy.extensionLimit)])
        }
    }

    private func admitsUndo(by actor: Actor) throws(FindingRefusal) {
        guard let last = undoable.last else { throw FindingRefusal(.undoNothing) }
        guard last.person == actor.person.id else { throw FindingRefusal(.undoOther) }
    }

    private func requireUnit(of actor: Actor, _ context: Context) throws(FindingRefusal) {
        if actor.isWithin(unit.id, context) { return }
        if let lead = facts.leadUnit, actor.isWithin(lead.id, context) { return }
        throw FindingRefusal(.notOfUnit, ["unit": unit.path, "person": actor.person.name])
    }

    private func requireInProgress() throws(FindingRefusal) {
        guard stage.code == .inProgress else { throw refusedStage(.stageNotInProgress) }
    }

    private func requireAssignedOrInProgress() throws(FindingRefusal) {
        switch stage.code {
        case .assigned, .inProgress: break
        case .review: throw FindingRefusal(.stageInReview)
        case .closed: throw FindingRefusal(.stageClosed)
        }
    }

    private func requireOpen() throws(FindingRefusal) {
        guard stage.code.isOpen else { throw FindingRefusal(.stageClosed) }
    }

    private func refusedStage(_ rule: Rule) -> FindingRefusal {
        FindingRefusal(rule, ["stage": stage.code.rawValue])
    }
}

extension FindingCommandKind {
    /// Commands of the rectifying unit: its own people or those below it.
    var isOfTheUnit: Bool { roles == Self.ofUnit }
}

extension Actor {
    func mayAsk(for kind: FindingCommandKind) throws(FindingRefusal) {
        guard !person.isRetired else { throw FindingRefusal(.retired, ["person": person.name]) }
        guard !person.roles.isDisjoint(with: kind.roles) else {
            let needed = kind.roles.sorted().map(\.rawValue).joined(separator: ",")
            throw FindingRefusal(.role, ["roles": needed, "person": person.name])
        }
    }

    /// Whether the actor's organisation is another or stands below it.
    func isWithin(_ organisation: OrganisationID, _ context: Context) -> Bool {
        guard let own = person.organisation else { return false }
        return context.organisations.isWithin(own.id, organisation)
    }

    /// Rows 12–14 are done by the inspection team or the discipline commission.
    func requireInspectionOrDiscipline() throws(FindingRefusal) {
        guard !person.parties.isDisjoint(with: [.inspection, .discipline]) else {
            throw FindingRefusal(.notReviewTeam, ["parties": "inspection,discipline"])
        }
    }
}

extension Closure {
    func admitsConsolidation(on today: Day) throws(FindingRefusal) {
        switch consolidation {
        case .pending(let from):
            guard today >= from else { throw FindingRefusal(.consolidateEarly, ["date": from.description]) }
        case .held(let day, _): throw FindingRefusal(.consolidateHeld, ["date": day.description])
        case .none: throw FindingRefusal(.consolidateHeld, ["date": on.description])
        }
    }
}
