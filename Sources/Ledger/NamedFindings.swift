import Rectification
import Requests

/// The findings that the index of words names for a text, one bit a number.
struct NamedFindings: Sendable {
    private var bits: [UInt64]

    init(below number: Int) { bits = Array(repeating: 0, count: number / 64 + 1) }

    mutating func insert(_ number: Int) {
        guard bits.indices.contains(number / 64) else { return }
        bits[number / 64] |= 1 << UInt64(number % 64)
    }

    func contains(_ number: Int) -> Bool {
        bits.indices.contains(number / 64) && bits[number / 64] >> UInt64(number % 64) & 1 == 1
    }
}

extension FindingFilter {
    /// Whether nothing but a text is asked for, in one stage.
    var isTextInOneStage: Bool {
        var rest = self
        rest.text = nil
        rest.stages = []
        return text != nil && stages.count == 1 && rest.isEmpty
    }
}

extension LedgerReader {
    /// What the index names for a text; `nil` where naming costs more than it spares: on a server, for a single sign, which begins many words, and for a text that stands nearly everywhere.
    func named(_ text: String) throws -> NamedFindings? {
        let words = Bigrams.query(text)
        guard dialect.namesQuickly, words.allSatisfy(\.isWhole) else { return nil }
        return try before.named(text, at: head()) {
            let next = try nextNumber().value
            let most = Int(60 * Double(next).squareRoot())
            var named = NamedFindings(below: next)
            var count = 0
            var isMost = false
            try connection.scan(dialect.searchNumbers, [.text(dialect.searchParameter(words))]) { row in
                let number = row.int(0)
                named.insert(number)
                count += 1
                // They come in the order of their numbers: a tenth of the way tells how many there will be.
                isMost = count > most || count == most / 10 && count * next / max(1, number) > most
                return !isMost
            }
            return isMost ? nil : named
        }
    }

    /// A page of one stage's findings with a text that many of them have: the list's own index is walked, and only what the index of words names is looked into.
    func page(_ request: PageRequest, _ text: String, among named: NamedFindings, today: Day) throws -> [FindingRow] {
        let (columns, isDescending) = request.order.columns
        let goesDown = isDescending != (request.direction == .backward)
        let direction = goesDown ? "DESC" : "ASC"
        var filter = request.filter
        filter.text = nil
        var onlyText = FindingFilter()
        onlyText.text = text
        let hasText = SQLCondition(onlyText, today: today, dialect: dialect, usesWords: false)
        var place = request.anchor.map { Array([$0.key, $0.number].prefix(columns.count)) }
        var rows: [FindingRow] = []
        while rows.count < request.limit {
            guard var condition = SQLCondition(filter, today: today, dialect: dialect) else { return [] }
            let names = columns.joined(separator: ", ")
            if let place { condition.add(behind: place.map { .integer($0) }, in: columns, goesDown: goesDown) }
            let order = columns.map { "\($0) \(direction)" }.joined(separator: ", ")
            var met: [Int] = []
            try connection.scan(
                "SELECT \(names) FROM findings WHERE \(condition.sql) ORDER BY \(order)", condition.values
            ) { row in
                let number = row.int(columns.count - 1)
                guard named.contains(number) else { return true }
                met.append(number)
                place = columns.indices.map { row.int($0) }
                return met.count < request.limit
            }
            rows += try self.rows(met, upTo: request.limit, hasText)
            if met.count < request.limit { break }
        }
        rows = Array(rows.prefix(request.limit))
        return request.direction == .backward ? rows.reversed() : rows
    }
}
