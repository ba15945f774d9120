internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// One kanban column with its cards.
enum ColumnView {
    static func drawStrip(_ state: UIState, _ frame: inout Frame, _ rect: Rect) {
        var column = rect.column + 1
        for (index, stage) in StageCode.allCases.enumerated() {
            let text = " \(title(state, stage)) "
            let style: Style = index == state.board.focus ? Style(.focus, reversed: true) : .dim
            let width = frame.put(text, row: rect.row, column: column, width: max(0, rect.width - column), style)
            frame.spots.append(Spot(Rect(row: rect.row, column: column, width: width, height: 1), .pane(index)))
            column += width
            if index + 1 < StageCode.allCases.count { column += frame.put(" › ", row: rect.row, column: column, .dim) }
        }
    }

    private static func title(_ state: UIState, _ stage: StageCode) -> String {
        let count = state.board.counts.map { Digits.grouped($0.count(of: stage)) } ?? "…"
        return "\(state.words.word(stage)) \(count)"
    }

    static func draw(
        _ state: UIState, _ index: Int, _ rect: Rect, _ layout: BoardLayout, after before: Picture?,
        _ frame: inout Frame
    ) -> Part<Look> {
        let column = state.board.columns[index]
        let lines = state.board.lanes.map { LaneLines.of(column, $0, layout) }
        let look = Look(state, index, column, layout, lines)
        let old = before.flatMap { before in before.parts.columns[index].map { ($0, before.view) } }
        return Part(look, rect, after: old, &frame) { frame in
            draw(look, state, index, rect, lines, after: old, &frame)
        }
    }

    private static func draw(
        _ look: Look, _ state: UIState, _ index: Int, _ rect: Rect, _ lines: LaneLines?,
        after old: (part: Part<Look>, view: Frame)?, _ frame: inout Frame
    ) {
        frame.box(
            rect, title: " \(title(state, look.stage)) ", look.hasKeys ? .edge : .border,
            titleStyle: look.isFocused ? .focus : .title)
        let inside = rect.inside
        frame.spots.append(Spot(rect, .pane(index)))
        if look.rows.isEmpty {
            let text = state.words[look.emptyText]
            frame.put(
                VisibleText.clip(text, width: inside.width), row: inside.row + inside.height / 2,
                column: inside.column + max(0, (inside.width - DisplayWidth.of(text)) / 2), .dim)
            return
        }
        for case .heading(let row, let place) in lines?.lines ?? [] {
            let rect = Rect(row: inside.row + place, column: inside.column, width: inside.width, height: 1)
            drawHeading(look.rows[row].lane(look.lanes ?? .unit), look, state, rect, &frame)
        }
        let former = old.flatMap { Former($0.part, look, width: rect.width) }
        for (index, card) in look.cards.enumerated() {
            let place = card.rect(in: rect)
            frame.spots.append(Spot(place, .card(column: look.stage.column, row: card.row)))
            if let old, let same = former?.place(of: card, index, in: look) {
                frame.copy(same, of: old.view, to: place)
            } else {
                CardView.draw(state, look.rows[card.row], place, card.standing, &frame)
            }
        }
        if look.hasMoreAbove { frame.put("▲", row: rect.row, column: rect.column + rect.width - 3, .dim) }
        if look.hasMoreBelow {
            frame.put("▼", row: rect.row + rect.height - 1, column: rect.column + rect.width - 3, .dim)
        }
    }
}

extension ColumnView {
    /// All that a column shows.
    struct Look: Equatable, Sendable {
        let stage: StageCode
        let count: Int?
        /// Whether it is the one with the cursor.
        let isFocused: Bool
        /// Whether keys go to it, rather than to the pane beside it.
        let hasKeys: Bool
        let rows: [FindingRow]
        let cards: [Card]
        let hasMoreAbove: Bool
        let hasMoreBelow: Bool
        /// What stands in a column without cards, by its key.
        let emptyText: String
        let searched: String?
        let lanes: LaneField?
        let laneCounts: [String: [Int]]

