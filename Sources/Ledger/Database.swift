/// A value bound to a statement.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int)
    case text(String)
    case bytes([UInt8])

    package init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }
    package init(_ number: Int?) { self = number.map(SQLValue.integer) ?? .null }
    package init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }
}

/// The row a statement stands on; valid only inside the closure that got it. Columns count from 0.
package protocol SQLRow {
    func isNull(_ column: Int) -> Bool
    /// 0 for NULL.
    func int(_ column: Int) -> Int
    /// Empty for NULL.
    func text(_ column: Int) -> String
    /// Empty for NULL; of a text, its UTF-8.
    func bytes(_ column: Int) -> [UInt8]
}

extension SQLRow {
    package func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }
    package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
}

/// One connection inside a transaction.
package protocol SQLConnection {
    /// Runs a prepared statement that gives no rows; returns how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int
    /// Calls `each` with every row until it returns false.
    func forEach(_ sql: String, _ values: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws
}

extension SQLConnection {
    package func rows<Value>(
        _ sql: String, _ values: [SQLValue] = [], _ read: (any SQLRow) throws -> Value
    ) throws -> [Value] {
        var result: [Value] = []
        try forEach(sql, values) { row in
            result.append(try read(row))
            return true
        }
        return result
    }

    package func first<Value>(
        _ sql: String, _ values: [SQLValue] = [], _ read: (any SQLRow) throws -> Value
    ) throws -> Value? {
        var result: Value?
        try forEach(sql, values) { row in
            result = try read(row)
            return false
        }
        return result
    }
}

/// What a driver supplies: connection, transactions, and the few expressions that differ between databases. Queries are written once.
package protocol LedgerDatabase: Sendable {
    /// One consistent view.
    func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value
    /// One durable transaction, alone on the ledger; rolled back when `body` throws or does not want it kept.
    func write<Value>(_ body: (any SQLConnection) throws -> (value: Value, isKept: Bool)) throws -> Value
    /// What the database itself finds wrong with its file; empty when nothing.
    func integrityProblems() throws -> [String]
    /// A consistent copy into a new file.
    func copy(to path: String) throws
    /// Puts everything into the database's own file and lets go of it; nothing but closing can be done with it afterwards.
    func close() throws
    var dialect: any SQLDialect { get }
    /// Breaks off the statement that runs now, from any thread: its transaction is rolled back and throws `interrupted`.
    func interrupt()
}

/// The expressions that differ between databases.
package protocol SQLDialect: Sendable {
    /// Statements that make the tables, in order.
    var schema: [String] { get }
    /// A condition over `findings` that holds where the words of its one parameter stand; see `searchWords`.
    var searchCondition: String { get }
    /// Counts what the words of the first parameter find, up to the second; `nil` where that is no cheaper than to search.
    var searchSample: String? { get }
    /// How a query's bigrams become the parameter of `searchCondition`.
    func searchParameter(_ words: [SearchWord]) -> String
    /// Whether the second parameter stands in the text of the first expression.
    /// What makes a connection ready for a write of very many rows.
    var bulkPreparation: [String] { get }
    func contains(_ expression: String) -> String
    /// Puts a finding's words into the full-text index: number, words.
    var insertWords: String { get }
    /// Takes them out: number, the same words.
    var deleteWords: String { get }
    /// Empties the index.
    var deleteAllWords: String { get }
}

extension SQLDialect {
    package var searchSample: String? { nil }
}

/// One word of a full-text query.
package enum SearchWord: Hashable, Sendable {
    case whole(String)
    case prefix(String)
}
