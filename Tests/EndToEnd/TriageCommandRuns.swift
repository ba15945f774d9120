import Foundation
import PseudoTerminal
import Testing

/// From suggestions to a letter that was answered, on the command line, on both kinds of ledger.
@Suite("Triage on the command line", .timeLimit(.minutes(5)))
struct TriageCommandRuns {
    /// Twelve findings of twelve villages in two rounds: seven on 误工补助, four on 公务接待, one on nothing else's.
    static func villages(_ place: Place = .file) throws -> Program {
        let program = try Program(ledger: try place.ledger())
        try program.run(["init", "--practice", "--admin", "周主任"])
        for (round, day) in [("第五轮", "2025-11-30"), ("第六轮", "2026-06-30")] {
            try program.run(["round", "add", round, "--mode", "linked", "--feedback", day])
        }
        try program.run(["organisation", "add", "区农业农村局", "--kind", "bureau"])
        try program.run(["person", "add", "研判员", "--role", "triage"])
        let texts = [
            "误工补助发放随意、多数无考勤", "误工补助无出勤记录、由一人代签", "误工补助发放无考勤依据", "误工补助多人代签领取", "误工补助标准不一、发放随意",
            "把误工补助当作福利发放", "误工补助未经村民代表会议审议", "公务接待无公函、仅附菜单", "公务接待超标准陪餐", "公务接待无清单、先吃后补",
            "公务接待菜单与公函不符", "群众反映水塔漏水无人修",
        ]
        for (round, range) in [("第五轮", 0..<4), ("第六轮", 4..<12)] {
            let lines = range.map { "\($0 + 1),第\($0 + 1)村,\(texts[$0]),村级治理,2027-06-30" }
            let file = program.folder + "/\(round).csv"
            try (["序号,责任单位,反馈问题,问题类别,整改时限"] + lines).joined(separator: "\n")
                .write(toFile: file, atomically: true, encoding: .utf8)
            let ending = try program.run(["import", file, "--round", round])
            #expect(ending.code == 0, "\(ending.errors)")
        }
        return program
    }

