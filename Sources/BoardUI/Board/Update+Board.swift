internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// What the keys of the board do.

extension UIState {
    mutating func runOnBoard(_ action: BoardAction) -> [Effect] {
        switch action {
        case .next: return ask(for: board.selected?.stage.nextAction)
        case .previous: return ask(for: board.selected?.stage.previousAction)
        case .nextLane: return goToLane(1)
        case .previousLane: return goToLane(-1)
        case .file:
            return begin(newFinding)
        case .evidence: return board.selected.map { expect(.evidence($0.number)) } ?? []
        case .clear:
            return clearFilter()
        }
    }

    /// Most often it is of the round and the unit to which the board keeps, else of the round that was filed to last.
    private var newFinding: FormState {
        var form = FormState.filing(setting)
        let known = [
            "round": board.filterValues["round"]?.first ?? board.filedRound, "unit": board.filterValues["unit"]?.first,
        ]
        for index in form.fields.indices {
            if let value = known[form.fields[index].name] ?? nil { form.fields[index].set(value) }
        }
        form.focus = form.fields.firstIndex { $0.isRequired && $0.value.isBlank } ?? 0
        return form
    }

    mutating func runOnBoard(_ action: ViewAction) -> [Effect] {
        if let detail = board.detail, detail.hasFocus, let moved = scrollDetail(action) { return moved }
        let page = BoardLayout(self).visibleCards
        switch action {
        case .down: return move(by: 1)
        case .up: return move(by: -1)
        case .pageDown: return move(by: page)
        case .pageUp: return move(by: -page)
        case .halfDown: return move(by: max(1, page / 2))
        case .halfUp: return move(by: -max(1, page / 2))
        case .right: return walk(to: min(board.columns.count - 1, board.focus + 1))
        case .left: return walk(to: max(0, board.focus - 1))
        case .first: return jump(.first)
        case .last: return jump(.last)
        case .nextPane: return step(1)
        case .previousPane: return step(-1)
        case .open: return openDetail()
        case .back: return goBack()
        case .mark: return mark()
        case .markRange: return markRange()
        case .menu: return askForMenu()
        case .undo: return undoLast(under: board.selected?.number)
        case .search:
            overlay = .search(TextInput(board.filter.text ?? ""))
            return []
        case .nextHit: return goToHit(1)
        case .previousHit: return goToHit(-1)
        case .savedFilters:
            overlay = .filters(FilterList())
            return [.savedFilters]
        case .frequency: return countBy(.unit)
        case .filter:
            overlay = .form(.filter(setting, board.filterValues))
            return suggest()
        case .trouble:
            var changed = board.filter
            changed.isTrouble.toggle()
            return leave { state in
                state.board.note("trouble", changed.isTrouble ? "yes" : nil)
                return state.apply(changed)
            }
        case .order:
            let all = FindingOrder.allCases
            guard board.lanes == nil else {
                notice = Notice(.told, words["lanes.order"])
                return []
            }
            board.order = all[((all.firstIndex(of: board.order) ?? 0) + 1) % all.count]
            notice = Notice(.done, words["order.\(board.order.rawValue)"])
            return apply(board.filter)
        case .lanes: return cutNextLanes()
        case .zoomIn: return zoom(by: 1)
        case .zoomOut: return zoom(by: -1)
        case .copy:
            guard let row = board.selected else { return [] }
            notice = Notice(.done, words.text("board.copied", ["number": row.number.description]))
            return [.copy("#\(row.number) \(row.text)")]
        }
    }

    /// Asks for a transition of the finding under the cursor; of the marked, whatever they admit.
    private mutating func ask(for action: FindingAction?) -> [Effect] {
        guard board.marks.isEmpty, board.rangeStart == nil else { return askForMenu() }
        return board.selected.map { expect(.admissions($0.number, opening: action)) } ?? []
    }

    // MARK: Moving

    mutating func move(by distance: Int) -> [Effect] {
        passOver()
        let column = board.columns[board.focus]
        board.columns[board.focus].cursor = max(0, min(column.rows.count - 1, column.cursor + distance))
        keepInView()
        return showSelected() + fillWindow(board.focus)
    }

    /// In lanes the cursor stays in its lane when it goes to another column.
    mutating func walk(to column: Int) -> [Effect] {
        passOver()
        let effects = column == board.focus ? [] : followLane(to: column)
        board.focus = column
        board.pinned = nil
        board.seeksCards = false
        keepInView()
        return effects + showSelected()
    }

    mutating func jump(_ place: PageAsk.Place) -> [Effect] {
        passOver()
        let column = board.columns[board.focus]
        let isFirst = if case .first = place { true } else { false }
        if isFirst ? !column.hasMoreAbove : !column.hasMoreBelow {
            board.columns[board.focus].cursor = isFirst ? 0 : column.rows.count - 1
            keepInView()
            return showSelected() + fillWindow(board.focus)
        }
        board.columns[board.focus].generation += 1
        board.columns[board.focus].isLoading = true
        return [.load(ask(board.focus, place))]
    }

