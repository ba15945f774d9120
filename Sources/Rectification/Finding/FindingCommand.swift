/// What somebody asks to be done with one finding; imperative (domain §4). Large payloads stand apart, as those of events do.
package enum FindingCommand: Hashable, Sendable {
    indirect case file(Filing)
    indirect case bringForward(BroughtForward)
    case requestReturn(reason: String)
    case refuseReturn(reason: String)
    indirect case reassign(unit: OrganisationReference, reason: String, deadline: Deadline?)
    indirect case start(Plan)
    indirect case addMeasure(MeasureDraft)
    indirect case changeMeasure(number: Int, MeasureDraft)
    case dropMeasure(number: Int, reason: String)
    indirect case report(Report)
    case attach(EvidenceFile)
    case detach(number: Int, reason: String?)
    case submit(pledge: String)
    case withdraw
    case recall(reason: String)
    indirect case opine(OpinionDraft)
    case list(supervisor: String, limit: Day?)
    case delist(reason: String)
    case requestExtension(until: Day, reason: String)
    case grantExtension(until: Day?)
    case refuseExtension(reason: String)
    case consolidate(note: String)
    case relapse(note: String, deadline: Day)
    indirect case transferClue(reference: String, receiver: String, on: Day?)
    case concludeClue(number: Int, on: Day?)
    indirect case supervise(SupervisionDraft)
    /// Without a number: to the newest step that waits for an answer.
    case answer(number: Int?, text: String)
    case group(FindingGroup)
    case ungroup
    case flag(Finding.Flag, isOn: Bool)
    case comment(text: String)
    indirect case correct(Correction)
    case undo

    package var kind: FindingCommandKind {
        switch self {
        case .file: .file
        case .bringForward: .bringForward
        case .requestReturn: .requestReturn
        case .refuseReturn: .refuseReturn
        case .reassign: .reassign
        case .start: .start
        case .addMeasure, .changeMeasure, .dropMeasure: .measure
        case .report: .report
        case .attach: .attach
        case .detach: .detach
        case .submit: .submit
        case .withdraw: .withdraw
        case .recall: .recall
        case .opine: .opine
        case .list: .list
        case .delist: .delist
        case .requestExtension: .requestExtension
        case .grantExtension: .grantExtension
        case .refuseExtension: .refuseExtension
        case .consolidate: .consolidate
        case .relapse: .relapse
        case .transferClue: .transferClue
        case .concludeClue: .concludeClue
        case .supervise: .supervise
        case .answer: .answer
        case .group: .group
        case .ungroup: .ungroup
        case .flag: .flag
        case .comment: .comment
        case .correct: .correct
        case .undo: .undo
        }
    }
}

/// The commands by name, without what they carry: the rows of the actions menu.
package enum FindingCommandKind: String, Sendable, CaseIterable {
    case file, bringForward, requestReturn, refuseReturn, reassign, start, measure, report, attach, detach, submit
    case withdraw, recall, opine, list, delist, requestExtension, grantExtension, refuseExtension, consolidate
    case relapse, transferClue, concludeClue, supervise, answer, group, ungroup, flag, comment, correct, undo

    /// The roles that may ask for it; one of them suffices (domain §4, “by”).
    package var roles: Set<Role> {
        switch self {
        case .file, .bringForward, .refuseReturn, .reassign, .recall, .list, .delist, .correct: Self.ofOffice
        case .grantExtension, .refuseExtension: Self.ofOffice
        case .requestReturn, .start, .measure, .report, .attach, .detach, .submit, .withdraw: Self.ofUnit
        case .requestExtension, .answer: Self.ofUnit
        case .opine: Self.ofReviewer
        case .consolidate, .relapse, .transferClue, .concludeClue: Self.ofReviewer
        case .supervise: Self.ofSupervisor
        case .group, .ungroup: Self.ofGrouping
        case .flag: Self.ofFlagging
        case .comment: Self.ofComment
        case .undo: Self.ofUndo
        }
    }

    // Made once: whoever decides asks for them at every command.
    private static let ofOffice: Set<Role> = [.office]
    static let ofUnit: Set<Role> = [.unit]
    private static let ofReviewer: Set<Role> = [.reviewer]
    private static let ofSupervisor: Set<Role> = [.supervisor]
    private static let ofGrouping: Set<Role> = [.office, .triage]
    private static let ofFlagging: Set<Role> = [.office, .supervisor]
    private static let ofComment: Set<Role> = [.office, .unit, .reviewer, .supervisor, .triage, .admin]
    private static let ofUndo: Set<Role> = [.office, .unit, .reviewer, .supervisor, .triage]
}

