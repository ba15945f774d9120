import Glibc
import Ledger

/// PostgreSQL's own words: types and byte order of texts as SQLite has them, roles and grants, full text in a GIN index over bigrams.
struct PostgresDialect: SQLDialect {
    let schemaName: String

    /// Stands in what is planned anew each time: how common the words are decides how it is done.
    private static let sample = "FROM search s WHERE"

    /// Asked of every question, so by bytes.
    static func isPlannedAnew(_ sql: String) -> Bool { strstr(sql, sample) != nil }

    /// The name may be a word of SQL: `order`, `user`.
    var quoted: String { "\"\(schemaName)\"" }
    var owner: String { schemaName + "_owner" }
    var application: String { schemaName + "_app" }
    var readers: String { schemaName + "_read" }

    /// Numbers first, then each finding by its key: left to itself the server looks into every text before it asks the index.
    var searchCondition: String { "number = ANY(ARRAY(SELECT number FROM search WHERE words @@ CAST(? AS tsquery)))" }

    var searchSample: String? {
        "SELECT count(*) FROM (SELECT 1 \(Self.sample) words @@ CAST(? AS tsquery) LIMIT CAST(? AS BIGINT)) met"
    }

    let namesQuickly = false

    var searchNumbers: String { "SELECT number \(Self.sample) words @@ CAST(? AS tsquery)" }

    func searchParameter(_ words: [SearchWord]) -> String {
        words.map { word in
            switch word {
            case .whole(let text): Self.lexeme(text)
            case .prefix(let text): Self.lexeme(text) + ":*"
            }
        }.joined(separator: " & ")
    }

    private static func lexeme(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "''") + "'"
    }

    func isAmong(_ expression: String) -> String { "\(expression) = ANY(CAST(? AS text[]))" }

    func list(_ names: some Sequence<String>) -> SQLValue { .text("{\(names.joined(separator: ","))}") }

    func isAmong(numbers expression: String) -> String { "\(expression) = ANY(CAST(? AS bigint[]))" }

    func list(_ numbers: some Sequence<Int>) -> SQLValue {
        .text("{\(numbers.map(String.init).joined(separator: ","))}")
    }

    func contains(_ expression: String) -> String { "strpos(\(expression), ?) > 0" }

    /// The application role owns nothing.
    var remakesIndexes: Bool { false }

    var insertWords: String { Self.insertsWords }
    static let insertsWords = """
        INSERT INTO search (number, words) VALUES (?, array_to_tsvector(string_to_array(?, ' ')))
        """
    var deleteWords: String { "DELETE FROM search WHERE number = ? AND CAST(? AS TEXT) IS NOT NULL" }
    var deleteAllWords: String { "DELETE FROM search" }
}
