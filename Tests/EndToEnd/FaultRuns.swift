import Foundation
import PseudoTerminal
import Testing

/// Faults injected from outside: many writers, what killed ones left, no room.
@Suite("Faults", .serialized)
struct FaultRuns {
    private func head(_ program: Program) throws -> Int {
        try program.run(["log", "--json"]).output.split(separator: "\n").count
    }

    @Test(
        "many processes write at once: nothing is lost, nothing is there twice, nobody is refused",
        arguments: [2, 8, 64])
    func writers(count: Int) throws {
        let program = try BoardRuns.village()
        let before = try head(program)
        let rounds = count > 16 ? 1 : 4
        for round in 0..<rounds {
            // Comments meet on one finding's version, filings on the ledger's next number.
            let running = try (0..<count).map { writer in
                try program.start(
                    writer % 2 == 0
                        ? ["comment", "1", "第\(round)轮\(writer)号"]
                        : [
                            "file", "--round", "第六轮", "--unit", "江六村", "--text", "第\(round)轮\(writer)号", "--category",
                            "作风",
                            "--deadline", "2027-06-30",
                        ])
            }
            for one in running {
                let ending = try one.finish()
                #expect(ending.code == 0, "\(ending.errors)")
            }
        }
        #expect(try head(program) == before + count * rounds)
        let history = try program.run(["history", "1"]).output
        let findings = try #require(try program.json(["list"]) as? [[String: Any]])
        #expect(Set(findings.compactMap { $0["number"] as? Int }).count == findings.count)
        for round in 0..<rounds {
            for writer in 0..<count {
                let text = "第\(round)轮\(writer)号"
                let times =
                    writer % 2 == 0
                    ? history.components(separatedBy: text).count - 1
                    : findings.count { $0["text"] as? String == text }
                #expect(times == 1, "\(text) is there \(times) times")
            }
        }
        #expect(try program.run(["check"]).code == 0)
    }

    @Test("one operation sent by eight processes at once happens once, and all get the same answer")
    func once() throws {
        let program = try BoardRuns.village()
        let before = try head(program)
        let line = ["comment", "1", "一次", "--operation", "0192f0c1-2233-7445-8566-778899aabbcc", "--json"]
        let endings = try (0..<8).map { _ in try program.start(line) }.map { try $0.finish() }
        #expect(endings.allSatisfy { $0.code == 0 }, "\(endings.map(\.errors))")
        #expect(endings.count { $0.output.contains("\"replayed\":false") } == 1)
        #expect(try head(program) == before + 1)
    }

    @Test("what a killed command left half made is cleared by the next one; what another makes is left alone")
    func leftovers() throws {
        let program = try Program()
        let gone = Process()
        gone.executableURL = URL(fileURLWithPath: "/bin/true")
        try gone.run()
        gone.waitUntilExit()
        let alive = getpid()
        func leave(_ target: String) throws -> (gone: [String], alive: String) {
            let stem = ".\(target).making-"
            let left = ["", "-wal", "-shm"].map { "\(stem)\(gone.processIdentifier)\($0)" }
            for name in left + ["\(stem)\(alive)"] { _ = try program.write(name, "halb") }
            return (left, "\(stem)\(alive)")
        }
        func isThere(_ name: String) -> Bool { FileManager.default.fileExists(atPath: program.folder + "/" + name) }
        // A folder that was half copied too.
        let folder = program.folder + "/.sicherung.making-\(gone.processIdentifier)-2/ledger.db.evidence"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (target, command) in [
            ("ledger.db", ["init", "--practice", "--admin", "周主任"]),
            ("sicherung", ["backup", program.folder + "/sicherung"]),
            ("zurück.db", ["--ledger", program.folder + "/zurück.db", "restore", program.folder + "/sicherung"]),
            ("aus.csv", ["export", program.folder + "/aus.csv"]), ("neu.db", ["move", program.folder + "/neu.db"]),
        ] {
            let left = try leave(target)
            let ending = try program.run(command)
            #expect(ending.code == 0, "\(command): \(ending.errors)")
            #expect(!left.gone.contains(where: isThere), "\(command) left \(left.gone.filter(isThere))")
            #expect(isThere(left.alive), "\(command) took what another process makes")
        }
        #expect(!isThere(".sicherung.making-\(gone.processIdentifier)-2"))
    }

