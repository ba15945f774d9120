/// What happened to a finding; past tense, and never taken out of the log (domain §4).
///
/// Large payloads stand apart: events are handed on far more often than they are looked into.
package enum FindingEvent: Hashable, Sendable {
    indirect case filed(Filing)
    indirect case broughtForward(BroughtForward)
    case returned(reason: String)
    case returnRefused(reason: String)
    indirect case reassigned(unit: OrganisationReference, reason: String, deadline: Deadline?)
    indirect case started(Plan)
    indirect case measureAdded(number: Int, MeasureDraft)
    indirect case measureChanged(number: Int, MeasureDraft)
    case measureDropped(number: Int, reason: String)
    indirect case reported(Report)
    case evidenceAttached(number: Int, EvidenceFile)
    case evidenceDetached(number: Int, reason: String?)
    case submitted(reviewRound: Int, pledge: String, content: String)
    case withdrawn
    /// `reviewRound` is the new round.
    case recalled(reviewRound: Int, reason: String)
    indirect case opined(Opined)
    /// `reviewRound` is the round in which all parties agreed; `consolidateFrom` the first day of 巩固 by the policy of the round.
    case closed(reviewRound: Int, kind: Closure.Kind, consolidateFrom: Day)
    /// `reviewRound` is the new round; `supervisor` stands when policy listed the finding.
    case sentBack(reviewRound: Int, deadline: Day, isListed: Bool, supervisor: String?)
    case listed(supervisor: String, limit: Day?)
    case delisted(reason: String)
    case extensionRequested(until: Day, reason: String)
    case extensionGranted(until: Day)
    case extensionRefused(reason: String)
    case consolidated(note: String)
    /// `reviewRound` is the new round.
    case relapsed(reviewRound: Int, note: String, deadline: Day, isListed: Bool, supervisor: String?)
    indirect case clueTransferred(number: Int, reference: String, receiver: String, on: Day, dueBack: Day)
    case clueConcluded(number: Int, on: Day)
    indirect case supervised(number: Int, SupervisionDraft)
    case answered(number: Int, text: String)
    case grouped(FindingGroup)
    case ungrouped
    case flagged(Finding.Flag, isOn: Bool)
    case commented(text: String)
    /// `was` is the old value as text, `nil` when there was none.
    indirect case corrected(Correction, was: String?)
    /// The event of this version was taken back by the person who made it.
    case undone(version: Int, event: String)

    /// The name in the canonical text (trust.md, `event`).
    package var code: String {
        switch self {
        case .filed: "filed"
        case .broughtForward: "broughtForward"
        case .returned: "returned"
        case .returnRefused: "returnRefused"
        case .reassigned: "reassigned"
        case .started: "started"
        case .measureAdded: "measureAdded"
        case .measureChanged: "measureChanged"
        case .measureDropped: "measureDropped"
        case .reported: "reported"
        case .evidenceAttached: "evidenceAttached"
        case .evidenceDetached: "evidenceDetached"
        case .submitted: "submitted"
        case .withdrawn: "withdrawn"
        case .recalled: "recalled"
        case .opined: "opined"
        case .closed: "closed"
        case .sentBack: "sentBack"
        case .listed: "listed"
        case .delisted: "delisted"
        case .extensionRequested: "extensionRequested"
        case .extensionGranted: "extensionGranted"
        case .extensionRefused: "extensionRefused"
        case .consolidated: "consolidated"
        case .relapsed: "relapsed"
        case .clueTransferred: "clueTransferred"
        case .clueConcluded: "clueConcluded"
        case .supervised: "supervised"
        case .answered: "answered"
        case .grouped: "grouped"
        case .ungrouped: "ungrouped"
        case .flagged: "flagged"
        case .commented: "commented"
        case .corrected: "corrected"
        case .undone: "undone"
        }
    }

    /// Whether the same person may take it back while nothing stands on it (domain §4, interplay).
    package var isUndoable: Bool {
        switch self {
        case .flagged, .grouped, .ungrouped, .commented, .listed, .delisted, .measureAdded, .measureChanged,
            .measureDropped, .reported, .evidenceAttached, .evidenceDetached, .supervised, .started:
            true
        case .filed, .broughtForward, .returned, .returnRefused, .reassigned, .submitted, .withdrawn, .recalled,
            .opined, .closed, .sentBack, .extensionRequested, .extensionGranted, .extensionRefused, .consolidated,
            .relapsed, .clueTransferred, .clueConcluded, .answered, .corrected, .undone:
            false
        }
    }
}

/// Row 9: an opinion as it is logged (and, in a ledger with signing, signed).
package struct Opined: Hashable, Sendable {
    package let number: FindingNumber
    package let reviewRound: Int
    package let party: PartyCode
    /// Fingerprint of the reviewer's key; `nil` in a practice ledger.
    package let key: String?
    package let verdict: Verdict
    /// Hex digest of the content text.
    package let content: String
    /// `size:root` of the newest checkpoint; `nil` when there is none.
    package let head: String?

    package init(
        number: FindingNumber, reviewRound: Int, party: PartyCode, key: String?, verdict: Verdict, content: String,
        head: String?
    ) {
        self.number = number
        self.reviewRound = reviewRound
        self.party = party
        self.key = key
        self.verdict = verdict
        self.content = content
        self.head = head
    }
}

/// Who an event is by, and when: the part of the envelope that state needs.
package struct EventStamp: Hashable, Sendable {
    /// The version of the finding that the event makes.
    package let version: Int
    package let at: Moment
    package let day: Day
    package let person: PersonID
    package let name: String

    package init(version: Int, at: Moment, day: Day, person: PersonID, name: String) {
        self.version = version
        self.at = at
        self.day = day
        self.person = person
        self.name = name
    }
}
