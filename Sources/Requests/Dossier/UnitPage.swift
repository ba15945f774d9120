package import Rectification

/// 一村一档: everything about one unit and what stands below it. The screen, the document and the JSON are made of this alone.
package struct UnitPage: Hashable, Sendable {
    package let organisation: Organisation
    package let path: String
    /// How many units stand directly below it.
    package let children: Int
    package let tally: UnitTally
    package let overdue: Int
    /// By round, newest feedback first.
    package let rounds: [RoundLine]
    /// By month, oldest first, without holes.
    package let months: [MonthLine]
    /// By party, then verdict and reason; most first within a party.
    package let opinions: [OpinionCount]
    /// Newest first.
    package let steps: [SentStep]
    package let hasMoreSteps: Bool
    package let people: [Person]
    /// The running ones worst first, then what is in review, then what is closed.
    package let findings: [FindingRow]
    /// By which the next findings are asked for; `nil` when these are all.
    package let next: UnitFindingAnchor?

    package init(
        organisation: Organisation, path: String, children: Int, tally: UnitTally, overdue: Int, rounds: [RoundLine],
        months: [MonthLine], opinions: [OpinionCount], steps: [SentStep], hasMoreSteps: Bool, people: [Person],
        findings: [FindingRow], next: UnitFindingAnchor?
    ) {
        self.organisation = organisation
        self.path = path
        self.children = children
        self.tally = tally
        self.overdue = overdue
        self.rounds = rounds
        self.months = months
        self.opinions = opinions
        self.steps = steps
        self.hasMoreSteps = hasMoreSteps
        self.people = people
        self.findings = findings
        self.next = next
    }

    /// The same page with more of its findings.
    package func with(_ more: [FindingRow], next: UnitFindingAnchor?) -> UnitPage {
        UnitPage(
            organisation: organisation, path: path, children: children, tally: tally, overdue: overdue, rounds: rounds,
            months: months, opinions: opinions, steps: steps, hasMoreSteps: hasMoreSteps, people: people,
            findings: findings + more, next: next)
    }

    /// One round at this unit.
    package struct RoundLine: Hashable, Sendable {
        package let name: String
        /// `nil` when only findings name it.
        package let round: Round?
        package let tally: UnitTally

        package init(name: String, round: Round?, tally: UnitTally) {
            self.name = name
            self.round = round
            self.tally = tally
        }
    }

    /// What entered in a month and what was closed in it.
    package struct MonthLine: Hashable, Sendable {
        package let month: Month
        package let entered: Int
        package let closed: Int

        package init(month: Month, entered: Int, closed: Int) {
            self.month = month
            self.entered = entered
            self.closed = closed
        }
    }

    /// How often a party said something about this unit's findings.
    package struct OpinionCount: Hashable, Sendable {
        package let party: PartyCode
        package let verdict: VerdictCode
        /// The coded reason of a disagreement.
        package let code: String?
        package let count: Int

        package init(party: PartyCode, verdict: VerdictCode, code: String?, count: Int) {
            self.party = party
            self.verdict = verdict
            self.code = code
            self.count = count
        }
    }

    /// One step of 督办 as it was sent: on one paper to one unit, about one finding or several.
    package struct SentStep: Hashable, Sendable {
        package struct Answer: Hashable, Sendable {
            package let finding: FindingNumber
            package let text: String
            package let on: Day

            package init(finding: FindingNumber, text: String, on: Day) {
                self.finding = finding
                self.text = text
                self.on = on
            }
        }

        package let unit: OrganisationReference
        package let kind: Supervision.Kind
        package let addressee: String
        package let text: String
        package let on: Day
        package let due: Day?
        package internal(set) var findings: [FindingNumber]
        package internal(set) var answers: [Answer]

        package init(
            unit: OrganisationReference, kind: Supervision.Kind, addressee: String, text: String, on: Day, due: Day?,
            findings: [FindingNumber], answers: [Answer]
        ) {
            self.unit = unit
            self.kind = kind
            self.addressee = addressee
            self.text = text
            self.on = on
            self.due = due
            self.findings = findings
            self.answers = answers
        }

        package var unanswered: Int { due == nil ? 0 : findings.count - answers.count }

        /// Takes in the same step on another finding; false when that was sent as another.
        package mutating func join(_ other: SentStep) -> Bool {
            guard
                (unit.id, kind, addressee, text, on, due)
                    == (other.unit.id, other.kind, other.addressee, other.text, other.on, other.due)
            else { return false }
            findings += other.findings
            answers += other.answers
            return true
        }
    }
}

/// Where a unit's findings go on: part of the list, deadline and number of the last one shown.
package struct UnitFindingAnchor: Hashable, Sendable {
    package enum Part: Int, CaseIterable, Hashable, Sendable {
        case running, review, closed

        package init(_ stage: StageCode) {
            switch stage {
            case .assigned, .inProgress: self = .running
            case .review: self = .review
            case .closed: self = .closed
            }
        }
    }

    package let part: Part
    package let due: Int
    package let number: Int

    package init(after row: FindingRow) {
        part = Part(row.stage)
        due = row.due?.number ?? PageAnchor.noDay
        number = row.number.value
    }
}

/// One unit in the tree.
package struct UnitNode: Hashable, Sendable {
    package let id: OrganisationID
    package let name: String
    package let kind: Organisation.Kind
    package let head: String?
    package let hasChildren: Bool

    package init(id: OrganisationID, name: String, kind: Organisation.Kind, head: String?, hasChildren: Bool) {
        self.id = id
        self.name = name
        self.kind = kind
        self.head = head
        self.hasChildren = hasChildren
    }
}

/// What stands beside a unit in the tree.
package struct UnitTrouble: Hashable, Sendable {
    package let open: Int
    package let overdue: Int
    package let listed: Int

    package init(open: Int, overdue: Int, listed: Int) {
        self.open = open
        self.overdue = overdue
        self.listed = listed
    }
}
