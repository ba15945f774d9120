import Attestation
import Rectification
import Requests

/// Findings' rows as their events give them, held against those that are stored: many of them with one question, as a server is far away.
package struct StoredRows<Mark> {
    private let reader: LedgerReader
    private var waiting: [(record: FindingRecord, mark: Mark)] = []
    /// So many answers are in memory at a time.
    private static var batch: Int { 200 }

    package init(_ reader: LedgerReader) { self.reader = reader }

    /// A row that should be stored; returns the marks of those asked for by now that are not, or otherwise.
    package mutating func expect(_ record: FindingRecord, _ mark: Mark) throws -> [Mark] {
        waiting.append((record, mark))
        return waiting.count < Self.batch ? [] : try finish()
    }

    /// Asks for what still waits.
    package mutating func finish() throws -> [Mark] {
        defer { waiting.removeAll(keepingCapacity: true) }
        guard !waiting.isEmpty else { return [] }
        let places = Dictionary(
            waiting.indices.map { (waiting[$0].record.row.number.value, [$0]) }, uniquingKeysWith: +)
        var differs = Array(repeating: true, count: waiting.count)
        try reader.connection.forEach(
            "SELECT \(FindingRecord.columns) FROM findings WHERE \(reader.dialect.isAmong(numbers: "number"))",
            [reader.dialect.list(places.keys)]
        ) { row in
            for place in places[row.int(0)] ?? [] { differs[place] = !waiting[place].record.stands(in: row) }
            return true
        }
        return waiting.indices.filter { differs[$0] }.map { waiting[$0].mark }
    }
}

extension LedgerReader {
    /// Whether the text stored under a digest is this one; `nil` when there is none.
    package func isContent(_ digest: String, _ text: [UInt8]) throws -> Bool? {
        try connection.first("SELECT text FROM contents WHERE digest = ?", [.text(digest)]) { row in
            row.withBytes(0) { stored in text.withUnsafeBufferPointer { stored.isSame(as: $0) } }
        }
    }
}
