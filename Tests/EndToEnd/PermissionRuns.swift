import Foundation
import PseudoTerminal
import Testing

/// Files and folders of somebody else: each refusal names the rule and the way out, and nothing is half written.
@Suite("Somebody else's files", .serialized, .enabled(if: getuid() == 0, "only root can be somebody else"))
struct PermissionRuns {
    /// `nobody`, on every system.
    private static let stranger: uid_t = 65534

    /// A ledger of root's in a folder that others may read, and a home of the stranger's own.
    private struct Office {
        let program: Program
        let home: String

        init() throws {
            program = try BoardRuns.village()
            #expect(chmod(program.folder, 0o755) == 0 && chmod(program.ledger, 0o644) == 0)
            home = program.folder + "/home"
            #expect(mkdir(home, 0o700) == 0 && chown(home, stranger, stranger) == 0)
            try FileManager.default.removeItem(atPath: program.ledger + "-wal", ifThere: true)
            try FileManager.default.removeItem(atPath: program.ledger + "-shm", ifThere: true)
        }

        var environment: [String: String] { ["HOME": home] }

        func run(_ arguments: [String]) throws -> Program.Ending {
            try program.run(arguments, environment: environment, user: stranger)
        }

        /// Everything beside the outputs of the commands.
        func names() throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: program.folder)
                .filter { !$0.hasPrefix("out-") && !$0.hasPrefix("err-") && !$0.hasPrefix("home") }.sorted()
        }
    }

    @Test("a ledger that may be read is read; every kind of write is refused and leaves nothing")
    func readable() throws {
        let office = try Office()
        let rows = try office.program.write("台账.csv", "序号,责任单位,反馈问题,问题类别,整改时限\n1,江六村,问题,作风,2027-06-30\n")
        let before = try office.names()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: office.program.ledger))
        #expect(try office.run(["list"]).output.contains("误工补助支出异常"))
        for write in [
            ["import", rows, "--round", "第六轮"], ["comment", "1", "记"], ["attach", "1", rows], ["rebuild"],
            ["move", office.home + "/moved.db"],
        ] {
            let ending = try office.run(write)
            #expect(ending.code == 77 && ending.errors.contains("[ledger.readOnly]"), "\(write): \(ending.errors)")
            #expect(ending.errors.contains("init --group"), "the way out is not named: \(ending.errors)")
        }
        #expect(try office.names() == before)
        #expect(try Data(contentsOf: URL(fileURLWithPath: office.program.ledger)) == bytes)
        #expect(try office.run(["backup", office.home + "/copy"]).code == 0)
    }

    @Test("the board opens on it to look, and says so; no action looks available")
    func board() throws {
        let office = try Office()
        let before = try office.names()
        let board = try office.program.board(environment: office.environment, user: Self.stranger)
        try board.waitFor("#1 误工补助支出异常")
        #expect(board.screen.contains("只读"))
        try board.press("c")
        try board.waitFor("✗ " + office.program.folder)
        try board.press("Q")
        _ = try board.waitForEnd()
        #expect(try office.names() == before)
    }

    @Test("a ledger that may not be read says that, not that it can be read")
    func unreadable() throws {
        let office = try Office()
        #expect(chmod(office.program.ledger, 0o600) == 0)
        for command in [["list"], ["check"], ["comment", "1", "记"], ["--readonly", "show", "1"]] {
            let ending = try office.run(command)
            #expect(ending.code == 77 && ending.errors.contains("[ledger.unreadable]"), "\(command): \(ending.errors)")
        }
        let board = try office.program.board(environment: office.environment, user: Self.stranger)
        #expect(try board.waitForEnd() == .exited(code: 77))
        #expect(String(decoding: board.transcript, as: UTF8.self).contains("ledger.unreadable"))
    }

    @Test("in a folder of somebody else nothing is made, and what is named is what was asked for")
    func folder() throws {
        let office = try Office()
        let before = try office.names()
        let folder = office.program.folder
        for (command, rule) in [
            (["--ledger", folder + "/neu.db", "init", "--practice"], "ledger.cannotCreate"),
            (["--ledger", folder + "/neu.db", "demo"], "ledger.cannotCreate"),
            (["--ledger", folder + "/unter/neu.db", "init", "--practice"], "file.cannotWrite"),
            (["backup", folder + "/sicherung"], "file.cannotWrite"),
            (["export", folder + "/a.xlsx"], "file.cannotWrite"),
            (["export", folder + "/a.csv"], "file.cannotWrite"), (["export", folder + "/a.json"], "file.cannotWrite"),
            (["--ledger", folder + "/neu.db", "restore", office.home + "/copy"], "file.cannotWrite"),
        ] {
            if command.contains("restore") { #expect(try office.run(["backup", office.home + "/copy"]).code == 0) }
            let ending = try office.run(command)
            #expect(ending.code == 73 && ending.errors.contains("[\(rule)]"), "\(command): \(ending.errors)")
            #expect(!ending.errors.contains("making-") && !ending.errors.contains("[ERROR]"), "\(ending.errors)")
        }
        #expect(try office.names() == before)
    }
}

extension FileManager {
    fileprivate func removeItem(atPath path: String, ifThere: Bool) throws {
        if fileExists(atPath: path) { try removeItem(atPath: path) }
    }
}
