internal import Screen

/// Where the parts of triage stand: the lists' names, the list, what is under the cursor, its members.
struct TriageLayout {
    let tabs: Int
    let list: Rect
    let bar: Int
    let head: Rect
    let members: Rect
    /// Everything below the names, for a page.
    let whole: Rect

    /// Lines of one entry of the list.
    static let entry = 2

    var visibleEntries: Int { max(1, list.height / Self.entry) }

    /// Lines of one member: its number and unit, then its text.
    let memberHeight: Int

    var visibleMembers: Int { max(1, members.height / memberHeight) }

    init(_ state: borrowing UIState) {
        let body = ScreenLayout.body(state.size)
        tabs = body.row
        let width = min(76, max(30, body.width * 2 / 5))
        list = Rect(row: body.row + 1, column: 0, width: width, height: body.height - 1)
        bar = width
        let column = width + 2
        let room = body.width - column - 1
        let headHeight = room < 60 ? 5 : 4
        head = Rect(row: body.row + 1, column: column, width: room, height: headHeight)
        members = Rect(
            row: head.row + headHeight, column: column, width: room, height: body.height - 1 - headHeight)
        memberHeight = room < 60 ? 3 : 2
        whole = Rect(row: body.row + 1, column: 1, width: body.width - 2, height: body.height - 1)
    }
}
