/// One problem that an inspection found, as its events have made it so far (domain §3).
package struct Finding: Hashable, Sendable {
    /// 问题来源
    package enum Source: String, Sendable, CaseIterable {
        /// 巡察
        case inspection
        /// 巡视移交
        case transferred
        /// 巡审联动
        case audit
        /// 巡财联动
        case finance
        /// 群众反映(民呼我巡)
        case petition
        /// 回头看
        case lookBack
    }

    /// Marks beside the stage.
    package enum Flag: String, Sendable, CaseIterable, Comparable {
        /// 重点 ★
        case key
        /// 省委重大清单
        case provincial
        /// 立行立改
        case immediate
        /// 领办
        case leaderOwned

        package static func < (left: Flag, right: Flag) -> Bool { left.rawValue < right.rawValue }
    }

    /// 完成情况
    package enum Completion: String, Sendable, CaseIterable, Comparable {
        /// 未完成
        case none
        /// 基本完成
        case basic
        /// 已完成
        case done

        package static func < (left: Completion, right: Completion) -> Bool {
            left.rank < right.rank
        }

        private var rank: Int {
            switch self {
            case .none: 0
            case .basic: 1
            case .done: 2
            }
        }
    }

    /// Whether the result may be made public.
    package enum Publicity: Hashable, Sendable {
        case open
        case withheld(reason: String)
    }

    package let id: FindingID
    package let number: FindingNumber
    /// How many events made it: 1 after filing.
    package internal(set) var version: Int
    package internal(set) var facts: Facts
    package internal(set) var stage: Stage

    package internal(set) var goal: String?
    /// 责任人, named when work starts (or in the ledger it came from).
    package internal(set) var responsible: String?
    package internal(set) var measures: [Measure] = []
    package internal(set) var completion: Completion = .none
    package internal(set) var effect: String?
    /// 举一反三
    package internal(set) var inference: String?
    package internal(set) var progress: String?
    package internal(set) var evidence: [Evidence] = []
    package internal(set) var publicity: Publicity?

    /// Opinions of all review rounds, in order.
    package internal(set) var opinions: [Opinion] = []
    /// 1 for the first round.
    package internal(set) var reviewRound = 1
    package internal(set) var relapses = 0
    package internal(set) var listing: Listing?
    package internal(set) var extensions: [Extension] = []
    package internal(set) var supervisions: [Supervision] = []
    package internal(set) var clues: [Clue] = []
    package internal(set) var group: FindingGroup?
    package internal(set) var comments = 0
    package internal(set) var isBroughtForward = false
    package internal(set) var filedOn: Day
    /// The date first agreed, kept when the deadline moves (domain §4 row 11).
    package internal(set) var originalDeadline: Deadline
    package internal(set) var deadline: Deadline
    /// When it was overdue and is so no longer, in order.
    package internal(set) var lateSpells: [LateSpell] = []
    /// What could be undone, newest last.
    package internal(set) var undoable: [UndoStep] = []

    package var unit: OrganisationReference { facts.unit }

    package var pendingExtension: Extension? {
        extensions.last.flatMap { $0.state == .pending ? $0 : nil }
    }

    package var grantedExtensions: Int {
        extensions.count { if case .granted = $0.state { true } else { false } }
    }

    package var liveEvidence: [Evidence] { evidence.filter { !$0.isDetached } }
    package var liveMeasures: [Measure] { measures.filter { !$0.isDropped } }

    package var submission: Submission? {
        if case .review(let submission) = stage { submission } else { nil }
    }

    package var closure: Closure? {
        if case .closed(let closure) = stage { closure } else { nil }
    }

    /// Days past the deadline on a day, while the clock runs: submission stops it, a disagreement restarts it (domain §4). 0 when it is not overdue.
    package func overdueDays(on today: Day) -> Int {
        switch stage {
        case .assigned, .inProgress: deadline.day.map { max(0, $0.days(until: today)) } ?? 0
        case .review, .closed: 0
        }
    }
}

/// What is said of a finding when it is filed, and what only a correction changes afterwards.
package struct Facts: Hashable, Sendable {
    package var externalNumber: String?
    /// The round's name.
    package var round: String
    package var unit: OrganisationReference
    package var leadUnit: OrganisationReference?
    /// 责任领导
    package var leader: String?
    /// 反馈问题
    package var text: String
    /// `level 1 / level 2`, or level 1 alone.
    package var category: String
    package var source: Finding.Source
    package var flags: Set<Finding.Flag>
    package var amount: Amount?
    /// Columns of an office's own ledger that have no field here, in order.
    package var extras: [Extra]

    package struct Extra: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(
        externalNumber: String? = nil, round: String, unit: OrganisationReference,
        leadUnit: OrganisationReference? = nil, leader: String? = nil, text: String, category: String,
        source: Finding.Source, flags: Set<Finding.Flag> = [], amount: Amount? = nil, extras: [Extra] = []
    ) {
        self.externalNumber = externalNumber
        self.round = round
        self.unit = unit
        self.leadUnit = leadUnit
        self.leader = leader
        self.text = text
        self.category = category
        self.source = source
        self.flags = flags
        self.amount = amount
        self.extras = extras
    }
}

/// One event that may be taken back: whose it was, and what stood before it.
package struct UndoStep: Hashable, Sendable {
    package let version: Int
    package let person: PersonID
    /// The code of the event, e.g. `reported`.
    package let event: String
    /// Exactly one finding; an array because a value cannot hold itself.
    let before: [Finding]
}
