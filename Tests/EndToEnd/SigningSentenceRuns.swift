import Foundation
import Testing

/// What a ledger with signing says to whoever cannot sign, word by word, in three languages.
@Suite("Sentences of a ledger with signing")
struct SigningSentenceRuns {
    /// 钱七 has no key; 孙八's is not enrolled; 赵六's is retired.
    static func place() throws -> Program {
        let program = try TrustRuns.office()
        func must(_ arguments: String...) throws {
            let ending = try program.run(arguments)
            #expect(ending.code == 0, "\(arguments): \(ending.errors)")
        }
        for name in ["钱七", "孙八"] {
            try must(
                "person", "add", name, "--organisation", "机关", "--role", "reviewer", "--party", "organisation",
                "--pin-file", "pin")
        }
        try must("person", "key", "孙八", "--pin-file", "pin")
        try must("person", "key", "赵六", "--retire", "--reason", "离任", "--admin-pin-file", "pin")
        try program.secret("wrong", "000000000000\n")
        try program.secret("short", "1234\n")
        _ = try program.write("open", TrustRuns.pin)
        #expect(chmod(program.folder + "/open", 0o644) == 0)
        try program.secret("damaged.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n")
        _ = try program.write("cp.txt", "x")
        let key = try #require(try program.file(ofKey: "李四"))
        try FileManager.default.copyItem(atPath: key, toPath: program.folder + "/李四.key")
        // A key of another ledger.
        try must("--ledger", "other.db", "init", "--admin", "外人")
        try must("--ledger", "other.db", "person", "key", "外人", "--pin-file", "pin")
        let foreign = try #require(
            (try JSONSerialization.jsonObject(
                with: Data(try program.run(["--ledger", "other.db", "key", "list", "--json"]).output.utf8))
                as? [[String: Any]])?.first?["fingerprint"] as? String)
        try FileManager.default.copyItem(
            atPath: try #require(try program.file(fingerprint: foreign)), toPath: program.folder + "/foreign.key")
        try must("--ledger", "practice.db", "init", "--practice")
        return program
    }

    static func opine(_ name: String, _ party: String, _ rest: String...) -> [String] {
        ["--as", name, "opine", "1", "--party", party, "agree"] + rest
    }

    static let cases: [[String]] = [
        opine("王五", "inspection"), opine("王五", "inspection", "--pin-file", "none"),
        opine("王五", "inspection", "--pin-file", "open"), opine("王五", "inspection", "--pin-file", "-"),
        opine("王五", "inspection", "--pin-file", "wrong"),
        opine("王五", "inspection", "--pin-file", "pin", "--key-file", "none.key"),
        opine("王五", "inspection", "--pin-file", "pin", "--key-file", "damaged.key"),
        opine("王五", "inspection", "--pin-file", "pin", "--key-file", "open"),
        opine("王五", "inspection", "--pin-file", "pin", "--key-file", "李四.key"),
        opine("王五", "inspection", "--pin-file", "pin", "--key-file", "foreign.key"),
        opine("钱七", "organisation", "--pin-file", "pin"), opine("孙八", "organisation", "--pin-file", "pin"),
        opine("赵六", "organisation", "--pin-file", "pin"),
        ["person", "key", "王五", "--pin-file", "short"], ["--ledger", "practice.db", "person", "key", "王五"],
        ["person", "key", "王五", "--enrol", "SHA256:unknown", "--admin-pin-file", "pin"],
        ["--as", "王五", "person", "key", "孙八", "--retire", "--admin-pin-file", "pin"],
        ["person", "key", "钱七", "--retire", "--admin-pin-file", "pin"],
        ["person", "key", "周主任", "--retire", "--admin-pin-file", "pin"],
        ["person", "add", "某人", "--role", "viewer"], ["person", "key", "周主任", "--pin-file", "-"],
        ["checkpoint", "--out", "cp2.txt"], ["checkpoint", "--check", "cp.txt"], ["proof", "1", "--out", "p"],
        ["--ledger", "practice.db", "checkpoint", "--out", "x"],
        ["--ledger", "practice.db", "proof", "1", "--out", "x"],
        ["verify", "--against", "cp.txt"],
        ["verify", "--against", "3:0000000000000000000000000000000000000000000000000000000000000000"],
    ]

    @Test("every refusal as it is pinned", arguments: ["zh-Hans", "zh-Hant", "en"])
    func pinned(language: String) throws {
        let program = try Self.place()
        var text = ""
        func say(_ arguments: [String], input: String = "") throws {
            let ending = try program.run(arguments, input: input, language: language)
            let said = (ending.output + ending.errors).replacing(program.folder, with: "…")
                .replacing(#/SHA256:[A-Za-z0-9+\/]{43}/#, with: "SHA256:…")
                .replacing(#/keys\/[-A-Za-z0-9+_]+\.key/#, with: "keys/…")
                .replacing(#/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/#, with: "…").replacing(
                    #/\d+:[0-9a-f]{64}/#, with: "0:…")
            text += "$ xiaohao \(arguments.joined(separator: " "))\n\(said)= \(ending.code)\n\n"
        }
        for arguments in Self.cases { try say(arguments) }
        // A second key of a reviewer, and of the only administrator.
        for name in ["王五", "周主任"] { try say(["person", "key", name, "--pin-file", "-"], input: TrustRuns.pin + "\n") }
        let keys = try #require(try program.json(["key", "list"]) as? [[String: Any]])
        for name in ["王五", "周主任"] {
            let offered = try #require(
                keys.last { $0["name"] as? String == name && $0["state"] as? String == "offered" })
            let fingerprint = try #require(offered["fingerprint"] as? String)
            let enrolling = ["person", "key", name, "--enrol", fingerprint, "--admin-pin-file"]
            let ending = try program.run(enrolling + ["wrong"], language: language)
            #expect(ending.code == 77)
            let done = try program.run(enrolling + ["pin"], language: language)
            #expect(done.code == (name == "王五" ? 1 : 0))
            text += "$ xiaohao person key \(name) --enrol …\n"
            text += done.errors.replacing(#/SHA256:[A-Za-z0-9+\/]{43}/#, with: "SHA256:…") + "= \(done.code)\n\n"
        }
        try SentenceRuns.compare(text, with: "signing.\(language).txt")
    }
}

extension Program {
    /// The file of a person's key.
    func file(ofKey name: String) throws -> String? {
        let keys = try #require(try json(["key", "list"]) as? [[String: Any]])
        return try (keys.first { $0["name"] as? String == name }?["fingerprint"] as? String)
            .flatMap { try file(fingerprint: $0) }
    }

    func file(fingerprint: String) throws -> String? {
        let name = fingerprint.dropFirst("SHA256:".count).replacing("/", with: "_")
        return try keyFiles().first { $0.contains(name) }
    }
}
