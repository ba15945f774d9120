import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Testing
import Wording

@Suite("Import and export")
struct ImportTests {
    static let ledgerText = """
        序号,责任单位,反馈问题,问题类别,整改时限,责任人,整改措施,完成情况,是否销号,群众评价
        1,江六村,误工补助支出异常,作风 / 误工,2025年6月底,张会计,1.修订办法；2.追回资金,未完成,否,好
        2,江六村,固定资产未入账,作风 / 三资,立行立改,张会计,盘点,基本完成,否,
        3,下应街道/东港社区,公开不及时,党建,长期坚持,王会计,更新,已完成,是,
        4,江六村,坏日期,党建,2025年2月30日,王会计,更新,未完成,否,
        合计,,4,,,,,,,
        """

    @Test("good rows are filed in one transaction, bad rows reported with their cell, unknown units made")
    func files() throws {
        let desk = try Desk()
        let report = try desk.import(try desk.write("a.csv", Self.ledgerText))
        #expect(report.rows == 4 && report.filed == 3 && report.refused == 1)
        #expect(report.problems.map(\.cell) == ["E5"])
        #expect(report.problems.first?.expected == .deadlinePhrase(.impossibleDate))
        #expect(try desk.finding(1).measures.map(\.draft.text) == ["修订办法", "追回资金"])
        #expect(try desk.finding(1).stage.code == .assigned)
        #expect(try desk.finding(2).stage.code == .inProgress && desk.finding(2).isBroughtForward)
        #expect(try desk.finding(3).closure?.kind == .broughtForward)
        #expect(try desk.finding(3).unit.path == "下应街道 / 东港社区")
        #expect(try desk.finding(1).facts.extras == [Facts.Extra(name: "群众评价", value: "好")])
        #expect(report.notices.count { $0.code == "unitMade" } == 3)
    }

    @Test("every problem of a row is told, its deadline's too, and the row counts once")
    func everyProblem() throws {
        let desk = try Desk()
        let file = try desk.write(
            "p.csv", "序号,责任单位,反馈问题,问题类别,整改时限,问题金额\n1,江六村,甲,作风,尽快,约五万\n2,江六村,乙,作风,立行立改,3.2\n")
        let report = try desk.import(file, dryRun: true)
        #expect(report.problems.map(\.cell) == ["E2", "F2"])
        #expect(report.problems.map(\.expected) == [.deadlinePhrase(.notUnderstood), .amount])
        #expect(report.rows == 2 && report.refused == 1 && report.filed == 1)
    }

    @Test("a ledger with a column for each level of the category gets its columns back, and reads them as they were")
    func categoryLevels() throws {
        let desk = try Desk()
        try desk.import(
            try desk.write(
                "c.csv",
                "序号,责任单位,一级标题,二级标题,三级标题,反馈问题,整改时限\n1,江六村,作风,误工,补助,甲,立行立改\n2,江六村,党建,,,乙,立行立改\n"))
        let text = try String(contentsOfFile: try desk.export("c2.csv"), encoding: .utf8)
        #expect(text.contains("一级标题,二级标题,三级标题,反馈问题"))
        #expect(text.contains("作风,误工,补助,甲") && text.contains("党建,,,乙"))
        let again = try desk.import(desk.folder + "/c2.csv", round: nil)
        #expect(again.unchanged == 2 && again.updated == 0 && again.problems.isEmpty)
    }

    @Test("a header that is broken over lines is remembered as one line, and the next import reads it")
    func brokenHeaders() throws {
        let desk = try Desk()
        let broken = "序号,\"责任\n单位\",反馈问题,问题类别,整改时限,\"群众\r\n评价\"\n1,江六村,甲,作风,立行立改,好\n"
        #expect(try desk.import(try desk.write("a.csv", broken)).filed == 1)
        #expect(try desk.ledger.read { try $0.mappings() }.last?.contains("extra = 群众评价") == true)
        #expect(try desk.import(try desk.write("b.csv", Self.ledgerText)).filed == 2)
        let text = try String(contentsOfFile: try desk.export("aus.csv"), encoding: .utf8)
        #expect(text.contains("群众评价"))
        // What an earlier version remembered of such a file.
        #expect(ColumnMapping.remembered("unit = 责任\n单位\nextra = 电话") == ["责任": .field(.unit), "电话": .extra])
    }

