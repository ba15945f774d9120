internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// Walking the desk: presets, groups, pages.

extension UIState {
    /// Rows asked for at once, and how many are kept.
    private static let page = 200
    private static let kept = 1000

    // MARK: What is shown

    /// Begins the list anew under another preset or group.
    mutating func beginDesk() -> [Effect] {
        desk.cursor = 0
        desk.top = 0
        desk.rows = []
        desk.groups = []
        desk.rangeStart = nil
        return reloadDesk()
    }

    /// Asks again for what is shown; the cursor stays on its finding.
    mutating func reloadDesk() -> [Effect] {
        desk.generation += 1
        desk.isLoading = true
        // Late letters come with the counts.
        let counts: [Effect] = [
            .desk(.count(desk.filter, generation: desk.generation)), recount,
        ]
        if desk.isOnLetters { return counts }
        if let grouping = desk.grouping {
            return [.desk(.groups(desk.preset, grouping, desk.filter, generation: desk.generation))] + counts
        }
        let place: DeskAsk.Place =
            desk.selected.map { .around($0.finding.number, $0.anchor(on: desk.preset.clock)) } ?? .first
        return [.desk(.load(ask(place)))] + counts
    }

    private func ask(_ place: DeskAsk.Place) -> DeskAsk {
        DeskAsk(
            generation: desk.generation, place: place, preset: desk.preset, filter: desk.filter, limit: Self.page)
    }

    mutating func take(_ message: DeskMessage) -> [Effect] {
        switch message {
        case .page(let asked, let rows, let above, let below, let index):
            guard asked.generation == desk.generation else { return [] }
            desk.isLoading = false
            take(rows, asked.place, above, below, index)
        case .groups(let groups, let generation):
            guard generation == desk.generation else { return [] }
            desk.isLoading = false
            desk.groups = groups
        case .counts(let counts, let generation):
            guard generation == desk.generation else { return [] }
            take(counts)
        case .proposed(let proposal): return replay(open(proposal))
        case .noStep: return replay(sayNoStep())
        case .pressed(let done): return follow(done)
        case .exported(let paper, let paths):
            let kind = words["documentKind.\(paper.rawValue)"]
            let text = ExportedPaths.fitting(size.columns - 4, ExportedPaths.text(paths)) {
                words.text("desk.exported", ["kind": kind, "path": $0])
            }
            notice = Notice(.done, text)
            shell = nil
            return replay([])
        }
        keepDeskInView()
        return release([])
    }

    /// The cursor stays on its letter.
    private mutating func take(_ counts: DeskCounts) {
        let letter = desk.selectedLetter?.number
        desk.counts = counts
        guard desk.isOnLetters else { return }
        desk.isLoading = false
        if let letter { desk.cursor = desk.letters.firstIndex { $0.number == letter } ?? desk.cursor }
    }

    private mutating func take(
        _ rows: [DeskRow], _ place: DeskAsk.Place, _ above: Bool, _ below: Bool, _ index: Int?
    ) {
        switch place {
        case .after:
            desk.rows += rows
            desk.hasMoreBelow = below
            let surplus = max(0, desk.rows.count - Self.kept)
            if surplus > 0 {
                desk.rows.removeFirst(surplus)
                desk.cursor -= surplus
                desk.hasMoreAbove = true
            }
        case .before:
            desk.rows = rows + desk.rows
            desk.cursor += rows.count
            desk.hasMoreAbove = above
            if desk.rows.count > Self.kept {
                desk.rows.removeLast(desk.rows.count - Self.kept)
                desk.hasMoreBelow = true
            }
        case .first, .last, .around:
            desk.rows = rows
            desk.hasMoreAbove = above
            desk.hasMoreBelow = below
            desk.cursor = index ?? (place == .last ? rows.count - 1 : 0)
        }
    }

