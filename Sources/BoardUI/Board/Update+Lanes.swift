internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// Lanes across the columns, and how much of the screen a pane takes.

extension UIState {
    /// No lanes, by unit, by round, by leader, by category, none again; the cursor stays on its finding.
    mutating func cutNextLanes() -> [Effect] {
        let all = LaneField.allCases
        let next = board.lanes.map { (all.firstIndex(of: $0) ?? 0) + 1 } ?? 0
        board.lanes = next < all.count ? all[next] : nil
        notice = Notice(
            .told,
            board.lanes.map { words.text("lanes.by", ["field": words["field.\($0.rawValue)"]]) } ?? words["lanes.none"])
        board.generation += 1
        board.laneCounts = [:]
        return reload()
    }

    /// The cursor of another column goes to the lane of the finding under the cursor, or to the next lane that has one.
    mutating func followLane(to column: Int) -> [Effect] {
        guard let lanes = board.lanes, let lane = board.selected?.lane(lanes) else { return [] }
        let other = board.columns[column]
        let found = other.rows.firstIndex { !$0.lane(lanes).utf8.lexicographicallyPrecedes(lane.utf8) }
        // A lane that begins before the rows that are there is not in sight.
        if let found, found > 0 || !other.hasMoreAbove {
            board.columns[column].cursor = found
            board.columns[column].top = found
            return fillWindow(column)
        }
        if found == nil, !other.hasMoreBelow {
            board.columns[column].cursor = max(0, other.rows.count - 1)
            return []
        }
        board.columns[column].generation += 1
        board.columns[column].isLoading = true
        let start = PageAnchor(lane: lane, key: .min, number: 0)
        return [.load(ask(column, .around(FindingNumber(0), fallback: start)))]
    }

    /// The first finding of the next lane; backwards that of this lane, and from there that of the lane before.
    mutating func goToLane(_ step: Int) -> [Effect] {
        guard let lanes = board.lanes else {
            notice = Notice(.refused, words["lanes.off"], remedy: words["lanes.off.remedy"])
            return []
        }
        passOver()
        let column = board.columns[board.focus]
        guard let selected = column.selectedRow else { return [] }
        let lane = selected.lane(lanes)
        if step > 0 {
            if let next = column.rows[column.cursor...].firstIndex(where: { $0.lane(lanes) != lane }) {
                return stand(on: next)
            }
            if column.hasMoreBelow { return [load(from: PageAnchor(lane: lane, key: .max, number: 0))] }
        } else if column.cursor > 0 {
            let wanted = column.rows[column.cursor - 1].lane(lanes)
            let above = column.rows[..<column.cursor].lastIndex { $0.lane(lanes) != wanted }
            if above != nil || !column.hasMoreAbove { return stand(on: above.map { $0 + 1 } ?? 0) }
            return [load(from: PageAnchor(lane: wanted, key: .min, number: 0))]
        }
        notice = Notice(.told, words[step > 0 ? "lanes.last" : "lanes.first"])
        return []
    }

    /// The cursor goes to the first card of a lane, whose heading then stands at the top.
    private mutating func stand(on row: Int) -> [Effect] {
        board.columns[board.focus].cursor = row
        board.columns[board.focus].top = row
        keepInView()
        return showSelected() + fillWindow(board.focus)
    }

    /// Asks for the cards from a place on.
    private mutating func load(from start: PageAnchor) -> Effect {
        board.columns[board.focus].generation += 1
        board.columns[board.focus].isLoading = true
        board.columns[board.focus].top = board.columns[board.focus].cursor
        return .load(ask(board.focus, .around(FindingNumber(0), fallback: start)))
    }

    /// Asks how many findings are in the lanes that are seen and not counted yet.
    mutating func countLanes() -> [Effect] {
        guard tab == .board, let lanes = board.lanes else { return [] }
        let layout = BoardLayout(self)
        var wanted: Set<String> = []
        for (index, _) in layout.columns {
            let column = board.columns[index]
            for case .heading(let row, _) in LaneLines.of(column, lanes, layout).lines {
                let lane = column.rows[row].lane(lanes)
                if board.laneCounts[lane] == nil { wanted.insert(lane) }
            }
        }
        guard !wanted.isEmpty else { return [] }
        for lane in wanted { board.laneCounts[lane] = [] }
        return [.countLanes(wanted.sorted(), lanes, board.filter, generation: board.generation)]
    }

    // MARK: Zoom

    /// Of the details when they have the focus, else of the columns.
    mutating func zoom(by step: Int) -> [Effect] {
        if let detail = board.detail, detail.hasFocus {
            guard size.columns >= 110 else {
                notice = Notice(.told, words["zoom.narrow"])
                return []
            }
            guard let zoom = detail.zoom.changed(by: step) else { return atTheEnd(step) }
            board.detail?.zoom = zoom
        } else {
            guard let zoom = board.zoom.changed(by: step) else { return atTheEnd(step) }
            board.zoom = zoom
        }
        keepInView()
        return fillWindows()
    }

    private mutating func atTheEnd(_ step: Int) -> [Effect] {
        notice = Notice(.told, words[step > 0 ? "zoom.most" : "zoom.least"])
        return []
    }
}
