internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// Deciding: one key each, undoable, and the next suggestion comes by itself.

extension UIState {
    mutating func runInTriage(_ action: TriageAction) -> [Effect] {
        switch action {
        case .accept: return acceptEntry()
        case .dismiss: return dismissInTriage()
        case .merge: return mergeInTriage()
        case .split: return splitInTriage()
        case .retitle: return openTriageForm(triage.entry != nil ? .entryTitle : .title)
        case .scope: return scopeInTriage()
        case .letter: return triage.list == .letters ? openTriageForm(.edit) : openTriageForm(.draft)
        case .issue: return issueLetter()
        case .answer: return openTriageForm(.answer)
        case .followUp: return openTriageForm(.followUp)
        case .decide: return openTriageForm(.decide)
        case .rectify: return openTriageForm(.rectify)
        case .paper:
            if let letter = triage.letterRow { return [.triage(.paper(letter: letter.number))] }
            if let issue = triage.issue { return [.triage(.report(field: issue.field))] }
            return refuseInTriage("triage.noPaper")
        }
    }

    /// Says why a key does nothing here.
    mutating func refuseInTriage(_ key: String) -> [Effect] {
        notice = Notice(.refused, words[key])
        return []
    }

    // MARK: The queue

    /// Changes the entry under the cursor before it is decided.
    mutating func changeQueue(_ change: (inout TriageEntry) -> Void) {
        guard var queue = triage.queue, queue.indices.contains(triage.cursor) else { return }
        remember(.changed(queue))
        change(&queue[triage.cursor])
        triage.queue = queue
    }

    private mutating func remember(_ step: TriageStep) {
        triage.steps.append(step)
        if triage.steps.count > Self.mostTriageSteps { triage.steps.removeFirst() }
    }

    private static let mostTriageSteps = 500

    /// Takes the entry under the cursor out of the queue; the next one comes to its place.
    private mutating func takeEntry() -> TriageStep.Standing? {
        guard let entry = triage.entry else { return nil }
        let standing = TriageStep.Standing(entry: entry, index: triage.cursor)
        triage.queue?.remove(at: standing.index)
        triage.marks.remove(entry.id)
        triage.pending[entry.id] = standing
        triage.isInMembers = false
        beginMembers()
        keepTriageInView()
        return standing
    }

    private mutating func acceptEntry() -> [Effect] {
        guard let entry = triage.entry else { return refuseInTriage("triage.notSuggested") }
        guard !entry.kept.isEmpty else { return refuseInTriage("triage.allOut") }
        guard takeEntry() != nil else { return [] }
        return [.triage(.accept(entry.draft, of: entry.suggested, entry: entry.id))] + loadBeside()
    }

    private mutating func dismissInTriage() -> [Effect] {
        if let entry = triage.entry {
            guard takeEntry() != nil else { return [] }
            return [.triage(.dismiss(entry.dismissal, entry: entry.id))] + loadBeside()
        }
        guard let issue = triage.issue else {
            guard let letter = triage.letterRow else { return refuseInTriage("triage.notSuggested") }
            guard letter.state == .draft else { return refuseInTriage("triage.notDraft") }
            return [.triage(.askLetter(.discard, letter: letter.number))]
        }
        // Marked members go; without marks it is the whole issue that goes, which is asked.
        if !triage.out.isEmpty {
            let numbers = triage.out.sorted()
            triage.out = []
            return [.triage(.ask(.drop(numbers), issue: issue.number))]
        }
        overlay = .question(Question(.triage(.dissolve(issue: issue.number, title: issue.title))))
        return []
    }

    private mutating func mergeInTriage() -> [Effect] {
        if let queue = triage.queue, triage.entry != nil {
            var rest = queue
            let one = rest[triage.cursor]
            // The marked ones, else the next.
            var others = queue.filter { triage.marks.contains($0.id) && $0.id != one.id }
            if others.isEmpty { others = Array(queue.dropFirst(triage.cursor + 1).prefix(1)) }
            guard !others.isEmpty else { return refuseInTriage("triage.noNext") }
            remember(.changed(queue))
            rest.removeAll { entry in others.contains { $0.id == entry.id } }
            let merged = others.reduce(one) { $0.merged(with: $1) }
            if let index = rest.firstIndex(where: { $0.id == one.id }) {
                rest[index] = merged
                triage.cursor = index
            }
            triage.queue = rest
            triage.marks = []
            keepTriageInView()
            notice = Notice(.done, words.text("triage.mergedHere", ["count": String(others.count + 1)]))
            return loadBeside()
        }
        guard let issue = triage.issue else { return refuseInTriage("triage.notSuggested") }
        var others = triage.issues.map(\.number).filter { triage.marks.contains(String($0)) && $0 != issue.number }
        if others.isEmpty { others = triage.issues.dropFirst(triage.cursor + 1).prefix(1).map(\.number) }
        guard !others.isEmpty else { return refuseInTriage("triage.noNext") }
        triage.marks = []
        return [.triage(.ask(.merge(others), issue: issue.number))]
    }

