import BoardUI
import Rectification
import Requests
import Screen
import Testing
import Wording

@Suite("The meeting's screen")
struct MeetingScreenTests {
    static let refusal = FindingRefusal(.opineAvoidance, ["person": "李四", "unit": "江六村"])

    static func effects(_ effects: [Effect]) -> [MeetingEffect] {
        effects.compactMap { if case .meeting(let effect) = $0 { effect } else { nil } }
    }

    static func opinions(_ all: [Effect]) -> [(form: FilledForm, reviewer: PersonID)] {
        effects(all).compactMap { effect in
            if case .opine(let form, _, _, let reviewer, _) = effect { (form, reviewer) } else { nil }
        }
    }

    // MARK: Frames

    @Test("looks as it did", arguments: [(80, 24), (120, 40), (200, 50)], Language.allCases)
    func golden(size: (Int, Int), language: Language) throws {
        let sheet = MeetingFixture.sheet(
            [.closed(.full), .sentBack(deadline: BoardFixture.today.adding(days: 30), supervisor: "巡察办")],
            [.skipped(MeetingFixture.numbers[3]), .rehearingMarked(MeetingFixture.numbers[4], reason: "补材料")])
        let paper = MeetingFixture.paper(MeetingFixture.numbers[2], agreed: 1, refused: Self.refusal)
        let state = MeetingFixture.state(size.0, size.1, language, reply: MeetingFixture.reply(sheet, paper))
        try GoldenTests.compare(state.frame(), "meeting-\(size.0)x\(size.1)-\(language.rawValue)")
    }

    static let screens: [(name: String, prepare: @Sendable (inout UIState) -> Void)] = [
        (
            "verdict",
            { state in
                let sheet = MeetingFixture.sheet([.closed(.full)])
                let verdict = MeetingState.Verdict(number: MeetingFixture.numbers[0], outcome: .closed(.full))
                _ = state.update(
                    .meeting(
                        .opined(
                            MeetingFixture.reply(sheet, MeetingFixture.paper(MeetingFixture.numbers[0], agreed: 3)),
                            shell: "xiaohao opine 6 agree --party organisation", outcome: verdict, head: 9)))
            }
        ),
        ("disagree", { state in _ = state.update(.key(.character("d"))) }),
        ("adjourn", { state in _ = state.update(.key(.character("A"))) }),
        ("help", { state in _ = state.update(.key(.character("?"))) }),
        ("wide", { state in _ = state.update(.key(.character("+"))) }),
        (
            "pin",
            { state in
                state.setting.isPractice = false
                _ = state.update(.key(.character("a")))
                _ = state.update(.meeting(.typed(7)))
            }
        ),
        (
            "none",
            { state in
                _ = state.update(.meeting(.loaded(MeetingFixture.list([]))))
            }
        ),
        (
            "list",
            { state in
                let refusal = FindingRefusal(.keyNotEnrolled, ["person": "周主任", "key": "SHA256:Qx…"])
                _ = state.update(.meeting(.loaded(MeetingFixture.list(MeetingFixture.held, refusal))))
                for _ in 0..<2 { _ = state.update(.key(.down)) }
            }
        ),
        (
            "open",
            { state in
                let people = MeetingFixture.seats.map {
                    Person(id: $0.reviewer, name: $0.name, roles: [.reviewer], parties: [$0.party])
                }
                _ = state.update(.meeting(.reviewers(.open, people)))
            }
        ),
    ]

    @Test("every state in three languages at 80×24", arguments: screens.map(\.name), Language.allCases)
    func states(name: String, language: Language) throws {
        var state = MeetingFixture.state(80, 24, language)
        Self.screens.first { $0.name == name }?.prepare(&state)
        try GoldenTests.compare(state.frame(), "meeting-\(name)-80x24-\(language.rawValue)")
    }

    @Test("the text drawn is the text that is signed, all of it reachable", arguments: [(80, 24), (200, 50)])
    func reachable(columns: Int, rows: Int) {
        var state = MeetingFixture.state(columns, rows)
        var seen = state.frame().text
        for _ in 0..<60 {
            _ = state.update(.key(.down))
            seen += "\n" + state.frame().text
        }
        let squeezed = seen.filter { !" │\n".contains($0) }
        let words = Catalogue.bundled(.simplified)
        let coded = [
            "inspection": "source.inspection", "key": "flag.key", "date": "deadline.date", "rule": "measure.rule",
            "done": "completion.done", "open": "publicity.open",
        ]
        for line in MeetingFixture.content where !["true", "0", "20480", "312"].contains(line.value) {
            let value = coded[line.value].map { words[$0] } ?? line.value
            // A long value is broken over lines of its own.
            let start = String(value.filter { $0 != " " }.prefix(12))
            #expect(squeezed.contains(start), "\(line.key): \(value)")
        }
    }

