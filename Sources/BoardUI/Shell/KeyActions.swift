package import Screen

/// What is the same whatever is in view.
package enum ShellAction: String, KeyAction {
    case boardTab, meetingTab, deskTab, triageTab, dossierTab, figuresTab
    case lastView, command
    case neighbours
    case actAs, help, refresh, redraw, suspend, quit

    package static let table = "shell"

    package var standardKeys: [KeyPress] {
        switch self {
        case .boardTab: [.character("1")]
        case .meetingTab: [.character("2")]
        case .deskTab: [.character("3")]
        case .triageTab: [.character("4")]
        case .dossierTab: [.character("5")]
        case .figuresTab: [.character("6")]
        case .lastView: [.character("-")]
        case .command: [.character(":")]
        case .neighbours: [.character("~")]
        case .actAs: [.character("@")]
        case .help: [.character("?")]
        case .refresh: [.control("r")]
        case .redraw: [.control("l")]
        case .suspend: [.control("z")]
        case .quit: [.character("Q"), .control("c")]
        }
    }

    package var onlyReads: Bool { true }

    /// The view it goes to.
    package var tab: Tab? {
        switch self {
        case .boardTab: .board
        case .meetingTab: .meeting
        case .deskTab: .desk
        case .triageTab: .triage
        case .dossierTab: .dossier
        case .figuresTab: .figures
        case .lastView, .command, .neighbours, .actAs, .help, .refresh, .redraw, .suspend, .quit: nil
        }
    }
}

/// What every view that takes it does in its own way: walking, looking, choosing.
package enum ViewAction: String, KeyAction {
    case down, up, right, left, first, last, pageDown, pageUp, halfDown, halfUp
    case nextPane, previousPane
    case open, back
    case mark, markRange, menu, undo
    case search, nextHit, previousHit, filter, savedFilters, trouble, frequency, lanes, order
    case zoomIn, zoomOut
    case copy

    package static let table = "view"

    package var standardKeys: [KeyPress] {
        switch self {
        case .down: [.character("j"), .down]
        case .up: [.character("k"), .up]
        case .right: [.character("l"), .right]
        case .left: [.character("h"), .left]
        case .first: [.character("g"), .home]
        case .last: [.character("G"), .end]
        case .pageDown: [.pageDown, .control("f")]
        case .pageUp: [.pageUp, .control("b")]
        case .halfDown: [.control("d")]
        case .halfUp: [.control("u")]
        case .nextPane: [.tab]
        case .previousPane: [.backTab]
        case .open: [.enter]
        case .back: [.escape, .character("q")]
        case .mark: [.character(" ")]
        case .markRange: [.character("V")]
        case .menu: [.character("."), .character("a")]
        case .undo: [.character("u")]
        case .search: [.character("/")]
        case .nextHit: [.character("n")]
        case .previousHit: [.character("N")]
        case .filter: [.character("f")]
        case .savedFilters: [.character("F")]
        case .trouble: [.character("!")]
        case .frequency: [.character("#")]
        case .lanes: [.character("z")]
        case .order: [.character("o")]
        case .zoomIn: [.character("+")]
        case .zoomOut: [.character("_")]
        case .copy: [.character("y")]
        }
    }

    package var onlyReads: Bool {
        switch self {
        case .menu, .undo: false
        case .down, .up, .right, .left, .first, .last, .pageDown, .pageUp, .halfDown, .halfUp, .nextPane,
            .previousPane, .open, .back, .mark, .markRange, .search, .nextHit, .previousHit, .filter, .savedFilters,
            .trouble, .frequency, .lanes, .order, .zoomIn, .zoomOut, .copy:
            true
        }
    }
}

/// What only the board knows.
package enum BoardAction: String, KeyAction {
    case next, previous, nextLane, previousLane, file, clear, evidence

    package static let table = "board"

    package var standardKeys: [KeyPress] {
        switch self {
        case .next: [.character(">")]
        case .previous: [.character("<")]
        case .nextLane: [.character("}")]
        case .previousLane: [.character("{")]
        case .file: [.character("c")]
        case .clear: [.character("C")]
        case .evidence: [.character("e")]
        }
    }

    package var onlyReads: Bool {
        switch self {
        case .next, .previous, .file: false
        case .nextLane, .previousLane, .clear, .evidence: true
        }
    }
}
