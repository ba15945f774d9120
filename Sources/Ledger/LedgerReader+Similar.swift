package import Requests

extension LedgerReader {
    /// Numbers of findings whose search words hold all pairs of characters, at most `limit`.
    package func numbers(holding pairs: [String], limit: Int) throws -> [Int] {
        let words = pairs.flatMap { Bigrams.query($0) }
        guard !words.isEmpty else { return [] }
        return try connection.rows(
            "\(dialect.searchNumbers) LIMIT \(limit)", [.text(dialect.searchParameter(words))]
        ) { $0.int(0) }
    }

    /// What is compared of some findings, in order of number: number, unit, category, text.
    package func forEachText(
        of numbers: [Int], _ take: (_ number: Int, _ unit: String, _ category: String, _ text: String) -> Void
    ) throws {
        guard !numbers.isEmpty else { return }
        let list = numbers.map(String.init).joined(separator: ",")
        try connection.forEach(
            "SELECT number, unit, category, text FROM findings WHERE number IN (\(list)) ORDER BY number", []
        ) { row in
            take(row.int(0), row.text(1), row.text(2), row.text(3))
            return true
        }
    }

    /// The rows of some findings, in order of number.
    package func rows(of numbers: [Int]) throws -> [FindingRow] {
        guard !numbers.isEmpty else { return [] }
        let list = numbers.map(String.init).joined(separator: ",")
        return try connection.rows(
            "SELECT \(FindingRecord.columns) FROM findings WHERE number IN (\(list)) ORDER BY number", []
        ) { FindingRecord($0)?.row }.compactMap { $0 }
    }
}
