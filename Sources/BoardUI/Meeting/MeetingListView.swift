internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// Before a meeting is shown: what could be heard, the meetings that are open and those that were, and how one goes.
struct MeetingListView {
    private struct Line {
        let text: String
        let style: Style
        /// Where the cursor stands on it: 0 opens a new meeting, then the meetings, newest first.
        var entry: Int?
    }

    private let state: UIState
    private let reply: MeetingReply
    private var words: Catalogue { state.words }

    static func draw(_ state: UIState, _ frame: inout Frame) {
        guard let reply = state.meeting.reply else { return }
        MeetingListView(state: state, reply: reply).draw(&frame)
    }

    private func draw(_ frame: inout Frame) {
        let body = ScreenLayout.body(state.size)
        frame.box(body, title: " \(words["tab.meeting"]) ")
        let inside = body.inside
        let width = inside.width - 2
        let head = head(width: width)
        let meetings = meetings
        var lines = head
        let steps = steps(width: width)
        let room = inside.height - 1 - head.count
        if meetings.count + steps.count <= room {
            lines += meetings + steps
        } else {
            let cursor = meetings.firstIndex { $0.entry == state.meeting.cursor } ?? 0
            lines += meetings.dropFirst(OverlayView.top(cursor, meetings.count, max(1, room))).prefix(room)
        }
        for (offset, line) in lines.prefix(inside.height - 1).enumerated() {
            let rect = Rect(row: inside.row + 1 + offset, column: inside.column + 1, width: width, height: 1)
            frame.put(VisibleText.clip(line.text, width: width), row: rect.row, column: rect.column, line.style)
            guard let entry = line.entry else { continue }
            if entry == state.meeting.cursor { frame.restyle(rect) { $0.reversed } }
            frame.spots.append(Spot(rect, .card(column: 0, row: entry)))
        }
    }

    // MARK: What could be heard

    private func head(width: Int) -> [Line] {
        let waiting = reply.waiting
        let none = waiting.findings == 0
        let title =
            none ? words["meeting.newNone"] : words.text("meeting.new", ["count": Digits.grouped(waiting.findings)])
        var lines = [Line(text: " " + title, style: .strong, entry: 0)]
        if none { lines += wrapped(words.text("meeting.nothingWaits", ["key": key(.board(.next))]), .dim, width) }
        lines += places(words["meeting.waitingTowns"], waiting.towns, width: width)
        if waiting.rounds.count > 1 { lines += places(words["meeting.waitingRounds"], waiting.rounds, width: width) }
        if let refusal = waiting.refusal {
            let (message, remedy) = words.explain(rule: refusal.rule.rawValue, refusal.facts)
            lines += wrapped(words["meeting.cannotSign"] + message, .warning, width)
            if !remedy.isEmpty { lines += wrapped("→ " + remedy, .dim, width) }
        }
        return lines
    }

    /// The places with most findings that fit on one line, and how many there are when they do not.
    private func places(_ label: String, _ counts: [FieldCount], width: Int) -> [Line] {
        guard !counts.isEmpty else { return [] }
        var text = "   " + label
        for (index, count) in counts.enumerated() {
            let part = (index == 0 ? "" : " · ") + "\(name(count)) \(Digits.grouped(count.count))"
            let rest = " · " + words.text("meeting.waitingMore", ["count": String(counts.count)])
            let needed = index == counts.count - 1 ? 0 : DisplayWidth.of(rest)
            guard index == 0 || DisplayWidth.of(text + part) + needed <= width else {
                text += rest
                break
            }
            text += part
        }
        return [Line(text: text, style: .dim)]
    }

    /// A unit by its own name: its path is for where names must be told apart.
    private func name(_ count: FieldCount) -> Substring {
        count.label.split(separator: "/").last.map { $0.drop { $0 == " " } } ?? ""
    }

    private func wrapped(_ text: String, _ style: Style, _ width: Int) -> [Line] {
        VisibleText.wrap(text, width: max(2, width - 3)).map { Line(text: "   " + $0, style: style) }
    }

    // MARK: The meetings

    private var meetings: [Line] {
        var lines: [Line] = []
        for (isOpen, title) in [(true, "meeting.openNow"), (false, "meeting.held")] {
            let rows = reply.meetings.enumerated().filter { $0.element.isOpen == isOpen }
            guard !rows.isEmpty else { continue }
            lines += [Line(text: "", style: .plain), Line(text: " " + words[title], style: .title)]
            for (index, row) in rows {
                lines.append(Line(text: "   " + summary(row), style: .plain, entry: index + 1))
                guard index + 1 == state.meeting.cursor, !isOpen else { continue }
                let papers = reply.papers[row.number].map { words.text("meeting.paperPlace", ["folder": $0]) }
                let none = words.text("meeting.noPapers", ["number": String(row.number)])
                lines.append(Line(text: "     " + (papers ?? none), style: .dim))
            }
        }
        return lines
    }

    private func summary(_ row: MeetingRow) -> String {
        [
            String(row.number), "\(row.date)", words.title(of: row),
            words.text("meeting.items", ["count": String(row.agenda)]), row.place,
            row.seats.joined(separator: " "),
        ].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    // MARK: How one goes

    private func steps(width: Int) -> [Line] {
        let texts = [
            words.text("meeting.step.open", ["open": key(.meeting(.openMeeting))]),
            words[state.setting.isPractice ? "meeting.step.practice" : "meeting.step.pin"],
            words.text(
                "meeting.step.speak",
                [
                    "agree": key(.meeting(.agree)), "disagree": key(.meeting(.disagree)),
                    "postpone": key(.meeting(.postpone)), "skip": key(.meeting(.skip)), "note": key(.meeting(.note)),
                ]), words.text("meeting.step.adjourn", ["adjourn": key(.meeting(.adjourn))]),
        ]
        var lines = [Line(text: "", style: .plain), Line(text: " " + words["meeting.steps"], style: .title)]
        for (index, text) in texts.enumerated() {
            for (row, part) in VisibleText.wrap(text, width: max(2, width - 6)).enumerated() {
                lines.append(Line(text: (row == 0 ? "   \(index + 1). " : "      ") + part, style: .plain))
            }
        }
        return lines
    }

    private func key(_ meaning: KeyMeaning) -> String {
        state.setting.keymap.keys(of: meaning).first.map { KeyName.shown($0) } ?? ""
    }
}
