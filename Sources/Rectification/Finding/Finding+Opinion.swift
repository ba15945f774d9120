extension Finding {
    /// Row 9 without its content: some seat must be open to this reviewer.
    func admitsOpinion(
        on submission: Submission, by actor: Actor, in context: Context
    ) throws(FindingRefusal) {
        let needed = context.reviewPolicy.partiesNeeded(for: deadline).map(\.code)
        guard let first = actor.person.parties.sorted().first(where: needed.contains) ?? actor.person.parties.min()
        else {
            throw FindingRefusal(.opineNotOfParty, ["person": actor.person.name, "party": ""])
        }
        var refusal: FindingRefusal?
        for party in actor.person.parties.sorted() {
            do {
                try admitsSeat(party, on: submission, by: actor, in: context)
                return
            } catch {
                if refusal == nil || party == first { refusal = error }
            }
        }
        if let refusal { throw refusal }
    }

    /// Whether a reviewer may take a party's seat at this review; a seat that is refused is dimmed with the reason before anyone presses.
    package func admitsSeat(
        _ party: PartyCode, on submission: Submission, by actor: Actor, in context: Context
    ) throws(FindingRefusal) {
        guard let seat = context.reviewPolicy.party(party) else {
            // A party that came in later is asked from the next submission on.
            if let later = context.policy.party(party) {
                throw FindingRefusal(.opinePartyNotNeeded, ["party": later.name, "case": "round"])
            }
            throw FindingRefusal(.opineUnknownParty, ["party": party.description])
        }
        guard context.reviewPolicy.partiesNeeded(for: deadline).contains(seat) else {
            throw FindingRefusal(.opinePartyNotNeeded, ["party": seat.name])
        }
        guard actor.person.parties.contains(party) else {
            throw FindingRefusal(.opineNotOfParty, ["person": actor.person.name, "party": seat.name])
        }
        if actor.isWithin(unit.id, context) || facts.leadUnit.map({ actor.isWithin($0.id, context) }) ?? false {
            throw FindingRefusal(.opineOwnUnit, ["person": actor.person.name, "unit": unit.path])
        }
        let avoids = actor.person.avoids
        if !avoids.isEmpty,
            let avoided = context.organisations.chain(from: unit.id).first(where: { avoids.contains($0.id) })
        {
            throw FindingRefusal(.opineAvoidance, ["person": actor.person.name, "unit": avoided.name])
        }
        if responsible == actor.person.name || liveMeasures.contains(where: { $0.draft.person == actor.person.name }) {
            throw FindingRefusal(.opineOwnUnit, ["person": actor.person.name, "unit": unit.path])
        }
        if let decided = submission.decision(of: party) {
            throw FindingRefusal(.opinePartyDecided, ["party": seat.name, "person": decided.reviewerName])
        }
        if let other = submission.opinions.first(where: { $0.reviewer == actor.person.id && $0.party != party }) {
            let name = context.reviewPolicy.party(other.party)?.name ?? other.party.description
            throw FindingRefusal(.opineSpokeForOther, ["person": actor.person.name, "party": name])
        }
        try context.key.requireKey(of: actor.person.name)
    }

    /// Rows 9–9c: the opinion, and what follows from it.
    func decideOpinion(
        _ draft: OpinionDraft, by actor: Actor, in context: Context
    ) throws(FindingRefusal) -> [FindingEvent] {
        guard let submission else { throw FindingRefusal(.stageNotReview, ["stage": stage.code.rawValue]) }
        try admitsSeat(draft.party, on: submission, by: actor, in: context)
        guard draft.content == submission.content else { throw FindingRefusal(.opineOtherContent) }
        try context.key.requireUnlocked(by: actor.person.name)
        let opined = FindingEvent.opined(
            Opined(
                number: number, reviewRound: reviewRound, party: draft.party, key: context.key.fingerprint,
                verdict: draft.verdict,
                content: draft.content, head: context.head))
        switch draft.verdict {
        case .agree:
            let open = context.reviewPolicy.partiesNeeded(for: deadline).map(\.code).filter { party in
                party != draft.party && submission.decision(of: party)?.verdict != .agree
            }
            guard open.isEmpty else { return [opined] }
            return [
                opined,
                .closed(
                    reviewRound: reviewRound, kind: deadline.isLongTerm ? .stage : .full,
                    consolidateFrom: context.today.adding(months: context.reviewPolicy.consolidationMonths)),
            ]
        case .disagree(let code, let reason, let newDeadline):
            guard context.reviewPolicy.reason(code) != nil else {
                let known = context.reviewPolicy.reasons.map(\.code).joined(separator: ", ")
                throw FindingRefusal(.opineUnknownCode, ["code": code, "known": known])
            }
            guard !reason.isBlank else { throw FindingRefusal(.opineNoReason) }
            guard newDeadline >= context.today else {
                throw FindingRefusal(.deadlinePast, ["date": newDeadline.description])
            }
            let listsNow = context.reviewPolicy.listsOnDisagreement && listing == nil
            return [
                opined,
                .sentBack(
                    reviewRound: reviewRound + 1, deadline: newDeadline, isListed: listsNow,
                    supervisor: listsNow ? context.reviewPolicy.listingSupervisor : nil),
            ]
        case .defer(let note, let until):
            guard !note.isBlank else { throw FindingRefusal(.noteMissing) }
            guard until >= context.today else { throw FindingRefusal(.deadlinePast, ["date": until.description]) }
            return [opined]
        }
    }
}
