import Attestation
import Foundation
import Ledger
import LedgerSQLite
import Office
import Rectification
import Requests
import Signing
import Synchronization
import Testing

/// Ledgers of each released format, kept for good (proof.md, 11). Format 1 is made anew, until it is released, by
///
///     XIAOHAO_GOLDEN=write swift test --filter GoldenLedgerTests
///
/// with identities and clock that stand still; what it held then stands beside it in `format-1.txt`.
@Suite("Ledgers of released formats")
struct GoldenLedgerTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
    static let formats = [1]

    /// What a ledger holds, in lines.
    static func contents(_ ledger: OpenLedger) throws -> String {
        try ledger.read { reader in
            let head = try reader.merkle()
            var lines = ["\(head.size) events, root \(head.root.hex)"]
            try reader.forEach(FindingFilter(), order: .number, today: Day(number: 0)) { row in
                let finding = try reader.finding(row.id)
                lines.append("#\(row.number) \(row.stage.rawValue) \(finding.version) \(row.unit.path) · \(row.text)")
                return true
            }
            return lines.joined(separator: "\n") + "\n"
        }
    }

    @Test("opens, is whole, is made again from its events, and holds what it held", arguments: formats)
    func lasts(format: Int) throws {
        if ProcessInfo.processInfo.environment["XIAOHAO_GOLDEN"] == "write" { try Self.write(format) }
        let desk = try Desk(round: nil)
        let path = desk.folder + "/old.db"
        let name = Self.folder.appendingPathComponent("format-\(format).ledger")
        try FileManager.default.copyItem(atPath: name.path, toPath: path)
        try FileManager.default.copyItem(atPath: name.path + ".evidence", toPath: path + ".evidence")
        let expected = try String(
            contentsOf: Self.folder.appendingPathComponent("format-\(format).txt"), encoding: .utf8)
        let ledger = try OpenLedger.open(
            path, isReadOnly: false, drivers: Desk.drivers, surroundings: Desk.surroundings())
        #expect(try ledger.check() == [])
        #expect(try Self.contents(ledger) == expected)
        try ledger.store.rebuild()
        #expect(try ledger.check() == [])
        #expect(try Self.contents(ledger) == expected)
    }

    private static func write(_ format: Int) throws {
        let serial = Mutex<UInt64>(0)
        let surroundings = Surroundings(
            login: "golden", now: { Moment(iso: "2026-11-24T02:00:00Z") ?? Moment(seconds: 0) },
            identity: {
                serial.withLock { serial in
                    serial += 1
                    return (0x0192_0000_0000_7000, 1 << 63 | serial)
                }
            })
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent("format-\(format).ledger").path
        let ledger = try Demonstration.create(
            path, size: 12, drivers: Desk.drivers, surroundings: surroundings, progress: { _, _ in })
        try contents(ledger).write(
            toFile: folder.appendingPathComponent("format-\(format).txt").path, atomically: true, encoding: .utf8)
        try ledger.store.database.close()
    }
}
