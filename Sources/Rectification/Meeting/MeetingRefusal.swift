/// Why a meeting cannot do what was asked: a rule by its stable English code, with the facts that its sentence names.
package struct MeetingRefusal: Error, Hashable, Sendable {
    package let rule: MeetingRule
    package let facts: [String: String]

    package init(_ rule: MeetingRule, _ facts: [String: String] = [:]) {
        self.rule = rule
        self.facts = facts
    }
}

/// Every rule of a meeting that can refuse; the sentences stand under `rule.<code>` and `rule.<code>.remedy`.
package enum MeetingRule: String, Sendable, CaseIterable {
    case role = "role"
    case retired = "person.retired"
    case noPlace = "meeting.noPlace"
    case opened = "meeting.alreadyOpened"
    case adjourned = "meeting.adjourned"

    case seatUnknownParty = "opine.unknownParty"
    case seatNotOfParty = "opine.notOfParty"
    case seatSame = "seat.same"
    case seatTwoParties = "seat.twoParties"
    case seatEmpty = "seat.empty"

    case agendaNotInReview = "agenda.notInReview"
    case agendaAlready = "agenda.already"
    case agendaElsewhere = "agenda.elsewhere"
    case agendaMissing = "agenda.missing"
    case agendaHeard = "agenda.heard"
    case agendaDecided = "agenda.decided"
    case agendaOrder = "agenda.order"
    case agendaNothing = "agenda.nothing"

    case textMissing = "text.missing"

    /// Refused because of who asks: exit 77, not 1 (cli.md).
    package var isPermission: Bool { self == .role || self == .retired }
}
