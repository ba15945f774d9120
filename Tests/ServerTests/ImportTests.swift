import Foundation
import Ledger
import Office
import PostgresServer
import Rectification
import Requests
import Synchronization
import Testing

extension ServerFaults {
    /// A ledger's file taken in by a server, beside the same file taken in by SQLite.
    @Suite("Importing")
    struct Importing {
        private static func folder() throws -> String {
            let url = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-in-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            return url.path
        }

        /// A file with many units, marks of every column, quotes and brackets in texts, and a bad row here and there.
        private static func file(_ rows: Int, _ change: (Int) -> String = { _ in "" }) throws -> String {
            let path = try folder() + "/ledger.csv"
            var lines = ["序号,责任单位,反馈问题,问题类别,整改时限,责任领导,整改措施,完成情况,是否销号,是否重点关注"]
            for row in 1...rows {
                let deadline = row % 97 == 0 ? "2026年2月30日" : "2026-\(row % 12 + 1)-15"
                let unit = row % 5 == 0 ? "下应街道/第\(row % 40)社区" : "第\(row % 70)村"
                let text = "误工补助{\(row)}支出\\异常，“见\"\"附件\"\"”\(change(row))"
                lines.append(
                    "\(row),\(unit),\"\(text)\",作风 / 误工,\(deadline),\(row % 3 == 0 ? "李书记" : ""),1.修订办法；2.追回资金,"
                        + "\(row % 4 == 0 ? "已完成,是" : "未完成,否"),\(row % 6 == 0 ? "是" : "")")
            }
            try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
            return path
        }

        private static func made(_ place: String) throws -> OpenLedger {
            // The same identities in the same order, so that rows can be compared whole.
            let count = Count()
            let ledger = try OpenLedger.create(
                place, settings: LedgerSettings(name: "测试", crypto: .standard, isPractice: true), administrator: "周主任",
                drivers: OfficeOnServer.drivers,
                surroundings: Surroundings(
                    login: "tester", now: { Moment(seconds: 1_795_000_000) },
                    identity: { (0x7000, 1 << 63 | count.next()) }))
            _ = try ledger.addRound(
                "第六轮", mode: .linked, entered: nil, feedback: Day(iso: "2025-10-30"), as: nil, WriteOptions())
            return ledger
        }

        private final class Count: Sendable {
            private let value = Mutex<UInt64>(0)
            func next() -> UInt64 {
                value.withLock {
                    $0 += 1
                    return $0
                }
            }
        }

        private static func take(_ file: String, _ ledger: OpenLedger) throws -> ImportReport {
            try ledger.importLedger(
                ImportRequest(file: file, round: "第六轮", sheet: nil, mapFile: nil, isStrict: false), as: nil,
                WriteOptions(), progress: { _, _ in })
        }

        private static func rows(_ ledger: OpenLedger) throws -> [FindingRow] {
            try ledger.read { reader in
                var rows: [FindingRow] = []
                try reader.forEach(FindingFilter(), order: .number, today: ledger.today) { row in
                    rows.append(row)
                    return true
                }
                return rows
            }
        }

        private static func figures(_ ledger: OpenLedger) throws -> [String] {
            try ledger.read { reader in
                let today = ledger.today
                return ["\(try reader.counts(FindingFilter(), today: today))"]
                    + (try [CountField.unit, .round, .stage, .month, .leader].flatMap {
                        try reader.counts(by: $0, FindingFilter(), today: today).map { "\($0)" }.sorted()
                    })
            }
        }

