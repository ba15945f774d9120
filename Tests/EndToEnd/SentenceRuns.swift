import Foundation
import PseudoTerminal
import Testing

/// What the program says to bad input, word by word, in three languages; `XIAOHAO_RECORD=1` writes the sentences anew, to be read before they are committed.
@Suite("Sentences")
struct SentenceRuns {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

    /// A ledger and a folder of files that are no ledgers.
    static func place() throws -> Program {
        let program = try BoardRuns.village()
        _ = try program.write("text.xlsx", "你好")
        _ = try program.write("plain.txt", "not a ledger")
        _ = try program.write("noheader.csv", "甲,乙\n1,2\n")
        _ = try program.write("map.txt", "unit 村\n")
        _ = try program.write("rows.csv", "序号,责任单位,反馈问题,问题类别,整改时限\n1,江六村,甲,作风,2025年2月30日\n2,江六村,,作风,2027-01-01\n")
        _ = try program.write("policy.yaml", "parties: 3\n")
        let bytes: [(String, [UInt8])] = [
            ("old.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), ("odd.csv", [0x41, 0xFF, 0xFF, 0x2C, 0x80]),
        ]
        for (name, content) in bytes {
            #expect(FileManager.default.createFile(atPath: program.folder + "/" + name, contents: Data(content)))
        }
        return program
    }

    static let cases: [[String]] =
        CommandRuns.refusals.map(\.arguments) + [
            ["import", "old.xls", "--round", "第六轮"], ["import", "text.xlsx", "--round", "第六轮"],
            ["import", "odd.csv", "--round", "第六轮"],
            ["import", "noheader.csv", "--round", "第六轮"], ["import", "rows.csv", "--round", "第六轮", "--map", "map.txt"],
            ["import", "rows.csv"], ["import", "rows.csv", "--round", "第七轮"],
            ["import", "rows.csv", "--round", "第六轮", "--sheet", "无"],
            ["import", "rows.csv", "--round", "第六轮", "--dry-run"], ["policy", "check", "policy.yaml"],
            ["--ledger", "plain.txt", "list"],
            ["--ledger", "none.db", "list"], ["--ledger", "postgres://zhou@/office?host=/nowhere", "list"],
            ["--ledger", "postgres://zhou:secret@h/y", "list"], ["--ledger", ".", "list"],
            ["comment", "1", "x", "--operation", "1"], ["--as", "张会计", "attach", "1", "none.pdf"],
            ["--as", "张会计", "attach", "1", "-"], ["show", "-1"],
            ["--as", "张会计", "report", "1", "--completion", "maybe"],
            ["correct", "1", "--field", "amount", "--value", "很多", "--reason", "误"],
            ["restore", "none"], ["backup", "."],
            ["checkpoint", "--check", "a", "--out", "b"], ["person", "key", "张会计", "--reason", "离任"],
            ["meeting", "seat", "discipline"], ["meeting", "agenda", "drop"],
            ["document", "special-report", "--field", "财务", "--unit", "江六村", "--out", "x.md"],
            ["overdue", "--out", "x.md"], ["figures", "--chart", "closure", "--overdue"],
            ["supervise", "1", "2", "slip", "--text", "请办理", "--if-version", "1"],
        ]

    @Test("every sentence as it is pinned", arguments: ["zh-Hans", "zh-Hant", "en"])
    func pinned(language: String) throws {
        let program = try Self.place()
        var text = ""
        for arguments in Self.cases {
            let ending = try program.run(arguments, language: language)
            let said = (ending.output + ending.errors).replacing(program.folder, with: "…")
            text += "$ xiaohao \(arguments.joined(separator: " "))\n\(said)= \(ending.code)\n\n"
        }
        try Self.compare(text, with: "sentences.\(language).txt")
    }

    /// Holds what was said against what is kept, or keeps it.
    static func compare(_ text: String, with name: String) throws {
        let file = folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["XIAOHAO_RECORD"] != nil {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        for (left, right) in zip(golden.split(separator: "\n\n"), text.split(separator: "\n\n")) {
            #expect(left == right)
        }
        #expect(golden.count == text.count)
    }
}