        init(
            _ state: borrowing UIState, _ index: Int, _ column: borrowing BoardColumn, _ layout: BoardLayout,
            _ lines: LaneLines?
        ) {
            let board = state.board
            stage = column.stage
            count = board.counts?.count(of: column.stage)
            isFocused = index == board.focus
            hasKeys = isFocused && !(board.detail?.hasFocus ?? false)
            rows = column.rows
            let range = isFocused ? Set(board.range) : []
            var cards: [Card] = []
            func add(_ row: Int, at place: Int) {
                let number = column.rows[row].number
                let standing = CardView.Standing(
                    isSelected: index == board.focus && row == column.cursor,
                    isChanged: column.changed.contains(number),
                    isMarked: board.isMarked(number, inRange: range))
                cards.append(Card(row: row, standing: standing, top: place, height: layout.cardHeight))
            }
            let end: Int
            if let lines {
                for case .card(let row, let place) in lines.lines { add(row, at: place) }
                end = lines.end
            } else {
                end = min(column.rows.count, column.top + layout.visibleCards)
                for row in column.top..<max(column.top, end) { add(row, at: (row - column.top) * layout.cardHeight) }
            }
            self.cards = cards
            hasMoreAbove = column.hasMoreAbove || column.top > 0
            hasMoreBelow = column.hasMoreBelow || end < column.rows.count
            emptyText = column.isLoading ? "board.loading" : board.filter.isEmpty ? "board.empty" : "board.noneMatch"
            searched = board.filter.text
            lanes = board.lanes
            laneCounts = board.lanes == nil ? [:] : board.laneCounts
        }
    }

    /// A card and where it stands inside its column.
    struct Card: Equatable, Sendable {
        let row: Int
        let standing: CardView.Standing
        let top: Int
        let height: Int

        func rect(in column: Rect) -> Rect {
            let inside = column.inside
            return Rect(row: inside.row + top, column: inside.column, width: inside.width, height: height)
        }
    }

    /// The cards of the frame before, when they were drawn as those of this one are.
    private struct Former {
        let part: Part<Look>
        /// Whether a row's index is that of the same finding, unchanged.
        let hasSameRows: Bool

        init?(_ part: Part<Look>, _ look: Look, width: Int) {
            guard part.look.searched == look.searched, part.rect.width == width else { return nil }
            self.part = part
            hasSameRows = part.look.rows.hasStorage(of: look.rows)
        }

        /// Where just this card stood; most stand where they did, or one further up or down.
        func place(of card: Card, _ index: Int, in look: Look) -> Rect? {
            let old = part.look
            func isSame(_ other: Card) -> Bool {
                guard other.standing == card.standing, other.height == card.height else { return false }
                if hasSameRows { return other.row == card.row }
                return old.rows[other.row].number == look.rows[card.row].number
            }
            let guess = old.cards.indices.contains(index) && isSame(old.cards[index]) ? old.cards[index] : nil
            guard let found = guess ?? old.cards.first(where: isSame) else { return nil }
            guard hasSameRows || old.rows[found.row] == look.rows[card.row] else { return nil }
            return found.rect(in: part.rect)
        }
    }
}

extension Array {
    /// Whether both are one and the same array, not looked at.
    fileprivate func hasStorage(of other: [Element]) -> Bool {
        withUnsafeBufferPointer { own in
            other.withUnsafeBufferPointer { own.baseAddress == $0.baseAddress && own.count == $0.count }
        }
    }
}

extension ColumnView {
    /// ── 下应街道 / 江六村 · 3 ──────
    private static func drawHeading(
        _ lane: String, _ look: Look, _ state: UIState, _ rect: Rect, _ frame: inout Frame
    ) {
        let counts = look.laneCounts[lane] ?? []
        let column = look.stage.column
        let count = counts.indices.contains(column) ? Digits.grouped(counts[column]) : "…"
        let name = lane.isEmpty ? state.words["frequency.empty"] : lane
        // Of a long path the end tells more than the beginning.
        let room = rect.width - DisplayWidth.of(count) - 8
        var parts = name.split(separator: "/").map { String($0).trimmed }
        while parts.count > 1, DisplayWidth.of(parts.joined(separator: " / ")) > room { parts.removeFirst() }
        let text = "── \(VisibleText.clip(parts.joined(separator: " / "), width: room)) · \(count) "
        let rest = max(0, rect.width - DisplayWidth.of(text))
        frame.put(
            text + String(repeating: "─", count: rest), row: rect.row, column: rect.column, width: rect.width, .accent)
    }
}

/// One finding as a card of one, two or three lines.
enum CardView {
    struct Standing: Hashable, Sendable {
        let isSelected: Bool
        let isChanged: Bool
        let isMarked: Bool

        /// The sign before the number, so that colour is never alone.
        var sign: Character {
            if isMarked { return isSelected ? "╋" : "+" }
            if isChanged { return isSelected ? "●" : "•" }
            return isSelected ? "▌" : " "
        }

        var style: Style { isSelected ? .focus : isMarked ? .accent : isChanged ? .warning : .strong }
    }

