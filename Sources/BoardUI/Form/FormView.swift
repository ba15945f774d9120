internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// A form: labels, what was typed, what is wrong beside it, what could be meant.
enum FormView {
    static func draw(_ form: FormState, _ state: UIState, _ frame: inout Frame) {
        let words = state.words
        let width = min(88, state.size.columns - 4)
        let labelWidth = (form.fields.map { DisplayWidth.of(label($0, form, state)) }.max() ?? 8) + 2
        let room = width - labelWidth - 4
        var lines: [(label: String, text: String, style: Style, field: Int)] = []
        var caret: (line: Int, column: Int)?
        for (index, field) in form.fields.enumerated() {
            let isFocused = index == form.focus
            if field.isChoice {
                let shown = field.choices[field.chosen].words
                let mark =
                    isFocused
                    ? "‹ \(VisibleText.clip(shown, width: room - 12)) ›  \(field.chosen + 1)/\(field.choices.count)"
                    : shown
                lines.append((label(field, form, state), mark, isFocused ? .focus : .plain, index))
            } else {
                let before = VisibleText.wrap(field.input.beforeCaret, width: room, breaksWords: true)
                let wrapped =
                    field.input.text.isEmpty ? [""] : VisibleText.wrap(field.input.text, width: room, breaksWords: true)
                if isFocused {
                    caret = (lines.count + max(0, before.count - 1), DisplayWidth.of(before.last ?? ""))
                }
                for (place, text) in wrapped.enumerated() {
                    lines.append(
                        (place == 0 ? label(field, form, state) : "", text, isFocused ? .strong : .plain, index))
                }
            }
            if let understood = field.understood, understood.text == field.value, field.problem == nil {
                lines.append(("", VisibleText.clip("= " + understood.words, width: room), .accent, index))
            }
            if let problem = field.problem {
                for text in VisibleText.wrap("✗ " + problem, width: room) { lines.append(("", text, .danger, index)) }
            }
            if isFocused, !field.suggestions.isEmpty {
                let shown = field.suggestions.prefix(4)
                for text in shown {
                    let name = field.kind == .file ? text.lastOfPath : text
                    lines.append(("", VisibleText.clip("· " + name, width: room), .dim, index))
                }
                if field.suggestions.count > 4 {
                    lines.append(
                        ("", words.text("form.more", ["count": String(field.suggestions.count - 4)]), .dim, index))
                }
            }
            if isFocused, field.understood?.text != field.value, let hint = hint(field, state) {
                lines.append(("", VisibleText.clip(hint, width: room), .dim, index))
            }
        }
        var extra: [(String, Style)] = form.hints.flatMap { VisibleText.wrap($0, width: width - 4, limit: 3) }.map {
            ($0, .dim)
        }
        if let problem = form.problem {
            extra += VisibleText.wrap("✗ \(problem.text) → \(problem.remedy)", width: width - 4).map { ($0, .danger) }
        }
        if form.isWaiting { extra.append((words["form.waiting"], .dim)) }
        let inside = OverlayView.box(
            width, lines.count + extra.count + (extra.isEmpty ? 2 : 3), title: title(form, state), state, &frame)
        let visible = max(1, inside.height - (extra.isEmpty ? 0 : min(extra.count, inside.height / 2) + 1))
        let focusLine = caret?.line ?? lines.firstIndex { $0.field == form.focus } ?? 0
        let top = OverlayView.top(focusLine, lines.count, visible)
        for (place, line) in lines.dropFirst(top).prefix(visible).enumerated() {
            let row = inside.row + place
            let whole = Rect(row: row, column: inside.column, width: inside.width, height: 1)
            frame.spots.append(Spot(whole, .item(line.field)))
            frame.put(line.label, row: row, column: inside.column + 1, line.field == form.focus ? .focus : .dim)
            frame.put(line.text, row: row, column: inside.column + 1 + labelWidth, width: room + 1, line.style)
        }
        OverlayView.drawMore(above: top > 0, below: top + visible < lines.count, inside, &frame)
        for (place, line) in extra.prefix(max(0, inside.height - visible - 1)).enumerated() {
            frame.put(
                VisibleText.clip(line.0, width: inside.width - 2), row: inside.row + visible + 1 + place,
                column: inside.column + 1, line.1)
        }
        if let caret {
            frame.cursor = Place(
                row: inside.row + caret.line - top, column: inside.column + 1 + labelWidth + caret.column)
        }
    }

    private static func label(_ field: FormState.Field, _ form: FormState, _ state: UIState) -> String {
        let code = form.labelCode(field)
        // A seat is called as its party is.
        let party = code.hasPrefix("seat-") ? state.setting.policy.party(PartyCode(String(code.dropFirst(5)))) : nil
        return (party?.name ?? state.words["field.\(code)"]) + (field.isRequired ? " *" : "")
    }

    private static func hint(_ field: FormState.Field, _ state: UIState) -> String? {
        if field.isChoice { return nil }
        switch field.name {
        case "due-within": return state.words["form.hint.days"]
        case "due-month": return state.words["form.hint.month"]
        case _: break
        }
        switch field.kind {
        case .day: return state.words["form.hint.day"]
        case .list:
            return state.words[
                field.name == "measure-done"
                    ? "form.hint.numbers" : field.name == "progress" ? "form.hint.progress" : "form.hint.list"]
        case .file: return state.words["form.hint.file"]
        case .amount: return state.words["form.hint.amount"]
        case .line where field.name == "numbers": return state.words["form.hint.findings"]
        case .line, .text, .number, .choice, .reference: return nil
        }
    }

    private static func title(_ form: FormState, _ state: UIState) -> String {
        switch form.purpose {
        case .action(let action, let number, _): "#\(number) \(state.words["action.\(action.rawValue)"])"
        case .bulk(let action, let targets):
            state.words.text(
                "mark.title",
                ["count": Digits.grouped(targets.count), "action": state.words["action.\(action.rawValue)"]])
        case .press(let kind, let numbers):
            state.words.text(
                "desk.form", ["kind": state.words.word(kind), "count": Digits.grouped(numbers.count)])
        case .filter: state.words["form.filter"]
        case .filing: state.words["form.filing"]
        case .meeting(let form): form.title(state.words)
        case .intake(let form): form.title(state.words)
        case .triage(let form, _): state.words["triage.form.\(form.code)"]
        }
    }
}
