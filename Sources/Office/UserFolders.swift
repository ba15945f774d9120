import Foundation

/// Where a person's own files are (XDG Base Directory): a variable that is empty or no whole path counts as one that is not set.
package enum UserFolders {
    /// `HOME`, else where the system says the login is at home.
    package static func home(_ environment: [String: String]) -> String {
        folder("HOME", environment) ?? getpwuid(geteuid())?.pointee.pw_dir.map { String(cString: $0) } ?? "/"
    }

    /// `$XDG_DATA_HOME/xiaohao`: ledgers, keys.
    package static func data(_ environment: [String: String]) -> String {
        own("XDG_DATA_HOME", ".local/share", environment)
    }

    /// `$XDG_STATE_HOME/xiaohao`: history, drafts, the diagnostic log.
    package static func state(_ environment: [String: String]) -> String {
        own("XDG_STATE_HOME", ".local/state", environment)
    }

    /// `$XDG_CONFIG_HOME/xiaohao`: configuration, saved filters, templates.
    package static func config(_ environment: [String: String]) -> String {
        own("XDG_CONFIG_HOME", ".config", environment)
    }

    private static func own(_ variable: String, _ fallback: String, _ environment: [String: String]) -> String {
        let base = folder(variable, environment) ?? home(environment).withoutLastSlash + "/" + fallback
        return base.withoutLastSlash + "/xiaohao"
    }

    private static func folder(_ variable: String, _ environment: [String: String]) -> String? {
        environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
}

extension String {
    fileprivate var withoutLastSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
