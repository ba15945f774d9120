import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

/// Nobody speaks in another's place, and nobody is left without a word when others go on.
@Suite("Whose opinion it is")
struct MeetingSeatTests {
    private static let heard = MeetingFixture.numbers[0]
    private static let other = Meeting.Seat(party: .organisation, reviewer: BoardFixture.id(77), name: "钱七")
    private static let usual = MeetingFixture.seats[2]

    /// #6 is heard; somebody else sits, or nobody, or somebody who may not speak.
    private static func reply(
        organisation: Meeting.Seat? = usual, refusal: FindingRefusal? = nil, agreed: Int = 0,
        _ events: [MeetingEvent] = []
    ) -> MeetingReply {
        let whole = MeetingFixture.paper(heard, agreed: agreed)
        let seats = whole.seats.map { seat in
            guard seat.party == .organisation else { return seat }
            return MeetingPaper.Seat(
                party: seat.party, name: seat.name, reviewer: organisation, refusal: refusal, opinion: seat.opinion)
        }
        return MeetingFixture.reply(
            MeetingFixture.sheet([], events),
            MeetingPaper(dossier: whole.dossier, content: whole.content, seats: seats))
    }

    /// 钱七 wrote a disagreement, and the key of 赵六 is open here too.
    private static func writing() -> UIState {
        var state = MeetingFixture.state(120, 40, isPractice: false, reply: reply(organisation: other))
        _ = state.update(.meeting(.unlocked([other.reviewer, usual.reviewer])))
        _ = state.update(.key(.function(3)))
        _ = state.update(.key(.character("d")))
        _ = state.update(.key(.tab))
        for letter in "钱七写的" { _ = state.update(.key(.character(letter))) }
        return state
    }

    private static func send(_ state: inout UIState) -> [(form: FilledForm, reviewer: PersonID)] {
        MeetingScreenTests.opinions(state.update(.key(.control("s"))))
    }

    @Test("a disagreement names its reviewer, and is given by no other who sits there meanwhile")
    func reseated() {
        var state = Self.writing()
        #expect(state.frame().text.contains("#\(Self.heard.value) 不同意 · 钱七"))
        for now in [Self.usual, nil] {
            _ = state.update(.meeting(.loaded(Self.reply(organisation: now))))
            #expect(Self.send(&state).isEmpty)
            #expect(state.notice?.text.contains("这份意见是钱七写的") == true)
            #expect(state.notice?.text.contains(now?.name ?? state.words["meeting.nobody"]) == true)
            #expect(state.frame().text.contains("钱七写的"))
        }
        _ = state.update(.meeting(.loaded(Self.reply(organisation: Self.other))))
        let sent = Self.send(&state)
        #expect(sent.map(\.reviewer) == [Self.other.reviewer])
        #expect(sent.first?.form["reason"] == "钱七写的")
    }

    @Test("an opinion that waits for a PIN is not given by another who sits there when it comes")
    func reseatedBehindPIN() {
        var state = MeetingFixture.state(120, 40, isPractice: false, reply: Self.reply(organisation: Self.other))
        _ = state.update(.key(.function(3)))
        _ = state.update(.key(.character("a")))
        _ = state.update(.meeting(.loaded(Self.reply())))
        let effects = state.update(.meeting(.unlocked([Self.other.reviewer, Self.usual.reviewer])))
        #expect(MeetingScreenTests.opinions(effects).isEmpty)
        #expect(state.notice?.text.contains("这份意见是钱七写的") == true)
    }

    @Test("a meeting adjourned elsewhere stays and says so; what was written is kept, the keys are locked")
    func adjournedElsewhere() {
        var state = Self.writing()
        _ = state.update(.moved(head: state.head + 1, today: state.today))
        let asked = MeetingScreenTests.effects(
            state.update(.meeting(.loaded(MeetingFixture.list(MeetingFixture.held)))))
        guard case .load(3, Self.heard)? = asked.first else {
            Issue.record("the meeting was left")
            return
        }
        let told = MeetingScreenTests.effects(
            state.update(.meeting(.loaded(Self.reply(organisation: Self.other, [.adjourned])))))
        #expect(told.contains { if case .lock = $0 { true } else { false } })
        #expect(state.notice?.text == "会议已由周主任休会")
        #expect(state.meeting.unlocked.isEmpty)
        #expect(Self.send(&state).isEmpty)
        #expect(state.notice?.text == state.words["meeting.overMeanwhile"])
        #expect(state.frame().text.contains("钱七写的"))
    }

