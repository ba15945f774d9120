internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// Marks, ranges, and what is done to all that are marked.

extension UIState {
    /// As many as are done in one transaction, and as a person can answer for at once.
    static let mostMarks = 1000

    /// Marks the finding under the cursor, or takes its mark away, and goes on to the next.
    mutating func mark() -> [Effect] {
        guard let number = board.selected?.number else { return [] }
        if board.rangeStart != nil { closeRange() }
        if board.marks.remove(number) == nil { add([number]) }
        return move(by: 1)
    }

    /// Begins a range; the second time it marks everything from there to the cursor.
    mutating func markRange() -> [Effect] {
        guard let number = board.selected?.number else { return [] }
        if board.rangeStart == nil {
            board.rangeStart = number
            notice = Notice(.told, words["mark.range"])
        } else {
            closeRange()
        }
        return []
    }

    mutating func closeRange() {
        let range = board.range
        board.rangeStart = nil
        add(range)
    }

    private mutating func add(_ numbers: [FindingNumber]) {
        let room = Self.mostMarks - board.marks.count
        if numbers.count > room {
            notice = Notice(.refused, words.text("mark.tooMany", ["most": Digits.grouped(Self.mostMarks)]))
        }
        board.marks.formUnion(numbers.prefix(room))
    }

    /// What `.` and `a` offer: the actions of the finding under the cursor, or of all that are marked.
    mutating func askForMenu() -> [Effect] {
        if board.rangeStart != nil { closeRange() }
        if !board.marks.isEmpty { return expect(.bulkAdmissions(board.marks.sorted(), opening: nil)) }
        return board.selected.map { expect(.admissions($0.number, opening: nil)) } ?? []
    }

    /// Takes back what was done last: a step on several findings wherever the cursor stands now, else the finding's own.
    mutating func undoLast(under cursor: FindingNumber?) -> [Effect] {
        (lastBulk ?? cursor).map { expect(.undo($0)) } ?? []
    }

    /// A step on several that is not the newest any more on one of them is not what `u` meant: the finding under the cursor is.
    mutating func undoElsewhere(than number: FindingNumber) -> [Effect]? {
        guard number == lastBulk else { return nil }
        lastBulk = nil
        let cursor = tab == .desk ? desk.selected?.finding.number : board.selected?.number
        guard let cursor, cursor != number else { return nil }
        return expect(.undo(cursor))
    }

    /// A bulk action was done: the marks have served.
    mutating func follow(_ reply: Message.BulkReply) -> [Effect] {
        let key = overlay.draftKey
        overlay = .none
        failure = nil
        board.ownWrites = board.marks
        board.marks = []
        forgetDeskMarks()
        lastBulk = reply.isUndoable && reply.count > 1 ? reply.first : nil
        head = max(head, reply.head)
        shell = reply.shell
        let events = reply.events.map { words["event.\($0)"] }.joined(separator: " · ")
        var text = words.text("mark.done", ["count": Digits.grouped(reply.count), "event": events])
        if reply.isUndoable { text += words["mark.undoable"] }
        if reply.alreadySo > 0 { text += words.text("mark.alreadySo", ["count": Digits.grouped(reply.alreadySo)]) }
        notice = Notice(.done, text + takenBack(reply.papersTakenBack))
        return reload() + (key.map { [.dropDraft(key: $0)] } ?? [])
    }
}

extension BoardState {
    /// The findings from where a range began to the cursor; what the window has forgotten of it is not in it.
    var range: [FindingNumber] {
        guard let rangeStart else { return [] }
        let column = columns[focus]
        let start = column.rows.firstIndex { $0.number == rangeStart } ?? (column.hasMoreAbove ? 0 : column.cursor)
        guard column.rows.indices.contains(column.cursor) else { return [] }
        return column.rows[min(start, column.cursor)...max(start, column.cursor)].map(\.number)
    }

    func isMarked(_ number: FindingNumber, inRange range: Set<FindingNumber>) -> Bool {
        marks.contains(number) || range.contains(number)
    }
}
