import Foundation
import PseudoTerminal
import Testing

/// The program in a real terminal, as a person meets it.
@Suite("The board in a terminal", .serialized)
struct BoardRuns {
    /// A small ledger: one village, its people, one finding.
    static func village() throws -> Program {
        let program = try Program()
        let login = NSUserName()
        let lines = [
            ["init", "--practice", "--admin", "周主任", "--name", "测试台账"],
            ["round", "add", "第六轮", "--feedback", "2026-10-30"],
            ["organisation", "add", "下应街道", "--kind", "town"],
            ["organisation", "add", "江六村", "--parent", "下应街道", "--head", "张书记"],
            ["person", "add", "张会计", "--organisation", "江六村", "--role", "unit"],
            ["person", "add", "王五", "--organisation", "巡察一组", "--role", "reviewer", "--party", "inspection"],
            ["person", "add", "李四", "--organisation", "下应街道", "--role", "reviewer", "--party", "discipline"],
            ["person", "add", "赵六", "--organisation", "组织部", "--role", "reviewer", "--party", "organisation"],
            [
                "file", "--round", "第六轮", "--unit", "江六村", "--text", "误工补助支出异常", "--category", "作风", "--deadline",
                "+300d",
            ],
        ]
        for line in lines { #expect(try program.run(line).code == 0, "\(line) as \(login)") }
        return program
    }

    static func actAs(_ name: String, _ board: ProgramUnderTest) throws {
        try board.press("@")
        try board.waitFor("以谁的名义操作")
        try board.press(name)
        board.settle()
        try board.press("<enter>")
        try board.waitFor("现在以“\(name)”操作")
    }

    @Test("a whole life from the keyboard: start, report, attach, submit, three agreements")
    func life() throws {
        let program = try Self.village()
        let evidence = try program.write("票据.txt", "三万二")
        let board = try program.board()
        try board.waitFor("#1 误工补助支出异常")
        try board.waitFor("已交办 1")
        try Self.actAs("张会计", board)
        try board.press(">")
        try board.waitFor("整改目标 *")
        try board.press("制度健全<tab>修订办法<enter>追回资金<tab><tab><c-s>")
        try board.waitFor("整改中 1")
        try board.waitFor("启动整改")
        try board.waitFor("$ xiaohao start 1 --goal 制度健全")
        try board.press(">")
        try board.waitFor("第 1, 2 条措施还没有报进展")
        try board.waitFor("报进展")
        // 已完成的措施, then 完成情况 = 已完成, then 举一反三.
        try board.press("1 2<tab><tab>4<tab><tab><tab>已自查全部支出<c-s>")
        try board.waitFor("✓ #1 报进展")
        try board.press(">")
        try board.waitFor("文件 *")
        try board.press(evidence + "<c-s>")
        try board.waitFor("✓ #1 附佐证")
        try board.press(">")
        try board.waitFor("一把手承诺 *")
        // Who heads the unit is at hand.
        try board.waitFor("· 张书记")
        try board.press("<c-n><c-s>")
        try board.waitFor("第一份意见之前可以撤回")
        try board.press("y")
        try board.waitFor("三方联审 1")
        for (name, end) in [("王五", "三方联审 1"), ("李四", "三方联审 1"), ("赵六", "已销号 1")] {
            try Self.actAs(name, board)
            try board.press(">")
            // Of one party only, nothing is left to choose.
            try board.waitFor("此操作不能撤销")
            try board.press("y")
            try board.waitFor("✓ #1 表决")
            try board.waitFor(end)
        }
        try board.press("Q")
        #expect(try board.waitForEnd() == .exited(code: 0))
        let shown = try #require(try program.json(["show", "1"]) as? [String: Any])
        #expect(shown["stage"] as? String == "closed")
        #expect(try program.run(["check"]).code == 0)
    }

    @Test(
        "the terminal is given back after every kind of end",
        arguments: ["Q", "<c-c>", "TERM", "HUP", "INT", "SEGV", "ABRT"])
    func restored(end: String) throws {
        let program = try Self.village()
        let board = try program.board()
        try board.waitFor("#1 误工补助支出异常")
        #expect(board.screen.isAlternate)
        let signals: [String: (Int32, Int32)] = [
            "TERM": (SIGTERM, 128 + SIGTERM), "INT": (SIGINT, 128 + SIGINT), "HUP": (SIGHUP, 128 + SIGHUP),
            "SEGV": (SIGSEGV, -1),
            "ABRT": (SIGABRT, -1),
        ]
        if let (signal, code) = signals[end] {
            board.signal(signal)
            let ending = try board.waitForEnd()
            if code >= 0 { #expect(ending == .exited(code: code)) } else { #expect(ending == .killed(signal: signal)) }
        } else {
            try board.press(end)
            #expect(try board.waitForEnd() == .exited(code: 0))
        }
        #expect(board.lineSettings == board.lineSettingsBefore, "the line settings are not what they were")
        #expect(!board.screen.isAlternate && board.screen.showsCursor)
    }

    @Test("a closed window ends the program")
    func hangUp() throws {
        let program = try Self.village()
        let board = try program.board()
        try board.waitFor("#1 误工补助支出异常")
        board.hangUp()
        let ending = try board.waitForEnd()
        #expect(ending == .exited(code: 128 + SIGHUP) || ending == .killed(signal: SIGHUP))
    }

    @Test("resizing keeps the finding, and says so below 60×15")
    func resize() throws {
        let program = try Program()
        #expect(try program.run(["demo", "--size", "120"]).code == 0)
        let board = try program.board(columns: 120, rows: 40)
        try board.waitFor("已交办")
        try board.press("jjjj")
        board.settle()
        let mark = try #require(board.screen.text.split(separator: "▌").dropFirst().first?.prefix { $0 != " " })
        for (columns, rows) in [(80, 24), (200, 50), (62, 16)] {
            board.resize(columns: columns, rows: rows)
            try board.waitFor("▌\(mark)")
        }
        board.resize(columns: 50, rows: 12)
        try board.waitFor("终端太小")
        board.resize(columns: 80, rows: 24)
        try board.waitFor("▌\(mark)")
        try board.press("Q")
        _ = try board.waitForEnd()
    }

    @Test(
        "what other processes write appears by itself each time, the cursor stays, and what is written here after them stands"
    )
    func live() throws {
        let program = try Self.village()
        let board = try program.board()
        try board.waitFor("已交办 1")
        for count in 2...4 {
            #expect(
                try program.run([
                    "file", "--round", "第六轮", "--unit", "江六村", "--text", "又一个问题 \(count)", "--category", "作风",
                    "--deadline", "+5d",
                ]).code == 0)
            try board.waitFor("已交办 \(count)")
            try board.waitFor("▌#1 ")
        }
        try board.press("<enter>:comment 1 后来写的<enter>")
        try board.waitFor("后来写的")
        try board.press("Q")
        _ = try board.waitForEnd()
        #expect(try program.run(["history", "1"]).output.contains("后来写的"))
        #expect(try program.run(["check"]).code == 0)
    }

    @Test("the ledger's own files are neither evidence nor a ledger to import, by whatever name")
    func ownFiles() throws {
        let program = try Self.village()
        let link = program.folder + "/台账副本.xlsx"
        try FileManager.default.linkItem(atPath: program.ledger, toPath: link)
        for command in [
            ["attach", "1", program.ledger], ["import", link, "--round", "第六轮"], ["organisation", "import", link],
        ] {
            let ending = try program.run(command)
            #expect(ending.code == 65)
            #expect(ending.errors.contains("file.isLedger"), "\(command): \(ending.errors)")
        }
        #expect(try program.run(["verify", "--against", program.ledger]).code == 65)
    }

    @Test("search as you type, filter by a form, and back")
    func finding() throws {
        let program = try Program()
        #expect(try program.run(["demo", "--size", "300"]).code == 0)
        let board = try program.board()
        try board.waitFor("已交办")
        try board.press("/误工")
        try board.waitFor("/误工")
        board.settle()
        let matching = board.screen.text.split(separator: "\n").filter { $0.contains("#") }
        #expect(!matching.isEmpty)
        try board.press("<esc>")
        try board.waitForNo("只看")
        try board.press("f")
        try board.waitFor("责任单位")
        try board.press("望潮街道<c-s>")
        try board.waitFor("只看：望潮街道")
        try board.press("C")
        try board.waitForNo("只看")
        try board.press("!")
        try board.waitFor("只看：要紧的")
        // Esc and the next key may arrive as one on a slow line.
        try board.press("f")
        try board.waitFor("筛选")
        board.settle()
        try board.press("<esc>C")
        try board.waitForNo("只看")
        try board.press("Q")
        _ = try board.waitForEnd()
    }

    @Test("a first run offers a demonstration and opens it")
    func firstRun() throws {
        let program = try Program()
        let board = try program.board()
        try board.waitFor("还没有台账")
        try board.press("d<enter>")
        try board.waitFor("已交办")
        try board.press("Q")
        #expect(try board.waitForEnd() == .exited(code: 0))
    }

    @Test("a first run takes in an office's own ledger, says what was wrong with it, and opens it")
    func firstImport() throws {
        let program = try Program()
        let file = program.folder + "/台账.csv"
        try "序号,责任单位,反馈问题,问题类别,整改时限\n1,江六村,误工补助支出异常,作风,2个月内\n2,江六村,坏日期,作风,2027年2月30日\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        let board = try program.board()
        try board.waitFor("i 导入自己的台账")
        try board.press("i<enter>")
        try board.waitFor("台账文件：")
        try board.press(program.folder + "/没有.csv<enter>")
        try board.waitFor("没有.csv")
        try board.press("i<enter>")
        board.settle()
        try board.press(file + "<enter>")
        try board.waitFor("轮次名称")
        try board.press("第六轮<enter>")
        try board.waitFor("反馈日期")
        try board.press("2026-10-30<enter>")
        try board.waitFor("交办 1，更正 0，未变 0，有问题 1")
        try board.waitFor("按 Enter 打开看板")
        try board.press("<enter>")
        try board.waitFor("已交办 1")
        try board.press("Q")
        #expect(try board.waitForEnd() == .exited(code: 0))
        let found = try #require(try program.json(["show", "1"]) as? [String: Any])
        #expect((found["deadline"] as? [String: Any])?["date"] as? String == "2026-12-30")
    }

    @Test("read-only: nothing that writes is offered")
    func readOnly() throws {
        let program = try Self.village()
        let board = try program.board(["--readonly"])
        try board.waitFor("只读")
        try board.press(">")
        try board.waitFor("现在是只读方式")
        #expect(!board.screen.contains("下一步"))
        try board.press("Q")
        _ = try board.waitForEnd()
    }
}
