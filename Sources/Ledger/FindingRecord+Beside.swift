import Rectification
import Requests

/// The columns for what stands beside the stage: supervision, extension, listing, clue.
extension FindingRecord {
    static let besideNames = [
        "immediate", "pressed", "supervision", "supervised_number", "supervised_on", "answered", "answer_due",
        "extension_until", "listed_since", "listing_limit", "listing_supervisor", "listing_by_policy", "clue_due",
        "open_flags",
    ]

    var besideValues: [SQLValue] {
        let beside = row.beside
        let last = beside.pressing.last
        return [
            SQLValue(row.isImmediate), .integer(beside.pressing.used.mask), SQLValue(last?.kind.rawValue),
            SQLValue(last?.number), SQLValue(last?.on.number), SQLValue(last.map { $0.isAnswered ? 1 : 0 }),
            SQLValue(beside.pressing.answerDue?.number), SQLValue(beside.extensionUntil?.number),
            SQLValue(beside.listing?.since.number), SQLValue(beside.listing?.limit?.number),
            SQLValue(beside.listing?.supervisor), SQLValue(beside.listing.map { $0.isByPolicy ? 1 : 0 }),
            SQLValue(beside.clueDue?.number), .integer(row.openFlags.mask),
        ]
    }
}

extension FindingRow {
    /// The marks of a finding that is not struck off, 立行立改 by its deadline among them: what the desk's indexes are over, so that no index needs the stage.
    fileprivate var openFlags: Set<Finding.Flag> {
        guard stage.isOpen else { return [] }
        return isImmediate ? flags.union([.immediate]) : flags
    }
}

extension Beside {
    /// - Parameter first: the column after `immediate`, which says nothing that the row's other columns do not.
    init(_ row: any SQLRow, from first: Int) {
        func day(_ column: Int) -> Day? { row.optionalInt(first + column).map(Day.init(number:)) }
        var last: Pressure.Last?
        if let kind = Supervision.Kind(rawValue: row.text(first + 1)), let on = day(3) {
            last = Pressure.Last(
                number: row.int(first + 2), kind: kind, on: on, isAnswered: row.int(first + 4) == 1)
        }
        self.init(
            pressing: Pressure(used: Set(mask: row.int(first)), last: last, answerDue: day(5)),
            extensionUntil: day(6),
            listing: day(7).map { since in
                Listing(
                    since: since, supervisor: row.text(first + 9), limit: day(8),
                    isByPolicy: row.int(first + 10) == 1)
            }, clueDue: day(11))
    }
}

extension Set<Supervision.Kind> {
    /// One bit a kind, in the order of `Kind.allCases`.
    var mask: Int {
        isEmpty
            ? 0 : Supervision.Kind.allCases.enumerated().reduce(0) { contains($1.element) ? $0 | 1 << $1.offset : $0 }
    }

    init(mask: Int) {
        self = Set(
            Supervision.Kind.allCases.enumerated().filter { mask & (1 << $0.offset) != 0 }.map(\.element))
    }
}
