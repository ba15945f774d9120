/// A sum of money in fen; written in 万元 with at most six decimals (domain §3, 问题金额).
package struct Amount: Hashable, Comparable, Sendable {
    /// Hundredths of a yuan; 1 万元 = 1,000,000 fen. Never negative.
    package let fen: Int64

    /// `nil` for a negative sum.
    package init?(fen: Int64) {
        guard fen >= 0 else { return nil }
        self.fen = fen
    }

    /// A decimal number of 万元, `3.2`; `nil` when it is no number, negative, finer than a fen or above 10^9 万元.
    package init?(tenThousandYuan text: some StringProtocol) {
        let parts = String(text).split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1] : ""
        guard let whole = parts.first, !whole.isEmpty, whole.utf8.count <= 9, decimals.utf8.count <= 6,
            parts.count == 1 || !decimals.isEmpty, (whole + decimals).utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }),
            let number = Int64(whole),
            let rest = Int64(decimals + String(repeating: "0", count: 6 - decimals.utf8.count))
        else { return nil }
        self.fen = number * 1_000_000 + rest
    }

    package static func < (left: Amount, right: Amount) -> Bool { left.fen < right.fen }
}

extension Amount: CustomStringConvertible {
    /// In 万元 without trailing zeros: `3.2`, `0.05`, `12`.
    package var description: String {
        let rest = fen % 1_000_000
        guard rest > 0 else { return String(fen / 1_000_000) }
        var decimals = String(rest + 1_000_000).dropFirst()
        while decimals.last == "0" { decimals.removeLast() }
        return "\(fen / 1_000_000).\(decimals)"
    }
}
