internal import Rectification
internal import Requests
package import Screen
internal import Wording

/// The cards of a frame and where they stand in it. One that is the same in the next frame is carried over cell by cell: of a key that moves the cursor, two have to be drawn.
struct DrawnCards: Sendable {
    /// What every card is drawn by, besides its finding and its standing.
    struct Ground: Hashable, Sendable {
        let language: Language
        let today: Day
        let policy: String
        let searched: String?
        let drawing: Drawing

        init(_ state: UIState) {
            language = state.words.language
            today = state.today
            policy = state.setting.policy.digest
            searched = state.board.filter.text
            drawing = Drawing.current
        }
    }

    private struct Card: Sendable {
        let row: FindingRow
        let standing: CardView.Standing
        let rect: Rect
    }

    private let ground: Ground
    private var cards: [FindingNumber: Card] = [:]

    init(_ state: UIState) { ground = Ground(state) }

    /// Draws a card, or takes it from the frame before this one.
    mutating func draw(
        _ state: UIState, _ row: FindingRow, _ rect: Rect, _ standing: CardView.Standing, after before: Picture?,
        _ frame: inout Frame
    ) {
        cards[row.number] = Card(row: row, standing: standing, rect: rect)
        if let before, before.cards.ground == ground, let old = before.cards.cards[row.number], old.row == row,
            old.standing == standing, old.rect.width == rect.width, old.rect.height == rect.height
        {
            frame.copy(old.rect, of: before.view, to: rect)
        } else {
            CardView.draw(state, row, rect, standing, &frame)
        }
    }
}

/// A frame, and what of it the next one can be made of.
package struct Picture: Sendable {
    package let frame: Frame
    /// The frame before anything lay over the view.
    let view: Frame
    let cards: DrawnCards
}
