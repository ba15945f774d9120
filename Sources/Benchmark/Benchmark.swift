import Foundation

/// Measures the release build through a pty and writes BENCHMARKS.md: `make bench`, or
/// `make bench BENCH="--sizes 1000,1000000 --only board"`.
@main
enum Benchmark {
    /// Findings of the ledger that commands, commits and verification are measured on.
    private static let demonstration = 10_000
    /// Findings closed by three signed opinions each.
    private static let signed = 2000

    static func main() throws {
        let choices = try Choices(CommandLine.arguments)
        guard FileManager.default.isExecutableFile(atPath: choices.program) else {
            print("no program at \(choices.program): run make first")
            exit(66)
        }
        let place = try Workplace(program: URL(fileURLWithPath: choices.program).path)
        defer { place.remove() }
        var report = Report(earlier: choices.file)
        if choices.takes("commands") {
            report.section("commands", "Commands and files, \(Report.grouped(choices.rows)) rows")
            try ImportMeasure.run(place, rows: choices.rows, &report)
            report.add(
                "demo, \(Report.grouped(Self.demonstration)) findings",
                "\(Report.grouped(Int(try place.prepare(findings: Self.demonstration)))) findings/s")
            try CommandMeasure.run(place, findings: Self.demonstration, &report)
            try CommitMeasure.run(place, &report)
            try VerifyMeasure.run(place, &report)
        }
        if choices.takes("signing") {
            report.section("signing", "Signed opinions, \(Report.grouped(Self.signed)) findings closed by three")
            try SigningMeasure(place).run(findings: Self.signed, &report)
        }
        if choices.takes("triage") {
            report.section("triage", "Triage: which findings say the same thing")
            try SimilarityMeasure.run(&report)
        }
        for size in choices.sizes where choices.takes("board") {
            report.section("board \(size)", "The board on \(Report.grouped(size)) findings, 200×50")
            let ledger = try place.ledger(of: size, keptIn: choices.ledgers)
            try BoardMeasure(place, ledger: ledger, size: size).run(&report)
            try TigMeasure(place, commits: size).run(&report)
            if choices.ledgers == nil { place.remove(ledger: ledger) }
        }
        if choices.takes("server"), let server = ServerMeasure(place, data: choices.serverData) {
            report.section("server", "On a PostgreSQL server of this machine")
            try server.run(
                rows: choices.rows, moved: Self.demonstration, sizes: choices.serverSizes, &report)
        }
        if choices.takes("instructions") {
            report.section("instructions", "Instructions, by callgrind: the same on a busy machine")
            try InstructionMeasure(place).run(&report)
        }
        if let file = choices.file { try report.write(to: file) }
    }
}

/// What was asked for on the command line.
struct Choices {
    var program = ".build/release/xiaohao"
    var sizes = [1_000, 10_000, 100_000]
    var rows = 100_000
    var serverSizes = [10_000]
    /// Where the ledgers of the board stay, to be measured again: a million findings take long to make. `nil`: they go with the run.
    var ledgers: String?
    /// Where the server's data stays, with the ledgers made for it; `nil`: they go with the run.
    var serverData: String?
    var only: Set<String> = []
    /// `nil`: nothing is written.
    var file: String? = "BENCHMARKS.md"

    private static let usage = """
        xiaohao-bench [--sizes 1000,10000,100000] [--ledgers FOLDER] [--rows 100000]
                      [--server-sizes 10000] [--server-data FOLDER] [--program PATH]
                      [--only commands,signing,triage,board,server,instructions] [--out BENCHMARKS.md | --no-file]
        """

    init(_ arguments: [String]) throws {
        var rest = arguments.dropFirst()
        func refuse() -> Never {
            print(Self.usage)
            exit(64)
        }
        while let option = rest.popFirst() {
            if option == "--no-file" {
                file = nil
                continue
            }
            guard let value = rest.popFirst() else { refuse() }
            switch option {
            case "--program": program = value
            case "--server-data": serverData = value
            case "--ledgers": ledgers = value
            case "--sizes":
                sizes = value.split(separator: ",").compactMap { Int($0) }
                if sizes.isEmpty { refuse() }
            case "--server-sizes":
                serverSizes = value.split(separator: ",").compactMap { Int($0) }
                if serverSizes.isEmpty { refuse() }
            case "--rows":
                guard let number = Int(value), number > 0 else { refuse() }
                rows = number
            case "--only": only = Set(value.split(separator: ",").map(String.init))
            case "--out": file = value
            default: refuse()
            }
        }
        // A part of the figures is no report.
        if !only.isEmpty, file == "BENCHMARKS.md" { file = nil }
    }

    func takes(_ part: String) -> Bool { only.isEmpty || only.contains(part) }
}
