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

    /// Waits until something was posted since the last wait; false when the time is over.
    func wait(until end: ContinuousClock.Instant) -> Bool {
        let left = end - .now
        guard left > .zero else { return false }
        let (seconds, attoseconds) = left.components
        let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        return arrived.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success
    }
}
