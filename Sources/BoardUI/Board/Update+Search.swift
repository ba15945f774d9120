internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// Search, saved filters, frequency: what narrows the board.

extension UIState {
    // MARK: Search

    /// Search as you type; Enter keeps it, Esc takes it back.
    mutating func pressInSearch(_ key: KeyPress, _ input: TextInput) -> [Effect] {
        var input = input
        switch key {
        case .escape:
            overlay = .none
            return searchInView("")
        case .enter, .down, .up:
            overlay = .none
            board.seeksCards = true
            goToCards()
            return key == .enter ? showSelected() : pressInView(key)
        case _:
            let before = input.text
            guard input.edit(key) else { return [] }
            overlay = .search(input)
            return input.text == before ? [] : searchInView(input.text)
        }
    }

    /// What is typed behind `/`, in the view that is shown.
    mutating func searchInView(_ text: String) -> [Effect] {
        switch tab {
        case .desk: searchOnDesk(text)
        case .dossier: findUnits(text)
        case .board, .meeting, .intake, .triage, .figures: search(text)
        }
    }

    mutating func search(_ text: String) -> [Effect] {
        var changed = board.filter
        // The space after `/` or before Enter is not meant.
        changed.text = text.isBlank ? nil : text.trimmed
        guard changed != board.filter else { return [] }
        board.note("text", changed.text)
        return apply(changed, keepsCards: true)
    }

    /// The next hit: down the column, then on to the top of the next column that has any.
    mutating func goToHit(_ step: Int) -> [Effect] {
        guard board.filter.text != nil else {
            notice = Notice(.refused, words["search.none"], remedy: words["search.none.remedy"])
            return []
        }
        let column = board.columns[board.focus]
        let next = column.cursor + step
        if column.rows.indices.contains(next) { return move(by: step) }
        // More of this column is on its way.
        if step > 0 ? column.hasMoreBelow : column.hasMoreAbove { return fillWindow(board.focus) }
        let count = board.columns.count
        for distance in 1...count {
            let other = (board.focus + step * distance + count * distance) % count
            guard !board.columns[other].rows.isEmpty else { continue }
            if other != board.focus { notice = Notice(.told, words["search.onward"]) }
            board.focus = other
            return jump(step > 0 ? .first : .last)
        }
        return []
    }

    // MARK: Saved filters

    mutating func pressInFilters(_ key: KeyPress, _ list: FilterList) -> [Effect] {
        var list = list
        switch list.mode {
        case .saving(var name), .renaming(var name):
            let isNew = if case .saving = list.mode { true } else { false }
            switch key {
            case .escape: list.mode = .choosing
            case .enter:
                guard !name.text.isBlank else { return [] }
                guard !list.hasOther(name.text, isNew: isNew) else {
                    list.mode = .replacing(name.text, isNew: isNew)
                    break
                }
                return keep(name.text, isNew: isNew, in: list)
            case _:
                guard name.edit(key) else { return [] }
                list.mode = isNew ? .saving(name) : .renaming(name)
            }
            overlay = .filters(list)
            return []
        case .replacing(let name, let isNew):
            if Keymap.halfWidth(key) == .character("y") { return keep(name, isNew: isNew, in: list) }
            list.mode = isNew ? .saving(TextInput(name)) : .renaming(TextInput(name))
            overlay = .filters(list)
            return []
        case .deleting:
            let isSure = Keymap.halfWidth(key) == .character("y")
            list.mode = .choosing
            if isSure { list.filters.remove(at: list.cursor) }
            list.cursor = max(0, min(list.cursor, list.filters.count - 1))
            overlay = .filters(list)
            return isSure ? [.storeFilters(list.filters)] : []
        case .choosing: break
        }
        switch Keymap.halfWidth(key) {
        case .escape, .character("q"):
            overlay = .none
            return []
        case .enter:
            guard let filter = list.selected else { return [] }
            overlay = .none
            return expect(.resolveFilter(filter.values))
        case .character("s"):
            guard !FilterText.options(filterValuesInView).isEmpty else {
                notice = Notice(.refused, words["filters.nothing"], remedy: words["filters.nothing.remedy"])
                return []
            }
            list.mode = .saving(TextInput())
        case .character("r"): if let filter = list.selected { list.mode = .renaming(TextInput(filter.name)) }
        case .character("d"), .delete: if list.selected != nil { list.mode = .deleting }
        case let other:
            guard let cursor = other.walk(list.cursor, of: list.filters.count) else { return pressBeside(other) }
            list.cursor = cursor
        }
        overlay = .filters(list)
        return []
    }

