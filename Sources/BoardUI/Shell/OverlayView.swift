internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// What lies over the board: menu, form, help, people, questions.
enum OverlayView {
    static func draw(_ state: UIState, _ frame: inout Frame) {
        switch state.overlay {
        case .none, .search: return
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
        case .question(let question): ask(text(of: question, state.words), state, &frame)
        }
    }

    private static func text(of question: Question, _ words: Catalogue) -> String {
        switch question.matter {
        case .discard: return words["form.discard"]
        case .send(let form):
            switch form.purpose {
            case .action(let action, let number, _):
                return words.text(
                    "form.confirm", ["number": number.description, "action": words["action.\(action.rawValue)"]])
            case .bulk(let action, let targets):
                return words.text(
                    "mark.confirm",
                    ["count": Digits.grouped(targets.count), "action": words["action.\(action.rawValue)"]])
            case .meeting(let form): return form.title(words)
            case .filing, .filter, .press, .intake, .triage: return ""
            }
        case .undoOperation(_, let event, let count):
            return words.text("mark.undo", ["count": Digits.grouped(count), "event": words["event.\(event)"]])
        case .intake(let question): return question.text(words)
        case .triage(let question): return question.text(words)
        case .restore(let draft, _): return words.text("draft.found", ["at": draft.at])
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
        frame.box(rect, title: " \(title) ", .focus, titleStyle: .focus)
        return rect.inside
    }

    private static func ask(_ question: String, _ state: UIState, _ frame: inout Frame) {
        let width = min(64, state.size.columns - 4)
        let lines = VisibleText.wrap(question, width: width - 4)
        let inside = box(width, lines.count + 4, title: state.words["form.question"], state, &frame)
        for (index, line) in lines.enumerated() { frame.put(line, row: inside.row + index, column: inside.column + 1) }
        let row = inside.row + lines.count + 1
        var column = inside.column + 1
        for (key, label) in [("y", "hint.yes"), ("n", "hint.no")] {
            let width = frame.put("\(key) \(state.words[label])", row: row, column: column, .strong)
            frame.spots.append(
                Spot(Rect(row: row, column: column, width: width, height: 1), .key(.character(Character(key)))))
            column += width + 4
        }
    }

    /// One entry of a list: the pointer finds it, and the cursor stands on it in reverse.
    static func entry(_ index: Int, row: Int, _ inside: Rect, isSelected: Bool, _ frame: inout Frame) {
        let rect = Rect(row: row, column: inside.column, width: inside.width, height: 1)
        frame.spots.append(Spot(rect, .item(index)))
        if isSelected { frame.restyle(rect) { Style($0.tone, reversed: true) } }
    }

    /// The first index shown so that the cursor is seen.
    static func top(_ cursor: Int, _ count: Int, _ visible: Int) -> Int {
        max(0, min(cursor - visible / 2, count - visible))
    }
}
