import Foundation
import Testing

/// The board for screen readers, at a pipe (proof 8).
@Suite("The plain board")
struct PlainRuns {
    /// The answers, one for each line, without prompts.
    static func talk(_ program: Program, _ lines: [String], _ options: [String] = []) throws -> (
        answers: [String], ending: Program.Ending
    ) {
        let ending = try program.run(options + ["--plain"], input: lines.joined(separator: "\n") + "\n")
        return (ending.output.components(separatedBy: "xiaohao> ").map { $0.trimmingCharacters(in: .newlines) }, ending)
    }

    @Test("a whole closure: open, start, attach, report, submit, and three parties agree")
    func closure() throws {
        let program = try BoardRuns.village()
        let evidence = try program.write("票据.txt", "三万二")
        let (answers, ending) = try Self.talk(
            program,
            [
                "o", "@ 张会计", ".", "start . --goal 制度健全 --measure 修订办法 --person 张会计", "attach . '\(evidence)'",
                "report . --measure-done 1 --completion done --effect 追回三万 --inference 已自查", "submit . --pledge 张书记",
                "@ 王五", "opine . --party inspection agree", "--as 李四 opine . --party discipline agree",
                "@ 赵六", "opine . --party organisation agree", "q",
            ])
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(answers[0].contains("已交办，#1，误工补助支出异常，下应街道 / 江六村"))
        #expect(answers[1].contains("责任单位：下应街道 / 江六村"))
        #expect(answers[3].contains("启动整改：start 1") && answers[3].contains("不能办的和原因"))
        #expect(answers[4].contains("有变动：") && answers[4].contains("整改中，#1"))
        #expect(answers[7].contains("三方联审，#1"))
        #expect(answers[9].contains("表决") && answers[12].contains("已销号，#1"))
        let shown = try #require(try program.json(["show", "1"]) as? [String: Any])
        #expect(shown["stage"] as? String == "closed")
        #expect(!ending.output.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x0D })
        #expect(!ending.output.contains { "│┌└─▌".contains($0) }, "boxes are no words")
    }

    @Test("walking: next, previous, ends, columns, numbers, search, filter, order")
    func walking() throws {
        let program = try Program()
        #expect(try program.run(["demo", "--size", "120"]).code == 0)
        let (answers, ending) = try Self.talk(
            program,
            [
                "g", "p", "n", "", "l", "h", "h", "G", "n", "#7", "7", "/误工", "/", "filter --overdue", "C", "!", "C",
                "order", "b", "?",
            ])
        #expect(ending.code == 0, "\(ending.errors)")
        let first = answers[1]
        #expect(first.hasPrefix("已交办，#"))
        #expect(answers[2] == "这个方向没有了")
        #expect(answers[3] != first && answers[3].hasPrefix("已交办，#"))
        #expect(answers[4] == answers[3], "an empty line says it once more")
        #expect(answers[5].hasPrefix("整改中：") && answers[5].contains("\n整改中，#"))
        #expect(answers[6].contains("\n已交办，#") && answers[7] == "这个方向没有了")
        #expect(answers[9] == "这个方向没有了", "after the last nothing follows")
        #expect(answers[10] == answers[11] && answers[10].contains("#7，"))
        #expect(answers[12].contains("误工"))
        #expect(answers[14].contains("逾期"))
        #expect(answers[18].contains("按编号"))
        #expect(answers[20].contains("@ as：以谁的名义操作"))
    }

    @Test("a refusal says its reason and what to do, the rest goes on, and a pipe learns of it by the exit")
    func refusals() throws {
        let program = try BoardRuns.village()
        let (answers, ending) = try Self.talk(
            program, ["--as 张会计 submit . --pledge 张书记", "bogus", "999", "comment . 好"])
        #expect(ending.errors.contains("→") && ending.errors.contains("[stage."))
        #expect(ending.errors.contains("[usage.unexpected]") && ending.errors.contains("[finding.missing]"))
        #expect(answers[4].contains("备注"))
        #expect(ending.code == 66)
    }

    @Test("read-only and another language go with every line")
    func inherited() throws {
        let program = try BoardRuns.village()
        let ending = try program.run(["--readonly", "--plain"], input: "comment . x\nshow .\n", language: "en")
        #expect(ending.code == 77 && ending.errors.contains("[readonly]"))
        #expect(ending.output.contains("Assigned") && !ending.output.contains("已交办"))
    }
}
