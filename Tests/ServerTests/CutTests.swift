import Foundation
import Ledger
import Office
import PostgresServer
import Rectification
import Synchronization
import Testing

extension ServerFaults {
    /// Connections that break, servers that end: nothing that was acknowledged is lost, nothing is there twice.
    @Suite("Cut off")
    struct Cuts {
        /// Whatever happens in `body`, those who work meanwhile hear of the end.
        private static func finally(_ isOver: borrowing Mutex<Bool>, _ body: () throws -> Void) throws {
            defer { isOver.withLock { $0 = true } }
            try body()
        }

        @Test("two hundred writes cut off while they are committed: none lost, none twice, each answered in the end")
        func commits() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            try office.file(1)
            let proxy = try PostgresProxy(to: try ServerFaults.own.get())
            defer { proxy.end() }
            let ledger = try OfficeOnServer.open(try ServerFaults.url(office.url, through: proxy.folder))
            let rounds = 200
            for round in 0..<rounds {
                proxy.cutNextCommit(round % 2 == 0 ? .after : .before)
                try ledger.comment("\(round)")
            }
            let found = try office.ledger.comments()
            print(
                "cut off while committing: \(proxy.cuts) of \(rounds); found \(found.count), \(Set(found).count) different"
            )
            #expect(proxy.cuts == rounds)
            #expect(found == (0..<rounds).map(String.init))
            #expect(try office.ledger.check().isEmpty)
        }

