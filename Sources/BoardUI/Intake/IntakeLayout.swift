internal import Requests
internal import Screen

/// Where the parts of the intake list stand: what the bulletin is, column heads, the list, and the proposal under the cursor in full.
struct IntakeLayout {
    let summary: Int
    let heads: Int
    let list: Rect
    let detail: Rect

    var visibleRows: Int { max(1, list.height) }

    init(_ state: borrowing UIState) {
        let body = ScreenLayout.body(state.size)
        summary = body.row
        heads = body.row + 1
        let height = min(max(6, body.height / 3), 12)
        list = Rect(row: body.row + 2, column: 0, width: body.width, height: body.height - 2 - height)
        detail = Rect(row: body.row + body.height - height, column: 0, width: body.width, height: height)
    }
}
