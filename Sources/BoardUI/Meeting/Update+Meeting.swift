internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// What the keys of the meeting do.

extension UIState {
    /// Asks for what the meeting shows.
    func loadMeeting() -> [Effect] {
        [.meeting(meeting.isListing ? .list : .load(meeting.number, spokenOn ?? meeting.shown)), recount]
    }

    mutating func runInMeeting(_ action: ViewAction) -> [Effect] {
        let page = max(1, MeetingLayout(self).paper.inside.height - 1)
        guard meeting.sheet != nil else { return walkMeetings(action) }
        switch action {
        case .down: scrollPaper(1)
        case .up: scrollPaper(-1)
        case .pageDown: scrollPaper(page)
        case .pageUp: scrollPaper(-page)
        case .halfDown: scrollPaper(page / 2)
        case .halfUp: scrollPaper(-page / 2)
        case .first: meeting.top = 0
        case .last: scrollPaper(.max / 2)
        case .back:
            if meeting.isWide {
                meeting.isWide = false
            } else if failure != nil {
                failure = nil
            } else if meeting.shown != nil {
                // Back to what is heard.
                return follow(nil)
            } else {
                return listMeetings()
            }
        case .copy:
            guard let line = meeting.paper.flatMap({ meeting.sheet?.line($0.number) }) else { return [] }
            return [.copy("#\(line.row.number) \(line.row.text)")]
        case .right, .left, .nextPane, .previousPane, .open, .mark, .markRange, .menu, .undo, .search, .nextHit,
            .previousHit, .filter, .savedFilters, .trouble, .frequency, .lanes, .order, .zoomIn, .zoomOut:
            break
        }
        return []
    }

    /// Leaves the meeting for the list of all; nothing about it changes.
    private mutating func listMeetings() -> [Effect] {
        // The cursor stands on the one that was left.
        let left = meeting.sheet?.meeting.number
        meeting.cursor = (meeting.reply?.meetings.firstIndex { $0.number == left }).map { $0 + 1 } ?? 0
        meeting.number = nil
        meeting.isListing = true
        return loadMeeting()
    }

    /// Among the meetings there are, when none is shown.
    private mutating func walkMeetings(_ action: ViewAction) -> [Effect] {
        let count = meeting.reply?.meetings.count ?? 0
        switch action {
        case .down: meeting.cursor = min(count, meeting.cursor + 1)
        case .up: meeting.cursor = max(0, meeting.cursor - 1)
        case .first: meeting.cursor = 0
        case .last: meeting.cursor = count
        case .copy:
            guard let row = meeting.selected, let folder = meeting.reply?.papers[row.number] else { return [] }
            return [.copy(folder)]
        case .open:
            // The first line opens a new one.
            guard meeting.cursor > 0 else { return run(.meeting(.openMeeting)) }
            guard let row = meeting.selected else { return [] }
            return showMeeting(row.number)
        case .pageDown, .pageUp, .halfDown, .halfUp, .back, .right, .left, .nextPane, .previousPane, .mark,
            .markRange, .menu, .undo, .search, .nextHit, .previousHit, .filter, .savedFilters, .trouble, .frequency,
            .lanes, .order, .zoomIn, .zoomOut:
            break
        }
        return []
    }

    private mutating func showMeeting(_ number: Int?) -> [Effect] {
        meeting.isListing = false
        meeting.number = number
        meeting.shown = nil
        meeting.seat = nil
        meeting.isSeatingOpen = true
        return loadMeeting()
    }

    private mutating func scrollPaper(_ lines: Int) {
        let layout = MeetingLayout(self)
        let count = PaperText(self).lines(width: layout.paper.inside.width - 2).count
        meeting.top = max(0, min(meeting.top + lines, count - layout.paper.inside.height))
    }

