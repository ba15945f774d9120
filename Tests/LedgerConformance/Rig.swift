import Attestation
import Foundation
import Ledger
import LedgerPostgres
import LedgerSQLite
import PostgresServer
import Rectification
import Requests
import Signing

/// A database that the suite runs on.
enum Driver: String, CaseIterable, Sendable {
    case sqlite, postgres

    /// Where no ledger is yet.
    func place() throws -> String {
        let name = "\(UInt64.random(in: 0...UInt64.max))"
        switch self {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-ledger-\(name)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return folder.appendingPathComponent("ledger.db").path
        case .postgres: return try PostgresServer.shared.get().url(schema: "l\(name)")
        }
    }

    func create(_ path: String) throws -> any LedgerDatabase {
        switch self {
        case .sqlite: try SQLiteDatabase.create(path)
        case .postgres: try PostgresDatabase.create(path)
        }
    }

    func open(_ path: String, isReadOnly: Bool = false) throws -> any LedgerDatabase {
        switch self {
        case .sqlite: try SQLiteDatabase.open(path, isReadOnly: isReadOnly)
        case .postgres: try PostgresDatabase.open(path, isReadOnly: isReadOnly)
        }
    }

    /// Statements by somebody who may do anything: whoever can write the file, or the server's superuser.
    func tamper(_ path: String, _ statements: [String]) throws {
        switch self {
        case .sqlite:
            try open(path).write { connection in
                for statement in statements { try connection.execute(statement, []) }
                return ((), true)
            }
        case .postgres:
            let schema = path.split(separator: "#").last ?? ""
            try PostgresServer.shared.get().psql(
                "SET search_path = \(schema);\n" + statements.joined(separator: ";\n") + ";")
        }
    }

    func dropTrigger(_ name: String) -> String {
        switch self {
        case .sqlite: "DROP TRIGGER \(name)"
        case .postgres: "DROP TRIGGER \(name) ON events"
        }
    }
}

/// A fresh ledger with two units, and short ways to write to it.
struct Rig {
    let driver: Driver
    let path: String
    let store: LedgerStore
    static let author = Author(person: id(9), name: "周主任", login: "tester")
    static let village = Organisation(id: id(1), name: "江六村", kind: .village, parent: town.id)
    static let town = Organisation(id: id(2), name: "下应街道", kind: .town)
    static let now = Moment(seconds: 1_795_000_000)
    static let actor = Actor(Person(id: id(9), name: "周主任", roles: [.office, .unit, .supervisor, .triage]))

    static func id<Noun>(_ number: UInt64) -> Identifier<Noun> {
        Identifier(high: 0x4000, low: 0x8000_0000_0000_0000 + number)
    }

    init(_ driver: Driver, crypto: LedgerSettings.Crypto = .standard) throws {
        self.driver = driver
        path = try driver.place()
        let settings = LedgerSettings(name: "测试", crypto: crypto, isPractice: true)
        store = try LedgerStore.create(
            in: try driver.create(path), ledger: Self.id(7), settings: settings, request: Self.request("init"),
            by: Self.author
        ) { session in
            for organisation in [Self.town, Self.village] {
                try session.append(
                    .organisation(.added(organisation)), to: .organisation(organisation.id), by: Self.author)
            }
        }
    }

    static func operation() -> OperationID {
        Identifier(
            high: UInt64.random(in: 0...UInt64.max) & ~0xF000 | 0x4000,
            low: UInt64.random(in: 0...UInt64.max) >> 2 | 1 << 63)
    }

    static func request(_ command: String, _ operation: OperationID = operation()) -> WriteRequest {
        WriteRequest(operation: operation, command: command, at: now)
    }

    static func filing(
        _ number: FindingNumber, _ text: String, due: String, external: String? = nil, unit: Organisation = village
    ) -> Filing {
        Filing(
            number: number,
            facts: Facts(
                externalNumber: external, round: "第六轮",
                unit: OrganisationReference(id: unit.id, path: unit.id == town.id ? "下应街道" : "下应街道 / 江六村"), text: text,
                category: "作风 / 误工", source: .inspection), deadline: Deadline(.date(Day(iso: due) ?? Day(number: 0))))
    }

    /// Files a finding; its number is the ledger's next.
    @discardableResult
    func file(_ text: String, due: String = "2026-12-31", external: String? = nil, unit: Organisation = village) throws
        -> Finding
    {
        let outcome = try store.write(Self.request("file \(text)")) { session in
            let filing = Self.filing(session.takeNumber(), text, due: due, external: external, unit: unit)
            return try session.append(
                [.filed(filing)], to: nil,
                id: Identifier(
                    high: 0x4000, low: 1 << 63 | UInt64(filing.number.value) << 20 | UInt64(external?.count ?? 0)),
                by: Self.author)
        }
        guard case .some(.some(let finding)) = outcome.value else { throw NoFinding() }
        return finding
    }

    @discardableResult
    func append(_ events: [FindingEvent], to number: Int) throws -> Finding {
        let outcome = try store.write(Self.request("events \(number) \(events.count)")) { session in
            let before = try session.reader.finding(FindingNumber(number))
            return try session.append(events, to: before, id: before.id, by: Self.author)
        }
        guard case .some(.some(let finding)) = outcome.value else { throw NoFinding() }
        return finding
    }

    struct NoFinding: Error {}

    static let started = FindingEvent.started(Plan(goal: "好", measures: [MeasureDraft(text: "改")], responsible: "张"))

    /// Every row of every read model, as text.
    func readModels() throws -> [String] {
        try store.read { reader in
            try Schema.readModels.flatMap { table in
                var rows: [String] = []
                try reader.connection.forEach("SELECT * FROM \(table)", []) { row in
                    rows.append(
                        table + ": "
                            + (0..<Self.columns[table, default: 3]).map { row.isNull($0) ? "∅" : row.text($0) }.joined(
                                separator: "|"))
                    return true
                }
                return rows.sorted()
            }
        }
    }

    private static let columns = [
        "opinions": 5, "organisations": 8, "persons": 4, "logins": 2, "rounds": 3, "policies": 3, "findings": 44,
        "meetings": 9, "common_issues": 11, "issue_counts": 4, "issue_units": 4, "dismissals": 6, "letters": 16,
        "counters": 6, "due_counts": 3, "clock_counts": 4, "mark_counts": 4, "unit_tallies": 20, "unit_months": 5,
        "unit_lateness": 4, "unit_opinions": 5, "supervisions": 11,
    ]
}
