import Foundation
import PseudoTerminal
import Testing

/// A closure meeting in a real terminal, as its chair meets it.
@Suite("A meeting in a terminal", .serialized)
struct MeetingRuns {
    static let reviewers = [("王五", "inspection"), ("李四", "discipline"), ("赵六", "organisation")]
    static let pin = "482915736024"

    /// Findings in review, three reviewers; with keys unless it is a practice ledger.
    static func office(
        _ findings: Int, practice: Bool, ledger: String? = nil, crypto: String = "standard"
    ) throws -> Program {
        let program = try Program(ledger: ledger)
        func must(_ arguments: [String], input: String = "") throws {
            let ending = try program.run(arguments, input: input)
            #expect(ending.code == 0, "\(arguments): \(ending.errors)")
        }
        try must(["init", "--admin", "周主任", "--name", "测试台账"] + (practice ? ["--practice"] : ["--crypto", crypto]))
        try must(["round", "add", "第六轮", "--feedback", "2026-10-30"])
        try must(["organisation", "add", "江六村", "--kind", "village", "--head", "张书记"])
        try must(["person", "add", "张会计", "--organisation", "江六村", "--role", "unit"])
        for (name, party) in reviewers {
            try must(["person", "add", name, "--organisation", name + "处", "--role", "reviewer", "--party", party])
        }
        if !practice {
            for name in ["周主任"] + reviewers.map(\.0) {
                try must(["--as", name, "person", "key", name, "--pin-file", "-"], input: pin + "\n")
            }
            let listed = try #require(try program.json(["key", "list"]) as? [[String: Any]])
            let file = try program.write("admin-pin", pin + "\n")
            #expect(chmod(file, 0o600) == 0)
            for (name, _) in reviewers {
                let key = try #require(listed.first { "\($0)".contains(name) || ($0["person"] as? String) == name })
                let print = try #require(key["fingerprint"] as? String)
                try must(["--as", "周主任", "person", "key", name, "--enrol", print, "--admin-pin-file", file])
            }
        }
        for number in 1...findings {
            let evidence = try program.write("票据\(number).txt", "票据\(number)")
            try must([
                "file", "--round", "第六轮", "--unit", "江六村", "--text", "误工补助支出异常（\(number)）", "--category", "作风",
                "--deadline", "+300d", "--goal", "制度健全", "--person", "张会计", "--measure", "修订办法",
            ])
            try must(["--as", "张会计", "start", String(number)])
            try must([
                "--as", "张会计", "report", String(number), "--measure-done", "1", "--completion", "done", "--inference",
                "已自查",
            ])
            try must(["--as", "张会计", "attach", String(number), evidence])
            try must(["--as", "张会计", "submit", String(number), "--pledge", "张书记"])
        }
        return program
    }

    /// Counts what is pressed.
    struct Hand {
        let board: ProgramUnderTest
        var presses = 0

        mutating func press(_ keys: String, count: Int = 1) throws {
            try board.press(keys)
            presses += count
        }
    }

