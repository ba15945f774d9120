import Foundation
import Ledger
import Office
import PostgresServer
import PseudoTerminal
import Rectification
import Requests
import Testing

extension ServerFaults {
    /// The board in a terminal, on a server that goes and comes.
    @Suite("The board")
    struct Boards {
        static func board(_ ledger: String, _ arguments: [String] = []) throws -> ProgramUnderTest {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
                "xiaohao-away-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let program = try #require(ProgramUnderTest.built("xiaohao"))
            return try ProgramUnderTest.start(
                [program, "--ledger", ledger, "--lang", "zh-Hans"] + arguments,
                size: WindowSize(columns: 120, rows: 40), environment: ["HOME": folder.path], directory: folder.path)
        }

        static func office(_ findings: Int) throws -> OfficeOnServer {
            let office = try OfficeOnServer(try ServerFaults.url())
            for number in 1...findings { try office.file(number) }
            return office
        }

        /// How long a key takes to its frame.
        private static func time(_ board: ProgramUnderTest, _ key: String, _ sign: String) throws -> Duration {
            let start = ContinuousClock.now
            try board.press(key)
            try board.waitFor(sign)
            return ContinuousClock.now - start
        }

        @Test(
            "a server killed under the board: a red line that stays, everything on the screen is read on, what was sent meanwhile is done once when it is back"
        )
        func away() throws {
            let server = try ServerFaults.own.get()
            let office = try Self.office(30)
            let board = try Self.board(office.url, ["--as", "周主任"])
            try board.waitFor("已交办 30")
            try board.waitFor("▌#1 ")
            try server.kill()
            try board.waitFor("起连不上服务器，自动重连中")
            // The keyboard lives: down through what is there, into the help and out, another tab and back.
            var times: [Duration] = []
            for number in 2...9 { times.append(try Self.time(board, "j", "▌#\(number) ")) }
            try board.press("?")
            try board.waitFor("按键（输入以查找")
            try board.press("<esc>")
            try board.waitForNo("按键（输入以查找")
            times.sort()
            print("keys while the server is away: median \(times[times.count / 2]), worst \(times.last ?? .zero)")
            #expect(times[times.count / 2] < .seconds(1))
            // A form filled in meanwhile is sent when somebody answers; the line says that it waits.
            try board.press("c")
            try board.waitFor("交办新问题")
            try board.press("第六轮<tab>江六村<tab>断线时写的<tab><tab><tab>2027-03-01<c-s>")
            try board.waitFor("重连后发出 1 项")
            // Sent again it is the same form on its way.
            try board.press("<c-s>")
            board.settle()
            #expect(board.screen.contains("重连后发出 1 项"))
            try server.start()
            try board.waitForNo("起连不上服务器", within: .seconds(90))
            try board.waitFor("断线时写的")
            try board.waitFor("已交办 31")
            let filed = try office.ledger.read { try $0.counts(FindingFilter(), today: office.ledger.today) }
            #expect(filed.count(of: .assigned) == 31)
            try board.press("Q")
            #expect(try board.waitForEnd() == .exited(code: 0))
        }

        @Test("an opinion pressed while the server is away is given once when it is back")
        func opinion() throws {
            let server = try ServerFaults.own.get()
            let office = try OfficeOnServer(try ServerFaults.url())
            for number in 1...2 { try office.submit(number) }
            let board = try Self.board(office.url, ["--as", "周主任"])
            try board.waitFor("三方联审")
            try board.press("2")
            try board.waitFor("联审中 2 个问题")
            try board.press("<enter>")
            try board.waitFor("开会：席位与议程")
            try board.press("<c-s>")
            try board.waitFor("已定 0/2")
            try board.waitFor("▸F1")
            try server.kill()
            try board.waitFor("起连不上服务器")
            try board.press("a")
            try board.waitFor("重连后发出 1 项")
            // Pressed again it is the same opinion on its way, not another one.
            try board.press("a")
            board.settle()
            #expect(board.screen.contains("重连后发出 1 项"))
            // Nobody leaves what was not sent behind without a word.
            try board.press("Q")
            try board.waitFor("还有 1 项没有发出")
            try server.start()
            try board.waitForNo("起连不上服务器", within: .seconds(90))
            try board.waitFor("▸F2")
            #expect(try office.ledger.read { try $0.finding(FindingNumber(1)).opinions.count } == 1)
            // Dropped with Esc it is not given.
            try server.kill()
            try board.waitFor("起连不上服务器")
            board.settle()
            try board.press("a")
            try board.waitFor("重连后发出 1 项")
            try board.press("<esc>")
            try board.waitForNo("重连后发出")
            try server.start()
            try board.waitForNo("起连不上服务器", within: .seconds(90))
            #expect(try office.ledger.read { try $0.finding(FindingNumber(1)).opinions.count } == 1)
            try board.press("Q")
            #expect(try board.waitForEnd() == .exited(code: 0))
            #expect(try office.ledger.check().isEmpty)
        }

