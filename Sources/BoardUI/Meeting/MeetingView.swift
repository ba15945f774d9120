internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// The closure meeting on the screen: agenda, the finding that is heard, the seats.
enum MeetingView {
    static func draw(_ state: UIState, _ frame: inout Frame) {
        guard state.meeting.reply != nil else {
            return void(frame.put(state.unread, row: 3, column: 2, .dim))
        }
        guard let sheet = state.meeting.sheet else { return MeetingListView.draw(state, &frame) }
        let layout = MeetingLayout(state)
        if let rect = layout.agenda { AgendaView.draw(sheet, rect, state, &frame) }
        PaperView.draw(sheet, layout.paper, state, &frame)
        SeatView.draw(sheet, layout.seats, state, &frame)
        if let verdict = state.meeting.verdict { VerdictView.draw(verdict, layout.paper, state, &frame) }
    }

    private static func void(_: Int) {}

    static func footerHints(_ state: UIState) -> [FooterView.Hint] {
        guard let sheet = state.meeting.sheet else {
            return [
                .init(.view(.open), "hint.open"), .init(.meeting(.openMeeting), "hint.openMeeting"),
                .init(.shell(.boardTab), "hint.board"), .init(.shell(.quit), "hint.quit"),
            ]
        }
        guard sheet.meeting.isOpen else {
            return [
                .init([.meeting(.previousItem), .meeting(.nextItem)], "hint.agenda"),
                .init(.view(.back), "hint.back"), .init(.meeting(.openMeeting), "hint.openMeeting"),
            ]
        }
        guard sheet.meeting.kind.votes else {
            return [
                .init(.meeting(.note), "hint.settle"),
                .init([.meeting(.previousItem), .meeting(.nextItem)], "hint.agenda"),
                .init(.meeting(.skip), "hint.skip"), .init(.meeting(.rehear), "hint.rehear"),
                .init(.meeting(.adjourn), "hint.adjourn"), size(state),
            ]
        }
        return [
            .init(.meeting(.agree), "hint.agree"), .init(.meeting(.disagree), "hint.disagree"),
            .init(.meeting(.postpone), "hint.postpone"),
            .init([.meeting(.previousItem), .meeting(.nextItem)], "hint.agenda"),
            .init(.meeting(.skip), "hint.skip"), .init(.meeting(.rehear), "hint.rehear"),
            .init(.meeting(.note), "hint.note"), .init(.meeting(.adjourn), "hint.adjourn"),
            size(state),
        ]
    }

    private static func size(_ state: UIState) -> FooterView.Hint {
        state.meeting.isWide
            ? .init(.meeting(.narrower), "hint.narrower") : .init(.meeting(.wider), "hint.wider")
    }

    static func crumbs(_ state: UIState) -> [String] {
        guard let sheet = state.meeting.sheet else { return [] }
        let meeting = sheet.meeting
        return [
            state.words.title(of: sheet), meeting.place,
            meeting.isOpen ? "\(meeting.date)" : state.words["meeting.isAdjourned"],
        ]
    }
}

/// The agenda at the left: sign, number, unit, where it stands.
enum AgendaView {
    static func draw(_ sheet: MeetingSheet, _ rect: Rect, _ state: UIState, _ frame: inout Frame) {
        let words = state.words
        let title = words.text(
            "meeting.agenda", ["decided": String(sheet.decided), "total": String(sheet.lines.count)])
        frame.box(rect, title: " \(title) ")
        let inside = rect.inside
        let shown = state.meeting.paper?.number
        let heard = sheet.current
        let cursor = sheet.lines.firstIndex { $0.row.number == shown } ?? 0
        let top = OverlayView.top(cursor, sheet.lines.count, inside.height)
        for (place, line) in sheet.lines.dropFirst(top).prefix(inside.height).enumerated() {
            let row = inside.row + place
            let isShown = line.row.number == shown
            let sign = sign(line)
            let style: Style = line.outcome != nil ? .dim : isShown ? .focus : .plain
            var text = (line.row.number == heard ? "▸" : " ") + sign.text + " #\(line.row.number) \(line.row.unit.name)"
            if inside.width > 30 { text += " " + line.row.text }
            frame.put(VisibleText.clip(text, width: inside.width), row: row, column: inside.column, style)
            if line.outcome != nil { frame.put(sign.text, row: row, column: inside.column + 1, sign.style) }
            let whole = Rect(row: row, column: inside.column, width: inside.width, height: 1)
            if isShown { frame.restyle(whole) { Style($0.tone, reversed: true) } }
            frame.spots.append(Spot(whole, .card(column: 0, row: top + place)))
        }
        if top > 0 { frame.put("▲", row: rect.row, column: rect.column + rect.width - 3, .dim) }
        if sheet.lines.count > top + inside.height {
            frame.put("▼", row: rect.row + rect.height - 1, column: rect.column + rect.width - 3, .dim)
        }
    }

