import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

/// What a chair does to the agenda, key by key.
@Suite("The chair's walk over the agenda")
struct MeetingWalkTests {
    private static let setAside = MeetingFixture.numbers[1]

    /// #6 is heard, #10 was set aside for another meeting.
    private static func state(showing number: FindingNumber = MeetingFixture.numbers[0]) -> UIState {
        let sheet = MeetingFixture.sheet([], [.rehearingMarked(setAside, reason: "补材料")])
        return MeetingFixture.state(reply: MeetingFixture.reply(sheet, MeetingFixture.paper(number)))
    }

    private static func press(_ state: inout UIState, _ key: KeyPress) -> [MeetingEffect] {
        MeetingScreenTests.effects(state.update(.key(key)))
    }

    @Test("walking over what was set aside only looks at it: the mark and its reason stay")
    func looks() {
        var state = Self.state()
        guard case .load(_, let shown)? = Self.press(&state, .character("]")).first else {
            Issue.record("nothing was looked at")
            return
        }
        #expect(shown == Self.setAside)
    }

    @Test("b goes back past what was set aside")
    func goesBack() {
        var state = Self.state(showing: MeetingFixture.numbers[2])
        guard case .ask(.move(let number), _, _)? = Self.press(&state, .character("b")).first else {
            Issue.record("nowhere gone")
            return
        }
        #expect(number == MeetingFixture.numbers[0])
    }

    @Test("r on what was set aside hears it after all")
    func returns() {
        var state = Self.state(showing: Self.setAside)
        guard case .ask(.move(let number), _, _)? = Self.press(&state, .character("r")).first else {
            Issue.record("it was not taken back")
            return
        }
        #expect(number == Self.setAside)
    }

    @Test("an item that is moved up or down stays on the screen")
    func stays() {
        var state = Self.state()
        guard case .ask(.order(let order), _, let showing)? = Self.press(&state, .character("J")).first else {
            Issue.record("nothing was moved")
            return
        }
        #expect(order.prefix(2) == [Self.setAside, MeetingFixture.numbers[0]])
        #expect(showing == MeetingFixture.numbers[0])
    }

    @Test("F1 pressed for help says where help is")
    func help() {
        var state = Self.state()
        _ = Self.press(&state, .function(1))
        #expect(state.notice?.text.contains("?") == true)
        _ = Self.press(&state, .function(2))
        #expect(state.notice == nil)
    }

    @Test("a refusal is gone with the next key")
    func refusal() {
        var state = Self.state()
        _ = Self.press(&state, .function(4))
        #expect(state.notice?.kind == .refused)
        _ = Self.press(&state, .character("t"))
        #expect(state.notice == nil)
    }

    @Test("a finding that was sent back is shown in the round that sent it back")
    func round() throws {
        let outcome = AgendaOutcome.sentBack(deadline: BoardFixture.today.adding(days: 30), supervisor: "巡察办")
        let sheet = MeetingFixture.sheet([outcome])
        let paper = MeetingFixture.paper(MeetingFixture.numbers[0], agreed: 1)
        let spoken = try #require(paper.dossier.finding.opinions.map(\.reviewRound).max())
        let state = MeetingFixture.state(120, 40, reply: MeetingFixture.reply(sheet, paper))
        #expect(state.frame().text.contains("第 \(spoken) 轮 · 退回"))
    }

    @Test("what is typed into a choice and names none of it is not lost without a word")
    func choice() {
        var state = Self.state()
        _ = Self.press(&state, .character("d"))
        _ = Self.press(&state, .character("整"))
        #expect(state.notice?.text == state.words["form.chooses"])
    }
}
