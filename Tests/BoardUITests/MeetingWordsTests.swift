import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

/// What a meeting's form takes, and what its paper says.
@Suite("Words of a meeting")
struct MeetingWordsTests {
    @Test("numbers for the agenda are taken as they are written; what is none is said beside its field")
    func agendaNumbers() {
        func typed(_ text: String) -> UIState {
            var state = MeetingFixture.state()
            _ = state.update(.key(.character("E")))
            for character in text { _ = state.update(.key(.character(character))) }
            return state
        }
        for (text, values) in [
            ("1-3 #7", ["1-3", "7"]), ("12,13，14、15", ["12", "13", "14", "15"]), ("甲", ["甲"]),
        ] {
            var state = typed(text)
            guard case .add(let sent, _)? = MeetingScreenTests.effects(state.update(.key(.control("s")))).first else {
                Issue.record("\(text)")
                continue
            }
            #expect(sent["numbers"] == values)
        }
        var state = typed("7 1-3")
        _ = state.update(.key(.tab))
        #expect(state.frame().text.contains("“编号”的“1-3”不是编号"))
        state = typed("7 13")
        _ = state.update(.key(.tab))
        #expect(!state.frame().text.contains("不是编号"))
    }

    @Test("a first deadline is called so, and words are how the deadline was written")
    func firstDeadline() {
        func shown(_ original: String) -> String {
            let paper = MeetingFixture.paper(MeetingFixture.numbers[0]).written(original)
            return MeetingFixture.state(120, 40, reply: MeetingFixture.reply(MeetingFixture.sheet(), paper)).frame()
                .text
        }
        #expect(shown("2026-11-30").contains("限期 2026-12-31（原定 2026-11-30）"))
        #expect(shown("2026-12-31").contains("（原文：2026-12-31）"))
        #expect(shown("12月底").contains("（原文：12月底）"))
    }
}

extension MeetingPaper {
    /// With this as what its deadline was at first.
    fileprivate func written(_ original: String) -> MeetingPaper {
        MeetingPaper(
            dossier: dossier,
            content: content.map { $0.key == "deadlineOriginal" ? ContentLine(key: $0.key, value: original) : $0 },
            seats: seats)
    }
}
