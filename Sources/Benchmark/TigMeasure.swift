import Foundation

/// tig on a repository with as many commits, by the same code in the same run.
struct TigMeasure {
    private let place: Workplace
    private let commits: Int

    /// Beyond this it does not come to rest before it is measured.
    private static let most = 100_000

    init(_ place: Workplace, commits: Int) {
        self.place = place
        self.commits = min(commits, Self.most)
    }

    func run(_ report: inout Report) throws {
        guard let tig = Workplace.installed("tig"), let git = Workplace.installed("git") else {
            return report.add("tig", "not installed (apt-get install tig)")
        }
        let folder = place.folder + "/tig-\(commits)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try place.run(git, ["-C", folder, "init", "-q", "."])
        try place.run(git, ["-C", folder, "fast-import", "--quiet"], input: history())
        func open() throws -> Screenful {
            try Screenful([tig, "main"], environment: ["HOME": folder], directory: folder)
        }
        var starts: [Double] = []
        for _ in 0..<3 {
            let screen = try open()
            starts.append(try screen.firstFrame())
            try screen.end("Q")
        }
        report.add("tig, \(Report.grouped(commits)) commits: exec → first full frame", starts)
        let screen = try open()
        _ = try screen.firstFrame()
        let keys =
            try screen.keys(Array(repeating: "j", count: 100)) + screen.keys(Array(repeating: "\u{1B}[6~", count: 30))
            + screen.keys(Array(repeating: ["\u{1B}[F", "\u{1B}[H"], count: 10).flatMap { $0 })
        report.add("tig: all keys (j, PgDn, End, Home)", keys)
        report.add("tig: held key, lag of the last frame", [try screen.hold("j", presses: 60)])
        report.add(
            "tig: resize → frame", [screen.resize(columns: 120, rows: 40), screen.resize(columns: 200, rows: 50)])
        report.add("tig: memory (RSS)", "\(Report.short(screen.memory)) MiB")
        try screen.end("Q")
    }

    /// A linear history with subjects as long as a finding's text.
    private func history() -> Data {
        var text = ""
        text.reserveCapacity(commits * 220)
        let subject = "误工补助支出异常，未见考勤记录和事由说明，涉及金额较大，多笔重复发放，第"
        for number in 1...max(1, commits) {
            let message = subject + String(number) + "项"
            text += "commit refs/heads/main\ncommitter 张会计 <z@example.com> \(1_600_000_000 + number * 60) +0800\n"
            text += "data \(message.utf8.count)\n\(message)\n"
        }
        return Data(text.utf8)
    }
}
