/// A calendar day of the proleptic Gregorian calendar, held as days since 1970-01-01.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before it.
    package let number: Int

    package init(number: Int) { self.number = number }

    /// The day with these parts; `nil` when there is none (2025-02-29, month 13) or the year is outside 1900–9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1900...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(inMonth: month, of: year)
        else { return nil }
        self.init(number: Self.number(year: year, month: month, day: day))
    }

    /// A day written as ISO 8601, `2024-12-31`; `nil` for anything else.
    package init?(iso text: some StringProtocol) {
        var text = String(text)
        guard let day = text.withUTF8({ Day(iso: $0) }) else { return nil }
        self = day
    }

    /// The same from its bytes.
    package init?(iso bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for index in range {
                let byte = bytes[index]
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month (1–12) and day of the month (1–31).
    package var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    package var year: Int { parts.year }
    package var month: Int { parts.month }

    package var weekday: Weekday {
        Weekday(fromMonday: ((number + 3) % 7 + 7) % 7)
    }

    package func adding(days: Int) -> Day { Day(number: number + days) }

    /// The same day of the month `months` later, or that month's last day when it is shorter (31 January + 1 month = 28 or 29 February).
    package func adding(months: Int) -> Day {
        let (year, month, day) = parts
        let count = year * 12 + (month - 1) + months
        let newYear = count >= 0 ? count / 12 : (count - 11) / 12
        let newMonth = count - newYear * 12 + 1
        let length = Self.days(inMonth: newMonth, of: newYear)
        return Day(number: Self.number(year: newYear, month: newMonth, day: Swift.min(day, length)))
    }

    /// The last day of the month this day is in.
    package var endOfMonth: Day {
        let (year, month, _) = parts
        return Day(number: Self.number(year: year, month: month, day: Self.days(inMonth: month, of: year)))
    }

    /// Days from this day to another; positive when the other is later.
    package func days(until other: Day) -> Int { other.number - number }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// Length of a month (1–12) in days, 28–31.
    package static func days(inMonth month: Int, of year: Int) -> Int {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        return month == 2 && isLeap ? 29 : lengths[month - 1]
    }

    private static func number(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension Day: CustomStringConvertible {
    /// ISO 8601, `2024-12-31`.
    package var description: String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            write(into: buffer)
            return 10
        }
    }

    /// The same 10 bytes.
    package func write(into buffer: UnsafeMutableBufferPointer<UInt8>) {
        let (year, month, day) = parts
        func two(_ value: Int, at start: Int) {
            buffer[start] = 48 + UInt8(truncatingIfNeeded: value / 10 % 10)
            buffer[start + 1] = 48 + UInt8(truncatingIfNeeded: value % 10)
        }
        two(year / 100, at: 0)
        two(year, at: 2)
        buffer[4] = UInt8(ascii: "-")
        two(month, at: 5)
        buffer[7] = UInt8(ascii: "-")
        two(day, at: 8)
    }
}

/// A day of the week, Monday first.
package enum Weekday: Int, Sendable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// The weekday `offset` days (0–6) after Monday.
    init(fromMonday offset: Int) {
        self = Self.allCases[offset]
    }

    package var isWeekend: Bool { self == .saturday || self == .sunday }
}
