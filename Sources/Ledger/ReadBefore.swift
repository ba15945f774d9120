internal import Attestation
internal import Rectification
internal import Signing
internal import Synchronization

/// What was read from the log before, under the hash of its newest event. A hash names its event and, through the chain, everything before it in its stream: what is found here is what reading again would give, whoever wrote meanwhile and whatever was rolled back.
final class ReadBefore: Sendable {
    private let findings = Mutex<[Digest: Finding]>([:])
    private let texts = Mutex<[Digest: EventText]>([:])
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

    // MARK: Searches

    private let searches = Mutex<[(question: FoundFindings.Question, found: FoundFindings?)]>([])
    private let named = Mutex<[(text: String, head: Int, named: NamedFindings?)]>([])
    private let commons = Mutex<[(text: String, head: Int, isCommon: Bool)]>([])
    /// A board, its counts and a desk; each letter typed is another search.
    private static let searchesKept = 4

    /// What a search found in the same log.
    func found(_ question: FoundFindings.Question, _ read: () throws -> FoundFindings?) rethrows -> FoundFindings? {
        if let known = searches.withLock({ $0.first { $0.question == question } }) { return known.found }
        let found = try read()
        searches.withLock { $0 = [(question, found)] + $0.prefix(Self.searchesKept - 1) }
        return found
    }

    func isCommon(_ text: String, at head: Int, _ read: () throws -> Bool) rethrows -> Bool {
        let known = commons.withLock { $0.first { $0.text == text && $0.head == head } }
        if let known { return known.isCommon }
        let isCommon = try read()
        commons.withLock { $0 = [(text, head, isCommon)] + $0.prefix(Self.searchesKept - 1) }
        return isCommon
    }

    /// What the index named for a text in the same log.
    func named(_ text: String, at head: Int, _ read: () throws -> NamedFindings?) rethrows -> NamedFindings? {
        let known = named.withLock { $0.first { $0.text == text && $0.head == head } }
        if let known { return known.named }
        let found = try read()
        named.withLock { $0 = [(text, head, found)] + $0.prefix(Self.searchesKept - 1) }
        return found
    }
}
