package import Rectification
package import Requests
internal import Screen
internal import Wording

/// The findings nearest to one, wherever it was seen: Enter goes there, Space marks, `m` groups.
package struct NeighbourList: Sendable {
    package let number: FindingNumber
    package let rows: [NeighbourRow]
    package var cursor = 0
    package var marks: Set<FindingNumber> = []

    /// The marked ones, else the one under the cursor.
    var chosen: [NeighbourRow] {
        let marked = rows.filter { marks.contains($0.finding.number) }
        return marked.isEmpty ? rows.indices.contains(cursor) ? [rows[cursor]] : [] : marked
    }
}

extension UIState {
    /// The finding under the cursor of whatever is shown.
    var findingInView: FindingNumber? {
        switch tab {
        case .board: board.selected?.number
        case .desk: desk.selected?.finding.number
        case .meeting: meeting.paper?.number
        case .triage: triage.selectedMember?.number ?? triage.members.first
        case .dossier: dossier.focus == .page ? dossier.selectedLine?.finding : nil
        // A figure has no findings of its own, and what is taken in has no number yet.
        case .intake, .figures: nil
        }
    }

    mutating func askNeighbours() -> [Effect] {
        guard let number = findingInView else {
            notice = Notice(.refused, words["neighbours.noFinding"])
            return []
        }
        return expect(.triage(.neighbours(number)))
    }

    mutating func show(neighbours rows: [NeighbourRow], of number: FindingNumber) -> [Effect] {
        guard !rows.isEmpty else {
            notice = Notice(.told, words.text("neighbours.none", ["number": number.description]))
            return []
        }
        overlay = .neighbours(NeighbourList(number: number, rows: rows))
        return []
    }

    mutating func pressInNeighbours(_ key: KeyPress, _ list: NeighbourList) -> [Effect] {
        var list = list
        switch Keymap.halfWidth(key) {
        case .escape, .character("q"):
            overlay = .none
            return []
        case .enter:
            overlay = .none
            return list.rows.indices.contains(list.cursor) ? expect(.locate(list.rows[list.cursor].finding.number)) : []
        case .character(" "):
            guard list.rows.indices.contains(list.cursor) else { return [] }
            let number = list.rows[list.cursor].finding.number
            if list.marks.remove(number) == nil { list.marks.insert(number) }
            list.cursor = min(list.rows.count - 1, list.cursor + 1)
        case .character("m"): return groupNeighbours(list)
        case .character("y"):
            return [.copy(list.rows.map { "#\($0.finding.number) \($0.finding.text)" }.joined(separator: "\n"))]
        case let other:
            guard let cursor = other.walk(list.cursor, of: list.rows.count) else { return pressBeside(other) }
            list.cursor = cursor
        }
        overlay = .neighbours(list)
        return []
    }

    /// Groups the finding with those chosen: into the issue that one of them belongs to, else into a new one.
    private mutating func groupNeighbours(_ list: NeighbourList) -> [Effect] {
        guard !setting.isReadOnly else {
            notice = Notice(.refused, words["rule.readonly"], remedy: words["rule.readonly.remedy"])
            return []
        }
        let chosen = list.chosen
        guard !chosen.isEmpty else { return [] }
        if let issue = chosen.compactMap(\.issue).first {
            let free = chosen.filter { $0.issue == nil }.map(\.finding.number)
            overlay = .none
            return [.triage(.ask(.add(([list.number] + free).sorted()), issue: issue.number))]
        }
        let numbers = ([list.number] + chosen.map(\.finding.number)).sorted()
        return openTriageForm(.form(numbers, words: chosen.first?.words ?? []))
    }
}

/// The neighbours of a finding with the words that tie them.
enum NeighbourView {
    static func draw(_ list: NeighbourList, _ state: UIState, _ frame: inout Frame) {
        let words = state.words
        let inside = OverlayView.box(
            min(120, state.size.columns - 4), state.size.rows - 5,
            title: words.text("neighbours.title", ["number": list.number.description]), state, &frame)
        let height = inside.width < 70 ? 3 : 2
        let visible = max(1, (inside.height - 1) / height)
        let top = OverlayView.top(list.cursor, list.rows.count, visible)
        for (place, row) in list.rows.dropFirst(top).prefix(visible).enumerated() {
            let index = top + place
            let line = inside.row + place * height
            let isMarked = list.marks.contains(row.finding.number)
            let share = "\(Int(row.likeness * 100))%"
            frame.put(isMarked ? "✓" : " ", row: line, column: inside.column, .focus)
            frame.put(share, row: line, column: inside.column + 6 - share.count, .strong)
            let facts = [
                "#\(row.finding.number)", row.finding.unit.name, words.word(row.finding.stage),
                row.issue.map { words.text("neighbours.issue", ["number": String($0.number), "title": $0.title]) }
                    ?? "",
            ].filter { !$0.isEmpty }.joined(separator: " · ")
            frame.put(
                VisibleText.clip(facts, width: inside.width - 8), row: line, column: inside.column + 8,
                index == list.cursor ? .strong : .plain)
            let text = TriageWords.marked(row.finding.text.replacing("\n", with: " "), row.words)
            var isOpen = false
            for (number, part) in VisibleText.wrap(text, width: inside.width - 9, limit: height - 1).enumerated() {
                frame.putMarked(
                    part, row: line + 1 + number, column: inside.column + 8, .dim, marked: .accent, &isOpen)
            }
            let rect = Rect(row: line, column: inside.column, width: inside.width, height: 1)
            frame.spots.append(
                Spot(Rect(row: line, column: inside.column, width: inside.width, height: height), .item(index)))
            if index == list.cursor { frame.restyle(rect) { Style($0.tone, reversed: true) } }
        }
        OverlayView.drawMore(above: top > 0, below: top + visible < list.rows.count, inside, &frame)
    }
}
