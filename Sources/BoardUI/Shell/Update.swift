internal import Rectification
internal import Requests
internal import Screen
internal import Wording

extension UIState {
    /// What a message makes of the screen, and what is wanted done; no input, no output.
    package mutating func update(_ message: Message) -> [Effect] {
        let before = intake
        let effects = take(message)
        showOutput()
        return effects + intake.keeping(since: before) + countLanes()
    }

    private mutating func take(_ message: Message) -> [Effect] {
        switch message {
        case .key(let key): return press(key)
        case .burst(let keys): return take(burst: keys)
        case .resized(let size):
            self.size = size
            keepInView()
            keepDeskInView()
            moveInIntake(by: 0)
            layOutPage()
            layOutFigure()
            keepTriageInView()
            return fillWindows() + (tab == .triage ? loadBeside() : [])
        case .page(let reply): return take(reply)
        case .desk(let message): return take(message)
        case .units(let message): return take(message)
        case .figures(let message): return take(message)
        case .counts(let counts, let filter, let generation):
            guard generation == board.generation else { return [] }
            if filter == board.filter { board.counts = counts }
            counted = (filter, counts)
            return []
        case .laneCounts(let counts, let generation):
            guard generation == board.generation else { return [] }
            for count in counts { board.laneCounts[count.lane] = count.stages }
            return []
        case .dossier(let dossier):
            guard board.detail?.number == dossier.finding.number else { return [] }
            board.detail?.dossier = dossier
            return []
        case .admissions(let finding, let admissions, let action):
            if action == .undo, let other = undoElsewhere(than: finding.number) { return other }
            return replay(offer(finding, admissions, action))
        case .bulkAdmissions(let admissions, let count, let opening):
            return replay(offer(admissions, count, opening))
        case .wholeOperation(let operation, let event, let count):
            overlay = .question(Question(.undoOperation(operation, event: event, findings: count)))
            return replay([])
        case .performed(let reply): return follow(reply)
        case .performedBulk(let reply): return follow(reply)
        case .refused(let trouble):
            // What was typed ahead was meant for what does not come.
            stopExpecting()
            return tab == .meeting ? refuseInMeeting(trouble) : refuse(trouble)
        case .suggestions(let field, let texts):
            editForm { form in
                for index in form.fields.indices where form.fields[index].name == field {
                    form.fields[index].suggestions = texts
                }
            }
            return []
        case .understood(let field, let text, let meaning):
            let words = words
            editForm { $0.take(meaning, of: text, in: field, words) }
            return []
        case .newest(let dossier): return show(conflictWith: dossier)
        case .draft(let draft): return offer(draft)
        case .drafts(let keys): return announce(drafts: keys)
        case .people(let people):
            if case .people(var picker) = overlay {
                picker.people = people
                overlay = .people(picker)
            }
            return []
        case .actor(let person):
            setting.actor = person
            notice = Notice(.done, words.text("board.actingAs", ["name": person.name]))
            return replay([])
        case .filter(var filter, let values):
            overlay = .none
            if tab == .desk { return replay(leave { $0.show(.desk, filter, values) }) }
            filter.stages = []
            return replay(leave { $0.show(.board, filter, values) })
        case .evidence(let number, let evidence): return replay(offer(evidence, of: number))
        case .edited(let text): return take(edited: text)
        case .opened(let file, let place):
            take(opened: file, copiedTo: place)
            return []
        case .meeting(let message): return update(message)
        case .intake(let message): return update(message)
        case .triage(let message): return update(message)
        case .policy(let policy):
            setting.policy = policy
            return []
        case .savedFilters(let filters):
            if case .filters(var list) = overlay {
                list.filters = filters
                list.isLoading = false
                list.cursor = max(0, min(list.cursor, filters.count - 1))
                overlay = .filters(list)
            }
            return []
        case .frequency(let field, let counts, let filter): return take(counts, of: field, under: filter)
        case .history(let lines):
            if case .command(var command) = overlay {
                command.history = lines
                overlay = .command(command)
            }
            return []
        case .completions(let text, let completions): return take(completions, of: text)
        case .ran(let reply): return take(reply)
        case .located(let row): return replay(show(row))
        case .busy(let busy):
            self.busy = busy
            // What was done before it could be broken off is done.
            if busy == nil, notice?.text == words["busy.cancelling"] { notice = nil }
            return []
        case .absent(let absence): return take(absence)
        case .headLost:
            setting.isHeadLost = true
            return []
        case .moved(let head, let today):
            let isNewDay = today != self.today
            self.today = today
            guard head != self.head || isNewDay else { return [] }
            // What others wrote may stand on it.
            if head != self.head { lastBulk = nil }
            self.head = head
            meeting.isCatchingUp = tab == .meeting
            return reload()
        }
    }
}
