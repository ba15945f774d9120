package typealias LetterID = Identifier<Letter>

/// 巡察建议书: what a functional department is told about a common issue, as its events have made it so far (domain §2).
package struct Letter: Hashable, Sendable {
    package enum State: String, Sendable, CaseIterable {
        case draft
        /// It went out and waits for the reply.
        case issued
        /// The reply is recorded; followed up until the field is rectified.
        case answered
        /// The field is rectified.
        case closed
        /// A draft that never went out.
        case discarded
    }

    /// What a person writes of it.
    package struct Words: Hashable, Sendable {
        /// 职能部门
        package var to: OrganisationReference
        /// What was found, in prose.
        package var basis: String
        /// What the department is asked to do.
        package var suggestions: String
        /// When the reply is due.
        package var due: Day?

        package init(to: OrganisationReference, basis: String, suggestions: String, due: Day?) {
            self.to = to
            self.basis = basis
            self.suggestions = suggestions
            self.due = due
        }
    }

    /// What it rests on when it goes out: members by unit, most first, and some of them in their own words.
    package struct Basis: Hashable, Sendable {
        package struct Unit: Hashable, Sendable {
            package let name: String
            package let findings: Int

            package init(name: String, findings: Int) {
                self.name = name
                self.findings = findings
            }
        }

        package struct Example: Hashable, Sendable {
            package let finding: FindingNumber
            package let unit: String
            package let text: String

            package init(finding: FindingNumber, unit: String, text: String) {
                self.finding = finding
                self.unit = unit
                self.text = text
            }
        }

        package let units: [Unit]
        package let examples: [Example]

        package init(units: [Unit], examples: [Example]) {
            self.units = units
            self.examples = examples
        }

        package var findings: Int { units.reduce(0) { $0 + $1.findings } }
    }

    package struct Answer: Hashable, Sendable {
        package let text: String
        /// The day of the reply.
        package let on: Day
        package let evidence: EvidenceFile?

        package init(text: String, on: Day, evidence: EvidenceFile?) {
            self.text = text
            self.on = on
            self.evidence = evidence
        }
    }

    package struct FollowUp: Hashable, Sendable {
        package let text: String
        package let on: Day
        package let by: String
    }

    package let id: LetterID
    /// 1, 2, 3 … in its ledger, drafts included; what it is called on paper is `code`.
    package let number: Int
    package let issue: IssueReference
    package let draftedOn: Day
    package let draftedBy: String
    package internal(set) var version: Int
    package internal(set) var words: Words
    package internal(set) var state: State
    /// 文号, given when it goes out.
    package internal(set) var code: LetterCode?
    package internal(set) var basis: Basis?
    package internal(set) var issuedOn: Day?
    package internal(set) var answer: Answer?
    package internal(set) var followUps: [FollowUp] = []
    package internal(set) var closedOn: Day?
    package internal(set) var undoable: [Step] = []

    package struct Step: Hashable, Sendable {
        package let version: Int
        package let person: PersonID
        package let event: String
        let before: [Letter]
    }

    /// Days past the day on which the reply was due, while it waits for one.
    package func overdueDays(on today: Day) -> Int {
        guard state == .issued, let due = words.due else { return 0 }
        return max(0, due.days(until: today))
    }
}
