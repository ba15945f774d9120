internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// The seats at the bottom: who sits there, what they said, why they may not speak; quorum, progress and pace above them.
enum SeatView {
    static func draw(_ sheet: MeetingSheet, _ rect: Rect, _ state: UIState, _ frame: inout Frame) {
        frame.box(rect, title: " \(VisibleText.clip(progress(sheet, state), width: rect.width - 6)) ")
        guard let paper = state.meeting.paper else { return }
        let seats = paper.seats
        guard !seats.isEmpty else { return }
        let inside = rect.inside
        // A seat is pointed at when it can speak, not while the last opinion rests.
        let taken =
            state.meeting.pause == .none && sheet.meeting.isOpen && sheet.meeting.kind.votes
                && paper.dossier.finding.submission != nil
            ? state.meeting.taken : nil
        for (index, seat) in seats.enumerated() {
            let left = inside.column + inside.width * index / seats.count
            let right = inside.column + inside.width * (index + 1) / seats.count
            let cell = Rect(row: inside.row, column: left, width: right - left - 1, height: inside.height)
            draw(seat, index, cell, isTaken: seat.party == taken, sheet, state, &frame)
            if index > 0 {
                for row in inside.row..<(inside.row + inside.height) {
                    frame.put("│", row: row, column: left - 1, .border)
                }
            }
        }
    }

    private static func draw(
        _ seat: MeetingPaper.Seat, _ index: Int, _ cell: Rect, isTaken: Bool, _ sheet: MeetingSheet,
        _ state: UIState, _ frame: inout Frame
    ) {
        let words = state.words
        let isDim = seat.refusal != nil || seat.reviewer == nil || !state.meeting.isHere(seat.party)
        let key = [MeetingAction.seat1, .seat2, .seat3, .seat4].dropFirst(index).first
            .flatMap { state.setting.keymap.keys(of: .meeting($0)).first }
        let keyName = key.map { KeyName.shown($0) + " " } ?? ""
        var name = (isTaken ? "▸" : " ") + keyName + seat.name + " " + (seat.reviewer?.name ?? words["meeting.nobody"])
        if let reviewer = seat.reviewer?.reviewer, !state.setting.isPractice {
            name += state.meeting.unlocked.contains(reviewer) ? " ⚿" : ""
        }
        frame.put(
            VisibleText.clip(name, width: cell.width), row: cell.row, column: cell.column,
            isDim ? .dim : isTaken ? .focus : .strong)
        let (text, style) =
            sheet.meeting.kind.votes || seat.reviewer == nil
            ? said(seat, isTaken: isTaken, state) : (words["meeting.attends"], Style.plain)
        let width = max(2, cell.width - 1)
        let room = max(0, cell.height - 1)
        var lines = VisibleText.wrap(text, width: width)
        if lines.count > room, let short = shortRefusal(seat, words) {
            lines = VisibleText.wrap(short, width: width)
        }
        if lines.count > room, room > 0 {
            lines[room - 1] = VisibleText.clip(lines[room - 1] + " …", width: width)
        }
        for (place, line) in lines.prefix(room).enumerated() {
            frame.put(
                line, row: cell.row + 1 + place, column: cell.column + 1, isDim && seat.opinion == nil ? .dim : style)
        }
        if isTaken {
            frame.restyle(Rect(row: cell.row, column: cell.column, width: cell.width, height: 1)) { $0.reversed }
        }
        if let key { frame.spots.append(Spot(cell, .key(key))) }
    }

    /// Why somebody may not speak, in a few characters: for a seat that has no room for the sentence, which its key gives.
    private static func shortRefusal(_ seat: MeetingPaper.Seat, _ words: Catalogue) -> String? {
        guard seat.opinion == nil, let refusal = seat.refusal else { return nil }
        let key = "meeting.barred." + refusal.rule.rawValue
        return words.has(key) ? words.text(key, refusal.facts) : nil
    }