    private static func sign(_ line: AgendaLine) -> (text: String, style: Style) {
        switch line.outcome {
        case .closed, .settled: return ("✓", .success)
        case .sentBack: return ("✗", .danger)
        case .withdrawn: return ("⊘", .dim)
        case nil: break
        }
        switch line.mark {
        case .due: return (line.row.seats.isEmpty ? "·" : "…", .plain)
        case .skipped: return ("»", .warning)
        case .rehear: return ("↺", .warning)
        }
    }
}

/// The finding in the middle.
enum PaperView {
    static func draw(_ sheet: MeetingSheet, _ rect: Rect, _ state: UIState, _ frame: inout Frame) {
        guard let paper = state.meeting.paper, let line = sheet.line(paper.number) else {
            frame.box(rect)
            let text = state.words[sheet.lines.isEmpty ? "meeting.emptyAgenda" : "meeting.allHeard"]
            frame.put(
                VisibleText.clip(text, width: rect.width - 4), row: rect.row + 2, column: rect.column + 2, .strong)
            return
        }
        let place = (sheet.lines.firstIndex { $0.row.number == paper.number } ?? 0) + 1
        func title(_ unit: String) -> String {
            state.words.text(
                "meeting.item",
                [
                    "place": String(place), "total": String(sheet.lines.count), "number": paper.number.description,
                    "unit": unit, "round": String(round(of: paper, line)), "status": state.words.status(of: line),
                ])
        }
        // A long name gives way to how the finding stands.
        let room = rect.width - 9
        let unit = VisibleText.clip(line.row.unit.name, width: max(4, room - DisplayWidth.of(title(""))))
        frame.box(rect, title: " \(VisibleText.clip(title(unit), width: room)) ", .edge, titleStyle: .focus)
        let inside = rect.inside
        frame.spots.append(Spot(rect, .pane(0)))
        let lines = PaperText(state).lines(width: inside.width - 2)
        let top = max(0, min(state.meeting.top, lines.count - inside.height))
        for (offset, line) in lines.dropFirst(top).prefix(inside.height).enumerated() {
            frame.put(
                line.text, row: inside.row + offset, column: inside.column + 1, width: inside.width - 1, line.style)
        }
        let left = lines.count - top - inside.height
        if top > 0 { frame.put(" ▲ ", row: rect.row, column: rect.column + rect.width - 5, .focus) }
        if left > 0 {
            let more = " ▼ " + state.words.text("meeting.moreLines", ["count": String(left)]) + " "
            frame.put(
                more, row: rect.row + rect.height - 1,
                column: rect.column + rect.width - DisplayWidth.of(more) - 2, .focus)
        }
    }
}

extension PaperView {
    /// The round that is heard; of a finding that was decided, the round in which it was: being sent back began the next.
    private static func round(of paper: MeetingPaper, _ line: AgendaLine) -> Int {
        let finding = paper.dossier.finding
        guard line.outcome != nil else { return finding.reviewRound }
        return finding.opinions.map(\.reviewRound).max() ?? finding.reviewRound
    }
}

/// The outcome, large, for the room.
enum VerdictView {
    static func draw(_ verdict: MeetingState.Verdict, _ rect: Rect, _ state: UIState, _ frame: inout Frame) {
        let words = state.words
        let text: String
        let tone: Tone
        switch verdict.outcome {
        case .closed(.full): (text, tone) = (words["outcome.closed"], .success)
        case .closed(let kind): (text, tone) = (words.word(kind), .success)
        case .sentBack(_, let supervisor):
            (text, tone) = (words[supervisor == nil ? "outcome.sentBack" : "outcome.listed"], .danger)
        case .withdrawn: (text, tone) = (words["outcome.withdrawn"], .warning)
        case .settled: (text, tone) = (words["outcome.settled"], .success)
        }
        // Letters set apart are read from the last row.
        let large = words.language == .english ? text.uppercased() : text.map(String.init).joined(separator: " ")
        let height = min(7, rect.height)
        let band = Rect(
            row: rect.row + (rect.height - height) / 2, column: rect.column + 1, width: rect.width - 2, height: height)
        frame.fill(band, Style(tone, reversed: true))
        func centred(_ text: String, _ row: Int) {
            let shown = VisibleText.clip(text, width: band.width)
            frame.put(
                shown, row: row, column: band.column + (band.width - DisplayWidth.of(shown)) / 2,
                Style(tone, reversed: true))
        }
        centred("#\(verdict.number)", band.row + height / 2 - 1)
        centred(large, band.row + height / 2 + 1)
    }
}
