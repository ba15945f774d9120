internal import Rectification
internal import Requests
internal import Screen
internal import Wording

extension UIState {
    /// What a message makes of the screen, and what is wanted done; no input, no output.
    package mutating func update(_ message: Message) -> [Effect] {
        switch message {
        case .key(let key): return press(key)
        case .resized(let size):
            self.size = size
            keepInView()
            return fillWindows()
        case .page(let reply): return take(reply)
        case .counts(let counts, let generation):
            if generation == self.generation { self.counts = counts }
            return []
        case .dossier(let dossier):
            guard detail?.number == dossier.finding.number else { return [] }
            detail?.dossier = dossier
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

    /// Everything the first frame needs.
    package mutating func start() -> [Effect] { reload() }

    func filter(of column: Int) -> FindingFilter {
        var own = filter
        own.stages = [columns[column].stage]
        return own
    }

    func ask(_ column: Int, _ place: PageAsk.Place, limit: Int = BoardColumn.page) -> PageAsk {
        PageAsk(
            column: column, generation: columns[column].generation, place: place, filter: filter(of: column),
            order: order,
            limit: limit)
    }

    /// Asks for every column again, each around its cursor.
    mutating func reload() -> [Effect] {
        var effects: [Effect] = []
        // The focused column comes first: what a person looks at is there first.
        for column in [focus] + columns.indices.filter({ $0 != focus }) {
            columns[column].generation += 1
            columns[column].isLoading = true
            if let row = columns[column].selectedRow {
                effects.append(.load(ask(column, .around(row.number, fallback: row.anchor(in: order)))))
            } else {
                effects.append(.load(ask(column, .first)))
            }
        }
        effects.append(.count(filter, generation: generation))
        if let detail { effects.append(.dossier(detail.number)) }
        return effects
    }

    /// Begins all columns anew under a filter.
    mutating func apply(_ filter: FindingFilter) -> [Effect] {
        self.filter = filter
        generation += 1
        counts = nil
        for column in columns.indices {
            columns[column].cursor = 0
            columns[column].top = 0
            columns[column].rows = []
        }
        return reload()
    }

    mutating func take(_ reply: Message.PageReply) -> [Effect] {
        let index = reply.request.column
        guard reply.request.generation == columns[index].generation else { return [] }
        columns[index].isLoading = false
        let visible = BoardLayout(self).visibleCards
        switch reply.request.place {
        case .after: columns[index].append(reply.rows, isLast: !reply.hasMoreBelow)
        case .before: columns[index].prepend(reply.rows, isFirst: !reply.hasMoreAbove)
        case .first, .last, .around:
            let distance = columns[index].cursor - columns[index].top
            markChanges(index, reply.rows)
            columns[index].rows = reply.rows
            columns[index].hasMoreAbove = reply.hasMoreAbove
            columns[index].hasMoreBelow = reply.hasMoreBelow
            if case .last = reply.request.place {
                columns[index].cursor = reply.rows.count - 1
                columns[index].top = reply.rows.count - visible
            } else {
                columns[index].cursor = reply.index ?? min(columns[index].cursor, max(0, reply.rows.count - 1))
                if case .first = reply.request.place { columns[index].cursor = 0 }
                columns[index].top = columns[index].cursor - distance
            }
        }
        columns[index].scroll(showing: visible)
        return fillWindow(index) + showSelected()
    }

    /// Cards whose version moved without this screen's doing are marked until the cursor passes over them.
    private mutating func markChanges(_ index: Int, _ rows: [FindingRow]) {
        let old = Dictionary(columns[index].rows.map { ($0.number, $0.version) }) { first, _ in first }
        for row in rows {
            if let version = old[row.number], version != row.version, row.number != ownWrite {
                columns[index].changed.insert(row.number)
            }
        }
    }

    mutating func keepInView() {
        let visible = BoardLayout(self).visibleCards
        for column in columns.indices { columns[column].scroll(showing: visible) }
    }

    mutating func fillWindows() -> [Effect] { columns.indices.flatMap { fillWindow($0) } }

    /// Asks for more rows when the cursor comes near the end of those that are there.
    mutating func fillWindow(_ index: Int) -> [Effect] {
        let column = columns[index]
        guard !column.isLoading else { return [] }
        let margin = max(40, BoardLayout(self).visibleCards * 2)
        if column.hasMoreBelow, column.cursor + margin >= column.rows.count, let last = column.rows.last {
            columns[index].isLoading = true
            return [.load(ask(index, .after(last.anchor(in: order)), limit: max(BoardColumn.page, margin)))]
        }
        if column.hasMoreAbove, column.cursor < margin, let first = column.rows.first {
            columns[index].isLoading = true
            return [.load(ask(index, .before(first.anchor(in: order)), limit: max(BoardColumn.page, margin)))]
        }
        return []
    }

    /// The detail pane follows the cursor.
    mutating func showSelected() -> [Effect] {
        guard let row = selected else { return [] }
        columns[focus].changed.remove(row.number)
        guard let number = detail?.number, number != row.number else { return [] }
        detail?.number = row.number
        detail?.dossier = nil
        detail?.top = 0
        return [.dossier(row.number)]
    }
}
