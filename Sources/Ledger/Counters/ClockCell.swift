import Rectification
import Requests

/// One cell of `clock_counts`: how many running findings of one unit, round, category or leader are due within one span of days.
///
/// Nobody can count “overdue today” ahead, since it changes at midnight without an event. Summing the spans that lie
/// wholly before today, and counting the rest of today's span in the index, costs the same every day and at every size.
struct ClockCell: Hashable {
    let field: Int
    let value: String
    /// `due / width`
    let span: Int

    /// Units are many: a span of 32 days bounds their rows, and the index `findings_running` holds the rest. The other
    /// fields have few values, and their spans are single days.
    enum Field: Int, CaseIterable {
        case unit, round, category, leader

        var width: Int {
            switch self {
            case .unit: 32
            case .round, .category, .leader: 1
            }
        }
    }

    init(field: Int, value: String, span: Int) {
        self.field = field
        self.value = value
        self.span = span
    }

    init(_ field: Field, _ value: String, _ due: Day) {
        self.init(field: field.rawValue, value: value, span: due.number / field.width)
    }

    /// Its key in the table.
    var key: [SQLValue] { [.integer(field), .text(value), .integer(span)] }
}
