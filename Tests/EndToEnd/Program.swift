import Foundation
import PostgresServer
import PseudoTerminal
import Testing

/// What a ledger is kept in.
enum Place: String, CaseIterable, Sendable {
    case file, server

    /// Where no ledger is yet; `nil`: a file in the program's folder.
    func ledger() throws -> String? {
        switch self {
        case .file: nil
        case .server:
            try PostgresServer.shared.get().url(schema: "e\(UInt64.random(in: 0...UInt64.max))")
        }
    }
}

/// The program as it was built beside the tests, in a folder of its own.
struct Program {
    let folder: String
    let ledger: String

    static func path() throws -> String {
        try #require(ProgramUnderTest.built("xiaohao"), "the program was not built beside the tests")
    }

    /// - Parameter ledger: an address; a file in the folder unless said.
    init(ledger: String? = nil) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-e2e-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folder = url.path
        self.ledger = ledger ?? url.path + "/ledger.db"
    }

    struct Ending {
        let code: Int32
        let output: String
        let errors: String
    }

    /// Runs a command to its end.
    ///
    /// - Parameter user: another login's number, under which root runs it.
    @discardableResult
    func run(
        _ arguments: [String], input: String = "", language: String = "zh-Hans", environment: [String: String] = [:],
        user: uid_t? = nil
    ) throws -> Ending {
        let process = try start(arguments, input: input, language: language, environment: environment, user: user)
        return try process.finish()
    }

    struct Running {
        let process: Process
        let output, errors: URL

        func finish() throws -> Ending {
            process.waitUntilExit()
            return Ending(
                code: process.terminationReason == .uncaughtSignal
                    ? 128 + process.terminationStatus : process.terminationStatus,
                output: try String(contentsOf: output, encoding: .utf8),
                errors: try String(contentsOf: errors, encoding: .utf8))
        }
    }

    func start(
        _ arguments: [String], input: String = "", language: String = "zh-Hans", environment: [String: String] = [:],
        user: uid_t? = nil
    ) throws -> Running {
        let process = Process()
        let command = Self.command(as: user) + [try Self.path(), "--ledger", ledger, "--lang", language] + arguments
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = [
            "PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8",
            "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
        ].merging(environment) { $1 }
        let name = UUID().uuidString
        let output = URL(fileURLWithPath: folder + "/out-" + name)
        let errors = URL(fileURLWithPath: folder + "/err-" + name)
        for file in [output, errors] { #expect(FileManager.default.createFile(atPath: file.path, contents: nil)) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        // No pipe: a program that ends without having read it would end the tests by a signal.
        let keyboard = URL(fileURLWithPath: folder + "/in-" + name)
        try Data(input.utf8).write(to: keyboard)
        process.standardInput = try FileHandle(forReadingFrom: keyboard)
        try process.run()
        try FileManager.default.removeItem(at: keyboard)
        return Running(process: process, output: output, errors: errors)
    }

    /// What runs a program as another login.
    static func command(as user: uid_t?) -> [String] {
        guard let user else { return [] }
        return ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups"]
    }

    /// The JSON value that a command printed.
    func json(_ arguments: [String]) throws -> Any {
        let ending = try run(arguments + ["--json"])
        #expect(ending.code == 0, "\(arguments): \(ending.errors)")
        return try JSONSerialization.jsonObject(with: Data(ending.output.utf8))
    }

    /// Opens the board in a terminal.
    func board(
        columns: Int = 80, rows: Int = 24, _ arguments: [String] = [], language: String = "zh-Hans",
        environment: [String: String] = [:], user: uid_t? = nil
    ) throws -> ProgramUnderTest {
        try ProgramUnderTest.start(
            Self.command(as: user) + [try Self.path(), "--ledger", ledger, "--lang", language] + arguments,
            size: WindowSize(columns: columns, rows: rows),
            environment: ["HOME": folder].merging(environment) { $1 }, directory: folder)
    }

    /// Writes the configuration file of whoever runs the program.
    func configure(_ text: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder + "/.config/xiaohao", withIntermediateDirectories: true)
        try text.write(toFile: folder + "/.config/xiaohao/config.yaml", atomically: true, encoding: .utf8)
    }

    /// A shell script that stands in for another program.
    func script(_ name: String, _ text: String) throws -> String {
        let path = try write(name, "#!/bin/sh\n" + text + "\n")
        #expect(chmod(path, 0o755) == 0)
        return path
    }

    func write(_ name: String, _ text: String) throws -> String {
        let path = folder + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}
