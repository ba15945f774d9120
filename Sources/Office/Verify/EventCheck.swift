internal import Attestation
internal import Ledger
internal import Rectification
internal import Signing

/// A row of the log as it is verified: its text read, its hash computed anew.
///
/// In one place, since it is handed on from check to check.
final class CheckedEvent {
    let position: Int
    let stream: String
    let bytes: [UInt8]
    /// H of the text as it stands, whatever the column says.
    let hash: Digest
    /// `nil` when the text is none.
    let text: EventText?

    init(position: Int, stream: String, bytes: [UInt8], hash: Digest, text: EventText?) {
        self.position = position
        self.stream = stream
        self.bytes = bytes
        self.hash = hash
        self.text = text
    }
}

/// Checks one row after the other of one stream: text, indexes, chain, signature.
struct EventCheck {
    static let columns = "position, stream, version, operation, hash, text"

    let ledger: LedgerID
    let algorithm: Digest.Algorithm
    private var stream = ""
    private var parsed: Stream?
    private var version = 0
    private var hash: Digest?

    init(ledger: LedgerID, algorithm: Digest.Algorithm) {
        self.ledger = ledger
        self.algorithm = algorithm
    }

    /// Reads a row of `columns`, in the order of its stream; faults go to the report.
    mutating func read(_ row: any SQLRow, _ report: inout VerifyReport) -> CheckedEvent {
        report.events += 1
        let position = row.int(0)
        if !row.isText(1, stream) {
            stream = row.text(1)
            parsed = Stream(stream)
            version = 0
            hash = nil
        }
        let column = row.int(2)
        let stream = stream
        func fault(_ kind: FaultKind, _ sentence: String, _ facts: [String: String] = [:]) {
            report.add(Fault(kind, stream: stream, version: column, position: position, sentence, facts))
        }
        let bytes = row.bytes(5)
        let hash = EventText.hash(of: bytes, algorithm)
        defer {
            version = column
            self.hash = hash
        }
        if row.withBytes(4, Digest.init(bytes:)) != hash { fault(.text, "fault.hash") }
        let text: EventText
        do {
            text = try EventText(strictly: bytes)
        } catch {
            let (sentence, facts) = (error as? CanonicalTextError).said
            fault(.text, sentence, facts)
            report.notice(position, "notice.unread")
            return CheckedEvent(position: position, stream: stream, bytes: bytes, hash: hash, text: nil)
        }
        if text.ledger != ledger { fault(.ledger, "fault.ledger", ["found": text.ledger.description]) }
        if text.stream != parsed {
            fault(.column, "fault.column", ["column": "stream", "found": stream, "expected": text.stream.description])
        }
        if text.version != column {
            fault(
                .column, "fault.column",
                ["column": "version", "found": String(column), "expected": String(text.version)])
        }
        if row.withBytes(3, OperationID.init(lowercase:)) != text.operation {
            fault(
                .column, "fault.column",
                ["column": "operation", "found": row.text(3), "expected": text.operation.description])
        }
        if text.version != version + 1 {
            fault(.chain, "fault.chain", ["expected": String(version + 1), "found": String(text.version)])
        } else if text.previous != self.hash {
            fault(.chain, "fault.chain.previous")
        }
        return CheckedEvent(position: position, stream: stream, bytes: bytes, hash: hash, text: text)
    }
}

/// Verifies signatures against the history's keys; one per thread, since a key made ready is not shared.
final class SignatureCheck {
    private let history: LogHistory
    private var verifiers: [String: Verifier] = [:]

    init(_ history: LogHistory) { self.history = history }

    /// The signature of an event that must have one: there, and by the key that the event names or its author's live one.
    func check(
        _ event: CheckedEvent, _ text: EventText, _ namespace: SignatureNamespace, _ signature: [UInt8]?,
        _ report: inout VerifyReport
    ) {
        func fault(_ kind: FaultKind, _ sentence: String, _ facts: [String: String] = [:]) {
            report.add(
                Fault(kind, stream: event.stream, version: text.version, position: event.position, sentence, facts))
        }
        guard let signature else { return fault(.signature, "fault.signature.missing") }
        report.signatures += 1
        let named = text.event.namedSigner ?? history.liveKey(of: text.person, at: event.position)?.fingerprint
        guard let named, let verifier = verifier(named) else {
            // The key may stand in what could not be read.
            if history.unread.touches(.person(text.person), before: event.position) { return }
            return fault(.key, "fault.key.unknown", ["key": named ?? "—", "person": text.name])
        }
        if !verifier.verifies(signature, of: event.bytes, namespace) {
            fault(.signature, "fault.signature.bad", ["key": named, "person": text.name])
        }
    }

    private func verifier(_ fingerprint: String) -> Verifier? {
        if let known = verifiers[fingerprint] { return known }
        guard let line = history.keys[fingerprint]?.publicKey, let key = PublicKey(line: line),
            key.fingerprint == fingerprint, let verifier = try? Verifier(key)
        else { return nil }
        verifiers[fingerprint] = verifier
        return verifier
    }
}
