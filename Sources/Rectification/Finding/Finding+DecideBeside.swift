/// What stands beside the stage: extensions, clues, supervision, corrections (domain §4 rows 11, 14, 15, 17).
extension Finding {
    func decideExtension(_ command: FindingCommand, _ context: Context) throws(FindingRefusal) -> [FindingEvent] {
        if case .requestExtension(let until, let reason) = command {
            guard let day = deadline.day else { throw FindingRefusal(.extensionNoDeadline) }
            try requireLater(until, than: day)
            return [.extensionRequested(until: until, reason: try reason.required())]
        }
        guard let pending = pendingExtension else { throw FindingRefusal(.extensionNonePending) }
        if case .grantExtension(let until) = command {
            let day = until ?? pending.until
            if let current = deadline.day { try requireLater(day, than: current) }
            return [.extensionGranted(until: day)]
        }
        guard case .refuseExtension(let reason) = command else { return [] }
        return [.extensionRefused(reason: try reason.required())]
    }

    private func requireLater(_ day: Day, than current: Day) throws(FindingRefusal) {
        guard day > current else {
            throw FindingRefusal(.extensionNotLater, ["date": day.description, "deadline": current.description])
        }
    }

    func decideClue(_ command: FindingCommand, _ context: Context) throws(FindingRefusal) -> [FindingEvent] {
        if case .transferClue(let reference, let receiver, let on) = command {
            guard !reference.isBlank else { throw FindingRefusal(.clueNoReference) }
            guard !receiver.isBlank else { throw FindingRefusal(.clueNoReceiver) }
            let day = on ?? context.today
            return [
                .clueTransferred(
                    number: clues.count + 1, reference: reference, receiver: receiver, on: day,
                    dueBack: day.adding(months: context.policy.clueMonths))
            ]
        }
        guard case .concludeClue(let number, let on) = command else { return [] }
        guard let clue = clues.first(where: { $0.number == number }) else {
            throw FindingRefusal(.clueUnknown, ["number": String(number)])
        }
        if let day = clue.concludedOn {
            throw FindingRefusal(.clueConcluded, ["number": String(number), "date": day.description])
        }
        return [.clueConcluded(number: number, on: on ?? context.today)]
    }

    func decideSupervision(
        _ command: FindingCommand, _ context: Context
    ) throws(FindingRefusal) -> [FindingEvent] {
        if case .supervise(let draft) = command {
            guard !draft.addressee.isBlank else { throw FindingRefusal(.superviseNoAddressee) }
            guard !draft.text.isBlank else { throw FindingRefusal(.superviseNoText) }
            if (draft.reason ?? "").isBlank { try requireRung(draft.kind, context) }
            return [.supervised(number: supervisions.count + 1, draft)]
        }
        guard case .answer(let named, let text) = command else { return [] }
        let number = named ?? supervisions.last { $0.answer == nil }?.number ?? 1
        guard let step = supervisions.first(where: { $0.number == number }) else {
            throw FindingRefusal(.answerUnknown, ["number": String(number)])
        }
        if let day = step.answeredOn {
            throw FindingRefusal(.answerGiven, ["number": String(number), "date": day.description])
        }
        return [.answered(number: number, text: try text.requiredText())]
    }

    /// Domain §5: a rung whose days have not passed needs a reason.
    private func requireRung(_ kind: Supervision.Kind, _ context: Context) throws(FindingRefusal) {
        let ladder = Ladder(context.policy)
        let running = isClockRunning ? deadline.day : nil
        guard ladder.isAhead(kind, deadline: running, pressing, on: context.today),
            let rung = ladder.rung(of: kind)
        else { return }
        throw FindingRefusal(
            .superviseAhead,
            [
                "step": kind.rawValue, "days": String(overdueDays(on: context.today)),
                "from": String(ladder.steps[rung].daysOverdue),
            ])
    }

    func decideCorrection(_ correction: Correction) throws(FindingRefusal) -> [FindingEvent] {
        guard !correction.reason.isBlank else { throw FindingRefusal(.reasonMissing) }
        let was = value(of: correction.field)
        guard correction.hasRightKind else {
            throw FindingRefusal(.correctWrongKind, ["field": correction.field.rawValue])
        }
        if correction.newValue == nil, correction.field.isRequired {
            throw FindingRefusal(.correctRequired, ["field": correction.field.rawValue])
        }
        guard correction.newValue != was else {
            throw FindingRefusal(.correctSame, ["field": correction.field.rawValue])
        }
        return [.corrected(correction, was: was)]
    }

    /// A correctable field as the text that a correction keeps.
    package func value(of field: Correction.Field) -> String? {
        switch field {
        case .externalNumber: facts.externalNumber
        case .leader: facts.leader
        case .leadUnit: facts.leadUnit?.path
        case .text: facts.text
        case .category: facts.category
        case .source: facts.source.rawValue
        case .amount: facts.amount?.description
        case .responsible: responsible
        case .goal: goal
        case .deadline: deadline.valueText
        }
    }
}

extension Deadline {
    /// Kind and day as one value: `date 2024-12-31`, `longTerm`.
    var valueText: String {
        [code.rawValue, day?.description].compactMap { $0 }.joined(separator: " ")
    }
}

extension Correction {
    /// The new value as text, `nil` when the field is emptied.
    package var newValue: String? {
        switch value {
        case .text(let text): text.isBlank ? nil : text
        case .source(let source): source.rawValue
        case .amount(let amount): amount.description
        case .deadline(let deadline): deadline.valueText
        case .unit(let unit): unit.path
        case .nothing: nil
        }
    }

    var hasRightKind: Bool {
        switch (field, value) {
        case (.source, .source), (.amount, .amount), (.deadline, .deadline), (.leadUnit, .unit): true
        case (_, .nothing): true
        case (.externalNumber, .text), (.leader, .text), (.text, .text), (.category, .text): true
        case (.responsible, .text), (.goal, .text): true
        case (_, _): false
        }
    }
}

extension Correction.Field {
    /// What a finding cannot be without.
    package var isRequired: Bool {
        switch self {
        case .text, .category, .source, .deadline: true
        case .externalNumber, .leader, .leadUnit, .amount, .responsible, .goal: false
        }
    }
}
