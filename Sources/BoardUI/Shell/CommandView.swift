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
            if top + place == command.chosen {
                frame.restyle(Rect(row: row, column: inside.column, width: inside.width, height: 1)) {
                    Style($0.tone, reversed: true)
                }
            }
        }
    }
}

/// What a command printed.
enum OutputView {
    /// Lines that are seen at once.
    static func visible(_ size: Size) -> Int { size.rows - 6 }

    static func draw(_ pane: OutputPane, _ state: UIState, _ frame: inout Frame) {
        let rect = Rect(row: 1, column: 0, width: state.size.columns, height: visible(state.size) + 2)
        frame.fill(rect)
        frame.box(rect, title: " : \(pane.title) ", .focus, titleStyle: .focus)
        let inside = rect.inside
        for (place, line) in pane.lines.dropFirst(pane.top).prefix(inside.height).enumerated() {
            frame.put(
                VisibleText.clip(line, width: inside.width - 1), row: inside.row + place, column: inside.column + 1)
        }
        if pane.top > 0 { frame.put("▲", row: rect.row, column: rect.column + rect.width - 3, .dim) }
        if pane.lines.count > pane.top + inside.height {
            frame.put("▼", row: rect.row + rect.height - 1, column: rect.column + rect.width - 3, .dim)
        }
        let seen = min(pane.lines.count, pane.top + inside.height)
        let count = " \(Digits.grouped(seen))/\(Digits.grouped(pane.lines.count)) "
        frame.put(count, row: rect.row + rect.height - 1, column: rect.column + 2, .dim)
    }
}
