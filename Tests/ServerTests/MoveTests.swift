import Attestation
import Foundation
import Ledger
import Office
import PostgresServer
import PseudoTerminal
import Rectification
import Requests
import Testing

extension ServerFaults {
    /// A ledger that changes its place.
    @Suite("Moving")
    struct Moving {
        /// Every event with its hash, every signature and text beside them, in order.
        private static func record(_ ledger: OpenLedger) throws -> [String] {
            try ledger.read { reader in
                var lines: [String] = []
                try reader.events(after: 0) { stored in
                    if stored.text.event.code == "moved" { return true }
                    lines.append(
                        "\(stored.position) \(stored.hash) \(String(decoding: stored.text.bytes, as: UTF8.self))")
                    return true
                }
                for question in [
                    "SELECT digest, text FROM contents ORDER BY digest",
                    "SELECT operation, digest FROM operations WHERE first <= \(lines.count) ORDER BY operation",
                ] {
                    lines += try reader.connection.rows(question) { "\($0.text(0)) \($0.text(1))" }
                }
                return lines
            }
        }

        private static func folder() throws -> String {
            let url = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-move-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            return url.path
        }

        /// A demonstration whose administrator may act here and on the tests' server.
        private static func demonstration(_ file: String, size: Int, login: String) throws {
            let ledger = try Demonstration.create(
                file, size: size, drivers: OfficeOnServer.drivers,
                surroundings: OfficeOnServer.surroundings(login: login), progress: { _, _ in })
            guard login != "tester" else { return }
            _ = try ledger.addPerson(
                PersonDraft(name: login, logins: [login, "tester"]), as: nil, WriteOptions())
        }

        @Test(
            "from a server to a file, and back to a server: the same record, evidence and figures; each one left refuses to write and says where it went"
        )
        func back() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            for number in 1...3 { try office.submit(number) }
            for reviewer in OfficeOnServer.reviewers {
                _ = try office.ledger.perform(
                    FilledForm(.agree, values: ["party": [reviewer.1]]), on: FindingNumber(1), as: reviewer.0)
            }
            let record = try Self.record(office.ledger)
            let rows = try office.ledger.read { reader in try (1...3).map { try reader.row(FindingNumber($0)) } }
            let file = try Self.folder() + "/台账.db"
            let drivers = OfficeOnServer.drivers
            let moved = try office.ledger.move(to: file, as: nil, drivers: drivers) { _ in }
            #expect(moved.problems.isEmpty && !moved.isResumed && moved.evidence == 3)
            #expect(throws: LedgerError(.moved, ["to": file])) { try office.ledger.comment("晚了") }
            let inFile = try OfficeOnServer.open(file)
            #expect(try Self.record(inFile) == record)
            #expect(try inFile.read { reader in try (1...3).map { try reader.row(FindingNumber($0)) } } == rows)
            #expect(try inFile.verify(VerifyRequest(), drivers: drivers).faults.isEmpty)
            try inFile.comment("在文件里")
            // Asked again it says the same, and does nothing.
            #expect(try office.ledger.move(to: file, as: nil, drivers: drivers) { _ in }.problems.isEmpty)
            #expect(try inFile.comments() == ["在文件里"])
            let url = try ServerFaults.url()
            #expect(try inFile.move(to: url, as: nil, drivers: drivers) { _ in }.problems.isEmpty)
            let again = try OfficeOnServer.open(url)
            #expect(try Array(Self.record(again).prefix(5)) == Array(record.prefix(5)))
            #expect(try again.comments() == ["在文件里"])
            #expect(try again.verify(VerifyRequest(), drivers: drivers).faults.isEmpty)
            try again.comment("又在服务器上")
            try office.ledger.store.database.close()
            #expect(try again.check().isEmpty)
        }

