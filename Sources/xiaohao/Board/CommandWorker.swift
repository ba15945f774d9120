import ArgumentParser
import BoardUI
import Dispatch
import Foundation
import Ledger
import Office
import Screen
import Synchronization
import Wording

/// Runs the commands of `:` on a connection of its own, so that a long one holds up neither keys nor columns.
final class CommandWorker: Sendable {
    private let global: GlobalOptions
    private let barred: Complaint?
    private let mailbox: Mailbox
    private let work: WorkQueue
    private let ledger = Mutex<OpenLedger?>(nil)

    /// - Parameter barred: why nothing can be written; `nil`: it can.
    init(_ global: GlobalOptions, barred: Complaint?, _ mailbox: Mailbox) {
        self.global = global
        self.barred = barred
        self.mailbox = mailbox
        work = WorkQueue("xiaohao.commands", mailbox)
    }

    func run(_ line: String, as actor: String?) {
        work.run(line) {
            try? CommandHistory.append(line)
            let inside = InsideSession(
                ledger: try self.opened(), actor: actor, language: self.global.words.language,
                barred: self.barred, progress: { self.work.report($0, $1) },
                isCancelled: { self.work.isCancelled })
            var trouble: Message.Trouble?
            do {
                try inside.run(line)
            } catch {
                // A request for help is answered in the pane like any other output.
                if let complaint = Failure.complaint(error) {
                    trouble = Message.Trouble(complaint)
                } else {
                    inside.printed.append(Xiaohao.fullMessage(for: error))
                }
            }
            if let sheet = inside.proposals { return self.mailbox.post(.intake(.opened(sheet))) }
            let lines = inside.printed.lines.map { VisibleText.line($0) }
            self.mailbox.post(.ran(Message.CommandReply(line: line, output: lines, trouble: trouble)))
        }
    }

    func cancel() {
        if let ledger = ledger.withLock({ $0 }) { work.cancel(ledger) }
    }

    private func opened() throws -> OpenLedger {
        if let open = ledger.withLock({ $0 }) { return open }
        let open = try global.open(forReading: barred != nil)
        ledger.withLock { $0 = open }
        return open
    }
}
