internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// The list of proposed findings: in or out, join, split, edit, file.

extension UIState {
    mutating func update(_ message: IntakeMessage) -> [Effect] {
        switch message {
        case .opened(let sheet): return open(sheet)
        case .judged(let items):
            intake.sheet?.take(judged: items)
            return []
        case .resolved(let items):
            let dropped = overlay.draftKey.map { [Effect.dropDraft(key: $0)] } ?? []
            if case .form(let form) = overlay, case .intake = form.purpose { overlay = .none }
            replace(items)
            return dropped
        case .filed(let filed): return follow(filed)
        case .recalled(let sheets, let at):
            guard !setting.isReadOnly, !sheets.isEmpty else { return [] }
            guard intake.count == 0, case .none = overlay else {
                // Whoever is at something already is not interrupted, and nothing is lost.
                let isFirst = intake.count == 0
                intake.later += sheets
                if isFirst {
                    intake.goOn()
                    stack(.intake)
                }
                notice = Notice(.told, words.text("intake.kept", ["count": String(intake.count)]))
                return []
            }
            overlay = .question(Question(.intake(.recalled(sheets, at: at))))
            return []
        }
    }

    /// A kept list is not wanted now: it stays where `-` goes; a new one comes after the one at hand. Said no to, it goes for good.
    mutating func decline(_ question: IntakeQuestion, forGood: Bool) -> [Effect] {
        overlay = .none
        switch question {
        case .file, .paste: return []
        case .recalled(let sheets, _):
            guard !forGood else { return [.intake(.forget)] }
            intake.later = sheets
            intake.goOn()
            stack(.intake)
            notice = Notice(.told, words.text("intake.kept", ["count": String(intake.count)]))
            return []
        case .another(let sheet, _):
            guard !forGood else {
                intake.withdraw(sheet)
                notice = Notice(.told, words.text("intake.dropped", ["source": sheet.source]))
                return []
            }
            return tab == .intake ? [] : leave { $0.show(.intake) }
        }
    }

    /// A bulletin was read; a list that is not done is never replaced unasked.
    private mutating func open(_ sheet: IntakeSheet) -> [Effect] {
        guard !sheet.items.isEmpty else {
            notice = Notice(.refused, words["intake.nothing"])
            return replay([])
        }
        if case .form = overlay {
            // What is being typed stays; `-` goes to the list.
            if intake.count == 0 { intake.begin(sheet) } else { intake.later.append(sheet) }
            stack(.intake)
            notice = Notice(.told, words["intake.waiting"])
            return replay([])
        }
        guard let old = intake.sheet, intake.count > 0 else {
            overlay = .none
            return replay(showing(sheet))
        }
        // It stands behind the other already: a terminal that is lost now loses neither.
        intake.later.append(sheet)
        overlay = .question(Question(.intake(.another(sheet, than: old))))
        return replay([])
    }

    private mutating func showing(_ sheet: IntakeSheet) -> [Effect] {
        intake.begin(sheet)
        return tab == .intake ? [] : leave { $0.show(.intake) }
    }

    // MARK: Keys

    mutating func runInIntake(_ action: ViewAction) -> [Effect] {
        let visible = IntakeLayout(self).visibleRows
        switch action {
        case .down: moveInIntake(by: 1)
        case .up: moveInIntake(by: -1)
        case .pageDown: moveInIntake(by: visible)
        case .pageUp: moveInIntake(by: -visible)
        case .halfDown: moveInIntake(by: visible / 2)
        case .halfUp: moveInIntake(by: -visible / 2)
        case .first: moveInIntake(by: -intake.count)
        case .last: moveInIntake(by: intake.count)
        case .mark:
            changeSheet { [cursor = intake.cursor] in $0.turn(at: cursor) }
            moveInIntake(by: 1)
        case .undo:
            guard let last = intake.past.popLast() else {
                notice = Notice(.refused, words["rule.intake.noUndo"])
                return []
            }
            intake.sheet = last
            moveInIntake(by: 0)
        case .open: return editProposal()
        case .copy: return intake.selected.map { [.copy($0.text)] } ?? []
        case .back: return leaveIntake()
        case .right, .left, .nextPane, .previousPane, .menu, .markRange, .search, .nextHit, .previousHit, .filter,
            .savedFilters, .trouble, .frequency, .lanes, .order, .zoomIn, .zoomOut:
            break
        }
        return []
    }

