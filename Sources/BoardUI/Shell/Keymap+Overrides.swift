internal import Screen

extension Keymap {
    /// Why the keys of a configuration cannot be had.
    package enum Problem: Hashable, Sendable {
        case unknownName(String)
        case unknownKey(String, of: String)
        /// A key that would mean two things in one view.
        case conflict(key: String, String, String)
    }

    /// The keymap with some meanings on other keys, named as `KeyMeaning.name` and `KeyName.key` read them: `["board.next": ["]", "^N"]]`.
    ///
    /// An empty list takes a meaning off the keyboard; it stays in the help and can be run there. What is wrong is reported, all of it, and the standard keys of that meaning stay.
    package init(overriding written: [String: [String]], _ problems: inout [Problem]) {
        let known = Set(Tab.allCases.flatMap { Self.meanings(on: $0) }.map(\.name))
            .union(ShellAction.allCases.map(\.name))
        var overrides: [String: [KeyPress]] = [:]
        for (name, keys) in written.sorted(by: { $0.key < $1.key }) {
            guard known.contains(name) else {
                problems.append(.unknownName(name))
                continue
            }
            let unknown = keys.filter { KeyName.key($0) == nil }
            problems += unknown.map { .unknownKey($0, of: name) }
            if unknown.isEmpty { overrides[name] = keys.compactMap { KeyName.key($0) } }
        }
        let wanted = Keymap(overrides)
        var conflicts: [Problem] = []
        for tab in Tab.allCases {
            var owners: [KeyPress: String] = [:]
            for meaning in Self.meanings(on: tab) {
                for key in wanted.keys(of: meaning) {
                    let problem = owners[key].map {
                        Problem.conflict(key: KeyName.shown(key), $0, meaning.name)
                    }
                    if let problem, !conflicts.contains(problem) { conflicts.append(problem) }
                    owners[key] = meaning.name
                }
            }
        }
        problems += conflicts
        self.init(conflicts.isEmpty ? overrides : [:])
    }
}