    mutating func keepDeskInView() {
        desk.cursor = max(0, min(desk.cursor, desk.count - 1))
        let visible = DeskLayout(self).visibleRows
        desk.top = max(0, min(desk.top, desk.count - visible))
        if desk.cursor < desk.top { desk.top = desk.cursor }
        if desk.cursor >= desk.top + visible { desk.top = desk.cursor - visible + 1 }
    }

    // MARK: Keys

    mutating func runOnDesk(_ action: ViewAction) -> [Effect] {
        let visible = DeskLayout(self).visibleRows
        switch action {
        case .down: return moveOnDesk(by: 1)
        case .up: return moveOnDesk(by: -1)
        case .pageDown: return moveOnDesk(by: visible)
        case .pageUp: return moveOnDesk(by: -visible)
        case .halfDown: return moveOnDesk(by: visible / 2)
        case .halfUp: return moveOnDesk(by: -visible / 2)
        case .first: return jumpOnDesk(toEnd: false)
        case .last: return jumpOnDesk(toEnd: true)
        case .right, .nextPane: return choose(preset: 1)
        case .left, .previousPane: return choose(preset: -1)
        case .open: return openOnDesk()
        case .back: return backOnDesk()
        case .menu:
            guard desk.count > 0 else { return [] }
            desk.isChoosing = true
            return []
        case .search:
            overlay = .search(TextInput(desk.base.text ?? ""))
            return []
        case .nextHit: return goToDeskHit(1)
        case .previousHit: return goToDeskHit(-1)
        case .filter:
            overlay = .form(.filter(setting, desk.baseValues))
            return suggest()
        case .savedFilters:
            overlay = .filters(FilterList())
            return [.savedFilters]
        case .undo:
            if desk.isOnLetters { return undoLetterStep() }
            return undoLast(under: desk.selected?.finding.number)
        case .mark: return markOnDesk()
        case .markRange: return markRangeOnDesk()
        case .frequency:
            guard !desk.isOnLetters else { return refuseGrouping() }
            desk.grouping = desk.grouping == nil ? desk.lastGrouping : nil
            return beginDesk()
        case .copy:
            if let letter = desk.selectedLetter {
                return [.copy("\(TriageWords(words).title(letter)) \(letter.issue.title)")]
            }
            return desk.selected.map { [.copy("#\($0.finding.number) \($0.finding.text)")] } ?? []
        case .trouble, .order, .lanes, .zoomIn, .zoomOut: return []
        }
    }

    mutating func runOnDesk(_ action: DeskAction) -> [Effect] {
        switch action {
        case .next: return pressNext()
        case .export:
            if let letter = desk.selectedLetter { return [.triage(.paper(letter: letter.number))] }
            guard !desk.isOnLetters else { return [] }
            return expect(.desk(.export(DeskPaper(desk.preset), desk.filter, of: deskScope)))
        case .clear:
            forgetDeskMarks()
            return takeOffDeskFilter() ?? []
        case .group:
            guard !desk.isOnLetters else { return refuseGrouping() }
            let all = DeskGrouping.allCases
            if let grouping = desk.grouping, let index = all.firstIndex(of: grouping) {
                desk.grouping = index + 1 < all.count ? all[index + 1] : nil
            } else {
                desk.grouping = all.first
            }
            desk.lastGrouping = desk.grouping ?? desk.lastGrouping
            return beginDesk()
        }
    }

    mutating func moveOnDesk(by distance: Int) -> [Effect] {
        desk.cursor += distance
        keepDeskInView()
        guard desk.grouping == nil, !desk.isOnLetters, !desk.isLoading else { return [] }
        if desk.hasMoreBelow, desk.cursor + 60 > desk.rows.count, let last = desk.rows.last {
            desk.isLoading = true
            return [.desk(.load(ask(.after(last.anchor(on: desk.preset.clock)))))]
        }
        if desk.hasMoreAbove, desk.cursor < 60, let first = desk.rows.first {
            desk.isLoading = true
            return [.desk(.load(ask(.before(first.anchor(on: desk.preset.clock)))))]
        }
        return []
    }