    mutating func runInIntake(_ action: IntakeAction) -> [Effect] {
        guard let sheet = intake.sheet, let item = intake.selected else { return [] }
        switch action {
        case .join:
            guard changeSheet({ [cursor = intake.cursor] in $0.join(at: cursor) }) else {
                notice = Notice(.refused, words.text("rule.intake.noJoin", ["number": String(intake.cursor + 1)]))
                return []
            }
            return judge([intake.cursor])
        case .split:
            let places = IntakeSheet.places(in: item.text)
            intake.cut = places.first ?? max(1, item.text.count / 2)
            return []
        case .setting:
            overlay = .form(FormState.intakeSetting(sheet, setting))
            return suggest()
        case .file:
            guard !sheet.ready.isEmpty else {
                notice = Notice(.refused, words["intake.noneReady"], remedy: words["intake.noneReady.remedy"])
                return []
            }
            overlay = .question(Question(.intake(.file(ready: sheet.ready.count, lacking: sheet.lacking.count))))
            return []
        }
    }

    /// Keys while a place to cut is looked for.
    mutating func pressCutting(_ key: KeyPress, _ cut: Int) -> [Effect] {
        guard let item = intake.selected else {
            intake.cut = nil
            return []
        }
        let places = IntakeSheet.places(in: item.text)
        let last = max(1, item.text.count - 1)
        switch Keymap.halfWidth(key) {
        case .left, .character("h"): intake.cut = max(1, cut - 1)
        case .right, .character("l"): intake.cut = min(last, cut + 1)
        case .tab, .down, .character("j"): intake.cut = places.first { $0 > cut } ?? places.first ?? cut
        case .backTab, .up, .character("k"): intake.cut = places.last { $0 < cut } ?? places.last ?? cut
        case .home: intake.cut = 1
        case .end: intake.cut = last
        case .enter:
            intake.cut = nil
            guard changeSheet({ [cursor = intake.cursor] in $0.split(at: cursor, before: cut) }) else {
                notice = Notice(.refused, words["intake.noCut"])
                return []
            }
            return judge([intake.cursor, intake.cursor + 1])
        case .escape, .character("q"): intake.cut = nil
        case _: break
        }
        return []
    }

    // MARK: Changing

    /// Does something to the list, so that `u` takes it back; `false` when it was refused.
    @discardableResult
    private mutating func changeSheet(_ change: (inout IntakeSheet) -> Bool) -> Bool {
        guard let before = intake.sheet else { return false }
        var sheet = before
        guard change(&sheet) else { return false }
        intake.past.append(before)
        let most = max(Self.leastSteps, min(Self.mostSteps, Self.mostKept / max(1, before.items.count)))
        if intake.past.count > most { intake.past.removeFirst() }
        intake.sheet = sheet
        moveInIntake(by: 0)
        return true
    }

    private static let mostSteps = 200
    /// Steps that can be taken back in any list.
    private static let leastSteps = 10
    /// Proposals that are kept for taking steps back, in all of them: some 20 MB.
    private static let mostKept = 100_000

    /// Asks what the ledger makes of what was changed.
    private func judge(_ indexes: [Int]) -> [Effect] {
        guard let items = intake.sheet?.items else { return [] }
        return [.intake(.judge(indexes.filter { items.indices.contains($0) }.map { items[$0] }))]
    }

    mutating func moveInIntake(by distance: Int) {
        intake.cursor = max(0, min(intake.cursor + distance, intake.count - 1))
        let visible = IntakeLayout(self).visibleRows
        intake.top = max(0, min(intake.top, intake.count - visible))
        if intake.cursor < intake.top { intake.top = intake.cursor }
        if intake.cursor >= intake.top + visible { intake.top = intake.cursor - visible + 1 }
    }

    /// Back to the view before; the list stays and `-` returns to it.
    private mutating func leaveIntake() -> [Effect] {
        let last = trail.popLast()?.tab ?? .board
        if intake.count > 0 {
            stack(.intake)
            notice = Notice(.told, words.text("intake.kept", ["count": String(intake.count)]))
        }
        return show(last == .intake ? .board : last)
    }

    // MARK: Editing

