import Ledger

/// SQLite's own words: STRICT tables, append-only triggers, FTS5 over bigrams.
struct SQLiteDialect: SQLDialect {
    var schema: [String] {
        Schema.tables(bytes: "BLOB", strict: " STRICT", keyed: " STRICT, WITHOUT ROWID") + [
            """
            CREATE TRIGGER events_are_kept BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END
            """,
            """
            CREATE TRIGGER events_are_fixed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END
            """,
            """
            CREATE TRIGGER signatures_are_kept BEFORE DELETE ON signatures BEGIN SELECT RAISE(ABORT, 'signatures are never deleted'); END
            """,
            """
            CREATE TRIGGER signatures_are_fixed BEFORE UPDATE ON signatures BEGIN SELECT RAISE(ABORT, 'signatures are never changed'); END
            """,
            """
            CREATE VIRTUAL TABLE search USING fts5(words, content='', detail=none, columnsize=0, tokenize="ascii")
            """,
        ]
    }

    var searchCondition: String { "number IN (SELECT rowid FROM search WHERE search MATCH ?)" }

    let namesQuickly = true

    var searchNumbers: String { "SELECT rowid FROM search WHERE search MATCH ?" }

    var searchSample: String? { "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)" }

    func searchParameter(_ words: [SearchWord]) -> String {
        words.map { word in
            switch word {
            case .whole(let text): "\"\(text)\""
            case .prefix(let text): "\"\(text)\"*"
            }
        }.joined(separator: " AND ")
    }

    func isAmong(_ expression: String) -> String { "\(expression) IN (SELECT value FROM json_each(?))" }

    func list(_ names: some Sequence<String>) -> SQLValue {
        .text("[\(names.map { "\"\($0)\"" }.joined(separator: ","))]")
    }

    func isAmong(numbers expression: String) -> String { isAmong(expression) }

    func list(_ numbers: some Sequence<Int>) -> SQLValue {
        .text("[\(numbers.map(String.init).joined(separator: ","))]")
    }

    func contains(_ expression: String) -> String { "instr(\(expression), ?) > 0" }

    var transferPreparation: [String] { [] }
    var handOver: [String] { [] }

    var remakesIndexes: Bool { true }
    let makeListIndexes: String? = nil
    let makeLookupIndexes: String? = nil

    var insertWords: String { "INSERT INTO search (rowid, words) VALUES (?, ?)" }
    var deleteWords: String { "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)" }
    var deleteAllWords: String { "INSERT INTO search (search) VALUES ('delete-all')" }
}
