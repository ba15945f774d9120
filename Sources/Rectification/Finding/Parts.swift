/// 整改措施, numbered in its finding and never renumbered.
package struct Measure: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// 建章立制
        case rule
        /// 挽回损失
        case recovery
        /// 追责问责
        case accountability
        /// 举一反三
        case inference
        /// 专项整治
        case campaign
    }

    package let number: Int
    package var draft: MeasureDraft
    package var isDone: Bool
    package var progress: String?
    /// Dropped measures keep their number and are no longer asked for.
    package var isDropped: Bool

    package init(
        number: Int, draft: MeasureDraft, isDone: Bool = false, progress: String? = nil, isDropped: Bool = false
    ) {
        self.number = number
        self.draft = draft
        self.isDone = isDone
        self.progress = progress
        self.isDropped = isDropped
    }

    /// Something was said about it: it is done, or its progress is described (domain §4 row 7, “all measures reported”).
    package var isReported: Bool { isDone || progress != nil }
}

/// What a measure says before it has a number.
package struct MeasureDraft: Hashable, Sendable {
    package var text: String
    package var kind: Measure.Kind?
    package var person: String?
    package var due: Day?

    package init(text: String, kind: Measure.Kind? = nil, person: String? = nil, due: Day? = nil) {
        self.text = text
        self.kind = kind
        self.person = person
        self.due = due
    }
}

/// 佐证材料: the file itself is content-addressed in the evidence store.
package struct Evidence: Hashable, Sendable {
    package let number: Int
    package let file: EvidenceFile
    package var isDetached: Bool

    package init(number: Int, file: EvidenceFile, isDetached: Bool = false) {
        self.number = number
        self.file = file
        self.isDetached = isDetached
    }
}

/// A stored file: its name, its size in bytes, and the hex of its digest.
package struct EvidenceFile: Hashable, Sendable {
    package let name: String
    package let bytes: Int
    package let digest: String

    package init(name: String, bytes: Int, digest: String) {
        self.name = name
        self.bytes = bytes
        self.digest = digest
    }
}

/// What a reviewer says of a submission (domain §4 rows 9–9c).
package enum Verdict: Hashable, Sendable {
    /// 同意销号
    case agree
    /// 不同意: coded reason, its text, the new deadline
    case disagree(code: String, reason: String, deadline: Day)
    /// 存疑·现场核查: a note and the day of the check; the party's opinion stays due
    case `defer`(note: String, until: Day)

    package var code: VerdictCode {
        switch self {
        case .agree: .agree
        case .disagree: .disagree
        case .defer: .defer
        }
    }
}

package enum VerdictCode: String, Sendable, CaseIterable {
    case agree, disagree, `defer`
}

/// 联审意见, kept for good; it is void once its review round is over.
package struct Opinion: Hashable, Sendable {
    package let reviewRound: Int
    package let party: PartyCode
    package let reviewer: PersonID
    package let reviewerName: String
    package let verdict: Verdict
    /// Fingerprint of the key that signed it; `nil` in a practice ledger.
    package let key: String?
    /// Hex digest of the content text it is about.
    package let content: String
    package let at: Moment

    package init(
        reviewRound: Int, party: PartyCode, reviewer: PersonID, reviewerName: String, verdict: Verdict, key: String?,
        content: String,
        at: Moment
    ) {
        self.reviewRound = reviewRound
        self.party = party
        self.reviewer = reviewer
        self.reviewerName = reviewerName
        self.verdict = verdict
        self.key = key
        self.content = content
        self.at = at
    }
}

/// 挂牌: who supervises and until when.
package struct Listing: Hashable, Sendable {
    package let since: Day
    package let supervisor: String
    package let limit: Day?
    package let isByPolicy: Bool

    package init(since: Day, supervisor: String, limit: Day?, isByPolicy: Bool) {
        self.since = since
        self.supervisor = supervisor
        self.limit = limit
        self.isByPolicy = isByPolicy
    }
}

/// 延期: a request and what became of it.
package struct Extension: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case pending
        case granted(until: Day)
        case refused(reason: String)
        /// By submitting, reassigning, or undo.
        case withdrawn
    }

    package let until: Day
    package let reason: String
    package let requestedBy: PersonID
    package let requestedOn: Day
    package var state: State

    package init(until: Day, reason: String, requestedBy: PersonID, requestedOn: Day, state: State = .pending) {
        self.until = until
        self.reason = reason
        self.requestedBy = requestedBy
        self.requestedOn = requestedOn
        self.state = state
    }
}

/// 督办: one step of pressing, and its answer.
package struct Supervision: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// 点对点提醒
        case reminder
        /// 工作提示单
        case slip
        /// 督办通知书
        case notice
        /// 约谈
        case interview
        /// 上门走访
        case visit
        /// 告诫书
        case admonition
        /// 面对面评估
        case evaluation
    }

    package let number: Int
    package let kind: Kind
    package let addressee: String
    package let text: String
    package let due: Day?
    package let on: Day
    /// 集体约谈: the others who were asked to come; empty when the addressee came alone.
    package let attendees: [String]
    /// Why it ran ahead of the ladder; `nil` when it did not.
    package let reason: String?
    package var answer: String?
    package var answeredOn: Day?

    package init(number: Int, _ draft: SupervisionDraft, on: Day, answer: String? = nil, answeredOn: Day? = nil) {
        self.number = number
        kind = draft.kind
        addressee = draft.addressee
        text = draft.text
        due = draft.due
        attendees = draft.attendees
        reason = draft.reason
        self.on = on
        self.answer = answer
        self.answeredOn = answeredOn
    }
}

/// 问题线索: reference and dates only, never its content (domain §2).
package struct Clue: Hashable, Sendable {
    package let number: Int
    package let reference: String
    package let receiver: String
    package let transferredOn: Day
    package let dueBack: Day
    package var concludedOn: Day?

    package init(
        number: Int, reference: String, receiver: String, transferredOn: Day, dueBack: Day, concludedOn: Day? = nil
    ) {
        self.number = number
        self.reference = reference
        self.receiver = receiver
        self.transferredOn = transferredOn
        self.dueBack = dueBack
        self.concludedOn = concludedOn
    }
}
