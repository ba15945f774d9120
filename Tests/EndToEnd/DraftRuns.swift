import Foundation
import PseudoTerminal
import Testing

/// The terminal is lost in the middle of a form; what was typed is offered next time, byte for byte.
@Suite("Drafts", .serialized)
struct DraftRuns {
    struct Form: Sendable, CustomStringConvertible {
        let description: String
        let keys: String
        let title: String
        let person: String
        /// The finding has been started before.
        var isStarted = false
    }

    static let forms = [
        Form(description: "file", keys: "c", title: "交办新问题", person: "周主任"),
        Form(description: "start", keys: ".s", title: "#1 启动整改", person: "张会计"),
        Form(description: "return", keys: ".T", title: "#1 申请退回", person: "张会计"),
        Form(description: "comment", keys: ".;", title: "#1 备注", person: "张会计"),
        Form(description: "reassign", keys: ".A", title: "#1 改派", person: "周主任"),
        Form(description: "slip", keys: ".p", title: "#1 督办", person: "督查员"),
        Form(description: "list", keys: ".l", title: "#1 挂牌", person: "周主任"),
        Form(description: "group", keys: ".z", title: "#1 归并到共性问题", person: "周主任"),
        Form(description: "extend", keys: ".x", title: "#1 申请延期", person: "张会计"),
        Form(description: "report", keys: ".b", title: "#1 报进展", person: "张会计", isStarted: true),
        Form(description: "measure", keys: ".m", title: "#1 增加措施", person: "张会计", isStarted: true),
        Form(description: "attach", keys: ".f", title: "#1 附佐证", person: "张会计", isStarted: true),
    ]

    @Test("a lost terminal loses nothing that was typed", arguments: forms)
    func lost(form: Form) throws {
        let program = try BoardRuns.village()
        #expect(
            try program.run(["person", "add", "督查员", "--organisation", "组织部", "--role", "supervisor"]).code == 0)
        if form.isStarted {
            let start = ["--as", "张会计", "start", "1", "--goal", "目标", "--measure", "措施", "--person", "张会计"]
            #expect(try program.run(start).code == 0)
        }
        // Composed and decomposed, full-width blanks, an emoji of several scalars.
        let typed = "半句话 e\u{301}é　“引号”👩‍👩‍👧，未完"
        var board = try program.board(["--as", form.person])
        try board.waitFor("#1 误工补助支出异常")
        try board.press(form.keys)
        try board.waitFor(form.title)
        try board.press(typed)
        board.settle()
        board.hangUp()
        _ = try board.waitForEnd()
        // Some fields held words of their own before.
        let kept = try Self.texts(program).contains { $0.utf8.suffix(typed.utf8.count).elementsEqual(typed.utf8) }
        #expect(kept, "the draft is not the text")

