import Foundation

/// Instructions of one key → frame and of one imported row: the difference of two runs that differ only in their number.
struct InstructionMeasure {
    private let place: Workplace

    init(_ place: Workplace) { self.place = place }

    func run(_ report: inout Report) throws {
        guard let valgrind = Workplace.installed("valgrind") else {
            return report.add("instructions", "valgrind is not installed (apt-get install valgrind)")
        }
        let ledger = try place.ledger(of: 2_000)
        for (name, key) in [("key j → frame", "j"), ("key PgDn → frame", "\u{1B}[6~")] {
            let few = try board(valgrind, ledger, key, presses: 10)
            let many = try board(valgrind, ledger, key, presses: 60)
            report.add(instructions: name, (many - few) / 50)
        }
        let few = try importing(valgrind, rows: 500)
        let many = try importing(valgrind, rows: 1_500)
        report.add(instructions: "one imported row", (many - few) / 1_000)
    }

    private func command(_ valgrind: String, _ log: String) -> [String] {
        [valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-file=\(log)", place.program]
    }

    private func board(_ valgrind: String, _ ledger: String, _ key: String, presses: Int) throws -> Int {
        let log = place.folder + "/callgrind.log"
        let screen = try Screenful(
            command(valgrind, log) + ["--ledger", ledger, "--lang", "zh-Hans"], environment: ["HOME": place.folder])
        _ = try screen.firstFrame(quiet: .milliseconds(2500))
        for _ in 0..<presses { _ = try screen.key(key, quiet: .milliseconds(60), patience: .seconds(3)) }
        try screen.end("Q")
        return try collected(log)
    }

    private func importing(_ valgrind: String, rows: Int) throws -> Int {
        let ledger = place.folder + "/callgrind-\(rows).db"
        let file = try ImportMeasure.workbook(place, rows: rows)
        try place.run(place.program, ["--ledger", ledger, "init", "--practice"])
        try place.run(place.program, ["--ledger", ledger, "round", "add", "第六轮", "--feedback", "2025-11-30"])
        let log = place.folder + "/callgrind.log"
        let words = command(valgrind, log) + ["--ledger", ledger, "import", file, "--round", "第六轮"]
        try place.run(words[0], Array(words.dropFirst()))
        return try collected(log)
    }

    /// `==12== Collected : 123456`; it is written when the program has ended.
    private func collected(_ log: String) throws -> Int {
        for _ in 0..<200 {
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            let line = text.split(separator: "\n").last { $0.contains("Collected :") }
            if let count = line?.split(separator: " ").last.flatMap({ Int($0) }) { return count }
            usleep(50_000)
        }
        throw Workplace.Failed(command: "callgrind")
    }
}
