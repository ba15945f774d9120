import BoardUI
import Ledger
import Office
import Requests
import Synchronization
import Wording

/// Looks for groups of similar findings on a connection of its own, opened when triage is first shown: over a large ledger that takes seconds, with progress, until it is told to stop.
final class GroupWorker: Sendable {
    private let global: GlobalOptions
    private let mailbox: Mailbox
    private let work: WorkQueue
    private let ledger = Mutex<OpenLedger?>(nil)

    init(_ global: GlobalOptions, _ mailbox: Mailbox) {
        self.global = global
        self.mailbox = mailbox
        work = WorkQueue("xiaohao.groups", mailbox)
    }

    func group(generation: Int) {
        let label = global.words["triage.grouping"]
        work.run(label) {
            do {
                let ledger = try self.opened()
                let head = try ledger.head()
                let rows = try ledger.suggestions(FindingFilter()) { done, total in
                    if self.work.isCancelled { throw LedgerError(.interrupted) }
                    self.work.report(done, total)
                }
                self.mailbox.post(.triage(.suggested(rows, generation: generation, head: head)))
            } catch {
                self.mailbox.post(.triage(.notGrouped(Message.Trouble(Complaint(error)))))
            }
        }
    }

    func cancel() {
        if let ledger = ledger.withLock({ $0 }) { work.cancel(ledger) }
    }

    private func opened() throws -> OpenLedger {
        if let open = ledger.withLock({ $0 }) { return open }
        let open = try global.open(forReading: true)
        ledger.withLock { $0 = open }
        return open
    }
}
