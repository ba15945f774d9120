internal import Screen

/// What lies over the board: menu, form, help, people, questions.
enum OverlayView {
    static func draw(_ state: UIState, _ frame: inout Frame) {
        switch state.overlay {
        case .none, .search: break
        case .command(let command): CommandView.draw(command, state, &frame)
        case .menu(let menu): MenuView.draw(menu, state, &frame)
        case .form(let form): FormView.draw(form, state, &frame)
        case .conflict(let conflict): ConflictView.draw(conflict, state, &frame)
        case .help(let help): HelpView.draw(help, state, &frame)
        case .people(let picker): PeopleView.draw(picker, state, &frame)
        case .evidence(let picker): EvidenceView.draw(picker, state, &frame)
        case .filters(let list): FilterListView.draw(list, state, &frame)
        case .frequency(let frequency): FrequencyView.draw(frequency, state, &frame)
        case .output(let pane): OutputView.draw(pane, state, &frame)
        case .neighbours(let list): NeighbourView.draw(list, state, &frame)
        case .secret(let prompt): SecretView.draw(prompt, state, &frame)
        case .question(let question): QuestionView.draw(question, state, &frame)
        }
    }

    /// A box in the middle, cleared; returns its inside.
    static func box(_ width: Int, _ height: Int, title: String, _ state: UIState, _ frame: inout Frame) -> Rect {
        let width = min(width, state.size.columns - 2)
        let height = min(height, state.size.rows - 3)
        let rect = Rect(
            row: max(1, (state.size.rows - 2 - height) / 2), column: (state.size.columns - width) / 2, width: width,
            height: height)
        frame.fill(rect)
        frame.box(rect, title: " \(title) ", .edge, titleStyle: .focus)
        return rect.inside
    }

    /// One entry of a list: the pointer finds it, and the cursor stands on it in reverse.
    static func entry(_ index: Int, row: Int, _ inside: Rect, isSelected: Bool, _ frame: inout Frame) {
        let rect = Rect(row: row, column: inside.column, width: inside.width, height: 1)
        frame.spots.append(Spot(rect, .item(index)))
        if isSelected { frame.restyle(rect) { Style($0.tone, reversed: true) } }
    }

    /// Says on the border of a box that its list goes on.
    static func drawMore(above: Bool, below: Bool, _ inside: Rect, _ frame: inout Frame) {
        let column = inside.column + inside.width - 2
        if above { frame.put("▲", row: inside.row - 1, column: column, .dim) }
        if below { frame.put("▼", row: inside.row + inside.height, column: column, .dim) }
    }

    /// The first index shown so that the cursor is seen.
    static func top(_ cursor: Int, _ count: Int, _ visible: Int) -> Int {
        max(0, min(cursor - visible / 2, count - visible))
    }
}
