import Foundation
import Spreadsheet

/// Import of an .xlsx, rows a second and memory.
enum ImportMeasure {
    /// An .xlsx of so many rows; its path.
    static func workbook(_ place: Workplace, rows: Int) throws -> String {
        let file = place.folder + "/ledger-\(rows).xlsx"
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
        return file
    }

    static func run(_ place: Workplace, rows: Int, _ report: inout Report) throws {
        let file = try workbook(place, rows: rows)
        let ledger = place.folder + "/import.db"
        try place.run(place.program, ["--ledger", ledger, "init", "--practice"])
        try place.run(place.program, ["--ledger", ledger, "round", "add", "第六轮", "--feedback", "2025-11-30"])
        let (seconds, peak) = try place.run(place.program, ["--ledger", ledger, "import", file, "--round", "第六轮"])
        let rate = Double(rows) / seconds
        report.add(
            "import .xlsx", "\(Report.grouped(Int(rate))) findings/s, \(peak / 1024) MiB", "≥ 20,000/s, ≤ 100 MB",
            isMet: rate >= 20_000 && peak <= 100_000)
        let export = try place.run(place.program, ["--ledger", ledger, "export", place.folder + "/out.xlsx"])
        let written = Double(rows) / export.seconds
        report.add(
            "export .xlsx", "\(Report.grouped(Int(written))) rows/s, \(export.peak / 1024) MiB", "≥ 30,000/s",
            isMet: written >= 30_000)
        let list = try place.run(place.program, ["--ledger", ledger, "list", "--json"])
        let listed = Double(rows) / list.seconds
        // Five times what `task export` does: 100,000 in 3.4 s.
        report.add(
            "list --json", "\(Report.grouped(Int(listed))) findings/s", "≥ 147,000/s", isMet: listed >= 147_000)
    }
}

/// Commands from start to end, beside the stock sqlite3 where there is one.
enum CommandMeasure {
    static func run(_ place: Workplace, findings: Int, _ report: inout Report) throws {
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
        report.add(
            "show 42",
            "\(Report.short(Report.median(ours))) ms (true \(Report.short(Report.median(version)))\(beside))",
            "≤ 15 ms", isMet: Report.median(ours) <= 15)
    }
}
