import Exchange
import Rectification
import Spreadsheet
import Testing

/// Files that openpyxl and LibreOffice wrote (`make-fixtures.py`), with shared strings; what must come out is listed by hand.
@Suite("Files of other tools")
struct OtherToolsTests {
    static let tools = ["", "-libreoffice"]
    /// Headers that `make-fixtures.py` writes in a sheet each; the last of the closed lists need other cells and stand in HeaderTests alone.
    static let fields: Set<LedgerField> = [
        .externalNumber, .text, .category, .unit, .deadline, .leadUnit, .supporting, .leader, .person, .goal, .measures,
        .progress, .effect, .evidence, .inference, .reason, .basis, .closedBy,
    ]

    @Test("a sheet for every synonym: the header is understood and its row is read", arguments: tools)
    func synonyms(tool: String) throws {
        let name = "headers\(tool).xlsx"
        let sheets = try LedgerFile(path: try FixtureTests.path(name)).sheets
        var seen: Set<String> = []
        for index in sheets.indices {
            let reading = try FixtureTests.read(name, sheet: index)
            #expect(reading.problems.isEmpty, "\(sheets[index].name) \(reading.columns)")
            let row = try #require(reading.rows.first, "\(sheets[index].name) \(reading.columns)")
            #expect(reading.rows.count == 1)
            #expect(row.text == "误工补助支出异常" && row.unit == "江六村" && row.deadline == "2024-12-31")
            #expect(row.externalNumber == "1" && row.category == "作风")
            seen.formUnion(reading.columns)
        }
        let wanted = HeaderTests.pairs.filter { Self.fields.contains($0.0) }.map(\.1)
        #expect(wanted.count > 70)
        for header in wanted { #expect(seen.contains(header), "\(header)") }
    }

    /// The day each phrase means for a round entered 2024-09-02 with its feedback on 2024-11-30; `nil` means no day.
    static let phrases: [(written: String, day: String?)] = [
        ("2024-12-31", "2024-12-31"), ("2024/8/31", "2024-08-31"), ("2024.8.31", "2024-08-31"),
        ("2024.8", "2024-08-31"),
        ("2024年8月31日前", "2024-08-31"), ("2016年6 月15日前", "2016-06-15"), ("20241231", "2024-12-31"),
        ("2024年8月底", "2024-08-31"), ("8月底前", "2024-08-31"), ("2024年底前", "2024-12-31"), ("第三季度", "2024-09-30"),
        ("2022年10月中旬", "2022-10-20"), ("10个工作日内", "2024-12-13"), ("2个月内", "2025-01-30"), ("半年之内", "2025-05-30"),
        ("1年之内", "2025-11-30"), ("２０２４年８月底", "2024-08-31"), ("立行立改", "2024-12-30"), ("即知即改", "2024-12-30"),
        ("马上改", "2024-12-30"), ("长期坚持", nil), ("持续推进", nil), ("常态化", nil), ("集中整改期", "2025-02-28"),
        ("整改情况截至2025年1月1日", "refused"), ("2025年2月30日", "refused"), ("2024-12-31", "2024-12-31"),
        ("2024-12-31", "2024-12-31"),
    ]

    @Test("a row for every deadline phrase, a real date and a day number among them", arguments: tools)
    func deadlines(tool: String) throws {
        let reading = try FixtureTests.read("phrases\(tool).xlsx", sheet: 0)
        #expect(reading.problems.isEmpty)
        #expect(reading.rows.map(\.deadline) == Self.phrases.map(\.written))
        let phrase = try DeadlineTests.phrase()
        for (row, expected) in zip(reading.rows, Self.phrases) {
            switch phrase.read(row.deadline) {
            case .success(let deadline):
                #expect(deadline.day?.description == expected.day, "\(row.deadline)")
            case .failure: #expect(expected.day == "refused", "\(row.deadline)")
            }
        }
    }
}
