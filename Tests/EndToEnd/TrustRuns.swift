import Foundation
import PseudoTerminal
import Testing

/// Keys, signed opinions, verification and proof from outside, as scripts and people meet them.
@Suite("Trust from outside", .serialized)
struct TrustRuns {
    static let pin = "4829-1503-7761"

    /// A ledger with signing, its people and their keys, one finding in review.
    static func office(_ crypto: String = "standard", _ place: Place = .file) throws -> Program {
        let program = try Program(ledger: try place.ledger())
        try program.secret("pin", pin + "\n")
        func run(_ arguments: String...) throws {
            let ending = try program.run(arguments)
            #expect(ending.code == 0, "\(arguments): \(ending.errors)")
        }
        try run("init", "--crypto", crypto, "--admin", "周主任", "--name", "测试台账")
        try run("person", "key", "周主任", "--pin-file", "pin")
        try run("round", "add", "第六轮", "--feedback", "2026-10-30")
        try run("organisation", "add", "江六村")
        try run("person", "add", "张会计", "--organisation", "江六村", "--role", "unit", "--pin-file", "pin")
        for (name, party) in [("王五", "inspection"), ("李四", "discipline"), ("赵六", "organisation")] {
            try run(
                "person", "add", name, "--organisation", "机关", "--role", "reviewer", "--party", party, "--pin-file",
                "pin")
            let offered = try program.run(["person", "key", name, "--pin-file", "-", "--quiet"], input: pin + "\n")
            let fingerprint = offered.output.trimmingCharacters(in: .whitespacesAndNewlines)
            try run("person", "key", name, "--enrol", fingerprint, "--admin-pin-file", "pin")
        }
        try run(
            "file", "--round", "第六轮", "--unit", "江六村", "--text", "误工补助支出异常", "--category", "作风", "--deadline", "+300d")
        _ = try program.write("票据.txt", "三万二")
        try run("--as", "张会计", "start", "1", "--goal", "好", "--measure", "修订", "--person", "张")
        try run(
            "--as", "张会计", "report", "1", "--measure-done", "1", "--completion", "done", "--inference", "已查")
        try run("--as", "张会计", "attach", "1", "票据.txt")
        try run("--as", "张会计", "submit", "1", "--pledge", "张书记")
        return program
    }

    static func agree(_ name: String, _ party: String) -> [String] {
        ["--as", name, "opine", "1", "--party", party, "agree", "--pin-file", "pin"]
    }

