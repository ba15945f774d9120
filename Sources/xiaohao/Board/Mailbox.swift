import BoardUI
import Dispatch
import Synchronization
import Terminal

/// Where background work leaves its answers for the loop.
final class Mailbox: Sendable {
    private let messages = Mutex<[Message]>([])
    private let arrived = DispatchSemaphore(value: 0)

    func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        arrived.signal()
        TerminalWake.ring()
    }

    func take() -> [Message] {
        messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }

    /// Wakes whoever waits, without a message: what was asked for is done.
    func wake() { arrived.signal() }

    /// From here on only what comes new ends a wait.
    func listen() { while arrived.wait(timeout: .now()) == .success {} }

    /// Waits until something was posted, or a queue is done; false when the time is over.
    func wait(until end: ContinuousClock.Instant) -> Bool {
        let left = end - .now
        guard left > .zero else { return false }
        let (seconds, attoseconds) = left.components
        let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        return arrived.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success
    }
}
