import Foundation
import Office

/// The folders of the person at the keyboard (cli.md, “Conventions”); files 0600 and folders 0700 by the program's umask.
enum UserFiles {
    /// `$XDG_STATE_HOME/xiaohao`: history, drafts.
    static var state: String { UserFolders.state(GlobalOptions.environment) }

    /// `$XDG_CONFIG_HOME/xiaohao`: saved filters.
    static var config: String { UserFolders.config(GlobalOptions.environment) }

    static func read(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

    /// Whole or not at all, and only for its owner.
    static func write(_ text: String, to path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        chmod(path, 0o600)
    }
}
