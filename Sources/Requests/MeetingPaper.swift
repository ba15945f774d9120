package import Rectification

/// Everything about the finding that a meeting hears: the text under review as it was submitted, and who may speak on it.
package struct MeetingPaper: Hashable, Sendable {
    /// One line of the content text: what is signed, key by key (trust.md, “Canonical text”).
    package struct ContentLine: Hashable, Sendable {
        package let key: String
        package let value: String

        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// A party's seat on this finding.
    package struct Seat: Hashable, Sendable {
        package let party: PartyCode
        package let name: String
        /// Who sits there; `nil` for an empty seat.
        package let reviewer: Meeting.Seat?
        /// Why the reviewer may not speak here, before anyone presses; a seat that has spoken is no refusal.
        package let refusal: FindingRefusal?
        /// What the party said in this review round; a deferral leaves the seat open.
        package let opinion: Opinion?
        /// Whether the review asks this party at all.
        package let isNeeded: Bool

        package init(
            party: PartyCode, name: String, reviewer: Meeting.Seat?, refusal: FindingRefusal?, opinion: Opinion?,
            isNeeded: Bool = true
        ) {
            self.party = party
            self.name = name
            self.reviewer = reviewer
            self.refusal = refusal
            self.opinion = opinion
            self.isNeeded = isNeeded
        }

        package var hasDecided: Bool { opinion.map { $0.verdict.code != .defer } ?? false }
        package var isOpen: Bool { reviewer != nil && refusal == nil && !hasDecided }
    }

    package let dossier: FindingDossier
    /// Empty when the finding is not in review.
    package let content: [ContentLine]
    package let seats: [Seat]

    package init(dossier: FindingDossier, content: [ContentLine], seats: [Seat]) {
        self.dossier = dossier
        self.content = content
        self.seats = seats
    }

    package var number: FindingNumber { dossier.finding.number }

    /// Every seat that may speak has: nothing more is to be said now.
    package var isSpokenOut: Bool {
        seats.allSatisfy { !$0.isNeeded || $0.reviewer == nil || $0.refusal != nil || $0.opinion != nil }
    }

    package func seat(_ party: PartyCode) -> Seat? { seats.first { $0.party == party } }
}

/// What waits for a meeting: the findings in review, and what keeps whoever acts from signing.
package struct MeetingWaiting: Hashable, Sendable {
    package let findings: Int
    /// By town (by unit where there is none) and by round, most first; counted only where the meetings are listed.
    package let towns: [FieldCount]
    package let rounds: [FieldCount]
    /// Why a reviewer who acts cannot sign yet; `nil` for anybody else.
    package let refusal: FindingRefusal?

    package init(
        findings: Int, towns: [FieldCount] = [], rounds: [FieldCount] = [], refusal: FindingRefusal? = nil
    ) {
        self.findings = findings
        self.towns = towns
        self.rounds = rounds
        self.refusal = refusal
    }
}

/// What the meeting's screen is told: the meetings there are, the one that is shown, the finding that is heard.
package struct MeetingReply: Hashable, Sendable {
    /// Newest first.
    package let meetings: [MeetingRow]
    package let waiting: MeetingWaiting
    /// Folders of the papers that were written, by the meeting's number.
    package let papers: [Int: String]
    package let sheet: MeetingSheet?
    package let paper: MeetingPaper?

    package init(
        meetings: [MeetingRow], waiting: MeetingWaiting, papers: [Int: String] = [:], sheet: MeetingSheet?,
        paper: MeetingPaper?
    ) {
        self.meetings = meetings
        self.waiting = waiting
        self.papers = papers
        self.sheet = sheet
        self.paper = paper
    }
}
