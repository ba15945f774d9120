internal import Attestation
internal import Ledger
internal import Rectification
internal import Signing

/// The log from its first position to its last: no holes, whole operations, and the Merkle root at every head that somebody named.
struct PositionPass {
    /// A head that has to be found: by a checkpoint, by this machine's memory, or held outside.
    struct Wanted {
        let head: LogHead
        /// Of the event that names it; `nil` for one from outside.
        let position: Int?
        let stream: String
        let sentence: String
        let facts: [String: String]
    }

    private let reader: LedgerReader
    private let head: Int
    private var wanted: [Int: [Wanted]] = [:]
    private(set) var report = VerifyReport()

    init(_ reader: LedgerReader, head: Int, wanted: [Wanted]) {
        self.reader = reader
        self.head = head
        for one in wanted { self.wanted[one.head.size, default: []].append(one) }
    }

    mutating func run() throws {
        var frontier = MerkleFrontier(reader.algorithm)
        var expected = 1
        var operation = ""
        var span = (first: 0, end: 0)
        var spans = 0
        try reader.connection.scan(
            "SELECT position, operation, hash FROM events WHERE position <= ? ORDER BY position", [.integer(head)]
        ) { row in
            let position = row.int(0)
            if position != expected {
                report.add(
                    Fault(.position, position: position, "fault.position", ["expected": String(expected)]))
            }
            expected = position + 1
            if position >= span.end || !row.isText(1, operation) {
                if position < span.end { fault(.operation, position, "fault.operation", ["found": operation]) }
                operation = row.text(1)
                span = try self.span(of: operation)
                spans += 1
                if span.first != position { fault(.operation, position, "fault.operation", ["found": operation]) }
            }
            guard let leaf = row.withBytes(2, Digest.init(bytes:)) else {
                fault(.text, position, "fault.hash", [:])
                return true
            }
            frontier.append(leaf: leaf)
            settle(frontier)
            return true
        }
        if expected - 1 < span.end - 1 { fault(.operation, expected - 1, "fault.operation", ["found": operation]) }
        let known = try reader.connection.first("SELECT count(*) FROM operations WHERE first <= ?", [.integer(head)]) {
            $0.int(0)
        }
        if known != spans { fault(.operation, nil, "fault.operations", ["found": String(known ?? 0)]) }
        if try reader.head() < expected - 1 {
            fault(.position, expected - 1, "fault.position", ["expected": String(try reader.head())])
        }
        if head > expected - 1 {
            fault(.position, nil, "fault.cut", ["found": String(expected - 1), "expected": String(head)])
        }
        // What is larger than the log is not contained in it.
        for one in wanted.values.flatMap({ $0 }) { lost(one) }
    }

    private mutating func settle(_ frontier: MerkleFrontier) {
        guard let asked = wanted.removeValue(forKey: frontier.size) else { return }
        let root = frontier.root
        for one in asked where one.head.root != root { lost(one) }
    }

    private mutating func lost(_ one: Wanted) {
        report.add(Fault(.head, stream: one.stream, position: one.position, one.sentence, one.facts))
    }

    private mutating func fault(
        _ kind: FaultKind, _ position: Int?, _ sentence: String, _ facts: [String: String]
    ) {
        report.add(Fault(kind, position: position, sentence, facts))
    }

    private func span(of operation: String) throws -> (first: Int, end: Int) {
        try reader.connection.first("SELECT first, count FROM operations WHERE operation = ?", [.text(operation)]) {
            ($0.int(0), $0.int(0) + $0.int(1))
        } ?? (0, 0)
    }
}
