import BoardUI
import Office

/// The keys of a configuration, checked against the keymap.
enum BoardKeys {
    /// Throws `Complaint` 78 `config.invalid` with every key that is refused.
    static func keymap(_ configuration: Configuration, path: String) throws -> Keymap {
        var refused: [Keymap.Problem] = []
        let keymap = Keymap(overriding: configuration.keys.mapValues(\.written), &refused)
        guard refused.isEmpty else {
            throw Configuration.complaint(path, refused.map { problem($0, configuration) }.sorted { $0.line < $1.line })
        }
        return keymap
    }

    private static func problem(
        _ problem: Keymap.Problem, _ configuration: Configuration
    ) -> ConfigurationReader.Problem {
        func at(_ name: String, _ expected: String, _ found: String) -> ConfigurationReader.Problem {
            let keys = configuration.keys[name]
            return .init(
                line: keys?.line ?? 1, column: keys?.column ?? 1, key: "keys.\(name)", expected: expected, found: found)
        }
        switch problem {
        case .unknownName(let name): return at(name, "board.next, view.down, shell.quit … (xiaohao config keys)", name)
        case .unknownKey(let key, let name): return at(name, "j, ^R, F5, Enter, Space, PgDn …", key)
        case .conflict(let key, let first, let second):
            // The one that the person wrote is the one that is refused.
            let written = configuration.keys[second] == nil ? first : second
            return at(written, "≠ \(written == second ? first : second)", key)
        }
    }
}
