import BoardUI
import Dispatch
import Foundation
import Ledger
import Office
import Synchronization

/// One thing after the other, away from the keyboard: says when something takes longer than a person waits, and breaks it off when asked.
final class WorkQueue: Sendable {
    private struct Job {
        var number = 0
        var waiting = 0
        /// How many of those the next frame is for.
        var awaited = 0
        /// Number of the job that was told to stop.
        var cancelled = 0
        var runs = false
        /// The screen was told that it takes long.
        var isShown = false
        var what = ""
        var lastReport = ContinuousClock.now
    }

    /// After this long a person wonders (screens.md, “Busy”).
    private static let patience = DispatchTimeInterval.milliseconds(200)

    private let mailbox: Mailbox
    private let queue: DispatchQueue
    private let job = Mutex(Job())

    init(_ label: String, _ mailbox: Mailbox) {
        self.mailbox = mailbox
        queue = DispatchQueue(label: label)
    }

    /// What runs now was told to stop; for work that asks no database.
    var isCancelled: Bool { job.withLock { $0.runs && $0.cancelled == $0.number } }

    var isBusy: Bool { job.withLock { $0.waiting > 0 } }

    var isAwaited: Bool { job.withLock { $0.awaited > 0 } }

    /// - Parameters:
    ///   - what: what the screen calls it; blank for a question to the ledger.
    ///   - isAwaited: whether a frame is held back a little for it.
    func run(_ what: String = "", isAwaited: Bool = true, _ work: @escaping @Sendable () throws -> Void) {
        job.withLock { job in
            job.waiting += 1
            if isAwaited { job.awaited += 1 }
        }
        queue.async {
            let number = self.job.withLock { job in
                job.number += 1
                job.runs = true
                job.what = what
                return job.number
            }
            DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { self.showIfStillThere(number) }
            do { try work() } catch { self.mailbox.post(.refused(Message.Trouble(Complaint(error)))) }
            let isDone = self.job.withLock { job in
                job.waiting -= 1
                if isAwaited { job.awaited -= 1 }
                job.runs = false
                if job.isShown { self.mailbox.post(.busy(nil)) }
                job.isShown = false
                return job.waiting == 0 || isAwaited && job.awaited == 0
            }
            if isDone { self.mailbox.wake() }
        }
    }

    /// Under the lock, as all that is said of a job: what it says of its end is said last.
    private func showIfStillThere(_ number: Int) {
        job.withLock { job in
            guard job.runs, job.number == number else { return }
            job.isShown = true
            mailbox.post(.busy(Busy(what: job.what)))
        }
    }

    /// How far the work is; said at most ten times a second.
    func report(_ done: Int, _ total: Int) {
        job.withLock { job in
            let now = ContinuousClock.now
            guard job.runs, job.isShown, now - job.lastReport > .milliseconds(100) else { return }
            job.lastReport = now
            mailbox.post(.busy(Busy(what: job.what, done: done, total: total)))
        }
    }

    /// Breaks off what runs now, if it is what is meant: its statements are interrupted until it gives up.
    func cancel(_ ledger: OpenLedger, where isMeant: () -> Bool = { true }) {
        let running = job.withLock { job -> Int? in
            guard job.runs, isMeant() else { return nil }
            job.cancelled = job.number
            return job.number
        }
        guard let number = running else { return }
        DispatchQueue.global().async {
            // Under the lock: what comes next is never hit instead.
            while self.job.withLock({ job in
                guard job.runs, job.number == number else { return false }
                ledger.store.database.interrupt()
                return true
            }) { usleep(500) }
        }
    }

    /// Waits until everything asked for is done.
    func finish() { queue.sync {} }
}
