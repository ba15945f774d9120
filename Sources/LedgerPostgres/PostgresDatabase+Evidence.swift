import Ledger

extension PostgresDatabase: EvidenceDatabase {
    /// A transaction of its own, without the head row: a large file keeps nobody from writing.
    package func keepEvidence(_ digest: String, _ next: () throws -> [UInt8]?) throws {
        do {
            try transaction("ISOLATION LEVEL READ COMMITTED", locks: nil) { connection in
                guard try !Self.keeps(digest, connection) else { return ((), false) }
                var part = 0
                while let bytes = try next() {
                    try connection.execute(
                        "INSERT INTO evidence (digest, part, bytes) VALUES (?, ?, ?) ON CONFLICT (digest, part) DO NOTHING",
                        [.text(digest), .integer(part), .bytes(bytes)])
                    part += 1
                }
                return ((), part > 0)
            }
        } catch let error as LedgerError where error.rule == .outcomeUnknown {
            // What is kept under its digest is whole: it is there, or the file has to be taken again.
            guard try read({ try Self.keeps(digest, $0) }) else { throw LedgerError(.unavailable, error.facts) }
        }
    }

    private static func keeps(_ digest: String, _ connection: any SQLConnection) throws -> Bool {
        try connection.first("SELECT 1 FROM evidence WHERE digest = ? LIMIT 1", [.text(digest)]) { _ in true } ?? false
    }

    package func forEachPiece(ofEvidence digest: String, _ each: ([UInt8]) throws -> Void) throws -> Bool {
        try read { connection in
            var part = 0
            // One piece at a time: a piece is large, a result would hold them all.
            while let bytes = try connection.first(
                "SELECT bytes FROM evidence WHERE digest = ? AND part = ?", [.text(digest), .integer(part)],
                { $0.bytes(0) })
            {
                try each(bytes)
                part += 1
            }
            return part > 0
        }
    }
}
