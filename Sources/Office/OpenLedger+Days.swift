internal import Exchange
package import Ledger
package import Rectification

/// A date as it was understood.
package struct UnderstoodDay: Hashable, Sendable {
    /// `nil`: 长期坚持 without a milestone.
    package let day: Day?
    package let code: DeadlineCode
    package let workingDays: Int
    /// False past the last year whose public holidays are known: only weekends were free then.
    package let isCalendarKnown: Bool
}

extension OpenLedger {
    /// What a date field means; with a round, what a deadline means, which counts from the round's feedback. `nil`: no date.
    package func understand(_ written: String, round: String?, _ reader: LedgerReader) throws -> UnderstoodDay? {
        let policy = try policy(reader)
        let calendar = PublicCalendar.calendar(policy)
        let known = try round.flatMap { try reader.round(named: $0) }
        let phrase = DeadlinePhrase(round: known, policy: policy, calendar: calendar, today: today)
        func understood(_ day: Day?, _ code: DeadlineCode) -> UnderstoodDay {
            UnderstoodDay(
                day: day, code: code, workingDays: day.map { calendar.workingDays(after: today, through: $0) } ?? 0,
                isCalendarKnown: day.map { ($0.year) <= calendar.knownYears.last ?? 0 } ?? true)
        }
        if round != nil, case .success(let deadline) = phrase.read(written) {
            return understood(deadline.day, deadline.code)
        }
        return phrase.day(of: written).map { understood($0, .date) }
    }
}