    private mutating func editProposal() -> [Effect] {
        guard let item = intake.selected, !setting.isReadOnly else { return [] }
        overlay = .form(FormState.intakeItem(item, setting))
        return suggest() + [.findDraft(key: FormState.Purpose.intake(.item(item.id)).draftKey ?? "")]
    }

    mutating func send(_ form: FormState, _ purpose: IntakeForm) -> [Effect] {
        func value(_ name: String) -> String { form.fields.first { $0.name == name }?.value.trimmed ?? "" }
        switch purpose {
        case .setting:
            changeSheet { sheet in
                sheet.round = value("round")
                if value("deadline") != sheet.deadline { sheet.isDeadlineProposed = false }
                sheet.deadline = value("deadline")
                sheet.fill(category: value("category"))
                return true
            }
            let unnamed = intake.sheet?.items.filter { $0.gaps.contains(.unitUnnamed) } ?? []
            if !value("unit").isEmpty, !unnamed.isEmpty {
                return [.intake(.resolve(unnamed, unit: value("unit")))]
            }
            overlay = .none
            return []
        case .item(let id):
            guard var item = intake.sheet?.items.first(where: { $0.id == id }) else {
                overlay = .none
                return []
            }
            item.text = value("text")
            item.deadline = value("deadline").isEmpty ? nil : value("deadline")
            let category = value("category")
            if category.isEmpty {
                item.category = nil
            } else if category != item.category?.name {
                item.category = IntakeItem.Category(category, .given)
            }
            var known = ""
            if case .known(let unit, _) = item.unit { known = unit.path }
            let unit = value("unit")
            if unit.isEmpty || unit == known {
                let dropped = overlay.draftKey.map { [Effect.dropDraft(key: $0)] } ?? []
                overlay = .none
                replace([item])
                return judge([intake.cursor]) + dropped
            }
            return [.intake(.resolve([item], unit: unit))]
        }
    }

    private mutating func replace(_ items: [IntakeItem]) {
        changeSheet { sheet in
            for item in items {
                guard let index = sheet.items.firstIndex(where: { $0.id == item.id }) else { continue }
                sheet.change(at: index) { $0 = item }
            }
            return true
        }
    }

    // MARK: Filing

    mutating func agree(to question: IntakeQuestion) -> [Effect] {
        overlay = .none
        switch question {
        case .file: return intake.sheet.map { [.intake(.file($0))] } ?? []
        case .paste(let text): return expect(.intake(.take(text)))
        case .recalled(let sheets, _):
            intake.later = sheets
            intake.goOn()
            return tab == .intake ? [] : leave { $0.show(.intake) }
        case .another(let sheet, _):
            intake.withdraw(sheet)
            return showing(sheet)
        }
    }

    private mutating func follow(_ filed: IntakeMessage.Filed) -> [Effect] {
        head = max(head, filed.head)
        failure = nil
        guard intake.remove(filed.done, from: filed.source) else { return [] }
        // What stands in the ledger is not taken back from here.
        intake.past = []
        moveInIntake(by: 0)
        let facts = ["filed": String(filed.filed), "unchanged": String(filed.unchanged)]
        let said = words.text(filed.unchanged > 0 ? "intake.filedSome" : "intake.filed", facts)
        if filed.problems.isEmpty {
            notice = Notice(.done, said)
        } else {
            notice = Notice(.refused, said, remedy: filed.problems.prefix(3).joined(separator: " · "))
        }
        guard intake.count == 0 else { return [] }
        intake.goOn()
        if let next = intake.sheet {
            notice = Notice(
                .done, said, remedy: words.text("intake.next", ["source": next.source, "count": String(intake.count)]))
            return []
        }
        return tab == .intake ? returnToLastView() : []
    }
}

extension String {
    /// Prose rather than a name, a number or a command: enough ideographs, and a mark or a line break among them.
    var looksLikeProse: Bool {
        var ideographs = 0
        var hasMark = false
        for scalar in unicodeScalars.prefix(4_000) {
            switch scalar {
            case "\u{3400}"..."\u{9FFF}": ideographs += 1
            case "。", "；", "：", "\n", "\r": hasMark = true
            case _: break
            }
            if ideographs >= 12, hasMark { return true }
        }
        return false
    }
}
