extension Letter {
    /// A letter from its first event; `nil` when that is none.
    package init?(id: LetterID, first event: LetterEvent, stamp: EventStamp) {
        guard case .drafted(let draft) = event else { return nil }
        self.init(
            id: id, number: draft.number, issue: draft.issue, draftedOn: stamp.day, draftedBy: stamp.name,
            version: stamp.version, words: draft.words, state: .draft,
            undoable: [Step(version: stamp.version, person: stamp.person, event: event.code, before: [])])
    }

    package mutating func evolve(_ event: LetterEvent, _ stamp: EventStamp) {
        var before = event.isUndoable ? self : nil
        apply(event, stamp)
        version = stamp.version
        before?.undoable = []
        undoable.note(
            before.map { Step(version: stamp.version, person: stamp.person, event: event.code, before: [$0]) },
            isUndo: event.code == "undone")
    }

    private mutating func apply(_ event: LetterEvent, _ stamp: EventStamp) {
        switch event {
        case .drafted: break
        case .edited(let words): self.words = words
        case .issued(let code, let due, let basis):
            state = .issued
            self.code = code
            self.basis = basis
            words.due = due
            issuedOn = stamp.day
        case .answered(let answer):
            state = .answered
            self.answer = answer
        case .followedUp(let text): followUps.append(FollowUp(text: text, on: stamp.day, by: stamp.name))
        case .closed:
            state = .closed
            closedOn = stamp.day
        case .reopened:
            state = answer == nil ? .issued : .answered
            closedOn = nil
        case .discarded: state = .discarded
        case .undone(let undoneVersion, _):
            guard let step = undoable.last, step.version == undoneVersion else { return }
            let earlier = Array(undoable.dropLast())
            if let before = step.before.first { self = before } else { state = .discarded }
            undoable = earlier
        }
    }
}