    @Test("what went wrong is old news once something was done, and goes by Esc")
    func failure() {
        let trouble = Message.Trouble(rule: "ledger.full", facts: ["path": "/x"], isFailure: true)
        let heard = Self.reply()
        let outcomes: [MeetingMessage] = [
            .opined(heard, shell: "xiaohao opine", outcome: nil, head: 9),
            .done(heard, shell: "xiaohao meeting skip", events: [], head: 9),
            .adjourned(Self.reply([.adjourned]), shell: "xiaohao meeting adjourn", paths: ["/a/b"], head: 9),
        ]
        for outcome in outcomes {
            var state = MeetingFixture.state(120, 40, reply: heard)
            _ = state.update(.refused(trouble))
            #expect(state.failure != nil)
            _ = state.update(.meeting(outcome))
            #expect(state.failure == nil && state.notice?.kind != .failed)
        }
        var state = MeetingFixture.state(120, 40, reply: heard)
        _ = state.update(.refused(trouble))
        _ = state.update(.key(.escape))
        #expect(state.failure == nil)
        #expect(state.meeting.sheet != nil && !state.meeting.isListing)
    }

    @Test("adjourning locks the keys: a PIN is for one meeting")
    func locks() {
        var state = MeetingFixture.state(120, 40, isPractice: false, reply: Self.reply())
        _ = state.update(.meeting(.unlocked([Self.usual.reviewer])))
        let effects = state.update(
            .meeting(.adjourned(Self.reply([.adjourned]), shell: "x", paths: ["/a/b"], head: 9)))
        #expect(MeetingScreenTests.effects(effects).contains { if case .lock = $0 { true } else { false } })
        #expect(state.meeting.unlocked.isEmpty)
        _ = state.update(.meeting(.unlocked([])))
        #expect(state.notice?.text.contains("已休会") == true)
    }

    @Test("when all that may speak have spoken, it is said who cannot, and what to do")
    func barred() {
        let refusal = FindingRefusal(.opineOwnUnit, ["person": "赵六", "unit": "下应街道/江六村"])
        for (seat, refusal) in [(Self.usual, refusal), (nil, nil)] as [(Meeting.Seat?, FindingRefusal?)] {
            var state = MeetingFixture.state(120, 40)
            let reply = Self.reply(organisation: seat, refusal: refusal, agreed: 2)
            _ = state.update(.meeting(.opined(reply, shell: "x", outcome: nil, head: 9)))
            #expect(state.notice?.text.contains("组织部现在不能表决") == true)
        }
        var state = MeetingFixture.state(120, 40)
        _ = state.update(.meeting(.opined(Self.reply(agreed: 2), shell: "x", outcome: nil, head: 9)))
        #expect(state.notice == nil)
    }

    @Test("a seat without room for the whole reason says the short one", arguments: [Language.simplified, .english])
    func short(_ language: Language) {
        let unit = "下应街道/江六村股份经济合作社"
        let refusal = FindingRefusal(.opineOwnUnit, ["person": "赵六", "unit": unit])
        let narrow = MeetingFixture.state(80, 24, language, reply: Self.reply(refusal: refusal))
        #expect(narrow.frame().text.contains(narrow.words["meeting.barred.opine.ownUnit"].prefix(16)))
        let wide = MeetingFixture.state(200, 50, language, reply: Self.reply(refusal: refusal))
        #expect(!wide.frame().text.contains(wide.words["meeting.barred.opine.ownUnit"]))
        let unheard = FindingRefusal(.role, ["roles": "reviewer", "person": String(repeating: "很长的名字", count: 12)])
        #expect(MeetingFixture.state(80, 24, language, reply: Self.reply(refusal: unheard)).frame().text.contains("…"))
    }
}
