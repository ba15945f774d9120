/// One campaign of inspection (domain §2, 轮次); its name is unique in the ledger and never changes, since findings name it.
package struct Round: Hashable, Sendable {
    package enum Mode: String, Sendable, CaseIterable {
        /// 常规
        case routine
        /// 提级
        case elevated
        /// 机动
        case mobile
        /// 专项
        case special
        /// 联动(上下联动/推磨交叉)
        case linked
        /// 板块
        case sector
        /// 对村(社区)
        case village
        /// 巡审联动
        case auditLinked
        /// 巡财联动
        case financeLinked
    }

    package let id: RoundID
    package let name: String
    package var mode: Mode
    /// 进驻
    package var entered: Day?
    /// 反馈, from which the rules for deadlines count.
    package var feedback: Day?

    package init(id: RoundID, name: String, mode: Mode, entered: Day? = nil, feedback: Day? = nil) {
        self.id = id
        self.name = name
        self.mode = mode
        self.entered = entered
        self.feedback = feedback
    }
}

/// What happened to a round; a change holds the whole new state.
package enum RoundEvent: Hashable, Sendable {
    case added(Round)
    case changed(Round)
}

/// A common issue as a finding remembers it, with the title of the day it was put there (归并); it never changes a stage (domain §4 row 16).
package struct FindingGroup: Hashable, Sendable {
    package let id: GroupID
    package let title: String

    package init(id: GroupID, title: String) {
        self.id = id
        self.title = title
    }
}
