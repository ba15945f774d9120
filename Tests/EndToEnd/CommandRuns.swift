import Foundation
import PseudoTerminal
import Testing

/// The command line's contract, from outside: exits, JSON keys, refusals.
@Suite("The command line from outside")
struct CommandRuns {
    struct Case: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let code: Int32
        let rule: String
        var testDescription: String { arguments.joined(separator: " ") }

        init(_ code: Int32, _ rule: String, _ arguments: String...) {
            self.code = code
            self.rule = rule
            self.arguments = arguments
        }
    }

    static let refusals = [
        Case(64, "usage.unexpected", "bogus"), Case(64, "usage.missing", "show"),
        Case(64, "usage.badValue", "show", "abc"), Case(64, "usage.unknownOption", "list", "--whim"),
        Case(64, "usage.noValue", "list", "--limit"), Case(64, "usage.notANumber", "list", "--limit", "-5"),
        Case(64, "usage.unexpectedValue", "list", "--overdue=x"),
        Case(64, "version.noFinding", "round", "add", "新轮", "--if-version", "1"),
        Case(66, "group.missing", "--ledger", "/tmp/nowhere/new/ledger.db", "init", "--group", "nobody-has-this-group"),
        Case(66, "finding.missing", "show", "99"),
        Case(73, "ledger.exists", "init", "--practice"),
        Case(
            66, "round.missing", "file", "--round", "无", "--unit", "江六村", "--text", "x", "--category", "y",
            "--deadline", "2027-01-01"),
        Case(
            66, "unit.missing", "file", "--round", "第六轮", "--unit", "无", "--text", "x", "--category", "y", "--deadline",
            "2027-01-01"),
        Case(
            65, "field.notADay", "file", "--round", "第六轮", "--unit", "江六村", "--text", "x", "--category", "y",
            "--deadline", "某天"),
        Case(64, "code.unknown", "list", "--sort", "whim"), Case(64, "code.unknown", "log", "--stream", "x"),
        Case(64, "code.unknown", "figures", "--chart", "x"), Case(64, "code.unknown", "list", "--stage", "x"),
        Case(66, "unit.missing", "list", "--unit", "无"), Case(66, "person.missing", "--as", "无", "comment", "1", "x"),
        Case(77, "role", "--as", "张会计", "listing", "1", "start", "--supervisor", "纪委"),
        Case(1, "start.noGoal", "--as", "张会计", "start", "1"),
        Case(1, "stage.notReview", "--as", "王五", "opine", "1", "--party", "inspection", "agree"),
        Case(75, "version.moved", "comment", "1", "x", "--if-version", "7"),
        Case(77, "readonly", "--readonly", "comment", "1", "x"),
        Case(66, "file.missing", "import", "/nowhere.xlsx", "--round", "第六轮"),
        Case(64, "export.format", "export", "a.doc"),
        Case(66, "file.missing", "policy", "check", "/nowhere.yaml"), Case(64, "board.noTerminal"),
        Case(64, "usage.badValue", "--lang", "fr", "list"),
        Case(77, "admin.needed", "--as", "张会计", "person", "add", "某人"),
        Case(64, "usage.badValue", "flag", "1", "key"), Case(64, "usage.missing", "supervise", "1"),
        Case(64, "field.missing", "flag", "1"), Case(64, "usage.noValue", "--ledger", "", "list"),
        Case(64, "name.missing", "--ledger", "unnamed.db", "init", "--practice", "--name", " "),
        Case(64, "ledger.badAddress", "--ledger", "mysql://host/db", "init", "--practice"),
        Case(64, "ledger.badAddress", "--ledger", "sqlite:///tmp/x.db", "list"),
        Case(64, "ledger.badAddress", "--ledger", "postgres:/host/db", "list"),
        Case(64, "ledger.badAddress", "--ledger", "postgres://h/x?sslmode=foo", "list"),
        Case(64, "ledger.badAddress", "--ledger", "postgres://h:99999/x", "list"),
        Case(64, "ledger.badAddress", "--ledger", "postgres:///x?service=nosuch", "list"),
        Case(64, "ledger.badAddress", "--ledger", "postgres://h/x?whim=1", "list"),
        Case(65, "round.days", "round", "add", "新轮", "--entered", "2026-02-28", "--feedback", "2026-01-01"),
        Case(66, "unit.missing", "organisation", "add", "无此镇/新村"),
        Case(78, "policy.invalid", "policy", "check", "/dev/null"),
    ]

    static let shared = Result { try BoardRuns.village() }

    @Test("a refusal has its exit, its rule, its sentence and what to do; stdout is empty", arguments: refusals)
    func refused(_ row: Case) throws {
        let program = try Self.shared.get()
        let ending = try program.run(row.arguments + ["--json"])
        #expect(ending.code == row.code)
        #expect(ending.output.isEmpty)
        let last = try #require(ending.errors.split(separator: "\n").last)
        let value = try #require(try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: [String: Any]])
        let error = try #require(value["error"])
        #expect(error["exit"] as? Int == Int(row.code))
        #expect(error["rule"] as? String == row.rule)
        #expect((error["message"] as? String ?? "").contains { $0.isLetter })
        #expect((error["remedy"] as? String ?? "").contains { $0.isLetter })
        let spoken = try program.run(row.arguments)
        #expect(spoken.code == row.code)
        #expect(spoken.errors.contains("xiaohao: ") && spoken.errors.contains("→ "))
    }

    @Test("a finding's keys")
    func keys() throws {
        let program = try Self.shared.get()
        let finding = try #require(try program.json(["show", "1"]) as? [String: Any])
        let expected = [
            "id", "number", "externalNumber", "round", "unit", "text", "category", "source", "stage", "listed",
            "starred", "immediate",
            "deadline", "overdueDays", "reviewRound", "relapses", "goal", "measures", "completion", "effect",
            "inference", "evidence",
            "opinions", "closedAt", "consolidation", "version",
        ]
        #expect(Set(expected).isSubset(of: Set(finding.keys)))
        #expect((finding["unit"] as? [String: Any])?["path"] as? String == "下应街道 / 江六村")
        #expect(Set((finding["deadline"] as? [String: Any] ?? [:]).keys) == ["kind", "date", "original", "written"])
    }

    @Test("lists, counts, history, log, check")
    func reading() throws {
        let program = try Self.shared.get()
        #expect((try program.json(["list"]) as? [[String: Any]])?.count == 1)
        #expect((try program.json(["list", "--stage", "in-progress"]) as? [Any])?.isEmpty == true)
        let counts = try #require(try program.json(["count"]) as? [[String: Any]])
        #expect(counts.map { $0["value"] as? String } == ["assigned", "inProgress", "review", "closed"])
        let history = try #require(try program.json(["history", "1"]) as? [[String: Any]])
        #expect(Set(["position", "version", "event", "at", "by", "login"]).isSubset(of: Set(history[0].keys)))
        #expect((try program.json(["check"]) as? [String: Any])?["ok"] as? Bool == true)
        let log = try program.run(["log", "--json"]).output.split(separator: "\n")
        #expect(log.count > 8)
        for line in log {
            let event = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(
                Set(["position", "stream", "version", "event", "at", "by", "login", "operation", "hash"]).isSubset(
                    of: Set(event.keys)))
        }
    }

    @Test("an operation sent again gives the same answer; another command under it is refused")
    func operations() throws {
        let program = try BoardRuns.village()
        let id = "11111111-2222-4333-8444-555555555555"
        let first = try #require(try program.json(["comment", "1", "记", "--operation", id]) as? [String: Any])
        let again = try #require(try program.json(["comment", "1", "记", "--operation", id]) as? [String: Any])
        #expect(first["replayed"] as? Bool == false && again["replayed"] as? Bool == true)
        #expect(first["position"] as? Int == again["position"] as? Int)
        #expect(try program.run(["comment", "1", "别的", "--operation", id]).code == 65)
        #expect(try program.run(["comment", "1", "试", "--dry-run"]).code == 0)
        #expect((try program.json(["history", "1"]) as? [Any])?.count == 2)
    }

    @Test("import reports as JSON, exports to stdout, and a broken pipe is silent")
    func exchange() throws {
        let program = try BoardRuns.village()
        let file = try program.write("台账.csv", "序号,责任单位,反馈问题,问题类别,整改时限\n1,江六村,甲,作风,2027-06-30\n2,江六村,乙,作风,某天\n")
        let ending = try program.run(["import", file, "--round", "第六轮", "--json"])
        #expect(ending.code == 65)
        let value = try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
        #expect(value["filed"] as? Int == 1 && value["refused"] as? Int == 1)
        let problem = try #require((value["problems"] as? [[String: Any]])?.first)
        #expect(
            problem["cell"] as? String == "E3" && problem["row"] as? Int == 3 && problem["found"] as? String == "某天")
        let exported = try program.run(["export", "-"])
        #expect((try JSONSerialization.jsonObject(with: Data(exported.output.utf8)) as? [Any])?.count == 2)
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = [
            "-c", "'\(try Program.path())' --ledger '\(program.ledger)' log | head -n 1 > /dev/null; echo done",
        ]
        let errors = Pipe()
        shell.standardError = errors
        shell.standardOutput = Pipe()
        try shell.run()
        shell.waitUntilExit()
        #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
    }

    @Test("a whole closure as linear text at a pipe")
    func plain() throws {
        let program = try BoardRuns.village()
        let evidence = try program.write("票据.txt", "三万二")
        let lines = """
            --as 张会计 start 1 --goal '制度 健全' --measure 修订 --person 张书记
            --as 张会计 report 1 --measure-done 1 --completion done --inference 已查
            --as 张会计 attach 1 '\(evidence)'
            --as 张会计 submit 1 --pledge 张书记
            --as 王五 opine 1 --party inspection agree
            --as 李四 opine 1 --party discipline agree
            --as 赵六 opine 1 --party organisation agree
            show 1
            q

            """
        let ending = try program.run(["--plain"], input: lines)
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(ending.output.contains("#1 已销号") && ending.output.contains("制度 健全"))
        #expect(!ending.output.contains("\u{1B}"))
    }

    @Test("files are the owner's alone")
    func modes() throws {
        let program = try BoardRuns.village()
        let evidence = try program.write("票据.txt", "三万二")
        _ = try program.run(["--as", "张会计", "start", "1", "--goal", "好", "--measure", "改", "--person", "张"])
        _ = try program.run(["--as", "张会计", "attach", "1", evidence])
        let files = FileManager.default
        #expect(try files.attributesOfItem(atPath: program.ledger)[.posixPermissions] as? Int == 0o600)
        #expect(try files.attributesOfItem(atPath: program.ledger + ".evidence")[.posixPermissions] as? Int == 0o700)
    }

    @Test("help and version in words, without a ledger")
    func help() throws {
        let program = try Program()
        for arguments in [["--help"], ["import", "--help"], ["opine", "--help"]] {
            let ending = try program.run(arguments)
            #expect(ending.code == 0 && ending.output.contains("xiaohao"))
            #expect(ending.output.contains("xample"))
        }
        #expect(try program.run(["--version"]).output.hasPrefix("xiaohao "))
    }

    @Test("the manual names every command, in each language")
    func manual() throws {
        let program = try Program()
        var pages: Set<String> = []
        for language in ["zh-Hans", "zh-Hant", "en"] {
            let page = try program.run(["manual"], language: language).output
            #expect(page.hasPrefix(".TH XIAOHAO 1"))
            for command in ["import", "opine", "meeting", "triage", "letter", "verify", "move", "completions"] {
                #expect(page.contains(command), "\(language): \(command)")
            }
            pages.insert(page)
        }
        #expect(pages.count == 3)
    }

    @Test("completions are scripts that the shell takes, and know every command", arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) throws {
        let program = try Program()
        let script = try program.run(["completions", shell]).output
        for command in ["import", "opine", "meeting", "triage", "letter", "verify"] {
            #expect(script.contains(command), "\(command)")
        }
        guard let path = ["/bin/", "/usr/bin/"].map({ $0 + shell }).first(where: FileManager.default.isExecutableFile)
        else { return }
        let file = try program.write("completions." + shell, script)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-n", file]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test("the diagnostic log is the owner's alone, begins anew when it is long, and holds no words of a finding")
    func diagnosticLog() throws {
        let program = try BoardRuns.village()
        let folder = program.folder + "/.local/state/xiaohao"
        #expect(try program.run(["show", "99"]).code == 66)
        let log = folder + "/diagnostic.log"
        let line = try String(contentsOfFile: log, encoding: .utf8)
        #expect(line.contains("show 66 finding.missing"))
        #expect(try FileManager.default.attributesOfItem(atPath: log)[.posixPermissions] as? Int == 0o600)
        try String(repeating: "old\n", count: 80_000).write(toFile: log, atomically: false, encoding: .utf8)
        #expect(try program.run(["flag", "1", "on", "--flag", "误工补助"]).code != 0)
        #expect(try program.run(["show", "99"]).code == 66)
        #expect(FileManager.default.fileExists(atPath: log + ".1"))
        let fresh = try String(contentsOfFile: log, encoding: .utf8)
        #expect(fresh.contains("finding.missing") && !fresh.contains("old"))
        #expect(!(fresh + (try String(contentsOfFile: log + ".1", encoding: .utf8))).contains("误工补助"))
        #expect(try program.run(["diagnose"]).output.contains("finding.missing"))
    }
}
