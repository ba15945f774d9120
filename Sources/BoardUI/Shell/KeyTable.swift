package import Screen

/// What the keys of one table mean. The table is the dispatcher, the help and the footer at once (screens.md, “One key, one meaning”).
package protocol KeyAction: RawRepresentable<String>, CaseIterable, Hashable, Sendable where AllCases == [Self] {
    /// The table's name: `board.next` is written before the action's own in help texts (`key.board.next`) and in the configuration file.
    static var table: String { get }
    /// The keys it has unless the configuration says otherwise.
    var standardKeys: [KeyPress] { get }
    /// Whether it only looks: what `--readonly` leaves.
    var onlyReads: Bool { get }
}

extension KeyAction {
    package var name: String { Self.table + "." + rawValue }
}

/// The keys of one table, in the order of its help.
package struct KeyTable<Action: KeyAction>: Equatable, Sendable {
    private var keysByAction: [Action: [KeyPress]] = [:]
    private var actionByKey: [KeyPress: Action] = [:]

    /// - Parameter overrides: keys by `Action.name`, instead of the standard ones.
    package init(_ overrides: [String: [KeyPress]] = [:]) {
        for action in Action.allCases {
            let keys = overrides[action.name] ?? action.standardKeys
            keysByAction[action] = keys
            for key in keys where actionByKey[key] == nil { actionByKey[key] = action }
        }
    }

    package subscript(key: KeyPress) -> Action? { actionByKey[key] }

    package func keys(of action: Action) -> [KeyPress] { keysByAction[action] ?? [] }
}
