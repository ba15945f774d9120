import Foundation
import PseudoTerminal
import Testing

/// The shell around the views, in a real terminal: the command line, marks, filters, conflicts, drafts.
@Suite("The shell in a terminal", .serialized)
struct ShellRuns {
    static func demonstration(_ size: Int = 120) throws -> Program {
        let program = try Program()
        #expect(try program.run(["demo", "--size", String(size)]).code == 0)
        return program
    }

    @Test("the command line: completion, output, errors, history, a number")
    func commandLine() throws {
        let program = try Self.demonstration()
        let board = try program.board(columns: 100, rows: 30)
        try board.waitFor("已交办")
        try board.press(":cou")
        try board.waitFor("count")
        try board.press("<tab>")
        board.settle()
        try board.press(" --by ro")
        try board.waitFor("round")
        try board.press("<tab><enter>")
        try board.waitFor(": count --by round")
        try board.press("q")
        try board.press(":show 9999<enter>")
        try board.waitFor("没有问题 #9999")
        try board.press(":init<enter>")
        try board.waitFor("在看板里没有意义")
        try board.press(":<up><up><up>")
        try board.waitFor(": count --by round")
        try board.press("<esc>:12<enter>")
        try board.waitFor("› #12")
        try board.press("Q")
        _ = try board.waitForEnd()
        let history = try String(contentsOfFile: program.folder + "/.local/state/xiaohao/history", encoding: .utf8)
        #expect(history == "count --by round\nshow 9999\ninit\n")
    }

    @Test("a command behind : writes into the open ledger, and the board shows it")
    func commandWrites() throws {
        let program = try BoardRuns.village()
        let board = try program.board()
        try board.waitFor("已交办 1")
        try board.press(":file --round 第六轮 --unit 江六村 --text 第二个问题 --category 作风 --deadline +30d<enter>")
        try board.waitFor("已交办 2")
        try board.waitFor("第二个问题")
        try board.press("Q")
        _ = try board.waitForEnd()
        #expect(try program.run(["check"]).code == 0)
    }

    @Test("marks, a range, one action on all of them, one step to undo it")
    func bulk() throws {
        let program = try Self.demonstration()
        let board = try program.board(columns: 120, rows: 40)
        try board.waitFor("已交办")
        try board.press(" ")
        try board.waitFor("已标记 1 项")
        try board.press("Vjjj")
        try board.waitFor("已标记 5 项")
        try board.press("V.")
        try board.waitFor("已标记 5 项 · 可办事项")
        try board.press("z")
        try board.waitFor("5 项 · 归并到共性问题")
        try board.press("误工补助<c-s>")
        try board.waitFor("5 项 归并")
        let grouped = try #require(try program.json(["list", "--group", "误工补助"]) as? [[String: Any]])
        #expect(grouped.count == 5)
        try board.press("u")
        try board.waitFor("5 项问题一起办的")
        try board.press("y")
        try board.waitFor("5 项 移出归并")
        // What was done on the board is said as it is typed.
        try board.waitFor("--bulk")
        #expect(try program.run(["list", "--group", "误工补助"]).code == 66, "the common issue is gone with its findings")
        try board.press("Q")
        _ = try board.waitForEnd()
        #expect(try program.run(["check"]).code == 0)
    }