        @Test(
            "the same file on a server and on SQLite: the same report, rows, figures and words that are found; a second time nothing is filed, and only what was changed is corrected"
        )
        func same() throws {
            let file = try Self.file(600)
            let places = [try ServerFaults.url(), try Self.folder() + "/ledger.db"]
            let ledgers = try places.map(Self.made)
            let reports = try ledgers.map { try Self.take(file, $0) }
            #expect(reports[0] == reports[1])
            #expect(reports[0].filed == 594 && reports[0].refused == 6)
            #expect(try Self.rows(ledgers[0]) == Self.rows(ledgers[1]))
            #expect(try Self.figures(ledgers[0]) == Self.figures(ledgers[1]))
            var filter = FindingFilter()
            filter.text = "{77}"
            for ledger in ledgers {
                let found = try ledger.read {
                    try $0.page(PageRequest(filter: filter, order: .number, limit: 10), today: ledger.today)
                }
                #expect(found.map(\.externalNumber) == ["77"])
                #expect(try ledger.check().isEmpty)
                let head = try ledger.head()
                let again = try Self.take(file, ledger)
                #expect(again.filed == 0 && again.unchanged == 594)
                #expect(try ledger.head() == head)
            }
            let changed = try Self.file(600) { $0 % 50 == 1 ? "（改）" : "" }
            let corrections = try ledgers.map { try Self.take(changed, $0) }
            #expect(corrections[0] == corrections[1])
            #expect(corrections[0].updated == 12 && corrections[0].filed == 0)
            #expect(try Self.rows(ledgers[0]) == Self.rows(ledgers[1]))
            #expect(try Self.figures(ledgers[0]) == Self.figures(ledgers[1]))
            for ledger in ledgers { #expect(try ledger.check().isEmpty) }
        }

        @Test(
            "few findings need no indexes for lists: whoever files more has them made, an import that is not kept leaves none, and check names one that is missing"
        )
        func indexes() throws {
            let server = try ServerFaults.own.get()
            let url = try ServerFaults.url()
            let ledger = try Self.made(url)
            let schema = String(url.split(separator: "#").last ?? "")
            func count() throws -> String {
                try server.psql(
                    """
                    SELECT count(*) FROM pg_indexes WHERE schemaname = '\(schema)' AND tablename IN ('findings', 'search')
                    """)
            }
            // Keys, and a small one for each preset of the desk.
            let few = 3 + 11
            #expect(try count() == String(few))
            #expect(try Self.take(try Self.file(150), ledger).filed == 149)
            let more = try Self.file(300)
            let strict = try ledger.importLedger(
                ImportRequest(file: more, round: "第六轮", sheet: nil, mapFile: nil, isStrict: true), as: nil,
                WriteOptions(), progress: { _, _ in })
            #expect(strict.filed == 0 && strict.refused == 3)
            #expect(try count() == String(few))
            #expect(try ledger.check().isEmpty)
            #expect(try Self.take(more, ledger).filed == 148)
            #expect(try count() == String(few + Schema.listIndexNames.count + 1))
            #expect(try ledger.check().isEmpty)
            try server.psql(
                """
                DROP INDEX \(schema).findings_by_due;
                REVOKE EXECUTE ON FUNCTION \(schema).make_list_indexes() FROM \(schema)_app
                """)
            #expect(
                try ledger.check().map(\.detail) == [
                    "index findings_by_due: missing", "make_list_indexes(): \(schema)_app lacks EXECUTE",
                ])
        }

        @Test("an import cut off by the server leaves nothing, and asked again is whole")
        func cut() throws {
            let server = try ServerFaults.own.get()
            let file = try Self.file(2_000)
            let ledger = try Self.made(try ServerFaults.url())
            let head = try ledger.head()
            let fault = #expect(throws: LedgerError.self) {
                _ = try ledger.importLedger(
                    ImportRequest(file: file, round: "第六轮", sheet: nil, mapFile: nil, isStrict: false), as: nil,
                    WriteOptions(),
                    progress: { done, _ in if done > 1_000 { _ = try? server.terminateConnections() } })
            }
            #expect(fault?.rule == .unavailable)
            #expect(try ledger.head() == head)
            #expect(try Self.take(file, ledger).filed == 2_000 - 2_000 / 97)
            #expect(try ledger.check().isEmpty)
        }
    }
}
