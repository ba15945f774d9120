internal import Rectification

/// What a bulletin proposes, and what a person may do with it before anything is filed; positions count from 0.
package struct IntakeSheet: Hashable, Sendable {
    /// The file's name, or what stands for it.
    package let source: String
    package var round: String
    /// As written, or the last day that the policy allows.
    package var deadline: String
    /// Nobody gave the deadline: it is the policy's.
    package var isDeadlineProposed: Bool
    package private(set) var items: [IntakeItem]
    private var nextID: Int

    package init(
        source: String, round: String, deadline: String, isDeadlineProposed: Bool = false, items: [IntakeItem]
    ) {
        self.source = source
        self.round = round
        self.deadline = deadline
        self.isDeadlineProposed = isDeadlineProposed
        self.items = items
        nextID = (items.map(\.id).max() ?? 0) + 1
    }

    /// How many would be filed now, and how many are wanted and lack something.
    package var counts: (ready: Int, lacking: Int) {
        var counts = (ready: 0, lacking: 0)
        for item in items where item.isIn {
            if item.isWhole { counts.ready += 1 } else { counts.lacking += 1 }
        }
        return counts
    }

    /// What would be filed now.
    package var ready: [IntakeItem] { items.filter { $0.isIn && $0.isWhole } }
    /// What is wanted and lacks something.
    package var lacking: [IntakeItem] { items.filter { $0.isIn && !$0.isWhole } }

    /// Makes one of a proposal and the next of the same unit; `false` when there is none.
    package mutating func join(at index: Int) -> Bool {
        guard items.indices.contains(index), items.indices.contains(index + 1),
            items[index].isSameUnit(as: items[index + 1])
        else { return false }
        let next = items.remove(at: index + 1)
        let mark = items[index].text.last.map { "。；！？".contains($0) } ?? true ? "" : "；"
        items[index].text += mark + next.text
        items[index].isIn = items[index].isIn || next.isIn
        if items[index].category == nil { items[index].category = next.category }
        return true
    }

    /// Cuts a proposal before a character; `false` when a piece would hold nothing.
    package mutating func split(at index: Int, before offset: Int) -> Bool {
        guard items.indices.contains(index), offset > 0 else { return false }
        let text = items[index].text
        let first = text.prefix(offset).strippedOfMarks
        let second = text.dropFirst(offset).strippedOfMarks
        guard !first.isEmpty, !second.isEmpty else { return false }
        let one = items[index]
        items[index].text = first
        items.insert(
            IntakeItem(
                id: nextID, line: one.line, writtenUnit: one.writtenUnit, headings: one.headings, text: second,
                unit: one.unit, category: one.category, deadline: one.deadline, repeated: nil, isIn: one.isIn),
            at: index + 1)
        nextID += 1
        return true
    }

    /// Places where a text could be cut, as characters from its beginning: after each mark that ends a clause.
    package static func places(in text: String) -> [Int] {
        let characters = Array(text)
        return characters.indices.dropFirst().filter { index in
            "。；;！？，,：".contains(characters[index - 1]) && !"”』」）)".contains(characters[index])
        }
    }

    package mutating func turn(at index: Int) -> Bool {
        guard items.indices.contains(index) else { return false }
        items[index].isIn.toggle()
        return true
    }

    package mutating func turnAll(in isIn: Bool) { for index in items.indices { items[index].isIn = isIn } }

    package mutating func change(at index: Int, _ body: (inout IntakeItem) -> Void) {
        guard items.indices.contains(index) else { return }
        body(&items[index])
    }

    /// Gives a category to those that have none.
    package mutating func fill(category: String) {
        guard !category.isBlank else { return }
        for index in items.indices where items[index].category == nil {
            items[index].category = IntakeItem.Category(category, .given)
        }
    }

    /// Takes over what the ledger makes of some proposals, unless they have been changed since it was asked.
    package mutating func take(judged: [IntakeItem]) {
        for item in judged {
            guard let index = items.firstIndex(where: { $0.id == item.id }), items[index].text == item.text,
                items[index].writtenUnit == item.writtenUnit
            else { continue }
            items[index].unit = item.unit
            items[index].category = item.category
            items[index].repeated = item.repeated
        }
    }

    /// What was filed has gone from the list.
    package mutating func remove(_ ids: Set<Int>) { items.removeAll { ids.contains($0.id) } }
}

extension IntakeItem {
    fileprivate func isSameUnit(as other: IntakeItem) -> Bool {
        if case .known(let mine, _) = unit, case .known(let theirs, _) = other.unit { return mine.id == theirs.id }
        return writtenUnit == other.writtenUnit && unit == other.unit
    }
}

extension StringProtocol {
    /// Without white space at both ends and the marks that part clauses.
    package var strippedOfMarks: String {
        var rest = Substring(self)
        while let last = rest.last, "；;。：:，,".contains(last) || last.isWhitespace { rest.removeLast() }
        while let first = rest.first, "；;。，,、".contains(first) || first.isWhitespace { rest.removeFirst() }
        return String(rest)
    }
}
