import Ledger
import LedgerPostgres
import Rectification
import Testing

@Suite("News of what others write", .timeLimit(.minutes(5)))
struct NewsTests {
    /// Asks as the board does, until there is news or a second is over.
    private func hears(_ database: any LedgerDatabase, within limit: Duration = .seconds(1)) throws -> Bool {
        let end = ContinuousClock.now + limit
        repeat {
            if try database.hasNews() { return true }
        } while ContinuousClock.now < end
        return false
    }

    @Test(
        "what another writes is news within a second, then there is none; what was not kept is none",
        arguments: Driver.allCases)
    func news(driver: Driver) throws {
        let rig = try Rig(driver)
        let listener = try driver.open(rig.path, isReadOnly: true)
        // Whoever just came has seen nothing.
        #expect(try listener.hasNews())
        #expect(try !hears(listener, within: .milliseconds(200)))
        for round in 0..<3 {
            for text in ["一", "二", "三"] { try rig.file(text + "\(round)") }
            #expect(try hears(listener))
            // At most once for each write; most often once for all.
            var more = 0
            while try hears(listener, within: .milliseconds(200)) { more += 1 }
            #expect(more < 3)
        }
        // What was decided and not kept is none.
        _ = try rig.store.write(Rig.request("dry"), isDryRun: true) { session in
            let finding = try session.reader.finding(FindingNumber(1))
            _ = try session.append([Rig.started], to: finding, id: finding.id, by: Rig.author)
        }
        #expect(try !hears(listener, within: .milliseconds(200)))
    }

    @Test("the next try comes later each time, up to a limit, and never at the same moment as everybody's")
    func backoff() {
        var even = Backoff(first: .milliseconds(100), most: .seconds(1))
        #expect((0..<6).map { _ in even.next(0.5) } == [0.1, 0.2, 0.4, 0.8, 1, 1].map { .seconds($0) })
        var early = Backoff(first: .milliseconds(100), most: .seconds(1))
        var late = early
        for step in [100, 200, 400, 800, 1000, 1000] {
            #expect(early.next(0) == .milliseconds(step / 2))
            #expect(late.next(1) == .milliseconds(step * 3 / 2))
        }
    }

    @Test("a schema may be called by a word of SQL")
    func words() throws {
        let address = try Driver.postgres.place().split(separator: "#").first ?? ""
        for word in ["user", "order", "full"] {
            let path = "\(address)#\(word)"
            let store = try LedgerStore.create(
                in: try PostgresDatabase.create(path), ledger: Rig.id(7),
                settings: LedgerSettings(name: "测试", crypto: .standard, isPractice: true), request: Rig.request("init"),
                by: Rig.author
            ) { _ in }
            #expect(try store.check().isEmpty)
        }
    }
}
