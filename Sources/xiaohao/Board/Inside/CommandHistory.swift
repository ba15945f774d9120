import Foundation

/// The lines that were run behind `:`, oldest first, in `$XDG_STATE_HOME/xiaohao/history`. A PIN is never on a command line, so none is ever here.
enum CommandHistory {
    private static let most = 500
    static var path: String { UserFiles.state + "/history" }

    static func read() -> [String] { (UserFiles.read(path) ?? "").split(separator: "\n").map(String.init) }

    static func append(_ line: String) throws {
        let line = line.split(whereSeparator: \.isNewline).joined(separator: " ")
        var lines = read().filter { $0 != line }
        lines.append(line)
        try UserFiles.write(lines.suffix(most).map { $0 + "\n" }.joined(), to: path)
    }
}
