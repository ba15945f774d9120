package typealias MeetingID = Identifier<Meeting>

/// 过堂会, as its events have made it so far (domain §2). What was decided in it stands in the findings' own events.
package struct Meeting: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// 过堂: the parties decide finding by finding
        case closure
        /// 线索移交专题会商会: over findings whose clues are out
        case clues
        /// 反馈会: over findings that are handed to their units
        case feedback

        /// Whether the parties vote; in the others the chair puts down what was settled on each finding.
        package var votes: Bool { self == .closure }
    }

    /// Who sits for a party.
    package struct Seat: Hashable, Sendable {
        package let party: PartyCode
        package let reviewer: PersonID
        package let name: String

        package init(party: PartyCode, reviewer: PersonID, name: String) {
            self.party = party
            self.reviewer = reviewer
            self.name = name
        }
    }

    /// One finding on the agenda.
    package struct Item: Hashable, Sendable {
        package let finding: FindingNumber
        package internal(set) var mark: Mark

        package init(_ finding: FindingNumber, _ mark: Mark = .due) {
            self.finding = finding
            self.mark = mark
        }
    }

    /// What the chair set on an item; whether it was decided stands in the finding.
    package enum Mark: Hashable, Sendable {
        case due
        /// 跳过: it comes again after the others.
        case skipped
        /// 复议: set aside for another meeting.
        case rehear(reason: String?)
    }

    /// A line for the minutes, about one finding or about the meeting.
    package struct Note: Hashable, Sendable {
        package let finding: FindingNumber?
        package let text: String
        package let at: Moment
        package let by: String

        package init(finding: FindingNumber?, text: String, at: Moment, by: String) {
            self.finding = finding
            self.text = text
            self.at = at
            self.by = by
        }
    }

    package let id: MeetingID
    /// 1, 2, 3 … in its ledger.
    package let number: Int
    package let kind: Kind
    package let date: Day
    package let place: String
    package let openedAt: Moment
    package let openedBy: String
    /// How many events made it.
    package internal(set) var version: Int
    package internal(set) var seats: [Seat]
    package internal(set) var agenda: [Item]
    /// Where the chair went; the walk goes on from there.
    package internal(set) var position: FindingNumber?
    package internal(set) var notes: [Note] = []
    package internal(set) var adjournedAt: Moment?
    package internal(set) var adjournedBy: String?

    package var isOpen: Bool { adjournedAt == nil }

    package func seat(of party: PartyCode) -> Seat? { seats.first { $0.party == party } }

    package func item(_ finding: FindingNumber) -> Item? { agenda.first { $0.finding == finding } }

    /// What was put down last about a finding: where nobody votes, that settles it.
    package func note(on finding: FindingNumber) -> Note? { notes.last { $0.finding == finding } }

    /// The finding that is heard now: where the chair went while it is undecided, else the next undecided one from there, skipped ones last; `nil` when nothing is left.
    ///
    /// - Parameter isDecided: whether a finding of the agenda needs no more opinions.
    package func current(isDecided: (FindingNumber) -> Bool) -> FindingNumber? {
        if let position, item(position) != nil, !isDecided(position) { return position }
        return next(after: position, isDecided: isDecided)
    }

    /// The next finding to hear after one, around the end of the agenda; what was skipped comes when nothing else is due.
    package func next(after finding: FindingNumber?, isDecided: (FindingNumber) -> Bool) -> FindingNumber? {
        let start = finding.flatMap { finding in agenda.firstIndex { $0.finding == finding } }.map { $0 + 1 } ?? 0
        let round = agenda[min(start, agenda.count)...] + agenda[..<min(start, agenda.count)]
        let open = round.filter { !isDecided($0.finding) && $0.finding != finding }
        return (open.first { $0.mark == .due } ?? open.first { $0.mark == .skipped })?.finding
    }
}
