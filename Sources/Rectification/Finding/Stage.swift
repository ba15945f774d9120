/// The kanban column with what is valid only there (domain §3); nothing but the state machine changes it.
package enum Stage: Hashable, Sendable {
    /// 已交办, perhaps with a return waiting for the office
    case assigned(pendingReturn: ReturnRequest?)
    /// 整改中
    case inProgress
    /// 三方联审
    case review(Submission)
    /// 已销号
    case closed(Closure)

    package var code: StageCode {
        switch self {
        case .assigned: .assigned
        case .inProgress: .inProgress
        case .review: .review
        case .closed: .closed
        }
    }
}

/// The four columns by name, in the order of the board.
package enum StageCode: String, Sendable, CaseIterable, Comparable {
    case assigned, inProgress, review, closed

    /// 0–3 from left to right; also how read models store a stage.
    package var column: Int {
        switch self {
        case .assigned: 0
        case .inProgress: 1
        case .review: 2
        case .closed: 3
        }
    }

    package var isOpen: Bool { self != .closed }

    package static func < (left: StageCode, right: StageCode) -> Bool { left.column < right.column }
}

/// A unit says that a finding is not its own (domain §4 row 2).
package struct ReturnRequest: Hashable, Sendable {
    package let reason: String
    package let on: Day

    package init(reason: String, on: Day) {
        self.reason = reason
        self.on = on
    }
}

/// What was submitted for review; nothing in it changes until the round ends.
package struct Submission: Hashable, Sendable {
    /// The version of the event that submitted it: the policy in force at that event judges the round (domain §5).
    package let version: Int
    package let on: Day
    package let pledge: String
    /// Hex digest of the content text (trust.md).
    package let content: String
    /// The deciding and deferring opinions of this round, in order.
    package var opinions: [Opinion]

    package init(version: Int, on: Day, pledge: String, content: String, opinions: [Opinion] = []) {
        self.version = version
        self.on = on
        self.pledge = pledge
        self.content = content
        self.opinions = opinions
    }

    /// What a party decided in this round; a deferral decides nothing.
    package func decision(of party: PartyCode) -> Opinion? {
        opinions.first { $0.party == party && $0.verdict.code != .defer }
    }

    /// A party's last deferral when it has not decided since.
    package func deferral(of party: PartyCode) -> Opinion? {
        guard decision(of: party) == nil else { return nil }
        return opinions.last { $0.party == party }
    }
}

/// How a finding was struck off.
package struct Closure: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// 销号
        case full
        /// 阶段性销号 of a lasting task, never counted in the closure rate
        case stage
        /// 结转 from an older ledger, outside proof and first-pass counts (domain §4 row 0)
        case broughtForward
    }

    package enum Consolidation: Hashable, Sendable {
        /// 巩固 can be confirmed from this day on
        case pending(from: Day)
        case held(on: Day, note: String)
        /// Closed in an older ledger: nothing to confirm
        case none
    }

    package let on: Day
    package let kind: Kind
    package var consolidation: Consolidation
    /// 销号人 as an older ledger names them.
    package let by: String?

    package init(on: Day, kind: Kind, consolidation: Consolidation, by: String? = nil) {
        self.on = on
        self.kind = kind
        self.consolidation = consolidation
        self.by = by
    }
}
