package import Ledger
package import Rectification

extension OpenLedger {
    /// Folds every selected finding and makes something of it, on all cores; the results are taken in order.
    ///
    /// - Parameters:
    ///   - make: called on any thread.
    ///   - take: called on this one, with the results of some hundred findings at a time.
    package func forEachFinding<Output: Sendable>(
        _ query: FindingQuery, _ reader: LedgerReader, make: @escaping @Sendable (Finding) throws -> Output,
        take: ([Output]) throws -> Void
    ) throws {
        try fold(reader, make, take) { try reader.forEachUnfolded(query, today: today, $0) }
    }

    /// The same of these findings, in this order.
    package func forEachFinding<Output: Sendable>(
        _ ids: [FindingID], _ reader: LedgerReader, make: @escaping @Sendable (Finding) throws -> Output,
        take: ([Output]) throws -> Void
    ) throws {
        try fold(reader, make, take) { try reader.forEachUnfolded(ids, $0) }
    }

    private func fold<Output: Sendable>(
        _ reader: LedgerReader, _ make: @escaping @Sendable (Finding) throws -> Output,
        _ take: ([Output]) throws -> Void, _ read: (([UnfoldedFinding]) throws -> Bool) throws -> Void
    ) throws {
        let zone = reader.zone
        try withoutActuallyEscaping(take) { take in
            var cores = AllCores<[UnfoldedFinding], [Output]> { try $0.map { try make(try $0.folded(in: zone)) } }
            try read { findings in
                try cores.give(findings, take: take)
                return true
            }
            try cores.finish(take: take)
        }
    }
}
