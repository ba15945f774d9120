import Foundation
import Ledger
import Office
import PostgresServer
import PseudoTerminal
import Rectification
import Requests
import Synchronization
import Testing

extension ServerFaults {
    /// Many who want the same thing at once.
    @Suite("Contention")
    struct Contention {
        @Test("what a write asks while it holds the ledger costs the same however many units there are")
        func manyUnits() throws {
            let server = try ServerFaults.own.get()
            let office = try OfficeOnServer(try ServerFaults.url())
            try office.file(1)
            let schema = String(office.url.split(separator: "#").last ?? "")
            // Far behind what this test writes and in no order: nobody looks there, but a planner counts it.
            try server.psql(
                """
                INSERT INTO \(schema).events (position, stream, version, operation, hash, text)
                SELECT 1000000 + n, CASE WHEN n % 30 = 0 THEN 'organisation/' ELSE 'finding/' END || md5(n::text), 1, 'x',
                  decode(md5(n::text) || md5(n::text), 'hex'), repeat(E'x\\n', 9) || 'login: postgres'
                FROM generate_series(1, 90000) n ORDER BY md5(n::text);
                ANALYZE \(schema).events
                """)
            func read() throws -> Int {
                let count = try server.psql(
                    """
                    SELECT idx_tup_read FROM pg_stat_user_indexes
                    WHERE schemaname = '\(schema)' AND indexrelname = 'events_stream_version_key'
                    """)
                return Int(count) ?? 0
            }
            // A connection says what it did when it ends.
            try office.ledger.store.database.close()
            let before = try read()
            let ledger = try OfficeOnServer.open(office.url)
            for turn in 1...10 { try ledger.comment("第\(turn)次") }
            try ledger.store.database.close()
            try ServerFaults.wait("what the index was read for") { try read() > before }
            #expect(try read() - before < 1_000)
        }

        @Test("thirty-two processes write at once: no update is lost, the ledger is whole")
        func processes() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            try office.file(1)
            let program = try #require(ProgramUnderTest.built("xiaohao"))
            let rounds = 3
            let start = ContinuousClock.now
            let loops = try (0..<32).map { writer in
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/bin/sh")
                process.arguments = [
                    "-c",
                    """
                    for turn in $(seq \(rounds)); do
                      "\(program)" --ledger '\(office.url)' --as 周主任 comment 1 "\(writer) $turn" > /dev/null || exit 1
                    done
                    """,
                ]
                process.environment = [
                    "HOME": NSTemporaryDirectory(), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
                    "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
                ]
                try process.run()
                return process
            }
            for process in loops {
                process.waitUntilExit()
                #expect(process.terminationStatus == 0)
            }
            let found = try office.ledger.comments()
            let expected = (0..<32).flatMap { writer in (1...rounds).map { "\(writer) \($0)" } }
            print("32 processes, \(rounds) writes each: \(found.count) found in \(ContinuousClock.now - start)")
            #expect(found.count == expected.count && Set(found) == Set(expected))
            #expect(try office.ledger.check().isEmpty)
        }

