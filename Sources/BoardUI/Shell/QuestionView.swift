internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// A question in the middle, and below it every key that answers with what it does.
enum QuestionView {
    static func draw(_ question: Question, _ state: UIState, _ frame: inout Frame) {
        let words = state.words
        let width = min(64, state.size.columns - 4)
        let lines = VisibleText.wrap(text(of: question, words), width: width - 4)
        let answers = question.answers.map { answer in
            (
                key: answer.keys[0], shown: answer.keys.map { KeyName.shown($0) }.joined(separator: " "),
                does: words[answer.does]
            )
        }
        let gap = 4
        let together = answers.reduce(-gap) { $0 + DisplayWidth.of($1.shown) + 1 + DisplayWidth.of($1.does) + gap }
        let fits = together <= width - 4
        let inside = OverlayView.box(
            width, lines.count + (fits ? 1 : answers.count) + 3, title: words["form.question"], state, &frame)
        for (index, line) in lines.enumerated() { frame.put(line, row: inside.row + index, column: inside.column + 1) }
        var row = inside.row + lines.count + 1
        var column = inside.column + 1
        for answer in answers {
            var taken = frame.put(answer.shown, row: row, column: column, .strong) + 1
            taken += frame.put(answer.does, row: row, column: column + taken)
            frame.spots.append(Spot(Rect(row: row, column: column, width: taken, height: 1), .key(answer.key)))
            if fits { column += taken + gap } else { row += 1 }
        }
    }

    private static func text(of question: Question, _ words: Catalogue) -> String {
        switch question.matter {
        case .discard: return words["form.discard"]
        case .send(let form):
            switch form.purpose {
            case .action(let action, let number, _):
                let chosen = form.fields.filter(\.isChoice).map { $0.choices[$0.chosen].words }
                let name = ([words["action.\(action.rawValue)"]] + chosen).joined(separator: " · ")
                return words.text(
                    action == .submit ? "form.confirm.submit" : "form.confirm",
                    ["number": number.description, "action": name])
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
}

extension Question {
    /// Keys that give one answer, and the name of what it does in the catalogue.
    typealias Answer = (keys: [KeyPress], does: String)

    /// Every answer there is; Esc is among them.
    var answers: [Answer] {
        let yes = KeyPress.character("y")
        let no = KeyPress.character("n")
        switch matter {
        case .discard: return [([yes], "answer.discard"), ([no, .escape], "answer.write")]
        case .restore: return [([yes], "answer.bringBack"), ([no], "answer.throwAway"), ([.escape], "answer.notNow")]
        case .intake(.recalled(let sheets, _)):
            let drop = sheets.count > 1 ? "answer.dropAll" : "answer.drop"
            return [([yes], "answer.goOn"), ([no], drop), ([.escape], "answer.notNow")]
        case .intake(.another):
            return [([yes], "answer.newFirst"), ([.escape], "answer.oldFirst"), ([no], "answer.dropNew")]
        case .send, .undoOperation, .intake(.file), .intake(.paste), .triage:
            return [([yes], "hint.yes"), ([no, .escape], "hint.no")]
        }
    }
}