    mutating func runInMeeting(_ action: MeetingAction) -> [Effect] {
        if action == .openMeeting {
            return meeting.sheet?.meeting.isOpen ?? false ? refuseMeeting("meeting.alreadyOpen") : ask(.open)
        }
        if action == .wider || action == .narrower {
            meeting.isWide = action == .wider
            return []
        }
        guard let sheet = meeting.sheet else {
            let isOne = meeting.reply?.meetings.contains { $0.isOpen } ?? false
            return refuseMeeting(isOne ? "meeting.choose" : "meeting.none")
        }
        if action == .adjourn || action == .changeSeat || action == .addItems || action == .note {
            guard sheet.meeting.isOpen else { return refuseMeeting("meeting.over") }
            switch action {
            case .adjourn:
                return ask(.adjourn(sheet.meeting.kind, left: sheet.stillHeard.map(\.row.number)))
            case .changeSeat: return [.meeting(.reviewers(.seat))]
            case .addItems: return ask(.add(sheet.meeting.kind))
            case _: return ask(.note(meeting.paper?.number))
            }
        }
        guard let paper = meeting.paper else { return refuseMeeting("meeting.nothing") }
        switch action {
        case .previousItem: return step(-1, sheet, from: paper.number)
        case .nextItem: return step(1, sheet, from: paper.number)
        case .goBack: return goBack(sheet, from: paper.number)
        case .seat1, .seat2, .seat3, .seat4: return take(action.seat ?? 0, paper)
        case .onlySeat:
            meeting.isSeatingOpen = false
            meeting.only = meeting.only == nil ? meeting.taken : nil
            meeting.seat = nil
            return []
        case .evidence: return expect(.evidence(paper.number))
        case .agree, .disagree, .postpone, .skip, .rehear, .unlock, .dropItem, .itemUp, .itemDown, .sortAgenda:
            guard sheet.meeting.isOpen else { return refuseMeeting("meeting.over") }
            return change(action, sheet, paper)
        case .openMeeting, .wider, .narrower, .adjourn, .changeSeat, .addItems, .note: return []
        }
    }

    private mutating func change(_ action: MeetingAction, _ sheet: MeetingSheet, _ paper: MeetingPaper) -> [Effect] {
        let number = sheet.meeting.number
        let finding = paper.number
        switch action {
        case .agree: return speak(.agree, paper)
        case .disagree: return speak(.disagree, paper)
        case .postpone: return speak(.defer, paper)
        case .skip:
            meeting.shown = nil
            return [.meeting(.ask(.skip(finding), meeting: number))]
        case .rehear:
            if sheet.line(finding)?.outcome != nil {
                let (message, remedy) = words.explain(
                    rule: MeetingRule.agendaDecided.rawValue, ["number": finding.description])
                notice = Notice(.refused, message, remedy: remedy)
                return []
            }
            // What was set aside comes back by the same key.
            guard sheet.line(finding)?.isSetAside != true else {
                return [.meeting(.ask(.move(to: finding), meeting: number))]
            }
            return ask(.rehear(finding))
        case .unlock:
            guard let seat = meeting.taken.flatMap({ paper.seat($0) }), let reviewer = seat.reviewer else {
                return refuseMeeting("meeting.noSeat")
            }
            guard !setting.isPractice else { return refuseMeeting("meeting.practiceKeys") }
            return askForPIN(reviewer, then: nil)
        case .dropItem: return ask(.drop(finding))
        case .itemUp, .itemDown:
            var order = sheet.meeting.agenda.map(\.finding)
            guard let index = order.firstIndex(of: finding) else { return [] }
            let other = index + (action == .itemUp ? -1 : 1)
            guard order.indices.contains(other) else { return refuseMeeting("meeting.noMore") }
            order.swapAt(index, other)
            meeting.shown = finding
            return [.meeting(.ask(.order(order), meeting: number, showing: finding))]
        case .sortAgenda: return [.meeting(.ask(.sort, meeting: number))]
        case .previousItem, .nextItem, .seat1, .seat2, .seat3, .seat4, .goBack, .note, .onlySeat, .changeSeat,
            .openMeeting, .addItems, .evidence, .wider, .narrower, .adjourn:
            return []
        }
    }

    mutating func refuseMeeting(_ key: String) -> [Effect] {
        notice = Notice(.refused, words[key])
        return []
    }

    mutating func ask(_ form: MeetingForm) -> [Effect] {
        switch form {
        case .open, .seat: return [.meeting(.reviewers(form))]
        case .drop, .adjourn: overlay = .question(Question(.send(FormState.meeting(form, self))))
        case .add, .note, .rehear, .opinion: return begin(FormState.meeting(form, self))
        }
        return []
    }

