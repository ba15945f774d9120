package import Requests

/// The proposed findings of a bulletin as a value, until they are filed (screens.md, 4; ledgers.md, “Feedback texts”).
package struct IntakeState: Sendable {
    /// `nil` when nothing was taken in.
    package internal(set) var sheet: IntakeSheet?
    package internal(set) var cursor = 0
    var top = 0
    /// What stood there before each change, newest last.
    var past: [IntakeSheet] = []
    /// Where the finding under the cursor would be cut, in characters; `nil` when nobody is cutting.
    package internal(set) var cut: Int?

    package init() {}

    package var selected: IntakeItem? {
        guard let sheet, sheet.items.indices.contains(cursor) else { return nil }
        return sheet.items[cursor]
    }

    var count: Int { sheet?.items.count ?? 0 }

    /// What keeps the list in step with what was changed since.
    func keeping(since before: IntakeSheet?) -> [Effect] {
        guard sheet != before else { return [] }
        return [.intake(sheet.flatMap { $0.items.isEmpty ? nil : .keep($0) } ?? .forget)]
    }
}

/// The forms of the intake list.
package enum IntakeForm: Hashable, Sendable {
    /// One proposal, by its id.
    case item(Int)
    /// Round and deadline of all of them.
    case setting
}

/// What the intake list wants done.
package enum IntakeEffect: Sendable {
    /// Splits a text that was pasted.
    case take(String)
    case judge([IntakeItem])
    /// Looks up the unit that was written into a form, for some proposals.
    case resolve([IntakeItem], unit: String)
    case file(IntakeSheet)
    /// Keeps the list as it stands, so that a lost terminal loses nothing; or nothing any more.
    case keep(IntakeSheet)
    case forget
    /// Asks for a list that was kept.
    case recall
}

/// What the intake list is told.
package enum IntakeMessage: Sendable {
    case opened(IntakeSheet)
    case judged([IntakeItem])
    /// The form's unit was found, and this is what the ledger makes of the proposal now.
    case resolved([IntakeItem])
    case filed(Filed)
    /// A list that was kept and not filed, and since when.
    case recalled(IntakeSheet, at: String)

    package struct Filed: Sendable {
        /// Proposals that stand in the ledger now.
        package let done: Set<Int>
        package let filed, unchanged: Int
        /// What was left out, in sentences.
        package let problems: [String]
        package let head: Int

        package init(done: Set<Int>, filed: Int, unchanged: Int, problems: [String], head: Int) {
            self.done = done
            self.filed = filed
            self.unchanged = unchanged
            self.problems = problems
            self.head = head
        }
    }
}
