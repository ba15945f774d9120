internal import Requests
internal import Screen
internal import Wording

/// The saved filters, and the line in which one gets its name.
enum FilterListView {
    static func draw(_ list: FilterList, _ state: UIState, _ frame: inout Frame) {
        let words = state.words
        let height = max(8, min(22, list.filters.count + 5))
        let inside = OverlayView.box(76, height, title: words["filters.title"], state, &frame)
        let visible = max(1, inside.height - 2)
        let top = OverlayView.top(list.cursor, list.filters.count, visible)
        if list.filters.isEmpty {
            frame.put(
                words[list.isLoading ? "board.loading" : "filters.none"], row: inside.row, column: inside.column + 1,
                .dim)
        }
        let nameWidth = min(28, (list.filters.map { DisplayWidth.of($0.name) }.max() ?? 0) + 2)
        for (place, filter) in list.filters.dropFirst(top).prefix(visible).enumerated() {
            let row = inside.row + place
            frame.put(VisibleText.clip(filter.name, width: nameWidth - 1), row: row, column: inside.column + 1, .strong)
            frame.put(
                VisibleText.clip(FilterText.options(filter.values), width: inside.width - nameWidth - 2), row: row,
                column: inside.column + 1 + nameWidth, .dim)
            OverlayView.entry(top + place, row: row, inside, isSelected: top + place == list.cursor, &frame)
        }
        OverlayView.drawMore(above: top > 0, below: top + visible < list.filters.count, inside, &frame)
        let row = inside.row + inside.height - 1
        let column = inside.column + 1
        switch list.mode {
        case .choosing:
            let current = FilterText.options(state.filterValuesInView)
            let text = current.isEmpty ? words["filters.nothing"] : words["filters.current"] + current
            frame.put(VisibleText.clip(text, width: inside.width - 2), row: row, column: column, .dim)
        case .saving(let name), .renaming(let name):
            let prompt = words["filters.name"]
            frame.put(prompt + name.text, row: row, column: column, width: inside.width - 2, .strong)
            let caret = column + DisplayWidth.of(prompt) + DisplayWidth.of(name.beforeCaret)
            frame.cursor = Place(row: row, column: min(inside.column + inside.width - 1, caret))
        case .replacing(let name, _):
            let text = words.text("filters.replace", ["name": name.asOneLine])
            frame.put(VisibleText.clip(text, width: inside.width - 2), row: row, column: column, .warning)
        case .deleting:
            let text = words.text("filters.delete", ["name": list.selected?.name ?? ""])
            frame.put(VisibleText.clip(text, width: inside.width - 2), row: row, column: column, .warning)
        }
    }
}
