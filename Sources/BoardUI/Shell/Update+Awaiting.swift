internal import Screen

// Keys that mean the row under the cursor, pressed before that row is there.

extension KeyMeaning {
    /// Whether it is about the row under the cursor, or goes from one to another.
    fileprivate var isAboutRows: Bool {
        switch self {
        case .view(let action):
            switch action {
            case .down, .up, .first, .last, .pageDown, .pageUp, .halfDown, .halfUp, .open, .mark, .markRange, .menu,
                .undo, .nextHit, .previousHit, .copy:
                true
            case .right, .left, .nextPane, .previousPane, .back, .search, .filter, .savedFilters, .trouble, .frequency,
                .lanes, .order, .zoomIn, .zoomOut:
                false
            }
        case .board(let action): action != .file && action != .clear
        case .desk(let action): action == .next
        case .shell(let action): action == .neighbours
        case .meeting, .intake, .dossier, .triage, .figures: false
        }
    }
}

extension UIState {
    /// Neither no row nor one of the filter before is meant by a key that is pressed now.
    private var awaitsRows: Bool {
        switch tab {
        case .board:
            let column = board.columns[board.focus]
            return column.isStale || column.rows.isEmpty && (column.isLoading || board.seeksCards)
        case .desk: return desk.isLoading && !desk.isOnLetters && desk.count == 0
        case .meeting, .intake, .dossier, .triage, .figures: return false
        }
    }

    /// Keeps a key until the rows that it is about have come; whether it has to be kept.
    mutating func holds(_ key: KeyPress, _ meaning: KeyMeaning) -> Bool {
        guard awaitsRows, meaning.isAboutRows else { return false }
        isExpecting = true
        isExpectingRows = true
        typedAhead.append(key)
        return true
    }

    /// The rows are there: the keys that waited for them are pressed.
    mutating func release(_ effects: [Effect]) -> [Effect] {
        isExpectingRows && !awaitsRows ? replay(effects) : effects
    }
}
