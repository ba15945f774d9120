internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// How often each value stands in the findings in view, with bars.
enum FrequencyView {
    static func draw(_ frequency: Frequency, _ state: UIState, _ frame: inout Frame) {
        let words = state.words
        let title = words.text("frequency.title", ["field": words["field.\(frequency.field.rawValue)"]])
        let inside = OverlayView.box(
            min(110, state.size.columns - 4), state.size.rows - 5, title: title, state, &frame)
        drawFields(frequency, words, inside, &frame)
        guard let counts = frequency.counts else {
            frame.put(words["board.loading"], row: inside.row + 2, column: inside.column + 1, .dim)
            return
        }
        guard !counts.isEmpty else {
            frame.put(words["board.noneMatch"], row: inside.row + 2, column: inside.column + 1, .dim)
            return
        }
        let all = counts.reduce(0) { $0 + $1.count }
        let most = counts.map(\.count).max() ?? 1
        let visible = max(1, inside.height - 2)
        let top = OverlayView.top(frequency.cursor, counts.count, visible)
        let labelWidth = min(
            inside.width / 2,
            (counts.dropFirst(top).prefix(visible).map { DisplayWidth.of(label($0, frequency.field, words)) }.max() ?? 0)
                + 2)
        let numberWidth = Digits.grouped(most).count
        let barWidth = max(4, inside.width - labelWidth - numberWidth - 9)
        for (place, count) in counts.dropFirst(top).prefix(visible).enumerated() {
            let row = inside.row + 2 + place
            let text = label(count, frequency.field, words)
            frame.put(VisibleText.clip(text, width: labelWidth - 1), row: row, column: inside.column + 1)
            let number = Digits.grouped(count.count)
            var column = inside.column + 1 + labelWidth
            frame.put(number, row: row, column: column + numberWidth - number.count, .strong)
            column += numberWidth + 1
            let share = all > 0 ? count.count * 100 / all : 0
            frame.put(share > 0 ? "\(share)%" : "<1%", row: row, column: column, .dim)
            column += 5
            let length = max(1, count.count * barWidth / max(1, most))
            frame.put(String(repeating: "█", count: length), row: row, column: column, .accent)
            OverlayView.entry(top + place, row: row, inside, isSelected: top + place == frequency.cursor, &frame)
        }
        OverlayView.drawMore(above: top > 0, below: top + visible < counts.count, inside, &frame)
    }

    /// The fields in one line, the counted one standing out.
    private static func drawFields(
        _ frequency: Frequency, _ words: Catalogue, _ inside: Rect, _ frame: inout Frame
    ) {
        var column = inside.column + 1
        for field in CountField.allCases {
            let style: Style = field == frequency.field ? Style(.focus, reversed: true) : .dim
            let room = inside.column + inside.width - column
            column += frame.put(
                " \(words["field.\(field.rawValue)"]) ", row: inside.row, column: column, width: room, style)
        }
    }

    private static func label(_ count: FieldCount, _ field: CountField, _ words: Catalogue) -> String {
        switch field {
        case .stage:
            guard let stage = Int(count.value), StageCode.allCases.indices.contains(stage) else { return count.label }
            return words.word(StageCode.allCases[stage])
        case .source: return Finding.Source(rawValue: count.value).map { words.word($0) } ?? count.label
        case .unit, .round, .category, .leader, .month:
            return count.label.isEmpty ? words["frequency.empty"] : count.label
        }
    }
}
