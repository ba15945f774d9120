internal import Requests
internal import Rectification
internal import Screen
internal import Wording

// From view to view and back.

extension UIState {
    /// Does what leads away from what is shown, so that `-` comes back here.
    mutating func leave(_ go: (inout UIState) -> [Effect]) -> [Effect] {
        trail.append(visit)
        if trail.count > Self.longestTrail { trail.removeFirst() }
        return go(&self)
    }

    private static let longestTrail = 32

    /// Puts a view on the way back without going there.
    mutating func stack(_ view: Tab) {
        let shown = tab
        tab = view
        trail.append(visit)
        tab = shown
    }

    private var visit: Visit {
        Visit(
            tab: tab, filter: board.filter, filterValues: board.filterValues, order: board.order,
            lanes: board.lanes, number: board.selected?.number, focus: board.focus)
    }

    /// Shows a view of findings under a filter.
    mutating func show(_ next: Tab, _ filter: FindingFilter, _ values: [String: [String]]) -> [Effect] {
        tab = next
        overlay = .none
        guard next == .desk else {
            board.filterValues = values
            return apply(filter)
        }
        desk.base = filter
        desk.baseValues = values
        desk.path = []
        desk.grouping = nil
        desk.isOnLetters = false
        return beginDesk()
    }

    /// The findings to which the view keeps: those that its header counts.
    private var filterInView: FindingFilter {
        switch tab {
        case .board, .intake: board.filter
        case .desk: desk.base
        case .meeting, .dossier, .triage, .figures: FindingFilter()
        }
    }

    /// The counts of what is in view; `nil` until they are known.
    var countsInView: BoardCounts? {
        let filter = filterInView
        if tab != .board, let counted, counted.filter == filter { return counted.counts }
        return board.filter == filter ? board.counts : nil
    }

    /// The numbers in the header move with every change, and with the view.
    var recount: Effect { .count(filterInView, generation: board.generation) }

    /// The filter of the view in its own words, so that a form can show it and a name be given to it.
    var filterValuesInView: [String: [String]] { tab == .desk ? desk.baseValues : board.filterValues }

    /// Shows another view.
    mutating func show(_ next: Tab) -> [Effect] {
        tab = next
        overlay = .none
        switch next {
        case .board: return reload()
        case .meeting:
            // Whoever comes back goes on with the meeting that is open.
            meeting.isListing = false
            return loadMeeting()
        case .desk: return desk.rows.isEmpty && !desk.isOnLetters ? beginDesk() : reloadDesk()
        case .intake:
            moveInIntake(by: 0)
            return []
        case .dossier: return loadDossier()
        case .triage: return openTriage() + [recount]
        case .figures: return loadFigures()
        }
    }

    mutating func returnToLastView() -> [Effect] {
        guard let last = trail.popLast() else {
            notice = Notice(.refused, words["board.noLastView"])
            return []
        }
        guard last.tab == .board else { return show(last.tab) }
        tab = .board
        overlay = .none
        board.filterValues = last.filterValues
        board.order = last.order
        board.lanes = last.lanes
        board.focus = last.focus
        let effects = apply(last.filter)
        guard let number = last.number else { return effects }
        return effects.map { effect in
            guard case .load(let asked) = effect, asked.column == last.focus else { return effect }
            return .load(ask(last.focus, .around(number, fallback: PageAnchor(lane: "", key: 0, number: 0))))
        }
    }
}
