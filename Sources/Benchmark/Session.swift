import Foundation
import Ledger
import LedgerPostgres
import LedgerSQLite
import Office
import Rectification
import Requests

/// The program's own code at work in this process, for what a process start would drown.
struct Session {
    private let ledger: OpenLedger

    /// - Parameter path: a file or an address; the demonstration unless said.
    init(_ place: Workplace, ledger path: String? = nil) throws {
        let drivers = Drivers(
            isServer: PostgresAddress.isAddress,
            open: { path, isReadOnly in
                if PostgresAddress.isAddress(path) { return try PostgresDatabase.open(path, isReadOnly: isReadOnly) }
                return try SQLiteDatabase.open(path, isReadOnly: isReadOnly)
            }, create: { try SQLiteDatabase.create($0) })
        let surroundings = Surroundings(
            login: NSUserName(), now: { Moment(seconds: Int64(Date().timeIntervalSince1970)) },
            identity: {
                (UInt64.random(in: 0...UInt64.max) & ~0xF000 | 0x4000, UInt64.random(in: 0...UInt64.max) >> 2 | 1 << 63)
            })
        ledger = try OpenLedger.open(
            path ?? place.demonstration, isReadOnly: false, drivers: drivers, surroundings: surroundings)
    }

    /// Reads a finding as the board does when its detail is shown.
    func open(_ number: Int) throws { _ = try ledger.read { try $0.dossier(FindingNumber(number)) } }

    /// One comment through the domain; milliseconds.
    func comment(_ turn: Int) throws -> Double {
        let start = ContinuousClock.now
        _ = try ledger.perform(FilledForm(.comment, values: ["text": ["第\(turn)次"]]), on: FindingNumber(turn), as: nil)
        return (ContinuousClock.now - start) / .milliseconds(1)
    }

    /// The newest event as the columns it is stored in.
    func newest() throws -> EventColumns {
        let found = try ledger.read { reader in
            try reader.connection.first(
                "SELECT stream, version, operation, hash, text FROM events ORDER BY position DESC LIMIT 1"
            ) {
                EventColumns(
                    stream: $0.text(0), operation: $0.text(2), text: $0.text(4), version: $0.int(1), hash: $0.bytes(3))
            }
        }
        guard let found else { throw Workplace.Failed(command: "an empty log") }
        return found
    }

    func copy(to path: String) throws { try (ledger.store.database as? any FileDatabase)?.copy(to: path) }
}
