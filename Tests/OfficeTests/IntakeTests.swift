import Exchange
import Foundation
import Office
import Rectification
import Requests
import Testing
import Wording

/// Feedback bulletins at the desk: whose, of which category, repeated or not, and filed once.
@Suite("Taking in bulletins")
struct IntakeTests {
    static let bulletin = """
        关于巡察下应街道各村情况的反馈
        一、江六村党支部
        一是误工补助发放无考勤记录，由一人代签；二是村务公开不及时。
        二、东港社区
        公务接待无公函，仅附菜单。
        三、李家村
        白条入账未整改。
        """

    static func desk() throws -> Desk {
        let desk = try Desk()
        let rows = [
            "1,下应街道/江六村,误工补助无考勤记录且由一人代签,群众身边不正之风 / 误工补助,2026-12-31",
            "2,下应街道/东港社区,公务接待超标准、先吃后补,群众身边不正之风 / 作风问题,2026-12-31",
            "3,云龙镇/李家村,水塔漏水,村级治理,2026-12-31", "4,姜山镇/李家村,误工补助当福利发放,群众身边不正之风 / 误工补助,2026-12-31",
        ]
        let file = try desk.write("台账.csv", (["序号,责任单位,反馈问题,问题类别,整改时限"] + rows).joined(separator: "\n"))
        #expect(try desk.import(file).filed == 4)
        return desk
    }

    private static func sheet(_ desk: Desk, _ text: String = bulletin, unit: String? = nil) throws -> IntakeSheet {
        try desk.ledger.intake(IntakeRequest(source: "反馈.txt", text: text, unit: unit))
    }

    @Test("units are named by headings, party committees included; what is not certain says what it could be")
    func units() throws {
        let sheet = try Self.sheet(try Self.desk())
        #expect(sheet.round == "第六轮" && sheet.items.count == 4)
        guard case .known(let village, .party) = sheet.items[0].unit else {
            Issue.record("\(sheet.items[0].unit)")
            return
        }
        #expect(village.path == "下应街道 / 江六村")
        guard case .known(let community, .written) = sheet.items[2].unit else {
            Issue.record("\(sheet.items[2].unit)")
            return
        }
        #expect(community.path == "下应街道 / 东港社区")
        #expect(sheet.items[3].unit == .several(["云龙镇 / 李家村", "姜山镇 / 李家村"]))
        #expect(sheet.items[3].gaps.contains(.unitAmbiguous))
    }

    @Test("of several units of one name the one of the same town is proposed, and says so")
    func nearby() throws {
        let desk = try Self.desk()
        let sheet = try Self.sheet(desk, "云龙镇\n财务公开流于形式。\n李家村\n白条入账。")
        guard case .known(let unit, .nearby) = sheet.items[1].unit else {
            Issue.record("\(sheet.items[1].unit)")
            return
        }
        #expect(unit.path == "云龙镇 / 李家村")
        let given = try Self.sheet(desk, "李家村\n白条入账。\n", unit: "姜山镇")
        guard case .known(let other, .written) = given.items[0].unit else {
            Issue.record("\(given.items[0].unit)")
            return
        }
        #expect(other.path == "姜山镇 / 李家村")
    }

    @Test("a category is proposed from what was filed before, with the findings and words that are the reason")
    func categories() throws {
        let sheet = try Self.sheet(try Self.desk())
        let category = try #require(sheet.items[0].category)
        #expect(category.name == "群众身边不正之风 / 误工补助")
        guard case .filed(let likes) = category.basis else {
            Issue.record("\(category.basis)")
            return
        }
        #expect(likes.contains { $0.number == FindingNumber(1) && $0.words.contains { $0.contains("误工补助") } })
        let headed = try Self.sheet(try Self.desk(), "一、江六村\n（一）组织生活不规范\n1.三会一课记录后补。")
        #expect(headed.items.first?.category?.name == "基层党组织建设 / 组织生活")
        #expect(headed.items.first?.category?.basis == .heading("组织生活"))
    }

    @Test("a finding that repeats an open one of its unit is shown with the other's number, a closed one's is not")
    func repeats() throws {
        let desk = try Self.desk()
        let sheet = try Self.sheet(desk)
        #expect(sheet.items.map(\.repeated?.number) == [FindingNumber(1), nil, nil, nil])
        #expect((sheet.items[0].repeated?.likeness ?? 0) > 0.6)
        let row = "9,下应街道/江六村,误工补助无考勤记录、由一人代签,作风,2026-12-31"
        let report = try desk.import(try desk.write("b.csv", "序号,责任单位,反馈问题,问题类别,整改时限\n" + row), dryRun: true)
        let notice = try #require(report.notices.first { $0.code == "repeat" })
        #expect(notice.facts["number"] == "1" && notice.facts["row"] == "2" && report.filed == 1)
    }

