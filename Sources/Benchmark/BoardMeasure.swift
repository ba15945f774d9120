import Foundation

/// The board as a person meets it, on one ledger.
struct BoardMeasure {
    private let place: Workplace
    private let ledger: String
    private let size: Int

    init(_ place: Workplace, ledger: String, size: Int) {
        self.place = place
        self.ledger = ledger
        self.size = size
    }

    private static let pageDown = "\u{1B}[6~"
    private static let escape = "\u{1B}"

    func run(_ report: inout Report) throws {
        var starts: [Double] = []
        for _ in 0..<9 {
            let board = try open()
            starts.append(try board.firstFrame())
            try board.end("Q")
        }
        report.add("exec → first full frame", starts, median: size <= 1000 ? 50 : 60)
        let board = try open()
        _ = try board.firstFrame()
        let walks: [(String, [String])] = [
            ("key j", Array(repeating: "j", count: 150)), ("key k", Array(repeating: "k", count: 100)),
            ("key PgDn", Array(repeating: Self.pageDown, count: 40)),
            ("keys G and g", Array(repeating: ["G", "g"], count: 20).flatMap { $0 }),
            ("column l and h", Array(repeating: ["l", "h"], count: 20).flatMap { $0 }),
        ]
        var all: [Double] = []
        for (name, keys) in walks {
            let times = try board.keys(keys)
            all += times
            report.add(name, times, median: 1, p95: 5)
        }
        _ = try board.key("\r")
        let details = try board.keys(Array(repeating: "j", count: 20))
        // With the focus back on the column, the details follow the cursor.
        _ = try board.key("\t")
        let followed = try board.keys(Array(repeating: "j", count: 40))
        report.add("details scrolled, and following the cursor", details + followed, median: 1, p95: 5)
        _ = try board.key(Self.escape, patience: .milliseconds(100))
        report.add("all keys", all + details + followed, median: 1, p95: 5)
        report.add("held key, lag of the last frame", [try board.hold("j", presses: 60)], median: 10)
        try searchAndFilter(board, &report)
        let sizes = [(120, 40), (200, 50), (80, 24), (200, 50)]
        report.add("resize → frame", sizes.map { board.resize(columns: $0.0, rows: $0.1) }, median: 30)
        try refresh(board, &report)
        let memory = board.memory
        report.add("memory (RSS)", "\(Report.short(memory)) MiB", "≤ 40 MB", isMet: memory * 1.048576 <= 40)
        let idle = board.idle(seconds: 10)
        report.add("idle", "\(Report.short(idle)) % of a core", "≤ 0.5 %", isMet: idle <= 0.5)
        try board.end("Q")
    }

    private func open() throws -> Screenful {
        try Screenful(
            [place.program, "--ledger", ledger, "--lang", "zh-Hans"], environment: ["HOME": place.folder])
    }

    private func searchAndFilter(_ board: Screenful, _ report: inout Report) throws {
        var search: [(cards: Double, all: Double)] = []
        for _ in 0..<3 {
            _ = try board.key("/")
            search += try ["误", "工", "补", "助"].compactMap { try board.searchKey($0) }
            _ = try board.key(Self.escape, patience: .milliseconds(200))
            board.rest(within: .milliseconds(300), quiet: .milliseconds(100))
        }
        report.add("search as you type, cards of all four columns", search.map(\.cards), median: 10)
        report.add("search as you type, what is counted over them", search.map(\.all))
        var changes: [Double] = []
        for key in ["!", "!", "o", "o", "o", "!", "!"] { changes += try board.keys([key]) }
        report.add("filter and order, first page", changes, median: 30)
    }

    /// Another process writes; how long until the board shows it.
    private func refresh(_ board: Screenful, _ report: inout Report) throws {
        let finding = try place.json(["--ledger", ledger, "show", "1", "--json"])
        let unit = (finding["unit"] as? [String: Any])?["id"] as? String ?? ""
        let filing = [
            "--ledger", ledger, "file", "--round", finding["round"] as? String ?? "", "--unit", unit, "--text", "另一处记的",
            "--category", finding["category"] as? String ?? "", "--deadline", "+300d",
        ]
        var times: [Double] = []
        for _ in 0..<5 {
            board.rest(within: .zero, quiet: .zero)
            _ = try place.time(place.program, filing)
            let start = ContinuousClock.now
            times.append(
                board.rest(within: .seconds(3), quiet: .milliseconds(20)).map { ($0 - start) / .milliseconds(1) }
                    ?? .infinity)
        }
        report.add("change by another process → frame", times, median: 1000)
    }
}