    private mutating func splitInTriage() -> [Effect] {
        if let queue = triage.queue, let entry = triage.entry {
            triage.pieces += 1
            guard let (rest, piece) = entry.split(number: triage.pieces) else {
                return refuseInTriage("triage.nothingMarked")
            }
            remember(.changed(queue))
            var changed = queue
            changed[triage.cursor] = rest
            changed.insert(piece, at: triage.cursor + 1)
            triage.queue = changed
            triage.isInMembers = false
            beginMembers()
            keepTriageInView()
            notice = Notice(.done, words.text("triage.splitHere", ["count": String(piece.members.count)]))
            return loadBeside()
        }
        guard triage.issue != nil else { return refuseInTriage("triage.notSuggested") }
        guard !triage.out.isEmpty else { return refuseInTriage("triage.nothingMarked") }
        return openTriageForm(.split)
    }

    private mutating func scopeInTriage() -> [Effect] {
        func next(_ scope: CommonIssue.Scope) -> CommonIssue.Scope {
            let all = CommonIssue.Scope.allCases
            return all[((all.firstIndex(of: scope) ?? 0) + 1) % all.count]
        }
        if triage.entry != nil {
            changeQueue { $0.scope = next($0.scope) }
            return []
        }
        guard let issue = triage.issue else { return refuseInTriage("triage.notSuggested") }
        return [.triage(.ask(.scope(next(issue.scope), field: nil), issue: issue.number))]
    }

    // MARK: Letters

    private mutating func issueLetter() -> [Effect] {
        guard let letter = triage.letterRow else { return refuseInTriage("triage.notLetter") }
        guard letter.state == .draft else { return refuseInTriage("triage.notDraft") }
        overlay = .question(Question(.triage(.issue(letter: letter.number, to: letter.to.name))))
        return []
    }

    mutating func agree(to question: TriageQuestion) -> [Effect] {
        overlay = .none
        switch question {
        case .dissolve(let issue, _): return [.triage(.ask(.dissolve(reason: nil), issue: issue))]
        case .issue(let letter, _): return [.triage(.askLetter(.issue(due: nil), letter: letter))]
        case .move(let numbers, let issue, _): return [.triage(.ask(.move(numbers), issue: issue))]
        }
    }

    // MARK: Taking back

    mutating func undoInTriage() -> [Effect] {
        guard triage.pending.isEmpty else {
            triage.wantsUndo = true
            notice = Notice(.told, words["triage.saving"])
            return []
        }
        guard let step = triage.steps.popLast() else { return refuseInTriage("triage.noUndo") }
        switch step {
        case .changed(let queue):
            triage.queue = queue
            keepTriageInView()
            return loadBeside()
        case .accepted(let standing, let operation):
            putBack(standing)
            return [.triage(.undo(operation))] + loadBeside()
        case .dismissed(let standing):
            putBack(standing)
            return [.triage(.restore(suggestion: standing.entry.id))] + loadBeside()
        case .wrote(let operation): return [.triage(.undo(operation))]
        case .wroteLetter(let number): return [.triage(.askLetter(.undo, letter: number))]
        }
    }

    /// An entry stands again where it stood, under the cursor.
    private mutating func putBack(_ standing: TriageStep.Standing) {
        var queue = triage.queue ?? []
        guard !queue.contains(where: { $0.id == standing.entry.id }) else { return }
        let index = min(standing.index, queue.count)
        queue.insert(standing.entry, at: index)
        triage.queue = queue
        triage.list = .suggestions
        triage.cursor = index
        beginMembers()
        keepTriageInView()
    }

    // MARK: Answers

    mutating func update(_ message: TriageMessage) -> [Effect] {
        switch message {
        case .suggested(let rows, let generation, let head):
            guard generation == triage.generation else { return [] }
            take(suggestions: rows)
            triage.madeAt = max(triage.madeAt, head)
            return loadBeside()
        case .notGrouped(let trouble):
            triage.isGrouping = false
            return refuse(trouble)
        case .lists(let issues, let letters):
            take(issues: issues, letters: letters)
            return tab == .triage ? loadBeside() : []
        case .rows(let rows):
            for row in rows { triage.rows[row.number] = row }
            return []
        case .sheet(let sheet):
            triage.sheet = sheet
            if let index = triage.issues.firstIndex(where: { $0.number == sheet.row.number }) {
                triage.issues[index] = sheet.row
            }
            keepTriageInView()
            return triage.shownSheet == nil ? [] : loadBeside()
        case .letter(let letter):
            triage.letter = letter
            return []
        case .found(let rows, let issues, let text):
            guard triage.pull?.query.text == text else { return [] }
            triage.pull?.rows = rows
            triage.pull?.issues = issues
            return []
        case .decided(let id, let done): return follow(done, decided: id)
        case .refused(let id, let trouble):
            if let standing = triage.pending.removeValue(forKey: id) { putBack(standing) }
            triage.wantsUndo = false
            _ = refuse(trouble)
            // The one refusal that a person mends with another word.
            return trouble.rule == TriageRule.issueTitleTaken.rawValue
                ? openTriageForm(.entryTitle) + loadBeside() : loadBeside()
        case .wrote(let done): return follow(done)
        case .elsewhere(let numbers, let issue, let trouble):
            guard case .none = overlay else { return refuse(trouble) }
            let said = words.text("rule.\(trouble.rule)", trouble.facts)
            overlay = .question(Question(.triage(.move(numbers, to: issue, said: said))))
            return []
        case .paper(let path):
            let text = ExportedPaths.fitting(size.columns - 4, path) { words.text("triage.paperWritten", ["path": $0]) }
            notice = Notice(.done, text)
            return []
        case .neighbours(let number, let rows): return replay(show(neighbours: rows, of: number))
        }
    }