    private mutating func jumpOnDesk(toEnd: Bool) -> [Effect] {
        if desk.grouping == nil, !desk.isOnLetters, toEnd ? desk.hasMoreBelow : desk.hasMoreAbove {
            desk.generation += 1
            desk.isLoading = true
            return [.desk(.load(ask(toEnd ? .last : .first)))]
        }
        return moveOnDesk(by: toEnd ? desk.count : -desk.count)
    }

    mutating func choose(preset step: Int) -> [Effect] {
        let all = DeskPane.all
        let index = all.firstIndex(of: desk.pane) ?? 0
        return choose(deskPane: all[(index + step + all.count) % all.count])
    }

    mutating func choose(deskPane pane: DeskPane) -> [Effect] {
        switch pane {
        case .findings(let preset):
            desk.preset = preset
            desk.isOnLetters = false
        case .letters: desk.isOnLetters = true
        }
        return beginDesk()
    }

    /// What the desk is narrowed to, in words, and by what name a paper of it goes.
    private var deskScope: DeskScope? {
        let groups = desk.path.map { $0.group.label.isEmpty ? words["desk.nobody"] : $0.group.label }
        let filter = BoardView.filterParts(desk.baseValues, self)
        guard let last = groups.last ?? desk.baseValues["unit"]?.first ?? filter.first else { return nil }
        return DeskScope(words: (filter + groups).joined(separator: " · "), name: last)
    }

    // MARK: Search

    /// Search as you type: the presets, groups and counts are of what is found.
    mutating func searchOnDesk(_ text: String) -> [Effect] {
        var changed = desk.base
        changed.text = text.isBlank ? nil : text.trimmed
        guard changed != desk.base else { return [] }
        desk.base = changed
        desk.baseValues["text"] = changed.text.map { [$0] }
        return beginDesk()
    }

    private mutating func goToDeskHit(_ step: Int) -> [Effect] {
        guard desk.base.text != nil else {
            notice = Notice(.refused, words["search.none"], remedy: words["search.none.remedy"])
            return []
        }
        let last = desk.count - 1
        if step > 0, desk.cursor == last, !desk.hasMoreBelow { return moveOnDesk(by: -last) }
        if step < 0, desk.cursor == 0, !desk.hasMoreAbove { return moveOnDesk(by: last) }
        return moveOnDesk(by: step)
    }

    /// Enter drills into a group, and opens a finding or a letter.
    private mutating func openOnDesk() -> [Effect] {
        if desk.isOnLetters { return openLetter() }
        guard let group = desk.selectedGroup, let grouping = desk.grouping else {
            return desk.selected.map { expect(.locate($0.finding.number)) } ?? []
        }
        desk.path.append(DeskState.Step(grouping: grouping, group: group))
        desk.grouping = nil
        return beginDesk()
    }

    /// Back takes away, one after the other: marks, the drill, the grouping, the filter; then it leaves for the last view.
    private mutating func backOnDesk() -> [Effect] {
        if desk.rangeStart != nil {
            desk.rangeStart = nil
            return []
        }
        if !desk.marks.isEmpty {
            desk.marks = []
            return []
        }
        guard !desk.isOnLetters else { return backFromLetters() }
        if let step = desk.path.popLast() {
            desk.grouping = step.grouping
            return beginDesk()
        }
        if desk.grouping != nil {
            desk.grouping = nil
            return beginDesk()
        }
        return takeOffDeskFilter() ?? (trail.isEmpty ? show(.board) : returnToLastView())
    }

    /// `nil` while nothing is filtered.
    mutating func takeOffDeskFilter() -> [Effect]? {
        guard !desk.base.isEmpty else { return nil }
        desk.base = FindingFilter()
        desk.baseValues = [:]
        return beginDesk()
    }
}