    @Test("a full disk: its sentence, its exit, and a ledger that is whole")
    func full() throws {
        let program = try BoardRuns.village()
        // A limit on the size of files is a full disk as far as the program can see; SIGXFSZ is ignored as writers do.
        let text = String(repeating: "很长的备注", count: 4_000)
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        shell.arguments = [
            "-c",
            "trap '' XFSZ; ulimit -f 64; exec '\(try Program.path())' --ledger '\(program.ledger)' --lang zh-Hans comment 1 \"$(cat)\"",
        ]
        let input = Pipe()
        let errors = Pipe()
        shell.standardInput = input
        shell.standardError = errors
        shell.standardOutput = Pipe()
        try shell.run()
        input.fileHandleForWriting.write(Data(String(repeating: text, count: 1).utf8))
        try input.fileHandleForWriting.close()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 74, "\(said)")
        #expect(said.contains("没有写入任何内容"))
        #expect(try program.run(["check"]).code == 0)
    }

    @Test("evidence of which only a part could be written: the reason is that of the part that could not")
    func shortWrite() throws {
        let program = try BoardRuns.village()
        let started = try program.run([
            "--as", "张会计", "start", "1", "--goal", "好", "--measure", "改", "--person", "张",
        ])
        #expect(started.code == 0)
        // The limit falls into the middle of a piece, so that the system takes one part of it and refuses the next.
        let evidence = try program.write("票据.txt", String(repeating: "票", count: 400_000))
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        shell.arguments = [
            "-c",
            "trap '' XFSZ; ulimit -f 1000; exec '\(try Program.path())' --ledger '\(program.ledger)' --lang zh-Hans --as 张会计 attach 1 '\(evidence)'",
        ]
        let errors = Pipe()
        shell.standardError = errors
        shell.standardOutput = Pipe()
        try shell.run()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 73, "\(said)")
        #expect(said.contains(String(cString: strerror(EFBIG))))
        let left = try FileManager.default.contentsOfDirectory(atPath: program.ledger + ".evidence")
        #expect(left.isEmpty)
        #expect(try program.run(["check"]).code == 0)
    }

    @Test("check names what is wrong, and on which event, in the reader's language")
    func named() throws {
        let program = try BoardRuns.village()
        let evidence = try program.write("票据.txt", "票据")
        for line in [["start", "1", "--goal", "好", "--measure", "改", "--person", "张"], ["attach", "1", evidence]] {
            #expect(try program.run(["--as", "张会计"] + line).code == 0)
        }
        let lost = "chmod -R u+w ledger.db.evidence && find ledger.db.evidence -type f -delete"
        #expect(try program.shell(lost).code == 0)
        let words = try program.run(["--lang", "zh-Hans", "check"])
        #expect(words.code == 65)
        #expect(words.output.contains("佐证  #1 第 3 个事件"), "\(words.output)")
        #expect(words.output.contains("佐证“票据.txt”不见了"), "\(words.output)")
        #expect(try program.run(["check", "--json"]).output.contains("missing"))
        let sql = "UPDATE head SET position = position + 1"
        #expect(try program.shell("sqlite3 ledger.db '\(sql)'").code == 0)
        #expect(try program.run(["--lang", "zh-Hans", "check"]).output.contains("末尾被截"))
    }

    @Test("a ledger of a newer version, and one that was cut short")
    func strange() throws {
        let program = try BoardRuns.village()
        let data = try Data(contentsOf: URL(fileURLWithPath: program.ledger))
        var newer = data
        // Bytes 60–63 of the header are the version the program wrote.
        newer.replaceSubrange(60..<64, with: [0, 0, 0, 99])
        try newer.write(to: URL(fileURLWithPath: program.folder + "/newer.db"))
        #expect(try program.run(["--ledger", program.folder + "/newer.db", "list", "--json"]).code == 78)
        try data.prefix(data.count / 3).write(to: URL(fileURLWithPath: program.folder + "/cut.db"))
        let cut = try program.run(["--ledger", program.folder + "/cut.db", "check", "--json"])
        #expect(cut.code == 65, "\(cut.errors)")
    }

    @Test("no word of a command, however empty, writes an event that cannot be read back")
    func blank() throws {
        let program = try BoardRuns.village()
        let before = try head(program)
        for name in ["", "   ", "\u{3000}"] {
            for command in [
                ["organisation", "add", name], ["person", "add", name], ["person", "add", "某", "--organisation", name],
                ["round", "add", name],
            ] {
                let ending = try program.run(command + ["--json"])
                #expect(ending.code == 64 && ending.errors.contains("name.missing"), "\(command): \(ending.errors)")
            }
        }
        #expect(try head(program) == before)
        #expect(
            try program.run(["--ledger", program.folder + "/neu.db", "init", "--practice", "--admin", ""]).code == 64)
        #expect(!FileManager.default.fileExists(atPath: program.folder + "/neu.db"))
        // Every other option of a writer, empty.
        let file = [
            "file", "--round", "第六轮", "--unit", "江六村", "--text", "问题", "--category", "作风", "--deadline", "+30d",
        ]
        for command in [
            file + ["--leader", "", "--goal", "", "--person", "", "--measure", ""], file + ["--category", ""],
            ["organisation", "add", "江六村", "--head", ""], ["organisation", "add", "新村", "--head", " "],
            ["person", "add", "某", "--login", ""], ["person", "add", "某", "--avoids", ""],
            ["meeting", "open", "--place", "", "--all"],
            ["meeting", "open", "--place", "三楼", "--all", "--seat", "=王五"],
            ["supervise", "1", "slip", "--to", "", "--text", "", "--due", ""], ["comment", "1", ""],
            ["return", "1", "--reason", ""], ["reassign", "1", "--unit", "", "--reason", ""],
            ["correct", "1", "--field", "text", "--value", "", "--reason", ""], ["group", "1", "--group", ""],
            ["flag", "1", "--flag", ""], ["listing", "1", "start", "--supervisor", ""],
        ] {
            let ending = try program.run(command + ["--json"])
            #expect(ending.code != 70, "\(command): \(ending.errors)")
            #expect(try program.run(["check"]).code == 0, "\(command)")
        }
    }

    @Test("a folder where a file belongs is named, with the system's reason for what is not there")
    func folders() throws {
        let program = try BoardRuns.village()
        for command in [
            ["import", ".", "--round", "第六轮"], ["policy", "check", "."], ["organisation", "import", "."],
        ] {
            let ending = try program.run(command)
            #expect(ending.code == 65 && ending.errors.contains("file.notRegular"), "\(command): \(ending.errors)")
        }
        let missing = try program.run(["policy", "check", "fehlt.yaml"])
        #expect(missing.code == 66 && missing.errors.contains("No such file"), "\(missing.errors)")
    }

    @Test("hostile characters are kept in the record and never reach the terminal raw")
    func hostile() throws {
        let program = try BoardRuns.village()
        let text = "红\u{1B}[31m字\u{202E}反\u{7}铃"
        #expect(try program.run(["comment", "1", text]).code == 0)
        let shown = try program.run(["history", "1"]).output
        #expect(!shown.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
        let log = try program.run(["show", "1", "--json"])
        #expect(log.code == 0)
        let board = try program.board()
        try board.waitFor("#1 误工补助支出异常")
        try board.press("<enter>")
        try board.waitFor("责任单位")
        try board.press("G")
        board.settle()
        #expect(!String(decoding: board.transcript, as: UTF8.self).contains("\u{202E}"))
        try board.press("Q")
        _ = try board.waitForEnd()
    }
}
