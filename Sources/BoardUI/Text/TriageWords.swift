internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// Suggestions, common issues and letters in short words.
struct TriageWords {
    let words: Catalogue

    init(_ words: Catalogue) { self.words = words }

    /// The newest round against the one before: `↑3`, `↓1`, `→`; nothing while there is one round.
    func arrow(_ trend: Trend) -> String {
        guard let change = trend.change else { return "" }
        return change > 0 ? "↑\(change)" : change < 0 ? "↓\(-change)" : "→"
    }

    /// `第五轮 3 → 第六轮 9 ↑6`
    func rounds(_ trend: Trend) -> String {
        guard !trend.rounds.isEmpty else { return "" }
        let counts = trend.rounds.suffix(3).map { "\($0.round) \($0.findings)" }.joined(separator: " → ")
        return [counts, arrow(trend)].filter { !$0.isEmpty }.joined(separator: " ")
    }

    func counts(_ entry: TriageEntry) -> String {
        var size = words.text("triage.size", ["count": String(entry.kept.count)])
        if !entry.left.isEmpty { size += words.text("triage.leftOut", ["count": String(entry.left.count)]) }
        let units = (entry.isUnitsAtMost ? "≤" : "") + words.text("triage.units", ["count": String(entry.units)])
        return [size, units, arrow(entry.trend)].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// As few words as a narrow list has room for.
    func short(_ entry: TriageEntry) -> String {
        let left = entry.left.isEmpty ? "" : words.text("triage.leftOut", ["count": String(entry.left.count)])
        let counts = words.text(
            "triage.short",
            [
                "count": String(entry.kept.count), "left": left,
                "units": (entry.isUnitsAtMost ? "≤" : "") + String(entry.units),
            ])
        return [counts, arrow(entry.trend), field(entry.field), cohesion(entry)].filter { !$0.isEmpty }
            .joined(separator: " · ")
    }

    func short(_ row: IssueRow) -> String {
        [
            words.word(row.state),
            words.text("triage.closed", ["closed": String(row.closed), "count": String(row.members)]),
            arrow(row.trend), words.word(row.scope), words.text("triage.units", ["count": String(row.units)]),
        ].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    func field(_ field: String) -> String { field.split(separator: " / ").last.map(String.init) ?? field }

    func cohesion(_ entry: TriageEntry) -> String {
        words.text("triage.cohesion", ["share": String(Int(entry.cohesion * 100))])
    }

    func counts(_ row: IssueRow) -> String {
        [
            words.word(row.state), words.word(row.scope), words.text("triage.size", ["count": String(row.members)]),
            words.text("triage.units", ["count": String(row.units)]),
            words.text("triage.closed", ["closed": String(row.closed), "count": String(row.members)]),
            arrow(row.trend),
        ].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    func title(_ row: LetterRow) -> String {
        (row.code?.description ?? words.text("triage.draft", ["number": String(row.number)])) + " → " + row.to.name
    }

    func state(_ row: LetterRow, today: Day) -> String {
        let late = row.overdueDays(on: today)
        return [
            words.word(row.state), late > 0 ? words.text("triage.late", ["days": String(late)]) : "",
            row.state == .draft || row.state == .issued
                ? row.due.map { words.text("triage.due", ["date": $0.description]) } ?? "" : "", row.issue.title,
        ].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// A text with the words that tie it to others between marks, since colour alone says nothing.
    static func marked(_ text: String, _ tying: [String]) -> String {
        var result = ""
        var rest = text[...]
        while !rest.isEmpty {
            guard let word = tying.filter({ rest.hasPrefix($0) }).max(by: { $0.count < $1.count }) else {
                result.append(rest.removeFirst())
                continue
            }
            result += open + word + close
            rest = rest.dropFirst(word.count)
        }
        return result
    }

    static let open = "‹"
    static let close = "›"
}

extension Frame {
    /// A line of text whose marked words stand out.
    mutating func putMarked(_ line: String, row: Int, column: Int, _ style: Style, marked: Style, _ isOpen: inout Bool)
    {
        var at = column
        var piece = ""
        func tone(_ isOpen: Bool) -> Style { isOpen ? marked : style }
        for character in line {
            let mark = String(character)
            if mark == TriageWords.open || mark == TriageWords.close {
                at += put(piece, row: row, column: at, tone(isOpen))
                piece = ""
                isOpen = mark == TriageWords.open
                at += put(mark, row: row, column: at, marked)
            } else {
                piece.append(character)
            }
        }
        put(piece, row: row, column: at, tone(isOpen))
    }
}
