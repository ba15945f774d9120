import Attestation
import Rectification
import Signing

/// An event as it is stored: its text and what that hashes to.
struct LoggedText: Sendable {
    let position: Int
    let text: EventText
    let bytes: [UInt8]
    let hash: Digest

    /// The same as a reader gives it.
    var stored: StoredEvent { StoredEvent(position: position, hash: hash.bytes, text: text) }
}

/// What the events of one command have in common: it puts them into texts.
package struct EventScribe: Sendable {
    let ledger: LedgerID
    let algorithm: Digest.Algorithm
    let zone: ZoneOffset
    let time: Moment
    let operation: OperationID
    let author: Author

    /// Throws `failed` for a text that could not be read back: it would spoil the log for good.
    func text(
        of event: AnyEvent, in stream: Stream, after previous: LedgerReader.Link?, at position: Int
    ) throws -> LoggedText {
        let text = EventText(
            ledger: ledger, stream: stream, version: (previous?.version ?? 0) + 1, previous: previous?.hash,
            time: time, operation: operation, person: author.person, name: author.name, login: author.login,
            event: event)
        let bytes = text.bytes
        do {
            _ = try EventText(bytes)
        } catch let error as CanonicalTextError {
            throw LedgerError(
                .failed, ["why": "\(stream):\(error.line) \(error.problem.said.code) \(error.problem.said.found)"])
        }
        return LoggedText(position: position, text: text, bytes: bytes, hash: EventText.hash(of: bytes, algorithm))
    }
}
