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

    @Test("r on what was decided is refused before anything is asked")
    func decided() {
        let sheet = MeetingFixture.sheet([.closed(.full)])
        var state = MeetingFixture.state(
            reply: MeetingFixture.reply(sheet, MeetingFixture.paper(MeetingFixture.numbers[0])))
        #expect(Self.press(&state, .character("r")).isEmpty)
        #expect(state.notice?.text == "#6 已有结论")
        guard case .none = state.overlay else {
            Issue.record("a form is open")
            return
        }
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

    @Test(
        "a number behind : goes to that item of the agenda, and to the finding itself when the meeting does not hear it"
    )
    func number() {
        var state = Self.state()
        func go(_ number: Int) -> [Effect] {
            for character in ":\(number)" { _ = state.update(.key(.character(character))) }
            return state.update(.key(.enter))
        }
        let item = MeetingFixture.numbers[3]
        guard case .ask(.move(let moved), _, _)? = MeetingScreenTests.effects(go(item.value)).first else {
            Issue.record("the meeting did not go there")
            return
        }
        #expect(moved == item && state.tab == .meeting)
        guard case .locate(let other)? = go(7).first else {
            Issue.record("the finding was not looked for")
            return
        }
        #expect(other == FindingNumber(7))
    }

    @Test("a seat that may not speak is not counted as present")
    func quorum() {
        let refused = FindingRefusal(.keyRetired, ["person": "李四", "key": "SHA256:x"])
        let paper = MeetingFixture.paper(MeetingFixture.numbers[0], refused: refused)
        let state = MeetingFixture.state(120, 40, reply: MeetingFixture.reply(MeetingFixture.sheet(), paper))
        #expect(state.frame().text.contains("到席 2/3"))
    }

    @Test("when nobody can speak any more, it is said whose seat is empty")
    func vacant() {
        let whole = MeetingFixture.paper(MeetingFixture.numbers[0], agreed: 2)
        let seats = whole.seats.map { seat in
            MeetingPaper.Seat(
                party: seat.party, name: seat.name, reviewer: seat.hasDecided ? seat.reviewer : nil, refusal: nil,
                opinion: seat.opinion)
        }
        let paper = MeetingPaper(dossier: whole.dossier, content: whole.content, seats: seats)
        var state = MeetingFixture.state(reply: MeetingFixture.reply(MeetingFixture.sheet(), paper))
        _ = Self.press(&state, .character("a"))
        #expect(state.notice?.text == state.words.text("meeting.emptySeat", ["party": "组织部"]))
    }

    @Test("an opinion by somebody else than who sits there is told with the name")
    func named() {
        let whole = MeetingFixture.paper(MeetingFixture.numbers[0], agreed: 1)
        let seats = whole.seats.enumerated().map { index, seat in
            MeetingPaper.Seat(
                party: seat.party, name: seat.name,
                reviewer: index == 0
                    ? .init(party: seat.party, reviewer: BoardFixture.id(77), name: "孙立") : seat.reviewer,
                refusal: nil, opinion: seat.opinion)
        }
        let paper = MeetingPaper(dossier: whole.dossier, content: whole.content, seats: seats)
        let state = MeetingFixture.state(120, 40, reply: MeetingFixture.reply(MeetingFixture.sheet(), paper))
        #expect(state.frame().text.contains("✓ 王五 同意销号"))
    }

    @Test("a meeting that does not vote names what is not settled before it adjourns, and promises no closure forms")
    func talk() {
        let sheet = MeetingFixture.sheet([.settled], kind: .feedback)
        var state = MeetingFixture.state(
            120, 40, reply: MeetingFixture.reply(sheet, MeetingFixture.paper(Self.setAside)))
        _ = Self.press(&state, .character("A"))
        let text = state.frame().text
        #expect(text.contains("还有 5 个没有议定") && !text.contains("审批表？"))
        _ = state.update(.key(.escape))
        _ = Self.press(&state, .character("E"))
        #expect(state.frame().text.contains("增列议程：已交办、待启动整改的问题"))
    }

    @Test("numbers that are written into the form are findings for the agenda")
    func numbers() {
        var state = Self.state()
        _ = Self.press(&state, .character("E"))
        for character in "12、#13" { _ = state.update(.key(.character(character))) }
        guard case .add(let values, _)? = Self.press(&state, .control("s")).first else {
            Issue.record("nothing was added")
            return
        }
        #expect(values == ["numbers": ["12", "13"]])
    }

    @Test("the days of a deferral and of a disagreement are called what they are")
    func labels() {
        var state = Self.state()
        _ = Self.press(&state, .character("p"))
        #expect(state.frame().text.contains("核查日期 *"))
        _ = state.update(.key(.escape))
        _ = Self.press(&state, .character("d"))
        #expect(state.frame().text.contains("新时限 *"))
    }

    @Test("among meetings of which one is open, it is said to enter one first")
    func choose() {
        var state = MeetingFixture.state(reply: MeetingFixture.list(MeetingFixture.held))
        _ = Self.press(&state, .character("E"))
        #expect(state.notice?.text == state.words["meeting.choose"])
        state = MeetingFixture.state(reply: MeetingFixture.list([]))
        _ = Self.press(&state, .character("E"))
        #expect(state.notice?.text == state.words["meeting.none"])
    }

    @Test("a long refusal goes on in the line of the keys, with the key for help beside it")
    func long() {
        var state = Self.state()
        state.notice = Notice(
            .refused, "找不到密钥 SHA256:OcZrQD7w48Lq8z09pz20POkmrEd4sKtLBj7D7Vv/vfg 的文件，找过：/home/zhou/keys",
            remedy: "插上存密钥的盘，用 --key-file 或 XIAOHAO_KEYS 指明")
        let lines = state.frame().text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.suffix(2).joined().contains("XIAOHAO_KEYS 指明"))
        #expect(lines.last?.contains("? 帮助") ?? false)
        state.notice = Notice(.refused, "短", remedy: "")
        #expect(state.frame().text.contains("a 同意"))
    }

    @Test("a long name of a unit leaves room for how the finding stands")
    func title() {
        let sheet = MeetingFixture.sheet()
        let long = sheet.lines.map { line in
            let name = String(repeating: "江六村股份经济合作社", count: 9)
            return AgendaLine(
                row: BoardFixture.row(line.row.number.value, .review, unit: name), mark: line.mark, outcome: nil,
                decidedAt: nil)
        }
        let reply = MeetingFixture.reply(MeetingSheet(meeting: sheet.meeting, ordinal: 2, lines: long))
        #expect(MeetingFixture.state(reply: reply).frame().text.contains("… · 第 1 轮 · 表决中 ─"))
    }
}
