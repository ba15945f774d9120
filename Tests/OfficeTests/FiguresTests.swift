import Exchange
import Ledger
import Office
import Rectification
import Requests
import Testing

@Suite("Figures and units")
struct FiguresTests {
    static func reviewed(_ desk: Desk, _ number: Int) throws {
        let evidence = try desk.write("票据.txt", "三万二")
        _ = try desk.do(.start, number, as: "张会计", ["goal": ["好"], "measure": ["修订"], "person": ["张"]])
        _ = try desk.do(
            .report, number, as: "张会计", ["measure-done": ["1"], "completion": ["done"], "inference": ["已查"]])
        _ = try desk.do(.attach, number, as: "张会计", ["file": [evidence]])
        _ = try desk.do(.submit, number, as: "张会计", ["pledge": ["张书记"]])
    }

    static func desk() throws -> Desk {
        let desk = try Desk(feedback: "2026-10-30")
        for (name, kind, parent) in [
            ("下应街道", Organisation.Kind.town, nil), ("江六村", .village, "下应街道"), ("东村", .village, "下应街道"),
        ] as [(String, Organisation.Kind, String?)] {
            _ = try desk.ledger.addOrganisation(name, kind: kind, parent: parent, head: nil, as: nil, WriteOptions())
        }
        _ = try desk.ledger.addPerson(
            PersonDraft(name: "张会计", organisation: "江六村", roles: [.unit]), as: nil, WriteOptions())
        for (name, party) in [("王五", "inspection"), ("李四", "discipline"), ("赵六", "organisation")] {
            _ = try desk.ledger.addPerson(
                PersonDraft(name: name, organisation: "\(name)组", roles: [.reviewer], parties: [party]), as: nil,
                WriteOptions())
        }
        let rows = [
            "1,江六村,甲,作风,2027-03-31,李书记,,", "2,江六村,乙,作风,2027-03-31,李书记,,", "3,东村,丙,作风,2026-11-20,陈书记,,",
            "4,东村,丁,作风,2026-06-30,陈书记,是,2026-06-01", "5,江六村,戊,作风,立行立改,李书记,,", "6,江六村,己,作风,长期坚持,李书记,,",
        ].joined(separator: "\n")
        try desk.import(
            try desk.write("台账.csv", "序号,责任单位,反馈问题,问题类别,整改时限,责任领导,是否销号,销号时间\n" + rows))
        return desk
    }

    @Test("closures, overdue ones, first passes and what stands apart, counted by hand")
    func figures() throws {
        let desk = try Self.desk()
        // 1 is closed at the first review; 2 is sent back and open again.
        for number in [1, 2] { try Self.reviewed(desk, number) }
        for (name, party) in [("王五", "inspection"), ("李四", "discipline"), ("赵六", "organisation")] {
            _ = try desk.do(.agree, 1, as: name, ["party": [party]])
        }
        _ = try desk.do(
            .disagree, 2, as: "王五",
            ["party": ["inspection"], "code": ["paper"], "reason": ["只有文件"], "deadline": ["2027-01-31"]])
        let all = try desk.ledger.figures(FindingFilter())
        let figures = all.figures
        #expect((figures.total, figures.closed) == (5, 1))
        #expect((figures.broughtForward, figures.stageClosures) == (1, 0))
        #expect((figures.onTime, figures.late, figures.extended) == (1, 0, 0))
        #expect(figures.overdue == 1)
        #expect(figures.overdueByTown == ["下应街道": 1])
        #expect(figures.overdueByUnit == ["下应街道 / 东村": 1])
        #expect(figures.overdueByLeader == ["陈书记": 1])
        #expect((figures.immediate.part, figures.immediate.whole) == (0, 1))
        // Feedback on 2026-10-30, closed on 2026-11-24.
        #expect(figures.toClosure.median == 25)
        #expect(figures.firstPass["下应街道 / 江六村"]?.part == 1)
        #expect(figures.firstPass["下应街道 / 江六村"]?.whole == 2)
        #expect((figures.relapsed.part, figures.relapsed.whole) == (0, 1))
        #expect(all.coverage.isEmpty)
    }

    @Test("coverage is what the policy states, the inspected counted only when it does not say")
    func coverage() throws {
        let desk = try Self.desk()
        func adopt(_ line: String) throws -> LedgerFigures.Coverage? {
            let text = PolicyFile.bundledText.replacing("coverage: []", with: "coverage:\n  - {\(line)}")
            _ = try desk.ledger.adoptPolicy(try PolicyFile(text: text), as: nil, WriteOptions())
            return try desk.ledger.figures(FindingFilter()).coverage.first
        }
        let stated = try adopt("kind: village, total: 2920, inspected: 2720, as_of: 2024-12-31")
        #expect(stated?.inspected == 2720 && stated?.total == 2920 && stated?.asOf == Day(iso: "2024-12-31"))
        #expect(try adopt("kind: village, total: 2920, as_of: 2024-12-31")?.inspected == 2)
    }

    @Test("the middle and nine tenths of a few days")
    func spread() throws {
        let desk = try Desk()
        #expect(try desk.ledger.figures(FindingFilter()).figures.toClosure.median == nil)
    }

    @Test("units come from a table, in any order of columns; a row with a problem is named and left out")
    func units() throws {
        let desk = try Desk()
        let file = try desk.write(
            "单位.csv",
            "一把手,上级,单位名称,类别\n王书记,,新城街道,街道\n李书记,新城街道,东村,村\n,没有的镇,西村,村\n,新城街道,南村,宇宙\n,,新城街道/北社区,\n")
        let report = try desk.ledger.importOrganisations(file, as: nil, WriteOptions())
        #expect(report.added == 3)
        #expect(report.performed.problems.map(\.cell) == ["B4", "D5"])
        let tree = try desk.ledger.read { try $0.organisations() }
        #expect(tree.first { $0.name == "东村" }?.head == "李书记")
        #expect(tree.first { $0.name == "北社区" }?.kind == .village)
        #expect(try desk.ledger.read { try $0.unit("新城街道/东村") }.path == "新城街道 / 东村")
        let again = try desk.ledger.importOrganisations(file, as: nil, WriteOptions())
        #expect(again.added == 0 && again.performed.unchanged == 3)
        let changed = try desk.write("改.csv", "单位名称,上级,一把手\n东村,新城街道,赵书记\n")
        #expect(try desk.ledger.importOrganisations(changed, as: nil, WriteOptions()).performed.updated == 1)
    }

    @Test("--if-version where nothing has a version is refused, not ignored")
    func version() throws {
        let desk = try Desk()
        let found = complaint {
            _ = try desk.ledger.addOrganisation(
                "东村", kind: .village, parent: nil, head: nil, as: nil, WriteOptions(ifVersion: 1))
        }
        #expect(found?.rule == "version.noFinding" && found?.exit == 64)
    }
}
