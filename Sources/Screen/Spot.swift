/// A rectangle of a frame that answers the pointer.
package struct Spot: Hashable, Sendable {
    package enum Target: Hashable, Sendable {
        /// As if the key were pressed.
        case key(KeyPress)
        /// An entry of the list on top.
        case item(Int)
        /// A card of a column.
        case card(column: Int, row: Int)
        /// A part of the view, by number.
        case pane(Int)
    }

    package let rect: Rect
    package let target: Target

    package init(_ rect: Rect, _ target: Target) {
        self.rect = rect
        self.target = target
    }
}

extension Rect {
    package func contains(_ place: Place) -> Bool {
        (row..<(row + height)).contains(place.row) && (column..<(column + width)).contains(place.column)
    }
}

extension Frame {
    /// What a pointer finds in a place: what was drawn last lies on top.
    package func target(at place: Place) -> Spot.Target? { spots.last { $0.rect.contains(place) }?.target }
}