        @Test("whoever does not wait is told that the outcome is unknown; the same operation sent again happens once")
        func impatient() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            try office.file(1)
            let proxy = try PostgresProxy(to: try ServerFaults.own.get())
            defer { proxy.end() }
            let ledger = try OfficeOnServer.open(
                try ServerFaults.url(office.url, through: proxy.folder), patience: .zero)
            for cut in [PostgresProxy.Cut.before, .after] {
                let operation: OperationID = OfficeOnServer.surroundings.make()
                proxy.cutNextCommit(cut, staysAway: true)
                let fault = #expect(throws: LedgerError.self) { try ledger.comment("\(cut)", operation) }
                #expect(fault?.rule == .outcomeUnknown && fault?.exitCode == 69)
                #expect(fault?.facts["operation"] == operation.description)
                proxy.refuse(false)
                try ledger.comment("\(cut)", operation)
            }
            #expect(try office.ledger.comments() == ["before", "after"])
        }

        @Test("what is broken off while its answer is long in coming is over: it is not asked again on another line")
        func brokenOff() throws {
            let office = try OfficeOnServer(try ServerFaults.url())
            try office.file(1)
            let proxy = try PostgresProxy(to: try ServerFaults.own.get())
            defer { proxy.end() }
            let ledger = try OfficeOnServer.open(try ServerFaults.url(office.url, through: proxy.folder))
            #expect(try ledger.comments().isEmpty)
            // What is on its way now arrives in a minute, what is said after it at once.
            proxy.slow(by: .seconds(60))
            let group = DispatchGroup()
            let isOver = Mutex(false)
            Thread.detach(group) {
                try? ServerFaults.wait("the question") { proxy.held > 0 }
                proxy.slow(by: .zero)
                while !isOver.withLock({ $0 }) {
                    ledger.store.database.interrupt()
                    usleep(2_100_000)
                }
            }
            let fault = #expect(throws: LedgerError.self) { try ledger.comments() }
            isOver.withLock { $0 = true }
            #expect(fault?.rule == .interrupted)
            group.wait()
            #expect(try ledger.comments().isEmpty)
        }

        @Test("connections terminated under load: every write is done once, and readers notice nothing")
        func terminated() throws {
            let server = try ServerFaults.own.get()
            let office = try OfficeOnServer(try ServerFaults.url())
            try office.file(1)
            let done = Mutex<[String]>([])
            let refused = Mutex(0)
            let unknown = Mutex<[String]>([])
            let isOver = Mutex(false)
            let group = DispatchGroup()
            for writer in 0..<4 {
                let ledger = try OfficeOnServer.open(office.url)
                Thread.detach(group) {
                    var turn = 0
                    while !isOver.withLock({ $0 }) {
                        let text = "\(writer) \(turn)"
                        turn += 1
                        do {
                            try ledger.comment(text)
                            done.withLock { $0.append(text) }
                        } catch let error as LedgerError where error.rule == .outcomeUnknown {
                            unknown.withLock { $0.append(text) }
                        } catch { refused.withLock { $0 += 1 } }
                    }
                }
            }
            var ends = 0
            try Self.finally(isOver) {
                while ends < 60 {
                    let before = done.withLock { $0.count }
                    ends += try server.terminateConnections()
                    // Everybody is at work again before the next blow.
                    try ServerFaults.wait("writes") { done.withLock { $0.count } >= before + 8 }
                }
            }
            group.wait()
            let found = try office.ledger.comments()
            let acknowledged = done.withLock { $0 }
            print(
                "connections terminated: \(ends); acknowledged \(acknowledged.count), refused \(refused.withLock { $0 }), found \(found.count)"
            )
            #expect(Set(acknowledged).isSubset(of: found), "acknowledged writes were lost")
            #expect(Set(found).count == found.count, "something happened twice")
            // What was refused was not written: nothing is there that nobody was told of.
            let told = unknown.withLock { $0 }
            #expect(Set(found).subtracting(acknowledged).isSubset(of: told), "\(told)")
            #expect(try office.ledger.check().isEmpty)
        }

        @Test(
            "a server killed and started again: what was acknowledged is there, and whoever kept the ledger open goes on"
        )
        func killed() throws {
            let server = try ServerFaults.own.get()
            let office = try OfficeOnServer(try ServerFaults.url())
            try office.file(1)
            let done = Mutex<[String]>([])
            let refused = Mutex(0)
            let unknown = Mutex<[String]>([])
            let isOver = Mutex(false)
            let group = DispatchGroup()
            for writer in 0..<3 {
                let ledger = try OfficeOnServer.open(office.url)
                Thread.detach(group) {
                    var turn = 0
                    while !isOver.withLock({ $0 }) {
                        let text = "\(writer) \(turn)"
                        turn += 1
                        do {
                            try ledger.comment(text)
                            done.withLock { $0.append(text) }
                        } catch let error as LedgerError where error.rule == .outcomeUnknown {
                            unknown.withLock { $0.append(text) }
                        } catch {
                            refused.withLock { $0 += 1 }
                            usleep(20_000)
                        }
                    }
                }
            }
            func written(_ count: Int) throws {
                let before = done.withLock { $0.count }
                try ServerFaults.wait("writes") { done.withLock { $0.count } >= before + count }
            }
            try Self.finally(isOver) {
                for _ in 0..<3 {
                    try written(20)
                    try server.kill()
                    try server.start()
                }
                try written(5)
            }
            group.wait()
            let acknowledged = done.withLock { $0 }
            let found = try office.ledger.comments()
            let lost = Set(acknowledged).subtracting(found).count
            print(
                "server killed 3 times: acknowledged \(acknowledged.count), refused \(refused.withLock { $0 }), unknown \(unknown.withLock { $0.count }), lost \(lost), found \(found.count)"
            )
            #expect(lost == 0)
            #expect(Set(found).count == found.count)
            // Nothing is there that nobody was told of: what was refused was not written, unless it was said that it may be.
            let told = unknown.withLock { $0 }
            #expect(Set(found).subtracting(acknowledged).isSubset(of: told), "\(told)")
            #expect(try office.ledger.check().isEmpty)
        }
    }
}

extension Thread {
    /// Runs something beside this thread; the group knows when it is over.
    static func detach(_ group: DispatchGroup, _ body: @escaping @Sendable () -> Void) {
        group.enter()
        detachNewThread {
            body()
            group.leave()
        }
    }
}
