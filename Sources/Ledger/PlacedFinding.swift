import Attestation
import Rectification

/// A new finding whose events have their places in the log: all that is left can be made on any thread.
package struct PlacedFinding: Sendable {
    let id: FindingID
    let events: [FindingEvent]
    /// Of the first event.
    let position: Int

    /// Texts, hashes, row and words. Throws what `EventScribe.text` throws, and `failed` for events that begin no finding.
    package func prepared(by scribe: EventScribe) throws -> PreparedFinding {
        var finding: Finding?
        var texts: [LoggedText] = []
        var last: LedgerReader.Link?
        for (index, event) in events.enumerated() {
            let logged = try scribe.text(of: .finding(event), in: .finding(id), after: last, at: position + index)
            let stamp = logged.text.stamp(in: scribe.zone)
            if finding == nil {
                finding = Finding(id: id, first: event, stamp: stamp)
            } else {
                finding?.evolve(event, stamp)
            }
            last = LedgerReader.Link(version: logged.text.version, hash: logged.hash)
            texts.append(logged)
        }
        guard let finding else { throw LedgerError(.failed, ["why": "finding/\(id)"]) }
        return PreparedFinding(finding, texts)
    }
}

/// A new finding as it is stored.
package struct PreparedFinding: Sendable {
    let finding: Finding
    let texts: [LoggedText]
    let record: FindingRecord
    let row: NewRow

    /// A row of `findings` and what it is found by.
    struct NewRow: Sendable {
        let values: [SQLValue]
        let words: [UInt8]

        init(_ record: FindingRecord) {
            values = record.values
            words = Bigrams.words(of: record.searched)
        }
    }

    init(_ finding: Finding, _ texts: [LoggedText]) {
        self.finding = finding
        self.texts = texts
        record = FindingRecord(of: finding, changed: texts.last?.position ?? 0)
        row = NewRow(record)
    }
}