    private mutating func take(suggestions rows: [SuggestionRow]) {
        triage.isGrouping = false
        let selected = triage.entry?.id
        // What a person changed and did not decide yet stays changed.
        let known = Dictionary((triage.queue ?? []).map { ($0.id, $0) }) { first, _ in first }
        let kept = (triage.queue ?? []).filter { $0.isPiece || $0.isUnitsAtMost }
        let covered = Set(kept.flatMap(\.members))
        triage.queue =
            kept
            + rows.filter { row in
                triage.pending[row.id] == nil && known[row.id]?.isUnitsAtMost != true
                    && !row.members.allSatisfy(covered.contains)
            }.map { known[$0.id] ?? TriageEntry($0) }
        triage.queue?.sort { ($1.members.count, $0.id) < ($0.members.count, $1.id) }
        if let index = triage.queue?.firstIndex(where: { $0.id == selected }), triage.list == .suggestions {
            triage.cursor = index
        }
        keepTriageInView()
    }

    private mutating func take(issues: [IssueRow], letters: [LetterRow]) {
        let (issue, letter) = (triage.issue?.number, triage.letterRow?.number)
        triage.issues = issues
        triage.letters = letters
        if let issue { triage.cursor = issues.firstIndex { $0.number == issue } ?? triage.cursor }
        if let wanted = triage.wanted, triage.list == .letters,
            let index = letters.firstIndex(where: { $0.number == wanted })
        {
            triage.cursor = index
            triage.wanted = nil
        } else if let letter {
            triage.cursor = letters.firstIndex { $0.number == letter } ?? triage.cursor
        }
        keepTriageInView()
    }

    private mutating func say(_ done: TriageMessage.Done) {
        failure = nil
        head = max(head, done.head)
        triage.madeAt = max(triage.madeAt, done.head)
        shell = done.shell
        var text = done.events.map { words["event.\($0)"] }.joined(separator: " · ")
        if let papers = done.papers {
            text += ExportedPaths.fitting(size.columns - 4 - DisplayWidth.of(text), papers) {
                words.text("triage.papers", ["path": $0])
            }
        }
        notice = Notice(.done, text)
    }

    private mutating func follow(_ done: TriageMessage.Done, decided id: String) -> [Effect] {
        guard let standing = triage.pending.removeValue(forKey: id) else { return [] }
        remember(done.issue == nil ? .dismissed(standing) : .accepted(standing, done.operation))
        say(done)
        notice = Notice(.done, "\(standing.entry.title) · \(notice?.text ?? "")")
        let effects: [Effect] = done.issue == nil ? [] : [.triage(.lists)]
        guard triage.wantsUndo, triage.pending.isEmpty else { return effects }
        triage.wantsUndo = false
        return effects + undoInTriage()
    }

    /// Something about an issue or a letter was written.
    private mutating func follow(_ done: TriageMessage.Done) -> [Effect] {
        let dropped = overlay.draftKey.map { [Effect.dropDraft(key: $0)] } ?? []
        if case .form = overlay { overlay = .none }
        if case .neighbours = overlay { overlay = .none }
        say(done)
        let isTakingBack = done.events.contains { $0.hasSuffix(".undone") || $0.hasSuffix(".restored") }
        if !isTakingBack {
            if done.letter != nil, !done.isUndoable {
                // Whoever takes back the last step means this one; an older one does not go in its place.
                triage.steps = []
            } else if let letter = done.letter {
                remember(.wroteLetter(letter))
            } else {
                remember(.wrote(done.operation))
            }
        }
        guard tab == .triage else { return reload() + dropped }
        triage.out = []
        if let letter = done.letter, triage.list != .letters, done.events.contains("letter.drafted") {
            // The draft is what comes next.
            triage.list = .letters
            triage.cursor = 0
            triage.page = nil
            triage.letter = nil
            triage.wanted = letter
        }
        triage.sheet = nil
        return [.triage(.lists)] + dropped
    }
}
