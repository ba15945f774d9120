import Exchange
import Foundation
import Rectification
import Spreadsheet
import Testing

/// Files written by other programs (openpyxl), with the cells that must come out listed by hand.
@Suite("Ledgers as they come")
struct FixtureTests {
    struct Reading {
        var rows: [LedgerRow] = []
        var problems: [RowProblem] = []
        var columns: [String] = []
        var hidden = (rows: 0, columns: 0)
        var filled = 0
    }

    static func path(_ name: String) throws -> String {
        try #require(Bundle.module.url(forResource: "Fixtures/" + name, withExtension: nil)).path
    }

    static func read(_ name: String, sheet: Int) throws -> Reading {
        let file = try LedgerFile(path: try path(name))
        let merges = try file.merges(of: sheet)
        var waiting: [SheetRow] = []
        let hidden = try file.forEachRow(of: sheet) { waiting.append($0) }
        let mapping = try #require(
            ColumnMapping(Array(waiting.prefix(30)), merges: merges, synonyms: HeaderTests.synonyms))
        var reader = LedgerRowReader(
            mapping, merges: merges, synonyms: HeaderTests.synonyms, fillsBlankUnits: file.losesMerges)
        var reading = Reading()
        for row in waiting { for one in reader.take(row) { reading.add(one) } }
        for one in reader.finish() { reading.add(one) }
        reading.columns = mapping.columns.map { "\($0.header)" }
        reading.hidden = (hidden.hiddenRows, hidden.hiddenColumns)
        reading.filled = reader.filledUnits
        return reading
    }

    @Test("a three-row header over merged units, totals, notes, hidden rows")
    func threeRows() throws {
        let file = try LedgerFile(path: try Self.path("three-row-header.xlsx"))
        #expect(file.sheets.map(\.name) == ["说明", "整改台账"])
        let reading = try Self.read("three-row-header.xlsx", sheet: 1)
        #expect(reading.columns[1...3] == ["一级标题", "二级标题", "三级标题"])
        #expect(reading.rows.map(\.number) == [6, 7, 8, 10, 12])
        #expect(reading.rows.map(\.externalNumber) == ["001", "ZK-1", "3", "4", "5"])
        #expect(reading.rows.map(\.unit) == ["江六村", "江六村", "江六村", "东港社区", "东港社区"])
        #expect(reading.rows.map(\.deadline) == ["2024-12-31", "2024年8月底", "2024-12-31", "立行立改", "2025年2月30日"])
        #expect(reading.rows[0].category == "群众身边不正之风 / 误工补助")
        #expect(reading.rows[0].extras.contains(Facts.Extra(name: "三级标题", value: "村级")))
        #expect(reading.rows[0].extras.contains(Facts.Extra(name: "群众评价", value: "较好")))
        #expect(reading.rows[0].measures == ["修订办法", "追回资金"])
        #expect(reading.rows[1].measures == ["盘点", "入账"])
        #expect(reading.rows[0].leader == "李书记" && reading.rows[0].person == "张会计")
        #expect(reading.rows[1].completion == .basic && reading.rows[1].initialStage == .inProgress)
        #expect(reading.rows[0].initialStage == .assigned)
        #expect(reading.rows[3].initialStage == .closed && reading.rows[3].closedOn == Day(iso: "2024-12-05"))
        #expect(reading.rows[3].extras.contains(Facts.Extra(name: "配合单位", value: "江六村")))
        #expect(reading.problems.isEmpty)
        #expect(reading.hidden == (1, 1))
    }

    @Test("amounts, full-width days, publicity, formulas that failed")
    func plain() throws {
        let reading = try Self.read("plain.xlsx", sheet: 0)
        #expect(reading.rows.count == 2)
        #expect(reading.rows[0].amount == Amount(tenThousandYuan: "3.2"))
        #expect(reading.rows[0].isKey == true && reading.rows[0].source == .transferred)
        #expect(reading.rows[1].amount == Amount(tenThousandYuan: "12"))
        #expect(reading.rows[1].publicity == .withheld(reason: "涉密"))
        #expect(reading.problems.map(\.cell) == ["F4", "5"] || reading.problems.map(\.cell) == ["F4", "C5"])
        #expect(reading.problems.first?.expected == .amount)
        #expect(reading.problems.first?.found == "很多")
    }

    @Test("a finding that spans several rows is one finding with several measures")
    func spanning() throws {
        let reading = try Self.read("spanning-rows.xlsx", sheet: 0)
        #expect(reading.rows.map(\.text) == ["误工补助支出异常", "台账缺失"])
        #expect(reading.rows.first?.measures == ["修订办法", "追回资金"])
        #expect(reading.rows.first?.progress == "已修订\n已追回一半")
    }

    @Test("GB18030 with quoted line breaks; a blank unit is the one above, and said so")
    func gb18030() throws {
        let reading = try Self.read("gb18030.csv", sheet: 0)
        #expect(reading.rows.map(\.text) == ["第一行\n第二行，含“引号”", "另一个"])
        #expect(reading.rows.map(\.unit) == ["江六村", "江六村"])
        #expect(reading.rows[0].externalNumber == "001")
        #expect(reading.filled == 1)
    }

    @Test("tabs and a byte order mark")
    func tabs() throws {
        let reading = try Self.read("utf8-bom.csv", sheet: 0)
        #expect(reading.rows.first?.externalNumber == "1")
        #expect(reading.rows.first?.deadline == "2024.8")
    }
}

extension FixtureTests.Reading {
    mutating func add(_ reading: LedgerRowReader.Reading) {
        switch reading {
        case .row(let row): rows.append(row)
        case .faulty(_, let found): problems += found
        }
    }
}
