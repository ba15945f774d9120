import Foundation
import Glibc
import Office
import PostgresServer
import PseudoTerminal
import Testing

/// Logins and their passwords, under a board that is open.
extension ServerFaults.Boards {
    @Test("what libpq says about a password file is not written over the screen, and is not lost")
    func passwordFile() throws {
        let office = try Self.office(3)
        let passwords = FileManager.default.temporaryDirectory.path + "/xiaohao-pgpass-\(UUID().uuidString)"
        try Data("*:*:*:*:x\n".utf8).write(to: URL(fileURLWithPath: passwords))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: passwords)
        defer { try? FileManager.default.removeItem(atPath: passwords) }
        let url = office.url.replacing("&port", with: "&passfile=\(passwords)&port")
        let board = try Self.board(url, ["--as", "周主任"])
        try board.waitFor("▌#1 ")
        try ServerFaults.own.get().terminateConnections()
        try board.press("<enter>")
        try board.waitFor("误工补助支出异常（1）")
        try office.ledger.comment("有人来过")
        try board.waitFor("有人来过")
        #expect(!board.screen.contains("WARNING"))
        try board.press("Q")
        try board.waitFor("WARNING: password file")
    }

    @Test("a login that is let in no more asks now and then, and goes on by itself when it may again")
    func shutOut() throws {
        let server = try ServerFaults.own.get()
        let office = try Self.office(3)
        let schema = office.url.split(separator: "#").last ?? ""
        let guest = "guest\(UInt32.random(in: 0...UInt32.max))"
        try server.psql("CREATE ROLE \(guest) LOGIN IN ROLE \(schema)_app")
        let board = try Self.board(office.url.replacing("tester@", with: "\(guest)@"), ["--as", "张会计"])
        try board.waitFor("▌#1 ")
        try server.psql(
            """
            ALTER ROLE \(guest) NOLOGIN;
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '\(guest)'
            """)
        try board.waitFor("服务器不接受这个登录")
        sleep(6)
        let log = String(
            decoding: try Data(contentsOf: URL(fileURLWithPath: server.folder + "/log")), as: UTF8.self)
        let refusals = log.split(separator: "\n").count { $0.contains(guest) && $0.contains("not permitted") }
        #expect((1...20).contains(refusals), "\(refusals) in six seconds")
        try server.psql("ALTER ROLE \(guest) LOGIN")
        try board.press("<enter>")
        try office.ledger.comment("有人来过")
        try board.waitFor("有人来过")
        try board.press("Q")
        #expect(try board.waitForEnd() == .exited(code: 0))
    }

    @Test("a server that does not answer leaves nobody before an empty screen: it is said, and Ctrl-C ends it")
    func mute() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/mute-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let listener = try Self.listener(folder + "/.s.PGSQL.5432")
        defer {
            close(listener)
            try? FileManager.default.removeItem(atPath: folder)
        }
        let address = "postgres:///office?host=\(folder)"
        for arguments in [[], ["count"]] {
            let board = try Self.board(address, arguments)
            try board.waitFor("仍在打开台账 \(address)")
            try board.press("<c-c>")
            #expect(try board.waitForEnd() == .killed(signal: SIGINT))
        }
        let quiet = try Self.board(address, ["count", "--quiet"])
        sleep(3)
        quiet.settle()
        #expect(!quiet.screen.contains("仍在打开"))
        try quiet.press("<c-c>")
        _ = try quiet.waitForEnd()
    }

    /// A socket at which connections are taken and nothing is said.
    private static func listener(_ path: String) throws -> Int32 {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        try #require(bytes.count < MemoryLayout.size(ofValue: address.sun_path))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let isBound = withUnsafePointer(to: &address) { place in
            place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        try #require(isBound && listen(socket, 8) == 0)
        return socket
    }
}
