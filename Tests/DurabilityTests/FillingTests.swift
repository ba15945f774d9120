import Foundation
import Ledger
import LedgerSQLite
import Testing

/// How an empty ledger's file takes its first rows: by a journal when nobody else has it open, and by the log as soon as it has them (`LedgerDatabase.filling`).
@Suite("Filling")
struct FillingTests {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-filling-\(UUID()).db")
        .path

    private func modes(_ database: SQLiteDatabase) throws -> [String] {
        try database.read { connection in
            try ["journal_mode", "synchronous"].map { name in
                try connection.first("PRAGMA \(name)") { $0.text(0) } ?? ""
            }
        }
    }

    @Test("alone: a journal whose removal is synced too, and the log again afterwards, also after a failure")
    func alone() throws {
        struct Broken: Error {}
        let database = try SQLiteDatabase.create(path)
        #expect(try modes(database) == ["wal", "2"])
        #expect(try database.filling { try modes(database) } == ["delete", "3"])
        #expect(try modes(database) == ["wal", "2"])
        #expect(throws: Broken.self) { try database.filling { throw Broken() } }
        #expect(try modes(database) == ["wal", "2"])
    }

    @Test("beside somebody who has the ledger open: by the log, as every other write")
    func besideOthers() throws {
        let database = try SQLiteDatabase.create(path)
        let other = try SQLiteDatabase.open(path, isReadOnly: true)
        #expect(try modes(other).first == "wal")
        #expect(try database.filling { try modes(database) } == ["wal", "2"])
        try other.close()
        #expect(try database.filling { try modes(database) } == ["delete", "3"])
    }

    @Test("who comes while the first rows are written finds the ledger as it was, and writes after them, durably")
    func meanwhile() throws {
        let database = try SQLiteDatabase.create(path)
        var late: SQLiteDatabase?
        try database.filling {
            try database.write { connection in
                try connection.execute("CREATE TABLE rows (number INTEGER)", [])
                try connection.execute("INSERT INTO rows VALUES (1)", [])
                let other = try SQLiteDatabase.open(path, isReadOnly: false)
                #expect(try modes(other) == ["delete", "3"])
                late = other
                return ((), true)
            }
        }
        let other = try #require(late)
        #expect(try modes(database).first == "wal")
        try other.write { connection in
            try connection.execute("INSERT INTO rows VALUES (2)", [])
            return ((), true)
        }
        #expect(try modes(other).first == "wal")
        #expect(try database.read { try $0.rows("SELECT number FROM rows ORDER BY number") { $0.int(0) } } == [1, 2])
    }
}
