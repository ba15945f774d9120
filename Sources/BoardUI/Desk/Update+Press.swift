internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// Pressing from the desk: one key an action, on one finding, the marked ones, or a group.

/// What `a` and a letter do (screens.md, “One key, one meaning”).
enum DeskChoice: Hashable {
    case press(Supervision.Kind)
    case act(FindingAction)
    /// The menu of everything, with the domain's word on each.
    case everything

    static let all: [(letter: Character, choice: DeskChoice)] = [
        ("r", .press(.reminder)), ("p", .press(.slip)), ("n", .press(.notice)), ("i", .press(.interview)),
        ("v", .press(.visit)), ("w", .press(.admonition)), ("V", .press(.evaluation)),
        ("R", .act(.answer)), ("e", .act(.extensionGrant)), ("E", .act(.extensionRefuse)), ("l", .act(.list)),
        ("L", .act(.delist)),
        (".", .everything),
    ]

    func title(_ words: Catalogue) -> String {
        switch self {
        case .press(let kind): words.word(kind)
        case .act(let action): words["action.\(action.rawValue)"]
        case .everything: words["desk.everything"]
        }
    }
}

extension UIState {
    /// What an action is about: the marked findings, else the group under the cursor, else the finding under it.
    var pressTarget: PressTarget? {
        if !desk.marks.isEmpty { return .findings(desk.marks.sorted()) }
        if let group = desk.selectedGroup, let grouping = desk.shownGrouping {
            return .scope(desk.preset, grouping.narrow(desk.filter, to: group.value))
        }
        return desk.selected.map { .findings([$0.finding.number]) }
    }

    mutating func pressChoosing(_ key: KeyPress) -> [Effect] {
        desk.isChoosing = false
        guard case .character(let letter) = Keymap.halfWidth(key) else { return [] }
        if let late = desk.selectedLetter {
            return DeskLetterChoice(rawValue: letter).map { pressChoosing(letter: late, $0) } ?? []
        }
        if desk.rangeStart != nil { closeDeskRange() }
        guard
            let choice = DeskChoice.all.first(where: { $0.letter == letter })?.choice
        else { return [] }
        switch choice {
        case .press(let kind): return pressTarget.map { expect(.desk(.propose(kind, $0))) } ?? []
        case .everything: return pressTarget.map { expect(.desk(.act(nil, $0))) } ?? []
        case .act(let action): return pressTarget.map { expect(.desk(.act(action, $0))) } ?? []
        }
    }

    /// The ladder's next step of what is marked, grouped or under the cursor.
    mutating func pressNext() -> [Effect] {
        // A letter that waits for its reply is asked after.
        if desk.isOnLetters { return desk.selectedLetter == nil ? [] : openTriageForm(.followUp) }
        if desk.rangeStart != nil { closeDeskRange() }
        guard let target = pressTarget else { return [] }
        // A queue of decisions is decided, not pressed for; some one by one.
        if let action = desk.preset.deciding, action.isForMany || target.isOneFinding {
            return expect(.desk(.act(action, target)))
        }
        return expect(.desk(.propose(nil, target)))
    }

    mutating func sayNoStep() -> [Effect] {
        notice = Notice(.refused, words["desk.noNext"], remedy: words["desk.noNext.remedy"])
        return []
    }

    /// A step's form: everything proposed, and nothing asked for that is not needed.
    mutating func open(_ proposal: DeskMessage.Proposal) -> [Effect] {
        func field(_ name: String, _ kind: FormField.Kind) -> FormState.Field {
            FormState.Field(FormField(name, kind), value: proposal.values[name] ?? "", setting)
        }
        desk.stepsBefore = proposal.steps
        var fields = [field("to", .line), field("text", .text), field("due", .day)]
        if proposal.kind == .interview || proposal.kind == .evaluation { fields.append(field("with", .list)) }
        if proposal.isAhead {
            fields.append(FormState.Field(FormField("reason", .text, required: true), setting))
        }
        var form = FormState(purpose: .press(proposal.kind, proposal.numbers), fields: fields)
        form.hints = (proposal.units.count > 1 ? [words["desk.several"]] : []) + proposal.units
        if proposal.others > 0 {
            form.hints.append(words.text("desk.others", ["count": Digits.grouped(proposal.others)]))
        }
        if proposal.isPastCalendar, let last = setting.calendar.lastKnownDay {
            form.hints.append(words.text("desk.pastCalendar", ["date": last.description]))
        }
        form.focus = fields.firstIndex { $0.isRequired } ?? 0
        overlay = .form(form)
        return []
    }

    mutating func follow(_ done: DeskMessage.Done) -> [Effect] {
        overlay = .none
        // Those on another rung stay marked for their own step.
        desk.marks.subtract(done.numbers)
        desk.rangeStart = nil
        lastBulk = done.findings > 1 ? done.numbers.first : nil
        head = max(head, done.head)
        shell = done.shell
        let facts = [
            "kind": words.word(done.kind), "count": String(done.findings), "units": String(done.units),
            "refused": String(done.refused),
        ]
        var text = words.text("desk.pressed", facts)
        if let folder = done.folder {
            text += ExportedPaths.fitting(size.columns - 4 - DisplayWidth.of(text), folder) {
                words.text("desk.papers", ["folder": $0])
            }
        }
        if let reason = done.reason {
            text += words.text(
                "desk.leftOut", facts.merging(["reason": words.explain(rule: reason.rule, reason.facts).message]) { $1 }
            )
        }
        notice = Notice(.done, text)
        return reloadDesk()
    }
}

extension PressTarget {
    fileprivate var isOneFinding: Bool {
        if case .findings(let numbers) = self { numbers.count == 1 } else { false }
    }
}

extension DeskPreset {
    /// What ends the waiting in a queue that is no matter of pressing.
    var deciding: FindingAction? {
        switch self {
        case .extension: .extensionGrant
        case .consolidation: .consolidate
        case .clue: .clueConclude
        case _: nil
        }
    }
}
