import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

/// An opinion is given on the finding that its reviewer sees, whatever others do meanwhile.
@Suite("An opinion stays on its finding")
struct MeetingHoldTests {
    private static let heard = MeetingFixture.numbers[0]
    private static let next = MeetingFixture.numbers[1]
    private static let reviewer = MeetingFixture.seats[0].reviewer

    private static func reply(_ number: FindingNumber) -> MeetingReply {
        MeetingFixture.reply(MeetingFixture.sheet(), MeetingFixture.paper(number))
    }

    /// Somebody at another terminal goes on to another finding; returns which one is asked for here.
    private static func turn(_ state: inout UIState, to number: FindingNumber) -> FindingNumber? {
        let asked = MeetingScreenTests.effects(state.update(.moved(head: state.head + 1, today: state.today)))
        _ = state.update(.meeting(.loaded(reply(number))))
        guard case .load(_, let finding)? = asked.first else { return nil }
        return finding
    }

    /// A disagreement on the finding that is heard, written and not sent.
    private static func writing(isPractice: Bool) -> UIState {
        var state = MeetingFixture.state(isPractice: isPractice, reply: reply(heard))
        if !isPractice { _ = state.update(.meeting(.unlocked([reviewer]))) }
        _ = state.update(.key(.character("d")))
        _ = state.update(.key(.tab))
        for letter in "只有复印件" { _ = state.update(.key(.character(letter))) }
        return state
    }

    private static func opinions(_ effects: [Effect]) -> [(FilledForm, FindingNumber)] {
        MeetingScreenTests.effects(effects).compactMap { effect in
            if case .opine(let form, let number, _, _, _) = effect { (form, number) } else { nil }
        }
    }

    @Test("while it is written its finding is what is asked for")
    func held() {
        var state = Self.writing(isPractice: true)
        #expect(Self.turn(&state, to: Self.heard) == Self.heard)
        let sent = Self.opinions(state.update(.key(.control("s"))))
        #expect(sent.map(\.1) == [Self.heard])
        #expect(sent.first?.0["reason"] == "只有复印件")
    }

    @Test("it is not given on another finding that came between")
    func between() {
        var state = Self.writing(isPractice: true)
        _ = state.update(.meeting(.loaded(Self.reply(Self.next))))
        #expect(Self.opinions(state.update(.key(.control("s")))).isEmpty)
        #expect(state.notice?.text.contains("#\(Self.heard)") == true)
        _ = state.update(.meeting(.loaded(Self.reply(Self.heard))))
        #expect(Self.opinions(state.update(.key(.control("s")))).map(\.1) == [Self.heard])
    }

    @Test("a key that locked itself while it was written is asked for, and nothing is lost")
    func locked() {
        var state = Self.writing(isPractice: false)
        _ = state.update(.meeting(.unlocked([])))
        #expect(state.notice?.text.contains(MeetingFixture.seats[0].name) == true)
        let asked = MeetingScreenTests.effects(state.update(.key(.control("s"))))
        guard case .unlock(Self.reviewer)? = asked.first else {
            Issue.record("the PIN was not asked for: \(asked)")
            return
        }
        // Given up: what was written is there; typed: it goes on its way.
        _ = state.update(.meeting(.gaveUp))
        guard case .form = state.overlay else {
            Issue.record("the form is gone")
            return
        }
        _ = state.update(.key(.control("s")))
        let sent = Self.opinions(state.update(.meeting(.unlocked([Self.reviewer]))))
        #expect(sent.map(\.1) == [Self.heard])
        #expect(sent.first?.0["reason"] == "只有复印件")
    }

    @Test("agreeing waits for the PIN on the finding it was pressed on")
    func agreeing() {
        var state = MeetingFixture.state(isPractice: false, reply: Self.reply(Self.heard))
        _ = state.update(.key(.character("a")))
        #expect(Self.turn(&state, to: Self.next) == Self.heard)
        #expect(Self.opinions(state.update(.meeting(.unlocked([Self.reviewer])))).isEmpty)
    }

    @Test("a key pressed as others turn the page gives no opinion on the new one")
    func turned() {
        var state = MeetingFixture.state(reply: Self.reply(Self.heard))
        _ = Self.turn(&state, to: Self.next)
        #expect(Self.opinions(state.update(.key(.character("a")))).isEmpty)
        _ = state.update(.meeting(.ready(state.meeting.turn)))
        #expect(Self.opinions(state.update(.key(.character("a")))).map(\.1) == [Self.next])
    }
}
