import Foundation
import Ledger
import LedgerSQLite
import Office
import Rectification
import Testing

/// A ledger with a finding in every stage, made once and copied for every trial.
struct Village {
    /// Holds `ledger.db`, its evidence, a backup.
    let folder: String
    /// Holds what commands read.
    let files: String
    /// Position of its newest event; read once, since a look would make files beside a ledger that is being copied.
    private(set) var head = 0
    /// Of `empty.db`, a ledger without findings that lies beside.
    private(set) var emptyHead = 0

    static let made = Result { try Village() }

    private init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-durable-\(UUID().uuidString)")
        folder = url.appendingPathComponent("village").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        files = url.appendingPathComponent("files").path
        try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: true)
        func run(_ line: String, on ledger: String = "ledger.db") throws {
            let ending = try FaultyDisk.run(
                ["--ledger", folder + "/" + ledger] + line.split(separator: " ").map(String.init), in: folder)
            try #require(ending.code == 0, "\(line): \(ending.errors)")
        }
        try Data(repeating: 0x41, count: 5_000).write(to: URL(fileURLWithPath: files + "/票据.txt"))
        try Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 >> 8 ^ $0) }).write(
            to: URL(fileURLWithPath: files + "/照片.bin"))
        let rows = (1...300).map { "\($0),第\($0 % 40)村,误工补助支出异常第\($0)项,作风,2027-06-30" }.joined(separator: "\n")
        try ("序号,责任单位,反馈问题,问题类别,整改时限\n" + rows).write(
            toFile: files + "/台账.csv", atomically: true, encoding: .utf8)
        // Long enough to be taken in as the first rows of an empty ledger are; see `LedgerDatabase.filling`.
        let long = (1...300).map {
            "\($0),第\($0 % 40)村,\(String(repeating: "误工补助支出异常", count: 20))第\($0)项,作风,2027-06-30"
        }.joined(separator: "\n")
        try ("序号,责任单位,反馈问题,问题类别,整改时限\n" + long).write(
            toFile: files + "/长台账.csv", atomically: true, encoding: .utf8)
        for line in ["init --practice --admin 周主任", "round add 第六轮 --feedback 2026-10-30"] {
            try run(line, on: "empty.db")
        }
        for line in [
            "init --practice --admin 周主任", "round add 第六轮 --feedback 2026-10-30",
            "organisation add 下应街道 --kind town", "organisation add 江六村 --kind village --parent 下应街道",
            "person add 张会计 --organisation 江六村 --role unit",
            "person add 王五 --organisation 巡察一组 --role reviewer --party inspection",
            "person add 李四 --organisation 纪工委 --role reviewer --party discipline",
            "person add 赵六 --organisation 组织部 --role reviewer --party organisation",
        ] { try run(line) }
        for number in 1...6 {
            try run("file --round 第六轮 --unit 江六村 --text 问题\(number) --category 作风 --deadline 2027-06-30")
            if number > 1 { try run("--as 张会计 start \(number) --goal 好 --measure 改 --person 张会计") }
            if number > 2 {
                try run("--as 张会计 report \(number) --measure-done 1 --completion done --effect 好 --inference 已自查")
                try run("--as 张会计 attach \(number) \(files)/票据.txt")
            }
            if number > 3 { try run("--as 张会计 submit \(number) --pledge 张书记") }
            if number > 4 {
                try run("--as 王五 opine \(number) --party inspection agree")
                try run("--as 李四 opine \(number) --party discipline agree")
            }
            if number > 5 { try run("--as 赵六 opine \(number) --party organisation agree") }
        }
        try run("backup \(folder)/backup")
        head = try Self.open(folder + "/ledger.db").head()
        emptyHead = try Self.open(folder + "/empty.db").head()
    }

    /// A fresh copy in a folder beside.
    func copy(_ name: String) throws -> String {
        let copy = (folder as NSString).deletingLastPathComponent + "/" + name
        try? FileManager.default.removeItem(atPath: copy)
        try FileManager.default.copyItem(atPath: folder, toPath: copy)
        return copy
    }

    static let drivers = Drivers(
        open: { try SQLiteDatabase.open($0, isReadOnly: $1) }, create: { try SQLiteDatabase.create($0) })

    static func open(_ path: String) throws -> OpenLedger {
        try OpenLedger.open(
            path, isReadOnly: false, drivers: drivers,
            surroundings: Surroundings(
                login: "tester", now: { Moment(seconds: 1_795_000_000) },
                identity: { (UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max)) }))
    }
}
