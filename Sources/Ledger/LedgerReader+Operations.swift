package import Attestation
package import Rectification

extension LedgerReader {
    /// The findings that an operation wrote to, in the order of their first events; empty for an unknown operation.
    package func findings(of operation: OperationID) throws -> [FindingID] {
        let span = try connection.first(
            "SELECT first, count FROM operations WHERE operation = ?", [.text(operation.description)]
        ) { (first: $0.int(0), count: $0.int(1)) }
        guard let span else { return [] }
        var seen: Set<FindingID> = []
        return try connection.rows(
            "SELECT stream FROM events WHERE position >= ? AND position < ? ORDER BY position",
            [.integer(span.first), .integer(span.first + span.count)]
        ) { row -> FindingID? in
            let parts = row.text(0).split(separator: "/")
            guard parts.count == 2, parts[0] == "finding", let id = FindingID(String(parts[1])) else { return nil }
            return seen.insert(id).inserted ? id : nil
        }.compactMap { $0 }
    }

    /// The operation that wrote a version of a finding.
    package func operation(of id: FindingID, version: Int) throws -> OperationID? {
        try operation(of: .finding(id), version: version)
    }

    /// The operation that wrote a version of any stream.
    package func operation(of stream: Stream, version: Int) throws -> OperationID? {
        try connection.first(
            "SELECT operation FROM events WHERE stream = ? AND version = ?",
            [.text(stream.description), .integer(version)]
        ) { OperationID($0.text(0)) }.flatMap { $0 }
    }

    /// The common issues that an operation wrote to, in the order of their last events.
    package func groups(of operation: OperationID) throws -> [GroupID] {
        let span = try connection.first(
            "SELECT first, count FROM operations WHERE operation = ?", [.text(operation.description)]
        ) { (first: $0.int(0), count: $0.int(1)) }
        guard let span else { return [] }
        return try connection.rows(
            """
            SELECT stream FROM events WHERE position >= ? AND position < ? AND stream >= 'group/' AND stream < 'group0'
            GROUP BY stream ORDER BY max(position)
            """, [.integer(span.first), .integer(span.first + span.count)]
        ) { row in
            if case .group(let id) = Stream(row.text(0)) { id } else { nil }
        }.compactMap { $0 }
    }
}