    @Test("a 台账号 that names no finding of the row's unit and round is told, with its cell")
    func strayNumbers() throws {
        let desk = try Desk()
        let file = try desk.write(
            "n.csv", "台账号,责任单位,反馈问题,问题类别,整改时限\n999,江六村,甲,作风,立行立改\n,江六村,乙,作风,立行立改\n")
        for dryRun in [true, false] {
            let report = try desk.import(file, dryRun: dryRun)
            let notice = try #require(report.notices.first { $0.code == "strayNumbers" })
            #expect(report.filed == 2 && notice.facts["count"] == "1" && notice.facts["cells"] == "A2 999")
        }
        let own = try desk.write("o.csv", "台账号,责任单位,反馈问题,问题类别,整改时限\n1,江六村,甲,作风,立行立改\n")
        #expect(try !desk.import(own).notices.contains { $0.code == "strayNumbers" })
    }

    @Test("a dry run says the same and writes nothing; strict writes nothing when a row is bad")
    func dryRun() throws {
        let desk = try Desk()
        let file = try desk.write("a.csv", Self.ledgerText)
        let head = try desk.ledger.head()
        let dry = try desk.import(file, dryRun: true)
        #expect(dry.filed == 3 && dry.refused == 1)
        let strict = try desk.import(file, strict: true)
        #expect(strict.filed == 0 && strict.refused == 1)
        #expect(try desk.ledger.head() == head)
    }

    @Test("the same file twice files nothing twice; the same operation answers again")
    func twice() throws {
        let desk = try Desk()
        let file = try desk.write("a.csv", Self.ledgerText)
        let operation = OperationID("11111111-2222-4333-8444-555555555555")
        let first = try desk.import(file, operation: operation)
        let replayed = try desk.import(file, operation: operation)
        #expect(replayed.isReplayed && replayed.filed == first.filed)
        let head = try desk.ledger.head()
        let again = try desk.import(file)
        #expect(again.filed == 0 && again.unchanged == 3)
        #expect(try desk.ledger.head() == head)
        let other = try desk.write("b.csv", Self.ledgerText.replacing("误工补助支出异常", with: "别的"))
        #expect(complaint { try desk.import(other, operation: operation) }?.rule == "operation.reused")
    }

    @Test("importing again corrects fields, and a differing stage is a problem")
    func again() throws {
        let desk = try Desk()
        try desk.import(try desk.write("a.csv", Self.ledgerText))
        let changed = Self.ledgerText.replacing("误工补助支出异常", with: "误工补助支出严重异常").replacing("2025年6月底", with: "2025年7月底")
        let report = try desk.import(try desk.write("b.csv", changed))
        #expect(report.updated == 1 && report.unchanged == 2)
        #expect(try desk.finding(1).facts.text == "误工补助支出严重异常")
        #expect(try desk.finding(1).deadline.day == Day(iso: "2025-07-31"))
        let claimed = Self.ledgerText.replacing("基本完成,否", with: "基本完成,是")
        let staged = try desk.import(try desk.write("c.csv", claimed))
        #expect(staged.problems.contains { $0.cell == "I3" && $0.expected == .stage(.inProgress) })
        #expect(try desk.finding(2).stage.code == .inProgress)
    }

    @Test("two rows of one number and another text: the second is a problem")
    func duplicate() throws {
        let desk = try Desk()
        let text = "序号,责任单位,反馈问题,问题类别,整改时限\n1,江六村,甲,作风,2025-06-30\n1,江六村,乙,作风,2025-06-30\n1,江六村,甲,作风,2025-06-30\n"
        let report = try desk.import(try desk.write("a.csv", text))
        #expect(report.filed == 1 && report.unchanged == 1)
        #expect(report.problems.map(\.expected) == [.otherNumber(row: 2)])
    }

    @Test("a first ledger of many rows: its own rows are met again, and all indexes stand after it and after a rebuild")
    func many() throws {
        let desk = try Desk()
        let indexes = try self.indexes(of: desk)
        #expect(indexes.contains("findings_by_identity") && indexes.contains("findings_by_due"))
        var lines = ["序号,责任单位,反馈问题,问题类别,整改时限"]
        for number in 1...1200 { lines.append("\(number),第\(number % 40)村,第\(number)个问题,作风,2025-06-30") }
        lines.append("7,第7村,第7个问题,作风,2025-06-30")
        lines.append("1150,第30村,别的,作风,2025-06-30")
        let report = try desk.import(try desk.write("a.csv", lines.joined(separator: "\n") + "\n"))
        #expect(report.filed == 1200 && report.unchanged == 1)
        #expect(report.problems.map(\.expected) == [.otherNumber(row: 1151)])
        #expect(try self.indexes(of: desk) == indexes)
        try desk.ledger.store.rebuild()
        #expect(try self.indexes(of: desk) == indexes)
        #expect(try desk.ledger.store.check().isEmpty)
    }

