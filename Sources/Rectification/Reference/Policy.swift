/// What varies between offices (domain §5): data from one commented file, adopted by an event.
package struct Policy: Hashable, Sendable {
    /// A seat at review.
    package struct Party: Hashable, Sendable {
        package let code: PartyCode
        /// The name on screens and documents, as the office writes it.
        package let name: String
        /// One or two characters for a card.
        package let short: String

        package init(code: PartyCode, name: String, short: String? = nil) {
            self.code = code
            self.name = name
            self.short = short ?? String(name.prefix(1))
        }
    }

    /// A kind of unit of which an office states how many there are, as of a day; totals are stated, never derived (domain §6).
    package struct Coverage: Hashable, Sendable {
        package let kind: Organisation.Kind
        package let total: Int
        /// As stated; `nil`: the units of the kind that have a finding.
        package let inspected: Int?
        package let asOf: Day

        package init(kind: Organisation.Kind, total: Int, inspected: Int?, asOf: Day) {
            self.kind = kind
            self.total = total
            self.inspected = inspected
            self.asOf = asOf
        }
    }

    /// A coded reason for disagreement, with its words.
    package struct Reason: Hashable, Sendable {
        package let code: String
        package let words: String

        package init(code: String, words: String) {
            self.code = code
            self.words = words
        }
    }

    /// A step of the supervision ladder, from how many days overdue it is due.
    package struct LadderStep: Hashable, Sendable {
        package let kind: Supervision.Kind
        package let daysOverdue: Int
        /// May be used before its days have passed, and before the deadline, without a reason.
        package let isAnyTime: Bool

        package init(kind: Supervision.Kind, daysOverdue: Int, isAnyTime: Bool = false) {
            self.kind = kind
            self.daysOverdue = daysOverdue
            self.isAnyTime = isAnyTime
        }
    }

    /// Within how many working days a kind of 督办 is to be answered; 0 asks for no answer.
    package struct AnswerTime: Hashable, Sendable {
        package let kind: Supervision.Kind
        package let workingDays: Int

        package init(kind: Supervision.Kind, workingDays: Int) {
            self.kind = kind
            self.workingDays = workingDays
        }
    }

    /// 预警: from how many days before the deadline on, and what the office calls it; words, since lamps mean something else in every office.
    package struct Warning: Hashable, Sendable {
        package let days: Int
        package let label: String

        package init(days: Int, label: String) {
            self.days = days
            self.label = label
        }
    }

    /// A category of level 1 with its level 2; stored in a finding as `level 1 / level 2`.
    package struct Category: Hashable, Sendable {
        package let name: String
        package let children: [String]

        package init(name: String, children: [String]) {
            self.name = name
            self.children = children
        }
    }

    /// Hex of H(text of the file), by which a review remembers it.
    package var digest: String
    package var parties: [Party]
    /// 立行立改: the inspection team alone may sign.
    package var immediateNeedsInspectionOnly: Bool
    /// 基本完成 may be submitted.
    package var basicCompletionMaySubmit: Bool
    /// Calendar days for 立行立改 when no date is given.
    package var immediateDays: Int
    /// Working days within which rectification must be planned and started.
    package var planWorkingDays: Int
    /// 集中整改期 in months from feedback.
    package var concentratedMonths: Int
    /// The longest deadline that may be set when work starts, in months from feedback (or from filing when the round has none).
    package var longestMonths: Int
    /// Largest first.
    package var warnings: [Warning]
    /// What the office calls an overdue finding.
    package var overdueLabel: String
    package var extensionLimit: Int
    /// Months of 巩固 after closure before it can be confirmed.
    package var consolidationMonths: Int
    package var listsOnDisagreement: Bool
    package var listsOnRelapse: Bool
    /// Who supervises what is listed by policy.
    package var listingSupervisor: String
    package var openClueBlocksClosure: Bool
    package var clueMonths: Int
    package var ladder: [LadderStep]
    package var answerTimes: [AnswerTime]
    package var categories: [Category]
    package var reasons: [Reason]
    package var coverage: [Coverage]
    /// How recommendation letters are numbered, and the months in which they are to be answered.
    package var letterPattern: LetterPattern
    package var monthsToReply: Int
    /// The office's own additions to the public calendar.
    package var extraHolidays: Set<Day>
    package var extraWorkingDays: Set<Day>

    package init(
        digest: String, parties: [Party], immediateNeedsInspectionOnly: Bool, basicCompletionMaySubmit: Bool,
        immediateDays: Int, planWorkingDays: Int, concentratedMonths: Int, longestMonths: Int, warnings: [Warning],
        overdueLabel: String, extensionLimit: Int, consolidationMonths: Int, listsOnDisagreement: Bool,
        listsOnRelapse: Bool,
        listingSupervisor: String, openClueBlocksClosure: Bool, clueMonths: Int, ladder: [LadderStep],
        answerTimes: [AnswerTime], categories: [Category], reasons: [Reason],
        coverage: [Coverage] = [], letterPattern: LetterPattern = .standard,
        monthsToReply: Int = Policy.standardMonthsToReply, extraHolidays: Set<Day>,
        extraWorkingDays: Set<Day>
    ) {
        self.digest = digest
        self.parties = parties
        self.immediateNeedsInspectionOnly = immediateNeedsInspectionOnly
        self.basicCompletionMaySubmit = basicCompletionMaySubmit
        self.immediateDays = immediateDays
        self.planWorkingDays = planWorkingDays
        self.concentratedMonths = concentratedMonths
        self.longestMonths = longestMonths
        self.warnings = warnings
        self.overdueLabel = overdueLabel
        self.extensionLimit = extensionLimit
        self.consolidationMonths = consolidationMonths
        self.listsOnDisagreement = listsOnDisagreement
        self.listsOnRelapse = listsOnRelapse
        self.listingSupervisor = listingSupervisor
        self.openClueBlocksClosure = openClueBlocksClosure
        self.clueMonths = clueMonths
        self.ladder = ladder
        self.answerTimes = answerTimes
        self.categories = categories
        self.reasons = reasons
        self.coverage = coverage
        self.letterPattern = letterPattern
        self.monthsToReply = monthsToReply
        self.extraHolidays = extraHolidays
        self.extraWorkingDays = extraWorkingDays
    }

    /// Where a policy says nothing of letters.
    package static let standardMonthsToReply = 2

    package func party(_ code: PartyCode) -> Party? { parties.first { $0.code == code } }

    /// `nil` where the policy names no time for that kind.
    package func workingDays(toAnswer kind: Supervision.Kind) -> Int? {
        answerTimes.first { $0.kind == kind }?.workingDays
    }

    package func reason(_ code: String) -> Reason? { reasons.first { $0.code == code } }

    /// The parties whose agreement closes a finding: all, or the inspection team alone for 立行立改 when policy says so (domain §4).
    package func partiesNeeded(for deadline: Deadline) -> [Party] {
        guard deadline.isImmediate, immediateNeedsInspectionOnly else { return parties }
        return parties.filter { $0.code == .inspection }
    }
}