    static func draw(
        _ state: UIState, _ row: FindingRow, _ rect: Rect, _ standing: Standing, _ frame: inout Frame
    ) {
        let words = CardWords(state.words)
        let due = words.due(row, today: state.today)
        let dueStyle = style(of: row, state)
        let lead = "\(standing.sign)#\(row.number) "
        let signs = words.signs(row)
        frame.put(lead, row: rect.row, column: rect.column, standing.style)
        let left = rect.column + DisplayWidth.of(lead)
        let width = rect.width - DisplayWidth.of(lead)
        if rect.height == 1 {
            let right = row.stage == .review ? words.seats(row, state.setting.policy.parties) : due
            // A day or a seat cut in half says nothing; the text gives way.
            let rightWidth = min(DisplayWidth.of(right), width - 8)
            let text = (signs.isEmpty ? "" : signs + " ") + row.text
            frame.put(VisibleText.clip(text, width: width - rightWidth - 1), row: rect.row, column: left)
            frame.put(
                VisibleText.clip(right, width: rightWidth), row: rect.row,
                column: rect.column + rect.width - rightWidth, dueStyle)
        } else {
            let textLines = rect.height - 1
            let lines = VisibleText.wrap(row.text.onOneLine, width: width, limit: textLines + 1)
            for index in 0..<min(textLines, lines.count) {
                let isCut = index == textLines - 1 && lines.count > textLines
                frame.put(
                    isCut ? VisibleText.clip(lines[index] + lines[index + 1], width: width) : lines[index],
                    row: rect.row + index,
                    column: left)
            }
            drawFacts(
                state, row,
                Rect(row: rect.row + rect.height - 1, column: rect.column + 2, width: rect.width - 2, height: 1), signs,
                due, dueStyle, &frame)
        }
        if standing.isSelected { frame.restyle(rect) { Style($0.tone, reversed: true) } }
        if let words = state.board.filter.text { highlight(words, rect, &frame) }
    }

    /// What was searched for stands out where it can be read.
    private static func highlight(_ words: String, _ rect: Rect, _ frame: inout Frame) {
        let wanted = words.lowercased().filter { $0 != "\n" }.map { Frame.Sign($0) }
        guard let first = wanted.first else { return }
        for row in rect.row..<(rect.row + rect.height) {
            var column = rect.column
            while column < rect.column + rect.width {
                guard frame.sign(row, column) == first,
                    let end = match(wanted, row, column, rect.column + rect.width, frame)
                else {
                    column += 1
                    continue
                }
                frame.restyle(Rect(row: row, column: column, width: end - column, height: 1)) { style in
                    Style(.warning, reversed: !style.isReversed)
                }
                column = end
            }
        }
    }

    /// The column after the words, when they stand in the cells from a column on.
    private static func match(_ wanted: [Frame.Sign], _ row: Int, _ start: Int, _ end: Int, _ frame: Frame) -> Int? {
        var column = start
        for sign in wanted {
            guard column < end, frame.sign(row, column) == sign else { return nil }
            column += 1
            while column < end, frame[row, column].isContinuation { column += 1 }
        }
        return column
    }

    private static func drawFacts(
        _ state: UIState, _ row: FindingRow, _ rect: Rect, _ signs: String, _ due: String, _ dueStyle: Style,
        _ frame: inout Frame
    ) {
        let words = CardWords(state.words)
        let seats = row.stage == .review ? words.seats(row, state.setting.policy.parties) + " " : ""
        let right = seats + due
        let rightWidth = min(DisplayWidth.of(right), rect.width * 2 / 3)
        let left = [row.unit.name, signs].filter { !$0.isEmpty }.joined(separator: " · ")
        frame.put(VisibleText.clip(left, width: rect.width - rightWidth - 1), row: rect.row, column: rect.column, .dim)
        frame.put(
            VisibleText.clip(right, width: rightWidth), row: rect.row, column: rect.column + rect.width - rightWidth,
            dueStyle)
    }

    private static func style(of row: FindingRow, _ state: UIState) -> Style {
        switch row.stage {
        case .closed: return .success
        case .review: return .accent
        case .assigned, .inProgress:
            guard let due = row.due else { return .dim }
            let left = state.today.days(until: due)
            if left < 0 { return .danger }
            return left <= (state.setting.policy.warnings.map(\.days).max() ?? 0) ? .warning : .plain
        }
    }
}

extension String {
    /// Line breaks as spaces.
    fileprivate var onOneLine: String { utf8.contains(10) ? replacing("\n", with: " ") : self }
}
