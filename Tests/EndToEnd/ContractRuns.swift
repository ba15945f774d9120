import Foundation
import Testing

/// What an outside tester of the command line would look for: odd surroundings, odd places, what help promises.
@Suite("The command line in odd surroundings")
struct ContractRuns {
    private func error(_ text: String) throws -> [String: Any] {
        let last = try #require(text.split(separator: "\n").last)
        let value = try #require(try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: [String: Any]])
        return try #require(value["error"])
    }

    /// Runs the program in a shell, `$X` being it on its ledger.
    private func shell(_ program: Program, _ line: String, _ environment: [String: String] = [:]) throws
        -> Program.Ending
    {
        let script = try program.script(
            "run-\(UUID().uuidString).sh",
            "X=\"\(try Program.path()) --ledger \(program.ledger) --lang zh-Hans\"\n\(line)")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: script)
        process.currentDirectoryURL = URL(fileURLWithPath: program.folder)
        process.environment = [
            "PATH": "/usr/bin:/bin", "HOME": program.folder, "LC_ALL": "C.UTF-8",
            "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
        ].merging(environment) { $1 }
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Program.Ending(
            code: process.terminationStatus, output: String(decoding: printed, as: UTF8.self),
            errors: String(decoding: said, as: UTF8.self))
    }

    @Test(
        "a result that cannot be written is a failure with its sentence; one whose reader went is silent",
        arguments: ["list", "show 1", "log", "export -", "manual", "--help"])
    func output(command: String) throws {
        let program = try CommandRuns.shared.get()
        let full = try shell(program, "$X --json \(command) > /dev/full")
        #expect(full.code == 74)
        #expect(try error(full.errors)["rule"] as? String == "output.failed")
        #expect(try shell(program, "$X \(command) >&-").code == 74)
        let read = try shell(program, "$X \(command) | head -c 1 > /dev/null")
        #expect(read.errors == "")
    }

    @Test("a closed stderr changes no exit")
    func silent() throws {
        #expect(try shell(try CommandRuns.shared.get(), "$X show 99 2>&-").code == 66)
    }

    @Test("without HOME the login's own home is used; a variable that is no whole path is none")
    func home() throws {
        let program = try Program()
        let bare = try shell(program, "unset HOME; \(try Program.path()) config path")
        let home = try #require(getpwuid(geteuid())?.pointee.pw_dir.map { String(cString: $0) })
        #expect(bare.output == home + "/.config/xiaohao/config.yaml\n")
        let relative = try shell(program, "\(try Program.path()) config path", ["XDG_CONFIG_HOME": "config"])
        #expect(relative.output == program.folder + "/.config/xiaohao/config.yaml\n")
    }

    @Test("an address that is wrong names the part that is, and makes no file")
    func addresses() throws {
        let program = try Program()
        let wrong = [
            "postgres://h/x?sslmode=foo": "sslmode=foo", "postgres://h:99999/x": "port=99999",
            "postgres:///x?service=nosuch": "service=nosuch", "mysql://host/db": "mysql://", "http:/x": "",
        ]
        for (address, part) in wrong where !part.isEmpty {
            let ending = try program.run(["--ledger", address, "init", "--practice"])
            #expect(ending.code == 64 && ending.errors.contains("错在 " + part), "\(ending.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: program.folder + "/mysql:"))
    }

    @Test("where something lies that is no ledger, none is made, and it is said what is there")
    func occupied() throws {
        let program = try BoardRuns.village()
        let backup = program.folder + "/sicherung"
        #expect(try program.run(["backup", backup]).code == 0)
        _ = try program.write("note.txt", "kein Buch")
        for place in ["note.txt", "."] {
            for command in [["init", "--practice"], ["demo"], ["restore", backup]] {
                let ending = try program.run(["--ledger", place] + command + ["--json"])
                #expect(ending.code == 73)
                #expect(try error(ending.errors)["rule"] as? String == "ledger.occupied", "\(command) \(place)")
            }
        }
        let over = try program.run(["restore", backup])
        #expect(over.code == 73 && over.errors.contains("[ledger.exists]") && !over.errors.contains("--force"))
    }

    @Test("what check says of a damaged ledger does not lead back to check")
    func damaged() throws {
        let program = try BoardRuns.village()
        let handle = try #require(FileHandle(forUpdatingAtPath: program.ledger))
        try handle.seek(toOffset: 4096)
        try handle.write(contentsOf: Data(repeating: 0xAA, count: 8192))
        try handle.close()
        for file in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: program.ledger + file) }
        let check = try program.run(["check"])
        #expect(check.code == 65 && check.errors.contains("[ledger.damaged]") && !check.errors.contains("用 check"))
    }

    @Test("a usage error shows a call that is right")
    func examples() throws {
        let program = try CommandRuns.shared.get()
        let flag = try program.run(["flag", "1", "key"])
        #expect(flag.errors.contains("xiaohao flag 12 --flag key") && flag.errors.contains("    on\n    off"))
        #expect(try program.run(["flag", "1"]).errors.contains("    --flag"))
        #expect(try program.run(["lst"]).errors.contains("没有这个命令：lst"))
        #expect(try program.run(["person", "kye"]).errors.contains("    key"))
    }

    @Test("an undoing names what it undid, and the paper that stands for nothing any more")
    func papers() throws {
        let program = try BoardRuns.village()
        #expect(try program.run(["person", "add", "督查员", "--role", "supervisor"]).code == 0)
        #expect(try program.run(["--as", "督查员", "supervise", "1", "reminder", "--out", "papers"]).code == 0)
        let undone = try program.run(["--as", "督查员", "undo", "1"])
        #expect(undone.output.contains("撤销 · 督办"))
        #expect(undone.output.contains("点对点提醒-下应街道-江六村-1 不再作数"), "\(undone.output)")
        #expect(FileManager.default.fileExists(atPath: program.folder + "/papers/点对点提醒-下应街道-江六村-1.docx"))
        _ = try program.run(["comment", "1", "记"])
        #expect(try !program.run(["undo", "1"]).output.contains("不再作数"))
    }

    @Test("a unit is added under its path")
    func path() throws {
        let program = try BoardRuns.village()
        #expect(try program.run(["organisation", "add", "下应街道/东港村"]).code == 0)
        let list = try program.run(["organisation", "list"]).output
        #expect(list.contains("下应街道 / 东港村"))
    }

    @Test("the people's list says from which logins they act, and who acts no longer")
    func people() throws {
        let program = try BoardRuns.village()
        #expect(
            try program.run(["person", "add", "老会计", "--role", "unit", "--login", "lao", "--login", "old"]).code == 0)
        func line() throws -> String {
            let list = try program.run(["person", "list"]).output
            return list.split(separator: "\n").first { $0.hasPrefix("老会计") }.map(String.init) ?? ""
        }
        #expect(try line().contains("@lao @old") && !line().contains("已停用"))
        #expect(try program.run(["person", "add", "老会计", "--retire"]).code == 0)
        #expect(try line().contains("已停用"))
    }

    @Test("a demonstration that could not be made whole leaves nothing")
    func demonstration() throws {
        let program = try Program()
        let ending = try shell(program, "ulimit -f 400; trap '' XFSZ; $X demo --size 3000")
        #expect(ending.code == 74 || ending.code == 70, "\(ending.errors)")
        #expect(!FileManager.default.fileExists(atPath: program.ledger))
        let evidence = program.ledger + ".evidence"
        #expect(!FileManager.default.fileExists(atPath: evidence))
        // What a ledger that is gone left of its evidence is not the demonstration's to take away.
        try FileManager.default.createDirectory(atPath: evidence, withIntermediateDirectories: true)
        try "原件".write(toFile: evidence + "/kept", atomically: true, encoding: .utf8)
        #expect(try shell(program, "ulimit -f 400; trap '' XFSZ; $X demo --size 3000").code != 0)
        #expect(!FileManager.default.fileExists(atPath: program.ledger))
        #expect(FileManager.default.fileExists(atPath: evidence + "/kept"))
    }

    @Test("a trial of an import says what would be left out, not what was filed")
    func trial() throws {
        let program = try BoardRuns.village()
        _ = try program.write("r.csv", "序号,责任单位,反馈问题,问题类别,整改时限\n1,江六村,甲,作风,2025年2月30日\n")
        let ending = try program.run(["import", "r.csv", "--round", "第六轮", "--dry-run"])
        #expect(ending.code == 65 && ending.errors.contains("会留下不办") && !ending.errors.contains("已导入"))
    }

    @Test("an import of rows that are there already says so, and not that nothing of the others was imported")
    func again() throws {
        let program = try BoardRuns.village()
        _ = try program.write(
            "r.csv", "序号,责任单位,反馈问题,问题类别,整改时限\n11,江六村,甲,作风,2027-06-30\n12,江六村,乙,作风,2025年2月30日\n")
        let first = try program.run(["import", "r.csv", "--round", "第六轮"])
        #expect(first.code == 65 && first.errors.contains("其余已导入 1 行"))
        let second = try program.run(["import", "r.csv", "--round", "第六轮"])
        #expect(second.code == 65 && second.errors.contains("其余新导入 0 行，有更正 0 行，未变 1 行"))
    }
}
