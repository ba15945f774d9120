internal import Rectification
internal import Synchronization

/// Policies already read, by digest: the same text is not parsed at every key press.
final class PolicyCache: Sendable {
    static let shared = PolicyCache()

    private let policies = Mutex<[String: Policy]>([:])

    func policy(_ digest: String, _ read: () throws -> Policy) rethrows -> Policy {
        if let known = policies.withLock({ $0[digest] }) { return known }
        let policy = try read()
        policies.withLock { $0[digest] = policy }
        return policy
    }
}
