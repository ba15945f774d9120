package import Rectification

/// A month of the calendar, written `2026-11`.
package struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let first: Day

    package init(of day: Day) {
        let parts = day.parts
        first = day.adding(days: 1 - parts.day)
    }

    /// `2026-11`, `2026年11月`, `2026.11`, `2026/11`
    package init?(_ written: String) {
        let parts = written.split { "-/.年月".contains($0) }
        guard parts.count == 2, parts[0].utf8.count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Day(year: year, month: month, day: 1)
        else { return nil }
        first = day
    }

    package var last: Day { first.endOfMonth }
    package var description: String { String(first.description.prefix(7)) }

    package static func < (left: Month, right: Month) -> Bool { left.first < right.first }
}
