package import Rectification

/// A month of the calendar, written `2026-11`.
package struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let first: Day

    package init(of day: Day) {
        let parts = day.parts
        first = day.adding(days: 1 - parts.day)
    }

    package init?(_ written: String) {
        guard let day = Day(iso: written + "-01") else { return nil }
        first = day
    }

    package var last: Day { first.endOfMonth }
    package var description: String { String(first.description.prefix(7)) }

    package static func < (left: Month, right: Month) -> Bool { left.first < right.first }
}
