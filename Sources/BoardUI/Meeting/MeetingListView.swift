internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// What there is when no meeting is open: a new one, and those that were.
enum MeetingListView {
    static func draw(_ state: UIState, _ frame: inout Frame) {
        guard let reply = state.meeting.reply else { return }
        let words = state.words
        let body = ScreenLayout.body(state.size)
        frame.box(body, title: " \(words["tab.meeting"]) ")
        let inside = body.inside
        let entries =
            [words.text("meeting.new", ["count": String(reply.waiting)])]
            + reply.meetings.map { row in
                [
                    words.text(
                        "meeting.title",
                        ["number": String(row.number), "kind": words["meetingKind.\(row.kind.rawValue)"]]),
                    "\(row.date)", row.place, words.text("meeting.items", ["count": String(row.agenda)]),
                    row.seats.joined(separator: " "),
                    words[row.isOpen ? "meeting.isOpen" : "meeting.isAdjourned"],
                ].joined(separator: " · ")
            }
        let visible = max(1, inside.height - 2)
        let top = OverlayView.top(state.meeting.cursor, entries.count, visible)
        for (place, text) in entries.dropFirst(top).prefix(visible).enumerated() {
            let row = inside.row + 1 + place
            let index = top + place
            let isSelected = index == state.meeting.cursor
            let rect = Rect(row: row, column: inside.column + 1, width: inside.width - 2, height: 1)
            frame.put(
                VisibleText.clip(" " + text, width: rect.width), row: row, column: rect.column,
                index == 0 ? .strong : .plain)
            if isSelected { frame.restyle(rect) { $0.reversed } }
            frame.spots.append(Spot(rect, .card(column: 0, row: index)))
        }
    }
}
