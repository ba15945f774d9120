import Foundation
import PostgresServer

/// The same board, import and commit on a ledger on a server of this machine, private to the run; beside psql's own.
struct ServerMeasure {
    private let place: Workplace
    private let server: PostgresServer
    private let url: String
    private let isKept: Bool

    /// `nil`, with words, where there is no server to start.
    ///
    /// - Parameter data: where the server's data stays; the boards that are there already are measured as they are.
    init?(_ place: Workplace, login: String = "tester", data: String?) {
        self.place = place
        isKept = data != nil
        do {
            if let data { try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true) }
            server = try PostgresServer(
                settings: ["shared_buffers=256MB", "max_wal_size=2GB", "statement_timeout=0"], data: data)
        } catch {
            print("  no server: \(error)")
            return nil
        }
        url = server.url(login, schema: "bench")
    }

    /// - Parameters:
    ///   - rows: of the file that is imported.
    ///   - moved: findings of the ledger that is moved.
    func run(rows: Int, moved: Int, sizes: [Int], _ report: inout Report) throws {
        defer { try? server.end() }
        for schema in ["bench", "bare", "moved"] { try server.psql("DROP SCHEMA IF EXISTS \(schema) CASCADE") }
        try load(rows, moved, &report)
        try commit(&report)
        for size in sizes {
            report.section("server \(size)", "The board on a server, \(Report.grouped(size)) findings, 200×50")
            let ledger = try board(of: size, &report)
            report.add("one round trip, by psql", [try roundTrip()])
            try BoardMeasure(place, ledger: ledger, size: size).run(&report)
            try desk(ledger, &report)
            if !isKept { try server.psql("DROP SCHEMA board\(size) CASCADE") }
        }
    }

    /// From so many findings on a ledger is made in a file and moved here: made here it would take a question a step.
    private static let large = 20_000

    /// A ledger of generated findings, a new one or one that was kept.
    private func board(of size: Int, _ report: inout Report) throws -> String {
        let schema = "board\(size)"
        let ledger = server.url(schema: schema)
        // Who made the file is known by the login of this machine.
        let login = size > Self.large ? NSUserName() : "tester"
        if try server.psql("SELECT to_regnamespace('\(schema)') IS NULL") == "t" {
            if size > Self.large {
                let source = try place.ledger(of: size)
                try bind(source)
                let seconds = try place.run(place.program, ["--ledger", source, "move", ledger]).seconds
                report.add("move to a server", "\(Report.grouped(Int(Double(size) / seconds))) findings/s")
                place.remove(ledger: source)
                if try server.psql("SELECT 1 FROM pg_roles WHERE rolname = '\(login)'").isEmpty {
                    try server.psql("CREATE ROLE \"\(login)\" LOGIN")
                }
                try server.psql("GRANT \(schema)_app TO \"\(login)\"")
            } else {
                let seconds = try place.run(place.program, ["--ledger", ledger, "demo", "--size", String(size)]).seconds
                report.add("demonstration ledger", "\(Report.grouped(Int(Double(size) / seconds))) findings/s")
            }
            try server.psql("VACUUM ANALYZE")
        }
        return server.url(login, schema: schema)
    }

    /// Whoever made a ledger is known on the server by its login too: it is not moved to where nobody could act.
    private func bind(_ source: String) throws {
        let name = NSUserName()
        try place.run(
            place.program,
            ["--ledger", source, "person", "add", name, "--login", name, "--login", "tester"])
    }

    private func load(_ rows: Int, _ moved: Int, _ report: inout Report) throws {
        let file = try ImportMeasure.workbook(place, rows: rows)
        try place.run(place.program, ["--ledger", url, "init", "--practice"])
        try place.run(place.program, ["--ledger", url, "round", "add", "第六轮", "--feedback", "2025-11-30"])
        let (seconds, peak) = try place.run(place.program, ["--ledger", url, "import", file, "--round", "第六轮"])
        let rate = Double(rows) / seconds
        report.add(
            "import .xlsx, \(Report.grouped(rows)) rows, into a server",
            "\(Report.grouped(Int(rate))) findings/s, \(peak / 1024) MiB", "≥ 15,000/s",
            isMet: rate >= 15_000)
        let target = server.url(schema: "moved")
        let source = place.folder + "/moving.db"
        try place.run(place.program, ["--ledger", source, "demo", "--size", String(moved)])
        try bind(source)
        let move = try place.run(place.program, ["--ledger", source, "move", target])
        report.add(
            "move to a server",
            "\(Report.grouped(Int(Double(moved) / move.seconds))) findings/s, \(move.peak / 1024) MiB")
        try server.psql("VACUUM ANALYZE")
    }

    /// Findings that are commented on, here and there.
    private static let commented = 200

    /// One comment through the domain beside the same two statements, prepared, by PostgreSQL's own pgbench on the same socket: an event of the same size into a table as full and with the same indexes, the next of its finding's stream, and the finding's row; in turns, medians of whole transactions.
    private func commit(_ report: inout Report) throws {
        let session = try Session(place, ledger: url)
        _ = try session.comment(1)
        try server.psql(
            """
            CREATE SCHEMA bare; GRANT ALL ON SCHEMA bare TO tester;
            CREATE TABLE bare.events (LIKE bench.events INCLUDING ALL);
            CREATE TABLE bare.findings (LIKE bench.findings INCLUDING ALL);
            INSERT INTO bare.events SELECT * FROM bench.events;
            INSERT INTO bare.findings SELECT * FROM bench.findings;
            GRANT ALL ON ALL TABLES IN SCHEMA bare TO tester;
            """)
        try server.psql("VACUUM ANALYZE")
        let sample = try server.psql(
            """
            SELECT position || '|' || operation || '|' || encode(hash, 'hex') || '|' || replace(text, E'\\n', '\\n')
            FROM bare.events ORDER BY position DESC LIMIT 1
            """
        )
        .split(separator: "|", maxSplits: 3).map(String.init)
        guard sample.count == 4, let newest = Int(sample[0]) else { throw Workplace.Failed(command: "an empty log") }
        let text = sample[3].replacing("'", with: "''").replacing(":", with: "：")
        let script = """
            \\set finding random(1, \(Self.commented))
            \\set position :position + 1
            BEGIN;
            INSERT INTO bare.events (position, stream, version, operation, hash, text)
            SELECT :position, 'finding/' || id, version + 1, '\(sample[1])', decode('\(sample[2])', 'hex'), E'\(text)'
            FROM bare.findings WHERE number = :finding;
            UPDATE bare.findings SET version = version + 1, changed = :position WHERE number = :finding;
            COMMIT;
            """
        try PostgresServer.run("cat > \(server.folder)/two.sql", in: server.folder, input: script)
        var ours: [Double] = []
        var theirs: [Double] = []
        for turn in 1...5 {
            for finding in 1...40 {
                let number = (turn * 40 + finding) % Self.commented + 1
                try session.open(number)
                ours.append(try session.comment(number))
            }
            // A line a transaction, its microseconds third.
            let log = try PostgresServer.run(
                """
                pgbench -n -M prepared -t 60 -D position=\(newest + turn * 100) -l --log-prefix=took -f two.sql \
                  -h \(server.folder) -U tester office >&2 && cat took.* && rm took.*
                """, in: server.folder)
            theirs += log.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ")
                return words.count > 2 ? Double(words[2]).map { $0 / 1000 } : nil
            }
        }
        let ratio = Report.median(ours) / Report.median(theirs)
        report.add(
            "commit (in process) on a server",
            "\(Report.short(Report.median(ours))) ms, pgbench \(Report.short(Report.median(theirs))): \(Report.short(ratio)) ×",
            "≤ 1.5 ×", isMet: ratio <= 1.5)
    }

    private func roundTrip() throws -> Double {
        let said = try PostgresServer.run(
            "echo 'SELECT 1;' > one.sql && pgbench -n -M prepared -t 500 -f one.sql -h \(server.folder) -U tester office 2>&1",
            in: server.folder)
        let line = said.split(separator: "\n").first { $0.hasPrefix("latency average") } ?? ""
        return line.split(separator: " ").compactMap { Double($0) }.first ?? .nan
    }

    /// The desk, page by page.
    private func desk(_ ledger: String, _ report: inout Report) throws {
        let board = try Screenful(
            [place.program, "--ledger", ledger, "--lang", "zh-Hans"], environment: ["HOME": place.folder])
        _ = try board.firstFrame()
        if let open = try board.key("3") { report.add("desk, first page", [open], median: 30) }
        report.add("desk, page by page", try board.keys(Array(repeating: "\u{1B}[6~", count: 20)), median: 1, p95: 5)
        try board.end("Q")
    }
}