    /// Tab goes between board and details while they stand beside each other, else round the columns.
    private mutating func step(_ distance: Int) -> [Effect] {
        if board.detail != nil {
            board.detail?.hasFocus.toggle()
            return []
        }
        let count = board.columns.count
        return walk(to: (board.focus + distance + count) % count)
    }

    mutating func openDetail() -> [Effect] {
        guard let row = board.selected else { return [] }
        if board.detail != nil {
            board.detail?.hasFocus = true
            return []
        }
        board.detail = DetailPane(dossier: nil, number: row.number, hasFocus: true)
        keepInView()
        return [.dossier(row.number)]
    }

    private mutating func clearFilter() -> [Effect] {
        guard !board.filter.isEmpty else { return [] }
        return leave { state in
            state.board.filterValues = [:]
            return state.apply(FindingFilter())
        }
    }

    /// Esc takes back what was last put on: what was said, a range, marks, the details, the filter.
    private mutating func goBack() -> [Effect] {
        if notice != nil || failure != nil {
            notice = nil
            failure = nil
            return []
        }
        if board.rangeStart != nil {
            board.rangeStart = nil
            return []
        }
        if board.detail != nil {
            board.detail = nil
            keepInView()
            return []
        }
        if !board.marks.isEmpty {
            board.marks = []
            return []
        }
        if !board.filter.isEmpty { return clearFilter() }
        notice = Notice(.told, words["board.howToQuit"])
        return []
    }

    // MARK: Details

    /// Keys that scroll the detail pane while it has the focus; `nil` for all others.
    private mutating func scrollDetail(_ action: ViewAction) -> [Effect]? {
        let page = max(1, (BoardLayout(self).detail?.height ?? 10) - 3)
        switch action {
        case .down: scrollDetail(by: 1)
        case .up: scrollDetail(by: -1)
        case .pageDown: scrollDetail(by: page)
        case .pageUp: scrollDetail(by: -page)
        case .halfDown: scrollDetail(by: page / 2)
        case .halfUp: scrollDetail(by: -page / 2)
        case .first: scrollDetail(by: -DetailView.lineCount(self))
        case .last: scrollDetail(by: DetailView.lineCount(self))
        case .open, .right, .left, .nextPane, .previousPane, .back, .mark, .markRange, .menu, .undo, .search, .nextHit,
            .previousHit, .filter, .savedFilters, .trouble, .frequency, .lanes, .order, .zoomIn, .zoomOut, .copy:
            return nil
        }
        return []
    }

    mutating func scrollDetail(by distance: Int) {
        let page = max(1, (BoardLayout(self).detail?.height ?? 10) - 3)
        let last = max(0, DetailView.lineCount(self) - page)
        let top = (board.detail?.top ?? 0) + distance
        board.detail?.top = max(0, min(last, top))
    }

    // MARK: The pointer

    mutating func pointAtCard(column: Int, row: Int) -> [Effect] {
        passOver()
        board.focus = column
        board.seeksCards = false
        board.detail?.hasFocus = false
        guard board.columns[column].rows.indices.contains(row) else { return showSelected() }
        board.columns[column].cursor = row
        keepInView()
        return fillWindow(column) + showSelected()
    }

    /// Panes are the columns, and after them the details.
    mutating func pointAtPane(_ pane: Int) -> [Effect] {
        guard board.columns.indices.contains(pane) else {
            board.detail?.hasFocus = true
            return []
        }
        board.detail?.hasFocus = false
        return walk(to: pane)
    }

    /// A card let go in the column beside its own asks for that transition.
    mutating func drop(card row: Int, of column: Int, on target: Int) -> [Effect] {
        let effects = pointAtCard(column: column, row: row)
        switch target - column {
        case 0: return effects
        case 1: return effects + run(.board(.next))
        case -1: return effects + run(.board(.previous))
        case _:
            notice = Notice(.refused, words["board.oneColumn"], remedy: words["board.oneColumn.remedy"])
            return effects
        }
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

    /// What `<` asks for first.
    var previousAction: FindingAction {
        switch self {
        case .assigned: .returnRequest
        case .inProgress: .reassign
        case .review: .withdraw
        case .closed: .relapse
        }
    }
}

extension FindingAction {
    /// What leads to the same stage for somebody else.
    var otherWay: FindingAction? {
        switch self {
        case .withdraw: .recall
        case .returnRequest: .reassign
        case .start, .measureAdd, .measureChange, .measureDrop, .report, .attach, .detach, .submit, .agree, .disagree,
            .defer, .returnRefuse, .reassign, .recall, .list, .delist, .extensionRequest, .extensionGrant,
            .extensionRefuse, .supervise, .answer, .consolidate, .relapse, .clueTransfer, .clueConclude, .group,
            .ungroup, .flag, .unflag, .comment, .correct, .undo:
            nil
        }
    }
}