        @Test(
            "nobody is shut out by a move: an administrator who is bound to no login of the other place is told to bind it first"
        )
        func shutOut() throws {
            let folder = try Self.folder()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let here = OfficeOnServer.surroundings(login: "somebody")
            let ledger = try OpenLedger.create(
                folder + "/a.db", settings: LedgerSettings(name: "测试", crypto: .standard, isPractice: true),
                administrator: "周主任", drivers: OfficeOnServer.drivers, surroundings: here)
            let url = try ServerFaults.url()
            func move() throws -> Moved {
                try ledger.move(to: url, as: nil, drivers: OfficeOnServer.drivers) { _ in }
            }
            let refusal = #expect(throws: Complaint.self) { try move() }
            #expect(refusal?.rule == "move.nobody" && refusal?.exit == 77)
            #expect(refusal?.facts["logins"] == "--login somebody " && refusal?.facts["login"] == "tester")
            #expect(!OfficeOnServer.drivers.isThere(url))
            _ = try ledger.addPerson(
                PersonDraft(name: "周主任", logins: ["somebody", "tester"]), as: nil, WriteOptions())
            #expect(try move().problems.isEmpty)
            _ = try OfficeOnServer.open(url).addOrganisation(
                "江六村", kind: .village, parent: nil, head: nil, as: nil, WriteOptions())
        }

