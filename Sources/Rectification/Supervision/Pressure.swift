/// 督办 of one finding in short: what the ladder and the desk look at; a pure function of its steps and its deadline.
package struct Pressure: Hashable, Sendable {
    /// The newest step.
    package struct Last: Hashable, Sendable {
        package let number: Int
        package let kind: Supervision.Kind
        package let on: Day
        package let isAnswered: Bool

        package init(number: Int, kind: Supervision.Kind, on: Day, isAnswered: Bool) {
            self.number = number
            self.kind = kind
            self.on = on
            self.isAnswered = isAnswered
        }
    }

    /// The kinds used since the present deadline passed: every lateness has its own ladder.
    package let used: Set<Supervision.Kind>
    package let last: Last?
    /// By when the newest step that asks for an answer must have one; `nil` when it has, or none asks.
    ///
    /// An older step without an answer is not asked for any more: the newer one asks again.
    package let answerDue: Day?

    package static let none = Pressure(used: [], last: nil, answerDue: nil)

    package init(used: Set<Supervision.Kind>, last: Last?, answerDue: Day?) {
        self.used = used
        self.last = last
        self.answerDue = answerDue
    }

    package init(_ steps: [Supervision], deadline: Day?) {
        used = Set(steps.filter { step in deadline.map { step.on > $0 } ?? false }.map(\.kind))
        last = steps.last.map {
            Last(number: $0.number, kind: $0.kind, on: $0.on, isAnswered: $0.answeredOn != nil)
        }
        let asking = steps.last { $0.due != nil }
        answerDue = asking?.answeredOn == nil ? asking?.due : nil
    }
}

extension Finding {
    package var pressing: Pressure { Pressure(supervisions, deadline: deadline.day) }

    /// Whether the clock runs: not yet submitted, or sent back (domain §4: submission stops it).
    package var isClockRunning: Bool {
        switch stage {
        case .assigned, .inProgress: true
        case .review, .closed: false
        }
    }
}
