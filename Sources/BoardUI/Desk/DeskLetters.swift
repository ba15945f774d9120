internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// Letters whose reply is overdue, as a tab of the desk: the reply or a follow-up is recorded from there.

/// What `a` and a letter do to a late letter; the letters are those of triage.
enum DeskLetterChoice: Character, CaseIterable {
    case answer = "r"
    case followUp = "w"
    case paper = "X"

    var label: String {
        switch self {
        case .answer: "hint.answer"
        case .followUp: "hint.followUp"
        case .paper: "hint.paper"
        }
    }
}

extension UIState {
    /// The letter under the cursor of the desk, or of triage.
    var letterInView: LetterRow? { tab == .desk ? desk.selectedLetter : triage.letterRow }

    mutating func pressChoosing(letter: LetterRow, _ choice: DeskLetterChoice) -> [Effect] {
        switch choice {
        case .answer: openTriageForm(.answer)
        case .followUp: openTriageForm(.followUp)
        case .paper: [.triage(.paper(letter: letter.number))]
        }
    }

    /// Its page in triage; `-` and Esc come back.
    mutating func openLetter() -> [Effect] {
        guard let letter = desk.selectedLetter else { return [] }
        return leave { state in
            var effects = state.show(.triage)
            state.triage.wanted = letter.number
            effects += state.show(list: .letters)
            state.triage.page = 0
            return effects
        }
    }

    /// Whether the last thing recorded about letters can be taken back; a reply cannot.
    var undoesLetterStep: Bool { if case .wroteLetter? = triage.steps.last { true } else { false } }

    /// Takes back the last follow-up that was recorded from here.
    mutating func undoLetterStep() -> [Effect] {
        guard undoesLetterStep else { return refuseInTriage("triage.noUndo") }
        return undoInTriage()
    }

    mutating func refuseGrouping() -> [Effect] {
        notice = Notice(.refused, words["desk.letters.noGroups"])
        return []
    }

    mutating func backFromLetters() -> [Effect] {
        takeOffDeskFilter() ?? (trail.isEmpty ? show(.board) : returnToLastView())
    }
}

/// Late letters as lines: since when, to whom, about what.
enum DeskLettersView {
    static func draw(_ state: UIState, _ layout: DeskLayout, _ frame: inout Frame) {
        let words = state.words
        let letters = state.desk.letters
        let columns = Columns(width: layout.list.width)
        columns.put(
            ["desk.column.letter", "desk.column.days", "desk.column.department", "desk.column.issue"].map {
                words[$0]
            }, row: layout.heads, .dim, &frame)
        for (place, letter) in letters.dropFirst(state.desk.top).prefix(layout.visibleRows).enumerated() {
            let index = state.desk.top + place
            let line = layout.list.row + place
            let days = words.text("desk.late", ["days": Digits.grouped(letter.overdueDays(on: state.today))])
            let cells = [letter.code?.description ?? "", days, letter.to.name, letter.issue.title]
            frame.put(index == state.desk.cursor ? "▌" : " ", row: line, column: 0, .focus)
            columns.put(cells, row: line, .plain, &frame)
            frame.put(columns.fitted(days, 1), row: line, column: columns.starts[1], .danger)
            let rect = Rect(row: line, column: 0, width: layout.list.width, height: 1)
            frame.spots.append(Spot(rect, .card(column: 0, row: index)))
            if index == state.desk.cursor { frame.restyle(rect) { Style($0.tone, reversed: true) } }
        }
    }

    private struct Columns {
        let starts: [Int]
        let widths: [Int]

        init(width: Int) {
            let fixed = [20, 14, width < 100 ? 16 : 28]
            let widths = fixed + [max(8, width - fixed.reduce(0) { $0 + $1 + 1 } - 3)]
            starts = widths.indices.map { index in widths.prefix(index).reduce(2) { $0 + $1 + 1 } }
            self.widths = widths
        }

        func fitted(_ text: String, _ index: Int) -> String { VisibleText.clip(text, width: widths[index]) }

        func put(_ cells: [String], row: Int, _ style: Style, _ frame: inout Frame) {
            for (index, cell) in cells.enumerated() {
                frame.put(fitted(cell, index), row: row, column: starts[index], style)
            }
        }
    }

    /// What the line under the cursor says in full.
    static func detail(_ letter: LetterRow, _ state: UIState) -> [String] {
        let words = state.words
        let spoken = TriageWords(words)
        let issued = letter.issuedOn.map { words.text("desk.letter.issued", ["date": $0.description]) } ?? ""
        return [
            [spoken.title(letter), issued].filter { !$0.isEmpty }.joined(separator: " · "),
            letter.issue.title,
            [
                words.word(letter.state),
                words.text("triage.late", ["days": Digits.grouped(letter.overdueDays(on: state.today))]),
                letter.due.map { words.text("triage.due", ["date": $0.description]) } ?? "",
            ].filter { !$0.isEmpty }.joined(separator: " · "),
        ]
    }
}
