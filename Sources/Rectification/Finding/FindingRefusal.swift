/// Why the domain says no: a rule by its stable English code, with the facts that its sentence names.
///
/// The sentence and what to do about it stand in one catalogue per language under `rule.<code>` and `rule.<code>.remedy`.
package struct FindingRefusal: Error, Hashable, Sendable {
    package let rule: Rule
    /// Values for the sentence's blanks, e.g. `["role": "unit"]`.
    package let facts: [String: String]

    package init(_ rule: Rule, _ facts: [String: String] = [:]) {
        self.rule = rule
        self.facts = facts
    }
}

/// Every rule that can refuse (domain §4); the raw value is the `rule` of cli.md.
package enum Rule: String, Sendable, CaseIterable {
    // Who may ask.
    case role = "role"
    case retired = "person.retired"
    case notOfUnit = "unit.notOfUnit"
    case notReviewTeam = "party.needed"

    // Where a command makes sense.
    case stageNotAssigned = "stage.notAssigned"
    case stageNotInProgress = "stage.notInProgress"
    case stageNotReview = "stage.notReview"
    case stageNotClosed = "stage.notClosed"
    case stageClosed = "stage.closed"
    case stageInReview = "stage.inReview"
    case alreadyFiled = "file.alreadyFiled"
    case notFiled = "file.notFiled"

    // What filing needs.
    case fileNoText = "file.noText"
    case fileNoRound = "file.noRound"
    case fileNoUnit = "file.noUnit"
    case fileNoCategory = "file.noCategory"

    case reasonMissing = "reason.missing"
    case returnPending = "return.pending"
    case returnNonePending = "return.nonePending"
    case reassignSameUnit = "reassign.sameUnit"

    case startNoGoal = "start.noGoal"
    case startNoMeasure = "start.noMeasure"
    case startNoResponsible = "start.noResponsible"
    case deadlineBeyondCap = "deadline.beyondCap"
    case deadlinePast = "deadline.past"

    case measureUnknown = "measure.unknown"
    case measureNoText = "measure.noText"
    case measureLast = "measure.last"
    case reportEmpty = "report.empty"

    case evidenceUnknown = "evidence.unknown"
    case evidenceNone = "evidence.none"
    case evidenceLocked = "evidence.locked"
    case evidenceDuplicate = "evidence.duplicate"

    case submitUnreported = "submit.unreportedMeasures"
    case submitNoEvidence = "submit.noEvidence"
    case submitNoInference = "submit.noInference"
    case submitNotComplete = "submit.notComplete"
    case submitNoPledge = "submit.noPledge"
    case submitOpenClue = "submit.openClue"

    case withdrawAfterOpinion = "withdraw.afterOpinion"

    case opineUnknownParty = "opine.unknownParty"
    case opineNotOfParty = "opine.notOfParty"
    case opinePartyNotNeeded = "opine.partyNotNeeded"
    case opinePartyDecided = "opine.partyDecided"
    case opineSpokeForOther = "opine.spokeForOtherParty"
    case opineOwnUnit = "opine.ownUnit"
    case opineAvoidance = "opine.avoidance"
    case opineOtherContent = "opine.otherContent"
    case opineNoReason = "opine.noReason"
    case opineUnknownCode = "opine.unknownCode"

    case listedAlready = "listing.already"
    case listedNot = "listing.notListed"
    case listNoSupervisor = "listing.noSupervisor"

    case extensionPending = "extension.pending"
    case extensionNonePending = "extension.nonePending"
    case extensionExpired = "extension.afterExpiry"
    case extensionLimit = "extension.limit"
    case extensionNotLater = "extension.notLater"
    case extensionNoDeadline = "extension.noDeadline"
    case extensionOwnUnit = "extension.ownUnit"

    case consolidateEarly = "consolidate.early"
    case consolidateHeld = "consolidate.held"
    case noteMissing = "note.missing"

    case clueNoReference = "clue.noReference"
    case clueNoReceiver = "clue.noReceiver"
    case clueUnknown = "clue.unknown"
    case clueConcluded = "clue.concluded"

    case superviseNoAddressee = "supervise.noAddressee"
    case superviseNoText = "supervise.noText"
    case superviseAhead = "supervise.aheadOfLadder"
    case answerUnknown = "answer.unknown"
    case answerGiven = "answer.given"
    case textMissing = "text.missing"

    case groupSame = "group.same"
    case groupNone = "group.none"
    case flagSame = "flag.same"
    case correctSame = "correct.same"
    case correctRequired = "correct.required"
    case correctWrongKind = "correct.wrongKind"

    case keyPractice = "key.practice"
    case keyNone = "key.none"
    case keyLocked = "key.locked"
    case keyForeign = "key.foreign"
    case keyOfAnother = "key.ofAnother"
    case keyNotEnrolled = "key.notEnrolled"
    case keyRetired = "key.retired"
    case keyKnown = "key.known"
    case keyNotOffered = "key.notOffered"
    case keySecond = "key.second"
    case keyNotLive = "key.notLive"
    case keyLastAdministrator = "key.lastAdministrator"

    case undoNothing = "undo.nothing"
    case undoOther = "undo.otherPerson"

    /// What is asked for is how it stands: of one finding nothing to do, of many no reason to leave the others.
    package var saysAlreadySo: Bool {
        switch self {
        case .flagSame, .groupSame, .correctSame: true
        case _: false
        }
    }

    /// Refused because of who asks, not because of what is asked: exit 77, not 1 (cli.md).
    package var isPermission: Bool {
        switch self {
        case .role, .retired, .keyNone, .keyLocked, .keyForeign, .keyOfAnother, .keyNotEnrolled, .keyRetired: true
        case _: false
        }
    }
}
