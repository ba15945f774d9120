internal import Rectification
internal import Requests
internal import Wording

// What the meeting is told, and what its forms become.

extension UIState {
    mutating func update(_ message: MeetingMessage) -> [Effect] {
        switch message {
        case .loaded(let reply):
            if let effects = followAdjournment(reply) { return effects }
            let heard = meeting.paper?.number
            let before = heard.flatMap { meeting.sheet?.line($0)?.outcome }
            let isTurnedByOthers = meeting.isCatchingUp && heard != nil && heard != reply.paper?.number
            meeting.isCatchingUp = false
            show(reply)
            // Somebody at another terminal decided what was heard here: this room sees it too.
            if let heard, before == nil, let outcome = reply.sheet?.line(heard)?.outcome, meeting.verdict == nil {
                meeting.verdict = MeetingState.Verdict(number: heard, outcome: outcome)
                return rest(milliseconds: Self.outcomeShown)
            }
            // The page was turned under somebody's hands: a key meant for the one before gives no opinion on this one.
            if isTurnedByOthers, meeting.pause == .none, let number = reply.paper?.number {
                notice = Notice(.told, words.text("meeting.turned", ["number": number.description]))
                return rest(milliseconds: Self.outcomeShown)
            }
        case .reviewers(let form, let people): return begin(FormState.meeting(form, self, reviewers: people))
        case .done(let reply, let shell, let events, let head):
            let dropped = dropDraft()
            overlay = .none
            failure = nil
            meeting.isListing = false
            meeting.number = reply.sheet?.meeting.number ?? meeting.number
            meeting.verdict = nil
            self.head = max(self.head, head)
            self.shell = shell
            if notice?.kind == .failed { notice = nil }
            let texts = events.map { words["event.\($0)"] }
            if !texts.isEmpty { notice = Notice(.done, texts.joined(separator: " · ")) }
            show(reply)
            return dropped
        case .opined(let reply, let shell, let outcome, let head):
            let dropped = dropDraft()
            overlay = .none
            failure = nil
            // What was said before it was signed is old news.
            notice = nil
            self.head = max(self.head, head)
            self.shell = shell
            meeting.seat = nil
            meeting.verdict = outcome
            show(reply)
            if outcome == nil, let paper = reply.paper { sayWhoIsLeft(paper) }
            return rest(milliseconds: outcome == nil ? Self.betweenOpinions : Self.outcomeShown) + [recount] + dropped
        case .adjourned(let reply, let shell, let paths, let head):
            overlay = .none
            failure = nil
            meeting.number = reply.sheet?.meeting.number
            self.head = max(self.head, head)
            self.shell = shell
            let folder = paths.first.map { String($0.prefix(upTo: $0.lastIndex(of: "/") ?? $0.startIndex)) } ?? ""
            notice = Notice(
                .done, words.text("meeting.papers", ["count": String(paths.count), "folder": folder]))
            show(reply)
            return lockKeys()
        case .typed(let count):
            editSecret { $0.typed = count }
        case .unlocking:
            editSecret { $0.isTrying = true }
        case .unlocked(let people):
            let locked = meeting.unlocked.subtracting(people)
            meeting.unlocked = people
            if !locked.isEmpty {
                let names = (meeting.sheet?.meeting.seats ?? []).filter { locked.contains($0.reviewer) }.map(\.name)
                if !names.isEmpty {
                    notice = Notice(
                        .told, words.text("meeting.locked", ["names": names.joined(separator: " · ")]))
                }
            }
            if case .secret(let prompt) = overlay, people.contains(prompt.person) {
                overlay = .none
                notice = Notice(.done, words.text("meeting.unlocked", ["name": prompt.name]))
                return goOnAfterPIN()
            }
        case .gaveUp:
            backFromPIN()
        case .ready(let turn):
            guard meeting.pause == .resting(turn) else { return [] }
            meeting.pause = .none
            guard meeting.verdict != nil else { return [] }
            // The room has seen it: the next finding comes by itself.
            meeting.verdict = nil
            meeting.shown = nil
            meeting.top = 0
            return loadMeeting()
        }
        return []
    }

    /// A meeting that somebody adjourned at another terminal stays on the screen, and it is said; `nil` when nobody did.
    private mutating func followAdjournment(_ reply: MeetingReply) -> [Effect]? {
        guard let before = meeting.sheet?.meeting, before.isOpen, meeting.isCatchingUp else { return nil }
        if let now = reply.sheet?.meeting, now.number == before.number {
            guard !now.isOpen else { return nil }
            show(reply)
            notice = Notice(.told, words.text("meeting.adjournedBy", ["name": now.adjournedBy ?? ""]))
            return lockKeys()
        }
        guard meeting.number == nil, !meeting.isListing,
            reply.meetings.first(where: { $0.number == before.number })?.isOpen == false
        else { return nil }
        meeting.number = before.number
        return loadMeeting()
    }

    /// The meeting is over: whoever speaks in another one types the PIN again.
    private mutating func lockKeys() -> [Effect] {
        meeting.unlocked = []
        return [.meeting(.lock)]
    }

