internal import Requests
internal import Screen

/// Where the parts of the desk stand: presets, column heads, the list, and what the line under the cursor says in full.
struct DeskLayout {
    let presets: Int
    let heads: Int
    let list: Rect
    let detail: Rect

    var visibleRows: Int { max(1, list.height) }

    init(_ state: borrowing UIState) {
        let body = ScreenLayout.body(state.size)
        presets = body.row
        heads = body.row + 1
        let height = state.size.rows < 30 ? 4 : 6
        detail = Rect(row: body.row + body.height - height, column: 0, width: body.width, height: height)
        list = Rect(row: body.row + 2, column: 0, width: body.width, height: body.height - 2 - height)
    }
}
