import Dispatch
import Foundation
internal import Synchronization

/// Work on one thing after the other, on all cores, whose results are taken in the order in which it was given.
struct AllCores<Input: Sendable, Output: Sendable> {
    private final class Task: Sendable {
        private let result = Mutex<Result<Output, any Error>?>(nil)
        private let isDone = DispatchSemaphore(value: 0)

        func finish(_ result: Result<Output, any Error>) {
            self.result.withLock { $0 = result }
            isDone.signal()
        }

        /// Lets go of the result.
        func forget() { result.withLock { $0 = nil } }

        func wait() throws -> Output? {
            isDone.wait()
            return try result.withLock { $0 }?.get()
        }
    }

    private var waiting: [Task] = []
    private let most = ProcessInfo.processInfo.activeProcessorCount * 2
    private let work: @Sendable (Input) throws -> Output

    init(_ work: @escaping @Sendable (Input) throws -> Output) { self.work = work }

    /// Begins work on the next thing; takes the oldest result when enough are under way.
    mutating func give(_ input: Input, take: (Output) throws -> Void) throws {
        let task = Task()
        waiting.append(task)
        DispatchQueue.global(qos: .userInitiated).async { [work] in task.finish(Result { try work(input) }) }
        if waiting.count > most { try takeOldest(take) }
    }

    /// Takes everything that is still under way.
    mutating func finish(take: (Output) throws -> Void) throws {
        while !waiting.isEmpty { try takeOldest(take) }
    }

    private mutating func takeOldest(_ take: (Output) throws -> Void) throws {
        let task = waiting.removeFirst()
        if let output = try task.wait() { try take(output) }
        // To let go of it takes time too, and whoever takes has the most to do.
        DispatchQueue.global(qos: .userInitiated).async { task.forget() }
    }
}
