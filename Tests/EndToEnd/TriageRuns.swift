import Foundation
import PseudoTerminal
import Testing

/// Triage in a real terminal, from a bulletin to a letter that went out.
@Suite("Triage in a terminal", .serialized)
struct TriageRuns {
    /// Counts what is pressed.
    struct Hand {
        let board: ProgramUnderTest
        var presses = 0

        mutating func press(_ keys: String, count: Int = 1) throws {
            try board.press(keys)
            presses += count
        }
    }

    private static func must(_ program: Program, _ arguments: [String]) throws {
        let ending = try program.run(arguments)
        #expect(ending.code == 0, "\(arguments): \(ending.errors)")
    }

    private static func office() throws -> Program {
        let program = try Program()
        try must(program, ["init", "--admin", "周主任", "--name", "测试台账", "--practice"])
        try must(program, ["round", "add", "第六轮", "--feedback", "2026-10-30"])
        try must(program, ["organisation", "add", "市农业农村局", "--kind", "bureau", "--head", "钱局长"])
        return program
    }

    private static let bulletin = """
        关于巡察下应街道各村情况的反馈
        根据市委统一部署，巡察组对各村党组织开展了巡察。现将主要问题反馈如下：
        一、江六村党支部
        一是误工补助发放无考勤记录，由一人代签领取；二是村务公开不及时；三是公务接待无公函，仅附菜单。
        二、东港社区党总支
        误工补助多数无考勤，会计代签领取。公务接待超标准，先吃后补单据。
        三、河头村党支部
        （一）误工补助由村干部代签领取，没有考勤表；
        （二）公务接待菜单由一人补签，无公函；
        四、湾底村
        1.误工补助未经考勤直接代签发放。
        2.公务接待事后补单据，附菜单无公函。
        """

