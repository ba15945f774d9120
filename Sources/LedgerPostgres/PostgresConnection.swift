import Ledger

/// A session inside a transaction.
struct PostgresConnection: SQLConnection {
    let session: PostgresSession
    private let load: PostgresLoad

    init(session: PostgresSession) {
        self.session = session
        load = PostgresLoad(session)
    }

    func execute(_ sql: String, _ values: [SQLValue]) throws {
        guard try !load.takes(sql, values) else { return }
        try load.settle()
        try session.send(sql, values)
    }

    /// One transaction's memory for the words that wait to be sorted into the index.
    func expectMany() throws {
        for setting in ["gin_pending_list_limit = '64MB'", "work_mem = '64MB'"] {
            try session.send("SET LOCAL \(setting)", [])
        }
        load.begin()
    }

    /// Everything that was gathered is in; the transaction may end.
    func finish() throws { try load.settle() }

    /// Nothing that was gathered goes in any more.
    func drop() { load.drop() }

    func insert(_ rows: [[SQLValue]], into table: String, _ columns: [String]) throws {
        guard !rows.isEmpty else { return }
        try load.settle()
        var data = CopyData()
        for row in rows { try data.append(row) }
        try session.copy(data.finish(), into: table, columns)
    }

    func forEach(_ sql: String, _ values: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws {
        try load.settle()
        // How common the words are decides the plan, so it is made anew for each search.
        let isSearch = sql.contains(PostgresDialect.matches)
        guard let result = try session.ask(sql, values, isPrepared: !isSearch) else { return }
        for index in 0..<result.count { guard try each(result.row(index)) else { return } }
    }

    func scan(_ sql: String, _ values: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws {
        try load.settle()
        let cursor = session.newCursor()
        try session.send("DECLARE \(cursor) NO SCROLL CURSOR FOR \(sql)", values, isPrepared: false)
        defer { try? execute("CLOSE \(cursor)", []) }
        var size = 100
        while true {
            // Whoever is told of rows may write.
            try load.settle()
            guard let result = try session.ask("FETCH FORWARD \(size) FROM \(cursor)", [], isPrepared: false) else {
                return
            }
            for index in 0..<result.count { guard try each(result.row(index)) else { return } }
            guard result.count == size else { return }
            size = 2000
        }
    }
}
