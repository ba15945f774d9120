import Foundation
import PseudoTerminal
import Testing

/// The disk of `Shim/fault.c`, built once with the system's compiler, and the program run on it.
enum FaultyDisk {
    enum Fault: Hashable {
        case none
        /// Counts the calls.
        case count
        /// SIGKILL at a call: before it (0), in its middle (1), after it (2).
        case kill(call: Int, part: Int)
        /// Loses what was not synced at a call (0: after the last), every second change or all; `syncs` false: as if the program did not sync.
        case power(call: Int, survivors: Int, syncs: Bool)
        /// No room from a call on.
        case full(call: Int)
    }

    static let library = PreloadedLibrary.built(
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Shim/fault.c"))

    struct Ending {
        /// 137 when it was killed.
        let code: Int32
        let output: String
        let errors: String

        /// What the person at the keyboard saw: the answer was printed whole.
        var isAcknowledged: Bool { code == 0 || output.hasSuffix("}\n") }
    }

    /// Runs the program in a folder; its output and errors come from files, so that a killed one is read too.
    static func run(_ arguments: [String], in folder: String, _ fault: Fault = .none) throws -> Ending {
        let program = try #require(ProgramUnderTest.built("xiaohao"), "the program was not built beside the tests")
        var variables = [
            "PATH": "/usr/bin:/bin", "HOME": folder + "/..", "LC_ALL": "C.UTF-8",
            "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
        ]
        variables.merge(try settings(fault, folder)) { $1 }
        let output = folder + "-out"
        let errors = folder + "-err"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        func copied(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] { texts.map { strdup($0) } + [nil] }
        var words = copied([program] + arguments)
        var environment = copied(variables.map { "\($0)=\($1)" })
        defer { for word in words + environment { free(word) } }
        var process: pid_t = 0
        try #require(posix_spawn(&process, program, &actions, nil, &words, &environment) == 0)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        return Ending(
            code: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F,
            output: String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self),
            errors: String(decoding: FileManager.default.contents(atPath: errors) ?? Data(), as: UTF8.self))
    }

    private static func settings(_ fault: Fault, _ folder: String) throws -> [String: String] {
        if fault == .none { return [:] }
        var settings = ["LD_PRELOAD": try #require(library, "no C compiler"), "FAULT_FOLDER": folder]
        switch fault {
        case .none: break
        case .count:
            settings["FAULT_KIND"] = "count"
            settings["FAULT_REPORT"] = folder + "-calls"
        case .kill(let call, let part):
            settings.merge(["FAULT_KIND": "kill", "FAULT_AT": String(call), "FAULT_PART": String(part)]) { $1 }
        case .power(let call, let survivors, let syncs):
            settings.merge(["FAULT_KIND": "power", "FAULT_AT": String(call), "FAULT_KEEP": String(survivors)]) { $1 }
            if !syncs { settings["FAULT_SYNCS"] = "ignored" }
        case .full(let call): settings.merge(["FAULT_KIND": "full", "FAULT_AT": String(call)]) { $1 }
        }
        return settings
    }

    /// How many calls that change a file a command makes.
    static func calls(_ arguments: [String], in folder: String) throws -> Int {
        let ending = try run(arguments, in: folder, .count)
        #expect(ending.code == 0, "\(arguments): \(ending.errors)")
        return Int(try String(contentsOfFile: folder + "-calls", encoding: .utf8)) ?? 0
    }
}
