/// How fast a meeting goes: from when it opened and when each decision fell.
package struct Pace: Hashable, Sendable {
    /// Seconds that a finding took on average, breaks left out; `nil` before the first decision.
    package let secondsEach: Int?
    /// Seconds that the rest will take at this pace.
    package let secondsLeft: Int?

    /// A gap longer than this, in seconds, was a break and not work on a finding.
    package static let longestGap: Int64 = 30 * 60

    package init(opened: Moment, decided: [Moment], left: Int) {
        var work: Int64 = 0
        var counted: Int64 = 0
        var last = opened
        for moment in decided.sorted() {
            let gap = max(0, moment.seconds - last.seconds)
            if gap <= Self.longestGap {
                work += gap
                counted += 1
            }
            last = moment
        }
        secondsEach = counted > 0 ? Int(work / counted) : nil
        secondsLeft = secondsEach.map { $0 * left }
    }
}
