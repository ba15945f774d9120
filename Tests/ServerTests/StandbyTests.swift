import Foundation
import Ledger
import Office
import PostgresServer
import Rectification
import Requests
import Testing

extension ServerFaults {
    /// A second server follows the first at every commit; the first one goes for good.
    @Suite("A standby")
    struct Standby {
        @Test(
            "a synchronous standby is promoted in the middle of a meeting: every opinion that was taken stands, the meeting goes on"
        )
        func promoted() throws {
            let primary = try PostgresServer(
                settings: ["wal_level=replica", "max_wal_senders=4"], isInMemory: true)
            let office = try OfficeOnServer(primary.url(schema: "meeting"))
            for number in 1...4 { try office.submit(number) }
            let standby = try PostgresServer(settings: ["hot_standby=on"], following: primary, isInMemory: true)
            defer { try? standby.end() }
            try primary.psql("ALTER SYSTEM SET synchronous_standby_names = '*'")
            try primary.psql("SELECT pg_reload_conf()")
            try ServerFaults.wait("a standby in step") {
                try primary.psql("SELECT sync_state FROM pg_stat_replication") == "sync"
            }
            // Both are named: whichever takes writes is the one.
            let url = primary.url(schema: "meeting").replacing(
                "host=\(primary.folder)&port=5432", with: "host=\(primary.folder),\(standby.folder)&port=5432,5432")
            let ledger = try OfficeOnServer.open(url)
            let impatient = try OfficeOnServer.open(url, patience: .milliseconds(500))
            _ = try ledger.openMeeting(
                MeetingDraft(
                    place: "三楼",
                    seats: OfficeOnServer.reviewers.map { MeetingSeatDraft(party: $0.1, person: $0.0) },
                    filter: FindingFilter()), as: nil)
            var taken: [(finding: Int, party: String)] = []
            func opine(_ number: Int, _ reviewer: (String, String), at ledger: OpenLedger) throws {
                _ = try ledger.perform(
                    FilledForm(.agree, values: ["party": [reviewer.1]]), on: FindingNumber(number), as: reviewer.0)
                taken.append((number, reviewer.1))
            }
            for reviewer in OfficeOnServer.reviewers { try opine(1, reviewer, at: ledger) }
            try opine(2, OfficeOnServer.reviewers[0], at: ledger)
            try primary.kill()
            // Until somebody promotes the other there is nobody to write to, and it says so.
            let fault = #expect(throws: LedgerError.self) {
                try opine(2, OfficeOnServer.reviewers[1], at: impatient)
            }
            #expect(fault?.rule == .unavailable && fault?.exitCode == 69)
            try standby.psql("SELECT pg_promote()")
            // Alone now, it waits for nobody.
            try standby.psql("ALTER SYSTEM SET synchronous_standby_names = ''")
            try standby.psql("SELECT pg_reload_conf()")
            let start = ContinuousClock.now
            try opine(2, OfficeOnServer.reviewers[1], at: ledger)
            let first = ContinuousClock.now - start
            try opine(2, OfficeOnServer.reviewers[2], at: ledger)
            for number in 3...4 { for reviewer in OfficeOnServer.reviewers { try opine(number, reviewer, at: ledger) } }
            let found = try ledger.read { reader in
                try (1...4).flatMap { number in
                    try reader.finding(FindingNumber(number)).opinions.map { (number, $0.party.description) }
                }
            }
            print(
                "standby promoted: \(taken.count) opinions taken, \(found.count) found; the first one after it took \(first)"
            )
            #expect(found.count == 12 && taken.count == 12)
            #expect(taken.allSatisfy { one in found.contains { $0 == one } })
            #expect(try ledger.read { try $0.counts(FindingFilter(), today: ledger.today).count(of: .closed) } == 4)
            _ = try ledger.perform(.adjourn, inMeeting: 1, as: nil)
            #expect(try ledger.check().isEmpty)
            try primary.end()
        }
    }
}
