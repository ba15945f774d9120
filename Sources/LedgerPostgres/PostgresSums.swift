import Ledger

/// Sums of a table, raised and lowered by one statement for all their rows.
enum PostgresSums {
    /// So many rows a statement.
    static let most = 2_000

    static func adding(_ table: SumTable) -> String {
        let kinds = table.keys.map(\.kind) + table.sums.map { _ in .integer }
        let lists = kinds.map(list).joined(separator: ", ")
        return """
            INSERT INTO \(table.name) (\(table.columns.joined(separator: ", "))) SELECT * FROM unnest(\(lists))
            \(table.conflict)
            """
    }

    /// Takes out the rows that came to nothing.
    static func removing(_ table: SumTable) -> String {
        let names = table.keys.map(\.name)
        let lists = table.keys.map { list($0.kind) }.joined(separator: ", ")
        let same = names.map { "\(table.name).\($0) = k.\($0)" }.joined(separator: " AND ")
        return """
            DELETE FROM \(table.name) USING unnest(\(lists)) AS k (\(names.joined(separator: ", ")))
            WHERE \(same) AND \(table.isNothing)
            """
    }

    private static func list(_ kind: SumTable.Kind) -> String {
        switch kind {
        case .integer: "CAST(? AS bigint[])"
        case .text: "CAST(? AS text[])"
        }
    }

    /// One parameter a column: its values as PostgreSQL writes an array.
    static func keys(_ changes: some Sequence<SumChange>, of table: SumTable) -> [SQLValue] {
        table.keys.indices.map { column in array(changes.lazy.map { $0.key[column] }) }
    }

    static func sums(_ changes: some Sequence<SumChange>, of table: SumTable) -> [SQLValue] {
        table.sums.indices.map { column in array(changes.lazy.map { .integer($0.sums[column]) }) }
    }

    private static func array(_ values: some Sequence<SQLValue>) -> SQLValue {
        var text = "{"
        for value in values {
            if text.utf8.count > 1 { text += "," }
            switch value {
            case .integer(let number): text += String(number)
            case .text(let word): text += quoted(word)
            case .utf8(let bytes): text += quoted(String(decoding: bytes, as: UTF8.self))
            case .null, .bytes: text += "NULL"
            }
        }
        return .text(text + "}")
    }

    private static func quoted(_ word: String) -> String {
        var result = "\""
        for scalar in word.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }
}