    /// The pointer chose an item of the agenda, or a meeting of the list.
    mutating func pointAtItem(ofMeeting index: Int) -> [Effect] {
        guard let sheet = meeting.sheet else {
            meeting.cursor = index
            return []
        }
        return sheet.lines.indices.contains(index) ? go(to: sheet.lines[index], sheet) : []
    }

    // MARK: The agenda

    /// Shows a finding of the agenda; `nil` the one that is heard.
    private mutating func follow(_ finding: FindingNumber?) -> [Effect] {
        meeting.shown = finding
        meeting.top = 0
        meeting.seat = nil
        meeting.verdict = nil
        return loadMeeting()
    }

    private mutating func step(_ distance: Int, _ sheet: MeetingSheet, from finding: FindingNumber) -> [Effect] {
        guard let index = sheet.lines.firstIndex(where: { $0.row.number == finding }) else { return [] }
        let next = index + distance
        guard sheet.lines.indices.contains(next) else { return refuseMeeting("meeting.noMore") }
        return go(to: sheet.lines[next], sheet)
    }

    /// The last item before this one that is not decided yet.
    private mutating func goBack(_ sheet: MeetingSheet, from finding: FindingNumber) -> [Effect] {
        let before = sheet.lines.prefix { $0.row.number != finding }
        guard let line = before.last(where: { $0.outcome == nil && !$0.isSetAside }) ?? before.last else {
            return refuseMeeting("meeting.noMore")
        }
        return go(to: line, sheet)
    }

    /// Goes to a finding of the agenda by its number; `nil` when the meeting that is shown does not hear it.
    mutating func goInMeeting(to number: FindingNumber) -> [Effect]? {
        guard tab == .meeting, let sheet = meeting.sheet, let line = sheet.line(number) else { return nil }
        return go(to: line, sheet)
    }

    /// An undecided item is what the meeting hears from now on; a decided one, or one that was set aside, is only looked at.
    private mutating func go(to line: AgendaLine, _ sheet: MeetingSheet) -> [Effect] {
        let finding = line.row.number
        guard sheet.meeting.isOpen, line.outcome == nil, !line.isSetAside, !setting.isReadOnly, leads else {
            return follow(finding)
        }
        _ = follow(nil)
        return [.meeting(.ask(.move(to: finding), meeting: sheet.meeting.number))]
    }

    /// Whether who acts here leads the meeting, so that the others follow.
    private var leads: Bool { setting.actor.map { !$0.roles.isDisjoint(with: Meeting.roles) } ?? false }

    // MARK: Speaking

    private mutating func take(_ place: Int, _ paper: MeetingPaper) -> [Effect] {
        guard paper.seats.indices.contains(place) else { return refuseMeeting("meeting.noSuchSeat") }
        let seat = paper.seats[place]
        // Who presses F1 for the help is told where it is.
        if seat.party == meeting.taken, seat.refusal == nil, meeting.pause == .none {
            let help = setting.keymap.keys(of: .shell(.help)).first.map { KeyName.shown($0) } ?? ""
            notice = Notice(.told, words.text("meeting.seatIsTaken", ["party": seat.name, "key": help]))
        }
        meeting.seat = seat.party
        if let refusal = seat.refusal {
            let (message, remedy) = words.explain(rule: refusal.rule.rawValue, refusal.facts)
            notice = Notice(.refused, message, remedy: remedy)
        }
        return []
    }