        @Test("two boards: what is done at one shows at the other within a second, and the cursor stays on its finding")
        func two() throws {
            let office = try Self.office(12)
            let boards = try [Self.board(office.url, ["--as", "周主任"]), Self.board(office.url, ["--as", "周主任"])]
            for board in boards {
                try board.waitFor("已交办 12")
                try board.press("jjj")
                try board.waitFor("▌#4 ")
            }
            var times: [Duration] = []
            for turn in 0..<4 {
                let (one, other) = (boards[turn % 2], boards[1 - turn % 2])
                try one.press(":file --round 第六轮 --unit 江六村 --text 新的\(turn) --category 作风 --deadline 2026-12-01")
                try one.waitFor("--deadline 2026-12-01")
                one.settle(quiet: .milliseconds(300))
                try one.press("<enter>")
                // From where it was done: how long that takes on a busy machine is another matter.
                try one.waitFor("已交办 \(13 + turn)")
                let start = ContinuousClock.now
                try other.waitFor("已交办 \(13 + turn)")
                times.append(ContinuousClock.now - start)
                try other.waitFor("▌#4 ")
                try one.press("<esc>")
                try one.waitFor("▌#4 ")
            }
            times.sort()
            print(
                "a change at one board, seen at the other: median \(times[times.count / 2]), worst \(times.last ?? .zero)"
            )
            #expect(times[times.count / 2] < .seconds(1), "\(times)")
            for board in boards {
                try board.press("Q")
                _ = try board.waitForEnd()
            }
        }

        @Test(
            "two boards at the same finding: a card changed at the other is marked until the cursor passes; an edit that was overtaken shows both versions and goes on, or waits as a draft"
        )
        func overtaken() throws {
            let office = try Self.office(3)
            let (mine, other) = (
                try Self.board(office.url, ["--as", "周主任"]), try Self.board(office.url, ["--as", "周主任"])
            )
            for board in [mine, other] { try board.waitFor("▌#1 ") }
            try other.press("jj")
            try other.waitFor("▌#3 ")
            func said() throws -> [String] {
                try office.ledger.read { reader in
                    try reader.dossier(FindingNumber(3)).history.compactMap { entry in
                        if case .commented(let text) = entry.event { text } else { nil }
                    }
                }
            }
            func comment(_ text: String) throws {
                try other.press(".;")
                try other.waitFor("备注")
                try other.press("\(text)<c-s>")
                try other.waitUntil("“\(text)” in the ledger") { _ in (try? said().contains(text)) == true }
            }
            try comment("那边写的")
            try mine.waitFor("•#3 ")
            #expect(!other.screen.contains("•#"), "what a board wrote itself is no news to it")
            try mine.press("jj")
            try mine.waitFor("●#3 ")
            try mine.press("k")
            try mine.waitFor("▌#2 ")
            #expect(!mine.screen.contains("•#3"))
            // Both write about one finding: what is filled in for it goes on over what came meanwhile, or waits.
            try mine.press("j.z")
            try mine.waitFor("归并")
            try mine.press("这边在写")
            mine.settle()
            try comment("那边先写完")
            try mine.press("<c-s>")
            try mine.waitFor("#3 已被别人改动")
            #expect(mine.screen.contains("那边先写完") && mine.screen.contains("这边在写"))
            try mine.press("d")
            try mine.waitFor("已存为草稿")
            try mine.press(".z")
            try mine.waitFor("取回吗")
            try mine.press("y")
            try mine.waitFor("这边在写")
            try mine.press("<c-s>")
            try mine.waitFor("✓ #3 归并")
            try other.waitFor("▌#3 ")
            #expect(try said() == ["那边写的", "那边先写完"])
            for board in [mine, other] {
                try board.press("Q")
                _ = try board.waitForEnd()
            }
        }

        @Test(
            "a board on a server that has no ledger yet offers to make one, and does"
        )
        func first() throws {
            let url = try ServerFaults.url()
            let board = try Self.board(url)
            try board.waitFor("新建空台账")
            try board.press("n<enter>")
            try board.waitFor("已交办")
            try board.press("Q")
            #expect(try board.waitForEnd() == .exited(code: 0))
        }

        @Test(
            "a board that nobody touches asks the server nothing, and takes next to nothing of a core",
            arguments: [true, false])
        func idle(isOnServer: Bool) throws {
            let server = try ServerFaults.own.get()
            let office = try Self.office(5)
            var place = office.url
            if !isOnServer {
                place = FileManager.default.temporaryDirectory.path + "/xiaohao-idle-\(UUID().uuidString).db"
                _ = try office.ledger.move(to: place, as: nil, drivers: OfficeOnServer.drivers) { _ in }
            }
            let board = try Self.board(place, isOnServer ? ["--as", "周主任"] : ["--readonly"])
            try board.waitFor("已交办 5")
            board.settle(quiet: .milliseconds(800))
            /// When anybody of the program asked the server something last.
            func lastAsked() throws -> String {
                try server.psql(
                    "SELECT max(state_change) FROM pg_stat_activity WHERE application_name LIKE 'xiaohao%'")
            }
            func ticks() throws -> Int {
                let stat = try String(contentsOfFile: "/proc/\(board.identifier)/stat", encoding: .utf8)
                let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
                return (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)
            }
            // What began before may end later on a busy machine: one quiet while of several is enough.
            let seconds = 5
            var whiles: [(used: Int, isAsked: Bool)] = []
            repeat {
                let before = (try ticks(), try lastAsked())
                board.settle(quiet: .seconds(seconds), within: .seconds(seconds))
                whiles.append((try ticks() - before.0, try lastAsked() != before.1))
            } while !whiles.contains { $0.used <= seconds * 100 * 5 / 1000 && !$0.isAsked } && whiles.count < 4
            print("idle on \(isOnServer ? "a server" : "a file"), \(seconds) s, ticks of 10 ms used: \(whiles)")
            #expect(whiles.contains { $0.used <= seconds * 100 * 5 / 1000 && !$0.isAsked })
            try board.press("Q")
            _ = try board.waitForEnd()
        }

