internal import Rectification
internal import Requests
internal import Screen
internal import Wording

extension UIState {
    mutating func press(_ key: KeyPress) -> [Effect] {
        if case .control("c") = key, !isOverlayOpen { return end() }
        switch overlay {
        case .none: return pressOnBoard(key)
        case .search(let input): return pressInSearch(key, input)
        case .menu(let menu): return pressInMenu(key, menu)
        case .form(let form): return pressInForm(key, form)
        case .help(let help): return pressInHelp(key, help)
        case .people(let picker): return pressInPeople(key, picker)
        case .confirmDiscard(let form):
            if Keymap.halfWidth(key) == .character("y") {
                overlay = .none
            } else if Keymap.halfWidth(key) == .character("n") || key == .escape {
                overlay = .form(form)
            }
            return []
        case .confirm(let form):
            if Keymap.halfWidth(key) == .character("y") { return send(form) }
            if Keymap.halfWidth(key) == .character("n") || key == .escape {
                overlay = form.fields.isEmpty ? .none : .form(form)
            }
            return []
        }
    }

    private var isOverlayOpen: Bool {
        if case .none = overlay { return false }
        return true
    }

    private mutating func end() -> [Effect] {
        isEnding = true
        return []
    }

    private mutating func pressOnBoard(_ key: KeyPress) -> [Effect] {
        guard let action = Keymap.action(key) else {
            if case .character(let character) = key, DisplayWidth.of(character) == 2 {
                notice = Notice(.refused, words["board.inputMethod"])
            }
            return []
        }
        if setting.isReadOnly, !action.onlyReads {
            notice = Notice(.refused, words["rule.readonly"], remedy: words["rule.readonly.remedy"])
            return []
        }
        if notice?.kind == .done { notice = nil }
        return run(action)
    }

    /// Does what a key of the board means.
    mutating func run(_ action: BoardAction) -> [Effect] {
        if let detail, detail.hasFocus, let moved = scrollDetail(action) { return moved }
        let page = BoardLayout(self).visibleCards
        switch action {
        case .down: return move(by: 1)
        case .up: return move(by: -1)
        case .pageDown: return move(by: page)
        case .pageUp: return move(by: -page)
        case .halfDown: return move(by: max(1, page / 2))
        case .halfUp: return move(by: -max(1, page / 2))
        case .right: return walk(to: min(columns.count - 1, focus + 1))
        case .left: return walk(to: max(0, focus - 1))
        case .first: return jump(.first, isThere: !columns[focus].hasMoreAbove, index: 0)
        case .last: return jump(.last, isThere: !columns[focus].hasMoreBelow, index: columns[focus].rows.count - 1)
        case .open: return openDetail()
        case .back: return goBack()
        case .pane:
            detail?.hasFocus.toggle()
            return []
        case .menu: return selected.map { [.admissions($0.number, opening: nil)] } ?? []
        case .next: return selected.map { [.admissions($0.number, opening: $0.stage.nextAction)] } ?? []
        case .previous: return selected.map { [.admissions($0.number, opening: $0.stage.previousAction)] } ?? []
        case .undo: return selected.map { [.admissions($0.number, opening: .undo)] } ?? []
        case .file:
            overlay = .form(.filing(setting))
            return suggest()
        case .search:
            overlay = .search(TextInput(filter.text ?? ""))
            return []
        case .filter:
            overlay = .form(.filter(setting, filterValues))
            return suggest()
        case .trouble:
            var changed = filter
            changed.isTrouble.toggle()
            return apply(changed)
        case .order:
            let all = FindingOrder.allCases
            order = all[((all.firstIndex(of: order) ?? 0) + 1) % all.count]
            notice = Notice(.done, words["order.\(order.rawValue)"])
            return apply(filter)
        case .clear:
            filterValues = [:]
            return filter.isEmpty ? [] : apply(FindingFilter())
        case .actAs:
            overlay = .people(PeoplePicker())
            return [.people]
        case .copy:
            guard let row = selected else { return [] }
            notice = Notice(.done, words.text("board.copied", ["number": row.number.description]))
            return [.copy("#\(row.number) \(row.text)")]
        case .help:
            overlay = .help(HelpList())
            return []
        case .refresh: return reload()
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit: return end()
        }
    }

    // MARK: Moving

    private mutating func move(by distance: Int) -> [Effect] {
        let column = columns[focus]
        columns[focus].cursor = max(0, min(column.rows.count - 1, column.cursor + distance))
        keepInView()
        return fillWindow(focus) + showSelected()
    }

    private mutating func walk(to column: Int) -> [Effect] {
        focus = column
        keepInView()
        return showSelected()
    }

    private mutating func jump(_ place: PageAsk.Place, isThere: Bool, index: Int) -> [Effect] {
        if isThere {
            columns[focus].cursor = index
            keepInView()
            return fillWindow(focus) + showSelected()
        }
        columns[focus].generation += 1
        columns[focus].isLoading = true
        return [.load(ask(focus, place))]
    }

    private mutating func openDetail() -> [Effect] {
        guard let row = selected else { return [] }
        if detail != nil {
            detail?.hasFocus = true
            return []
        }
        detail = DetailPane(dossier: nil, number: row.number, hasFocus: true)
        keepInView()
        return [.dossier(row.number)]
    }

    private mutating func goBack() -> [Effect] {
        if notice != nil {
            notice = nil
            return []
        }
        if detail != nil {
            detail = nil
            keepInView()
            return []
        }
        if !filter.isEmpty {
            filterValues = [:]
            return apply(FindingFilter())
        }
        notice = Notice(.done, words["board.howToQuit"])
        return []
    }

    /// Keys that scroll the detail pane while it has the focus; `nil` for all others.
    private mutating func scrollDetail(_ action: BoardAction) -> [Effect]? {
        let page = max(1, (BoardLayout(self).detail?.height ?? 10) - 3)
        let length = DetailView.lineCount(self)
        let distance: Int
        switch action {
        case .down: distance = 1
        case .up: distance = -1
        case .pageDown: distance = page
        case .pageUp: distance = -page
        case .halfDown: distance = page / 2
        case .halfUp: distance = -page / 2
        case .first: distance = -length
        case .last: distance = length
        case .open, .right, .left, .back, .pane, .menu, .next, .previous, .undo, .file, .search, .filter, .trouble,
            .order, .clear, .actAs, .copy, .help, .refresh, .redraw, .suspend, .quit:
            return nil
        }
        let top = (detail?.top ?? 0) + distance
        detail?.top = max(0, min(max(0, length - page), top))
        return []
    }
}

extension StageCode {
    /// What `>` asks for.
    var nextAction: FindingAction {
        switch self {
        case .assigned: .start
        case .inProgress: .submit
        case .review: .agree
        case .closed: .consolidate
        }
    }

    /// What `<` asks for.
    var previousAction: FindingAction {
        switch self {
        case .assigned: .returnRequest
        case .inProgress: .reassign
        case .review: .withdraw
        case .closed: .relapse
        }
    }
}