    private func object(_ value: Any?) throws -> [String: Any] { try #require(value as? [String: Any]) }
    private func objects(_ value: Any?) throws -> [[String: Any]] { try #require(value as? [[String: Any]]) }

    @Test(
        "suggestions are accepted and dismissed, a letter goes out, is answered, and is closed with the field",
        arguments: Place.allCases)
    func life(place: Place) throws {
        let program = try Self.villages(place)
        let suggested = try objects(program.json(["triage", "suggest"]))
        #expect(suggested.map { $0["size"] as? Int } == [7, 4])
        let first = try #require(suggested.first)
        #expect(first["units"] as? Int == 7 && first["field"] as? String == "村级治理" && first["change"] as? Int == -1)
        #expect((first["words"] as? [String] ?? []).contains { $0.contains("误工补助") })
        let (id, other) = (first["id"] as? String ?? "", suggested.last?["id"] as? String ?? "")

        let dry = try object(program.json(["triage", "accept", id, "--dry-run"]))
        #expect((dry["events"] as? [Any])?.count == 8 && dry["dryRun"] as? Bool == true)
        let operation = "0192f0c1-0000-7000-8000-000000000001"
        let accept = [
            "--as", "研判员", "triage", "accept", id, "--title", "误工补助发放不规范", "--without", "7", "--operation", operation,
        ]
        let accepted = try object(program.json(accept))
        #expect(try object(accepted["issue"])["size"] as? Int == 6)
        #expect(try object(program.json(accept))["replayed"] as? Bool == true)
        _ = try program.json(["triage", "dismiss", other])
        #expect(try objects(program.json(["triage", "suggest"])).isEmpty)
        #expect(try objects(program.json(["triage", "suggest", "--dismissed"])).map { $0["id"] as? String } == [other])

        _ = try program.json(["triage", "add", "1", "7", "--if-version", "1"])
        _ = try program.json(["triage", "scope", "1", "whole", "--field", "村级财务"])
        let shown = try object(program.json(["triage", "show", "1"]))
        #expect(shown["scope"] as? String == "whole" && (shown["members"] as? [Int])?.count == 7)
        #expect((shown["history"] as? [Any])?.count == 3 && (shown["byUnit"] as? [Any])?.count == 7)

        let draft = try object(program.json(["letter", "draft", "1", "--to", "区农业农村局", "--due", "2个月内"]))
        #expect(try object(draft["letter"])["state"] as? String == "draft")
        let issued = try object(try object(program.json(["letter", "issue", "1"]))["letter"])
        #expect((issued["code"] as? String ?? "").hasPrefix("巡建〔") && issued["findings"] as? Int == 7)
        let reply = program.folder + "/复函.txt"
        try "已修订".write(toFile: reply, atomically: true, encoding: .utf8)
        let answered = try object(
            program.json(["letter", "answer", "1", "--text", "已修订管理办法", "--evidence", reply]))
        #expect(try object(answered["letter"])["state"] as? String == "answered")
        _ = try program.json(["letter", "follow-up", "1", "--text", "抽查 3 村"])
        _ = try program.json(["triage", "decide", "1", "--by", "secretaryMeeting", "--text", "专项整治"])
        let figures = try object(try object(program.json(["figures"]))["letters"])
        #expect(figures["issued"] as? Int == 1 && figures["answered"] as? Int == 1)
        let rectified = try object(program.json(["triage", "rectified", "1", "--note", "制度已修订"]))
        #expect(try object(rectified["issue"])["state"] as? String == "rectified")
        #expect(try objects(program.json(["letter", "list"])).map { $0["state"] as? String } == ["closed"])

        for (kind, arguments) in [("letter", ["1"]), ("special-report", ["--field", "村级财务"])] {
            for format in ["docx", "md", "html"] {
                let path = program.folder + "/\(kind).\(format)"
                let ending = try program.run(["document", kind] + arguments + ["--out", path])
                #expect(ending.code == 0 && FileManager.default.fileExists(atPath: path), "\(ending.errors)")
            }
        }
        let text = try String(contentsOfFile: program.folder + "/letter.md", encoding: .utf8)
        #expect(text.contains("区农业农村局：") && text.contains(issued["code"] as? String ?? "—"))
        #expect(try object(program.json(["verify"]))["faults"] as? [String] == [])
        #expect(try object(program.json(["check"]))["ok"] as? Bool == true)
    }

    @Test(
        "a draft is edited in the person's editor; left without saving it stays, and without its headings it is refused"
    )
    func editor() throws {
        let program = try Self.villages()
        try program.run(["triage", "form", "1", "2", "--title", "误工补助"])
        try program.run(["letter", "draft", "1", "--to", "区农业农村局"])
        func edit(_ script: String) throws -> Program.Ending {
            let path = program.folder + "/editor"
            try ("#!/bin/sh\n" + script + "\n").write(toFile: path, atomically: true, encoding: .utf8)
            chmod(path, 0o755)
            try program.configure("editor: \(path)\n")
            return try program.run(["letter", "edit", "1", "--json"])
        }
        #expect(try edit("true").output.isEmpty)
        #expect(try edit("exit 1").code == 0)
        let saved = try edit(#"printf '一是排查；\n二是修订。\n' >> "$1""#)
        #expect(saved.code == 0, "\(saved.errors)")
        let letter = try object(program.json(["letter", "show", "1"]))
        #expect((letter["suggestions"] as? String ?? "").hasSuffix("一是排查；\n二是修订。"))
        #expect(letter["to"] as? String == "区农业农村局" && letter["version"] as? Int == 2)
        let lost = try edit(#"echo 空 > "$1""#)
        #expect(lost.code == 65 && lost.errors.contains("letter.sections"))
    }

    @Test("each command says what it refuses, in one exit and one rule")
    func refusals() throws {
        let program = try Self.villages()
        try program.run(["triage", "form", "1", "2", "--title", "甲"])
        try program.run(["letter", "draft", "1", "--to", "区农业农村局"])
        let cases: [(Int32, String, [String])] = [
            (66, "issue.missing", ["triage", "show", "9"]), (66, "letter.missing", ["letter", "show", "9"]),
            (66, "suggestion.missing", ["triage", "accept", "0000000000000000"]),
            (66, "suggestion.notDismissed", ["triage", "restore", "0000000000000000"]),
            (66, "finding.missing", ["triage", "add", "1", "99"]),
            (66, "unit.missing", ["letter", "draft", "1", "--to", "无"]),
            (64, "code.unknown", ["triage", "scope", "1", "half"]),
            (64, "code.unknown", ["triage", "list", "--state", "x"]),
            (64, "code.unknown", ["letter", "list", "--state", "x"]),
            (64, "usage.missing", ["triage", "split", "1", "2"]),
            (65, "field.notADay", ["letter", "issue", "1", "--due", "某天"]),
            (1, "issue.already", ["triage", "add", "1", "1"]),
            (1, "issue.titleTaken", ["triage", "form", "3", "--title", "甲"]),
            (1, "issue.hasLetters", ["triage", "dissolve", "1"]),
            (1, "issue.splitAll", ["triage", "split", "1", "1", "2", "--title", "乙"]),
            (1, "letter.notIssued", ["letter", "answer", "1", "--text", "x"]),
            (75, "version.moved", ["triage", "retitle", "1", "乙", "--if-version", "8"]),
            (77, "readonly", ["--readonly", "triage", "drop", "1", "1"]),
            (66, "document.nothing", ["document", "special-report", "--field", "无", "--out", "x.md"]),
            (64, "usage.noFilter", ["document", "special-report", "--field", "甲", "--overdue", "--out", "x.md"]),
        ]
        for (code, rule, arguments) in cases {
            let ending = try program.run(arguments + ["--json"])
            #expect(ending.code == code, "\(arguments): \(ending.errors)")
            #expect(
                ending.output.isEmpty && ending.errors.contains("\"rule\":\"\(rule)\""),
                "\(arguments): \(ending.errors)")
        }
    }
}