/// Row 1: everything a finding is filed with.
package struct Filing: Hashable, Sendable {
    package let number: FindingNumber
    package var facts: Facts
    package var deadline: Deadline
    package var goal: String?
    package var responsible: String?
    package var measures: [MeasureDraft]

    package init(
        number: FindingNumber, facts: Facts, deadline: Deadline, goal: String? = nil, responsible: String? = nil,
        measures: [MeasureDraft] = []
    ) {
        self.number = number
        self.facts = facts
        self.deadline = deadline
        self.goal = goal
        self.responsible = responsible
        self.measures = measures
    }
}

/// Row 0: a finding with the stage an older ledger claims for it.
package struct BroughtForward: Hashable, Sendable {
    package var filing: Filing
    package var stage: StageCode
    package var completion: Finding.Completion
    package var progress: String?
    package var effect: String?
    package var inference: String?
    package var publicity: Finding.Publicity?
    /// 销号时间 and 销号人 of a closed row.
    package var closedOn: Day?
    package var closedBy: String?

    package init(
        filing: Filing, stage: StageCode, completion: Finding.Completion = .none, progress: String? = nil,
        effect: String? = nil, inference: String? = nil, publicity: Finding.Publicity? = nil, closedOn: Day? = nil,
        closedBy: String? = nil
    ) {
        self.filing = filing
        self.stage = stage
        self.completion = completion
        self.progress = progress
        self.effect = effect
        self.inference = inference
        self.publicity = publicity
        self.closedOn = closedOn
        self.closedBy = closedBy
    }
}

/// Row 4: what rectification starts from.
package struct Plan: Hashable, Sendable {
    package var goal: String?
    package var measures: [MeasureDraft]
    package var responsible: String?
    package var deadline: Day?

    package init(goal: String? = nil, measures: [MeasureDraft] = [], responsible: String? = nil, deadline: Day? = nil) {
        self.goal = goal
        self.measures = measures
        self.responsible = responsible
        self.deadline = deadline
    }
}

/// Row 5: what changed; whatever is `nil` stays as it is.
package struct Report: Hashable, Sendable {
    /// By number of the measure, in order.
    package struct Step: Hashable, Sendable {
        package let number: Int
        package let isDone: Bool?
        package let progress: String?

        package init(number: Int, isDone: Bool? = nil, progress: String? = nil) {
            self.number = number
            self.isDone = isDone
            self.progress = progress
        }
    }

    package var steps: [Step]
    package var completion: Finding.Completion?
    package var progress: String?
    package var effect: String?
    package var inference: String?
    package var amount: Amount?
    package var publicity: Finding.Publicity?

    package init(
        steps: [Step] = [], completion: Finding.Completion? = nil, progress: String? = nil, effect: String? = nil,
        inference: String? = nil, amount: Amount? = nil, publicity: Finding.Publicity? = nil
    ) {
        self.steps = steps
        self.completion = completion
        self.progress = progress
        self.effect = effect
        self.inference = inference
        self.amount = amount
        self.publicity = publicity
    }

    package var isEmpty: Bool {
        steps.isEmpty && completion == nil && progress == nil && effect == nil && inference == nil && amount == nil
            && publicity == nil
    }
}

/// Row 9: an opinion before it is known who gives it.
package struct OpinionDraft: Hashable, Sendable {
    package let party: PartyCode
    package let verdict: Verdict
    /// Hex digest of the content text that was seen.
    package let content: String

    package init(party: PartyCode, verdict: Verdict, content: String) {
        self.party = party
        self.verdict = verdict
        self.content = content
    }
}

/// Row 15: a step of pressing.
package struct SupervisionDraft: Hashable, Sendable {
    package let kind: Supervision.Kind
    package let addressee: String
    package let text: String
    package let due: Day?
    /// 集体约谈: who comes besides the addressee.
    package let attendees: [String]
    /// Why it runs ahead of the ladder, where it does.
    package let reason: String?

    package init(
        kind: Supervision.Kind, addressee: String, text: String, due: Day?, attendees: [String] = [],
        reason: String? = nil
    ) {
        self.kind = kind
        self.addressee = addressee
        self.text = text
        self.due = due
        self.attendees = attendees
        self.reason = reason
    }
}

/// Row 17: one field put right, with a reason; the old value is kept.
package struct Correction: Hashable, Sendable {
    package enum Field: String, Sendable, CaseIterable {
        case externalNumber, leader, leadUnit, text, category, source, amount, responsible, goal, deadline
    }

    /// The new value, typed.
    package enum Value: Hashable, Sendable {
        case text(String)
        case source(Finding.Source)
        case amount(Amount)
        case deadline(Deadline)
        case unit(OrganisationReference)
        /// Emptied; refused for what a finding cannot be without.
        case nothing
    }

    package let field: Field
    package let value: Value
    package let reason: String

    package init(field: Field, value: Value, reason: String) {
        self.field = field
        self.value = value
        self.reason = reason
    }
}
