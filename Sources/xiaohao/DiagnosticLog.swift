import ArgumentParser
import Foundation
import Office
import Rectification

/// What went wrong on this machine, for whoever has to find out why: `$XDG_STATE_HOME/xiaohao/diagnostic.log`, 0600. No text of a finding, no name, no PIN ever stands in it: a line holds the time, the process, the command's name, the exit code and the rule, and of a fault of the machine its path and the system's own words.
enum DiagnosticLog {
    /// From this size on the file becomes `diagnostic.log.1` and a new one begins.
    static let limit = 256 * 1024

    static func path(_ variables: [String: String] = GlobalOptions.environment) -> String {
        UserFolders.state(variables) + "/diagnostic.log"
    }

    /// Faults of the machine may say where and why; a refusal's facts may be somebody's words.
    private static let told = ["ledger.", "file.", "database.", "internal"]

    static func note(_ complaint: Complaint, _ arguments: [String]) {
        var line = [stamp(), String(getpid()), command(arguments), String(complaint.exit), complaint.rule]
        if told.contains(where: complaint.rule.hasPrefix) {
            for name in ["path", "why", "found", "expected"] {
                // Of an error that nobody foresaw only its kind is told.
                guard let fact = complaint.facts[name] else { continue }
                line.append(name + "=" + (complaint.rule == "internal" ? kind(fact) : fact))
            }
        }
        append(line.map(oneWord).joined(separator: " "))
    }

    static func note(_ event: String) { append([stamp(), String(getpid()), oneWord(event)].joined(separator: " ")) }

    /// The newest lines, oldest first.
    static func lines(_ count: Int) -> [String] {
        let both = [path() + ".1", path()].compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }
        return Array(both.joined().split(separator: "\n").suffix(count).map(String.init))
    }

    private static func append(_ line: String) {
        let path = path()
        let folder = (path as NSString).deletingLastPathComponent
        // Somebody without a home still gets their answer: a log that cannot be written stops nothing.
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return }
        defer { close(file) }
        var status = stat()
        if fstat(file, &status) == 0, status.st_size > limit { rename(path, path + ".1") }
        let bytes = Array((line + "\n").utf8)
        _ = write(file, bytes, bytes.count)
    }

    private static func stamp() -> String { Surroundings.ofThisProcess.now().description }

    /// The verb alone: what follows may be a name or a text.
    private static func command(_ arguments: [String]) -> String {
        let names = Set(Xiaohao.configuration.subcommands.compactMap { $0.configuration.commandName })
        return arguments.dropFirst().first(where: names.contains) ?? "board"
    }

    private static func kind(_ fact: String) -> String { String(fact.prefix { $0 != "(" && $0 != ":" }) }

    private static func oneWord(_ text: String) -> String {
        String(text.map { $0.isWhitespace || $0.isNewline ? "_" : $0 })
    }
}
