import BoardUI
import Dispatch
import Synchronization
import Terminal

/// Where background work leaves its answers for the loop.
final class Mailbox: Sendable {
    private struct Letter {
        let message: Message
        let isWanted: @Sendable () -> Bool
    }

    private let letters = Mutex<[Letter]>([])
    private let arrived = DispatchSemaphore(value: 0)

    /// - Parameter isWanted: asked when it is taken; what nobody wants by then was never there.
    func post(_ message: Message, while isWanted: @escaping @Sendable () -> Bool = { true }) {
        letters.withLock { $0.append(Letter(message: message, isWanted: isWanted)) }
        arrived.signal()
        TerminalWake.ring()
    }

    func take() -> [Message] {
        let taken = letters.withLock { letters in
            defer { letters = [] }
            return letters
        }
        return taken.filter { $0.isWanted() }.map(\.message)
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
