/// Which days are working days: weekdays, less public holidays, plus the make-up days of 调休 (domain §3, “10 个工作日”).
package struct WorkCalendar: Hashable, Sendable {
    package let holidays: Set<Day>
    package let makeUpDays: Set<Day>

    package init(holidays: Set<Day>, makeUpDays: Set<Day>) {
        self.holidays = holidays
        self.makeUpDays = makeUpDays
    }

    /// The years for which holidays are known, in order; outside them only weekends are free, and whoever shows a computed date says so.
    package var knownYears: [Int] { Set(holidays.map(\.year)).sorted() }

    package func isWorkingDay(_ day: Day) -> Bool {
        if makeUpDays.contains(day) { return true }
        return !day.weekday.isWeekend && !holidays.contains(day)
    }

    /// The day that is `count` working days after `start`, the start not counted; `count` ≥ 0.
    package func day(after start: Day, workingDays count: Int) -> Day {
        var day = start
        var left = count
        while left > 0 {
            day = day.adding(days: 1)
            if isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    /// Working days after `start` up to and including `end`; 0 when `end` is not later.
    package func workingDays(after start: Day, through end: Day) -> Int {
        guard start < end else { return 0 }
        return (start.number + 1...end.number).count { isWorkingDay(Day(number: $0)) }
    }

    /// This calendar with an office's own days added; a day that is named as make-up day stops being a holiday and the other way round.
    package func extended(holidays more: Set<Day>, makeUpDays moreMakeUpDays: Set<Day>) -> WorkCalendar {
        if more.isEmpty, moreMakeUpDays.isEmpty { return self }
        return WorkCalendar(
            holidays: holidays.union(more).subtracting(moreMakeUpDays),
            makeUpDays: makeUpDays.union(moreMakeUpDays).subtracting(more))
    }
}
