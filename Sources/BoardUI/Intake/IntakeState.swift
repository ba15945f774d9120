package import Requests

/// The proposed findings of a bulletin as a value, until they are filed (screens.md, 4; ledgers.md, “Feedback texts”).
package struct IntakeState: Sendable {
    /// `nil` when nothing was taken in.
    package internal(set) var sheet: IntakeSheet?
    package internal(set) var cursor = 0
    var top = 0
    /// Lists that come after this one, in their order.
    package internal(set) var later: [IntakeSheet] = []
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

    /// The list and those after it, without empty ones.
    package var sheets: [IntakeSheet] { ((sheet.map { [$0] } ?? []) + later).filter { !$0.items.isEmpty } }

    /// What keeps the lists in step with what was changed since.
    func keeping(since before: IntakeState) -> [Effect] {
        guard sheet != before.sheet || later != before.later else { return [] }
        return [.intake(sheets.isEmpty ? .forget : .keep(sheets))]
    }

    /// Puts a list before the one at hand, which comes after it.
    mutating func begin(_ new: IntakeSheet) {
        let others = sheets
        self = IntakeState()
        sheet = new
        later = others
    }

    /// Takes a list away that waits.
    mutating func withdraw(_ sheet: IntakeSheet) {
        if let index = later.lastIndex(of: sheet) { later.remove(at: index) }
    }

    /// What was filed of a list has gone from it; `false` when that is not the one at hand any more.
    mutating func remove(_ ids: Set<Int>, from source: String) -> Bool {
        if sheet?.source == source {
            sheet?.remove(ids)
            return true
        }
        if let index = later.firstIndex(where: { $0.source == source }) { later[index].remove(ids) }
        return false
    }

    /// The one at hand is done: the next is taken up, if there is one.
    mutating func goOn() {
        var others = later
        self = IntakeState()
        if !others.isEmpty { sheet = others.removeFirst() }
        later = others
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
    /// Keeps the lists as they stand, so that a lost terminal loses nothing; or nothing any more.
    case keep([IntakeSheet])
    case forget
    /// Asks for lists that were kept.
    case recall
}

/// What the intake list is told.
package enum IntakeMessage: Sendable {
    case opened(IntakeSheet)
    case judged([IntakeItem])
    /// The form's unit was found, and this is what the ledger makes of the proposal now.
    case resolved([IntakeItem])
    case filed(Filed)
    /// Lists that were kept and not filed, and since when.
    case recalled([IntakeSheet], at: String)

    package struct Filed: Sendable {
        /// The list they stood in.
        package let source: String
        /// Proposals that stand in the ledger now.
        package let done: Set<Int>
        package let filed, unchanged: Int
        /// What was left out, in sentences.
        package let problems: [String]
        package let head: Int

        package init(source: String, done: Set<Int>, filed: Int, unchanged: Int, problems: [String], head: Int) {
            self.source = source
            self.done = done
            self.filed = filed
            self.unchanged = unchanged
            self.problems = problems
            self.head = head
        }
    }
}
