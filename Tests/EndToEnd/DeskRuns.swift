import Foundation
import PseudoTerminal
import Testing

/// Weeks at the supervisor's desk in a real terminal: an overdue unit, one slip, answers, the ladder, and what became of the rest.
@Suite("The supervisor's desk in a terminal", .serialized)
struct DeskRuns {
    /// Twelve findings of one village that are due in ten days, and everybody who has to do with them.
    static func office() throws -> Program {
        let program = try Program()
        func must(_ arguments: [String]) throws {
            let ending = try program.run(arguments)
            #expect(ending.code == 0, "\(arguments): \(ending.errors)")
        }
        try must(["init", "--admin", "周主任", "--name", "测试台账", "--practice"])
        try must(["round", "add", "第六轮", "--feedback", "2026-10-30"])
        try must(["organisation", "add", "下应街道", "--kind", "town", "--head", "李书记"])
        try must(["organisation", "add", "江六村", "--kind", "village", "--parent", "下应街道", "--head", "张书记"])
        try must(["person", "add", "张会计", "--organisation", "江六村", "--role", "unit"])
        try must(["person", "add", "督查员", "--organisation", "督查处", "--role", "supervisor"])
        for (name, party) in MeetingRuns.reviewers {
            try must(["person", "add", name, "--organisation", name + "处", "--role", "reviewer", "--party", party])
        }
        for number in 1...12 {
            try must([
                "file", "--round", "第六轮", "--unit", "江六村", "--text", "误工补助支出异常（\(number)）", "--category", "作风",
                "--deadline", "+10d", "--goal", "制度健全", "--person", "张会计", "--measure", "修订办法",
            ])
            try must(["--as", "张会计", "start", String(number)])
        }
        return program
    }

    private static func papers(_ program: Program, _ kind: String) throws -> [String] {
        let folder = program.ledger + ".documents"
        let days = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        return try days.flatMap { day in
            try FileManager.default.contentsOfDirectory(atPath: folder + "/" + day).filter { $0.hasPrefix(kind) }
                .sorted()
                .map { folder + "/" + day + "/" + $0 }
        }
    }

    private static func submit(_ program: Program, _ number: Int, _ environment: [String: String]) throws {
        let evidence = try program.write("票据\(number).txt", "票据\(number)")
        for arguments in [
            ["report", String(number), "--measure-done", "1", "--completion", "done", "--inference", "已自查"],
            ["attach", String(number), evidence], ["submit", String(number), "--pledge", "张书记"],
        ] {
            let ending = try program.run(["--as", "张会计"] + arguments, environment: environment)
            #expect(ending.code == 0, "\(arguments): \(ending.errors)")
        }
    }

