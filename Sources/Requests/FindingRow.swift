package import Rectification

/// A finding as lists and cards show it, from the read model.
package struct FindingRow: Hashable, Sendable {
    package let number: FindingNumber
    package let id: FindingID
    package let version: Int
    /// Position in the log of its last event.
    package let changed: Int
    package let stage: StageCode
    package let externalNumber: String?
    package let round: String
    package let unit: OrganisationReference
    package let text: String
    package let category: String
    package let source: Finding.Source
    package let leader: String?
    package let flags: Set<Finding.Flag>
    package let deadlineCode: DeadlineCode
    package let due: Day?
    package let isListed: Bool
    package let hasPendingExtension: Bool
    package let hasPendingReturn: Bool
    package let isBroughtForward: Bool
    package let reviewRound: Int
    package let relapses: Int
    /// What each party has said in the running review round.
    package let seats: [SeatState]
    package let closedOn: Day?
    package let closure: Closure.Kind?
    /// From when 巩固 can be confirmed; `nil` when it was, or the finding is open.
    package let consolidateFrom: Day?
    package let beside: Beside
    /// The day it entered this ledger.
    package let filedOn: Day?
    package let reviewMarks: Set<ReviewMark>

    /// 立行立改, by its deadline or by its mark.
    package var isImmediate: Bool { deadlineCode == .immediate || flags.contains(.immediate) }

    /// One party's seat in the running review round.
    package struct SeatState: Hashable, Sendable {
        package let party: PartyCode
        package let verdict: VerdictCode

        package init(party: PartyCode, verdict: VerdictCode) {
            self.party = party
            self.verdict = verdict
        }
    }

    package init(
        number: FindingNumber, id: FindingID, version: Int, changed: Int, stage: StageCode, externalNumber: String?,
        round: String, unit: OrganisationReference, text: String, category: String, source: Finding.Source,
        leader: String?, flags: Set<Finding.Flag>, deadlineCode: DeadlineCode, due: Day?, isListed: Bool,
        hasPendingExtension: Bool, hasPendingReturn: Bool, isBroughtForward: Bool, reviewRound: Int, relapses: Int,
        seats: [SeatState], closedOn: Day?, closure: Closure.Kind?, consolidateFrom: Day?,
        beside: Beside = .nothing, filedOn: Day? = nil, reviewMarks: Set<ReviewMark> = []
    ) {
        self.number = number
        self.id = id
        self.version = version
        self.changed = changed
        self.stage = stage
        self.externalNumber = externalNumber
        self.round = round
        self.unit = unit
        self.text = text
        self.category = category
        self.source = source
        self.leader = leader
        self.flags = flags
        self.deadlineCode = deadlineCode
        self.due = due
        self.isListed = isListed
        self.hasPendingExtension = hasPendingExtension
        self.hasPendingReturn = hasPendingReturn
        self.isBroughtForward = isBroughtForward
        self.reviewRound = reviewRound
        self.relapses = relapses
        self.seats = seats
        self.closedOn = closedOn
        self.closure = closure
        self.consolidateFrom = consolidateFrom
        self.beside = beside
        self.filedOn = filedOn
        self.reviewMarks = reviewMarks
    }

    /// The read model's row for a finding whose last event stands at a position of the log; a pure function, so that a rebuild gives the same tables.
    package init(of finding: borrowing Finding, changed: Int) {
        let opinions = finding.submission?.opinions ?? []
        var seats: [SeatState] = []
        for opinion in opinions where !seats.contains(where: { $0.party == opinion.party }) {
            let decided = finding.submission?.decision(of: opinion.party)
            seats.append(SeatState(party: opinion.party, verdict: (decided ?? opinion).verdict.code))
        }
        var pendingReturn = false
        if case .assigned(.some) = finding.stage { pendingReturn = true }
        var consolidateFrom: Day?
        if case .pending(let from) = finding.closure?.consolidation { consolidateFrom = from }
        self.init(
            number: finding.number, id: finding.id, version: finding.version, changed: changed,
            stage: finding.stage.code, externalNumber: finding.facts.externalNumber, round: finding.facts.round,
            unit: finding.unit, text: finding.facts.text, category: finding.facts.category,
            source: finding.facts.source, leader: finding.facts.leader, flags: finding.facts.flags,
            deadlineCode: finding.deadline.code, due: finding.deadline.day, isListed: finding.listing != nil,
            hasPendingExtension: finding.pendingExtension != nil, hasPendingReturn: pendingReturn,
            isBroughtForward: finding.isBroughtForward, reviewRound: finding.reviewRound, relapses: finding.relapses,
            seats: seats, closedOn: finding.closure?.on, closure: finding.closure?.kind,
            consolidateFrom: consolidateFrom, beside: Beside(of: finding), filedOn: finding.filedOn,
            reviewMarks: finding.reviewMarks)
    }

    /// Days past the deadline while the clock runs, else 0; as in `Finding.overdueDays(on:)`.
    package func overdueDays(on today: Day) -> Int {
        guard stage < .review, let due else { return 0 }
        return max(0, due.days(until: today))
    }

    /// The key of this row in an order, from which the next page goes on.
    package func anchor(in order: FindingOrder) -> PageAnchor {
        switch order {
        case .due: PageAnchor(key: due?.number ?? PageAnchor.noDay, number: number.value)
        case .number: PageAnchor(key: number.value, number: number.value)
        case .changed: PageAnchor(key: changed, number: number.value)
        }
    }
}

extension PageAnchor {
    /// Stands for a missing deadline in the order by deadline: after every day.
    package static let noDay = 99_999_999
}
