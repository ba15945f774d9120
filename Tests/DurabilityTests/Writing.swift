import Foundation
import Ledger
import LedgerSQLite
import Office
import Rectification
import Testing

/// One way of writing to the disk, and how to tell afterwards whether it happened.
struct Writing: Sendable, CustomTestStringConvertible {
    let kind: String
    /// Each is tried from the same village; `@` is the folder of the trial.
    let commands: [String]
    let happened: @Sendable (_ folder: String, _ before: Int) throws -> Bool

    var testDescription: String { kind }

    static let operation = "0192f0c1-2233-7445-8566-778899aabbcc"

    /// The events of an operation are all there or none is, and nothing else came or went.
    private static func byOperation(_ folder: String, _ before: Int) throws -> Bool {
        try isWritten(to: folder + "/ledger.db", after: before)
    }

    /// Whoever only reads finds the ledger whole too, and nobody needs to have written before.
    private static func byFirstOperation(_ folder: String, _ before: Int) throws -> Bool {
        let path = folder + "/empty.db"
        let reader = try SQLiteDatabase.open(path, isReadOnly: true)
        #expect(try reader.integrityProblems() == [])
        try reader.close()
        return try isWritten(to: path, after: try Village.made.get().emptyHead)
    }

    private static func isWritten(to path: String, after before: Int) throws -> Bool {
        let ledger = try Village.open(path)
        #expect(try ledger.check() == [])
        return try ledger.read { reader in
            let span = try reader.connection.first(
                "SELECT first, count FROM operations WHERE operation = ?", [.text(operation)]
            ) { (first: $0.int(0), count: $0.int(1)) }
            guard let span else {
                #expect(try reader.head() == before)
                return false
            }
            #expect(span.first == before + 1)
            #expect(try reader.head() == before + span.count)
            return true
        }
    }

    /// The ledger is as it was, and has its read models.
    private static func unchanged(_ folder: String, _ before: Int) throws {
        let ledger = try Village.open(folder + "/ledger.db")
        #expect(try ledger.check() == [])
        #expect(try ledger.head() == before)
    }

    private static func isWhole(_ path: String) throws -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return false }
        let ledger = try Village.open(path)
        #expect(try ledger.check() == [])
        return true
    }

    private static let write = " --operation \(operation)"

    static let all: [Writing] = [
        Writing(
            kind: "transitions",
            commands: [
                "--as 张会计 start 1 --goal 好 --measure 改 --person 张会计", "--as 张会计 report 2 --measure-done 1",
                "--as 张会计 submit 3 --pledge 张书记",
            ].map { $0 + write }, happened: byOperation),
        Writing(
            kind: "opinions and closure",
            commands: [
                "--as 王五 opine 4 --party inspection agree",
                "--as 李四 opine 4 --party discipline disagree --code noEvidence --reason 无数据 --deadline 2027-01-31",
                "--as 赵六 opine 5 --party organisation agree",
            ].map { $0 + write }, happened: byOperation),
        Writing(kind: "import", commands: ["import @/../files/台账.csv --round 第六轮" + write], happened: byOperation),
        Writing(
            kind: "first import", commands: ["import @/../files/长台账.csv --round 第六轮" + write],
            happened: byFirstOperation),
        Writing(
            kind: "evidence",
            commands: ["attach 2 @/../files/照片.bin", "attach 3 @/../files/照片.bin"].map { "--as 张会计 " + $0 + write },
            happened: byOperation),
        Writing(kind: "init", commands: ["init --practice --admin 周主任"]) { folder, _ in
            try isWhole(folder + "/new/ledger.db")
        },
        Writing(kind: "rebuild", commands: ["rebuild"]) { folder, before in
            try unchanged(folder, before)
            return true
        },
        Writing(kind: "backup", commands: ["backup @/copy"]) { folder, before in
            try unchanged(folder, before)
            guard FileManager.default.fileExists(atPath: folder + "/copy") else { return false }
            return try isWhole(folder + "/copy/ledger.db")
        },
        Writing(kind: "restore", commands: ["restore @/backup"]) { folder, _ in
            try isWhole(folder + "/new/ledger.db")
        },
    ]

    /// Arguments of a command in a trial's folder.
    func arguments(_ command: String, _ folder: String) -> [String] {
        let name = ["init": "/new/ledger.db", "restore": "/new/ledger.db", "first import": "/empty.db"]
        let words = command.split(separator: " ").map { String($0).replacing("@", with: folder) }
        return ["--ledger", folder + (name[kind] ?? "/ledger.db"), "--json"] + words
    }
}
