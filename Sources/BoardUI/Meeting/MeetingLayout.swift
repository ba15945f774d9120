internal import Requests
package import Screen

/// Where agenda, finding and seats stand, by the size of the terminal.
package struct MeetingLayout: Sendable {
    package let agenda: Rect?
    package let paper: Rect
    package let seats: Rect

    package init(_ state: borrowing UIState) {
        let body = ScreenLayout.body(state.size)
        // Three lines a seat where there is room: who, what was said, why not.
        let seatHeight = body.height >= 30 ? 5 : 4
        seats = Rect(row: body.row + body.height - seatHeight, column: 0, width: body.width, height: seatHeight)
        let height = body.height - seatHeight
        if state.meeting.isWide {
            agenda = nil
            paper = Rect(row: body.row, column: 0, width: body.width, height: height)
        } else {
            let width = body.width >= 160 ? 52 : body.width >= 110 ? 36 : 22
            agenda = Rect(row: body.row, column: 0, width: width, height: height)
            paper = Rect(row: body.row, column: width, width: body.width - width, height: height)
        }
    }
}
