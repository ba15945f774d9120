package import Rectification

extension UnitPage.MonthLine {
    /// As many months as a trend shows; what lies before them is put into the first.
    private static let longest = 60

    /// Sums by month as lines without holes, oldest first, up to this month: what stands still is seen to.
    package static func lines(
        _ sums: [Month: (entered: Int, closed: Int)], through today: Day
    ) -> [UnitPage.MonthLine] {
        guard let first = sums.keys.min(), let last = sums.keys.max().map({ max($0, Month(of: today)) }) else {
            return []
        }
        var months: [Month] = []
        var month = last
        while month >= first, months.count < longest {
            months.append(month)
            month = Month(of: month.first.adding(days: -1))
        }
        let oldest = months.last ?? first
        var entered = 0
        var closed = 0
        for (month, sum) in sums where month < oldest {
            entered += sum.entered
            closed += sum.closed
        }
        return months.reversed().map { month in
            let sum = sums[month] ?? (0, 0)
            let isOldest = month == oldest
            return UnitPage.MonthLine(
                month: month, entered: sum.entered + (isOldest ? entered : 0),
                closed: sum.closed + (isOldest ? closed : 0))
        }
    }
}
