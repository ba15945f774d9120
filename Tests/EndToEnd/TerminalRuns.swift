import Foundation
import PseudoTerminal
import Testing

/// What only a real terminal shows: colours, the pointer, pastes, other programs on the same screen, job control.
@Suite("The terminal", .serialized)
struct TerminalRuns {
    static let village = Result { try BoardRuns.village() }

    static func board(_ environment: [String: String] = [:], columns: Int = 100, _ arguments: [String] = []) throws
        -> (Program, ProgramUnderTest)
    {
        let program = try village.get()
        let board = try program.board(columns: columns, rows: 24, arguments, environment: environment)
        try board.waitFor("#1 误工补助支出异常")
        return (program, board)
    }

    static func end(_ board: ProgramUnderTest) throws {
        try board.press("Q")
        #expect(try board.waitForEnd() == .exited(code: 0))
        #expect(board.lineSettings == board.lineSettingsBefore)
        #expect(!board.screen.isAlternate && board.screen.showsCursor)
        #expect(!board.screen.reportsMouse && !board.screen.takesBracketedPaste)
    }

    // MARK: Colours

    @Test(
        "as many colours as the terminal has",
        arguments: [
            ([:], VirtualStyle.Colour.indexed(80)),
            (["TERM": "xterm"], .indexed(6)), (["NO_COLOR": "1"], .standard), (["TERM": "vt100"], .standard),
            (["COLORFGBG": "0;15"], .indexed(23)),
        ])
    func depth(environment: [String: String], colour: VirtualStyle.Colour) throws {
        let (_, board) = try Self.board(environment)
        #expect(board.screen.style(of: "┌")?.foreground == colour)
        #expect(board.screen.style(of: "▌")?.bold == true, "the selection has a sign, not only a colour")
        try Self.end(board)
    }