        @Test("cards under a filter that was left are not read: who changes his mind eight times waits once")
        func changeOfMind() throws {
            let office = try Self.office(12)
            let proxy = try PostgresProxy(to: try ServerFaults.own.get())
            defer { proxy.end() }
            let board = try Self.board(try ServerFaults.url(office.url, through: proxy.folder), ["--as", "周主任"])
            try board.waitFor("▌#1 ")
            board.settle()
            proxy.slow(by: .milliseconds(300))
            let start = ContinuousClock.now
            try board.press("!")
            try board.waitForNo("▌#1 ")
            for _ in 0..<7 { try board.press("!") }
            try board.waitFor("▌#1 ")
            let took = ContinuousClock.now - start
            print("0.3 s each way, eight changes of mind: \(took)")
            // Four columns of each would be thirty-two turns of at least 0.6 s.
            #expect(took < .seconds(12))
            proxy.slow(by: .zero)
            try board.press("Q")
            _ = try board.waitForEnd()
        }

        @Test("a slow network: keys are answered at once, what comes from the server comes later")
        func slow() throws {
            let office = try Self.office(60)
            let proxy = try PostgresProxy(to: try ServerFaults.own.get())
            defer { proxy.end() }
            let board = try Self.board(try ServerFaults.url(office.url, through: proxy.folder), ["--as", "周主任"])
            try board.waitFor("已交办 60")
            board.settle()
            proxy.slow(by: .milliseconds(500))
            var times: [Duration] = []
            for number in 2...16 { times.append(try Self.time(board, "j", "▌#\(number) ")) }
            let help = try Self.time(board, "?", "按键（输入以查找")
            // What is being asked meanwhile is what the first Esc breaks off.
            for _ in 0..<10 where board.screen.contains("按键（输入以查找") {
                try board.press("<esc>")
                board.settle(quiet: .milliseconds(500))
            }
            #expect(!board.screen.contains("按键（输入以查找"))
            times.sort()
            print(
                "half a second each way: a key takes \(times[times.count / 2]) in the median, \(times.last ?? .zero) at worst, help \(help)"
            )
            // Had it asked, it would have taken two of them.
            #expect(times[times.count / 2] < .milliseconds(900))
            // What takes long says so and can be broken off.
            proxy.slow(by: .seconds(4))
            try board.press(".")
            try board.waitFor("Esc 取消")
            try board.press("<esc>")
            proxy.slow(by: .zero)
            try board.waitForNo("Esc 取消")
            // The menu that waited behind what was broken off does not open.
            board.settle(quiet: .milliseconds(500))
            #expect(!board.screen.contains("可办事项"))
            try board.press("Q")
            #expect(try board.waitForEnd() == .exited(code: 0))
        }

        @Test(
            "the command line without a server: its sentence, exit 69; sent again with the same operation it happens once"
        )
        func commandLine() throws {
            let server = try ServerFaults.own.get()
            let office = try Self.office(1)
            let proxy = try PostgresProxy(to: server)
            defer { proxy.end() }
            let program = try #require(ProgramUnderTest.built("xiaohao"))
            func run(_ url: String, _ arguments: [String]) throws -> (code: Int32, said: String) {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: program)
                process.arguments = ["--ledger", url, "--lang", "zh-Hans", "--as", "周主任"] + arguments
                let output = Pipe()
                process.standardOutput = output
                process.standardError = output
                try process.run()
                let said = output.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                return (process.terminationStatus, String(decoding: said, as: UTF8.self))
            }
            let through = try ServerFaults.url(office.url, through: proxy.folder)
            let operation = UUID().uuidString.lowercased()
            let comment = ["comment", "1", "一次", "--operation", operation]
            proxy.refuse(true)
            let away = try run(through, comment)
            #expect(away.code == 69 && away.said.contains("连不上数据库"), "\(away)")
            proxy.refuse(false)
            // The reply of the commit is lost: it is asked for before anybody is answered.
            proxy.cutNextCommit(.after)
            let cut = try run(through, comment)
            #expect(cut.code == 0, "\(cut)")
            let again = try run(through, comment + ["--json"])
            #expect(again.code == 0 && again.said.contains("\"replayed\":true"), "\(again)")
            #expect(try office.ledger.comments() == ["一次"])
        }
    }
}