    private mutating func speak(_ action: FindingAction, _ paper: MeetingPaper) -> [Effect] {
        switch meeting.pause {
        case .sending: return []
        case .resting:
            // A key that is held down never comes to rest, and gives no second opinion.
            return rest(milliseconds: meeting.verdict == nil ? Self.betweenOpinions : Self.outcomeShown)
        case .none: break
        }
        guard meeting.sheet?.meeting.kind.votes ?? true else { return refuseMeeting("meeting.noVote") }
        guard paper.dossier.finding.submission != nil else { return refuseMeeting("meeting.decided") }
        // When nobody can speak, it is said who is missing and why.
        guard
            let seat = meeting.taken.flatMap({ paper.seat($0) })
                ?? paper.seats.first(where: { $0.isNeeded && !$0.hasDecided })
        else { return refuseMeeting("meeting.allSpoken") }
        guard let reviewer = seat.reviewer else {
            notice = Notice(.refused, words.text("meeting.emptySeat", ["party": seat.name]))
            return []
        }
        if let refusal = seat.refusal {
            let (message, remedy) = words.explain(rule: refusal.rule.rawValue, refusal.facts)
            notice = Notice(.refused, message, remedy: remedy)
            return []
        }
        if let opinion = seat.opinion, seat.hasDecided {
            let (message, remedy) = words.explain(
                rule: Rule.opinePartyDecided.rawValue, ["party": seat.name, "person": opinion.reviewerName])
            notice = Notice(.refused, message, remedy: remedy)
            return []
        }
        let form = FilledForm(action, values: ["party": [seat.party.description]])
        if !setting.isPractice, !meeting.unlocked.contains(reviewer.reviewer) {
            return askForPIN(
                reviewer,
                then: MeetingState.Waiting(finding: paper.number, seat: reviewer, filled: form, form: nil))
        }
        return speak(form, paper, reviewer)
    }

    /// Sends an opinion off, or asks for what it needs to say.
    private mutating func speak(_ form: FilledForm, _ paper: MeetingPaper, _ reviewer: Meeting.Seat) -> [Effect] {
        guard form.action == .agree else {
            meeting.seat = reviewer.party
            return ask(.opinion(form.action, paper.number, reviewer))
        }
        return opine(form, paper, reviewer)
    }

    mutating func opine(_ form: FilledForm, _ paper: MeetingPaper, _ reviewer: Meeting.Seat) -> [Effect] {
        guard let sheet = meeting.sheet else { return [] }
        meeting.pause = .sending
        return [
            .meeting(
                .opine(
                    form, paper.number, version: paper.dossier.finding.version, reviewer: reviewer.reviewer,
                    meeting: sheet.meeting.number))
        ]
    }

    mutating func askForPIN(_ reviewer: Meeting.Seat, then waiting: MeetingState.Waiting?) -> [Effect] {
        meeting.waiting = waiting
        overlay = .secret(SecretPrompt(person: reviewer.reviewer, name: reviewer.name))
        return [.meeting(.unlock(reviewer.reviewer))]
    }

    /// Milliseconds in which another press may be the same one, held down.
    static let betweenOpinions = 120
    /// Milliseconds for which an outcome is shown to the room before the next finding comes.
    static let outcomeShown = 700

    mutating func rest(milliseconds: Int) -> [Effect] {
        meeting.turn += 1
        meeting.pause = .resting(meeting.turn)
        return [.meeting(.rest(meeting.turn, milliseconds: milliseconds))]
    }

    /// The opinion that waited for a PIN goes on its way.
    mutating func goOnAfterPIN() -> [Effect] {
        guard let waiting = meeting.waiting else { return [] }
        meeting.waiting = nil
        if let form = waiting.form { return send(form) }
        switch heard(waiting.finding, waiting.seat) {
        case .success(let paper):
            return meeting.unlocked.contains(waiting.seat.reviewer) ? speak(waiting.filled, paper, waiting.seat) : []
        case .failure(let reason):
            notice = Notice(.refused, reason.sentence)
            return loadMeeting()
        }
    }

    /// Why an opinion that was begun cannot be sent as it is.
    struct NotHeard: Error {
        let sentence: String
    }

    /// The finding's paper, when the meeting still hears it and whoever gives an opinion on it still sits there: nobody signs about what is not on the screen, nor in another's place.
    func heard(_ finding: FindingNumber, _ seat: Meeting.Seat) -> Result<MeetingPaper, NotHeard> {
        guard meeting.sheet?.meeting.isOpen ?? false else {
            return .failure(NotHeard(sentence: words["meeting.overMeanwhile"]))
        }
        guard let paper = meeting.paper, paper.number == finding else {
            return .failure(
                NotHeard(sentence: words.text("meeting.otherFinding", ["number": finding.description])))
        }
        let now = paper.seat(seat.party)
        guard let now, now.reviewer?.reviewer == seat.reviewer else {
            let facts = [
                "name": seat.name, "party": now?.name ?? seat.party.description,
                "other": now?.reviewer?.name ?? words["meeting.nobody"],
            ]
            return .failure(NotHeard(sentence: words.text("meeting.otherReviewer", facts)))
        }
        return .success(paper)
    }
}
