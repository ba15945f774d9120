internal import Requests
internal import Screen
internal import Wording

/// The command line at the bottom, with what could stand at the caret above it.
enum CommandView {
    private static let most = 8

    static func draw(_ command: CommandInput, _ state: UIState, _ frame: inout Frame) {
        let row = ScreenLayout.footer(state.size)
        let width = state.size.columns
        let prompt = " : "
        frame.fill(Rect(row: row, column: 0, width: width, height: 1))
        // A line longer than the screen shows the part around the caret.
        let room = width - DisplayWidth.of(prompt) - 1
        let before = VisibleText.line(command.input.beforeCaret)
        var skipped = 0
        while DisplayWidth.of(before.dropFirst(skipped)) > room { skipped += 1 }
        let shown = VisibleText.line(command.input.text).dropFirst(skipped)
        frame.put(prompt, row: row, column: 0, .strong)
        frame.put(String(shown), row: row, column: DisplayWidth.of(prompt), width: room)
        frame.cursor = Place(row: row, column: DisplayWidth.of(prompt) + DisplayWidth.of(before.dropFirst(skipped)))
        drawCompletions(command, state, &frame)
    }

    private static func drawCompletions(_ command: CommandInput, _ state: UIState, _ frame: inout Frame) {
        guard !command.completions.isEmpty else { return }
        let count = min(most, command.completions.count, state.size.rows - 8)
        let top = OverlayView.top(command.chosen ?? 0, command.completions.count, count)
        let rect = Rect(
            row: ScreenLayout.footer(state.size) - count - 2, column: 1, width: min(76, state.size.columns - 2),
            height: count + 2)
        frame.fill(rect)
        frame.box(
            rect, title: " \(state.words.text("command.completions", ["count": String(command.completions.count)])) ")
        let inside = rect.inside
        let shown = command.completions.dropFirst(top).prefix(count)
        let wordWidth = min(34, (shown.map { DisplayWidth.of($0.word) }.max() ?? 0) + 2)
        for (place, completion) in shown.enumerated() {
            let row = inside.row + place
            frame.put(
                VisibleText.clip(completion.word, width: wordWidth - 1), row: row, column: inside.column + 1, .strong)
            frame.put(
                VisibleText.clip(completion.help, width: inside.width - wordWidth - 2), row: row,
                column: inside.column + 1 + wordWidth, .dim)
            let line = Rect(row: row, column: inside.column, width: inside.width, height: 1)
            if top + place == command.chosen { frame.restyle(line) { Style($0.tone, reversed: true) } }
            frame.spots.append(Spot(line, .item(top + place)))
        }
    }
}

/// What a command printed.
enum OutputView {
    /// Rows that are seen at once.
    static func visible(_ size: Size) -> Int { size.rows - 6 }

    /// The last line that may stand first: from there on everything is seen.
    static func lastTop(_ pane: OutputPane, _ size: Size) -> Int {
        var rows = 0
        for index in pane.lines.indices.reversed() {
            rows += lines(pane.lines[index], size).count
            if rows > visible(size) { return min(index + 1, pane.lines.count - 1) }
        }
        return 0
    }

    /// The line after the last that is seen.
    static func end(_ pane: OutputPane, _ size: Size) -> Int {
        var rows = 0
        for index in pane.lines.indices.dropFirst(pane.top) {
            rows += lines(pane.lines[index], size).count
            if rows > visible(size) { return max(index, pane.top + 1) }
        }
        return pane.lines.count
    }

    /// A line of the output in the rows that it takes.
    private static func lines(_ line: String, _ size: Size) -> [String] {
        VisibleText.wrap(line, width: size.columns - 3)
    }

    static func draw(_ pane: OutputPane, _ state: UIState, _ frame: inout Frame) {
        let rect = Rect(row: 1, column: 0, width: state.size.columns, height: visible(state.size) + 2)
        frame.fill(rect)
        frame.box(rect, title: " : \(pane.title) ", .edge, titleStyle: .focus)
        let inside = rect.inside
        var row = inside.row
        for line in pane.lines.dropFirst(pane.top) {
            let parts = lines(line, state.size)
            for part in parts.prefix(inside.row + inside.height - row) {
                frame.put(part, row: row, column: inside.column + 1)
                mark(pane.sought, in: part, row: row, column: inside.column + 1, &frame)
                row += 1
            }
            guard row < inside.row + inside.height else { break }
        }
        let seen = end(pane, state.size)
        OverlayView.drawMore(above: pane.top > 0, below: seen < pane.lines.count, inside, &frame)
        let count = " \(Digits.grouped(seen))/\(Digits.grouped(pane.lines.count)) "
        frame.put(count, row: rect.row + rect.height - 1, column: rect.column + 2, .dim)
    }

    /// Shows where the words that were searched for stand.
    private static func mark(_ sought: String, in part: String, row: Int, column: Int, _ frame: inout Frame) {
        guard !sought.isEmpty else { return }
        let line = part.lowercased()
        for hit in line.ranges(of: sought.lowercased()) {
            let rect = Rect(
                row: row, column: column + DisplayWidth.of(line[..<hit.lowerBound]), width: DisplayWidth.of(line[hit]),
                height: 1)
            frame.restyle(rect) { Style($0.tone, reversed: true) }
        }
    }
}