    @Test(
        "twelve overdue findings: one slip, nine answers, three climb the ladder; one extended, one listed, one closed")
    func story() throws {
        let program = try Self.office()
        func must(_ arguments: [String], _ day: Int) throws {
            let ending = try program.run(arguments, environment: try Calendar.ahead(day))
            #expect(ending.code == 0, "\(arguments): \(ending.errors)")
        }
        func desk(_ day: Int, as name: String = "督查员") throws -> ProgramUnderTest {
            let board = try program.board(
                columns: 120, rows: 36, ["--as", name], environment: try Calendar.ahead(day))
            try board.waitFor("已交办")
            try board.press("3")
            return board
        }

        // Day 20: everything is ten days late. The village is a group; one key writes one slip for all of it.
        let first = try desk(20)
        try first.waitFor("逾期 12")
        try first.press("z")
        try first.waitFor("下应街道 / 江六村")
        try first.press("ap")
        try first.waitFor("江六村 12 个问题 → 张书记")
        try first.press("<c-s>")
        try first.waitFor("工作提示单：12 个问题，1 个单位")
        try first.press("Q")
        _ = try first.waitForEnd()
        let slips = try Self.papers(program, "工作提示单")
        #expect(slips.count == 2)
        let slip = try String(contentsOfFile: try #require(slips.first { $0.hasSuffix(".md") }), encoding: .utf8)
        for number in 1...12 { #expect(slip.contains("#\(number) "), "finding \(number) is not on the slip") }
        #expect(slip.contains("张书记") && slip.contains("12 个问题"))

        // Day 23: nine are answered.
        for number in 1...9 {
            try must(["--as", "张会计", "answer", String(number), "1", "--text", "已退还补助 \(number)"], 23)
        }

        // Day 36: three answers did not come; they are due themselves, and the ladder's next step is a notice.
        let second = try desk(36)
        try second.waitFor("延期待批")
        for _ in 0..<10 { try second.press("<tab>") }
        try second.waitFor("逾期未答复 3")
        try second.waitFor("#12")
        try second.waitForNo("#9 ")
        try second.press("<space><space><space>")
        try second.waitFor("已标记 3 个")
        try second.press(">")
        try second.waitFor("督办通知书 · 3 个问题")
        try second.press("<c-s>")
        try second.waitFor("督办通知书：3 个问题，1 个单位")
        try second.press("Q")
        _ = try second.waitForEnd()
        let notices = try Self.papers(program, "督办通知书")
        #expect(notices.count == 2)
        let notice = try String(contentsOfFile: try #require(notices.first { $0.hasSuffix(".md") }), encoding: .utf8)
        #expect((10...12).allSatisfy { notice.contains("#\($0) ") } && !notice.contains("#9 "))

        // Day 37: one is listed at the desk.
        let third = try desk(37, as: "周主任")
        try third.waitFor("逾期 12")
        try third.press("/（11）")
        try third.waitFor("逾期 1 ")
        try third.press("<enter>al")
        try third.waitFor("挂牌")
        try third.waitFor("督办人")
        try third.press("<c-s>")
        try third.waitFor("挂牌 1 ")
        try third.press("Q")
        _ = try third.waitForEnd()

        // Day 38: one is closed in review; one is sent back with a new date, asks for more time and gets it in the queue.
        let reviewers = MeetingRuns.reviewers
        try Self.submit(program, 12, try Calendar.ahead(38))
        for (name, party) in reviewers { try must(["--as", name, "opine", "12", "--party", party, "agree"], 38) }
        try Self.submit(program, 10, try Calendar.ahead(38))
        try must(
            [
                "--as", "王五", "opine", "10", "--party", "inspection", "disagree", "--code", "paper", "--reason", "只有文件",
                "--deadline", "+20d",
            ], 38)
        try must(["--as", "张会计", "extend", "10", "request", "--until", "+40d", "--reason", "等待审计结论"], 38)
        let fourth = try desk(39, as: "周主任")
        try fourth.waitFor("延期待批 1")
        for _ in 0..<8 { try fourth.press("<tab>") }
        try fourth.waitFor("申请延至")
        try fourth.press(">")
        try fourth.waitFor("同意延期")
        try fourth.press("<c-s>")
        try fourth.waitFor("请确认")
        try fourth.press("y")
        try fourth.waitFor("延期待批 0")

        // The dossier of the village tells it all.
        try fourth.press("5")
        try fourth.waitFor("江六村")
        try fourth.press("/江六<enter><tab>")
        try fourth.waitFor("督办通知书 → 张书记 · 3 个问题")
        try fourth.press("<pgdn>")
        try fourth.waitFor("12 个问题 · 已答复 9")
        try fourth.press("Q")
        _ = try fourth.waitForEnd()

        let findings = try #require(
            try JSONSerialization.jsonObject(
                with: Data(try program.run(["list", "--json"], environment: try Calendar.ahead(39)).output.utf8))
                as? [[String: Any]])
        func finding(_ number: Int) -> [String: Any]? { findings.first { $0["number"] as? Int == number } }
        #expect(finding(12)?["stage"] as? String == "closed" && finding(11)?["listed"] as? Bool == true)
        let deadline = finding(10)?["deadline"] as? [String: Any]
        #expect(deadline?["date"] as? String != deadline?["original"] as? String)
        #expect(findings.count { ($0["overdueDays"] as? Int ?? 0) > 0 } == 10)

        let page = try #require(
            try JSONSerialization.jsonObject(
                with: Data(
                    try program.run(["organisation", "show", "江六村", "--json"], environment: try Calendar.ahead(39))
                        .output
                        .utf8)) as? [String: Any])
        let steps = try #require(page["supervisions"] as? [[String: Any]])
        #expect(steps.map { $0["kind"] as? String } == ["notice", "slip"])
        #expect(steps.map { ($0["findings"] as? [Int])?.count } == [3, 12])
        #expect(
            steps.map { ($0["answers"] as? [Any])?.count } == [0, 9]
                && steps.map { $0["unanswered"] as? Int } == [3, 3])

        let digest = try program.run(["overdue", "--digest", "--json"], environment: try Calendar.ahead(39))
        #expect(digest.output.contains("\"needsSomebody\":true"))
        #expect(try program.run(["check"], environment: try Calendar.ahead(39)).code == 0)
        let verified = try program.run(["verify", "--json"], environment: try Calendar.ahead(39))
        #expect(verified.code == 0, "\(verified.output)")
    }
}
