internal import Rectification
internal import Synchronization

/// What a writer asks of reference data.
enum ReferenceQuestion: Hashable {
    case organisation(OrganisationID)
    case path(OrganisationID)
    /// A condition and its values.
    case persons(String, [SQLValue])
    case rounds(String, [SQLValue])
    /// The columns of the policy at a position, or of the newest.
    case policy(String, Int?)
    case keys(PersonID)
    case owner(String)
    case rootKey
    case checkpoint
}

/// What writers read of units, people, rounds, the policy and keys, kept from one write to the next. It holds for as long as no event of any of them, and none of the ledger itself, came between, which each write asks while it holds the ledger.
final class ReferenceMemory: Sendable {
    private struct State {
        /// The newest position when it was known to hold; `nil`: nothing is remembered.
        var position: Int?
        var known: [ReferenceQuestion: any Sendable] = [:]
    }

    private let state = Mutex(State())
    private static let room = 2_000
    /// So many positions are looked through for something that changed it; beyond them it is forgotten.
    static let reach = 500

    /// Where to look from for what changed it.
    var position: Int? { state.withLock { $0.position } }

    /// A write begins.
    ///
    /// - Parameter holds: nothing changed it since `position`.
    func begin(at head: Int, holds: Bool) {
        state.withLock { state in
            if !holds { state.known.removeAll(keepingCapacity: true) }
            state.position = head
        }
    }

    /// Takes over what was read beside it, unless a writer has begun meanwhile.
    func take(_ other: ReferenceMemory) {
        let read = other.state.withLock { $0 }
        state.withLock { if $0.position == nil { $0 = read } }
    }

    fileprivate subscript(key: ReferenceQuestion) -> (any Sendable)? {
        get { state.withLock { $0.known[key] } }
        set {
            state.withLock { state in
                if state.known.count >= Self.room { state.known.removeAll(keepingCapacity: true) }
                state.known[key] = newValue
            }
        }
    }
}

/// The memory as one transaction may use it: one that writes, until it changes such data itself, or one that reads ahead for it.
final class References {
    private var memory: ReferenceMemory?

    func use(_ memory: ReferenceMemory) { self.memory = memory }

    func forget() { memory = nil }

    func remembered<Value: Sendable>(_ key: ReferenceQuestion, _ read: () throws -> Value) rethrows -> Value {
        guard let memory else { return try read() }
        if let known = memory[key] as? Known<Value> { return known.value }
        let value = try read()
        memory[key] = Known(value: value)
        return value
    }

    private struct Known<Value: Sendable>: Sendable { let value: Value }
}
