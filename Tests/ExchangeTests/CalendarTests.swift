import Office
import Rectification
import Testing

/// The public calendar that the program carries, against dates counted by hand from the notices of the State Council.
@Suite struct CalendarTests {
    static let calendar = PublicCalendar.bundled

    private static func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(number: 0) }

    @Test(
        "n working days after a day end on the day counted by hand",
        arguments: [
            // Over New Year's Day; 2024-01-01 is a Monday.
            ("2023-12-29", 1, "2024-01-02"),
            // Before Spring Festival 2024 a Sunday is worked, and so is the Sunday after it.
            ("2024-02-02", 1, "2024-02-04"), ("2024-02-02", 6, "2024-02-09"), ("2024-02-02", 7, "2024-02-18"),
            ("2024-02-09", 1, "2024-02-18"), ("2024-02-09", 2, "2024-02-19"),
            // The leap day is a Thursday of its own.
            ("2024-02-28", 1, "2024-02-29"), ("2024-02-28", 2, "2024-03-01"), ("2024-02-29", 2, "2024-03-04"),
            // Qingming: Thursday to Saturday are free, Sunday is worked.
            ("2024-04-03", 1, "2024-04-07"), ("2024-04-03", 10, "2024-04-18"),
            // May Day 2024: 1–5 free, 28 April and 11 May worked.
            ("2024-04-26", 1, "2024-04-28"), ("2024-04-30", 1, "2024-05-06"), ("2024-04-30", 6, "2024-05-11"),
            // National Day 2024: 1–7 free, Sunday 29 September and Saturday 12 October worked.
            ("2024-09-28", 1, "2024-09-29"), ("2024-09-30", 1, "2024-10-08"), ("2024-09-30", 5, "2024-10-12"),
            // Year's end without a leap day, and Spring Festival 2025 in January.
            ("2024-12-31", 1, "2025-01-02"), ("2025-01-24", 1, "2025-01-26"), ("2025-01-27", 1, "2025-02-05"),
            ("2025-01-27", 4, "2025-02-08"), ("2025-02-28", 1, "2025-03-03"),
            // Eight days of National Day and Mid-Autumn 2025.
            ("2025-09-30", 1, "2025-10-09"), ("2025-09-30", 3, "2025-10-11"), ("2025-09-26", 1, "2025-09-28"),
            // 2026: three days of New Year, then a Sunday worked; nine days of Spring Festival.
            ("2025-12-31", 1, "2026-01-04"), ("2026-02-13", 1, "2026-02-14"), ("2026-02-14", 1, "2026-02-24"),
            ("2026-02-14", 5, "2026-02-28"), ("2026-09-30", 1, "2026-10-08"), ("2026-09-30", 3, "2026-10-10"),
            // An ordinary fortnight.
            ("2026-11-24", 10, "2026-12-08"), ("2026-11-24", 0, "2026-11-24"),
        ])
    func workingDays(_ start: String, _ count: Int, _ end: String) {
        #expect(Self.calendar.day(after: Self.day(start), workingDays: count) == Self.day(end))
        #expect(Self.calendar.workingDays(after: Self.day(start), through: Self.day(end)) == count)
    }

    @Test("the calendar knows its last day, and past it only weekends are free")
    func lastYear() {
        #expect(Self.calendar.lastKnownDay == Self.day("2026-12-31"))
        #expect(Self.calendar.knows(Self.day("2026-12-31")))
        #expect(!Self.calendar.knows(Self.day("2027-01-01")))
        #expect(Self.calendar.isWorkingDay(Self.day("2027-10-01")))
        #expect(!Self.calendar.isWorkingDay(Self.day("2027-10-02")))
        #expect(!WorkCalendar(holidays: [], makeUpDays: []).knows(Self.day("2026-12-31")))
    }

    @Test("an office's own days win over the public ones, both ways")
    func ownDays() {
        let own = Self.calendar.extended(
            holidays: [Self.day("2026-11-25"), Self.day("2026-02-14")], makeUpDays: [Self.day("2026-10-03")])
        #expect(own.day(after: Self.day("2026-11-24"), workingDays: 1) == Self.day("2026-11-26"))
        #expect(own.day(after: Self.day("2026-02-13"), workingDays: 1) == Self.day("2026-02-24"))
        #expect(own.day(after: Self.day("2026-09-30"), workingDays: 1) == Self.day("2026-10-03"))
    }
}
