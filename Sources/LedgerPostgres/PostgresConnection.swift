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
        try load.clear(for: sql)
        try session.send(sql, values)
    }

    /// One transaction's memory for the words that wait to be sorted into the index.
    func expectMany() throws {
        try session.send("SET LOCAL work_mem = '64MB'", [])
        // Files are read and copies compared between its statements.
        try session.send(PostgresDatabase.sleep("2min"), [])
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
        try session.copy(data.take(), into: table, columns)
    }

    func add(_ changes: [SumChange], to table: SumTable) throws {
        try load.clear(for: table.name)
        var rest = changes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(PostgresSums.most)
            rest = rest.dropFirst(piece.count)
            let keys = PostgresSums.keys(piece, of: table)
            try session.send(PostgresSums.adding(table), keys + PostgresSums.sums(piece, of: table))
            let fewer = piece.filter { $0.takesAway(from: table) }
            if !fewer.isEmpty { try session.send(PostgresSums.removing(table), PostgresSums.keys(fewer, of: table)) }
        }
    }

    func forEach(_ sql: String, _ values: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws {
        try load.clear(for: sql)
        let isPrepared = !PostgresDialect.isPlannedAnew(sql)
        guard let result = try session.ask(sql, values, isPrepared: isPrepared) else { return }
        for index in 0..<result.count { guard try each(result.row(index)) else { return } }
    }

    func scan(_ sql: String, _ values: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws {
        try load.clear(for: sql)
        let cursor = session.newCursor()
        try session.send("DECLARE \(cursor) NO SCROLL CURSOR FOR \(sql)", values, isPrepared: false)
        defer { try? execute("CLOSE \(cursor)", []) }
        var size = 100
        while true {
            let next = "FETCH FORWARD \(size) FROM \(cursor)"
            // Whoever is told of rows may write: what they write is not among what is read.
            try load.clear(for: next)
            guard let result = try session.ask(next, [], isPrepared: false) else { return }
            for index in 0..<result.count { guard try each(result.row(index)) else { return } }
            guard result.count == size else { return }
            size = 2000
        }
    }
}
