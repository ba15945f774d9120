import Exchange
import Foundation
import Testing

/// Feedback bulletins in prose become proposed findings per unit; what is expected was written by hand beside each.
@Suite("Bulletins")
struct BulletinTests {
    static let names = [
        "01-chapters", "02-colons", "03-firstly", "04-levels", "05-circles", "06-examples", "07-responsible",
        "08-halfwidth", "09-quotes", "10-report", "11-heading-only", "12-numbered-chinese", "13-one-paragraph",
        "14-two-units", "15-labelled",
    ]

    private static func text(_ name: String) throws -> String {
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/Bulletins")
        return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    @Test("a bulletin is split as a person would split it", arguments: names)
    func splits(name: String) throws {
        let found = BulletinReader().proposals(in: try Self.text(name + ".txt"))
        let expected = try Self.text(name + ".expected").split(separator: "\n").map(String.init)
        #expect(!expected.isEmpty)
        #expect(found.map { "\($0.unit) | \($0.text)" } == expected)
    }

    @Test("line ends of another system, blank lines and wide spaces change nothing", arguments: names)
    func whiteSpace(name: String) throws {
        let text = try Self.text(name + ".txt")
        let other = "\u{3000}" + text.replacingOccurrences(of: "\n", with: "\u{3000}\r\n\r\n\u{3000}\u{3000}")
        #expect(
            BulletinReader().proposals(in: other).map(\.text) == BulletinReader().proposals(in: text).map(\.text))
    }

    @Test("headings stand with what is under them, outermost first")
    func headings() throws {
        let found = BulletinReader().proposals(in: try Self.text("04-levels.txt"))
        #expect(found[0].headings == ["落实党的路线方针政策有差距"])
        #expect(found[2].headings == ["全面从严治党责任压得不实", "食堂采购未公开比价"])
    }

    @Test("a unit that no ending betrays is known from the organisation tree")
    func knownUnits() {
        let text = "江心屿\n村务公开不及时。"
        #expect(BulletinReader(units: ["江心屿"]).proposals(in: text).map(\.unit) == ["江心屿"])
    }

    @Test(
        "a bulletin to one unit names it in its title or its opening",
        arguments: [
            "中共澜州市委第三巡察组关于巡察市交通运输局党组的反馈意见\n一、存在的主要问题\n（一）超限超载治理不力，违规放行车辆17台次。",
            "巡察反馈\n根据市委统一部署，2026年9月，市委第三巡察组对市交通运输局党组开展了常规巡察。\n1.超限超载治理不力，违规放行车辆17台次。",
        ])
    func unitOfTitle(text: String) {
        let found = BulletinReader().proposals(in: text)
        #expect(found.map(\.unit) == ["市交通运输局党组"])
        #expect(found.map(\.text) == ["超限超载治理不力，违规放行车辆17台次"])
    }

    @Test("several units in an opening, or none, name nobody; one that the tree knows needs no party organ")
    func noUnitOfTitle() {
        for opening in ["市委巡察组对马厂镇党委、白鹭镇党委开展了巡察。", "市委巡察组对马厂镇等8个镇党委开展了巡察。", "巡察组在巡察中发现局党组有差距。"] {
            let found = BulletinReader().proposals(in: opening + "\n1.村务公开不及时，5个季度未公开。")
            #expect(found.last?.unit == "", "\(opening)")
        }
        let found = BulletinReader(units: ["江六村"]).proposals(in: "关于对江六村开展巡察的反馈\n1.村务公开不及时。")
        #expect(found.map(\.unit) == ["江六村"])
    }

