internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// Both versions of a finding that somebody else changed while a form was open.
enum ConflictView {
    static func draw(_ conflict: Conflict, _ state: UIState, _ frame: inout Frame) {
        let words = state.words
        let width = min(92, state.size.columns - 4)
        let lines = theirs(conflict, state) + [("", .plain)] + mine(conflict, state)
        let wrapped = lines.flatMap { line in
            VisibleText.wrap(line.0, width: width - 4).map { ($0, line.1) }
        }
        let choices: [(keys: [KeyPress], label: String)] = [
            ([.character("r")], "conflict.reload"), ([.character("d"), .escape], "conflict.draft"),
            ([.character("e")], "conflict.go"),
        ]
        let title = words.text("conflict.title", ["number": conflict.now.finding.number.description])
        let inside = OverlayView.box(width, wrapped.count + choices.count + 3, title: title, state, &frame)
        let visible = max(1, inside.height - choices.count - 1)
        for (place, line) in wrapped.prefix(visible).enumerated() {
            frame.put(line.0, row: inside.row + place, column: inside.column + 1, width: inside.width - 1, line.1)
        }
        for (place, choice) in choices.enumerated() {
            let row = inside.row + visible + 1 + place
            let shown = choice.keys.map { KeyName.shown($0) }.joined(separator: " ")
            frame.put(shown, row: row, column: inside.column + 1, .strong)
            frame.put(
                VisibleText.clip(words[choice.label], width: inside.width - 9), row: row, column: inside.column + 8)
            frame.spots.append(
                Spot(Rect(row: row, column: inside.column, width: inside.width, height: 1), .key(choice.keys[0])))
        }
    }

    /// Who did what since, newest last.
    private static func theirs(_ conflict: Conflict, _ state: UIState) -> [(String, Style)] {
        let words = state.words
        let text = DossierText(
            words: words, policy: state.setting.policy, today: state.today, zone: state.setting.zone)
        return [(words["conflict.theirs"], .title)]
            + conflict.since.suffix(6).map { entry in
                let detail = text.detail(entry.event)
                let event = words["event.\(entry.event.code)"]
                return (
                    "  \(text.time(entry.at)) \(entry.name) \(event)"
                        + (detail.isEmpty ? "" : words["list.colon"] + detail),
                    .warning
                )
            }
    }

    /// What was typed; beside it what stands there now, where that is something else.
    private static func mine(_ conflict: Conflict, _ state: UIState) -> [(String, Style)] {
        let words = state.words
        var lines: [(String, Style)] = [(words["conflict.mine"], .title)]
        for field in conflict.form.fields where !field.value.isBlank {
            let label = words["field.\(conflict.form.labelCode(field))"]
            let value = field.isChoice ? field.choices[field.chosen].words : field.value
            lines.append(("  \(label)\(words["list.colon"])\(value)", .plain))
            guard case .action(let action, _, _) = conflict.form.purpose else { continue }
            let now = FormState.known(field.name, action, conflict.now.finding, state.setting)
            if !now.isBlank, now != field.value {
                lines.append(("    " + words.text("conflict.now", ["value": now]), .dim))
            }
        }
        return lines
    }
}