    @Test("a bulk step is not undone in part: when one finding moved on, nothing is")
    func bulkUndoRefused() throws {
        let program = try Self.demonstration()
        let board = try program.board(columns: 120, rows: 40)
        try board.waitFor("已交办")
        try board.press("  .;")
        try board.waitFor("2 项 · 备注")
        try board.press("一起查<c-s>")
        try board.waitFor("按 u 可整批撤销")
        let rows = try #require(
            try program.json(["list", "--stage", "assigned", "--sort", "due", "--limit", "2"]) as? [[String: Any]])
        let number = try #require(rows.last?["number"] as? Int)
        #expect(try program.run(["comment", String(number), "后来的话"]).code == 0)
        let other = try #require(rows.first?["number"] as? Int)
        try board.press(":\(other)<enter>")
        try board.waitFor("› #\(other)")
        try board.press("u")
        try board.waitFor("2 项问题一起办的")
        try board.press("y")
        try board.waitFor("不能整批撤销")
        #expect(try program.run(["undo", String(other), "--bulk"]).code == 1)
        for row in rows {
            #expect(try program.run(["history", "\(row["number"] ?? "")"]).output.contains("一起查"))
        }
        try board.press("Q")
        _ = try board.waitForEnd()
    }

    @Test("frequency: count by a field, drill in, and back")
    func frequency() throws {
        let program = try Self.demonstration()
        let board = try program.board(columns: 100, rows: 30)
        try board.waitFor("已交办")
        try board.press("#")
        try board.waitFor("频次 · 责任单位")
        try board.waitFor("█")
        try board.press("<right><right>")
        try board.waitFor("频次 · 问题类别")
        try board.waitFor("█")
        try board.press("<enter>")
        try board.waitFor("只看：")
        try board.press("-")
        try board.waitForNo("只看")
        try board.press("Q")
        _ = try board.waitForEnd()
    }

    @Test("a filter is saved by name, applied, renamed and deleted")
    func savedFilters() throws {
        let program = try Self.demonstration()
        let board = try program.board(columns: 100, rows: 30)
        try board.waitFor("已交办")
        try board.press("!")
        try board.waitFor("只看：要紧的")
        try board.press("Fs")
        try board.waitFor("名称：")
        try board.press("本周要盯的<enter>")
        try board.waitFor("本周要盯的")
        try board.press("<esc>C")
        try board.waitForNo("只看")
        try board.press("F")
        try board.waitFor("本周要盯的")
        try board.press("<enter>")
        try board.waitFor("只看：要紧的")
        let path = program.folder + "/.config/xiaohao/filters"
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "本周要盯的 = --trouble\n")
        try board.press("Fr<c-u>急件<enter>")
        try board.waitFor("急件")
        try board.press("d")
        try board.waitFor("删除“急件”吗")
        try board.press("y")
        try board.waitFor("还没有保存的筛选")
        try board.press("<esc>Q")
        _ = try board.waitForEnd()
    }

    @Test("two at the same finding: both versions are shown; mine goes on, or waits as a draft and comes back")
    func conflict() throws {
        let program = try BoardRuns.village()
        var board = try program.board()
        try board.waitFor("#1 误工补助支出异常")
        try board.press(".z")
        try board.waitFor("归并")
        try board.press("我写的话")
        board.settle()
        #expect(try program.run(["comment", "1", "别人先写"]).code == 0)
        try board.press("<c-s>")
        try board.waitFor("#1 已被别人改动")
        #expect(board.screen.contains("别人先写") && board.screen.contains("我写的话"))
        try board.press("d")
        try board.waitFor("已存为草稿")
        try board.press("Q")
        _ = try board.waitForEnd()
        board = try program.board()
        try board.waitFor("1 份没有提交的草稿：#1 归并")
        try board.press(".z")
        try board.waitFor("取回吗")
        try board.press("y")
        try board.waitFor("我写的话")
        try board.press("<c-s>")
        try board.waitFor("✓ #1 归并")
        try board.press("Q")
        _ = try board.waitForEnd()
        let drafts = FileManager.default.enumerator(atPath: program.folder + "/.local/state/xiaohao/drafts")?
            .compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }
        #expect(drafts == [])
    }
    @Test("two who note something at the same time: both notes stand, nobody is asked")
    func notes() throws {
        let program = try BoardRuns.village()
        let board = try program.board()
        try board.waitFor("#1 误工补助支出异常")
        try board.press(".;")
        try board.waitFor("备注")
        try board.press("我写的话")
        board.settle()
        #expect(try program.run(["comment", "1", "别人先写"]).code == 0)
        try board.press("<c-s>")
        try board.waitFor("✓ #1 备注")
        try board.press("Q")
        _ = try board.waitForEnd()
        let history = try program.run(["history", "1"]).output
        #expect(history.contains("别人先写") && history.contains("我写的话"))
    }
}