    @Test("thirty findings, three parties, PINs included: fewer than 150 presses, every opinion signed, papers written")
    func thirty() throws {
        let program = try Self.office(30, practice: false)
        let board = try program.board(columns: 100, rows: 30, ["--as", "周主任"])
        var hand = Hand(board: board)
        try board.waitFor("三方联审")
        try hand.press("2")
        try board.waitFor("联审中 30 个问题")
        try hand.press("<enter>")
        try board.waitFor("开会：席位与议程")
        try hand.press("<c-s>")
        try board.waitFor("已定 0/30")
        for number in 1...30 {
            try board.waitFor("\(number)/30 · #\(number) ")
            for (index, reviewer) in Self.reviewers.enumerated() {
                try board.waitFor("▸F\(index + 1)")
                try hand.press("a")
                if number == 1 {
                    try board.waitFor("\(reviewer.0)：请输入自己的 PIN")
                    try hand.press(Self.pin, count: Self.pin.count)
                    try hand.press("<enter>")
                }
                if index < 2 {
                    try board.waitFor("▸F\(index + 2)")
                } else {
                    try board.waitFor("认 定")
                    try board.waitForNo("认 定")
                }
            }
        }
        try board.waitFor("议程已议完")
        try hand.press("A")
        try board.waitFor("休会，并写出纪要")
        try hand.press("y")
        try board.waitFor("写出 32 份材料")
        #expect(hand.presses < 150, "\(hand.presses) presses")
        try board.press("Q")
        _ = try board.waitForEnd()
        // The PIN was shown nowhere.
        #expect(!String(decoding: board.transcript, as: UTF8.self).contains(Self.pin))
        let findings = try #require(try program.json(["list"]) as? [[String: Any]])
        #expect(findings.allSatisfy { $0["stage"] as? String == "closed" } && findings.count == 30)
        let opinions = findings.flatMap { $0["opinions"] as? [[String: Any]] ?? [] }
        #expect(opinions.count == 90 && opinions.allSatisfy { $0["signed"] as? Bool == true })
        // The whole ledger replayed: every one of them is signed by its reviewer's key.
        let verified = try #require(try program.json(["verify"]) as? [String: Any])
        #expect((verified["signatures"] as? Int ?? 0) >= 90 && (verified["faults"] as? [Any])?.isEmpty == true)
        let folder = program.ledger + ".documents/meeting-1"
        let papers = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(papers.count == 32 && papers.filter { $0.hasSuffix(".docx") }.count == 31)
        let minutes = try String(
            contentsOfFile: folder + "/" + (try #require(papers.first { $0.hasSuffix(".md") })), encoding: .utf8)
        #expect(minutes.contains("认定销号 30 个") && minutes.contains("SHA256:"))
        #expect(try program.run(["check"]).code == 0)
    }

    @Test(
        "three terminals at once on one ledger: each sits for one party, all see the outcome", arguments: Place.allCases
    )
    func three(place: Place) throws {
        let program = try Self.office(2, practice: true, ledger: try place.ledger())
        let chair = try program.board(columns: 100, rows: 30, ["--as", "周主任"])
        try chair.waitFor("三方联审")
        try chair.press("2")
        try chair.waitFor("联审中 2 个问题")
        try chair.press("<enter>")
        try chair.waitFor("开会：席位与议程")
        try chair.press("<c-s>")
        try chair.waitFor("已定 0/2")
        let seats = try Self.reviewers.map { name, _ in
            let board = try program.board(["--as", name])
            try board.waitFor("三方联审")
            try board.press("2")
            try board.waitFor("本机只坐")
            return board
        }
        for number in 1...2 {
            for (index, board) in seats.enumerated() {
                try board.waitFor("\(number)/2 · #\(number) ")
                try board.waitFor("▸F\(index + 1)")
                try board.waitForNo("认 定")
                try board.press("a")
                if index < 2 {
                    for other in seats + [chair] { try other.waitFor("✓ 同意销号") }
                } else {
                    for other in seats + [chair] { try other.waitFor("认 定") }
                }
            }
        }
        for board in seats + [chair] { try board.waitFor("已定 2/2") }
        for board in seats + [chair] {
            try board.press("Q")
            _ = try board.waitForEnd()
        }
        #expect(try program.run(["check"]).code == 0)
        let closed = try #require(try program.json(["list", "--stage", "closed"]) as? [[String: Any]])
        #expect(closed.count == 2)
    }

    @Test("what is no number of a finding opens no agenda; the command that is shown says who spoke")
    func numbers() throws {
        let program = try Self.office(2, practice: true)
        let board = try program.board(columns: 120, rows: 30, ["--as", "周主任"])
        try board.waitFor("三方联审")
        try board.press("2")
        try board.waitFor("联审中 2 个问题")
        try board.press("<enter>")
        try board.waitFor("开会：席位与议程")
        // Kind, place, day, three seats, then the numbers.
        try board.press("<tab><tab><tab><tab><tab><tab>1-3 2<c-s>")
        try board.waitFor("“1-3”不是编号")
        try board.waitFor("开会：席位与议程")
        try board.press("<backspace><backspace><backspace><backspace><backspace>2<c-s>")
        try board.waitFor("已定 0/1")
        try board.waitFor("▸F1")
        try board.press("a")
        try board.waitFor("$ xiaohao --as 王五 opine 2 agree --party inspection")
        try board.press("Q")
        _ = try board.waitForEnd()
    }

    @Test("a wrong PIN is said and asked for again; what is typed after it moves nothing on the board")
    func wrongPIN() throws {
        let program = try Self.office(1, practice: false)
        let seats = Self.reviewers.flatMap { ["--seat", "\($0.1)=\($0.0)"] }
        #expect(try program.run(["meeting", "open", "--place", "三楼", "--all"] + seats).code == 0)
        let board = try program.board(["--as", "周主任"])
        try board.waitFor("三方联审")
        try board.press("2")
        try board.waitFor("▸F1")
        try board.press("a")
        try board.waitFor("请输入自己的 PIN")
        try board.press("135135135135<enter>")
        try board.waitFor("PIN 不对（第 1 次）")
        try board.press("\(Self.pin)<enter>")
        try board.waitFor("✓ 同意销号")
        try board.waitFor("▸F2")
        try board.press("Q")
        _ = try board.waitForEnd()
        #expect(!String(decoding: board.transcript, as: UTF8.self).contains(Self.pin))
    }

    @Test("a key that is not on this machine is said before anybody types a PIN, and what was typed ahead does nothing")
    func noKeyFile() throws {
        let program = try Self.office(1, practice: false)
        let seats = Self.reviewers.flatMap { ["--seat", "\($0.1)=\($0.0)"] }
        #expect(try program.run(["meeting", "open", "--place", "三楼", "--all"] + seats).code == 0)
        let keys = program.folder + "/.local/share/xiaohao/keys"
        #expect(rename(keys, keys + "-stick") == 0)
        let board = try program.board(["--as", "周主任"])
        try board.waitFor("三方联审")
        try board.press("2")
        try board.waitFor("▸F1")
        try board.press("a\(Self.pin)<enter>")
        try board.waitFor("找不到密钥")
        #expect(!board.screen.contains("请输入自己的 PIN"))
        try board.waitFor("▸F1")
        // The stick comes.
        #expect(rename(keys + "-stick", keys) == 0)
        try board.press("a")
        try board.waitFor("请输入自己的 PIN")
        try board.press("\(Self.pin)<enter>")
        try board.waitFor("✓ 同意销号")
        try board.press("Q")
        _ = try board.waitForEnd()
    }

    @Test("the meeting survives its terminal, and goes on where it stood")
    func survives() throws {
        let program = try Self.office(3, practice: true)
        let first = try program.board(["--as", "周主任"])
        try first.waitFor("三方联审")
        try first.press("2")
        try first.waitFor("联审中 3 个问题")
        try first.press("<enter>")
        try first.waitFor("开会：席位与议程")
        try first.press("<c-s>")
        try first.waitFor("1/3 · #1 ")
        try first.press("s")
        try first.waitFor("2/3 · #2 ")
        try first.press("a")
        try first.waitFor("✓ 同意销号")
        first.hangUp()
        let second = try program.board(["--as", "周主任"])
        try second.waitFor("三方联审")
        try second.press("2")
        try second.waitFor("2/3 · #2 ")
        try second.waitFor("✓ 同意销号")
        try second.waitFor("▸F2")
        #expect(second.screen.contains("» #1"))
        try second.press("Q")
        _ = try second.waitForEnd()
    }

    @Test("a script runs a meeting from the command line")
    func script() throws {
        let program = try Self.office(2, practice: false)
        let opened = try #require(
            try program.json(
                ["meeting", "open", "--place", "三楼", "--all"]
                    + Self.reviewers.flatMap { ["--seat", "\($0.1)=\($0.0)"] }) as? [String: Any])
        let meeting = try #require(opened["meeting"] as? [String: Any])
        #expect(meeting["number"] as? Int == 1 && (meeting["agenda"] as? [Any])?.count == 2)
        for (name, party) in Self.reviewers {
            let ending = try program.run(
                ["--as", name, "opine", "1", "--party", party, "agree", "--pin-file", "-"], input: Self.pin + "\n")
            #expect(ending.code == 0, "\(ending.errors)")
        }
        #expect(try program.run(["meeting", "note", "2", "--text", "补票据"]).code == 0)
        #expect(try program.run(["meeting", "rehear", "2", "--reason", "等审计"]).code == 0)
        let shown = try #require(try program.json(["meeting", "show"]) as? [String: Any])
        #expect(shown["decided"] as? Int == 1 && shown["left"] as? Int == 0)
        let adjourned = try #require(try program.json(["meeting", "adjourn", "--out", "材料"]) as? [String: Any])
        #expect((adjourned["files"] as? [String])?.count == 3)
        #expect(try program.run(["meeting", "skip", "2"]).code == 66)
        #expect(try program.run(["meeting", "skip", "2", "--meeting", "1"]).code == 1)
        #expect(try program.run(["document", "minutes", "1", "--out", "纪要.html"]).code == 0)
        #expect(try program.run(["document", "minutes", "1", "--out", "纪要.html"]).code == 73)
        #expect(try program.run(["document", "key-form", "王五", "--out", "王五.docx"]).code == 0)
    }
}
