import Attestation

/// A value bound to a statement.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int)
    case text(String)
    /// A text as its bytes, which are known to be valid.
    case utf8([UInt8])
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
    /// The same where they lie, of a text or of bytes.
    func withBytes<Value>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Value) rethrows -> Value
    /// Whether a column that holds a text holds just this one; NULL is an empty one.
    func isText(_ column: Int, _ text: String) -> Bool
}

extension SQLRow {
    package func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }
    package func isText(_ column: Int, _ text: String) -> Bool {
        withBytes(column) { stored in
            var text = text
            return text.withUTF8 { stored.isSame(as: $0) }
        }
    }

    package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
}

/// One connection inside a transaction.
package protocol SQLConnection {
    /// Runs a prepared statement that gives no rows. A driver may send it with the next question: a fault then comes up there, at the latest when the transaction ends.
    func execute(_ sql: String, _ values: [SQLValue]) throws
    /// Makes ready for a write of very many rows.
    func expectMany() throws
    /// Inserts many rows, whose values are of one kind in each column, as fast as the database takes them.
    func insert(_ rows: [[SQLValue]], into table: String, _ columns: [String]) throws
    /// Adds to the sums of a table: a row that is missing is made, one that comes to nothing goes.
    ///
    /// - Parameter changes: at most one for each key.
    func add(_ changes: [SumChange], to table: SumTable) throws
    /// Calls `each` with every row until it returns false.
    func forEach(_ sql: String, _ values: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws
    /// The same for results that may be as long as the log: never held in memory at once, other statements may run in between.
    func scan(_ sql: String, _ values: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws
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
    /// Runs a write that brings very many rows into an empty ledger, in the way in which the database takes those best.
    func filling<Value>(_ body: () throws -> Value) throws -> Value
    /// What the database itself finds wrong with its file; empty when nothing.
    func integrityProblems() throws -> [String]
    /// Another way in, for reading, beside this one: what is broken off here goes on there.
    func beside() throws -> any LedgerDatabase
    /// Puts everything into the database's own file and lets go of it; nothing but closing can be done with it afterwards.
    func close() throws
    /// Whether somebody may have written since it was asked last; cheap enough to be asked four times a second. Throws `unavailable` while the server is away.
    func hasNews() throws -> Bool
    /// Waits until the database answers again after it went away, trying again and again. Throws `unavailable` when it does not in time, `interrupted`.
    func awaitReturn(within patience: Duration) throws
    /// The login the database knows the writer by; `nil` where it knows none and the machine's counts.
    var login: String? { get }
    /// Where it keeps evidence itself; `nil` where that lies in a folder beside the file.
    var evidence: (any EvidenceDatabase)? { get }
    var dialect: any SQLDialect { get }
    /// Whether every question costs a way there and back.
    var isFar: Bool { get }
    /// Breaks off the statement that runs now, from any thread: its transaction is rolled back and throws `interrupted`.
    func interrupt()
}

/// Evidence that a database keeps itself, in pieces.
package protocol EvidenceDatabase: Sendable {
    /// Keeps one file under its digest, whole or not at all; what is there already is left.
    ///
    /// - Parameter next: the next piece, `nil` after the last.
    func keepEvidence(_ digest: String, _ next: () throws -> [UInt8]?) throws
    /// Hands out one file piece by piece; false when it is not there.
    func forEachPiece(ofEvidence digest: String, _ each: ([UInt8]) throws -> Void) throws -> Bool
}

/// A database that is one file and can be copied as one.
package protocol FileDatabase {
    /// A consistent copy into a new file.
    func copy(to path: String) throws
}

/// The expressions that differ between databases.
package protocol SQLDialect: Sendable {
    /// Statements that make the tables, in order.
    var schema: [String] { get }
    /// A condition over `findings` that holds where the words of its one parameter stand; see `searchWords`.
    var searchCondition: String { get }
    /// Numbers of findings in which the words of its one parameter stand, to be cut off by LIMIT before all were found.
    var searchNumbers: String { get }
    /// Whether `searchNumbers` names them far quicker than rows are read, and in the order of the numbers.
    var namesQuickly: Bool { get }
    /// Counts what the words of the first parameter find, up to the second; `nil` where that is no cheaper than to search.
    var searchSample: String? { get }
    /// How a query's bigrams become the parameter of `searchCondition`.
    func searchParameter(_ words: [SearchWord]) -> String
    /// What lets one transaction bring events of other logins into a new ledger.
    var transferPreparation: [String] { get }
    /// The last statements of a ledger's making: whoever made it keeps no more rights than others.
    var handOver: [String] { get }
    /// Whether the parameter stands in the text of the expression.
    func contains(_ expression: String) -> String
    /// Whether the expression is one of the texts of the parameter; see `list`.
    func isAmong(_ expression: String) -> String
    /// Texts as the parameter of `isAmong`; none of them needs quoting.
    func list(_ names: some Sequence<String>) -> SQLValue
    /// Whether the expression is one of the numbers of the parameter.
    func isAmong(numbers expression: String) -> String
    /// Numbers as the parameter of `isAmong(numbers:)`.
    func list(_ numbers: some Sequence<Int>) -> SQLValue
    /// Whether a writer may take indexes down and make them again inside its transaction.
    var remakesIndexes: Bool { get }
    /// Makes the indexes that findings are looked up and lists read by, where a new ledger begins without them; `nil` where it begins with them.
    var makeListIndexes: String? { get }
    /// Makes those alone that findings are looked up by.
    var makeLookupIndexes: String? { get }
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

    var isWhole: Bool {
        if case .whole = self { true } else { false }
    }
}
