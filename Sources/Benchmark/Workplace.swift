import Foundation

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

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    var demonstration: String { folder + "/demonstration.db" }

    /// Makes the demonstration ledger once; findings a second.
    func prepare(findings: Int) throws -> Double {
        let seconds = try run(program, ["--ledger", demonstration, "demo", "--size", String(findings)]).seconds
        return Double(findings) / seconds
    }

    /// A ledger of generated findings.
    ///
    /// - Parameter kept: a folder where one made earlier may lie and this one stays.
    func ledger(of size: Int, keptIn kept: String? = nil) throws -> String {
        let path = (kept.map { URL(fileURLWithPath: $0).path } ?? folder) + "/board-\(size).db"
        if FileManager.default.fileExists(atPath: path) { return path }
        try run(program, ["--ledger", path, "demo", "--size", String(size)])
        return path
    }

    func remove(ledger: String) {
        for suffix in ["", "-wal", "-shm", ".evidence"] {
            try? FileManager.default.removeItem(atPath: ledger + suffix)
        }
    }

    /// Runs a program to its end; seconds and the most memory it held, in KiB.
    @discardableResult
    func run(_ program: String, _ arguments: [String], input: Data? = nil) throws -> (seconds: Double, peak: Int) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        if let input {
            let file = folder + "/input"
            try input.write(to: URL(fileURLWithPath: file))
            process.standardInput = FileHandle(forReadingAtPath: file)
        }
        let start = ContinuousClock.now
        try process.run()
        var peak = 0
        while process.isRunning {
            peak = max(peak, Self.memory(of: process.processIdentifier, "VmHWM"))
            usleep(peak == 0 ? 200 : 20_000)
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(command: ([program] + arguments).joined(separator: " "))
        }
        return ((ContinuousClock.now - start) / .seconds(1), peak)
    }

    /// The object that a command of the program prints.
    func json(_ arguments: [String]) throws -> [String: Any] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard let value = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
            throw Failed(command: arguments.joined(separator: " "))
        }
        return value
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

    /// KiB of a process by a name of /proc/…/status: VmRSS, VmHWM.
    static func memory(of process: Int32, _ name: String) -> Int {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return 0 }
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    /// Where a program of another package is; `nil` when it is not installed.
    static func installed(_ name: String) -> String? {
        ["/usr/bin/", "/usr/local/bin/"].map { $0 + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
