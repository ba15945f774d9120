import Attestation
import Foundation
import Ledger
import Rectification
import Requests
import Signing
import Testing

@Suite("The log, on every driver", .serialized, .timeLimit(.minutes(5)))
struct LogTests {
    @Test(
        "positions are dense, versions chain, and every hash is that of its text", arguments: Driver.allCases,
        LedgerSettings.Crypto.allCases)
    func chain(driver: Driver, crypto: LedgerSettings.Crypto) throws {
        let rig = try Rig(driver, crypto: crypto)
        try rig.file("一")
        try rig.file("二")
        try rig.append([Rig.started, .commented(text: "记")], to: 1)
        try rig.store.read { reader in
            var position = 0
            var last: [String: (version: Int, hash: [UInt8])] = [:]
            try reader.events(after: 0) { stored in
                position += 1
                #expect(stored.position == position)
                let stream = stored.text.stream.description
                #expect(stored.text.version == (last[stream]?.version ?? 0) + 1)
                #expect(stored.text.previous?.bytes == last[stream]?.hash)
                #expect(stored.hash == EventText.hash(of: stored.text.bytes, reader.algorithm).bytes)
                last[stream] = (stored.text.version, stored.hash)
                return true
            }
            #expect(position == 7)
            #expect(try reader.head() == 7)
        }
        #expect(try rig.store.check().isEmpty)
    }

    @Test(
        "the same operation answers again and writes nothing; with another command it is refused",
        arguments: Driver.allCases)
    func operations(driver: Driver) throws {
        let rig = try Rig(driver)
        let operation = Rig.operation()
        func write(_ command: String) throws -> WriteOutcome<Int> {
            try rig.store.write(WriteRequest(operation: operation, command: command, at: Rig.now)) { session in
                let filing = Rig.filing(session.takeNumber(), "一", due: "2026-12-31")
                _ = try session.append([.filed(filing)], to: nil, id: Rig.id(50), by: Rig.author)
                return 1
            }
        }
        let first = try write("file")
        let again = try write("file")
        #expect(!first.isReplayed && again.isReplayed)
        #expect(first.first == again.first && first.count == again.count)
        #expect(throws: LedgerError.self) { try write("another") }
        #expect(try rig.store.read { try $0.head() } == first.position)
    }

    @Test("a dry run and a refusal leave nothing", arguments: Driver.allCases)
    func nothing(driver: Driver) throws {
        let rig = try Rig(driver)
        try rig.file("一")
        let before = (try rig.readModels(), try rig.store.read { try $0.head() })
        _ = try rig.store.write(Rig.request("dry"), isDryRun: true) { session in
            let finding = try session.reader.finding(FindingNumber(1))
            _ = try session.append([Rig.started], to: finding, id: finding.id, by: Rig.author)
        }
        struct Refused: Error {}
        #expect(throws: Refused.self) {
            _ = try rig.store.write(Rig.request("refused")) { session in
                let finding = try session.reader.finding(FindingNumber(1))
                _ = try session.append([Rig.started], to: finding, id: finding.id, by: Rig.author)
                throw Refused()
            }
        }
        #expect(try rig.readModels() == before.0)
        #expect(try rig.store.read { try $0.head() } == before.1)
    }

    @Test("events are never changed or deleted, whoever asks", arguments: Driver.allCases)
    func appendOnly(driver: Driver) throws {
        let rig = try Rig(driver)
        try rig.file("一")
        for statement in ["UPDATE events SET text = 'x'", "DELETE FROM events"] {
            #expect(throws: (any Error).self) {
                try rig.store.database.write { connection in
                    try connection.execute(statement, [])
                    return ((), true)
                }
            }
        }
        #expect(try rig.store.check().isEmpty)
    }

    @Test("numbers are never given twice, also when a command fails in between", arguments: Driver.allCases)
    func numbers(driver: Driver) throws {
        let rig = try Rig(driver)
        #expect(try rig.file("一").number.value == 1)
        struct Refused: Error {}
        _ = try? rig.store.write(Rig.request("x")) { session in
            _ = session.takeNumber()
            throw Refused()
        }
        #expect(try rig.file("二").number.value == 2)
    }

    @Test("tampering is found and named", arguments: Driver.allCases)
    func tampering(driver: Driver) throws {
        let tampers = [
            "UPDATE findings SET stage = 3 WHERE number = 1", "UPDATE findings SET text = '别的' WHERE number = 2",
            "DELETE FROM findings WHERE number = 2", "UPDATE counters SET findings = findings + 1",
            "\(driver.dropTrigger("events_are_fixed")); UPDATE events SET text = replace(text, '二', '三') WHERE position = 5",
            "\(driver.dropTrigger("events_are_kept")); DELETE FROM events WHERE position = 5",
            "UPDATE head SET next_number = 1",
        ]
        for tamper in tampers {
            let rig = try Rig(driver)
            try rig.file("一")
            try rig.file("二")
            try driver.tamper(rig.path, tamper.split(separator: ";").map(String.init))
            #expect(try rig.store.check().isEmpty == false, "\(tamper) was not found")
        }
    }

    @Test("rebuild gives the same read models", arguments: Driver.allCases)
    func rebuild(driver: Driver) throws {
        let rig = try Rig(driver)
        for number in 1...12 {
            try rig.file("问题\(number)", due: "2026-\(number < 10 ? "0" : "")\(number)-15", external: "\(number)")
        }
        for number in stride(from: 1, through: 12, by: 2) {
            try rig.append([Rig.started, .listed(supervisor: "纪委", limit: nil)], to: number)
        }
        try rig.append([.flagged(.key, isOn: true)], to: 2)
        let before = try rig.readModels()
        #expect(before.count > 12)
        _ = try rig.store.rebuild()
        #expect(try rig.readModels() == before)
        #expect(try rig.store.check().isEmpty)
    }

    @Test("a copy of a file is a whole ledger")
    func copy() throws {
        let rig = try Rig(.sqlite)
        try rig.file("一")
        let target = rig.path + ".copy"
        let file = try #require(rig.store.database as? any FileDatabase)
        try file.copy(to: target)
        let copy = try LedgerStore(try rig.driver.open(target))
        let head = try rig.store.read { try $0.head() }
        #expect(try copy.read { try $0.head() } == head)
        #expect(try copy.check().isEmpty)
        #expect(throws: LedgerError.self) { try file.copy(to: target) }
    }

    @Test("two who write at once both succeed; nobody's event is lost", arguments: Driver.allCases)
    func twoWriters(driver: Driver) async throws {
        let rig = try Rig(driver)
        try rig.file("一")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let store = try LedgerStore(try driver.open(rig.path))
                    for turn in 0..<10 {
                        _ = try store.write(Rig.request("comment \(writer) \(turn)")) { session in
                            let finding = try session.reader.finding(FindingNumber(1))
                            _ = try session.append(
                                [.commented(text: "\(writer) \(turn)")], to: finding, id: finding.id, by: Rig.author)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let dossier = try rig.store.read { try $0.dossier(FindingNumber(1)) }
        #expect(dossier.finding.version == 41)
        #expect(try rig.store.check().isEmpty)
    }
}