    // MARK: Speaking

    @Test("an opinion is the next open seat's, and the seat after it is taken by itself")
    func seats() {
        var state = MeetingFixture.state()
        for (index, seat) in MeetingFixture.seats.enumerated() {
            let sent = Self.opinions(state.update(.key(.character("a"))))
            #expect(sent.map(\.reviewer) == [seat.reviewer])
            #expect(sent.first?.form == FilledForm(.agree, values: ["party": [seat.party.description]]))
            let paper = MeetingFixture.paper(MeetingFixture.numbers[0], agreed: index + 1)
            _ = state.update(
                .meeting(.opined(MeetingFixture.reply(MeetingFixture.sheet(), paper), shell: "", outcome: nil, head: 1))
            )
            _ = state.update(.meeting(.ready(state.meeting.turn)))
        }
        #expect(Self.opinions(state.update(.key(.character("a")))).isEmpty)
        #expect(state.notice?.kind == .refused)
    }

    @Test("whoever deferred has had their turn: the next party speaks, and they are asked again at the end")
    func deferred() {
        for (agreed, next) in [([], 1), ([1], 2), ([1, 2], 0)] {
            let paper = MeetingFixture.paper(MeetingFixture.numbers[0], deferred: 0, agreed: agreed)
            let state = MeetingFixture.state(reply: MeetingFixture.reply(MeetingFixture.sheet(), paper))
            #expect(state.meeting.taken == MeetingFixture.seats[next].party)
        }
    }

    @Test("when all have spoken and somebody deferred, the screen says how to go on")
    func leftOpen() {
        var state = MeetingFixture.state()
        func opined(_ agreed: [Int]) -> String? {
            let paper = MeetingFixture.paper(MeetingFixture.numbers[0], deferred: 0, agreed: agreed)
            _ = state.update(
                .meeting(.opined(MeetingFixture.reply(MeetingFixture.sheet(), paper), shell: "", outcome: nil, head: 1))
            )
            return state.notice?.text
        }
        #expect(opined([1]) == nil)
        #expect(opined([1, 2]) == state.words.text("meeting.leftOpen", ["key": "s"]))
    }

