internal import Attestation
internal import Rectification

/// The last links of chains that a transaction read or wrote: a command asks for its finding's when it reads it and when it appends.
final class NewestLinks {
    private var known: [Stream: LedgerReader.Link] = [:]
    private var numbered: [FindingNumber: FindingID] = [:]
    private static let room = 64

    /// The finding that has this number, when it was asked for before.
    func finding(_ number: FindingNumber) -> FindingID? { numbered[number] }

    func keep(_ link: LedgerReader.Link, of id: FindingID, _ number: FindingNumber) {
        self[.finding(id)] = link
        if numbered.count >= Self.room { numbered.removeAll(keepingCapacity: true) }
        numbered[number] = id
    }

    subscript(stream: Stream) -> LedgerReader.Link? {
        get { known[stream] }
        set {
            if known.count >= Self.room { known.removeAll(keepingCapacity: true) }
            known[stream] = newValue
        }
    }
}
