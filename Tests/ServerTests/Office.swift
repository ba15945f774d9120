import Foundation
import Ledger
import LedgerPostgres
import LedgerSQLite
import Office
import PostgresServer
import Rectification
import Requests
import Testing

/// What goes wrong with a server, tried on one of its own: one fault after the other, and nobody else's tests in between.
@Suite("A server that goes wrong", .serialized, .timeLimit(.minutes(10)))
struct ServerFaults {
    static let own = Result { try PostgresServer(isInMemory: true) }

    struct NeverSeen: Error { let what: String }

    /// Waits until something is so, however long this machine takes for it.
    static func wait(_ what: String, _ isSo: () throws -> Bool) throws {
        let end = ContinuousClock.now + .seconds(120)
        while try !isSo() {
            guard ContinuousClock.now < end else { throw NeverSeen(what: what) }
            usleep(20_000)
        }
    }

    static func url(host: String? = nil) throws -> String {
        try own.get().url(schema: "f\(UInt64.random(in: 0...UInt64.max))", host: host)
    }

    /// The same ledger by another way.
    static func url(_ url: String, through host: String) throws -> String {
        url.replacing(try own.get().folder, with: host)
    }
}

/// An office whose practice ledger is on a server: a village, its clerk, three reviewers.
struct OfficeOnServer {
    let ledger: OpenLedger
    let url: String

    static let drivers = Drivers(
        isServer: PostgresAddress.isAddress,
        open: { path, isReadOnly in
            if PostgresAddress.isAddress(path) { return try PostgresDatabase.open(path, isReadOnly: isReadOnly) }
            return try SQLiteDatabase.open(path, isReadOnly: isReadOnly)
        },
        create: { path in
            if PostgresAddress.isAddress(path) { return try PostgresDatabase.create(path) }
            return try SQLiteDatabase.create(path)
        })

    /// As whom the server knows these tests.
    static let surroundings = surroundings(login: "tester")

    static func surroundings(login: String) -> Surroundings {
        Surroundings(
            login: login, now: { Moment(seconds: Int64(Date().timeIntervalSince1970)) },
            identity: {
                (UInt64.random(in: 0...UInt64.max) & ~0xF000 | 0x7000, UInt64.random(in: 0...UInt64.max) >> 2 | 1 << 63)
            })
    }

    static let reviewers = [("王五", "inspection"), ("李四", "discipline"), ("赵六", "organisation")]

    /// Makes it.
    init(_ url: String) throws {
        self.url = url
        let options = WriteOptions()
        ledger = try OpenLedger.create(
            url, settings: LedgerSettings(name: "测试", crypto: .standard, isPractice: true), administrator: "周主任",
            drivers: Self.drivers, surroundings: Self.surroundings)
        _ = try ledger.addRound(
            "第六轮", mode: .linked, entered: nil, feedback: Day(iso: "2026-10-30"), as: nil, options)
        _ = try ledger.addOrganisation("江六村", kind: .village, parent: nil, head: "张书记", as: nil, options)
        _ = try ledger.addPerson(
            PersonDraft(name: "张会计", organisation: "江六村", roles: [.unit]), as: nil, options)
        for (name, party) in Self.reviewers {
            _ = try ledger.addPerson(
                PersonDraft(name: name, organisation: name + "处", roles: [.reviewer], parties: [party]), as: nil,
                options)
        }
    }

    /// Opens a ledger again, as another process would.
    static func open(_ url: String, patience: Duration = .seconds(20)) throws -> OpenLedger {
        try OpenLedger.open(
            url, isReadOnly: false, drivers: drivers, surroundings: surroundings, patience: patience)
    }

    func file(_ number: Int) throws {
        _ = try ledger.file(
            FilingDraft(
                round: "第六轮", unit: "江六村", text: "误工补助支出异常（\(number)）", category: "作风",
                source: .inspection, deadline: "2027-06-30", measures: []), as: nil)
    }

    /// Files a finding and brings it into review.
    func submit(_ number: Int) throws {
        try file(number)
        let evidence = FileManager.default.temporaryDirectory.path + "/xiaohao-evidence-\(UUID().uuidString)"
        try "三万二 \(number)".write(toFile: evidence, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: evidence) }
        func work(_ action: FindingAction, _ values: [String: [String]]) throws {
            _ = try ledger.perform(
                FilledForm(action, values: values), on: FindingNumber(number), as: "张会计")
        }
        try work(.start, ["goal": ["好"], "measure": ["修订"], "person": ["张书记"]])
        try work(.report, ["measure-done": ["1"], "completion": ["done"], "inference": ["已查"]])
        try work(.attach, ["file": [evidence]])
        try work(.submit, ["pledge": ["张书记"]])
    }
}

extension OpenLedger {
    /// A note on the first finding, under an operation of its own.
    func comment(_ text: String, _ operation: OperationID? = nil) throws {
        _ = try perform(
            FilledForm(.comment, values: ["text": [text]]), on: FindingNumber(1), as: nil,
            WriteOptions(operation: operation))
    }

    /// The notes on the first finding, in order.
    func comments() throws -> [String] {
        try read { reader in
            try reader.dossier(FindingNumber(1)).history.compactMap { entry in
                if case .commented(let text) = entry.event { text } else { nil }
            }
        }
    }
}
