import Foundation
import PseudoTerminal
import Testing

/// Faults injected from outside: killed writers, many writers, no room, no permission.
@Suite("Faults", .serialized)
struct FaultRuns {
    @Test("kill -9 at many points of every kind of write: what was acknowledged is there, the ledger is whole")
    func killed() throws {
        let program = try BoardRuns.village()
        let evidence = try program.write("票据.txt", String(repeating: "三万二", count: 100_000))
        let rows = (1...400).map { "\($0),江六村,问题\($0),作风,2027-06-30" }.joined(separator: "\n")
        let ledger = try program.write("台账.csv", "序号,责任单位,反馈问题,问题类别,整改时限\n" + rows)
        _ = try program.run(["--as", "张会计", "start", "1", "--goal", "好", "--measure", "改", "--person", "张"])
        let writes: [[String]] = [
            ["comment", "1", "记"], ["--as", "张会计", "attach", "1", evidence], ["import", ledger, "--round", "第六轮"],
            ["rebuild"],
            ["person", "add", "某人"], ["flag", "1", "--flag", "key"],
        ]
        var acknowledged = 0
        var killed = 0
        for round in 0..<36 {
            for (kind, arguments) in writes.enumerated() {
                let before = try head(program)
                let running = try program.start(arguments)
                usleep(UInt32(500 + (round * 7 + kind * 3) * 400 % 30_000))
                kill(running.process.processIdentifier, SIGKILL)
                let ending = try running.finish()
                if ending.code == 0 { acknowledged += 1 } else { killed += 1 }
                let after = try head(program)
                #expect(after >= before, "events were lost")
                if ending.code == 0, arguments.first == "comment" {
                    #expect(after > before, "an acknowledged write was lost")
                }
            }
        }
        let check = try program.run(["check"])
        #expect(check.code == 0, "\(check.output) \(check.errors)")
        #expect(
            killed > 10, "the kills came too late to prove anything: \(acknowledged) acknowledged, \(killed) killed")
    }

    private func head(_ program: Program) throws -> Int {
        try program.run(["log", "--json"]).output.split(separator: "\n").count
    }

    @Test("sixteen processes write at once; no event is lost and the ledger is whole")
    func sixteen() throws {
        let program = try BoardRuns.village()
        let before = try head(program)
        let rounds = 6
        for round in 0..<rounds {
            let running = try (0..<16).map { try program.start(["comment", "1", "第\(round)轮\($0)"]) }
            for one in running { #expect(try one.finish().code == 0) }
        }
        #expect(try head(program) == before + 16 * rounds)
        #expect(try program.run(["check"]).code == 0)
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

    @Test("a read-only folder is read; writing says why not")
    func readOnlyFolder() throws {
        let program = try BoardRuns.village()
        _ = try program.run(["count"])
        #expect(chmod(program.ledger, 0o400) == 0)
        let ending = try program.run(["count"])
        #expect(ending.code == 0)
        if getuid() != 0 {
            let refused = try program.run(["comment", "1", "x", "--json"])
            #expect(refused.code == 77 && refused.errors.contains("ledger.readOnly"))
        }
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
