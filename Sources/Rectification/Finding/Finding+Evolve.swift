extension Finding {
    /// The finding after its first event; `nil` when that event cannot be a first one.
    package init?(id: FindingID, first event: FindingEvent, stamp: EventStamp) {
        switch event {
        case .filed(let filing):
            self.init(id: id, filing: filing, stamp: stamp)
        case .broughtForward(let brought):
            self.init(id: id, filing: brought.filing, stamp: stamp)
            isBroughtForward = true
            completion = brought.completion
            progress = brought.progress
            effect = brought.effect
            inference = brought.inference
            publicity = brought.publicity
            stage = brought.initialStage(on: stamp.day)
            if let closure, let day = deadline.day, day < closure.on {
                lateSpells.append(LateSpell(deadline: day, until: closure.on))
            }
        case .returned, .returnRefused, .reassigned, .started, .measureAdded, .measureChanged, .measureDropped,
            .reported,
            .evidenceAttached, .evidenceDetached, .submitted, .withdrawn, .recalled, .opined, .closed, .sentBack,
            .listed, .delisted, .extensionRequested, .extensionGranted, .extensionRefused, .consolidated, .relapsed,
            .clueTransferred, .clueConcluded, .supervised, .answered, .grouped, .ungrouped, .flagged, .commented,
            .corrected, .undone:
            return nil
        }
    }

    private init(id: FindingID, filing: Filing, stamp: EventStamp) {
        self.id = id
        number = filing.number
        version = 1
        facts = filing.facts
        stage = .assigned(pendingReturn: nil)
        goal = filing.goal
        responsible = filing.responsible
        measures = filing.measures.enumerated().map { Measure(number: $0.offset + 1, draft: $0.element) }
        filedOn = stamp.day
        deadline = filing.deadline
        originalDeadline = filing.deadline
    }

    /// The finding after one more event; events of the log are facts, so nothing is refused here.
    package mutating func evolve(_ event: FindingEvent, _ stamp: EventStamp) {
        var before: [Finding] = []
        if event.isUndoable {
            before.append(self)
            before[0].undoable = []
        }
        let clock = runningDeadline
        apply(event, stamp)
        noteLateness(since: clock, event, on: stamp.day)
        version = stamp.version
        if !before.isEmpty {
            undoable.append(
                UndoStep(version: stamp.version, person: stamp.person, event: event.code, before: before))
            if undoable.count > Self.undoDepth { undoable.removeFirst() }
        } else if case .undone = event {
            // What the undone event stood on can be undone in its turn.
        } else {
            undoable = []
        }
    }

    /// How many events in a row may be taken back.
    static let undoDepth = 20

    private mutating func apply(_ event: FindingEvent, _ stamp: EventStamp) {
        switch event {
        case .filed, .broughtForward: break
        case .returned(let reason): stage = .assigned(pendingReturn: ReturnRequest(reason: reason, on: stamp.day))
        case .returnRefused: stage = .assigned(pendingReturn: nil)
        case .reassigned(let unit, _, let newDeadline):
            facts.unit = unit
            stage = .assigned(pendingReturn: nil)
            voidPendingExtension()
            for index in measures.indices { measures[index].isDropped = true }
            if let newDeadline { deadline = newDeadline }
        case .started(let plan):
            if let goal = plan.goal { self.goal = goal }
            if let responsible = plan.responsible { self.responsible = responsible }
            if let day = plan.deadline { deadline = deadline.moved(to: day) }
            for draft in plan.measures { measures.append(Measure(number: measures.count + 1, draft: draft)) }
            stage = .inProgress
        case .measureAdded(let number, let draft): measures.append(Measure(number: number, draft: draft))
        case .measureChanged(let number, let draft): changeMeasure(number) { $0.draft = draft }
        case .measureDropped(let number, _): changeMeasure(number) { $0.isDropped = true }
        case .reported(let report): apply(report)
        case .evidenceAttached(let number, let file): evidence.append(Evidence(number: number, file: file))
        case .evidenceDetached(let number, _):
            for index in evidence.indices where evidence[index].number == number { evidence[index].isDetached = true }
        case .submitted(_, let pledge, let content):
            voidPendingExtension()
            stage = .review(Submission(version: stamp.version, on: stamp.day, pledge: pledge, content: content))
        case .withdrawn: stage = .inProgress
        case .recalled(let round, _):
            reviewRound = round
            stage = .inProgress
        case .opined(let opined): apply(opined, stamp)
        case .closed(_, let kind, let from):
            stage = .closed(Closure(on: stamp.day, kind: kind, consolidation: .pending(from: from)))
            listing = nil
        case .sentBack(let round, let day, let isListed, let supervisor):
            reviewRound = round
            deadline = deadline.moved(to: day)
            stage = .inProgress
            if isListed { listByPolicy(supervisor, limit: day, stamp) }
        case .listed(let supervisor, let limit):
            listing = Listing(since: stamp.day, supervisor: supervisor, limit: limit, isByPolicy: false)
        case .delisted: listing = nil
        case .extensionRequested(let until, let reason):
            extensions.append(
                Extension(until: until, reason: reason, requestedBy: stamp.person, requestedOn: stamp.day))
        case .extensionGranted(let until):
            settleExtension(.granted(until: until))
            deadline = deadline.moved(to: until)
        case .extensionRefused(let reason): settleExtension(.refused(reason: reason))
        case .consolidated(let note):
            if var closure {
                closure.consolidation = .held(on: stamp.day, note: note)
                stage = .closed(closure)
            }
        case .relapsed(let round, _, let day, let isListed, let supervisor):
            relapses += 1
            reviewRound = round
            deadline = deadline.moved(to: day)
            completion = .none
            stage = .inProgress
            if isListed { listByPolicy(supervisor, limit: day, stamp) }
        case .clueTransferred(let number, let reference, let receiver, let on, let dueBack):
            clues.append(
                Clue(number: number, reference: reference, receiver: receiver, transferredOn: on, dueBack: dueBack))
        case .clueConcluded(let number, let on):
            for index in clues.indices where clues[index].number == number { clues[index].concludedOn = on }
        case .supervised(let number, let draft):
            supervisions.append(Supervision(number: number, draft, on: stamp.day))
        case .answered(let number, let text):
            for index in supervisions.indices where supervisions[index].number == number {
                supervisions[index].answer = text
                supervisions[index].answeredOn = stamp.day
            }
        case .grouped(let group): self.group = group
        case .ungrouped: group = nil
        case .flagged(let flag, let isOn):
            if isOn { facts.flags.insert(flag) } else { facts.flags.remove(flag) }
        case .commented: comments += 1
        case .corrected(let correction, _): apply(correction)
        case .undone(let undoneVersion, _): takeBack(undoneVersion)
        }
    }

    private mutating func takeBack(_ undoneVersion: Int) {
        guard let step = undoable.last, step.version == undoneVersion, var before = step.before.first else { return }
        before.undoable = Array(undoable.dropLast())
        self = before
    }

    private mutating func changeMeasure(_ number: Int, _ change: (inout Measure) -> Void) {
        for index in measures.indices where measures[index].number == number { change(&measures[index]) }
    }

    private mutating func apply(_ report: Report) {
        for step in report.steps {
            changeMeasure(step.number) { measure in
                if let isDone = step.isDone { measure.isDone = isDone }
                if let progress = step.progress { measure.progress = progress }
            }
        }
        if let completion = report.completion { self.completion = completion }
        if let progress = report.progress { self.progress = progress }
        if let effect = report.effect { self.effect = effect }
        if let inference = report.inference { self.inference = inference }
        if let amount = report.amount { facts.amount = amount }
        if let publicity = report.publicity { self.publicity = publicity }
    }

    private mutating func apply(_ opined: Opined, _ stamp: EventStamp) {
        let opinion = Opinion(
            reviewRound: opined.reviewRound, party: opined.party, reviewer: stamp.person, reviewerName: stamp.name,
            verdict: opined.verdict, key: opined.key, content: opined.content, at: stamp.at)
        opinions.append(opinion)
        if var submission {
            submission.opinions.append(opinion)
            stage = .review(submission)
        }
    }

    private mutating func apply(_ correction: Correction) {
        let text = correction.newValue
        switch correction.field {
        case .externalNumber: facts.externalNumber = text
        case .leader: facts.leader = text
        case .leadUnit:
            if case .unit(let unit) = correction.value { facts.leadUnit = unit } else { facts.leadUnit = nil }
        case .text: if let text { facts.text = text }
        case .category: if let text { facts.category = text }
        case .source: if case .source(let source) = correction.value { facts.source = source }
        case .amount:
            if case .amount(let amount) = correction.value { facts.amount = amount } else { facts.amount = nil }
        case .responsible: responsible = text
        case .goal: goal = text
        case .deadline:
            if case .deadline(let corrected) = correction.value {
                deadline = corrected
                originalDeadline = corrected
            }
        }
    }

    private mutating func voidPendingExtension() {
        if pendingExtension != nil { settleExtension(.withdrawn) }
    }

    private mutating func settleExtension(_ state: Extension.State) {
        guard let last = extensions.indices.last else { return }
        extensions[last].state = state
    }

    private mutating func listByPolicy(_ supervisor: String?, limit: Day, _ stamp: EventStamp) {
        guard listing == nil else { return }
        listing = Listing(since: stamp.day, supervisor: supervisor ?? "", limit: limit, isByPolicy: true)
    }
}

extension BroughtForward {
    /// The stage that the older ledger claims; a claimed review enters as work in progress, since nobody's opinion came with it.
    func initialStage(on day: Day) -> Stage {
        switch stage {
        case .assigned: .assigned(pendingReturn: nil)
        case .inProgress, .review: .inProgress
        case .closed:
            .closed(Closure(on: closedOn ?? day, kind: .broughtForward, consolidation: .none, by: closedBy))
        }
    }
}