    @Test(
        "a closure by three signatures, verified, proven and checked with stock tools", arguments: ["standard", "gm"],
        Place.allCases)
    func closure(crypto: String, place: Place) throws {
        let program = try Self.office(crypto, place)
        for (name, party) in [("王五", "inspection"), ("李四", "discipline"), ("赵六", "organisation")] {
            let ending = try program.run(Self.agree(name, party))
            #expect(ending.code == 0, "\(ending.errors)")
        }
        let keys = try #require(try program.json(["key", "list"]) as? [[String: Any]])
        #expect(keys.map { $0["state"] as? String } == ["live", "live", "live", "live"])
        #expect(keys.map { $0["root"] as? Bool } == [true, false, false, false])
        let first = try #require(
            try program.json(["checkpoint", "--out", "cp.txt", "--pin-file", "pin"]) as? [String: Any])
        #expect(try program.run(["checkpoint", "--check", "cp.txt"]).code == 0)
        let report = try #require(
            try program.json(["verify", "--against", "cp.txt", "--against", first["checkpoint"] as? String ?? ""])
                as? [String: Any])
        #expect(report["faults"] as? [String] == [] && report["signatures"] as? Int == 15)
        let one = try #require(try program.json(["verify", "1"]) as? [String: Any])
        #expect(one["faultCount"] as? Int == 0)
        _ = try program.json(["proof", "1", "--out", "proof-1/", "--pin-file", "pin"])
        #expect(
            try program.shell(
                "cd proof-1 && sh check.sh && sed -n 's/^   \\(ssh-keygen.*\\|openssl pkeyutl.*\\)/\\1/p' README | sh -e"
            ).code == 0)
        let again = try program.run(["proof", "1", "--out", "proof-1", "--pin-file", "pin"])
        #expect(again.code == 73)
    }

    @Test(
        "a proof by a script without a PIN, on a file that is only read: unsigned, and stderr says how to sign",
        arguments: ["standard", "gm"])
    func unsignedProof(crypto: String) throws {
        let program = try Self.office(crypto)
        #expect(try program.run(Self.agree("王五", "inspection")).code == 0)
        let log = try program.run(["log"]).output
        #expect(chmod(program.ledger, 0o400) == 0)
        let made = try program.run(["--readonly", "proof", "1", "--out", "proof-1/", "--json"], language: "en")
        #expect(made.code == 0, "\(made.errors)")
        let value = try JSONSerialization.jsonObject(with: Data(made.output.utf8)) as? [String: Any]
        #expect(value?["key"] is NSNull && value?["signatures"] as? Int == 1)
        let command = "xiaohao --ledger \(program.ledger) proof 1 --out proof-1-signed --sign"
        #expect(
            made.errors
                == "The checkpoint in it is unsigned; an administrator or the office signs one with: \(command)\n")
        #expect(!FileManager.default.fileExists(atPath: program.folder + "/proof-1/checkpoint.txt.signature"))
        #expect(
            try program.shell(
                "cd proof-1 && sh check.sh && sed -n 's/^   \\(ssh-keygen.*\\|openssl pkeyutl.*\\)/\\1/p' README | sh -e"
            ).code == 0)
        let against = try program.run(["verify", "--against", "proof-1/checkpoint.txt"])
        #expect(against.code == 0 && against.output.contains("没有签名"), "\(against.output)\(against.errors)")
        #expect(try program.run(["log"]).output == log)
        // Asked to sign, it asks for the PIN, which a script has to bring.
        let signing = Array(command.split(separator: " ").map(String.init).dropFirst(3))
        let asked = try program.run(signing)
        #expect(asked.code == 77 && asked.errors.contains("pin.noTerminal"))
        #expect(!FileManager.default.fileExists(atPath: program.folder + "/proof-1-signed"))
        let signed = try program.run(signing + ["--pin-file", "pin"])
        #expect(signed.code == 0 && signed.errors.isEmpty, "\(signed.errors)")
        #expect(FileManager.default.fileExists(atPath: program.folder + "/proof-1-signed/checkpoint.txt.signature"))
    }

    @Test("at a terminal a proof asks for no PIN unless it is to be signed; a rolled back ledger is red on the board")
    func terminalProof() throws {
        let program = try Self.office()
        #expect(try program.run(Self.agree("王五", "inspection")).code == 0)
        let unsigned = try program.board(["proof", "1", "--out", "a"])
        #expect(try unsigned.waitForEnd() == .exited(code: 0))
        let signing = try program.board(["proof", "1", "--out", "b", "--sign"])
        try signing.waitFor("周主任的 PIN")
        try signing.press("\(Self.pin)<enter>")
        #expect(try signing.waitForEnd() == .exited(code: 0))
        #expect(FileManager.default.fileExists(atPath: program.folder + "/b/checkpoint.txt.signature"))
        let whole = try program.board([])
        try whole.waitFor("已交办")
        try whole.press("Q")
        _ = try whole.waitForEnd()
        #expect(!whole.screen.contains("不要签名"))
        #expect(
            try program.shell("sqlite3 ledger.db '.backup old.db' && sqlite3 old.db 'PRAGMA journal_mode=wal'").code
                == 0)
        // A checkpoint covers what stands before it.
        #expect(try program.run(["comment", "1", "再核"]).code == 0)
        #expect(try program.run(["checkpoint"]).code == 0)
        let old = try program.board(["--ledger", program.folder + "/old.db"])
        try old.waitFor("台账缺本机见过的记录，不要签名")
        try old.press("Q")
        _ = try old.waitForEnd()
        let spoken = try program.run(["--ledger", program.folder + "/old.db", "--plain"], input: "q\n")
        #expect(spoken.output.contains("缺少本机见过的记录") && spoken.output.contains("不要签名"))
        #expect(!(try program.run(["--plain"], input: "q\n").output.contains("不要签名")))
    }

    @Test("a PIN is never waited for without a terminal, never taken from a file that others read, never an argument")
    func pins() throws {
        let program = try Self.office()
        func refused(_ arguments: [String], input: String = "") throws -> (Int32, String) {
            let ending = try program.run(arguments + ["--json"], input: input)
            #expect(ending.output.isEmpty)
            let line = try #require(ending.errors.split(separator: "\n").last)
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: [String: Any]]
            return (ending.code, value?["error"]?["rule"] as? String ?? "")
        }
        let opine = ["--as", "王五", "opine", "1", "--party", "inspection", "agree"]
        #expect(try refused(opine) == (77, "pin.noTerminal"))
        #expect(try refused(["person", "key", "周主任"]) == (77, "pin.noTerminal"))
        _ = try program.write("open", Self.pin)
        #expect(chmod(program.folder + "/open", 0o644) == 0)
        #expect(try refused(opine + ["--pin-file", "open"]) == (77, "pin.fileMode"))
        #expect(try refused(opine + ["--pin-file", "none"]) == (66, "file.missing"))
        #expect(try refused(opine + ["--pin-file", "-"]) == (77, "pin.cancelled"))
        let start = ContinuousClock.now
        #expect(try refused(opine + ["--pin-file", "-"], input: "000000000000\n") == (77, "key.wrongPIN"))
        #expect(try refused(opine + ["--pin-file", "-"], input: "000000000001\n") == (77, "key.wrongPIN"))
        #expect(ContinuousClock.now - start > .seconds(3), "one second, then two")
        #expect(try refused(["person", "key", "张会计", "--pin-file", "-"], input: "短\n") == (65, "pin.short"))
        #expect(
            try refused(["--as", "李四", "opine", "1", "--party", "inspection", "agree"]) == (1, "opine.notOfParty"),
            "before a PIN is asked for")
        #expect(try refused(["person", "add", "某人", "--role", "viewer"]) == (77, "pin.noTerminal"))
        let key = try #require(try program.keyFiles().first)
        #expect(chmod(key, 0o644) == 0)
        #expect(try refused(opine + ["--key-file", key, "--pin-file", "pin"]) == (77, "key.fileMode"))
        #expect(chmod(key, 0o600) == 0)
        #expect(try program.run(Self.agree("王五", "inspection")).code == 0)
    }

    @Test("practice ledgers take --pin-file and never read it, and have no keys, checkpoint files or proofs")
    func practice() throws {
        let program = try BoardRuns.village()
        #expect(try program.run(["comment", "1", "x", "--pin-file", "/nowhere"]).code == 0)
        func rule(_ arguments: String...) throws -> String {
            try program.run(arguments).errors.split(separator: "[").last.map { String($0.prefix { $0 != "]" }) } ?? ""
        }
        #expect(try rule("person", "key", "王五") == "key.practice")
        #expect(try rule("checkpoint", "--out", "x") == "key.practice")
        #expect(try rule("proof", "1", "--out", "x") == "proof.practice")
        #expect(try program.run(["verify"]).code == 0)
    }

    @Test("two processes for one seat at one moment: one opinion stands, the other is told who decided")
    func sameSeat() throws {
        let program = try Self.office()
        let other = try program.run([
            "person", "add", "钱七", "--organisation", "机关", "--role", "reviewer", "--party", "inspection", "--pin-file",
            "pin",
        ])
        #expect(other.code == 0)
        let offered = try program.run(["person", "key", "钱七", "--pin-file", "pin", "--quiet"])
        #expect(
            try program.run([
                "person", "key", "钱七", "--enrol", offered.output.trimmingCharacters(in: .whitespacesAndNewlines),
                "--admin-pin-file", "pin",
            ]).code == 0)
        let running = try ["王五", "钱七"].map { try program.start(Self.agree($0, "inspection")) }
        let endings = try running.map { try $0.finish() }
        #expect(endings.map(\.code).sorted() == [0, 1])
        #expect(endings.first { $0.code == 1 }?.errors.contains("opine.partyDecided") == true)
        let report = try #require(try program.json(["verify"]) as? [String: Any])
        #expect(report["faultCount"] as? Int == 0)
    }

    @Test("a ledger changed by SQL: verify names finding and event, exit 65, and still prints its value")
    func tampered() throws {
        let program = try Self.office()
        #expect(try program.run(Self.agree("王五", "inspection")).code == 0)
        let changed = try program.shell(
            "sqlite3 ledger.db \"DROP TRIGGER events_are_fixed; UPDATE events SET text = replace(text, 'verdict: agree', 'verdict: agreE') WHERE text LIKE '%verdict: agree%'\""
        )
        #expect(changed.code == 0, "\(changed.said)")
        let ending = try program.run(["verify", "--json"])
        #expect(ending.code == 65)
        let value = try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
        let faults = try #require(value["faults"] as? [[String: Any]])
        #expect(
            faults.contains {
                $0["kind"] as? String == "text" && ($0["stream"] as? String)?.hasPrefix("finding/") == true
                    && $0["version"] as? Int == 6
            })
        let told = try program.run(["verify"])
        #expect(told.errors.contains("verify.faults"))
        // A person reads the finding's number and Chinese, and no id.
        #expect(told.output.contains("文本  #1 第 6 个事件") && !told.output.contains("finding/"))
    }

    @Test("at a terminal: a PIN of one's own typed twice, or twelve digits shown once; nothing typed is echoed")
    func prompts() throws {
        let program = try Program()
        #expect(try program.run(["init", "--admin", "周主任"]).code == 0)
        let own = try program.board(["person", "key", "周主任"])
        try own.waitFor("自定 PIN")
        try own.press("correct horse<enter>")
        try own.waitFor("再输入一次")
        try own.press("correct horse<enter>")
        try own.waitFor("根密钥")
        #expect(try own.waitForEnd() == .exited(code: 0))
        #expect(!String(decoding: own.transcript, as: UTF8.self).contains("correct"))
        #expect(own.lineSettings == own.lineSettingsBefore)
        let wrong = try program.board(["person", "add", "王五", "--role", "viewer"])
        try wrong.waitFor("周主任的 PIN")
        try wrong.press("correct horse<enter>")
        #expect(try wrong.waitForEnd() == .exited(code: 0))
        let made = try program.board(["person", "key", "王五"])
        try made.waitFor("自定 PIN")
        try made.press("<enter>")
        try made.waitFor("只显示这一次")
        try made.waitFor("抄好后按回车")
        let said = String(decoding: made.transcript, as: UTF8.self)
        let groups = try #require(said.firstMatch(of: #/ {4}(\d{4}) (\d{4}) (\d{4})/#))
        #expect(made.screen.isAlternate)
        try made.press("<enter>")
        try made.waitFor("当面核对指纹")
        // Whoever comes to compare the fingerprint sees no PIN, and finds none above.
        #expect(!made.screen.isAlternate && !made.screen.contains(String(groups.output.1)))
        #expect(made.screen.contains("自定 PIN"))
        #expect(try made.waitForEnd() == .exited(code: 0))
        let fingerprint = try #require(
            ((try program.json(["key", "list"]) as? [[String: Any]])?.last?["fingerprint"] as? String))
        try program.secret("pin", "correct horse\n")
        #expect(try program.run(["person", "key", "王五", "--enrol", fingerprint, "--admin-pin-file", "pin"]).code == 0)
        try program.secret("made", "\(groups.output.1)\(groups.output.2)\(groups.output.3)\n")
        let retired = try program.run(["--as", "王五", "person", "key", "王五", "--retire", "--pin-file", "made"])
        #expect(retired.code == 0, "\(retired.errors)")
        let killed = try program.board(["person", "key", "王五"])
        try killed.waitFor("自定 PIN")
        try killed.press("<enter>")
        try killed.waitFor("抄好后按回车")
        killed.signal(SIGTERM)
        _ = try killed.waitForEnd()
        #expect(!killed.screen.isAlternate && !killed.screen.contains("只显示这一次"), "a PIN is left on the screen")
        let cancelled = try program.board(["person", "add", "李四", "--role", "viewer"])
        try cancelled.waitFor("周主任的 PIN")
        try cancelled.press("<c-c>")
        #expect(try cancelled.waitForEnd() == .exited(code: 77))
        let ended = try program.board(["person", "add", "李四", "--role", "viewer"])
        try ended.waitFor("周主任的 PIN")
        ended.signal(SIGTERM)
        _ = try ended.waitForEnd()
        #expect(ended.lineSettings == ended.lineSettingsBefore, "the echo comes back")
    }
}

extension Program {
    /// A file that nobody else reads.
    func secret(_ name: String, _ text: String) throws {
        let path = try write(name, text)
        #expect(chmod(path, 0o600) == 0)
    }

    func keyFiles() throws -> [String] {
        let keys = folder + "/.local/share/xiaohao/keys"
        return try FileManager.default.contentsOfDirectory(atPath: keys).map { keys + "/" + $0 }
    }

    func shell(_ line: String) throws -> (code: Int32, said: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }
}