    private func indexes(of desk: Desk) throws -> Set<String> {
        var names: Set<String> = []
        try desk.ledger.store.database.read { connection in
            try connection.forEach(
                "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'findings'", []
            ) {
                names.insert($0.text(0))
                return true
            }
        }
        return names
    }

    @Test("out and in again changes nothing", arguments: ["out.xlsx", "out.csv"])
    func roundTrip(name: String) throws {
        let desk = try Desk()
        try desk.import(
            try desk.write("a.csv", Self.ledgerText.replacing("误工补助支出异常", with: "\"=SUM(A1) 第一行\n第二行,逗号\"")))
        _ = try desk.do(.list, 2, ["supervisor": ["纪委"]])
        let head = try desk.ledger.head()
        let report = try desk.import(try desk.export(name), round: nil)
        #expect(report.problems.isEmpty, "\(report.problems)")
        #expect(report.unchanged == 3 && report.updated == 0 && report.filed == 0)
        #expect(try desk.ledger.head() == head)
        // Into an empty ledger the same findings come out, extras and all.
        let other = try Desk()
        let fresh = try other.import(desk.folder + "/" + name, round: nil)
        #expect(fresh.filed == 3 && fresh.problems.isEmpty)
        for number in 1...3 {
            #expect(try other.finding(number).facts.text == desk.finding(number).facts.text)
            #expect(try other.finding(number).stage.code == desk.finding(number).stage.code)
            #expect(try other.finding(number).deadline == desk.finding(number).deadline)
            #expect(try other.finding(number).facts.extras == desk.finding(number).facts.extras)
        }
    }

    @Test("one sheet per unit, and nothing is overwritten unasked")
    func perUnit() throws {
        let desk = try Desk()
        try desk.import(try desk.write("a.csv", Self.ledgerText))
        let file = try LedgerFile(path: try desk.export("units.xlsx", perUnit: true))
        #expect(Set(file.sheets.map(\.name)) == ["江六村", "东港社区"])
        #expect(complaint { try desk.export("units.xlsx") }?.rule == "file.exists")
        try desk.export("units.xlsx", force: true)
        #expect(complaint { try desk.export("a.pdf") }?.exit == 64)
    }

    @Test("a mapping overrides, is remembered, and comes back in the export")
    func mapping() throws {
        let desk = try Desk()
        let text = "号,村,事,类,何时\n1,江六村,甲,作风,2025-06-30\n"
        let file = try desk.write("a.csv", text)
        #expect(complaint { try desk.import(file) }?.rule == "import.noHeader")
        let map = try desk.write("map.txt", "externalNumber = 号\nunit = 村\ntext = 事\ncategory = 类\ndeadline = 何时\n")
        #expect(try desk.import(file, map: map).filed == 1)
        #expect(
            try desk.import(try desk.write("b.csv", text.replacing("甲", with: "乙").replacing("1,", with: "2,"))).filed
                == 1)
        let header =
            try String(contentsOfFile: try desk.export("o.csv"), encoding: .utf8).split(separator: "\n").first ?? ""
        #expect(header.contains("号,村,事,类,何时,轮次,"))
        let bad = try desk.write("bad.txt", "unit 村")
        let found = complaint { try desk.import(file, map: bad) }
        #expect(found?.rule == "import.mapping" && found?.facts["line"] == "1")
    }

    @Test(
        "what an import refuses as a whole",
        arguments: [
            ("第七轮", "round.missing", Int32(66)), ("", "import.noRound", 64),
        ])
    func refused(round: String, rule: String, exit: Int32) throws {
        let desk = try Desk()
        let file = try desk.write("a.csv", Self.ledgerText)
        let found = complaint { try desk.import(file, round: round.isEmpty ? nil : round) }
        #expect(found?.rule == rule && found?.exit == exit)
        #expect(found?.candidates == ["第六轮"])
    }

    @Test("the words of every problem, in three languages", arguments: Language.allCases)
    func words(language: Language) throws {
        let desk = try Desk()
        let report = try desk.import(try desk.write("a.csv", Self.ledgerText), dryRun: true)
        let text = report.lines(Catalogue.bundled(language), isDryRun: true).joined(separator: "\n")
        #expect(!text.contains("import."), "a key was shown instead of its words: \(text)")
        #expect(text.contains("E5") && text.contains("2025年2月30日"))
    }
}
