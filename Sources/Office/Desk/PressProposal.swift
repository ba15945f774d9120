internal import Ledger
package import Rectification
package import Requests
package import Wording

/// What a step of pressing says when nobody says otherwise: to the head of the unit, in the catalogue's words, to be answered within the policy's working days.
package struct PressProposal: Hashable, Sendable {
    package let to: String?
    package let text: String
    /// `nil` when the policy asks for no answer to this kind.
    package let due: Day?
    /// The due day lies past the calendar's last year, where only weekends are known to be free.
    package let isPastCalendar: Bool

    package init(
        _ kind: Supervision.Kind, head: String?, unit: String, count: Int, overdueDays: [Int], policy: Policy,
        calendar: WorkCalendar, today: Day, words: Catalogue
    ) {
        to = head
        let days = policy.workingDays(toAnswer: kind) ?? 0
        due = days > 0 ? calendar.day(after: today, workingDays: days) : nil
        isPastCalendar = due.map { !calendar.knows($0) } ?? false
        let longest = overdueDays.max() ?? 0
        let facts = [
            "unit": unit, "count": String(count), "days": String(longest), "label": policy.overdueLabel,
            "kind": words.word(kind), "due": due?.description ?? "",
        ]
        // Several findings are seldom late by the same days: the longest is named as such.
        let isEven = Set(overdueDays).count < 2
        let state = words.text(longest == 0 ? "press.ahead" : isEven ? "press.overdue" : "press.overdueMost", facts)
        text = words.text("press.text.\(kind.rawValue)", facts.merging(["state": state]) { $1 })
    }
}

/// What was asked for in a step of pressing; whatever is `nil` is proposed.
package struct PressDraft: Hashable, Sendable {
    package let kind: Supervision.Kind
    package var to: String?
    package var text: String?
    /// As written: `2026-12-31`, `+7d`, `5个工作日`.
    package var due: String?
    /// 集体约谈: who comes besides the addressee.
    package var attendees: [String]
    package var reason: String?

    package init(
        _ kind: Supervision.Kind, to: String? = nil, text: String? = nil, due: String? = nil, attendees: [String] = [],
        reason: String? = nil
    ) {
        self.kind = kind
        self.to = to
        self.text = text
        self.due = due
        self.attendees = attendees
        self.reason = reason
    }

    /// The form of the board and of the command line.
    package init(_ form: FilledForm) throws {
        guard let kind = form["kind"] else { throw FieldProblem(.missing, field: "kind") }
        guard let known = Supervision.Kind(rawValue: kind) else {
            throw FieldProblem(
                .choice, field: "kind", found: kind, candidates: Supervision.Kind.allCases.map(\.rawValue))
        }
        // What was given and is blank stays blank: the domain says what is missing.
        func given(_ name: String) -> String? { form.values[name]?.first }
        self.init(
            known, to: given("to"), text: given("text"), due: form["due"], attendees: form.all("with"),
            reason: form["reason"])
    }
}

/// What one unit was sent: the basis of its document.
package struct PressedUnit: Hashable, Sendable {
    package let unit: OrganisationReference
    package let head: String?
    /// The step as it stands on the first of the findings.
    package let step: Supervision
    package let findings: [FindingRow]
}

/// A step of pressing on several findings: one operation, one list a unit.
package struct Pressed: Sendable {
    package let performed: Performed
    package let units: [PressedUnit]
    /// Left out because the domain refuses them.
    package let refused: [PressRefusal]
    /// The last day of which holidays are known, when an answer is due after it: weekends alone are free there.
    package let pastCalendar: Day?
}

package struct PressRefusal: Hashable, Sendable {
    package let number: FindingNumber
    package let refusal: FindingRefusal
}
