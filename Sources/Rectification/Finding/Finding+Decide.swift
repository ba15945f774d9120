extension Finding {
    /// Rows 0 and 1: what becomes of a command when there is no finding yet.
    package static func decide(
        _ command: FindingCommand, by actor: Actor, in context: Context
    ) throws(FindingRefusal) -> [FindingEvent] {
        try actor.mayAsk(for: command.kind)
        switch command {
        case .file(let filing):
            try filing.check()
            return [.filed(filing)]
        case .bringForward(let brought):
            try brought.filing.check()
            return [.broughtForward(brought)]
        case .requestReturn, .refuseReturn, .reassign, .start, .addMeasure, .changeMeasure, .dropMeasure, .report,
            .attach, .detach, .submit, .withdraw, .recall, .opine, .list, .delist, .requestExtension, .grantExtension,
            .refuseExtension, .consolidate, .relapse, .transferClue, .concludeClue, .supervise, .answer, .group,
            .ungroup, .flag, .comment, .correct, .undo:
            throw FindingRefusal(.notFiled)
        }
    }

    /// Which events follow from a command, or the rule that refuses it (domain §4); pure, in the policy and on the day of `context`.
    package func decide(
        _ command: FindingCommand, by actor: Actor, in context: Context
    ) throws(FindingRefusal) -> [FindingEvent] {
        if case .submit(let pledge) = command {
            try admits(.submit, by: actor, in: context)
            guard !pledge.isBlank else { throw FindingRefusal(.submitNoPledge) }
            let content = context.contentDigest(self, pledge, context.policy.digest)
            return [.submitted(reviewRound: reviewRound, pledge: pledge, content: content)]
        }
        // An opinion is for one party: what that seat refuses is said before what other seats would.
        if case .opine(let draft) = command {
            try actor.mayAsk(for: .opine)
            return try decideOpinion(draft, by: actor, in: context)
        }
        try admits(command.kind, by: actor, in: context)
        switch command {
        case .file, .bringForward, .submit, .opine: throw FindingRefusal(.alreadyFiled, ["number": number.description])
        case .requestReturn(let reason): return [.returned(reason: try reason.required())]
        case .refuseReturn(let reason): return [.returnRefused(reason: try reason.required())]
        case .reassign(let unit, let reason, let deadline):
            guard unit.id != self.unit.id else { throw FindingRefusal(.reassignSameUnit, ["unit": unit.path]) }
            if let day = deadline?.day { try requireNotPast(day, context) }
            return [.reassigned(unit: unit, reason: try reason.required(), deadline: deadline)]
        case .start(let plan): return try decideStart(plan, context)
        case .addMeasure(let draft):
            try draft.check()
            return [.measureAdded(number: measures.count + 1, draft)]
        case .changeMeasure(let number, let draft):
            _ = try liveMeasure(number)
            try draft.check()
            return [.measureChanged(number: number, draft)]
        case .dropMeasure(let number, let reason):
            _ = try liveMeasure(number)
            guard liveMeasures.count > 1 else { throw FindingRefusal(.measureLast) }
            return [.measureDropped(number: number, reason: try reason.required())]
        case .report(let report):
            guard !report.isEmpty else { throw FindingRefusal(.reportEmpty) }
            for step in report.steps { _ = try liveMeasure(step.number) }
            return [.reported(report)]
        case .attach(let file):
            if let same = liveEvidence.first(where: { $0.file.digest == file.digest }) {
                throw FindingRefusal(.evidenceDuplicate, ["number": String(same.number), "name": same.file.name])
            }
            return [.evidenceAttached(number: evidence.count + 1, file)]
        case .detach(let number, let reason):
            guard liveEvidence.contains(where: { $0.number == number }) else {
                throw FindingRefusal(.evidenceUnknown, ["number": String(number)])
            }
            return [.evidenceDetached(number: number, reason: reason?.unlessBlank)]
        case .withdraw: return [.withdrawn]
        case .recall(let reason): return [.recalled(reviewRound: reviewRound + 1, reason: try reason.required())]
        case .list(let supervisor, let limit):
            guard !supervisor.isBlank else { throw FindingRefusal(.listNoSupervisor) }
            if let limit { try requireNotPast(limit, context) }
            return [.listed(supervisor: supervisor, limit: limit)]
        case .delist(let reason): return [.delisted(reason: try reason.required())]
        case .requestExtension, .grantExtension, .refuseExtension: return try decideExtension(command, context)
        case .consolidate(let note):
            guard !note.isBlank else { throw FindingRefusal(.noteMissing) }
            return [.consolidated(note: note)]
        case .relapse(let note, let deadline):
            guard !note.isBlank else { throw FindingRefusal(.noteMissing) }
            try requireNotPast(deadline, context)
            let listsNow = context.policy.listsOnRelapse && listing == nil
            return [
                .relapsed(
                    reviewRound: reviewRound + 1, note: note, deadline: deadline, isListed: listsNow,
                    supervisor: listsNow ? context.policy.listingSupervisor : nil)
            ]
        case .transferClue, .concludeClue: return try decideClue(command, context)
        case .supervise, .answer: return try decideSupervision(command, context)
        case .group(let group):
            // The same issue under a new title is told again.
            guard self.group != group else { throw FindingRefusal(.groupSame, ["title": group.title]) }
            return [.grouped(group)]
        case .ungroup: return [.ungrouped]
        case .flag(let flag, let isOn):
            guard facts.flags.contains(flag) != isOn else { throw FindingRefusal(.flagSame, ["flag": flag.rawValue]) }
            return [.flagged(flag, isOn: isOn)]
        case .comment(let text): return [.commented(text: try text.requiredText())]
        case .correct(let correction): return try decideCorrection(correction)
        case .undo:
            guard let last = undoable.last else { throw FindingRefusal(.undoNothing) }
            return [.undone(version: last.version, event: last.event)]
        }
    }

    /// Row 4: goal, at least one measure, a responsible person, a deadline within policy's cap.
    private func decideStart(_ plan: Plan, _ context: Context) throws(FindingRefusal) -> [FindingEvent] {
        guard !(plan.goal ?? goal ?? "").isBlank else { throw FindingRefusal(.startNoGoal) }
        guard !(plan.measures.isEmpty && liveMeasures.isEmpty) else { throw FindingRefusal(.startNoMeasure) }
        for measure in plan.measures { try measure.check() }
        guard !(plan.responsible ?? responsible ?? "").isBlank else { throw FindingRefusal(.startNoResponsible) }
        if let day = plan.deadline {
            try requireNotPast(day, context)
        }
        if let day = plan.deadline ?? deadline.day, !deadline.isLongTerm {
            let start = context.round?.feedback ?? filedOn
            let latest = start.adding(months: context.policy.longestMonths)
            guard day <= latest else {
                throw FindingRefusal(
                    .deadlineBeyondCap,
                    [
                        "date": day.description, "latest": latest.description,
                        "months": String(context.policy.longestMonths),
                    ])
            }
        }
        return [.started(plan)]
    }

    func requireNotPast(_ day: Day, _ context: Context) throws(FindingRefusal) {
        guard day >= context.today else { throw FindingRefusal(.deadlinePast, ["date": day.description]) }
    }

    private func liveMeasure(_ number: Int) throws(FindingRefusal) -> Measure {
        guard let measure = measures.first(where: { $0.number == number && !$0.isDropped }) else {
            throw FindingRefusal(.measureUnknown, ["number": String(number)])
        }
        return measure
    }
}

extension Filing {
    /// Row 1: round, unit, text, category, source, deadline; the types hold source and deadline.
    func check() throws(FindingRefusal) {
        guard !facts.text.isBlank else { throw FindingRefusal(.fileNoText) }
        guard !facts.round.isBlank else { throw FindingRefusal(.fileNoRound) }
        guard !facts.unit.path.isBlank else { throw FindingRefusal(.fileNoUnit) }
        guard !facts.category.isBlank else { throw FindingRefusal(.fileNoCategory) }
        for measure in measures { try measure.check() }
    }
}

extension MeasureDraft {
    func check() throws(FindingRefusal) {
        guard !text.isBlank else { throw FindingRefusal(.measureNoText) }
    }
}

extension String {
    /// Empty, or nothing but spaces, line breaks and U+3000.
    package var isBlank: Bool {
        unicodeScalars.allSatisfy { $0.isSpace }
    }

    var unlessBlank: String? { isBlank ? nil : self }

    func required() throws(FindingRefusal) -> String {
        guard !isBlank else { throw FindingRefusal(.reasonMissing) }
        return self
    }

    func requiredText() throws(FindingRefusal) -> String {
        guard !isBlank else { throw FindingRefusal(.textMissing) }
        return self
    }
}
