package import Rectification

/// What stands beside a finding's stage, as the desk shows it: pressing, extension, listing, clue.
package struct Beside: Hashable, Sendable {
    package var pressing: Pressure
    /// The day a pending extension asks for.
    package var extensionUntil: Day?
    package var listing: Listing?
    /// By when the earliest clue that is out is due back.
    package var clueDue: Day?

    package static let nothing = Beside(pressing: .none, extensionUntil: nil, listing: nil, clueDue: nil)

    package init(pressing: Pressure, extensionUntil: Day?, listing: Listing?, clueDue: Day?) {
        self.pressing = pressing
        self.extensionUntil = extensionUntil
        self.listing = listing
        self.clueDue = clueDue
    }

    package init(of finding: borrowing Finding) {
        // What is struck off is not asked about any more.
        let steps = finding.pressing
        pressing =
            finding.closure == nil ? steps : Pressure(used: steps.used, last: steps.last, answerDue: nil)
        extensionUntil = finding.pendingExtension?.until
        listing = finding.listing
        clueDue = finding.clueDue
    }
}

/// One line of the desk: the finding and whose it is.
package struct DeskRow: Hashable, Sendable {
    package let finding: FindingRow
    /// 一把手 of the unit.
    package let head: String?
    package let town: String?
    package let district: String?

    package init(finding: FindingRow, head: String?, town: String?, district: String?) {
        self.finding = finding
        self.head = head
        self.town = town
        self.district = district
    }

    /// The day the finding's clock counts to while it runs.
    package var runningTo: Day? { finding.runningTo }

    package func standing(_ ladder: Ladder, on today: Day) -> LadderStanding { finding.standing(ladder, on: today) }

    /// The key of this row on a clock, from which the next page goes on.
    package func anchor(on clock: DeskPreset.Clock) -> PageAnchor {
        let day: Day? =
            switch clock {
            case .due: finding.due
            case .answer: finding.beside.pressing.answerDue
            case .consolidation: finding.consolidateFrom
            case .clue: finding.beside.clueDue
            }
        return PageAnchor(key: day?.number ?? PageAnchor.noDay, number: finding.number.value)
    }
}

extension FindingRow {
    /// The day its clock counts to while it runs.
    package var runningTo: Day? { stage < .review ? due : nil }

    package func standing(_ ladder: Ladder, on today: Day) -> LadderStanding {
        ladder.standing(deadline: runningTo, beside.pressing, on: today)
    }
}

/// How many findings each preset means, for its tab, and the letters whose reply is overdue.
package struct DeskCounts: Hashable, Sendable {
    package var presets: [DeskPreset: Int]
    package var immediate: ImmediateTally
    /// The ledger's, whatever is filtered; the latest first.
    package var lateLetters: [LetterRow]

    package init(
        presets: [DeskPreset: Int] = [:], immediate: ImmediateTally = ImmediateTally(), lateLetters: [LetterRow] = []
    ) {
        self.presets = presets
        self.immediate = immediate
        self.lateLetters = lateLetters
    }
}
