internal import Rectification

/// The policies that a thread's findings are judged by, kept from one event to the next: neighbours nearly always stand on the same.
final class Grounds {
    struct Ground {
        let policies: Context.Policies
        let calendar: WorkCalendar
    }

    private let policies: Timeline<Policy>
    private let calendars: [String: WorkCalendar]
    private var last: (place: Int, reviewed: Int, ground: Ground)?

    init(_ policies: Timeline<Policy>, _ calendars: [String: WorkCalendar]) {
        self.policies = policies
        self.calendars = calendars
    }

    /// What an event stood on; `nil` when there was no policy yet.
    ///
    /// - Parameter submittedAt: where the round under review was submitted; `nil` outside review.
    func ground(at position: Int, submittedAt: Int?) -> Ground? {
        guard let place = policies.place(before: position) else { return nil }
        let reviewed = submittedAt.flatMap { policies.place(before: $0) } ?? place
        if let last, last.place == place, last.reviewed == reviewed { return last.ground }
        let current = policies.changes[place].value
        let ground = Ground(
            policies: Context.Policies(current, review: policies.changes[reviewed].value),
            calendar: calendars[current.digest] ?? PublicCalendar.bundled)
        last = (place, reviewed, ground)
        return ground
    }
}
