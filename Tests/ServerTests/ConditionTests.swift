import Foundation
import Ledger
import LedgerPostgres
import Office
import PostgresServer
import Rectification
import Requests
import Testing

extension ServerFaults {
    /// Servers that are not as they should be, and people who may do what they should not.
    @Suite("Conditions")
    struct Conditions {
        @Test("a server that is too old is refused with both versions, exit 78")
        func version() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            let proxy = try PostgresProxy(to: try ServerFaults.own.get())
            defer { proxy.end() }
            for (claimed, shown) in [("9.6.24", "9.6"), ("12.22", "12.22")] {
                proxy.claim(version: claimed)
                let fault = #expect(throws: LedgerError.self) {
                    try OfficeOnServer.open(try ServerFaults.url(office.url, through: proxy.folder))
                }
                #expect(fault?.rule == .serverTooOld && fault?.exitCode == 78)
                #expect(fault?.facts["found"] == shown && fault?.facts["expected"] == "13")
            }
        }

        @Test("a database that is not there, or does not keep UTF-8, is named as such before anything is made in it")
        func databases() throws {
            let server = try ServerFaults.own.get()
            let url = try ServerFaults.url()
            let nowhere = #expect(throws: LedgerError.self) {
                try PostgresDatabase.create(url.replacing("/office", with: "/nowhere"))
            }
            #expect(nowhere?.rule == .noDatabase && nowhere?.exitCode == 66)
            for encoding in ["LATIN1", "SQL_ASCII"] {
                let name = encoding.lowercased()
                try server.psql(
                    "CREATE DATABASE \(name) OWNER tester ENCODING '\(encoding)' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
                )
                let fault = #expect(throws: LedgerError.self) {
                    try PostgresDatabase.create(url.replacing("/office", with: "/\(name)"))
                }
                #expect(fault?.rule == .wrongEncoding && fault?.exitCode == 78)
                #expect(fault?.facts["found"] == encoding)
            }
        }

        @Test(
            "papers of a ledger on a server go to a folder of this person's own, each ledger's apart; none is named by an address"
        )
        func papers() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            let schema = String(office.url.split(separator: "#").last ?? "")
            let folder = office.ledger.papersFolder(1)
            #expect(folder.hasPrefix("/") && folder.contains("/xiaohao/documents/postgres-tester-office-host-"))
            #expect(folder.hasSuffix("-\(schema)/meeting-1") && !folder.contains(":"))
        }

        @Test("a ledger of a newer program is refused, exit 78")
        func newer() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            let schema = office.url.split(separator: "#").last ?? ""
            try ServerFaults.own.get().psql("UPDATE \(schema).schema_version SET version = 99")
            let fault = #expect(throws: LedgerError.self) { try OfficeOnServer.open(office.url) }
            #expect(fault?.rule == .newer && fault?.exitCode == 78)
        }

        @Test(
            "a login without the ledger's role may not even look; with it, it writes under its own name and no other's")
        func grants() throws {
            let server = try ServerFaults.own.get()
            let office = try OfficeOnServer(try ServerFaults.url())
            try office.file(1)
            let schema = office.url.split(separator: "#").last ?? ""
            let zhou = office.url.replacing("tester@", with: "zhou@")
            let fault = #expect(throws: LedgerError.self) { try OfficeOnServer.open(zhou) }
            #expect(fault?.rule == .noGrant && fault?.exitCode == 77)
            try server.psql("GRANT \(schema)_read TO zhou")
            #expect(throws: LedgerError.self) { try OfficeOnServer.open(zhou) }
            let reader = try OpenLedger.open(
                zhou, isReadOnly: true, drivers: OfficeOnServer.drivers, surroundings: OfficeOnServer.surroundings)
            #expect(try reader.comments().isEmpty)
            try server.psql("GRANT \(schema)_app TO zhou")
            let ledger = try OfficeOnServer.open(zhou)
            _ = try office.ledger.addPerson(
                PersonDraft(name: "小周", organisation: "巡察办", roles: [.office], logins: ["zhou"]), as: nil,
                WriteOptions())
            try ledger.comment("我的")
            let entry = try #require(try ledger.read { try $0.dossier(FindingNumber(1)).history.last })
            #expect(entry.login == "zhou" && entry.name == "小周")
            // Somebody else's name is refused by the domain, somebody else's login by the database.
            #expect(throws: (any Error).self) {
                try ledger.perform(
                    FilledForm(.comment, values: ["text": ["冒名"]]), on: FindingNumber(1), as: "周主任")
            }
            let head = try ledger.head()
            let forged = #expect(throws: LedgerError.self) {
                try ledger.store.write(
                    WriteRequest(operation: OfficeOnServer.surroundings.make(), command: "x", at: Moment(seconds: 0))
                ) { session in
                    let finding = try session.reader.finding(FindingNumber(1))
                    return try session.append(
                        [.commented(text: "冒名")], to: finding, id: finding.id,
                        by: Author(person: entry.person, name: "小周", login: "tester"))
                }
            }
            #expect(forged?.rule == .otherLogin && forged?.exitCode == 77)
            #expect(try ledger.head() == head)
            for statement in [
                "UPDATE events SET text = 'x'", "DELETE FROM events", "TRUNCATE events", "DELETE FROM signatures",
                "UPDATE operations SET count = 9", "UPDATE evidence SET bytes = ''", "DROP TABLE events",
            ] {
                #expect(throws: (any Error).self, "\(statement)") {
                    try server.psql("SET search_path = \(schema); \(statement)", user: "zhou")
                }
            }
        }

        @Test(
            "a server that says no in its own language is understood by its code",
            arguments: [
                ("postgres://nobody@/office", LedgerError.Rule.loginRefused),
                ("postgres://tester@/nowhere", .noDatabase),
                ("postgres://tester@/office?options=-crole%3Dpostgres", .loginRefused),
                ("postgres://tester@/office?options=-cwork_mem%3Dmuch", .badAddress),
                ("postgres://tester@/office?options=-cno_such%3D1", .badAddress),
            ])
        func language(address: String, rule: LedgerError.Rule) throws {
            let server = try ServerFaults.own.get()
            let proxy = try PostgresProxy(to: server)
            defer { proxy.end() }
            let words = "不行，原因如下"
            proxy.complain("致命错误", words)
            for (host, said) in [(server.folder, "FATAL"), (proxy.folder, words)] {
                let place = address + (address.contains("?") ? "&" : "?") + "host=\(host)&port=5432"
                let fault = #expect(throws: LedgerError.self) { try PostgresDatabase.open(place, isReadOnly: true) }
                #expect(fault?.rule == rule, "\(place): \(String(describing: fault))")
                let why = fault?.facts["why"] ?? ""
                #expect(why.contains(said) && !why.contains("LOCATION"), "\(why)")
            }
        }

        @Test("a login that may only look is told what would let it write; so is whoever meets a server without writes")
        func lookers() throws {
            let server = try ServerFaults.own.get()
            let office = try OfficeOnServer(try ServerFaults.url())
            let schema = office.url.split(separator: "#").last ?? ""
            let guest = "guest\(UInt32.random(in: 0...UInt32.max))"
            try server.psql("CREATE ROLE \(guest) LOGIN IN ROLE \(schema)_read")
            let url = office.url.replacing("tester@", with: "\(guest)@")
            let looks = #expect(throws: LedgerError.self) { try OfficeOnServer.open(url) }
            #expect(looks?.rule == .onlyReads && looks?.exitCode == 77 && looks?.leavesReading == true)
            #expect(looks?.facts["login"] == guest && looks?.facts["schema"] == String(schema))
            try server.psql(
                "GRANT \(schema)_app TO \(guest); ALTER ROLE \(guest) SET default_transaction_read_only = on")
            let follows = #expect(throws: LedgerError.self) { try OfficeOnServer.open(url) }
            #expect(follows?.rule == .follows && follows?.leavesReading == true)
        }

        @Test("a right that was taken away is named: by check, and to whoever is at work; given back, work goes on")
        func takenAway() throws {
            let server = try ServerFaults.own.get()
            let office = try OfficeOnServer(try ServerFaults.url())
            try office.file(1)
            let schema = String(office.url.split(separator: "#").last ?? "")
            #expect(try office.ledger.check().isEmpty)
            try server.psql(
                "REVOKE UPDATE ON \(schema).head FROM \(schema)_app; REVOKE SELECT ON \(schema).letters FROM \(schema)_read"
            )
            #expect(
                try office.ledger.check().map(\.detail) == [
                    "head: \(schema)_app lacks UPDATE", "letters: \(schema)_read lacks SELECT",
                ])
            #expect(throws: LedgerError.self) { try office.ledger.comment("不行") }
            try server.psql("REVOKE SELECT ON \(schema).operations FROM \(schema)_app")
            #expect(try office.ledger.check().map(\.detail).contains("operations: \(schema)_app lacks SELECT"))
            try server.psql(
                """
                GRANT UPDATE ON \(schema).head TO \(schema)_app; GRANT SELECT ON \(schema).letters TO \(schema)_read;
                GRANT SELECT ON \(schema).operations TO \(schema)_app
                """)
            try office.ledger.comment("又行了")
            // The whole ledger out of sight, under whoever has it open.
            try server.psql("REVOKE USAGE ON SCHEMA \(schema) FROM \(schema)_app")
            for _ in 0..<3 {
                let fault = #expect(throws: LedgerError.self) { try office.ledger.comments() }
                #expect(fault?.rule == .noGrant && fault?.facts["why"] == "USAGE", "\(String(describing: fault))")
            }
            try server.psql("GRANT USAGE ON SCHEMA \(schema) TO \(schema)_app")
            #expect(try office.ledger.comments() == ["又行了"])
        }

        @Test("what the server breaks off is not said to have been cancelled")
        func timeLimit() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            try office.file(1)
            let fault = #expect(throws: LedgerError.self) {
                try OfficeOnServer.open(
                    office.url.replacing("&port", with: "&options=-cstatement_timeout%3D1&port")
                ).store.database.read { connection in
                    try connection.forEach("SELECT count(*) FROM generate_series(1, 20000000)", []) { _ in true }
                }
            }
            #expect(fault?.rule == .brokenOff && fault?.exitCode == 75, "\(String(describing: fault))")
        }

        @Test("what a superuser changes behind everybody's back is found and named by verify")
        func superuser() throws {
            let server = try ServerFaults.own.get()
            let edits: [(statement: String, kind: FaultKind)] = [
                ("UPDATE events SET text = replace(text, '（1）', '（9）') WHERE text LIKE '%event: filed%'", .text),
                ("DELETE FROM events WHERE position = 9", .position),
                ("UPDATE findings SET stage = 3 WHERE number = 1", .readModel),
                ("DELETE FROM evidence", .evidence),
            ]
            for edit in edits {
                let office = try OfficeOnServer(try ServerFaults.url())
                try office.submit(1)
                let schema = office.url.split(separator: "#").last ?? ""
                func verify() throws -> VerifyReport {
                    try office.ledger.verify(VerifyRequest(), drivers: OfficeOnServer.drivers)
                }
                #expect(try verify().faults.isEmpty)
                try server.psql(
                    """
                    SET session_replication_role = replica; SET search_path = \(schema); \(edit.statement);
                    """)
                #expect(try verify().faults.contains { $0.kind == edit.kind }, "\(edit.statement)")
            }
        }

        @Test(
            "a full disk on the server: its sentence, exit 74, nothing half done, and work goes on when there is room")
        func fullDisk() throws {
            let place = "/tmp/xiaohao-full-\(getpid())"
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: place) }
            guard getuid() == 0, Self.run("/bin/mount", ["-t", "tmpfs", "-o", "size=160m", "tmpfs", place]) else {
                print("a full disk was not tried: only root can make a small one")
                return
            }
            defer { _ = Self.run("/bin/umount", ["-l", place]) }
            let server = try PostgresServer(
                settings: ["min_wal_size=32MB", "max_wal_size=48MB", "wal_keep_size=0"], data: place)
            defer { try? server.end() }
            let office = try OfficeOnServer(server.url(schema: "full"))
            try office.file(1)
            let filler = place + "/filler"
            var acknowledged: [String] = []
            // Everything but a little is taken; writes go on until there is no more.
            try Data(count: try Self.room(place) - 2 << 20).write(to: URL(fileURLWithPath: filler))
            var fault: LedgerError?
            for _ in 0..<300 where fault == nil {
                let text = (0..<4000).map { _ in String(UInt64.random(in: 0...UInt64.max), radix: 36) }.joined()
                do {
                    try office.ledger.comment(text)
                    acknowledged.append(text)
                } catch let error as LedgerError { fault = error }
            }
            let said = try #require(fault)
            print("a full disk after \(acknowledged.count) writes: \(said.rule), exit \(said.exitCode)")
            #expect([.full, .unavailable, .outcomeUnknown].contains(said.rule), "\(said)")
            try FileManager.default.removeItem(atPath: filler)
            // A server that could not write its log ends and recovers.
            let operation: OperationID = OfficeOnServer.surroundings.make()
            try ServerFaults.wait("room") { (try? office.ledger.comment("又有了", operation)) != nil }
            let found = try office.ledger.comments()
            #expect(Set(acknowledged).isSubset(of: found) && Set(found).count == found.count)
            #expect(found.last == "又有了")
            #expect(try office.ledger.check().isEmpty)
        }

        private static func run(_ program: String, _ arguments: [String]) -> Bool {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }

        private static func room(_ folder: String) throws -> Int {
            let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder)
            return (attributes[.systemFreeSize] as? NSNumber)?.intValue ?? 0
        }
    }
}
