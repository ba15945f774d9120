import Foundation
import Ledger
import LedgerSQLite
import Office
import Rectification
import Requests
import Synchronization

/// An office at its desk: a ledger in a folder of its own, a clock that stands still, a login.
struct Desk {
    let folder: String
    let ledger: OpenLedger
    static let drivers = Drivers(
        open: { try SQLiteDatabase.open($0, isReadOnly: $1) }, create: { try SQLiteDatabase.create($0) })

    static func surroundings(
        login: String = "zhou", now: String = "2026-11-24T02:00:00Z", stateFolder: String? = nil
    ) -> Surroundings {
        Surroundings(
            login: login, stateFolder: stateFolder, now: { Moment(iso: now) ?? Moment(seconds: 0) },
            identity: {
                (UInt64.random(in: 0...UInt64.max) & ~0xF000 | 0x4000, UInt64.random(in: 0...UInt64.max) >> 2 | 1 << 63)
            })
    }

    init(round: String? = "第六轮", feedback: String = "2024-11-30") throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-desk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folder = url.path
        ledger = try OpenLedger.create(
            folder + "/ledger.db", settings: LedgerSettings(name: "测试", crypto: .standard, isPractice: true),
            administrator: "周主任",
            drivers: Self.drivers, surroundings: Self.surroundings())
        if let round {
            _ = try ledger.addRound(
                round, mode: .linked, entered: Day(iso: "2024-09-02"), feedback: Day(iso: feedback), as: nil,
                WriteOptions())
        }
    }

    func again(login: String) throws -> OpenLedger {
        try OpenLedger.open(
            ledger.path, isReadOnly: false, drivers: Self.drivers, surroundings: Self.surroundings(login: login))
    }

    @discardableResult
    func `import`(
        _ file: String, round: String? = "第六轮", map: String? = nil, strict: Bool = false, dryRun: Bool = false,
        operation: OperationID? = nil
    ) throws -> ImportReport {
        try ledger.importLedger(
            ImportRequest(file: file, round: round, sheet: nil, mapFile: map, isStrict: strict), as: nil,
            WriteOptions(operation: operation, isDryRun: dryRun), progress: { _, _ in })
    }

    func write(_ name: String, _ text: String) throws -> String {
        let path = folder + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @discardableResult
    func export(_ name: String, perUnit: Bool = false, force: Bool = false) throws -> String {
        let path = folder + "/" + name
        _ = try ledger.export(
            to: path, FindingFilter(), force: force, sheetPerUnit: perUnit, sink: { _ in }, progress: { _, _ in })
        return path
    }

    func finding(_ number: Int) throws -> Finding { try ledger.read { try $0.finding(FindingNumber(number)) } }

    @discardableResult
    func `do`(_ action: FindingAction, _ number: Int, as name: String? = nil, _ values: [String: [String]] = [:]) throws
        -> Finding?
    {
        try ledger.perform(FilledForm(action, values: values), on: FindingNumber(number), as: name).finding
    }
}

/// The complaint that a piece of work ends in.
func complaint(_ body: () throws -> Void) -> Complaint? {
    do {
        try body()
        return nil
    } catch {
        return Complaint(error)
    }
}