        board = try program.board(["--as", form.person])
        try board.waitFor("1 份没有提交的草稿")
        try board.press(form.keys)
        try board.waitFor("取回吗")
        try board.press("y")
        try board.waitFor(form.title)
        try board.waitFor("“引号”")
        // Given up, it is not offered again.
        try board.press("<esc>")
        try board.waitFor("放弃吗")
        try board.press("y")
        try board.waitForNo(form.title)
        try board.press("Q")
        _ = try board.waitForEnd()
        #expect(try Self.texts(program).isEmpty)
    }

    @Test("what another board is still typing is not offered; what it left behind is")
    func elsewhere() throws {
        let program = try BoardRuns.village()
        let first = try program.board(["--as", "周主任"])
        try first.waitFor("▌#1 误工补助支出异常")
        try first.press(".;")
        try first.waitFor("#1 备注")
        try first.press("写到一半")
        first.settle()
        try first.waitUntil("a draft") { _ in (try? Self.texts(program).contains("写到一半")) == true }
        let second = try program.board(["--as", "周主任"])
        try second.waitFor("▌#1 误工补助支出异常")
        #expect(!second.screen.contains("没有提交的草稿"))
        try second.press(".;")
        try second.waitFor("#1 备注")
        second.settle()
        #expect(!second.screen.contains("取回吗"))
        try second.press("<esc>")
        try second.waitForNo("#1 备注")
        first.hangUp()
        _ = try first.waitForEnd()
        try second.press(".;")
        try second.waitFor("取回吗")
        try second.press("y")
        try second.waitFor("写到一半")
        second.hangUp()
        _ = try second.waitForEnd()
    }

    /// The forms of a meeting: the keys that open it and bring the caret to where words are typed.
    static let meetingForms = [
        Form(description: "open", keys: "c", title: "开会：席位与议程", person: "周主任"),
        Form(description: "add", keys: "E", title: "增列议程", person: "周主任", isStarted: true),
        Form(description: "note", keys: "i", title: "#1 会议记录", person: "周主任", isStarted: true),
        Form(description: "rehear", keys: "r", title: "#1 列入复议", person: "周主任", isStarted: true),
        Form(description: "disagree", keys: "d", title: "#1 不同意", person: "周主任", isStarted: true),
        Form(description: "defer", keys: "p", title: "#1 存疑", person: "周主任", isStarted: true),
    ]

    @Test("a terminal lost in the middle of a meeting's form loses nothing either", arguments: meetingForms)
    func lostInMeeting(form: Form) throws {
        let program = try MeetingRuns.office(2, practice: true)
        if form.isStarted {
            let seats = MeetingRuns.reviewers.flatMap { ["--seat", "\($0.1)=\($0.0)"] }
            #expect(try program.run(["meeting", "open", "--place", "三楼", "--finding", "1"] + seats).code == 0)
        }
        let typed = "半句话 e\u{301}é　“引号”👩‍👩‍👧，未完"
        let isAfterChoice = form.keys == "d" || form.keys == "c"
        var board = try program.board(["--as", form.person])
        func open() throws {
            try board.waitFor("三方联审")
            try board.press("2")
            try board.waitFor(form.isStarted ? "▸F1" : "联审中 2 个问题")
            try board.press(form.keys)
        }
        try open()
        try board.waitFor(form.title)
        if isAfterChoice { try board.press("<tab>") }
        try board.press(typed)
        board.settle()
        board.hangUp()
        _ = try board.waitForEnd()
        let kept = try Self.texts(program).contains { $0.utf8.suffix(typed.utf8.count).elementsEqual(typed.utf8) }
        #expect(kept, "the draft is not the text")

        board = try program.board(["--as", form.person])
        try board.waitFor("1 份没有提交的草稿")
        try open()
        try board.waitFor("取回吗")
        try board.press("y")
        try board.waitFor(form.title)
        try board.waitFor("“引号”")
        if form.keys == "i" {
            // What is sent is no draft any more, and stands in the minutes as it was typed.
            try board.press("<c-s>")
            try board.waitFor("会议记录")
            try board.waitForNo(form.title)
            let shown = try #require(try program.json(["meeting", "show"]) as? [String: Any])
            let notes = try #require(shown["notes"] as? [[String: Any]])
            #expect(notes.map { $0["text"] as? String ?? "" }.map { Array($0.utf8) } == [Array(typed.utf8)])
        } else {
            try board.press("<esc>")
            try board.waitFor("放弃吗")
            try board.press("y")
            try board.waitForNo(form.title)
        }
        try board.press("Q")
        _ = try board.waitForEnd()
        #expect(try Self.texts(program).isEmpty)
    }

    @Test("a lost terminal loses nothing of a bulletin's list: joined, split, dropped, edited, it comes back as it was")
    func bulletin() throws {
        let program = try BoardRuns.village()
        let odd = "误工补助 e\u{301}é　“引号”👩‍👩‍👧 由一人代签"
        _ = try program.write(
            "反馈.txt",
            """
            一、江六村党支部
            一是\(odd)，发放无考勤记录；二是村务公开不及时，内容停留在去年；三是公务接待无公函。
            （一）档案归集不全；
            （二）印章使用无登记，由一人保管。
            """)
        var board = try program.board(columns: 120, rows: 40, ["--as", "周主任"])
        try board.waitFor("已交办 1")
        try board.press(":import 反馈.txt<enter>")
        try board.waitFor("共 5 条")
        try board.press("J")
        try board.waitFor("共 4 条")
        try board.press("<down>S")
        try board.press("<enter>")
        try board.waitFor("共 5 条")
        try board.press(" <enter>")
        try board.waitFor("修改这条")
        try board.press("<right><tab>，补了几个字<c-s>")
        try board.waitForNo("修改这条")
        let shown = Self.list(board.settle().text)
        // The file follows the typing by a moment.
        try board.waitUntil("the list is kept") { _ in
            try Self.kept(program).contains { $0.contains("补了几个字") }
        }
        #expect(shown.count >= 5)
        let before = try Self.kept(program)
        #expect(before.joined().utf8.count > 0 && before.contains { $0.contains(odd) })
        board.hangUp()
        _ = try board.waitForEnd()

        board = try program.board(columns: 120, rows: 40, ["--as", "周主任"])
        try board.waitFor("接着办吗")
        try board.press("y")
        try board.waitFor("共 5 条")
        #expect(Self.list(board.settle().text) == shown)
        let after = try Self.kept(program)
        #expect(after.count == before.count)
        for (one, other) in zip(before, after) { #expect(one.utf8.elementsEqual(other.utf8), "\(one) ≠ \(other)") }
        // Another bulletin replaces nothing unasked, and a terminal lost at the question loses neither.
        _ = try program.write("又一份.txt", "江六村\n（一）白条入账；（二）坐收坐支。\n")
        try board.press(":import 又一份.txt<enter>")
        try board.waitFor("先办新的")
        _ = board.settle(quiet: .milliseconds(600))
        board.hangUp()
        _ = try board.waitForEnd()
        #expect(try Self.kept(program) == before + ["白条入账", "坐收坐支"])
        board = try program.board(columns: 120, rows: 40, ["--as", "周主任"])
        try board.waitFor("2 份收件清单没有办完，共 7 条")
        try board.press("y")
        try board.waitFor("后面还有 1 份清单")
        #expect(Self.list(board.settle().text) == shown)
        // Dropped, they are not offered again.
        board.hangUp()
        _ = try board.waitForEnd()
        board = try program.board(columns: 120, rows: 40, ["--as", "周主任"])
        try board.waitFor("没有办完")
        try board.press("n")
        try board.waitForNo("没有办完")
        try board.press("Q")
        _ = try board.waitForEnd()
        #expect(try Self.kept(program).isEmpty)
    }

    /// The lines of the list as they are shown, without the cursor's sign.
    static func list(_ screen: String) -> [String] {
        screen.split(separator: "\n").filter { $0.contains("江六村") }
            .map { $0.replacingOccurrences(of: "▌", with: " ") }
    }

    /// The texts of the list that is kept.
    static func kept(_ program: Program) throws -> [String] {
        let folder = program.folder + "/.local/state/xiaohao/drafts"
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        guard let name = names.first(where: { $0.hasSuffix("lists-of-bulletins") }) else { return [] }
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        let lists = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        let items = try lists.flatMap { try #require($0["items"] as? [[String: Any]]) }
        return items.compactMap { $0["text"] as? String }
    }

    /// Every text of every draft.
    static func texts(_ program: Program) throws -> [String] {
        let folder = program.folder + "/.local/state/xiaohao/drafts"
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".json") }.flatMap { name -> [String] in
            let path = folder + "/" + name
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let entries = try #require(object["entries"] as? [[String: String]])
            return entries.compactMap { $0["text"] }.filter { !$0.isEmpty }
        }
    }
}