        @Test("nothing is put over another ledger, over this one's backup, or onto itself")
        func refusals() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            let other = try OfficeOnServer(try ServerFaults.url())
            let folder = try Self.folder()
            _ = try office.ledger.backup(to: folder + "/备份", drivers: OfficeOnServer.drivers)
            for (place, rule, exit) in [
                (office.url, "move.same", 64), (other.url, "ledger.exists", 73),
                (folder + "/备份/ledger.db", "ledger.exists", 73),
            ] {
                do {
                    _ = try office.ledger.move(to: place, as: nil, drivers: OfficeOnServer.drivers) { _ in }
                    Issue.record("moved to \(place)")
                } catch {
                    let complaint = Complaint(error)
                    #expect(complaint.rule == rule && complaint.exit == exit, "\(complaint)")
                }
            }
            #expect(throws: (any Error).self) {
                try office.ledger.move(to: folder + "/x.db", as: "张会计", drivers: OfficeOnServer.drivers) { _ in }
            }
            _ = try office.ledger.addRound("第七轮", mode: nil, entered: nil, feedback: nil, as: nil, WriteOptions())
            #expect(try office.ledger.check().isEmpty)
        }

        @Test(
            "a move killed and asked again at once, time after time: it is answered, or told that the one before is still being undone, and never anything else"
        )
        func askedAtOnce() throws {
            let folder = try Self.folder()
            let (file, server) = (folder + "/ledger.db", try ServerFaults.url())
            try Self.demonstration(file, size: 300, login: NSUserName())
            let record = try Self.record(try OfficeOnServer.open(file))
            var answers: [Int32: Int] = [:]
            var turn = 0
            while answers[0] == nil, turn < 120 {
                let (killed, _) = try Self.move(file, server, folder)
                // Every point of its making is hit sooner or later: where it makes roles and tables, copies, makes read models.
                usleep(UInt32(40_000 + turn * 9_000 % 400_000))
                kill(killed.processIdentifier, SIGKILL)
                let (next, errors) = try Self.move(file, server, folder)
                killed.waitUntilExit()
                if turn % 2 == 0 { usleep(UInt32(turn * 7_000 % 150_000)) }
                if turn < 20 { kill(next.processIdentifier, SIGKILL) }
                next.waitUntilExit()
                let said = errors.fileHandleForReading.readDataToEndOfFile()
                if next.terminationReason == .exit {
                    answers[next.terminationStatus, default: 0] += 1
                    #expect(
                        [0, 75].contains(next.terminationStatus),
                        "turn \(turn): \(String(decoding: said, as: UTF8.self))")
                }
                turn += 1
            }
            print("a move asked again at once, \(turn) times: exits \(answers)")
            #expect(answers[0] != nil)
            let moved = try OfficeOnServer.open(server)
            #expect(try Self.record(moved) == record)
            #expect(try moved.check().isEmpty)
        }

        @Test("tables that a killed move had sent and that come into being only now are gone on with")
        func begunMeanwhile() throws {
            let drivers = OfficeOnServer.drivers
            let file = try Self.folder() + "/ledger.db"
            try Self.demonstration(file, size: 20, login: NSUserName())
            let ledger = try OpenLedger.open(
                file, isReadOnly: false, drivers: drivers,
                surroundings: OfficeOnServer.surroundings(login: NSUserName()))
            let record = try Self.record(ledger)
            let late = Drivers(isServer: drivers.isServer, open: drivers.open) { path in
                _ = try LedgerTransfer(from: ledger.store, to: try drivers.create(path), isEmpty: true)
                return try drivers.create(path)
            }
            let server = try ServerFaults.url()
            #expect(try ledger.move(to: server, as: nil, drivers: late) { _ in }.problems.isEmpty)
            #expect(try Self.record(try OfficeOnServer.open(server)) == record)
        }

        /// `move` as a program of its own.
        private static func move(_ source: String, _ target: String, _ folder: String) throws -> (Process, Pipe) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: try #require(ProgramUnderTest.built("xiaohao")))
            process.arguments = ["--ledger", source, "--lang", "zh-Hans", "move", target]
            process.environment = [
                "HOME": folder, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "USER": "tester",
                "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
            ]
            process.standardOutput = FileHandle.nullDevice
            let errors = Pipe()
            process.standardError = errors
            try process.run()
            return (process, errors)
        }

        @Test(
            "killed at many points, both ways: asked again it goes on, and ends with one ledger that takes writes",
            arguments: [true, false])
        func killed(toServer: Bool) throws {
            let folder = try Self.folder()
            let file = folder + "/ledger.db"
            let server = try ServerFaults.url()
            let (source, target) = toServer ? (file, server) : (server, file)
            let made = toServer ? source : folder + "/made.db"
            let surroundings = OfficeOnServer.surroundings(login: toServer ? NSUserName() : "tester")
            try Self.demonstration(made, size: 300, login: surroundings.login)
            if !toServer {
                // Made where that takes no time.
                let ledger = try OpenLedger.open(
                    made, isReadOnly: false, drivers: OfficeOnServer.drivers, surroundings: surroundings)
                _ = try ledger.move(to: source, as: nil, drivers: OfficeOnServer.drivers) { _ in }
            }
            let ledger = try OfficeOnServer.open(source)
            let before = try Self.record(ledger)
            var killed = 0
            var pause: UInt32 = 30_000
            while true {
                let (process, errors) = try Self.move(source, target, folder)
                // A little later each time: sooner or later it gets through.
                usleep(pause)
                pause += pause / 2
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                if process.terminationReason == .exit {
                    // What the killed one was doing may still be on its way at the server.
                    if process.terminationStatus == 75 { continue }
                    let said = errors.fileHandleForReading.readDataToEndOfFile()
                    #expect(process.terminationStatus == 0, "\(String(decoding: said, as: UTF8.self))")
                    break
                }
                killed += 1
                // Never two that take writes: while the target can be opened, the source has ended.
                let isOpen = (try? OfficeOnServer.open(target)) != nil
                let hasEnded = try ledger.read { try $0.movedTo() } != nil
                #expect(!isOpen || hasEnded)
            }
            print("move \(toServer ? "to" : "from") a server: killed \(killed) times, \(before.count) events")
            #expect(killed > 3)
            let moved = try OfficeOnServer.open(target)
            #expect(try Self.record(moved) == before)
            #expect(try moved.check().isEmpty)
            let somebody = try moved.read { reader in
                try reader.persons().first { $0.logins.isEmpty && $0.roles != [.viewer] }?.id.description
            }
            let form = FilledForm(.comment, values: ["text": ["接着办"]])
            let fault = #expect(throws: LedgerError.self) {
                try ledger.perform(form, on: FindingNumber(1), as: somebody)
            }
            #expect(fault?.rule == .moved)
            _ = try moved.perform(form, on: FindingNumber(1), as: somebody)
        }
    }
}
