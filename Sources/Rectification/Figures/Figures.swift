/// The figures a leader asks for (domain §6), counted over findings one after the other.
///
/// What an older ledger claims to have closed stands apart (`broughtForward`), and so does what closed only for a stage (`stageClosures`): neither is in the closure rate.
package struct Figures: Sendable {
    /// What a finding's round and place add to it.
    package struct Place: Sendable {
        package let unit: String
        package let town: String
        package let round: Round?

        package init(unit: String, town: String, round: Round?) {
            self.unit = unit
            self.town = town
            self.round = round
        }
    }

    /// Middle and nine tenths of a number of days; `nil` when there is none.
    package struct Spread: Hashable, Sendable {
        package let count: Int
        package let median: Int?
        package let p90: Int?

        init(_ days: [Int]) {
            let sorted = days.sorted()
            count = sorted.count
            median = sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2]
            // The smallest day by which nine of ten were done.
            p90 = sorted.isEmpty ? nil : sorted[(sorted.count * 9 + 9) / 10 - 1]
        }
    }

    /// How many of how many.
    package struct Share: Hashable, Sendable {
        package var part = 0
        package var whole = 0

        package init() {}
    }

    package private(set) var total = 0
    package private(set) var closed = 0
    package private(set) var stageClosures = 0
    package private(set) var broughtForward = 0
    /// Of those closed by review: by the date first agreed, after it, with a granted extension.
    package private(set) var onTime = 0
    package private(set) var late = 0
    package private(set) var extended = 0
    package private(set) var overdue = 0
    package private(set) var overdueByUnit: [String: Int] = [:]
    package private(set) var overdueByTown: [String: Int] = [:]
    package private(set) var overdueByLeader: [String: Int] = [:]
    package private(set) var overdueByCategory: [String: Int] = [:]
    /// Of those ever closed here.
    package private(set) var relapsed = Share()
    package private(set) var immediate = Share()
    package private(set) var auditProblems = 0
    package private(set) var auditRounds: Set<String> = []
    package private(set) var reviewRounds: [Int] = []
    /// By unit: passed in the first review round, of all that were decided.
    package private(set) var firstPass: [String: Share] = [:]
    private var daysToClosure: [Int] = []
    private var daysToClue: [Int] = []

    package init() {}

    package var toClosure: Spread { Spread(daysToClosure) }
    package var toClueTransfer: Spread { Spread(daysToClue) }

    package mutating func add(_ finding: Finding, at place: Place, today: Day) {
        let closure = finding.closure
        switch closure?.kind {
        case .broughtForward: broughtForward += 1
        case .stage: stageClosures += 1
        case .full:
            total += 1
            closed += 1
        case nil: total += 1
        }
        let marks = finding.reviewMarks
        if let closure, closure.kind == .full { addClosure(finding, closure, marks, place) }
        addOverdue(finding, place, today)
        if marks.contains(.closedHere) {
            relapsed.whole += 1
            relapsed.part += finding.relapses > 0 ? 1 : 0
        }
        if finding.isImmediate {
            immediate.whole += 1
            immediate.part += closure == nil ? 0 : 1
        }
        let isAudit = finding.facts.source == .audit || place.round?.mode == .auditLinked
        if isAudit {
            auditProblems += 1
            auditRounds.insert(finding.facts.round)
        }
        for clue in finding.clues { daysToClue.append(max(0, finding.filedOn.days(until: clue.transferredOn))) }
        if marks.contains(.decided) {
            var share = firstPass[place.unit] ?? Share()
            share.whole += 1
            share.part += marks.contains(.passedFirst) ? 1 : 0
            firstPass[place.unit] = share
        }
    }

    private mutating func addClosure(
        _ finding: Finding, _ closure: Closure, _ marks: Set<ReviewMark>, _ place: Place
    ) {
        if marks.contains(.late) { late += 1 } else { onTime += 1 }
        if marks.contains(.extended) { extended += 1 }
        if let feedback = place.round?.feedback { daysToClosure.append(max(0, feedback.days(until: closure.on))) }
        reviewRounds.append(finding.reviewRound)
    }

    private mutating func addOverdue(_ finding: Finding, _ place: Place, _ today: Day) {
        guard finding.overdueDays(on: today) > 0 else { return }
        overdue += 1
        Self.count(place.unit, in: &overdueByUnit)
        Self.count(place.town, in: &overdueByTown)
        if let leader = finding.facts.leader { Self.count(leader, in: &overdueByLeader) }
        Self.count(finding.facts.category, in: &overdueByCategory)
    }

    private static func count(_ key: String, in counts: inout [String: Int]) { counts[key] = (counts[key] ?? 0) + 1 }
}
