import Ledger

/// A session inside a transaction.
struct PostgresConnection: SQLConnection {
    let session: PostgresSession

    func execute(_ sql: String, _ values: [SQLValue]) throws { try session.send(sql, values) }

    func insert(_ rows: [[SQLValue]], into table: String, _ columns: [String]) throws {
        guard !rows.isEmpty else { return }
        var data = CopyData()
        for row in rows { try data.append(row) }
        try session.copy(data.finish(), into: table, columns)
    }

    func forEach(_ sql: String, _ values: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws {
        // How common the words are decides the plan, so it is made anew for each search.
        let isSearch = sql.contains(PostgresDialect.matches)
        guard let result = try session.ask(sql, values, isPrepared: !isSearch) else { return }
        for index in 0..<result.count { guard try each(result.row(index)) else { return } }
    }

    func scan(_ sql: String, _ values: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws {
        let cursor = session.newCursor()
        try session.send("DECLARE \(cursor) NO SCROLL CURSOR FOR \(sql)", values, isPrepared: false)
        defer { try? session.send("CLOSE \(cursor)", [], isPrepared: false) }
        var size = 100
        while let result = try session.ask("FETCH FORWARD \(size) FROM \(cursor)", [], isPrepared: false) {
            for index in 0..<result.count { guard try each(result.row(index)) else { return } }
            guard result.count == size else { return }
            size = 2000
        }
    }
}
