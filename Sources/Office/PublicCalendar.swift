package import Rectification
internal import Wording

/// The public holidays and make-up days that the program carries (`holidays/cn.txt`, each year with its notice).
package enum PublicCalendar {
    package static let bundled: WorkCalendar = parse(BundledResource.text("holidays/cn.txt") ?? "")

    /// The bundled days with the policy's own added.
    package static func calendar(_ policy: Policy) -> WorkCalendar {
        bundled.extended(holidays: policy.extraHolidays, makeUpDays: policy.extraWorkingDays)
    }

    static func parse(_ text: String) -> WorkCalendar {
        var holidays: Set<Day> = []
        var makeUpDays: Set<Day> = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 2 else { continue }
            if words[0] == "work", let day = Day(iso: words[1]) { makeUpDays.insert(day) }
            if words[0] == "holiday", let first = Day(iso: words[1].prefix(10)),
                let last = Day(iso: words[1].suffix(10))
            {
                for number in first.number...last.number { holidays.insert(Day(number: number)) }
            }
        }
        return WorkCalendar(holidays: holidays, makeUpDays: makeUpDays)
    }
}
