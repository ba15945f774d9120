import Rectification
import Requests

/// What a search finds, when that is little enough to be held: the columns of a board ask for their pages one after the other, and the same findings answer all of them.
struct FoundFindings: Sendable {
    struct Question: Hashable, Sendable {
        /// Of every stage.
        let filter: FindingFilter
        let order: FindingOrder
        let today: Day
        /// Position of the log's last event.
        let head: Int
    }

    struct Entry: Sendable {
        let stage: Int
        let key: Int
        let number: Int
    }

    /// In the order's list order.
    let entries: [Entry]

    init(_ entries: [Entry], _ order: FindingOrder) {
        let isDescending = order.columns.isDescending
        self.entries = entries.sorted {
            isDescending ? ($0.key, $0.number) > ($1.key, $1.number) : ($0.key, $0.number) < ($1.key, $1.number)
        }
    }

    /// The numbers of a page, in list order.
    func numbers(_ request: PageRequest) -> [Int] {
        let isDescending = request.order.columns.isDescending
        let stages = Set(request.filter.stages.map(\.column))
        let isForward = request.direction == .forward
        let wanted = entries.lazy.filter { entry in
            guard stages.isEmpty || stages.contains(entry.stage) else { return false }
            guard let anchor = request.anchor else { return true }
            let (place, from) = ((entry.key, entry.number), (anchor.key, anchor.number))
            return isForward != isDescending ? place > from : place < from
        }
        return isForward ? wanted.prefix(request.limit).map(\.number) : wanted.map(\.number).suffix(request.limit)
    }
}

extension LedgerReader {
    /// From so many findings on, a page of a text that is searched for is read in the list's order, looking into each
    /// finding: it is full long before the index has named all that it knows. Fetching what the index names costs as many
    /// rows as it names; walking costs a page's rows, each found once in so many as the text is rare.
    private func common() throws -> Int {
        let page = 60.0
        return max(500, Int((page * Double(try nextNumber().value)).squareRoot()))
    }

    /// Whether the index knows too many findings for a text to be fetched.
    func isCommon(_ text: String?) throws -> Bool {
        guard let text, let sample = dialect.searchSample else { return false }
        let words = Bigrams.query(text)
        guard !words.isEmpty else { return false }
        return try before.isCommon(text, at: head()) {
            let common = try common()
            return try connection.first(sample, [.text(dialect.searchParameter(words)), .integer(common)]) {
                $0.int(0)
            } == common
        }
    }

    /// Everything that a filter with a text means, of all stages; `nil` where that is not asked for, or too much.
    func found(_ request: PageRequest, today: Day) throws -> FoundFindings? {
        guard request.lanes == nil, let text = request.filter.text, !Bigrams.query(text).isEmpty else { return nil }
        var filter = request.filter
        filter.stages = []
        let question = FoundFindings.Question(filter: filter, order: request.order, today: today, head: try head())
        return try before.found(question) {
            guard let condition = SQLCondition(filter, today: today, dialect: dialect) else {
                return FoundFindings([], request.order)
            }
            let most = try common()
            let key = request.order.columns.names[0]
            let entries = try connection.rows(
                "SELECT stage, \(key), number FROM findings WHERE \(condition.sql) LIMIT \(most + 1)", condition.values
            ) { FoundFindings.Entry(stage: $0.int(0), key: $0.int(1), number: $0.int(2)) }
            return entries.count > most ? nil : FoundFindings(entries, request.order)
        }
    }

    func page(_ request: PageRequest, of found: FoundFindings) throws -> [FindingRow] {
        try rows(found.numbers(request), upTo: request.limit)
    }

    /// The rows of at most so many findings, in their order, without those that do not meet a condition.
    func rows(_ numbers: [Int], upTo limit: Int, _ condition: SQLCondition? = nil) throws -> [FindingRow] {
        guard let last = numbers.last else { return [] }
        // One statement for pages of every length: the last number stands for those that are missing.
        let marks = Array(repeating: "?", count: max(1, limit)).joined(separator: ", ")
        let padded = numbers + Array(repeating: last, count: max(0, limit - numbers.count))
        let rows = try connection.rows(
            """
            SELECT \(FindingRecord.columns) FROM findings
            WHERE number IN (\(marks)) AND \(condition?.sql ?? SQLCondition.all)
            """, padded.map { .integer($0) } + (condition?.values ?? [])
        ) { FindingRecord($0)?.row }.compactMap { $0 }
        let places = Dictionary(rows.map { ($0.number.value, $0) }) { first, _ in first }
        return numbers.compactMap { places[$0] }
    }
}
