import Foundation
import PseudoTerminal

/// Measures the release build and prints ratios: `make bench`, or `make bench BENCH="--findings 100000"`.
@main
enum Benchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        func option(_ name: String) -> String? {
            arguments.firstIndex(of: name).flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
        }
        let program = option("--program") ?? ".build/release/xiaohao"
        let findings = Int(option("--findings") ?? "") ?? 10_000
        guard FileManager.default.isExecutableFile(atPath: program) else {
            print("no program at \(program): run make first")
            exit(66)
        }
        let place = try Workplace(program: URL(fileURLWithPath: program).path)
        defer { place.remove() }
        print("\(findings) findings, medians; \(ProcessInfo.processInfo.activeProcessorCount) cores")
        let measures: [(name: String, run: () throws -> Void)] = [
            ("import", { try ImportMeasure.run(place, rows: findings) }),
            ("command", { try CommandMeasure.run(place, findings: findings) }),
            ("commit", { try CommitMeasure.run(place) }), ("board", { try BoardMeasure.run(place) }),
        ]
        for measure in measures where option("--only").map({ $0.contains(measure.name) }) ?? true {
            if measure.name != "import" { try place.prepare(findings: findings) }
            try measure.run()
        }
    }
}

/// A folder for the benchmark's own ledgers.
struct Workplace {
    let program: String
    let folder: String

    init(program: String) throws {
        self.program = program
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folder = url.path
    }

    /// Makes the demonstration ledger once.
    func prepare(findings: Int) throws {
        guard !FileManager.default.fileExists(atPath: demonstration) else { return }
        let seconds = try run(program, ["--ledger", demonstration, "demo", "--size", String(findings)]).seconds
        Report.line("demo", "\(Int(Double(findings) / seconds)) findings/s", "")
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    var demonstration: String { folder + "/demonstration.db" }

    /// Runs a program to its end; seconds and the most memory it held, in KiB.
    @discardableResult
    func run(_ program: String, _ arguments: [String]) throws -> (seconds: Double, peak: Int) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let start = ContinuousClock.now
        try process.run()
        var peak = 0
        while process.isRunning {
            peak = max(peak, Self.peak(of: process.processIdentifier))
            usleep(peak == 0 ? 200 : 20_000)
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(command: ([program] + arguments).joined(separator: " "))
        }
        return ((ContinuousClock.now - start) / .seconds(1), peak)
    }

    /// Milliseconds of a command from spawn to end, its output thrown away.
    func time(_ program: String, _ arguments: [String]) throws -> Double {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [Int32(1), 2] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
        }
        func copied(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] { texts.map { strdup($0) } + [nil] }
        var words = copied([program] + arguments)
        var variables = copied(["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"])
        defer { for word in words + variables { free(word) } }
        var process: pid_t = 0
        let start = ContinuousClock.now
        guard posix_spawn(&process, program, &actions, nil, &words, &variables) == 0 else {
            throw Failed(command: program)
        }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        let time = (ContinuousClock.now - start) / .milliseconds(1)
        guard status == 0 else { throw Failed(command: ([program] + arguments).joined(separator: " ")) }
        return time
    }

    struct Failed: Error { let command: String }

    private static func peak(of process: Int32) -> Int {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return 0 }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}

/// One line of the report.
enum Report {
    static func line(_ what: String, _ figure: String, _ bar: String) {
        let text =
            what.padding(toLength: 44, withPad: " ", startingAt: 0)
            + figure.padding(toLength: 44, withPad: " ", startingAt: 0) + bar + "\n"
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }

    static func percentile(_ values: [Double], _ share: Double) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }

    static func short(_ value: Double) -> String { String(format: value < 10 ? "%.2f" : "%.0f", value) }
}
