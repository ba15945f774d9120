import Foundation
import PseudoTerminal
import Spreadsheet

/// Import of an .xlsx, rows a second and memory.
enum ImportMeasure {
    static func run(_ place: Workplace, rows: Int) throws {
        let file = place.folder + "/ledger.xlsx"
        var book = try WorkbookWriter(path: file)
        let headers = ["序号", "责任单位", "反馈问题", "问题类别", "整改时限", "责任领导", "整改措施", "完成情况"]
        try book.beginSheet("台账", headers: headers, widths: headers.map { _ in 14 })
        for row in 1...rows {
            try book.write([
                String(row), "第\(row % 2920)村", "误工补助支出异常，未见考勤记录和事由说明，涉及金额较大，多笔重复发放，第\(row)项", "群众身边不正之风 / 误工补助",
                "2026-\(row % 12 + 1)-15", "李书记", "1.修订办法；2.追回资金", "未完成",
            ])
        }
        try book.close()
        let ledger = place.folder + "/import.db"
        try place.run(place.program, ["--ledger", ledger, "init", "--practice"])
        try place.run(place.program, ["--ledger", ledger, "round", "add", "第六轮", "--feedback", "2025-11-30"])
        let (seconds, peak) = try place.run(place.program, ["--ledger", ledger, "import", file, "--round", "第六轮"])
        Report.line(
            "import .xlsx", "\(Int(Double(rows) / seconds)) findings/s, \(peak / 1024) MiB", "bar 20,000/s, 100 MiB")
    }
}

/// Commands from start to end, beside the stock sqlite3 where there is one.
enum CommandMeasure {
    static func run(_ place: Workplace, findings: Int) throws {
        var ours: [Double] = []
        var version: [Double] = []
        var stock: [Double] = []
        let sqlite = ["/usr/bin/sqlite3"].first { FileManager.default.isExecutableFile(atPath: $0) }
        for _ in 0..<25 {
            ours.append(try place.time(place.program, ["--ledger", place.demonstration, "show", "42"]))
            version.append(try place.time("/bin/true", []))
            if let sqlite {
                stock.append(
                    try place.time(sqlite, [place.demonstration, "SELECT text FROM events WHERE position = 42"]))
            }
        }
        let beside = stock.isEmpty ? "" : ", sqlite3 \(Report.short(Report.median(stock)))"
        Report.line(
            "show 42",
            "\(Report.short(Report.median(ours))) ms (true \(Report.short(Report.median(version)))\(beside))",
            "bar 15 ms")
    }
}

/// The board through a pty: first frame, keys, search, resize, memory.
enum BoardMeasure {
    static func run(_ place: Workplace) throws {
        var starts: [Double] = []
        for _ in 0..<7 {
            let board = try open(place)
            starts.append((try first(board) - board.started) / .milliseconds(1))
            try end(board)
        }
        Report.line("first full frame, 200×50", "\(Report.short(Report.median(starts))) ms", "bar 60 ms")
        let board = try open(place)
        _ = try first(board)
        for (name, key, times) in [
            ("j", "j", 100), ("PgDn", "\u{1B}[6~", 20), ("G and g", "Gg", 10), ("column", "l", 3),
        ] {
            var latencies: [Double] = []
            for _ in 0..<times {
                for one in name == "G and g" ? ["G", "g"] : [key] { latencies.append(try latency(board, one)) }
            }
            Report.line(
                "key \(name)",
                "median \(Report.short(Report.median(latencies))), p95 \(Report.short(Report.percentile(latencies, 0.95))) ms",
                "bar 1, 5 ms")
        }
        _ = try latency(board, "/")
        var search: [Double] = []
        for letter in ["误", "工", "补", "助"] { search.append(try latency(board, letter)) }
        Report.line(
            "search as you type, to the last frame", "median \(Report.short(Report.median(search))) ms", "bar 10 ms")
        let status = try String(contentsOfFile: "/proc/\(board.identifier)/status", encoding: .utf8)
        let memory =
            status.split(separator: "\n").first { $0.hasPrefix("VmRSS") }.flatMap { Int($0.filter(\.isNumber)) } ?? 0
        Report.line("memory of the board", "\(memory / 1024) MiB", "bar 40 MiB")
        try end(board)
    }

    private static func open(_ place: Workplace) throws -> PtyProcess {
        try PtyProcess(
            [place.program, "--ledger", place.demonstration, "--lang", "zh-Hans"],
            size: WindowSize(columns: 200, rows: 50))
    }

    /// When the selected card stood on the screen.
    private static func first(_ board: PtyProcess) throws -> ContinuousClock.Instant {
        var seen: [UInt8] = []
        let mark = Array("▌".utf8)
        while let bytes = board.read(within: .seconds(10)), !bytes.isEmpty {
            seen += bytes
            if contains(seen, mark) {
                let now = ContinuousClock.now
                settle(board)
                return now
            }
        }
        throw Workplace.Failed(command: "no first frame")
    }

    private static func contains(_ bytes: [UInt8], _ mark: [UInt8]) -> Bool { Data(bytes).range(of: Data(mark)) != nil }

    private static func settle(_ board: PtyProcess) {
        while let bytes = board.read(within: .milliseconds(60)), !bytes.isEmpty {}
    }

    /// From the key to the last bytes of its frame.
    private static func latency(_ board: PtyProcess, _ key: String) throws -> Double {
        let start = ContinuousClock.now
        try board.write(Array(key.utf8))
        var last = start
        var limit = Duration.seconds(2)
        while let bytes = board.read(within: limit), !bytes.isEmpty {
            last = ContinuousClock.now
            limit = .milliseconds(8)
        }
        settle(board)
        return (last - start) / .milliseconds(1)
    }

    private static func end(_ board: PtyProcess) throws {
        try board.write(Array("\u{1B}".utf8))
        settle(board)
        try board.write(Array("Q".utf8))
        settle(board)
    }
}
