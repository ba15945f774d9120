internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// The actions menu, and the way from an action to its form.

extension UIState {
    mutating func offer(_ finding: Finding, _ admissions: [Admission], _ opening: FindingAction?) -> [Effect] {
        guard let opening else {
            overlay = .menu(ActionMenu(finding, admissions))
            return []
        }
        guard let admission = admissions.first(where: { $0.action == opening }) else { return [] }
        guard let refusal = admission.refusal else { return open(opening, finding) }
        // Who may not go back in one way may in another: the unit withdraws, the office recalls.
        if let other = opening.otherWay, admissions.contains(where: { $0.action == other && $0.refusal == nil }) {
            return open(other, finding)
        }
        refuse(refusal)
        // A transition that lacks something opens the form that gives it, never a dead end.
        if let cure = refusal.rule.cure, admissions.contains(where: { $0.action == cure && $0.refusal == nil }) {
            return open(cure, finding)
        }
        return []
    }

    /// The menu of the marked, or the form of one action on those that admit it.
    mutating func offer(_ admissions: [BulkAdmission], _ count: Int, _ opening: FindingAction?) -> [Effect] {
        guard let opening else {
            overlay = .menu(ActionMenu(count: count, admissions))
            return []
        }
        guard let admission = admissions.first(where: { $0.action == opening }) else { return [] }
        guard !admission.admitted.isEmpty else {
            if let first = admission.refused.first { refuse(first.refusal) }
            return []
        }
        if let first = admission.refused.first {
            let reason = words.explain(rule: first.refusal.rule.rawValue, first.refusal.facts).message
            notice = Notice(
                .told,
                words.text("desk.someLeftOut", ["refused": String(admission.refused.count), "reason": reason]))
        }
        return open(FormState.bulk(opening, admission.admitted, setting))
    }

    private mutating func refuse(_ refusal: FindingRefusal) {
        let (message, remedy) = words.explain(rule: refusal.rule.rawValue, refusal.facts)
        notice = Notice(.refused, message, remedy: remedy)
    }

    mutating func pressInMenu(_ key: KeyPress, _ menu: ActionMenu) -> [Effect] {
        var menu = menu
        let key = Keymap.halfWidth(key)
        switch key {
        case .escape, .character("q"):
            overlay = .none
            return []
        case .enter: return pick(menu, at: menu.cursor)
        case _: break
        }
        if let cursor = key.walk(menu.cursor, of: menu.items.count) {
            menu.cursor = cursor
            overlay = .menu(menu)
            return []
        }
        guard case .character(let letter) = key else { return pressBeside(key) }
        guard let index = menu.items.firstIndex(where: { $0.entry.letter == letter }) else {
            return pressBeside(key)
        }
        return pick(menu, at: index)
    }

    private mutating func pick(_ menu: ActionMenu, at index: Int) -> [Effect] {
        guard menu.items.indices.contains(index) else { return [] }
        let item = menu.items[index]
        overlay = .none
        if let refusal = item.refusal {
            refuse(refusal)
            return []
        }
        switch menu.subject {
        case .finding(let finding):
            if item.entry.action == .undo { return expect(.undo(finding.number)) }
            return open(item.entry.action, finding, preset: item.entry.preset)
        case .marked:
            return open(FormState.bulk(item.entry.action, item.admitted, setting, preset: item.entry.preset))
        }
    }

    /// Opens an action's form; one without blanks asks once, or is done at once.
    mutating func open(
        _ action: FindingAction, _ finding: Finding, preset: [String: String] = [:]
    ) -> [Effect] {
        open(FormState.action(action, finding, setting, preset: preset))
    }

    private mutating func open(_ form: FormState) -> [Effect] {
        guard form.fields.isEmpty || form.asksNothing && form.purpose.needsConfirmation else { return begin(form) }
        if form.purpose.needsConfirmation {
            overlay = .question(Question(.send(form)))
            return []
        }
        return send(form)
    }
}

extension FormState.Purpose {
    /// What is hard to take back asks once; so does what is done to many.
    var needsConfirmation: Bool {
        switch self {
        case .action(let action, _, _): action.needsConfirmation
        case .bulk(let action, _): action.needsConfirmation || action.fields.isEmpty
        case .filter, .filing, .press, .meeting, .intake, .triage: false
        }
    }
}

extension Rule {
    /// The action that gives what a refused submission lacks.
    var cure: FindingAction? {
        switch self {
        case .submitNoEvidence: .attach
        case .submitUnreported, .submitNoInference, .submitNotComplete: .report
        case _: nil
        }
    }
}