    /// When the finding stays undecided and nobody at the table can speak on it now: who cannot, or that somebody deferred.
    private mutating func sayWhoIsLeft(_ paper: MeetingPaper) {
        guard paper.isSpokenOut else { return }
        let silent = paper.seats.filter { $0.isNeeded && $0.opinion == nil }.map(\.name)
        func key(_ action: MeetingAction) -> String {
            setting.keymap.keys(of: .meeting(action)).first.map { KeyName.shown($0) } ?? ""
        }
        let facts = [
            "key": key(.skip), "seat": key(.changeSeat), "parties": silent.joined(separator: words["list.and"]),
        ]
        notice = Notice(.told, words.text(silent.isEmpty ? "meeting.leftOpen" : "meeting.cannotVote", facts))
    }

    /// What the open form wrote is in the ledger now.
    private func dropDraft() -> [Effect] { overlay.draftKey.map { [.dropDraft(key: $0)] } ?? [] }

    /// Nothing was unlocked: what was written is still there.
    private mutating func backFromPIN() {
        guard case .secret = overlay else { return }
        overlay = meeting.waiting?.form.map { .form($0) } ?? .none
        meeting.waiting = nil
    }

    private mutating func editSecret(_ change: (inout SecretPrompt) -> Void) {
        guard case .secret(var prompt) = overlay else { return }
        change(&prompt)
        overlay = .secret(prompt)
    }

    /// Takes in what the ledger says; the finding on the screen stays while its outcome is shown.
    private mutating func show(_ reply: MeetingReply) {
        let before = meeting.paper?.number
        meeting.reply = reply
        if reply.paper?.number != before { meeting.top = 0 }
        if meeting.isSeatingOpen, let sheet = reply.sheet, sheet.meeting.isOpen {
            meeting.isSeatingOpen = false
            // Whoever has a seat and did not open the meeting sits at a terminal of their own.
            let own = sheet.meeting.seats.first { $0.reviewer == setting.actor?.id }
            if let own, sheet.meeting.openedBy != setting.actor?.name { meeting.only = own.party }
        }
        if let sheet = reply.sheet, sheet.meeting.isOpen, sheet.left == 0, !sheet.lines.isEmpty {
            notice = Notice(.done, words["meeting.allHeard"])
        }
        if let seat = meeting.seat, reply.paper?.seat(seat)?.hasDecided ?? false { meeting.seat = nil }
    }

    /// A form of the meeting was filled in.
    mutating func send(_ form: FormState, _ purpose: MeetingForm) -> [Effect] {
        func one(_ name: String) -> String? { form.values[name]?.first }
        let number = meeting.sheet?.meeting.number ?? 0
        switch purpose {
        case .open:
            return [.meeting(.open(form.values, seats: form.seats(setting.policy).filter { $0.person != nil }))]
        case .add: return [.meeting(.add(form.values, meeting: number))]
        case .seat:
            let seats = meeting.sheet?.meeting.seats ?? []
            let changed = form.seats(setting.policy).filter { draft in
                seats.first { $0.party.description == draft.party }?.reviewer.description != draft.person
            }
            guard !changed.isEmpty else {
                overlay = .none
                return []
            }
            return changed.map { .meeting(.ask(.seat($0), meeting: number)) }
        case .note(let finding):
            // Where nobody votes, the line settles the finding and the next one comes.
            if meeting.sheet?.meeting.kind.votes == false { meeting.shown = nil }
            return [.meeting(.ask(.note(finding, text: one("text") ?? ""), meeting: number))]
        case .rehear(let finding):
            meeting.shown = nil
            return [.meeting(.ask(.rehear(finding, reason: one("reason")), meeting: number))]
        case .opinion(let action, let finding, let seat):
            let paper: MeetingPaper
            switch heard(finding, seat) {
            case .success(let found): paper = found
            case .failure(let reason):
                overlay = .form(form.reopened)
                notice = Notice(.refused, reason.sentence)
                return loadMeeting()
            }
            var values = form.values
            values["party"] = [seat.party.description]
            let filled = FilledForm(action, values: values)
            if !setting.isPractice, !meeting.unlocked.contains(seat.reviewer) {
                return askForPIN(
                    seat,
                    then: MeetingState.Waiting(finding: finding, seat: seat, filled: filled, form: form.reopened))
            }
            return opine(filled, paper, seat)
        case .drop(let finding):
            meeting.shown = nil
            return [.meeting(.ask(.drop([finding]), meeting: number))]
        case .adjourn: return [.meeting(.adjourn(meeting: number))]
        }
    }

    /// A refusal while an opinion was on its way lets the next one be given. Of a finding that somebody else moved, nothing is signed before it was seen as it is now.
    mutating func refuseInMeeting(_ trouble: Message.Trouble) -> [Effect] {
        if trouble.rule == "key.wrongPIN", case .secret(let prompt) = overlay {
            // It is asked for again at once: whoever types on types a PIN, and no keys of the board.
            var again = SecretPrompt(person: prompt.person, name: prompt.name)
            again.problem = words.text("secret.wrong", trouble.facts)
            overlay = .secret(again)
            return [.meeting(.unlock(prompt.person))]
        }
        meeting.pause = .none
        backFromPIN()
        // Somebody moved it, or spoke for this seat: what was written is kept as a draft.
        let isOvertaken = trouble.facts["current"] != nil || trouble.rule == Rule.opinePartyDecided.rawValue
        if isOvertaken { overlay = .none }
        let effects = refuse(trouble)
        return isOvertaken ? loadMeeting() : effects
    }
}
