import BoardUI
import Rectification
import Requests
import Screen
import Testing

/// What the desk writes, and what its forms and columns say beside what they ask.
@Suite("Papers and hints of the desk")
struct DeskPaperTests {
    @Test("X writes the public list of what is listed and the digest of everything else, of the group that is shown")
    func papers() {
        for (tabs, paper) in [(0, "督办日报"), (3, "挂牌公示")] {
            var state = DeskScreenTests.desk(120, 40)
            for _ in 0..<tabs { BoardFixture.press(&state, .tab) }
            BoardFixture.press(&state, .character("z"), .enter, .character("X"))
            let group = state.desk.path.last?.group.label ?? ""
            #expect(!group.isEmpty)
            #expect(state.notice?.text == "\(paper)已写成：/台账/督办/\(group) .docx .html .md")
        }
    }

    @Test("a path that does not fit loses its first folders, not its last")
    func narrow() {
        var state = DeskScreenTests.desk(60, 20)
        let paths = ["/home/zhang/.local/share/xiaohao/ledger.db.documents/2026-11-24/督办日报.docx"]
        _ = state.update(.desk(.exported(.digest, paths: paths)))
        #expect(state.notice?.text == "督办日报已写成：…/2026-11-24/督办日报 .docx")
    }

    @Test("the clock's column is called as its preset counts")
    func heads() {
        var state = DeskScreenTests.desk(120, 40)
        var heads: [DeskPreset: String] = [:]
        for preset in DeskPreset.allCases {
            while state.desk.preset != preset { BoardFixture.press(&state, .tab) }
            let line = state.frame().text.split(separator: "\n").first { $0.hasPrefix("  #") } ?? ""
            heads[preset] = line.split(separator: " ").dropFirst().first.map(String.init)
        }
        #expect(heads[.overdue] == "逾期" && heads[.listed] == "时限" && heads[.extension] == "时限")
        #expect(heads[.awaiting] == "答复期限" && heads[.unanswered] == "答复期限")
        #expect(heads[.consolidation] == "可确认" && heads[.clue] == "反馈期限")
    }

    @Test("what is missing in a form is called as its label calls it")
    func missing() {
        var state = BoardFixture.board(120, 40)
        BoardFixture.press(&state, .character("."), .character(";"), .control("s"))
        guard case .form(let form) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.fields.first?.problem == "缺少“内容”")
    }

    @Test("who decides an extension reads what was asked and why, beside what is due")
    func request() {
        var finding = BoardFixture.finding()
        let until = BoardFixture.today.adding(days: 40)
        let stamp = EventStamp(
            version: finding.version + 1, at: Moment(seconds: 1_794_000_000), day: BoardFixture.today,
            person: PersonID(high: 1, low: 2), name: "张会计")
        finding.evolve(.extensionRequested(until: until, reason: "等待审计结论"), stamp)
        let setting = DeskScreenTests.desk(120, 40).setting
        for action in [FindingAction.extensionGrant, .extensionRefuse] {
            let hints = FormState.action(action, finding, setting).hints
            #expect(
                hints == ["\(BoardFixture.today) 申请延至 \(until)：等待审计结论", "现时限 2026-11-15，原定 2026-11-15"])
        }
        #expect(FormState.action(.list, finding, setting).hints.isEmpty)
    }
}