    private static func said(
        _ seat: MeetingPaper.Seat, isTaken: Bool, _ state: UIState
    ) -> (String, Style) {
        let words = state.words
        if let opinion = seat.opinion {
            let dossier = DossierText(
                words: words, policy: state.setting.policy, today: state.today, zone: state.setting.zone)
            // Whoever spoke before the seat changed hands, or before the meeting, is named.
            let name = opinion.reviewer == seat.reviewer?.reviewer ? "" : opinion.reviewerName + " "
            let text =
                CardWords.mark(opinion.verdict.code) + " " + name + words.word(opinion.verdict.code) + " "
                + dossier.say(opinion.verdict)
            let style: Style =
                switch opinion.verdict.code {
                case .agree: .success
                case .disagree: .danger
                case .defer: .warning
                }
            return (text, style)
        }
        if let refusal = seat.refusal {
            return (words.explain(rule: refusal.rule.rawValue, refusal.facts).message, .dim)
        }
        guard seat.isNeeded else { return (words["meeting.notAsked"], .dim) }
        guard seat.reviewer != nil else {
            let maySeat = !state.setting.isReadOnly && state.meeting.sheet?.meeting.isOpen ?? false
            return (maySeat ? words["meeting.seatHint"] : "", .dim)
        }
        return (words["dossier.awaited"], isTaken ? .focus : .plain)
    }

    /// 到席 3/3 · 已定 18/30 · 每题 2′10″ · 预计还需 26′
    private static func progress(_ sheet: MeetingSheet, _ state: UIState) -> String {
        let words = state.words
        let (present, needed) = quorum(sheet, state)
        var parts = [
            words.text("meeting.quorum", ["present": String(present), "needed": String(needed)]),
            words.progress(of: sheet),
        ]
        if let only = state.meeting.only, let party = state.setting.policy.party(only) {
            parts.append(words.text("meeting.only", ["party": party.name]))
        }
        let pace = sheet.pace
        if let each = pace.secondsEach { parts.append(words.text("meeting.each", ["time": time(each)])) }
        if let left = pace.secondsLeft, sheet.left > 0 {
            parts.append(words.text("meeting.eta", ["time": time((left + 59) / 60 * 60)]))
        }
        return parts.joined(separator: " · ")
    }

    /// How many of the seats that are asked can speak on what is heard; of those that are filled, while nothing is.
    private static func quorum(_ sheet: MeetingSheet, _ state: UIState) -> (present: Int, needed: Int) {
        guard let paper = state.meeting.paper else {
            let parties = state.setting.policy.parties
            return (parties.count { sheet.meeting.seat(of: $0.code) != nil }, parties.count)
        }
        let asked = paper.seats.filter(\.isNeeded)
        return (asked.count { $0.reviewer != nil && $0.refusal == nil }, asked.count)
    }

    /// 2′10″, 1h05′
    static func time(_ seconds: Int) -> String {
        if seconds >= 3600 { return "\(seconds / 3600)h\(seconds / 60 % 60 < 10 ? "0" : "")\(seconds / 60 % 60)′" }
        let rest = seconds % 60
        return rest == 0 ? "\(seconds / 60)′" : "\(seconds / 60)′\(rest < 10 ? "0" : "")\(rest)″"
    }
}

/// Asks for a PIN; it shows how much was typed and nothing of it.
enum SecretView {
    static func draw(_ prompt: SecretPrompt, _ state: UIState, _ frame: inout Frame) {
        let words = state.words
        let asked = VisibleText.wrap(words.text("secret.ask", ["name": prompt.name]), width: 52)
        let problem = prompt.problem.map { VisibleText.wrap($0, width: 52) } ?? []
        let lines = problem + asked
        let inside = OverlayView.box(58, lines.count + 6, title: words["secret.title"], state, &frame)
        for (index, line) in lines.enumerated() {
            frame.put(
                line, row: inside.row + index, column: inside.column + 1, index < problem.count ? .danger : .plain)
        }
        let row = inside.row + lines.count + 1
        let dots = String(repeating: "•", count: min(prompt.typed, inside.width - 6))
        frame.put("> " + dots, row: row, column: inside.column + 1, .strong)
        frame.cursor = Place(row: row, column: inside.column + 3 + DisplayWidth.of(dots))
        frame.put(
            VisibleText.clip(words[prompt.isTrying ? "secret.trying" : "secret.hint"], width: inside.width - 2),
            row: row + 2, column: inside.column + 1, .dim)
    }
}
