internal import Rectification
internal import Requests
internal import Screen
internal import Wording

extension UIState {
    /// What a message makes of the screen, and what is wanted done; no input, no output.
    package mutating func update(_ message: Message) -> [Effect] {
        switch message {
        case .key(let key): return press(key)
        case .burst(let keys): return take(burst: keys)
        case .resized(let size):
            self.size = size
            keepInView()
            return fillWindows()
        case .page(let reply): return take(reply)
        case .counts(let counts, let generation):
            if generation == board.generation { board.counts = counts }
            return []
        case .dossier(let dossier):
            guard board.detail?.number == dossier.finding.number else { return [] }
            board.detail?.dossier = dossier
            return []
        case .admissions(let finding, let items, let action): return offer(finding, items, action)
        case .performed(let reply): return follow(reply)
        case .refused(let trouble): return refuse(trouble)
        case .suggestions(let field, let texts):
            editForm { form in
                for index in form.fields.indices where form.fields[index].name == field {
                    form.fields[index].suggestions = texts
                }
            }
            return []
        case .people(let people):
            if case .people(var picker) = overlay {
                picker.people = people
                overlay = .people(picker)
            }
            return []
        case .actor(let person):
            setting.actor = person
            notice = Notice(.done, words.text("board.actingAs", ["name": person.name]))
            return []
        case .filter(let filter):
            overlay = .none
            return apply(filter)
        case .evidence(let number, let evidence): return offer(evidence, of: number)
        case .edited(let text): return take(edited: text)
        case .opened(let file, let place):
            take(opened: file, copiedTo: place)
            return []
        case .policy(let policy):
            setting.policy = policy
            return []
        case .moved(let head, let today):
            let isNewDay = today != self.today
            self.today = today
            guard head != self.head || isNewDay else { return [] }
            self.head = head
            return reload()
        }
    }
}
