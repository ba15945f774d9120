package import Requests
package import Screen

/// What a key on the board means; the help table is this table.
package enum BoardAction: String, Hashable, Sendable, CaseIterable {
    case down, up, right, left, first, last, pageDown, pageUp, halfDown, halfUp
    case open, back, pane
    case menu, next, previous, undo, file
    case search, filter, trouble, order, clear
    case actAs, copy, help, refresh, redraw, suspend, quit

    /// Whether it only looks: what `--readonly` leaves.
    package var onlyReads: Bool {
        switch self {
        case .menu, .next, .previous, .undo, .file: false
        case .down, .up, .right, .left, .first, .last, .pageDown, .pageUp, .halfDown, .halfUp, .open, .back, .pane,
            .search, .filter, .trouble, .order, .clear, .actAs, .copy, .help, .refresh, .redraw, .suspend, .quit:
            true
        }
    }
}

package enum Keymap {
    package static let board: [(action: BoardAction, keys: [KeyPress])] = [
        (.down, [.character("j"), .down]), (.up, [.character("k"), .up]),
        (.right, [.character("l"), .right, .tab]), (.left, [.character("h"), .left, .backTab]),
        (.first, [.character("g"), .home]), (.last, [.character("G"), .end]),
        (.pageDown, [.pageDown, .control("f")]), (.pageUp, [.pageUp, .control("b")]),
        (.halfDown, [.control("d")]), (.halfUp, [.control("u")]),
        (.open, [.enter]), (.back, [.escape, .character("q")]), (.pane, [.character("w")]),
        (.menu, [.character("."), .character("a")]), (.next, [.character(">")]), (.previous, [.character("<")]),
        (.undo, [.character("u")]), (.file, [.character("c")]),
        (.search, [.character("/")]), (.filter, [.character("f")]), (.trouble, [.character("!")]),
        (.order, [.character("o")]), (.clear, [.character("C")]),
        (.actAs, [.character("@")]), (.copy, [.character("y")]), (.help, [.character("?"), .function(1)]),
        (.refresh, [.control("r")]), (.redraw, [.control("l")]), (.suspend, [.control("z")]),
        (.quit, [.character("Q"), .control("c")]),
    ]

    private static let byKey: [KeyPress: BoardAction] = {
        var table: [KeyPress: BoardAction] = [:]
        for (action, keys) in board { for key in keys { table[key] = action } }
        return table
    }()

    package static func action(_ key: KeyPress) -> BoardAction? { byKey[halfWidth(key)] }

    /// What an input method makes of a command key (`？` `／` `。` `＞`) is the key it stands for.
    package static func halfWidth(_ key: KeyPress) -> KeyPress {
        guard case .character(let character) = key, let scalar = character.unicodeScalars.first,
            character.unicodeScalars.count == 1
        else { return key }
        switch scalar.value {
        case 0x3002, 0xFF0E: return .character(".")
        case 0x300A, 0x3008: return .character("<")
        case 0x300B, 0x3009: return .character(">")
        case 0x3001: return .character("/")
        case 0x3000: return .character(" ")
        case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0).map { .character(Character($0)) } ?? key
        case _: return key
        }
    }

    /// The letter that picks an action in the actions menu.
    package static func letter(_ action: FindingAction) -> Character {
        switch action {
        case .start: "s"
        case .measureAdd: "m"
        case .measureChange: "c"
        case .measureDrop: "d"
        case .report: "r"
        case .attach: "t"
        case .detach: "T"
        case .submit: "S"
        case .withdraw: "w"
        case .recall: "W"
        case .agree: "y"
        case .disagree: "n"
        case .defer: "f"
        case .returnRequest: "b"
        case .returnRefuse: "B"
        case .reassign: "R"
        case .list: "p"
        case .delist: "P"
        case .extensionRequest: "e"
        case .extensionGrant: "E"
        case .extensionRefuse: "X"
        case .supervise: "v"
        case .answer: "V"
        case .consolidate: "o"
        case .relapse: "l"
        case .clueTransfer: "i"
        case .clueConclude: "I"
        case .group: "z"
        case .ungroup: "Z"
        case .flag: "*"
        case .unflag: "-"
        case .comment: ";"
        case .correct: "="
        case .undo: "u"
        }
    }

    /// How a key is written in help and footer.
    package static func name(_ key: KeyPress) -> String {
        switch key {
        case .character(let character): String(character)
        case .control(let letter): "^" + letter.uppercased()
        case .enter: "Enter"
        case .tab: "Tab"
        case .backTab: "⇧Tab"
        case .escape: "Esc"
        case .backspace: "⌫"
        case .delete: "Del"
        case .insert: "Ins"
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .function(let number): "F\(number)"
        }
    }
}
