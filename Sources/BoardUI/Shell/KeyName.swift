package import Screen

/// Keys as help and footer write them, and as the configuration file may.
package enum KeyName {
    private static let named: [(key: KeyPress, shown: String, written: [String])] = [
        (.enter, "Enter", ["enter", "return"]), (.tab, "Tab", ["tab"]), (.backTab, "⇧Tab", ["s-tab", "backtab"]),
        (.escape, "Esc", ["esc", "escape"]), (.backspace, "⌫", ["backspace"]), (.delete, "Del", ["del", "delete"]),
        (.insert, "Ins", ["ins", "insert"]), (.up, "↑", ["up"]), (.down, "↓", ["down"]), (.left, "←", ["left"]),
        (.right, "→", ["right"]), (.home, "Home", ["home"]), (.end, "End", ["end"]), (.pageUp, "PgUp", ["pgup"]),
        (.pageDown, "PgDn", ["pgdn"]), (.character(" "), "Space", ["space"]),
    ]

    /// How a key is shown.
    package static func shown(_ key: KeyPress) -> String {
        if let known = named.first(where: { $0.key == key }) { return known.shown }
        switch key {
        case .character(let character): return String(character)
        case .control(let letter): return "^" + letter.uppercased()
        case .function(let number): return "F\(number)"
        case .enter, .tab, .backTab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end,
            .pageUp, .pageDown, .click, .doubleClick, .wheelUp, .wheelDown, .drag, .paste:
            return ""
        }
    }

    /// The key that a name means: `j`, `^R` or `c-r`, `F5`, `enter`, `space`, `pgdn`, `s-tab`; `nil` for anything else.
    package static func key(_ name: String) -> KeyPress? {
        let lower = name.lowercased()
        if let known = named.first(where: { $0.shown == name || $0.written.contains(lower) }) { return known.key }
        if name.count == 1, let character = name.first, !character.isWhitespace { return .character(character) }
        for prefix in ["^", "c-", "ctrl-"] where lower.hasPrefix(prefix) {
            let rest = lower.dropFirst(prefix.count)
            guard rest.count == 1, let letter = rest.first, ("a"..."z").contains(letter) else { return nil }
            return .control(letter)
        }
        if lower.first == "f", let number = Int(lower.dropFirst()), (1...12).contains(number) {
            return .function(number)
        }
        return nil
    }
}
