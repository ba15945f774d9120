internal import Rectification
internal import Requests
internal import Screen

// The columns as windows onto lists that are never read whole.

extension UIState {
    /// Everything the first frame needs.
    package mutating func start() -> [Effect] {
        board.seeksCards = true
        return reload() + [.drafts] + (setting.isReadOnly ? [] : [.intake(.recall)])
    }

    func filter(of column: Int) -> FindingFilter {
        var own = board.filter
        own.stages = [board.columns[column].stage]
        return own
    }

    func ask(_ column: Int, _ place: PageAsk.Place) -> PageAsk {
        PageAsk(
            column: column, generation: board.columns[column].generation, place: place, filter: filter(of: column),
            order: board.order, lanes: board.lanes, limit: limit(of: place))
    }

    /// What shows at once comes first, with a few more to walk on: four columns wait for each other. The rest of the window follows.
    private func limit(of place: PageAsk.Place) -> Int {
        let visible = BoardLayout(self).visibleCards
        return switch place {
        case .first, .last: visible + 8
        case .after, .before: max(BoardColumn.page, margin)
        case .around: BoardColumn.page
        }
    }

    /// So many rows are there before the cursor comes to them.
    private var margin: Int { max(40, BoardLayout(self).visibleCards * 2) }

    /// Asks for every column again, each around its cursor.
    mutating func reload() -> [Effect] {
        switch tab {
        // Its list comes with the bulletin; only the columns behind it are read again.
        case .board, .intake: break
        case .meeting: return loadMeeting()
        case .desk: return reloadDesk()
        case .dossier: return loadDossier()
        case .triage: return openTriage() + [recount]
        case .figures: return loadFigures()
        }
        var effects: [Effect] = []
        // The focused column comes first: what a person looks at is there first.
        for column in [board.focus] + board.columns.indices.filter({ $0 != board.focus }) {
            board.columns[column].generation += 1
            board.columns[column].isLoading = true
            let row = board.columns[column].isStale ? nil : board.columns[column].selectedRow
            if let row = board.columns[column].wanted ?? row {
                effects.append(
                    .load(ask(column, .around(row.number, fallback: row.anchor(in: board.order, lanes: board.lanes)))))
            } else {
                effects.append(.load(ask(column, .first)))
            }
        }
        effects.append(recount)
        board.laneCounts = [:]
        if let detail = board.detail { effects.append(.dossier(detail.number)) }
        return effects
    }

    /// Begins all columns anew under a filter.
    ///
    /// - Parameter keepsCards: what stands there stays until what is asked for comes, and nothing flickers while somebody types.
    mutating func apply(_ filter: FindingFilter, keepsCards: Bool = false) -> [Effect] {
        board.filter = filter
        board.generation += 1
        board.seeksCards = !keepsCards
        board.counts = nil
        board.laneCounts = [:]
        for column in board.columns.indices {
            board.columns[column].wanted = nil
            if keepsCards { board.columns[column].isStale = true } else { board.columns[column].clear() }
        }
        return reload()
    }

    mutating func take(_ reply: Message.PageReply) -> [Effect] {
        let index = reply.request.column
        guard reply.request.generation == board.columns[index].generation else { return [] }
        board.columns[index].isLoading = false
        let visible = BoardLayout(self).visibleCards
        switch reply.request.place {
        case .after: board.columns[index].append(reply.rows, isLast: !reply.hasMoreBelow)
        case .before: board.columns[index].prepend(reply.rows, isFirst: !reply.hasMoreAbove)
        case .first, .last, .around:
            let distance = board.columns[index].cursor - board.columns[index].top
            board.columns[index].isStale = false
            board.columns[index].wanted = nil
            markChanges(index, reply.rows)
            board.columns[index].rows = reply.rows
            board.columns[index].hasMoreAbove = reply.hasMoreAbove
            board.columns[index].hasMoreBelow = reply.hasMoreBelow
            if case .last = reply.request.place {
                board.columns[index].cursor = reply.rows.count - 1
                board.columns[index].top = reply.rows.count - visible
            } else {
                board.columns[index].cursor =
                    reply.index ?? min(board.columns[index].cursor, max(0, reply.rows.count - 1))
                if case .first = reply.request.place { board.columns[index].cursor = 0 }
                board.columns[index].top = board.columns[index].cursor - distance
            }
        }
        keepInView(index)
        goToCards()
        return release(showSelected() + fillWindow(index))
    }

    /// Leaves an empty column for the first that has cards, once all are there.
    mutating func goToCards() {
        guard board.seeksCards, !board.columns.contains(where: { $0.isLoading || $0.isStale }) else { return }
        board.seeksCards = false
        guard board.columns[board.focus].rows.isEmpty else { return }
        board.focus = board.columns.firstIndex { !$0.rows.isEmpty } ?? board.focus
    }

    /// Cards whose version moved without this screen's doing are marked until the cursor passes over them.
    private mutating func markChanges(_ index: Int, _ rows: [FindingRow]) {
        let old = Dictionary(board.columns[index].rows.map { ($0.number, $0.version) }) { first, _ in first }
        for row in rows {
            if let version = old[row.number], version != row.version, !board.ownWrites.contains(row.number) {
                board.columns[index].changed.insert(row.number)
            }
        }
    }

    mutating func keepInView() {
        for column in board.columns.indices { keepInView(column) }
    }

    /// The card under the cursor is seen whole, below the heading of its lane.
    private mutating func keepInView(_ index: Int) {
        let layout = BoardLayout(self)
        board.columns[index].scroll(showing: layout.visibleCards)
        guard let lanes = board.lanes else { return }
        while board.columns[index].top < board.columns[index].cursor,
            !LaneLines.of(board.columns[index], lanes, layout).shows(board.columns[index].cursor)
        {
            board.columns[index].top += 1
        }
    }

    mutating func fillWindows() -> [Effect] { board.columns.indices.flatMap { fillWindow($0) } }

    /// Asks for more rows when the cursor comes near the end of those that are there.
    mutating func fillWindow(_ index: Int) -> [Effect] {
        let column = board.columns[index]
        guard !column.isLoading else { return [] }
        if column.hasMoreBelow, column.cursor + margin >= column.rows.count, let last = column.rows.last {
            board.columns[index].isLoading = true
            return [
                .load(ask(index, .after(last.anchor(in: board.order, lanes: board.lanes))))
            ]
        }
        if column.hasMoreAbove, column.cursor < margin, let first = column.rows.first {
            board.columns[index].isLoading = true
            return [
                .load(ask(index, .before(first.anchor(in: board.order, lanes: board.lanes))))
            ]
        }
        return []
    }

    /// The cursor leaves its card: what changed there was seen.
    mutating func passOver() {
        if let number = board.selected?.number { board.columns[board.focus].changed.remove(number) }
    }

    /// The detail pane follows the cursor.
    mutating func showSelected() -> [Effect] {
        guard let row = board.selected else { return [] }
        guard let number = board.detail?.number, number != row.number else { return [] }
        return showDetail(of: row.number)
    }

    /// Turns the open pane to another finding.
    mutating func showDetail(of number: FindingNumber) -> [Effect] {
        board.detail?.number = number
        board.detail?.dossier = nil
        board.detail?.top = 0
        return [.dossier(number)]
    }
}