    @Test(
        "what is whole is filed in one transaction, the rest reported with line and candidates; twice files nothing twice"
    )
    func files() throws {
        let desk = try Self.desk()
        var sheet = try Self.sheet(desk)
        sheet.change(at: 1) { $0.category = IntakeItem.Category("基层党组织建设 / 党务公开", .given) }
        let dry = try desk.ledger.file(sheet, as: nil, WriteOptions(isDryRun: true))
        let head = try desk.ledger.head()
        let report = try desk.ledger.file(sheet, as: nil)
        #expect(dry.report.filed == report.report.filed && head < report.position)
        #expect(report.report.rows == 4 && report.report.filed == 3 && report.report.refused == 1)
        let problem = try #require(report.report.problems.first)
        #expect(problem.row == 7 && problem.expected == .oneUnit(["云龙镇 / 李家村", "姜山镇 / 李家村"]))
        #expect(try desk.finding(5).facts.text == "误工补助发放无考勤记录，由一人代签")
        #expect(try desk.finding(5).deadline.day == Day(iso: "2025-11-30"), "the policy's last day after the feedback")
        #expect(report.report.notices.contains { $0.code == "repeat" && $0.facts["number"] == "1" })
        let again = try desk.ledger.file(sheet, as: nil)
        #expect(again.report.filed == 0 && again.report.unchanged == 3 && again.done.count == 3)
        let strict = try desk.ledger.file(try Self.sheet(desk, "李家村\n某某。\n江六村\n新问题未整改。"), as: nil, isStrict: true)
        #expect(strict.report.filed == 0 && strict.report.notices.contains { $0.code == "strict" })
        #expect(try desk.ledger.check().isEmpty)
    }

    @Test("the same operation answers again; only the office files")
    func operation() throws {
        let desk = try Self.desk()
        var sheet = try Self.sheet(desk, "江六村\n集体资金出借未收回。")
        sheet.change(at: 0) { $0.category = IntakeItem.Category("村级治理", .given) }
        let options = WriteOptions(operation: OperationID("11111111-2222-4333-8444-666666666666"))
        #expect(try desk.ledger.file(sheet, as: nil, options).report.filed == 1)
        let replayed = try desk.ledger.file(sheet, as: nil, options)
        #expect(replayed.report.isReplayed && replayed.report.filed == 1)
        _ = try desk.ledger.addPerson(
            PersonDraft(name: "张会计", roles: [.unit]), as: nil, WriteOptions())
        #expect(complaint { _ = try desk.ledger.file(sheet, as: "张会计") }?.exit == 77)
    }

    @Test("a bulletin that names no unit proposes whose the like was before, and files nothing unasked")
    func unnamed() throws {
        let desk = try Self.desk()
        let sheet = try Self.sheet(desk, "误工补助当福利发放给村干部。水塔漏水无人修缮。")
        #expect(sheet.items.count == 2)
        guard case .unknown(let paths) = sheet.items[0].unit else {
            Issue.record("\(sheet.items[0].unit)")
            return
        }
        #expect(paths.first == "姜山镇 / 李家村")
        #expect(try desk.ledger.file(sheet, as: nil).report.filed == 0)
        let given = try Self.sheet(desk, "误工补助当福利发放给村干部。", unit: "江六村")
        #expect(given.items[0].isWhole)
    }

    @Test("GB18030, UTF-16, empty and binary files", arguments: ["gb", "utf16", "empty", "binary", "table"])
    func files(kind: String) throws {
        let desk = try Self.desk()
        let path = desk.folder + "/反馈.txt"
        func write(_ data: Data) throws { try data.write(to: URL(fileURLWithPath: path)) }
        switch kind {
        case "gb":
            let converter = Process()
            converter.executableURL = URL(fileURLWithPath: "/usr/bin/iconv")
            converter.arguments = [
                "-f", "UTF-8", "-t", "GB18030", "-o", path, try desk.write("utf8.txt", Self.bulletin),
            ]
            try converter.run()
            converter.waitUntilExit()
            #expect(try BulletinFile.text(path) == Self.bulletin)
        case "utf16":
            try write(Data([0xFF, 0xFE]) + (try #require(Self.bulletin.data(using: .utf16LittleEndian))))
            #expect(try BulletinFile.text(path) == Self.bulletin)
        case "empty":
            try write(Data())
            #expect(try Self.sheet(desk, try BulletinFile.text(path)).items.isEmpty)
        case "binary":
            try write(Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 * 7) }))
            #expect(complaint { _ = try BulletinFile.text(path) }?.rule == "import.notAText")
        case _:
            try write(Data("序号\t责任单位\t反馈问题\t问题类别\t整改时限\n1\t江六村\t白条\t作风\t2026-12-31\n".utf8))
            #expect(!BulletinFile.isProse(path, named: "反馈.txt"), "a ledger in a text file stays a ledger")
            try write(Data(Self.bulletin.utf8))
            #expect(BulletinFile.isProse(path, named: "-") && !BulletinFile.isProse(path, named: "反馈.csv"))
        }
    }

    @Test("the report's words in three languages, and its JSON", arguments: Language.allCases)
    func words(language: Language) throws {
        let desk = try Self.desk()
        let report = try desk.ledger.file(try Self.sheet(desk), as: nil, WriteOptions(isDryRun: true))
        let words = Catalogue.bundled(language)
        let text = report.report.lines(words, isDryRun: true).joined(separator: "\n")
        #expect(!text.contains("import."), "a key was shown instead of its words: \(text)")
        #expect(text.contains("李家村"))
        let json = report.json(words).text
        #expect(json.contains("\"categoryBasis\":\"filed\"") && json.contains("\"repeats\":{\"number\":1"))
    }
}