        @Test(
            "a write asks once while the ledger waits for it, the first of a process too: what it goes by was read ahead, or is known"
        )
        func asksOnce() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            try office.file(1)
            let proxy = try PostgresProxy(to: try ServerFaults.own.get())
            defer { proxy.end() }
            let ledger = try OfficeOnServer.open(try ServerFaults.url(office.url, through: proxy.folder))
            for turn in 1...3 {
                try ledger.comment("\(turn)")
                // What it begins with, and its commit.
                #expect(proxy.questions == turn * 2)
            }
            // What another wrote in between is read, and nothing is decided by what was known before.
            _ = try office.ledger.addPerson(
                PersonDraft(name: "孙七", organisation: "江六村", roles: [.unit]), as: nil, WriteOptions())
            try ledger.comment("4")
            #expect(proxy.questions > 8)
            #expect(try office.ledger.comments() == ["1", "2", "3", "4"])
        }

        @Test(
            "the same seat from four connections at the same instant, again and again: one opinion stands, the others are told whose"
        )
        func sameSeat() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            let connections = try (0..<4).map { _ in try OfficeOnServer.open(office.url) }
            let rounds = 30
            for round in 1...rounds {
                try office.submit(round)
                let number = FindingNumber(round)
                // Three parties, each wanted by four connections at once.
                for (name, party) in OfficeOnServer.reviewers {
                    let stood = Mutex(0)
                    let barrier = Barrier(connections.count)
                    let group = DispatchGroup()
                    for ledger in connections {
                        Thread.detach(group) {
                            barrier.wait()
                            let form = FilledForm(.agree, values: ["party": [party]])
                            if (try? ledger.perform(form, on: number, as: name)) != nil { stood.withLock { $0 += 1 } }
                        }
                    }
                    group.wait()
                    #expect(stood.withLock { $0 } == 1)
                }
            }
            let opinions = try office.ledger.read { reader in
                try (1...rounds).map { try reader.finding(FindingNumber($0)).opinions.count }
            }
            print("the same seat wanted by four at once: \(rounds * 3) starts, \(opinions.reduce(0, +)) opinions")
            #expect(opinions.allSatisfy { $0 == 3 })
            #expect(try office.ledger.check().isEmpty)
        }

        @Test("opinions of three parties pressed at the same instant all stand, and nobody is asked again")
        func threeParties() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            let rounds = 12
            var versions: [Int] = []
            for round in 1...rounds {
                try office.submit(round)
                let number = FindingNumber(round)
                let version = try office.ledger.read { try $0.finding(number) }.version
                let barrier = Barrier(3)
                let group = DispatchGroup()
                let stood = Mutex(0)
                for (name, party) in OfficeOnServer.reviewers {
                    let ledger = try OfficeOnServer.open(office.url)
                    Thread.detach(group) {
                        barrier.wait()
                        let form = FilledForm(.agree, values: ["party": [party]])
                        let done = try? ledger.perform(form, on: number, as: name, WriteOptions(ifVersion: version))
                        if done != nil { stood.withLock { $0 += 1 } }
                    }
                }
                group.wait()
                #expect(stood.withLock { $0 } == 3)
                versions.append(try office.ledger.read { try $0.finding(number) }.opinions.count)
            }
            #expect(versions == Array(repeating: 3, count: rounds))
        }

        @Test("a lock that somebody holds: whoever waits may leave at once, and writes when it is free")
        func lock() throws {
            let server = try ServerFaults.own.get()
            let office = try OfficeOnServer(try ServerFaults.url())
            try office.file(1)
            let schema = office.url.split(separator: "#").last ?? ""
            let group = DispatchGroup()
            Thread.detach(group) {
                _ = try? server.psql("BEGIN; SELECT FROM \(schema).head FOR UPDATE; SELECT pg_sleep(50)")
            }
            /// Whoever holds the lock, if somebody does.
            func holder() throws -> String {
                try server.psql("SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
            }
            @Sendable func isWaited() throws -> Bool {
                try server.psql(
                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name LIKE 'xiaohao%'"
                ) == "1"
            }
            try ServerFaults.wait("the lock") { try !holder().isEmpty }
            let ledger = try OfficeOnServer.open(office.url)
            let hasLeft = Mutex(false)
            Thread.detach(group) {
                try? ServerFaults.wait("somebody behind the lock") { try isWaited() }
                while !hasLeft.withLock({ $0 }) {
                    ledger.store.database.interrupt()
                    usleep(1000)
                }
            }
            let fault = #expect(throws: LedgerError.self) { try ledger.comment("走") }
            hasLeft.withLock { $0 = true }
            #expect(fault?.rule == .interrupted)
            #expect(try !holder().isEmpty, "it left when the lock was free")
            let isWritten = Mutex(false)
            Thread.detach(group) {
                if (try? ledger.comment("等")) != nil { isWritten.withLock { $0 = true } }
            }
            try ServerFaults.wait("somebody behind the lock") { try isWaited() }
            #expect(!isWritten.withLock { $0 })
            try server.psql("SELECT pg_terminate_backend(\(holder()))")
            group.wait()
            #expect(isWritten.withLock { $0 })
            #expect(try office.ledger.comments() == ["等"])
        }

        @Test("whoever falls silent in the middle of a write keeps nobody from writing for long")
        func silent() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            try office.file(1)
            let silent = try OfficeOnServer.open(office.url, patience: .zero)
            let hasBegun = Mutex(false)
            let mayGoOn = Mutex(false)
            let outcome = Mutex<Result<Void, any Error>?>(nil)
            let group = DispatchGroup()
            Thread.detach(group) {
                let result = Result {
                    try silent.store.database.write { connection in
                        _ = try connection.first("SELECT position FROM head", []) { $0.int(0) }
                        hasBegun.withLock { $0 = true }
                        while !mayGoOn.withLock({ $0 }) { usleep(10_000) }
                        try connection.execute("UPDATE head SET position = position + 1000", [])
                        return ((), true)
                    }
                }
                outcome.withLock { $0 = result }
            }
            try ServerFaults.wait("the silent one") { hasBegun.withLock { $0 } }
            // He who waits for him is not told that it took too long: it does not.
            #expect(throws: Never.self) { try office.ledger.comment("等到了") }
            mayGoOn.withLock { $0 = true }
            group.wait()
            #expect(throws: (any Error).self) { try outcome.withLock { $0 }?.get() }
            #expect(try office.ledger.comments() == ["等到了"])
            #expect(try office.ledger.check().isEmpty)
        }
    }
}

/// Lets everybody go when the last one has come.
final class Barrier: Sendable {
    private let missing: Mutex<Int>

    init(_ count: Int) { missing = Mutex(count) }

    func wait() {
        missing.withLock { $0 -= 1 }
        while missing.withLock({ $0 > 0 }) { usleep(20) }
    }
}
