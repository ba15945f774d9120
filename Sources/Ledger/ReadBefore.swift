internal import Attestation
internal import Rectification
internal import Signing
internal import Synchronization

/// What was read from the log before, under the hash of its newest event. A hash names its event and, through the chain, everything before it in its stream: what is found here is what reading again would give, whoever wrote meanwhile and whatever was rolled back.
final class ReadBefore: Sendable {
    private let findings = Mutex<[Digest: Finding]>([:])
    private let texts = Mutex<[Digest: EventText]>([:])
    private let common = Mutex<[String: (isCommon: Bool, until: ContinuousClock.Instant)]>([:])
    /// Enough for a screen and the round at hand; when it is full it starts again.
    private static let room = 512

    /// The finding whose newest event has this hash.
    func finding(_ newest: Digest) -> Finding? { findings.withLock { $0[newest] } }

    func keep(_ finding: Finding, _ newest: Digest) {
        findings.withLock { known in
            if known.count >= Self.room { known.removeAll(keepingCapacity: true) }
            known[newest] = finding
        }
    }

    /// The event with this hash; for reference data, which the same few commands ask for again and again.
    func text(_ hash: Digest, _ read: () throws -> EventText) rethrows -> EventText {
        if let known = texts.withLock({ $0[hash] }) { return known }
        let text = try read()
        texts.withLock { known in
            if known.count >= Self.room { known.removeAll(keepingCapacity: true) }
            known[hash] = text
        }
        return text
    }

    /// Whether many findings hold a text: each column of a search asks it, and for a while the answer does.
    func isCommon(_ text: String, _ ask: () throws -> Bool) rethrows -> Bool {
        let now = ContinuousClock.now
        if let known = common.withLock({ $0[text] }), known.until > now { return known.isCommon }
        let isCommon = try ask()
        common.withLock { known in
            if known.count >= Self.room { known.removeAll(keepingCapacity: true) }
            known[text] = (isCommon, now + .seconds(10))
        }
        return isCommon
    }
}
