internal import Attestation
internal import Rectification
internal import Signing

/// What a write asks first, in one question, when it has the ledger for itself.
struct StartOfWriting {
    /// What the operation did when it was asked before.
    struct Done {
        let digest: String
        let first, count: Int
    }

    var position = 0
    var nextNumber = 1
    var done: Done?
}

extension LedgerReader {
    /// Throws `moved` when the ledger lives elsewhere now (its last event says where).
    func startOfWriting(_ request: WriteRequest, _ memory: ReferenceMemory) throws -> StartOfWriting {
        let known = memory.position
        let reach = (known ?? 0) + ReferenceMemory.reach
        var start = StartOfWriting()
        var holds = false
        try connection.forEach(
            Self.start,
            [
                .text(request.operation.description), .integer(known ?? 0), .integer(reach),
                SQLValue(request.finding?.value),
            ]
        ) { row in
            start.position = row.int(0)
            start.nextNumber = row.int(1)
            let parts = row.text(3).split(separator: " ").map(String.init)
            if parts.count == 3, let first = Int(parts[1]), let count = Int(parts[2]) {
                start.done = StartOfWriting.Done(digest: parts[0], first: first, count: count)
            }
            // What was done before it moved is answered all the same.
            if start.done == nil, !row.isNull(2), case .ledger(.moved(let place)) = try? EventText(row.bytes(2)).event {
                throw LedgerError(.moved, ["to": place])
            }
            holds = known != nil && row.int(4) == 0 && start.position <= reach
            if let number = request.finding, !row.isNull(5), case .finding(let id) = Stream(row.text(5)),
                let hash = Digest(bytes: row.bytes(7))
            {
                links.keep(Link(version: row.int(6), hash: hash), of: id, number)
            }
            return false
        }
        memory.begin(at: start.position, holds: holds)
        references.use(memory)
        return start
    }

    /// Each part is found by its key, whatever a planner thinks of a table that was never counted; what changed is looked for among the few newest positions, not among the streams of all units.
    private static let start = """
        SELECT h.position, h.next_number,
          (SELECT e.text FROM events e WHERE e.position = h.position AND e.stream >= 'ledger/' AND e.stream < 'ledger0'),
          (SELECT o.digest || ' ' || o.first || ' ' || o.count FROM operations o WHERE o.operation = ?),
          (SELECT count(*) FROM events e WHERE e.position > ? AND e.position <= ?
           AND (e.stream || '' >= 'organisation/' OR e.stream || '' >= 'ledger/' AND e.stream || '' < 'ledger0')),
          f.stream, f.version, f.hash
        FROM head h LEFT JOIN (
          SELECT stream, version, hash FROM events
          WHERE stream = (SELECT 'finding/' || id FROM findings WHERE number = ?) ORDER BY version DESC LIMIT 1
        ) f ON 1 = 1
        """
}
