/// 共性问题: findings of several units that say the same thing, as its events have made it so far (domain §2).
///
/// It stands in the stream `group/<uuid>`; who its members are stands in their own events too, and grouping never moves a stage (domain §4 row 16).
package struct CommonIssue: Hashable, Sendable {
    /// How far what is wrong reaches, and so how far it must be put right.
    package enum Scope: String, Sendable, CaseIterable {
        /// 单点
        case single
        /// 领域 (领域改)
        case field
        /// 全域 (全域改)
        case whole
    }

    package enum State: String, Sendable, CaseIterable {
        /// No letter went out.
        case open
        /// A letter waits for its reply.
        case letterIssued
        /// Every letter that went out was answered.
        case answered
        /// 领域已改
        case rectified
        /// Its members went into another one.
        case merged
        /// Taken back, or left without members.
        case dissolved
    }

    /// What no longer changes.
    package enum Ending: Hashable, Sendable {
        case rectified(on: Day, note: String)
        case merged(into: IssueReference)
        case dissolved
    }

    /// A letter that went out about it.
    package struct Mark: Hashable, Sendable {
        package let letter: LetterID
        package let code: LetterCode
        package internal(set) var isAnswered: Bool
    }

    package let id: GroupID
    /// 1, 2, 3 … in its ledger.
    package let number: Int
    package let formedOn: Day
    package let formedBy: String
    /// Where its members came from when it was split off.
    package let splitFrom: IssueReference?
    /// How many events made it.
    package internal(set) var version: Int
    package internal(set) var title: String
    /// 领域
    package internal(set) var field: String
    package internal(set) var scope: Scope
    /// What tied the members together when it was formed.
    package internal(set) var words: [String]
    package internal(set) var members: Set<FindingNumber>
    package internal(set) var letters: [Mark] = []
    package internal(set) var decisions: [Decision] = []
    package internal(set) var ending: Ending?
    /// What could be undone, newest last.
    package internal(set) var undoable: [Step] = []

    package var reference: IssueReference { IssueReference(id: id, number: number, title: title) }

    /// As a finding remembers it.
    package var group: FindingGroup { FindingGroup(id: id, title: title) }

    package var state: State {
        switch ending {
        case .rectified: .rectified
        case .merged: .merged
        case .dissolved: .dissolved
        case nil: letters.isEmpty ? .open : letters.allSatisfy(\.isAnswered) ? .answered : .letterIssued
        }
    }

    /// Neither merged nor dissolved: it holds its members and its title.
    package var isLive: Bool { state != .merged && state != .dissolved }

    /// One event that may be taken back: whose it was, and what stood before it.
    package struct Step: Hashable, Sendable {
        package let version: Int
        package let person: PersonID
        package let event: String
        /// Exactly one issue, or none before the first event; an array because a value cannot hold itself.
        let before: [CommonIssue]

        /// Who were members before.
        package var members: Set<FindingNumber> { before.first?.members ?? [] }
        package var title: String? { before.first?.title }
    }
}

/// An issue as others name it, with the title it had that day.
package struct IssueReference: Hashable, Sendable {
    package let id: GroupID
    package let number: Int
    package let title: String

    package init(id: GroupID, number: Int, title: String) {
        self.id = id
        self.number = number
        self.title = title
    }
}

/// What was decided on a special report about a field (domain §7, 余姚: 专项报告 → 领导小组/书记专题会).
package struct Decision: Hashable, Sendable {
    package enum Body: String, Sendable, CaseIterable {
        /// 巡察工作领导小组
        case leadingGroup
        /// 书记专题会
        case secretaryMeeting
    }

    package let body: Body
    package let on: Day
    package let text: String

    package init(body: Body, on: Day, text: String) {
        self.body = body
        self.on = on
        self.text = text
    }
}
