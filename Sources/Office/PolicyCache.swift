internal import Rectification
internal import Signing
internal import Synchronization

/// Policies already read, by digest: the same text is not parsed at every key press.
final class PolicyCache: Sendable {
    static let shared = PolicyCache()

    private let policies = Mutex<[String: Policy]>([:])

    func policy(_ adopted: PolicyAdopted, _ algorithm: Digest.Algorithm) throws -> Policy {
        if let known = policies.withLock({ $0[adopted.digest] }) { return known }
        let policy = try PolicyFile(text: adopted.text, algorithm).policy
        policies.withLock { $0[adopted.digest] = policy }
        return policy
    }
}