    @Test("the terminal's answer about its ground changes the theme, and the next start begins with it")
    func ground() throws {
        let (program, board) = try Self.board(["TERM_PROGRAM": "light"])
        board.settle()
        #expect(String(decoding: board.transcript, as: UTF8.self).contains("\u{1B}]11;?"))
        try board.send(Array("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\".utf8))
        try board.waitUntil("the light theme") { $0.style(of: "┌")?.foreground == .indexed(23) }
        try Self.end(board)
        let next = try program.board(columns: 100, environment: ["TERM_PROGRAM": "light"])
        try next.waitFor("#1 误工补助支出异常")
        #expect(next.screen.style(of: "┌")?.foreground == .indexed(23))
        try Self.end(next)
    }

    @Test("a terminal that draws ambiguous characters wide gets a board without lines")
    func wide() throws {
        let (_, board) = try Self.board(["TERM_PROGRAM": "wide"])
        try board.send(Array("\u{1B}[2;3R".utf8))
        try board.waitFor("+")
        #expect(!board.screen.contains("│"))
        try Self.end(board)
    }

    // MARK: The pointer and the clipboard

    @Test("click, double click, wheel and drag")
    func pointer() throws {
        let program = try Program()
        #expect(try program.run(["demo", "--size", "200"]).code == 0)
        let board = try program.board(columns: 160, rows: 40)
        try board.waitFor("整改中")
        #expect(board.screen.reportsMouse)
        let place = try #require(board.screen.find("整改中"))
        try board.click(column: place.column, row: place.row + 4)
        try board.waitUntil("the second column has the cursor") { screen in
            screen.find("▌").map { $0.column > 30 } ?? false
        }
        let before = board.screen.text
        try board.scrollDown(column: place.column, row: place.row + 4)
        try board.waitUntil("the wheel moved the cursor") { $0.text != before }
        try board.click(column: place.column, row: place.row + 2)
        usleep(500_000)
        try board.click(column: place.column, row: place.row + 2)
        try board.click(column: place.column, row: place.row + 2)
        try board.waitFor("反馈问题：")
        try board.press("<esc>")
        try board.waitForNo("反馈问题：")
        let first = try #require(board.screen.find("已交办"))
        try board.drag(from: (first.column + 2, first.row + 1), to: (place.column + 2, place.row + 6))
        try board.waitUntil("the drag asks for the next stage") { $0.contains("整改目标") || $0.contains("✗") }
        try board.press("<esc>")
        board.settle()
        try Self.end(board)
    }

    @Test("mouse: false leaves the pointer to the terminal")
    func noMouse() throws {
        let program = try BoardRuns.village()
        try program.configure("mouse: false\n")
        let board = try program.board()
        try board.waitFor("#1 误工补助支出异常")
        #expect(!board.screen.reportsMouse && board.screen.takesBracketedPaste)
        try Self.end(board)
    }

    @Test("a paste never acts, and fills the field that has the caret")
    func paste() throws {
        let (_, board) = try Self.board()
        try board.paste("Q\nQ")
        board.settle()
        try board.waitFor("#1 误工补助支出异常")
        try board.press("/")
        board.settle()
        try board.paste("误工")
        try board.waitFor("/ 误工")
        try board.press("<esc>")
        board.settle()
        try Self.end(board)
    }

    @Test("what is copied goes to the terminal's clipboard, through tmux too")
    func copy() throws {
        let (_, board) = try Self.board(["TMUX": "/tmp/x,1,0"])
        try board.press("y")
        try board.waitFor("#1")
        board.settle()
        let text = Data("#1 误工补助支出异常".utf8).base64EncodedString()
        #expect(board.screen.clipboard.last == text)
        #expect(String(decoding: board.transcript, as: UTF8.self).contains("\u{1B}Ptmux;\u{1B}\u{1B}]52;c;\(text)"))
        try Self.end(board)
    }

    // MARK: Other programs

    @Test("^X^E writes a text in the editor; left without saving, the old text stays")
    func editor() throws {
        let program = try BoardRuns.village()
        let editor = try program.script(
            "editor",
            "stat -c '%a %U' \"$1\" \"$(dirname \"$1\")\" >> \(program.folder)/modes; [ -e \(program.folder)/cancel ] && exit 0; printf '第一行\\n第二行\\n' > \"$1\""
        )
        let runtime = program.folder + "/run"
        try FileManager.default.createDirectory(atPath: runtime, withIntermediateDirectories: true)
        let board = try program.board(environment: ["EDITOR": editor, "XDG_RUNTIME_DIR": runtime])
        try board.waitFor("#1 误工补助支出异常")
        try board.press(".;")
        try board.waitFor("备注")
        try board.press("<c-x><c-e>")
        try board.waitFor("第二行")
        #expect(FileManager.default.createFile(atPath: program.folder + "/cancel", contents: nil))
        try board.press("加")
        try board.waitFor("第二行加")
        try board.press("<c-x><c-e>")
        try board.waitFor("没有保存")
        try board.waitFor("第二行加")
        try board.press("<c-s>")
        try board.waitFor("✓ #1 备注")
        try Self.end(board)
        #expect(try program.run(["history", "1"]).output.contains("第二行加"))
        let modes = try String(contentsOfFile: program.folder + "/modes", encoding: .utf8).split(separator: "\n")
        #expect(modes.map { $0.prefix(3) } == ["600", "700", "600", "700"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: runtime + "/xiaohao").isEmpty)
    }

    @Test("an editor that is not there is named")
    func noEditor() throws {
        let (_, board) = try Self.board(["EDITOR": "/nowhere/editor"])
        try board.press(".;")
        try board.waitFor("备注")
        try board.press("旧文<c-x><c-e>")
        try board.waitFor("/nowhere/editor")
        try board.waitFor("旧文")
        try board.press("<esc>")
        board.settle()
        try board.press("y")
        board.settle()
        try Self.end(board)
    }

    @Test("evidence opens from a private copy; without a display the copy's place is told")
    func evidence() throws {
        let program = try Self.withEvidence()
        let board = try program.board(columns: 160, rows: 24)
        try board.waitFor("整改中 1")
        try board.waitFor("▌#1 误工补助支出异常")
        try board.press("e")
        try board.waitFor("这里没有图形界面")
        #expect(board.screen.contains("open-\(board.identifier)-"))
        try board.press("<esc>")
        try Self.end(board)
        let state = program.folder + "/.local/state/xiaohao"
        let left = try FileManager.default.contentsOfDirectory(atPath: state).filter { $0.hasPrefix("open-") }
        #expect(left.isEmpty, "copies were left behind")
        let opener = try program.script(
            "opener", "cat \"$1\" > \(program.folder)/seen; stat -c %a \"$1\" >> \(program.folder)/seen")
        try program.configure("opener: \(opener)\n")
        let second = try program.board(columns: 160, rows: 24)
        try second.waitFor("整改中 1")
        try second.waitFor("▌#1 误工补助支出异常")
        try second.press("e")
        try second.waitFor("正在打开 票据 1.txt")
        try Self.end(second)
        #expect(try String(contentsOfFile: program.folder + "/seen", encoding: .utf8) == "三万二600\n")
    }

    /// A village whose first finding has evidence.
    private static func withEvidence() throws -> Program {
        let program = try BoardRuns.village()
        let file = try program.write("票据 1.txt", "三万二")
        #expect(
            try program.run(["--as", "张会计", "start", "1", "--goal", "好", "--measure", "改", "--person", "张"]).code == 0)
        #expect(try program.run(["--as", "张会计", "attach", "1", file]).code == 0)
        return program
    }

    @Test("evidence that was changed in the store is not opened, and a backup says so and holds the rest")
    func changedEvidence() throws {
        let program = try Self.withEvidence()
        let board = try program.board(columns: 160, rows: 24)
        try board.waitFor("▌#1 误工补助支出异常")
        try board.press("e")
        try board.waitFor("这里没有图形界面")
        try board.press("<esc>")
        let change = "chmod u+w ledger.db.evidence/* && echo 三百 > ledger.db.evidence/$(ls ledger.db.evidence)"
        #expect(try program.shell(change).code == 0)
        try board.press("e")
        try board.waitFor("已不是当初所附的文件")
        try Self.end(board)
        let backup = try program.run(["backup", program.folder + "/bk"])
        #expect(backup.code == 65 && backup.output.contains("佐证材料 0 件"))
        #expect(backup.errors.contains("#1") && backup.errors.contains("票据 1.txt"), "\(backup.errors)")
        #expect(backup.errors.contains("[backup.incomplete]"))
        let ledger = program.folder + "/bk/ledger.db"
        #expect(try program.run(["--ledger", ledger, "show", "1"]).code == 0)
        let told = try program.run(["backup", program.folder + "/bk2", "--json"])
        #expect(told.code == 65 && told.output.contains("\"problems\":[{\"kind\":\"evidence\""), "\(told.output)")
    }

    // MARK: Job control and ends

    @Test("^Z under a shell gives the terminal back, fg takes it again")
    func suspended() throws {
        let program = try Self.village.get()
        let shell = try ProgramUnderTest.start(
            ["/bin/bash", "--norc", "--noprofile", "-i"], size: WindowSize(columns: 100, rows: 24),
            environment: ["HOME": program.folder, "PS1": "shell> "])
        try shell.waitFor("shell>")
        try shell.press("'\(try Program.path())' --lang zh-Hans --ledger '\(program.ledger)'<enter>")
        try shell.waitFor("#1 误工补助支出异常")
        try shell.press("<c-z>")
        try shell.waitFor("Stopped")
        #expect(!shell.screen.isAlternate && shell.screen.showsCursor && !shell.screen.reportsMouse)
        try shell.press("echo a$((1+1))b<enter>")
        try shell.waitFor("a2b")
        try shell.press("fg<enter>")
        try shell.waitFor("▌#1 误工补助支出异常")
        #expect(shell.screen.isAlternate && shell.screen.reportsMouse)
        // Stopped from outside and continued, it draws itself again.
        try shell.press("<c-l>")
        try shell.waitFor("▌#1 误工补助支出异常")
        try shell.press("Q")
        try shell.waitFor("shell>")
        try shell.press("exit<enter>")
        _ = try shell.waitForEnd()
    }

    @Test("without a shell ^Z is no trap")
    func notSuspended() throws {
        let (_, board) = try Self.board()
        try board.press("<c-z>")
        board.settle()
        try board.press("?")
        try board.waitFor("按键")
        try board.press("<esc>")
        board.settle()
        try Self.end(board)
    }

    @Test("SIGQUIT is an end like the others")
    func quit() throws {
        let (_, board) = try Self.board()
        board.signal(SIGQUIT)
        #expect(try board.waitForEnd() == .exited(code: 128 + SIGQUIT))
        #expect(board.lineSettings == board.lineSettingsBefore)
        #expect(!board.screen.isAlternate && !board.screen.reportsMouse)
    }

    // MARK: Terminals that will not do

    @Test(
        "a terminal that will not do gets a sentence",
        arguments: [
            (["TERM": "no-such-terminal"], "不认得名为“no-such-terminal”的终端"), (["TERM": "dumb"], "不能移动光标"),
            (["LC_ALL": "zh_CN.GB18030"], "zh_CN.GB18030 不是 UTF-8"),
        ])
    func refused(environment: [String: String], sentence: String) throws {
        let program = try Self.village.get()
        let board = try program.board(columns: 100, environment: environment)
        #expect(try board.waitForEnd() == .exited(code: 64))
        #expect(board.screen.contains(sentence))
        #expect(board.lineSettings == board.lineSettingsBefore)
    }
}