    @Test("a key held down gives one opinion and no more, neither here nor on the next finding")
    func held() {
        var state = MeetingFixture.state()
        #expect(Self.opinions(state.update(.key(.character("a")))).count == 1)
        for _ in 0..<20 { #expect(Self.opinions(state.update(.key(.character("a")))).isEmpty) }
        let outcome = MeetingState.Verdict(number: MeetingFixture.numbers[0], outcome: .closed(.full))
        let paper = MeetingFixture.paper(MeetingFixture.numbers[0], agreed: 3)
        let sheet = MeetingFixture.sheet([.closed(.full)])
        var rests = Self.effects(
            state.update(.meeting(.opined(MeetingFixture.reply(sheet, paper), shell: "", outcome: outcome, head: 1))))
        for _ in 0..<30 {
            let more = state.update(.key(.character("a")))
            #expect(Self.opinions(more).isEmpty)
            // The end of a rest that was broken by another press says nothing.
            for case .rest(let turn, _) in rests { _ = state.update(.meeting(.ready(turn))) }
            #expect(state.meeting.pause != .none)
            rests = Self.effects(more)
        }
        for case .rest(let turn, _) in rests { #expect(Self.effects(state.update(.meeting(.ready(turn)))).count == 1) }
        #expect(state.meeting.pause == .none && state.meeting.verdict == nil)
    }

    @Test("a seat that may not speak is dimmed with its reason, passed over, and says why when it is taken")
    func refused() {
        let paper = MeetingFixture.paper(MeetingFixture.numbers[0], agreed: 1, refused: Self.refusal)
        var state = MeetingFixture.state(120, 40, reply: MeetingFixture.reply(MeetingFixture.sheet(), paper))
        #expect(state.frame().text.contains("李四须对“江六村”回避"))
        #expect(
            Self.opinions(state.update(.key(.character("a")))).map(\.reviewer) == [MeetingFixture.seats[2].reviewer])
        state = MeetingFixture.state(120, 40, reply: MeetingFixture.reply(MeetingFixture.sheet(), paper))
        _ = state.update(.key(.function(2)))
        #expect(state.notice?.text == "李四须对“江六村”回避")
        #expect(Self.opinions(state.update(.key(.character("a")))).isEmpty)
    }

    @Test(
        "with a signing ledger an opinion first asks for the PIN, then goes on its way by itself; no PIN is in the state"
    )
    func pin() {
        var state = MeetingFixture.state(isPractice: false)
        let asked = Self.effects(state.update(.key(.character("a"))))
        guard case .unlock(let person) = asked.first, asked.count == 1 else {
            Issue.record("\(asked)")
            return
        }
        #expect(person == MeetingFixture.seats[0].reviewer)
        for digit in "918273645546" { #expect(state.update(.key(.character(digit))).isEmpty) }
        #expect(!"\(state)".contains("918273645546"))
        let sent = state.update(.meeting(.unlocked([person])))
        #expect(Self.opinions(sent).map(\.reviewer) == [person])
        // The next opinion of the same person asks no more.
        _ = state.update(.refused(Message.Trouble(rule: "key.locked", facts: [:], isFailure: false)))
        #expect(Self.opinions(state.update(.key(.character("a")))).count == 1)
        // An idle lock asks again.
        _ = state.update(.refused(Message.Trouble(rule: "key.locked", facts: [:], isFailure: false)))
        _ = state.update(.meeting(.unlocked([])))
        #expect(Self.opinions(state.update(.key(.character("a")))).isEmpty)
    }

    @Test("a wrong PIN is asked for again at once, and the opinion still waits for the right one")
    func wrongPIN() {
        var state = MeetingFixture.state(isPractice: false)
        _ = state.update(.key(.character("a")))
        _ = state.update(.meeting(.unlocking))
        let trouble = Message.Trouble(rule: "key.wrongPIN", facts: ["path": "x.key", "tries": "1"], isFailure: false)
        let again = Self.effects(state.update(.refused(trouble)))
        let person = MeetingFixture.seats[0].reviewer
        guard case .unlock(person)? = again.first, again.count == 1 else {
            Issue.record("\(again)")
            return
        }
        #expect(state.frame().text.contains("PIN 不对（第 1 次）"))
        #expect(state.update(.key(.character("1"))).isEmpty && state.tab == .meeting)
        #expect(Self.opinions(state.update(.meeting(.unlocked([person])))).map(\.reviewer) == [person])
    }

    @Test("giving up the PIN gives no opinion later")
    func gaveUp() {
        var state = MeetingFixture.state(isPractice: false)
        _ = state.update(.key(.character("a")))
        _ = state.update(.meeting(.gaveUp))
        #expect(state.update(.meeting(.unlocked([MeetingFixture.seats[0].reviewer]))).isEmpty)
    }

    @Test("whoever has a seat and did not open the meeting sits alone at this terminal")
    func ownTerminal() {
        let reviewer = Person(
            id: MeetingFixture.seats[1].reviewer, name: "李四", roles: [.reviewer], parties: [.discipline])
        var state = MeetingFixture.state(actor: reviewer)
        #expect(state.meeting.only == .discipline)
        #expect(Self.opinions(state.update(.key(.character("a")))).map(\.reviewer) == [reviewer.id])
        var other = MeetingFixture.state()
        #expect(other.meeting.only == nil)
        _ = other.update(.key(.character("t")))
        #expect(other.meeting.only == .inspection)
    }

    @Test("of a finding that somebody else moved, nothing is signed before it was seen as it is now")
    func moved() {
        var state = MeetingFixture.state()
        _ = state.update(.key(.character("d")))
        let trouble = Message.Trouble(
            rule: "version.moved", facts: ["number": "6", "current": "9", "expected": "3"], isFailure: true)
        let effects = state.update(.refused(trouble))
        if case .form = state.overlay { Issue.record("the form is still there") }
        #expect(Self.effects(effects).contains { if case .load = $0 { true } else { false } })
    }

    @Test("a decision at another terminal is shown to this room too")
    func elsewhere() {
        var state = MeetingFixture.state()
        let sheet = MeetingFixture.sheet([.closed(.full)])
        _ = state.update(
            .meeting(.loaded(MeetingFixture.reply(sheet, MeetingFixture.paper(MeetingFixture.numbers[1])))))
        #expect(state.meeting.verdict?.number == MeetingFixture.numbers[0])
        #expect(state.frame().text.contains("认 定"))
    }

    // MARK: Keys

    static let bindings = Keymap.meanings(on: .meeting).flatMap { meaning in
        Keymap.standard.keys(of: meaning).map { (meaning, $0) }
    }

    @Test("every documented key does something that can be seen or is asked for", arguments: bindings)
    func documented(meaning: KeyMeaning, key: KeyPress) {
        // In the middle of the agenda, so that there is something before and after.
        let paper = MeetingFixture.paper(MeetingFixture.numbers[2])
        var state = MeetingFixture.state(80, 24, reply: MeetingFixture.reply(MeetingFixture.sheet(), paper))
        switch meaning {
        case .meeting(.unlock): state.setting.isPractice = false
        case .view(.up), .view(.first), .view(.pageUp), .view(.halfUp):
            for _ in 0..<45 { _ = state.update(.key(.down)) }
        case .view(.back), .meeting(.narrower): _ = state.update(.key(.character("+")))
        case .meeting(.seat1): _ = state.update(.key(.function(2)))
        case .view(.open), .meeting(.openMeeting):
            _ = state.update(.meeting(.loaded(MeetingFixture.list([]))))
        case .view, .shell, .board, .desk, .meeting, .intake, .dossier, .triage, .figures: break
        }
        let before = state.frame()
        let effects = state.update(.key(key))
        // There are three parties, and no fourth seat.
        #expect(
            state.notice?.kind != .refused || meaning == .meeting(.seat4),
            "\(KeyName.shown(key)): \(state.notice?.text ?? "")")
        #expect(state.frame() != before || !effects.isEmpty || state.isEnding, "\(KeyName.shown(key)) does nothing")
    }

    @Test("a meeting that does not vote settles findings by what is put down, and takes no opinions")
    func settles() {
        let sheet = MeetingFixture.sheet([.settled], kind: .feedback)
        let paper = MeetingFixture.paper(MeetingFixture.numbers[1])
        var state = MeetingFixture.state(reply: MeetingFixture.reply(sheet, paper))
        #expect(state.frame().text.contains("到会") && !state.frame().text.contains("待表决"))
        for key in ["a", "d", "p"] {
            #expect(Self.effects(state.update(.key(.character(Character(key))))).isEmpty)
            #expect(state.notice?.text == state.words["meeting.noVote"])
        }
        _ = state.update(.key(.character("i")))
        for character in "月底前报方案" { _ = state.update(.key(.character(character))) }
        let sent = Self.effects(state.update(.key(.control("s"))))
        guard case .ask(.note(let number, let text), let meeting, _)? = sent.first else {
            Issue.record("\(sent)")
            return
        }
        #expect(number == MeetingFixture.numbers[1] && text == "月底前报方案" && meeting == 3)
    }

    @Test("the list is reached from an open meeting, goes on with it, and shows those that were")
    func list() {
        var state = MeetingFixture.state()
        #expect(Self.effects(state.update(.key(.escape))).contains { if case .list = $0 { true } else { false } })
        _ = state.update(.meeting(.loaded(MeetingFixture.list(MeetingFixture.held))))
        _ = state.update(.key(.home))
        _ = state.update(.key(.down))
        guard case .load(let number, nil)? = Self.effects(state.update(.key(.enter))).first else {
            Issue.record("nothing was opened")
            return
        }
        #expect(number == 5)
        _ = state.update(.meeting(.loaded(MeetingFixture.reply())))
        // Whoever comes back to the view goes on with what is open.
        _ = state.update(.key(.escape))
        _ = state.update(.key(.character("1")))
        let back = Self.effects(state.update(.key(.character("2"))))
        #expect(back.contains { if case .load(nil, nil) = $0 { true } else { false } })
        // Where the papers lie is copied, not typed.
        _ = state.update(.meeting(.loaded(MeetingFixture.list(MeetingFixture.held))))
        state.meeting.cursor = 2
        let copied = state.update(.key(.character("y")))
        #expect(copied.contains { if case .copy("/home/zhou/台账.db.documents/meeting-4") = $0 { true } else { false } })
    }

    @Test("a read-only ledger lets the meeting be watched and refuses everything else")
    func readOnly() {
        var state = MeetingFixture.state()
        state.setting.barred = BoardFixture.lookOnly
        for key in ["a", "d", "p", "s", "r", "i", "A", "x", "K"] {
            #expect(Self.effects(state.update(.key(.character(Character(key))))).isEmpty, "\(key)")
        }
        #expect(!Self.effects(state.update(.key(.character("]")))).isEmpty)
    }
}