    private mutating func keep(_ name: String, isNew: Bool, in list: FilterList) -> [Effect] {
        var list = list
        list.keep(name, isNew ? filterValuesInView : nil)
        overlay = .filters(list)
        return [.storeFilters(list.filters)]
    }

    // MARK: Frequency

    mutating func countBy(_ field: CountField) -> [Effect] {
        overlay = .frequency(Frequency(field: field))
        return [.frequency(field, board.filter)]
    }

    mutating func take(_ counts: [FieldCount], of field: CountField, under filter: FindingFilter) -> [Effect] {
        guard case .frequency(var frequency) = overlay, frequency.field == field, filter == board.filter else {
            return []
        }
        frequency.counts = counts
        overlay = .frequency(frequency)
        return []
    }

    mutating func pressInFrequency(_ key: KeyPress, _ frequency: Frequency) -> [Effect] {
        var frequency = frequency
        let fields = CountField.allCases
        let index = fields.firstIndex(of: frequency.field) ?? 0
        switch Keymap.halfWidth(key) {
        case .escape, .character("q"), .character("#"):
            overlay = .none
            return frequency.counts == nil ? [.cancel] : []
        case .right, .character("l"), .tab: return countBy(fields[(index + 1) % fields.count])
        case .left, .character("h"), .backTab: return countBy(fields[(index + fields.count - 1) % fields.count])
        case .enter:
            guard let counts = frequency.counts, counts.indices.contains(frequency.cursor) else { return [] }
            overlay = .none
            return drill(into: counts[frequency.cursor], of: frequency.field)
        case let other:
            guard let cursor = other.walk(frequency.cursor, of: frequency.counts?.count ?? 0) else {
                return pressBeside(other)
            }
            frequency.cursor = cursor
        }
        overlay = .frequency(frequency)
        return []
    }

    /// Only the findings that have the value; `-` comes back.
    private mutating func drill(into count: FieldCount, of field: CountField) -> [Effect] {
        var filter = board.filter
        var note = (field.rawValue, count.label)
        switch field {
        case .stage:
            guard let stage = Int(count.value), board.columns.indices.contains(stage) else { return [] }
            return walk(to: stage)
        case .unit: filter.unit = OrganisationID(count.value)
        case .round: filter.round = count.value
        case .category: filter.category = count.value
        case .leader: filter.leader = count.value
        case .source:
            filter.source = Finding.Source(rawValue: count.value)
            note.1 = count.value
        case .month:
            filter.dueMonth = Month(count.value)
            note.0 = "due-month"
        }
        guard filter != board.filter else {
            notice = Notice(.refused, words["frequency.noValue"])
            return []
        }
        return leave { state in
            state.board.note(note.0, note.1)
            return state.apply(filter)
        }
    }
}

extension FilterList {
    /// Text of the clipboard goes into the name; false when none is being written.
    mutating func paste(_ text: String) -> Bool {
        switch mode {
        case .saving(var name):
            name.insert(contentsOf: text)
            mode = .saving(name)
        case .renaming(var name):
            name.insert(contentsOf: text)
            mode = .renaming(name)
        case .choosing, .replacing, .deleting: return false
        }
        return true
    }

    /// Whether a name is that of a filter which is not meant.
    fileprivate func hasOther(_ name: String, isNew: Bool) -> Bool {
        filters.enumerated().contains { $0.element.name == name.asOneLine && (isNew || $0.offset != cursor) }
    }

    /// Gives the filter under the cursor a name, or adds one; a name stands once.
    fileprivate mutating func keep(_ name: String, _ values: [String: [String]]?) {
        let name = name.asOneLine
        if let values {
            filters.removeAll { $0.name == name }
            filters.append(SavedFilter(name: name, values: values))
        } else if let index = filters.indices.contains(cursor) ? cursor : nil {
            filters[index].name = name
            filters = filters.enumerated().filter { $0.offset == index || $0.element.name != name }.map(\.element)
        }
        filters.sort { $0.name < $1.name }
        cursor = filters.firstIndex { $0.name == name } ?? 0
        mode = .choosing
    }
}

extension KeyPress {
    /// Where a key of walking leads in a list; `nil` for every other key.
    func walk(_ cursor: Int, of count: Int) -> Int? {
        let last = max(0, count - 1)
        return switch self {
        case .down, .character("j"): min(last, cursor + 1)
        case .up, .character("k"): max(0, cursor - 1)
        case .pageDown, .control("d"), .control("f"): min(last, cursor + 10)
        case .pageUp, .control("u"), .control("b"): max(0, cursor - 10)
        case .home, .character("g"): 0
        case .end, .character("G"): last
        case _: nil
        }
    }
}
