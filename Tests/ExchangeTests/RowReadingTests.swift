import Exchange
import Rectification
import Spreadsheet
import Testing

/// Rows as offices write them, below a header of two lines.
@Suite("Rows")
struct RowReadingTests {
    static let header = ["问题\n序号", "责任单位", "问题表现", "对应“四个聚焦”", "整改措施", "措施责任人", "整改时限"]

    static func read(_ rows: [[String]], merges: [MergedRange] = []) throws -> (
        rows: [LedgerRow], problems: [RowProblem]
    ) {
        let sheet = ([header] + rows).enumerated().map { index, texts in
            let cells = texts.enumerated().filter { !$0.element.isEmpty }
                .map { ($0.offset, SheetCell($0.element, $0.element == "=…" ? .fault : .text)) }
            return SheetRow(number: index + 1, cells: Dictionary(uniqueKeysWithValues: cells))
        }
        let mapping = try #require(ColumnMapping(sheet, merges: merges, synonyms: HeaderTests.synonyms))
        var reader = LedgerRowReader(mapping, merges: merges, synonyms: HeaderTests.synonyms, fillsBlankUnits: false)
        var result: (rows: [LedgerRow], problems: [RowProblem]) = ([], [])
        for reading in sheet.flatMap({ reader.take($0) }) + reader.finish() {
            switch reading {
            case .row(let row): result.rows.append(row)
            case .faulty(_, let problems): result.problems += problems
            }
        }
        return result
    }

    @Test("a finding over several lines keeps every measure with its own day, and the office's own column of each")
    func lines() throws {
        let merges = (0...3).map { MergedRange(rows: 2...4, columns: $0...$0) }
        let read = try Self.read(
            [
                ["1", "区交通局", "以包代管", "聚焦部署", "修订办法", "王科", "2025年11月底"],
                ["", "", "", "", "专项审计", "李科", "2025年12月底"], ["", "", "", "", "约谈单位", "王科", "2025年11月底"],
            ], merges: merges)
        #expect(read.problems.isEmpty)
        let row = try #require(read.rows.first)
        #expect(row.category == "聚焦部署" && row.deadline == "2025年11月底" && row.laterDeadlines == ["2025年12月底"])
        #expect(row.measures == ["修订办法（2025年11月底）", "专项审计（2025年12月底）", "约谈单位（2025年11月底）"])
        #expect(row.extras.map(\.value) == ["王科\n李科\n王科"])
    }

    @Test("a comma in the brackets of a unit's name parts no names; brackets that do not close are read as they stand")
    func namesWithBrackets() throws {
        let read = try Self.read([
            ["1", "综合治理办（统计站、档案室）、区财政局", "甲", "作风", "改", "", "立行立改"],
            ["2", "综合治理办（统计站、区财政局", "乙", "作风", "改", "", "立行立改"],
        ])
        #expect(read.rows.map(\.unit) == ["综合治理办（统计站、档案室）", "综合治理办（统计站"])
        #expect(read.rows.map { $0.extras.first { $0.name == "配合单位" }?.value } == ["区财政局", "区财政局"])
    }

    @Test(
        "who filled it in and who checked it is no finding",
        arguments: ["填表人：吴丽", "审核人：周明", "复核：王", "经办人：李", "单位负责人：赵", "分管领导签字："])
    func footer(first: String) throws {
        let read = try Self.read([
            ["1", "区民政局", "甲", "作风", "改", "", "立行立改"], [first, "", "审核人：周明", "", "", "电话：1", ""],
        ])
        #expect(read.rows.count == 1 && read.problems.isEmpty)
    }

    @Test("a formula whose result was not saved is a problem of its cell, not an empty one")
    func formula() throws {
        let path = try Zip.workbook(
            sheet: """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><f>1+1</f></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>
                """)
        var cells: [Int: SheetCell] = [:]
        _ = try LedgerFile(path: path).forEachRow(of: 0) { cells = $0.cells }
        #expect(cells == [0: SheetCell("=…", .fault), 2: SheetCell("2", .number)])
        let read = try Self.read([["1", "区民政局", "=…", "作风", "改", "", "立行立改"]])
        #expect(read.problems.map(\.cell) == ["C2"] && read.problems.first?.expected == .value)
    }

    @Test("everything that is wrong in a row is told at once, and a cell without a value is not blank as well")
    func allProblems() throws {
        let read = try Self.read([["1", "", "=…", "", "改", "", "=…"], ["2", "区民政局", "乙", "作风", "改", "", "立行立改"]])
        #expect(read.problems.map(\.cell) == ["C2", "G2", "B2", "D2"])
        #expect(read.problems.map(\.expected) == [.value, .value, .unit, .category])
        #expect(read.rows.map(\.text) == ["乙"])
    }
}
