extension CommonIssue {
    /// An issue from its first event; `nil` when that is none.
    package init?(id: GroupID, first event: CommonIssueEvent, stamp: EventStamp) {
        guard case .formed(let formation) = event else { return nil }
        self.init(
            id: id, number: formation.number, formedOn: stamp.day, formedBy: stamp.name,
            splitFrom: formation.splitFrom, version: stamp.version, title: formation.title, field: formation.field,
            scope: formation.scope, words: formation.words, members: Set(formation.members),
            undoable: [Step(version: stamp.version, person: stamp.person, event: event.code, before: [])])
    }

    /// The issue after one more event; events of the log are facts, so nothing is refused here.
    package mutating func evolve(_ event: CommonIssueEvent, _ stamp: EventStamp) {
        var before = event.isUndoable ? self : nil
        apply(event, stamp)
        version = stamp.version
        before?.undoable = []
        undoable.note(
            before.map { Step(version: stamp.version, person: stamp.person, event: event.code, before: [$0]) },
            isUndo: event.code == "undone")
    }

    private mutating func apply(_ event: CommonIssueEvent, _ stamp: EventStamp) {
        switch event {
        case .formed: break
        case .retitled(let title, _): self.title = title
        case .scoped(let scope, let field):
            self.scope = scope
            self.field = field
        case .membersAdded(let numbers), .absorbed(_, let numbers): members.formUnion(numbers)
        case .membersRemoved(let numbers):
            members.subtract(numbers)
            // What has neither members nor letters is nothing any more.
            if members.isEmpty, letters.isEmpty { ending = .dissolved }
        case .splitOff(_, let numbers): members.subtract(numbers)
        case .mergedInto(let target):
            members = []
            ending = .merged(into: target)
        case .decisionRecorded(let decision): decisions.append(decision)
        case .letterIssued(let letter, let code): letters.append(Mark(letter: letter, code: code, isAnswered: false))
        case .letterAnswered(let letter):
            for index in letters.indices where letters[index].letter == letter { letters[index].isAnswered = true }
        case .fieldRectified(let note): ending = .rectified(on: stamp.day, note: note)
        case .dissolved:
            members = []
            ending = .dissolved
        case .undone(let undoneVersion, _): takeBack(undoneVersion)
        }
    }

    private mutating func takeBack(_ undoneVersion: Int) {
        guard let step = undoable.last, step.version == undoneVersion else { return }
        let earlier = Array(undoable.dropLast())
        if let before = step.before.first {
            self = before
        } else {
            members = []
            ending = .dissolved
        }
        undoable = earlier
    }
}