    @Test("the last of counted problems is a problem, whatever follows and without a full stop")
    func lastOfCounted() {
        let text = "白鹭镇党委存在问题：\n1、误工补助发放不规范。\n2、三重一大制度不严格。\n3、党员发展程序不规范\n\n江六村党支部：村务公开不及时。"
        #expect(
            BulletinReader().proposals(in: text).map(\.text) == ["误工补助发放不规范", "三重一大制度不严格", "党员发展程序不规范", "村务公开不及时"])
    }

    @Test("a sum behind the last clause is no part of it")
    func sumBehind() {
        let text = "马厂镇党委存在问题：\n一是公众号停更；二是厂房出租12年未招租，年租金仅1.2万元；问题数：3个。"
        #expect(BulletinReader().proposals(in: text).map(\.text) == ["公众号停更", "厂房出租12年未招租，年租金仅1.2万元"])
    }

    @Test("tables that count or name people say no problem; those with a column of problems do")
    func countingTables() {
        let counts = "马厂镇党委存在问题：\n1.虚假销号7处。\n问题汇总表\n序号\t单位\t问题数\n1\t马厂镇\t3\n合计\t\t3\n\n姓名\t职务\t处理结果\n王××\t科长\t诫勉"
        #expect(BulletinReader().proposals(in: counts).map(\.text) == ["虚假销号7处"])
        let problems = "序号\t单位\t存在问题\n1\t马厂镇党委\t虚假销号7处\n合计\t\t1"
        #expect(BulletinReader().proposals(in: problems).map(\.text) == ["虚假销号7处"])
    }

    @Test("texts that are no bulletin give nothing and break nothing")
    func hostile() {
        for text in ["", "\n\n", "。；。；", "一、\n二、", "（一）", "①②③", "一是", String(repeating: "（", count: 2_000)] {
            let found = BulletinReader().proposals(in: text)
            #expect(found.allSatisfy { !$0.text.isEmpty }, "\(text.prefix(20))")
        }
    }

    @Test("every finding tells the line where it begins")
    func lines() {
        let text = "\n一、县水利局党组\n\n河道采砂监管缺位。固定资产账实不符。\n二、县教育局党组\n校车安全隐患整改不彻底。"
        let found = BulletinReader().proposals(in: text)
        #expect(found.map(\.line) == [4, 4, 6])
    }

    @Test("what is left of a table is read by its cells: heads, rules, numbers and dates are no findings")
    func tables() {
        let tabs = "序号\t责任单位\t反馈问题\t整改时限\n1\t江六村\t误工补助无考勤记录\t2024年8月底\n2\t江六村\t村务公开不及时\t立行立改\n"
        let expected = ["江六村 | 误工补助无考勤记录", "江六村 | 村务公开不及时"]
        #expect(BulletinReader().proposals(in: tabs).map { "\($0.unit) | \($0.text)" } == expected)
        let bars = "| 序号 | 责任单位 | 反馈问题 |\n|---|---|---|\n| 1 | 江六村 | 误工补助无考勤记录 |\n| 2 | 江六村 | 村务公开不及时 |"
        #expect(BulletinReader().proposals(in: bars).map { "\($0.unit) | \($0.text)" } == expected)
    }

    @Test("the marks of Markdown are no text")
    func markdown() {
        let text = "# 反馈情况\n\n## 江六村\n\n- **误工补助**无考勤记录。\n- 村务公开不及时。\n\n## 东港社区\n\n1. 白条入账。\n"
        #expect(
            BulletinReader().proposals(in: text).map { "\($0.unit) | \($0.text)" } == [
                "江六村 | 误工补助无考勤记录", "江六村 | 村务公开不及时", "东港社区 | 白条入账",
            ])
    }

    @Test("numbers of every kind mixed, tabs after numbers, a number without a text")
    func mixed() {
        let text = """
            1、江六村党支部
            (一)\t误工补助无考勤记录；
            2．村务公开不及时
            3）白条入账。
            ④ 厕所改造未验收
            五、
            问题6：集体资金出借未收回
            """
        #expect(
            BulletinReader().proposals(in: text).map(\.text) == [
                "误工补助无考勤记录", "村务公开不及时", "白条入账", "厕所改造未验收", "集体资金出借未收回",
            ])
    }

    @Test("one giant paragraph is cut like a small one, and a bracket that never closes swallows nothing")
    func giant() {
        let sentence = "误工补助发放无考勤记录，由一人代签。村务公开不及时；白条入账未整改。"
        let paragraph = String(repeating: sentence, count: 2_000)
        #expect(BulletinReader().proposals(in: paragraph).count == 6_000)
        #expect(BulletinReader().proposals(in: "食堂采购（未公开比价。" + paragraph).count > 5_900)
    }

    @Test("numbers on one line part it as on lines of their own, also behind the unit and with items inside")
    func onOneLine() {
        func read(_ text: String) -> [String] {
            BulletinReader().proposals(in: text).map { "\($0.headings.joined(separator: "/")) | \($0.text)" }
        }
        #expect(read("江六村\n（一）误工补助无考勤记录；（二）村务公开不及时") == [" | 误工补助无考勤记录", " | 村务公开不及时"])
        #expect(read("江六村党支部存在问题：（一）误工补助无考勤记录；（二）村务公开不及时。（三）白条入账。") == [" | 误工补助无考勤记录", " | 村务公开不及时", " | 白条入账"])
        #expect(
            read("江六村\n存在以下突出问题：1.误工补助无考勤记录，由一人代签。2.村务公开不及时；3.白条入账。") == [
                "存在以下突出问题 | 误工补助无考勤记录，由一人代签", "存在以下突出问题 | 村务公开不及时", "存在以下突出问题 | 白条入账",
            ])
        #expect(
            read("江六村\n（一）基层党建方面：1.三会一课台账后补；2.党费收缴不及时。（二）财务方面：1.白条入账；2.坐收坐支。") == [
                "基层党建方面 | 三会一课台账后补", "基层党建方面 | 党费收缴不及时", "财务方面 | 白条入账", "财务方面 | 坐收坐支",
            ])
        let headed = BulletinReader().proposals(in: "东港社区存在以下突出问题：1.白条入账；2.坐收坐支。\n江六村存在以下问题：\n村务公开不及时。")
        #expect(headed.map(\.unit) == ["东港社区", "东港社区", "江六村"])
        // What only looks like a number parts nothing.
        #expect(read("江六村\n村务公开第1、2、3期缺失，（二）类低保户3.5万元未核，2023.5；2023.6两月未公开。").count == 2)
    }

    @Test("time grows with the text and no faster: a megabyte is read in seconds, line by line or as one line")
    func large() {
        let one = "一、江六村党支部\n一是误工补助发放无考勤记录；二是村务公开不及时；三是白条入账，2023年涉及12笔。\n（一）工程未招标\n1.道路硬化工程直接发包，未经村民代表会议讨论。\n"
        let text = String(repeating: one, count: 1_000_000 / one.utf8.count)
        let clock = ContinuousClock()
        for text in [text, text.replacing("\n", with: "")] {
            var count = 0
            let time = clock.measure { count = BulletinReader().proposals(in: text).count }
            #expect(count > 8_000)
            // A debug build on a busy machine is some twenty times slower than the program.
            #expect(time < .seconds(60), "\(time)")
        }
    }

    @Test("control characters are kept as they are, and part nothing but lines")
    func controls() {
        let text = "江六村\n误工补助\u{1B}[31m无考勤\u{7}记录。\u{202E}村务公开不及时。\u{200B}\n"
        #expect(
            BulletinReader().proposals(in: text).map(\.text) == ["误工补助\u{1B}[31m无考勤\u{7}记录", "\u{202E}村务公开不及时"])
    }
}
