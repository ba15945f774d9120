/// When a finding must be put right (domain §3): a date, at once (立行立改), or a lasting task (长期坚持) with milestones.
package struct Deadline: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case date(Day)
        /// 立行立改: at once, by the end of the inspection or the policy's days; the day is what the clock counts to.
        case immediate(Day)
        /// 长期坚持: no end; the next milestone, when one is set.
        case longTerm(milestone: Day?)
    }

    package let kind: Kind
    /// The words of the ledger or the form, kept beside what was understood (`2024年12月底前`).
    package let written: String?

    package init(_ kind: Kind, written: String? = nil) {
        self.kind = kind
        self.written = written
    }

    /// The day the clock counts to; `nil` for a lasting task without a milestone.
    package var day: Day? {
        switch kind {
        case .date(let day), .immediate(let day): day
        case .longTerm(let milestone): milestone
        }
    }

    package var isImmediate: Bool {
        if case .immediate = kind { true } else { false }
    }

    package var isLongTerm: Bool {
        if case .longTerm = kind { true } else { false }
    }

    /// The same kind of deadline on another day.
    package func moved(to day: Day) -> Deadline {
        switch kind {
        case .date: Deadline(.date(day), written: written)
        case .immediate: Deadline(.immediate(day), written: written)
        case .longTerm: Deadline(.longTerm(milestone: day), written: written)
        }
    }

    /// The code of the kind: `date`, `immediate`, `longTerm` (cli.md, `deadline.kind`).
    package var code: DeadlineCode {
        switch kind {
        case .date: .date
        case .immediate: .immediate
        case .longTerm: .longTerm
        }
    }
}

/// The three kinds of deadline by name (cli.md, `deadline.kind`).
package enum DeadlineCode: String, Sendable, CaseIterable {
    case date, immediate, longTerm
}