    @Test(
        "from a bulletin file to a letter that went out: imported behind :, confirmed, grouped, accepted, drafted, edited, issued, answered"
    )
    func wholeWay() throws {
        let program = try Self.office()
        for village in ["江六村", "东港社区", "河头村", "湾底村"] {
            try Self.must(program, ["organisation", "add", village, "--kind", "village"])
        }
        _ = try program.write("反馈.txt", Self.bulletin)
        let editor = try program.script("edit", "printf '请于两个月内回复\\n' >> \"$1\"")
        let board = try program.board(
            columns: 120, rows: 40, ["--as", "周主任"], environment: ["EDITOR": editor, "VISUAL": editor])
        try board.waitFor("已交办 0")
        try board.press(":import 反馈.txt<enter>")
        try board.waitFor("共 9 条")
        // Joined with the next, and taken back.
        try board.press("J")
        try board.waitFor("共 8 条")
        try board.press("u")
        try board.waitFor("共 9 条")
        // The text names 误工补助 itself; the others get their category at once, and one of its own.
        try board.waitFor("可交办 4")
        try board.press("R")
        try board.waitFor("未定的类别")
        try board.press("<tab><tab><right><c-s>")
        try board.waitFor("可交办 9")
        try board.press("<down><enter>")
        try board.waitFor("修改这条")
        try board.press("<tab><right><c-s>")
        try board.waitForNo("修改这条")
        try board.press("c")
        try board.waitFor("交办这 9 个问题？")
        try board.press("y")
        try board.waitFor("已交办 9 个问题")
        try board.waitFor("三方联审")

        try board.press("4")
        try board.waitFor("建议组 2")
        try board.waitFor("误工补助")
        try board.press("a")
        try board.waitFor("建议组 1")
        try board.press("a")
        try board.waitFor("没有待定的建议组")
        try board.press("<tab>")
        try board.waitFor("共性问题 2")
        try board.press("L")
        try board.waitFor("起草巡察建议书")
        try board.press("市农业农村局<c-s>")
        try board.waitFor("建议书 1")
        try board.waitFor("草稿 1 → 市农业农村局")
        try board.press("L")
        try board.waitFor(" 修改草稿 ─")
        try board.press("<tab><tab><tab><c-x><c-e>")
        try board.waitFor("请于两个月内回复")
        try board.press("<c-s>")
        try board.waitFor("✓ 修改草稿")
        try board.press("i")
        try board.waitFor("不能撤回")
        try board.press("y")
        try board.waitFor("巡建〔")
        try board.waitFor("写出 ")
        try board.press("r")
        try board.waitFor("复函文件")
        try board.press("已修订管理办法<c-s>")
        try board.waitFor("已复函")
        try board.press("Q")
        _ = try board.waitForEnd()

        let letters = try #require(try program.json(["letter", "list"]) as? [[String: Any]])
        #expect(letters.count == 1 && letters[0]["state"] as? String == "answered")
        let folder = program.ledger + ".documents/triage"
        let papers = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(papers.contains { $0.hasSuffix(".docx") } && papers.contains { $0.hasSuffix(".md") })
        let text = try String(
            contentsOfFile: folder + "/" + (try #require(papers.first { $0.hasSuffix(".md") })), encoding: .utf8)
        #expect(text.contains("市农业农村局") && text.contains("公务接待"))
        #expect(try program.run(["check"]).code == 0)
        let verified = try #require(try program.json(["verify"]) as? [String: Any])
        #expect((verified["faults"] as? [Any])?.isEmpty == true)
        let findings = try #require(try program.json(["list"]) as? [[String: Any]])
        #expect(findings.count == 9 && findings.allSatisfy { $0["stage"] as? String == "assigned" })
    }

    private static let themes = """
        误工补助 公务接待 公车使用 食堂采购 厕所改造 村务公开 工程招标 资产出租 土地流转 低保审核 危房改造 惠农补贴 党费收缴 三会一课 民主生活会
        第一议题 意识形态 三重一大 离任审计 信访积案 光伏项目 垃圾分类 河道保洁 农田水利 道路硬化 路灯安装 水塔维修 幼儿园托管 养老服务 图书室
        健身器材 疫情物资 防汛物资 消防设施 校车接送 药品采购 医保基金 培训经费 差旅报销 津贴发放 印章使用 合同签订 档案归集 债权清收 往来款项
        白条入账 现金坐支 账外资金 招商引资 网络舆情 保密教育 宅基地审批 殡葬改革 林木采伐 饮水工程 监控探头 快递驿站 农贸市场 退役军人 沼气池 护林员
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    /// Sixty themes, three or four wordings each in as many villages.
    private static func ledger(of themes: [String]) -> String {
        let wordings = ["台账缺失、{}长期无人过问", "把关不严、{}由一人说了算", "走过场、{}只留照片不留记录", "多年未清理、群众对{}意见大"]
        var rows = ["序号,责任单位,反馈问题,问题类别,整改时限"]
        for (index, theme) in themes.enumerated() {
            for place in 0..<(3 + index % 2) {
                let text = theme + wordings[place].replacingOccurrences(of: "{}", with: theme)
                rows.append("\(rows.count),第\((index * 7 + place * 13) % 40 + 1)村,\(text),村级治理,2026-12-31")
            }
        }
        return rows.joined(separator: "\n")
    }

    @Test("a queue of fifty groups and more is cleared in fewer than 150 key presses")
    func fifty() throws {
        let program = try Self.office()
        let file = try program.write("台账.csv", Self.ledger(of: Self.themes))
        try Self.must(program, ["import", file, "--round", "第六轮"])
        let suggested = try #require(try program.json(["triage", "suggest"]) as? [[String: Any]])
        #expect(suggested.count >= 50, "\(suggested.count) groups")
        let board = try program.board(columns: 100, rows: 30, ["--as", "周主任"])
        var hand = Hand(board: board)
        try board.waitFor("三方联审")
        try hand.press("4")
        try board.waitFor("建议组 \(suggested.count)")
        var left = suggested.count
        var decided = 0
        while left > 0 {
            decided += 1
            if decided % 10 == 3, left > 1 {
                // Two that are one.
                try hand.press("m")
                left -= 1
                try board.waitFor("建议组 \(left)")
            }
            if decided % 10 == 5 {
                // One member does not belong.
                try hand.press("<right>")
                try hand.press("<space>")
                try board.waitFor("（去 1）")
            }
            if decided % 10 == 7 { try hand.press("S") }
            try hand.press(decided % 4 == 0 ? "x" : "a")
            left -= 1
            try board.waitFor(left > 0 ? "建议组 \(left)" : "没有待定的建议组")
        }
        print("triage: \(suggested.count) groups cleared in \(hand.presses) key presses")
        #expect(hand.presses < 150, "\(hand.presses) presses")
        // The last decision can be taken back, and is taken again.
        try board.press("u")
        try board.waitFor("建议组 1")
        try board.press("a")
        try board.waitFor("没有待定的建议组")
        try board.press("Q")
        _ = try board.waitForEnd()
        let issues = try #require(try program.json(["triage", "list"]) as? [[String: Any]])
        #expect(issues.count > 30)
        #expect(try program.run(["check"]).code == 0)
        let rest = try #require(try program.json(["triage", "suggest"]) as? [[String: Any]])
        #expect(rest.count < 12, "what was decided is not suggested again: \(rest.count)")
    }

    @Test("keys answer while suggestions are looked for, and ~ shows what is like the finding under the cursor")
    func busy() throws {
        let program = try Self.office()
        let file = try program.write("台账.csv", Self.ledger(of: Self.themes))
        try Self.must(program, ["import", file, "--round", "第六轮"])
        let board = try program.board(columns: 100, rows: 30, ["--as", "周主任"])
        try board.waitFor("三方联审")
        try board.press("~")
        try board.waitFor("相近的问题")
        try board.press("<enter>")
        try board.waitForNo("相近的问题")
        try board.press("4")
        try board.press("<tab>")
        try board.waitFor("还没有共性问题")
        try board.press("Q")
        _ = try board.waitForEnd()
    }

    @Test("a bulletin at the prompt: split, assigned, dropped and filed line by line")
    func prompt() throws {
        let program = try Self.office()
        try Self.must(program, ["organisation", "add", "江六村", "--kind", "village"])
        _ = try program.write("反馈.txt", "江六村\n误工补助无考勤记录；村务公开不及时，财务不公开。某某村\n公务接待无公函。\n")
        let shell = try program.board(["import", "反馈.txt"])
        try shell.waitFor("可交办 1 个>")
        try shell.press("s 2 财务<enter>")
        try shell.waitFor("财务不公开")
        try shell.press("c 2 基层党组织建设<enter>")
        try shell.waitFor("可交办 2 个>")
        try shell.press("c 3 基层党组织建设<enter>")
        try shell.waitFor("可交办 3 个>")
        try shell.press("j 9<enter>")
        try shell.waitFor("intake.noSuch")
        try shell.press("d 1<enter>")
        try shell.waitFor("可交办 2 个>")
        try shell.press("f<enter>")
        try shell.waitFor("交办 2")
        _ = try shell.waitForEnd()
        let findings = try #require(try program.json(["list"]) as? [[String: Any]])
        #expect(findings.count == 2)
    }
}
